"""The rules read as NumPy source.  The shapes of all operands are known, so that axes are numbers
and a `mean` says what it divides by."""

from __future__ import annotations

from circuitlang.gates import BY_NAME, loss, probability, reduction
from circuitlang.readings.code import Code
from circuitlang.readings.precedence import AND, ATOM, OR, POWER, QUOTIENT, UNARY
from circuitlang.readings.source import MATH
from circuitlang.readings.source_shapes import ShapeSource

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from circuitlang.readings.code import Term

NUMPY = {"atan": "arctan"}
HELPERS = {"norm", "others", "first", "peak", "conv2d", "conv2d_dx", "conv2d_dw", "windows",
           "unwindows", "scatter"}  # fmt: skip
"""Words that are functions of the tensors reading, whose source goes with the code."""
COMPOSED: dict[str, Callable[..., Any]] = {
    "mean": reduction.mean,
    "softmax": probability.softmax,
    "softmax_error": loss.softmax_error,
    "violations": loss.violations,
}
"""Words that are made of others by a rule."""


class ArraySource(ShapeSource):
    """The vocabulary of source for tensors; `safe` keeps every edge point."""

    def __init__(self, ties: str, safe: bool = True) -> None:
        super().__init__(ties, tidy=not safe)
        self.safe = safe

    def __getattr__(self, word: str) -> Any:
        if word in MATH:
            return lambda x: self.call(f"np.{NUMPY.get(word, word)}", x)
        if word in COMPOSED:
            return lambda *xs, **options: COMPOSED[word](self, *xs, **options)
        if word in HELPERS and word in BY_NAME:

            def helper(*xs: Any, **options: Any) -> Code:
                self.used.add(word)
                given = [f"{key}={value!r}" for key, value in options.items()]
                text = ", ".join(["{}"] * len(xs) + given)
                return self.word(word, f"{word}({text})", self.fits(word, *xs, **options), *xs)

            return helper
        raise AttributeError(word)

    # ------------------------------------------------------------------ element by element

    def pow(self, x: Term, y: Term) -> Term:
        if isinstance(y, float) and y in (0.0, 1.0, 2.0):
            return {0.0: 1.0, 1.0: x}.get(y) or self.pool.make(
                "**", "{} ** {}", x, y, level=POWER, least=(ATOM, UNARY))  # fmt: skip
        return self.call("np.power", x, y)

    def abs(self, x: Term) -> Code:
        return self.call("np.abs", x)

    def sign(self, x: Term) -> Code:
        return self.call("np.sign", x)

    def max(self, x: Term, y: Term) -> Code:
        return self.call("np.maximum", x, y)

    def min(self, x: Term, y: Term) -> Code:
        return self.call("np.minimum", x, y)

    def _sigmoid(self, x: Term) -> Code:
        if self.safe:
            self.used.add("array:sigmoid")
            return self.call("array_sigmoid", x)
        return self.pool.make("sigmoid", "1.0 / (1 + np.exp({}))", self.pool.neg(x),
                              level=QUOTIENT)  # fmt: skip

    def sigmoid(self, x: Term, times: Term = 1.0) -> Term:
        if self.safe:
            self.used.add("array:sigmoid")
            given = (x,) if isinstance(times, float) and times == 1.0 else (x, times)
            return self.call("array_sigmoid", *given)
        return super().sigmoid(x, times)

    def softplus(self, x: Term) -> Term:
        return self._whole("softplus", x)

    def sech2(self, x: Term) -> Term:
        return self._whole("sech2", x) if self.safe else super().sech2(x)

    def _whole(self, word: str, x: Term) -> Code:
        self.used.add(f"array:{word}")
        return self.call(f"array_{word}", x)

    def cdf(self, x: Term, times: Term = 1.0) -> Term:
        return self._one_by_one("cdf", x, times)

    def pdf(self, x: Term, times: Term = 1.0) -> Term:
        return self._one_by_one("pdf", x, times)

    def _one_by_one(self, word: str, x: Term, times: Term) -> Code:
        self.used.add(word)
        return self.call(f"np.vectorize({word}, otypes=[float])", x, times)

    def where(self, c: Any, a: Any, b: Any) -> Any:
        if isinstance(c, bool):
            return a if c else b
        return self.pool.make("if", "np.where({1}, {0}, {2})", a, c, b)

    def isnan(self, x: Term) -> Any:
        if not self.safe or isinstance(x, float):
            return super().isnan(x)
        return self.call("np.isnan", x)

    def mend(self, v: Any, c: Any, a: Any) -> Any:
        return self.where(c, a, v) if self.safe else super().mend(v, c, a)

    def both(self, c: Any, d: Any) -> Any:
        if isinstance(c, bool) or isinstance(d, bool):
            return super().both(c, d)
        return self.pool.make("and", "{} & {}", c, d, level=AND, least=(ATOM, ATOM))

    def either(self, c: Any, d: Any) -> Any:
        if isinstance(c, bool) or isinstance(d, bool):
            return super().either(c, d)
        return self.pool.make("or", "{} | {}", c, d, level=OR, least=(ATOM, ATOM))

    def invert(self, c: Any) -> Any:
        return super().invert(c) if isinstance(c, bool) else self.call("np.logical_not", c)

    def finer(self, v: Any, a: Any) -> Any:
        return a

    def if_reached(self, term: Any, upstream: Term) -> Any:
        if isinstance(upstream, float):
            return term
        return self.where(self.ne(upstream, 0.0), term, self.untaken())
