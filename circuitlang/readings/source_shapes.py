"""The words of shapes as NumPy source: what turns, cuts, joins and reduces."""

from __future__ import annotations

from circuitlang.gates import BY_NAME
from circuitlang.gates.images import windows_shape
from circuitlang.gates.joins import entries
from circuitlang.gates.shapes import axes
from circuitlang.readings.code import Code
from circuitlang.readings.precedence import ATOM, QUOTIENT, UNARY
from circuitlang.readings.source import Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from circuitlang.gates.shapes import Shape
    from circuitlang.readings.code import Term


NONE = {"max": "-np.inf", "min": "np.inf"}


class ShapeSource(Source):
    """The vocabulary of shapes."""

    def shape(self, x: Any) -> Shape:
        return x.shape if isinstance(x, Code) else ()

    def rank(self, x: Any) -> int:
        return len(self.shape(x))

    def size(self, x: Any, axis: Any = None) -> Term:
        shape, product = self.shape(x), 1.0
        for place in axes(shape, axis):
            size = shape[place]
            if isinstance(size, str):
                return self._sized(x, axis)
            product *= size
        return product

    def _sized(self, x: Any, axis: Any) -> Code:
        text = "np.size({})" if axis is None else f"np.shape({{}})[{axis}]"
        return self.pool.make("size", text, x, shape=())

    def word(self, op: str, template: str, shape: Shape, *xs: Any, level: int = ATOM,
             least: Sequence[int] = ()) -> Code:  # fmt: skip
        return self.pool.make(op, template, *xs, level=level, least=least, shape=shape)

    def fits(self, name: str, *xs: Any, **options: Any) -> Shape:
        """The shape of a word's value, by its row."""
        rule = BY_NAME[name].shape
        assert rule is not None
        return rule(*[self.shape(x) for x in xs], **options)

    def matmul(self, a: Any, b: Any) -> Code:
        return self.word("@", "{} @ {}", self.fits("matmul", a, b), a, b, level=QUOTIENT,
                         least=(QUOTIENT, UNARY))  # fmt: skip

    def dot(self, a: Any, b: Any) -> Code:
        return self.word("dot", "np.dot({}, {})", self.fits("dot", a, b), a, b)

    def outer(self, a: Any, b: Any) -> Code:
        return self.word("outer", "np.outer({}, {})", self.fits("outer", a, b), a, b)

    def transpose(self, x: Any, axes: Any = None) -> Any:
        if self.rank(x) < 2:
            return x
        shape = self.fits("transpose", x, axes=axes)
        if axes is None:
            return self.word("T", "{}.T", shape, x, least=(ATOM,))
        return self.word("transpose", f"np.transpose({{}}, {tuple(axes)!r})", shape, x)

    def _reshaped(self, x: Any, shape: Shape, like: Any) -> Any:
        if self.shape(x) == shape:
            return x
        if all(isinstance(size, int) for size in shape):
            return self.word("reshape", f"np.reshape({{}}, {shape!r})", shape, x)
        return self.word("reshape", "np.reshape({}, np.shape({}))", shape, x, like)

    def reshape(self, x: Any, shape: Any = None) -> Any:
        return self._reshaped(x, self.fits("reshape", x, shape=shape), x)

    def flatten(self, x: Any, axis: int = 0) -> Any:
        return self._reshaped(x, self.fits("flatten", x, axis=axis), x)

    def shaped(self, x: Any, like: Any) -> Any:
        return self._reshaped(x, self.shape(like), like)

    def broadcast(self, x: Any, shape: Any = None) -> Code:
        whole = self.fits("broadcast", x, shape=shape)
        return self.word("broadcast", f"np.broadcast_to({{}}, {whole!r})", whole, x)

    def expand(self, x: Any, like: Any) -> Any:
        shape = self.shape(like)
        if isinstance(x, Code) and x.op == "unsqueeze" and not self.shape(x.args[0]):
            x = x.args[0]  # a number fits any shape
        if self.shape(x) == shape and isinstance(x, Code):
            return x
        if all(isinstance(size, int) for size in shape):
            return self.word("broadcast", f"np.broadcast_to({{}}, {shape!r})", shape, x)
        return self.word("broadcast", "np.broadcast_to({}, np.shape({}))", shape, x, like)

    def unsqueeze(self, x: Any, axis: Any = ()) -> Any:
        shape = self.fits("unsqueeze", x, axis=axis)
        return self.word("unsqueeze", f"np.expand_dims({{}}, {tuple(axis)!r})", shape, x)

    def unbroadcast(self, x: Any, like: Any) -> Any:
        """The sum over the axes along which a value was broadcast."""
        have, want = self.shape(x), self.shape(like)
        if have == want:
            return x
        lead = len(have) - len(want)
        ones = [lead + at for at, size in enumerate(want) if size == 1 != have[lead + at]]
        if not want:
            return self.sum(x)
        if not lead:
            return self.sum(x, axis=tuple(ones), keepdims=1)
        found = self.sum(x, axis=tuple(range(lead)))
        return self.sum(found, axis=tuple(at - lead for at in ones), keepdims=1) if ones else found

    def concat(self, *xs: Any, axis: int = 0) -> Code:
        return self._joined("concatenate", self.fits("concat", *xs, axis=axis), axis, xs)

    def stack(self, *xs: Any, axis: int = 0) -> Code:
        return self._joined("stack", self.fits("stack", *xs, axis=axis), axis, xs)

    def _joined(self, name: str, shape: Shape, axis: int, xs: Sequence[Any]) -> Code:
        listed = ", ".join(["{}"] * len(xs))
        return self.word(name, f"np.{name}([{listed}], {axis})", shape, *xs)

    def index(self, x: Any, item: Any = ()) -> Code:
        return self.word("index", f"{{}}[{_sliced(item)}]", self.fits("index", x, item=item), x,
                         least=(ATOM,))  # fmt: skip

    def scatter(self, x: Any, like: Any, item: Any = ()) -> Code:
        self.used.add("scatter")
        return self.word("scatter", f"scatter({{}}, {{}}, {item!r})", self.shape(like), x, like)

    def part(self, x: Any, *xs: Any, axis: int = 0, which: int = 0) -> Code:
        sizes = [self.shape(each)[axis] for each in xs]
        start: Any = sum(sizes[:which])
        lead = axis % self.rank(x)
        whole = ("slice", None, None, None)
        return self.index(x, (*[whole] * lead, ("slice", start, start + sizes[which], None)))

    def windows(self, x: Any, size: Any = None) -> Code:
        self.used.add("windows")
        return self.word("windows", f"windows({{}}, {size!r})",
                         windows_shape(self.shape(x), size), x)  # fmt: skip

    # ------------------------------------------------------------------ along axes

    def _along(self, name: str, x: Any, axis: Any, keepdims: Any) -> Code:
        shape = self.fits("sum", x, axis=axis, keepdims=keepdims)
        if isinstance(axis, tuple) and len(axis) == 1:
            (axis,) = axis
        given = "" if axis is None else f", axis={axis!r}"
        given += ", keepdims=True" if keepdims else ""
        if name in NONE and 0 in self.shape(x):
            given += f", initial={NONE[name]}"  # of nothing
        return self.word(name, f"np.{name}({{}}{given})", shape, x)

    def sum(self, x: Any, axis: Any = None, keepdims: Any = 0) -> Any:
        return x if axis == () else self._along("sum", x, axis, keepdims)

    def prod(self, x: Any, axis: Any = None, keepdims: Any = 0) -> Code:
        return self._along("prod", x, axis, keepdims)

    def max_of(self, x: Any, axis: Any = None, keepdims: Any = 0) -> Code:
        return self._along("max", x, axis, keepdims)

    def min_of(self, x: Any, axis: Any = None, keepdims: Any = 0) -> Code:
        return self._along("min", x, axis, keepdims)

    def tally(self, c: Any, axis: Any = None) -> Code:
        return self._along("sum", c, axis, 1)

    def diagonal(self, x: Any, axis: int = 0) -> Code:
        shape = self.fits("diagonal", x, axis=axis)
        size = self.shape(x)[axis]
        return self.word("diagonal", f"np.eye({size!r}, dtype=bool).reshape({shape!r})", shape)

    def pick(self, x: Any, labels: Any) -> Code:
        self.used.add("pick")
        return self.word("pick", "pick({}, {})", (*self.shape(x)[:-1], 1), x, labels)

    def at_label(self, x: Any, labels: Any, value: Any) -> Code:
        self.used.add("at_label")
        return self.word("at_label", "at_label({}, {}, {})", self.shape(x), x, labels, value)


def _sliced(item: Any) -> str:
    texts = []
    for entry in entries(item):
        if isinstance(entry, int):
            texts.append(str(entry))
            continue
        start, stop, step = ("" if each is None else str(each) for each in entry[1:])
        texts.append(f"{start}:{stop}" + (f":{step}" if step else ""))
    return ", ".join(texts) or "..."
