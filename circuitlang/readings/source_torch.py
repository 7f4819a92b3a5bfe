"""The rules read as PyTorch source: the forward pass alone, for autograd finds the way back."""

from __future__ import annotations

from circuitlang.gates.images import pair, windows_shape
from circuitlang.readings.code import Code
from circuitlang.readings.precedence import ATOM, QUOTIENT, UNARY
from circuitlang.readings.source import MATH
from circuitlang.readings.source_arrays import HELPERS, ArraySource
from circuitlang.text.errors import CircuitError, error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from circuitlang.gates.shapes import Shape
    from circuitlang.readings.code import Term

ALONG = {"sum": "sum", "prod": "prod", "max": "amax", "min": "amin"}


class TorchSource(ArraySource):
    """The vocabulary of tensors of PyTorch, numbers among them."""

    def __init__(self, ties: str) -> None:
        super().__init__(ties, safe=False)

    def __getattr__(self, word: str) -> Any:
        if word in MATH:
            return lambda x: self.call(f"torch.{word}", x)
        if word in HELPERS:
            raise self.unknown(word)
        return super().__getattr__(word)

    def unknown(self, word: str) -> CircuitError:
        return error("bad-argument", f"`{word}`, of which `grad` makes derivatives, cannot be "
                     "written for PyTorch", help="export the .py form, or the loss alone",
                     )  # fmt: skip

    # ------------------------------------------------------------------ element by element

    def pow(self, x: Term, y: Term) -> Term:
        return self.call("torch.pow", x, y)

    def abs(self, x: Term) -> Code:
        return self.call("torch.abs", x)

    def sign(self, x: Term) -> Code:
        return self.call("torch.sign", x)

    def max(self, x: Term, y: Term) -> Code:
        return self._extreme("maximum", "amax", x, y)

    def min(self, x: Term, y: Term) -> Code:
        return self._extreme("minimum", "amin", x, y)

    def _extreme(self, two: str, many: str, x: Term, y: Term) -> Code:
        """The extreme of two, or of all that a gate has at once: pair by pair PyTorch would not
        split a gradient evenly among three."""
        parts = x.args if isinstance(x, Code) and x.op == two else (self.whole(x),)
        parts = (*parts, self.whole(y))
        holes = ", ".join(["{}"] * len(parts))
        text = f"torch.{two}({holes})" if len(parts) == 2 else (
            f"torch.{many}(torch.stack(torch.broadcast_tensors({holes})), dim=0)")  # fmt: skip
        return self.pool.make(two, text, *parts)

    def whole(self, x: Term) -> Term:
        """A number as a tensor, where PyTorch asks for one."""
        if isinstance(x, Code) and x.op != "number":
            return x
        return self.pool.make("tensor", "torch.tensor({}, dtype=torch.float64)", x)

    def sigmoid(self, x: Term, times: Term = 1.0) -> Term:
        return self.pool.mul(self.call("torch.sigmoid", x), times)

    def softplus(self, x: Term) -> Term:
        # its own threshold of 20 is felt in the tenth digit; from 37 on nothing is lost
        return self.pool.make("softplus", "torch.nn.functional.softplus({}, threshold=40.0)", x)

    def cdf(self, x: Term, times: Term = 1.0) -> Term:
        return self.pool.mul(self.call("torch.special.ndtr", x), times)

    def where(self, c: Any, a: Any, b: Any) -> Any:
        if isinstance(c, bool):
            return a if c else b
        shapes = [self.whole(x) if isinstance(x, float) else x for x in (a, b)]
        return self.pool.make("where", "torch.where({}, {}, {})", c, *shapes)

    # ------------------------------------------------------------------ shapes

    def size(self, x: Any, axis: Any = None) -> Term:
        found = super().size(x, axis)
        return found if isinstance(found, float) else self.pool.make("size", "{}.numel()", x,
                                                                     shape=())  # fmt: skip

    def matmul(self, a: Any, b: Any) -> Code:
        return self.word("@", "{} @ {}", self.fits("matmul", a, b), a, b, level=QUOTIENT,
                         least=(QUOTIENT, UNARY))  # fmt: skip

    def dot(self, a: Any, b: Any) -> Any:
        if self.rank(a) and self.rank(b):
            return self.matmul(a, b)
        return self.pool.mul(a, b)

    def outer(self, a: Any, b: Any) -> Code:
        return self.word("outer", "torch.outer({}, {})", self.fits("outer", a, b), a, b)

    def transpose(self, x: Any, axes: Any = None) -> Any:
        if self.rank(x) < 2:
            return x
        shape = self.fits("transpose", x, axes=axes)
        order = tuple(axes) if axes is not None else tuple(range(self.rank(x) - 1, -1, -1))
        if order == (1, 0):
            return self.word("T", "{}.T", shape, x, least=(ATOM,))
        return self.word("transpose", f"torch.permute({{}}, {order!r})", shape, x)

    def _reshaped(self, x: Any, shape: Shape, like: Any) -> Any:
        return self.word("reshape", f"torch.reshape({{}}, {shape!r})", shape, x)

    def expand(self, x: Any, like: Any) -> Any:
        shape = self.shape(like)
        if isinstance(x, Code) and self.shape(x) == shape:
            return x
        return self.word("broadcast", f"torch.broadcast_to({{}}, {shape!r})", shape, self.whole(x))

    def scatter(self, x: Any, like: Any, item: Any = ()) -> Code:
        raise self.unknown("scatter")

    def diagonal(self, x: Any, axis: int = 0) -> Code:
        raise self.unknown("diagonal")

    def windows(self, x: Any, size: Any = None) -> Code:
        high, wide = pair(size)
        text = f"torch.permute({{}}.unfold(2, {high}, {high}).unfold(3, {wide}, {wide}), "
        return self.word("windows", f"{text}(4, 5, 0, 1, 2, 3))",
                         windows_shape(self.shape(x), size), x, least=(ATOM,))  # fmt: skip

    def broadcast(self, x: Any, shape: Any = None) -> Code:
        whole = self.fits("broadcast", x, shape=shape)
        return self.word("broadcast", f"torch.broadcast_to({{}}, {whole!r})", whole, x)

    def _joined(self, name: str, shape: Shape, axis: int, xs: Any) -> Code:
        listed = ", ".join(["{}"] * len(xs))
        return self.word(name, f"torch.{name}([{listed}], {axis})", shape,
                         *[self.whole(x) for x in xs])  # fmt: skip

    def unsqueeze(self, x: Any, axis: Any = ()) -> Any:
        return self._reshaped(x, self.fits("unsqueeze", x, axis=axis), x)

    def _along(self, name: str, x: Any, axis: Any, keepdims: Any) -> Any:
        shape = self.fits("sum", x, axis=axis, keepdims=keepdims)
        axes = tuple(range(self.rank(x))) if axis is None else axis
        if not self.rank(x):
            return x
        if name == "prod":
            return self._product(x, axes, keepdims)
        given = f", dim={axes!r}" + (", keepdim=True" if keepdims else "")
        return self.word(name, f"torch.{ALONG[name]}({{}}{given})", shape, x)

    def _product(self, x: Any, axes: Any, keepdims: Any) -> Any:
        given_axes = axes if isinstance(axes, tuple) else (axes,)
        for place in sorted({at % self.rank(x) for at in given_axes}, reverse=True):
            shape = self.fits("prod", x, axis=place, keepdims=keepdims)
            given = f", dim={place}" + (", keepdim=True" if keepdims else "")
            x = self.word("prod", f"torch.prod({{}}{given})", shape, x)
        return x

    def norm(self, x: Any, axis: Any = None, keepdims: Any = 0) -> Code:
        shape = self.fits("norm", x, axis=axis, keepdims=keepdims)
        given = f", dim={axis!r}, keepdim={bool(keepdims)!r}"
        return self.word("norm", f"torch.linalg.vector_norm({{}}{given})", shape, x)

    def tally(self, c: Any, axis: Any = None) -> Any:
        return self._along("sum", c, axis, 1)

    def pick(self, x: Any, labels: Any) -> Code:
        return self.word("pick", "torch.gather({}, -1, {}.long()[..., None])",
                         (*self.shape(x)[:-1], 1), x, self.whole(labels))  # fmt: skip

    def at_label(self, x: Any, labels: Any, value: Any) -> Code:
        return self.word(
            "at_label", "torch.scatter({}, -1, {}.long()[..., None], {})", self.shape(x), x,
            self.whole(labels), value)  # fmt: skip

    def conv2d(self, x: Any, w: Any, stride: Any = 1, pad: Any = 0) -> Code:
        shape = self.fits("conv2d", x, w, stride=stride, pad=pad)
        text = f"torch.nn.functional.conv2d({{}}, {{}}, stride={stride!r}, padding={pad!r})"
        return self.word("conv2d", text, shape, x, w)
