"""The chains of tensor gates read as text: `dD @ X.T`, `(softmax(s) - onehot(labels))·dL/n`.

The text says the rule as one writes it on paper: axes that broadcasting fits are left out, and so
are the forms that only keep digits.  With the shapes of the operands it is exact about vectors and
numbers; without them everything is a matrix.
"""

from __future__ import annotations

from circuitlang.gates.images import windows_shape
from circuitlang.gates.rules import entries
from circuitlang.readings.formulas import Formulas
from circuitlang.readings.precedence import ATOM, CHOICE, PRODUCT, QUOTIENT, SUM, UNARY
from circuitlang.readings.terms import Formula, operand, show

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from circuitlang.gates.gate import Gate
    from circuitlang.gates.shapes import Shape
    from circuitlang.readings.terms import Term


def slices(item: Sequence[Any]) -> str:
    """An index as the language writes it: `[0, 1:3, ::2]`."""
    if item == ():
        return "[…]"
    texts = []
    for entry in entries(item):
        if isinstance(entry, int):
            texts.append(str(entry))
            continue
        start, stop, step = ("" if each is None else str(each) for each in entry[1:])
        texts.append(f"{start}:{stop}" + (f":{step}" if step else ""))
    return f"[{', '.join(texts)}]"


def listed(value: Any) -> str:
    """An option as the language writes it."""
    return f"[{', '.join(map(listed, value))}]" if isinstance(value, tuple) else str(value)


def call(name: str, **defaults: Any) -> Callable[..., Formula]:
    """A word that is written as a call, with the options that are not its defaults."""

    def written(*xs: Term, **options: Any) -> Formula:
        given = [f"{key}={listed(value)}" for key, value in options.items()
                 if key != "keepdims" and value not in (None, defaults.get(key))]  # fmt: skip
        return Formula(f"{name}({', '.join([*map(show, xs), *given])})")

    return written


def transpose(x: Term, axes: Any = None) -> Formula:
    if axes is None:
        return Formula(show(x, ATOM) + ".T")
    return Formula(f"transpose({show(x)}, {listed(axes)})")


def itself(x: Term, *like: Term, **options: Any) -> Term:
    """What only fits shapes together is not written."""
    return x


class Chains(Formulas):
    """The vocabulary of text for tensors."""

    __slots__ = ("alike", "shapes")

    transpose = staticmethod(transpose)
    outer = staticmethod(call("outer"))
    concat = staticmethod(call("concat"))
    sum = staticmethod(call("sum"))
    mean = staticmethod(call("mean"))
    max_of = staticmethod(call("max"))
    softmax = staticmethod(call("softmax", axis=-1))
    onehot = staticmethod(lambda labels, like: Formula(f"onehot({show(labels)})"))
    conv2d = staticmethod(call("conv2d", stride=1, pad=0))
    conv2d_dx = staticmethod(
        lambda g, w, like, **options: call("conv2d_dx", stride=1, pad=0)(g, w, **options)
    )
    conv2d_dw = staticmethod(
        lambda g, x, like, **options: call("conv2d_dw", stride=1, pad=0)(g, x, **options)
    )
    unsqueeze = staticmethod(itself)
    unwindows = staticmethod(itself)
    finer = staticmethod(itself)
    tally = staticmethod(lambda c, **options: Formula("ties"))
    first = staticmethod(lambda c, axis=None, last=0: Formula(
        f"{'last' if last else 'first'} {show(c, SUM)}", CHOICE))  # fmt: skip
    peak = staticmethod(call("peak"))
    diagonal = staticmethod(call("diagonal"))
    violations = staticmethod(call("violations"))
    others = staticmethod(
        lambda x, axis: Formula("prod(others)") if isinstance(x, Formula) else 1.0
    )
    prod = staticmethod(lambda x, **options: 1.0)  # the others are said once, for all the axes

    def __init__(self, shapes: dict[str, Shape], alike: bool, ties: str) -> None:
        """`alike`: no input is broadcast against another."""
        super().__init__(ties)
        self.shapes = shapes
        self.alike = alike

    def known(self, x: Term) -> Shape | None:
        return self.shapes.get(x.text) if isinstance(x, Formula) else ()

    @staticmethod
    def only(c: Any, v: Term) -> Term:
        """What is 0 anyway needs no condition."""
        if isinstance(c, Formula) and c.sign == "!=" and show(c.parts[1]) == "0":
            return v
        return Formulas.only(c, v)

    def rank(self, x: Term) -> int:
        shape = self.known(x)
        return 2 if shape is None else len(shape)

    def matmul(self, a: Term, b: Term) -> Formula:
        return Formula(f"{show(a, QUOTIENT)} @ {show(b, UNARY)}", PRODUCT)

    def expand(self, x: Term, like: Term) -> Term:
        return x if self.known(like) == () else Formula(f"broadcast({show(x)})")

    def unbroadcast(self, x: Term, like: Term) -> Term:
        return x if self.alike else Formula(f"unbroadcast({show(x)}, {self.shape_of(like)})")

    def shape_of(self, x: Term) -> str:
        shape = self.known(x)
        return f"shape({show(x)})" if shape is None else listed(shape)

    def shaped(self, x: Term, like: Term) -> Formula:
        return Formula(f"reshape({show(x)}, {self.shape_of(like)})")

    def size(self, x: Term, axis: Any = None) -> Term:
        shape = self.known(x)
        if shape is None or any(isinstance(size, str) for size in shape):
            return Formula("n")
        gone = range(len(shape)) if axis is None else axis if isinstance(axis, tuple) else (axis,)
        product = 1.0
        for place in gone:
            product *= float(shape[place])
        return product

    def index(self, x: Term, item: Any) -> Formula:
        return Formula(show(x, ATOM) + slices(item))

    def scatter(self, x: Term, like: Term, item: Any) -> Formula:
        return Formula(f"{show(x)} at {slices(item)}, 0 elsewhere", CHOICE)

    def part(self, x: Term, *xs: Term, axis: int, which: int) -> Formula:
        shapes = [self.known(each) for each in xs[: which + 1]]
        sizes = [shape[axis] for shape in shapes if shape]
        if len(sizes) <= which or any(isinstance(size, str) for size in sizes):
            return Formula(f"{show(x, ATOM)} where {show(xs[which])} lies", CHOICE)
        start, stop = sum(sizes[:-1]), sum(sizes)  # type: ignore[arg-type]
        whole = ("slice", None, None, None)
        lead = axis % len(self.shapes[show(xs[which])])
        return self.index(x, (*[whole] * lead, ("slice", start, stop, None)))

    def windows(self, x: Term, size: Any = None) -> Formula:
        found = Formula(f"windows({show(x)})")
        shape = self.known(x)
        if shape is not None and size is not None:
            self.shapes[found.text] = windows_shape(shape, size)
        return found

    def softmax_error(self, scores: Term, labels: Term) -> Formula:
        return Formula(f"softmax({show(scores)}) - onehot({show(labels)})", SUM)


def chain_formula(
    gate: Gate,
    operands: Sequence[str | float],
    out_name: str,
    options: dict[str, Any] | None = None,
    shapes: Sequence[Shape] | None = None,
    ties: str = "split",
) -> list[str | None]:
    """The chained gradient by each input as text, `d` + out_name standing for that of the output;
    None where no gradient ever goes.  `shapes` are those of the operands, as far as known."""
    if gate.chain is None:
        raise TypeError(f"`{gate.name}` has a local gradient: local_formula says it")
    given = {**gate.options, **(options or {})}
    filled = [*operands, *map(gate.defaults.__getitem__, gate.params[len(operands) :])]
    known = {
        x: shape for x, shape in zip(operands, shapes or (), strict=False) if isinstance(x, str)
    }
    xs = [operand(x) for x in filled]
    batches = {shape[:-2] if gate.name == "matmul" else shape for shape in known.values()}
    m = Chains(known, len(batches) < 2 and gate.name != "broadcast", ties)
    entries = gate.chain(m, Formula("d" + out_name), Formula(out_name), *xs, **given)
    return [None if entry is None else show(entry) for entry in entries]
