"""The chains of tensor gates read as text: `dD @ X.T`, `(softmax(s) - onehot(labels))·dL/n`.

The text says the rule as one writes it on paper: axes that broadcasting fits are left out, and so
are the forms that only keep digits.  With the shapes of the operands it is exact about vectors and
numbers; without them everything is a matrix.
"""

from __future__ import annotations

from circuitlang.gates.images import windows_shape
from circuitlang.gates.shapes import axes
from circuitlang.readings.calls import call, itself, listed, slices, transpose
from circuitlang.readings.formulas import Formulas
from circuitlang.readings.precedence import ATOM, CHOICE, COMPARISON, PRODUCT, QUOTIENT, SUM, UNARY
from circuitlang.readings.terms import Formula, operand, show

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from circuitlang.gates.gate import Gate
    from circuitlang.gates.shapes import Shape
    from circuitlang.readings.terms import Term


class Chains(Formulas):
    """The vocabulary of text for tensors."""

    __slots__ = ("alike", "assumed", "shapes")

    transpose = staticmethod(transpose)
    outer = staticmethod(call("outer"))
    concat = staticmethod(call("concat"))
    sum = staticmethod(call("sum"))
    mean = staticmethod(call("mean"))
    max_of = staticmethod(call("max"))
    softmax = staticmethod(call("softmax", axis=-1))
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
        f"{'last' if last else 'first'} {show(c, COMPARISON)}", COMPARISON))  # fmt: skip
    peak = staticmethod(call("peak"))
    diagonal = staticmethod(call("diagonal"))
    violations = staticmethod(call("violations"))
    others = staticmethod(
        lambda x, axis: Formula("prod(others)") if isinstance(x, Formula) else 1.0
    )
    prod = staticmethod(lambda x, **options: 1.0)  # the others are said once, for all the axes

    def __init__(self, shapes: dict[str, Shape], alike: bool, assumed: int, ties: str) -> None:
        """`alike`: no input is broadcast against another; `assumed`: how many axes there are where
        no shape is known."""
        super().__init__(ties)
        self.shapes = shapes
        self.alike = alike
        self.assumed = assumed

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
        return self.assumed if shape is None else len(shape)

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
        if shape is None:
            return Formula("n")
        product = 1.0
        for place in axes(shape, axis):
            size = shape[place]
            if isinstance(size, str):
                return Formula("n")
            product *= size
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


def least_rank(options: dict[str, Any]) -> int:
    """How many axes there are at least, by the axes that are named, from both ends; or two."""
    order, named = options.get("axes"), options.get("axis")
    places: tuple[int, ...] = (
        named if isinstance(named, tuple) else () if named is None else (named,)
    )
    front, back = max([-1, *places]) + 1, -min([0, *places])
    return max(2, front + back) if order is None else len(order)


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
    alike = len(batches) < 2 and gate.name != "broadcast"
    m = Chains(known, alike, least_rank(given), ties)
    entries = gate.chain(m, Formula("d" + out_name), Formula(out_name), *xs, **given)
    return [None if entry is None else show(entry) for entry in entries]
