"""The rules read as Python source, one number at a time.

Two ways: `Source` writes them as one writes them by hand (`1.0 / (1 + math.exp(-x))`, and its
slope as `(1 - f) * f`), right wherever numbers are moderate; `SafeSource` calls the functions of
the floats reading, which never raise, and says every edge point.
"""

from __future__ import annotations

from circuitlang.readings.code import Code, Pool
from circuitlang.readings.floats import Floats
from circuitlang.readings.precedence import (
    ATOM,
    POWER,
    QUOTIENT,
    SUM,
    UNARY,
)
from circuitlang.readings.source_choices import Choices

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from circuitlang.readings.code import Term
    from circuitlang.readings.source_choices import Condition

MATH = ("exp", "expm1", "log", "log1p", "sqrt", "sin", "cos", "tan", "tanh", "atan")
RISKY = {"exp", "expm1", "log", "log1p", "sqrt"}  # raise somewhere on the line
TOGETHER = 64  # inputs of one `max(…)`: each of many reads what is best of all others


class Source(Choices):
    """The vocabulary of source for numbers.

    known    what stands under a name already, by the node that computes it
    risky    whether a word was read that raises, or loses digits, somewhere
    """

    nothing = None
    helpers: frozenset[str] = frozenset()  # words that are functions of the floats reading

    def __init__(self, ties: str, tidy: bool = True) -> None:
        self.ties = ties
        self.pool = Pool(tidy)
        self.known: dict[int, Code] = {}
        self.risky = False
        self.used: set[str] = set()

    # ------------------------------------------------------------------ functions

    def call(self, function: str, *xs: Term) -> Code:
        return self.pool.make(function, f"{function}({', '.join(['{}'] * len(xs))})", *xs)

    def __getattr__(self, word: str) -> Any:
        if word not in MATH:
            raise AttributeError(word)

        def function(x: Term) -> Code:
            self.risky |= word in RISKY
            return self.call(f"math.{word}", x)

        return function

    def read(self, node: Code) -> Code:
        """A node, under the name that it has already."""
        return self.known.get(id(node), node)

    def div(self, x: Term, y: Term) -> Term:
        if isinstance(y, float):
            if isinstance(x, float) and y:
                return x / y
            if y == 1.0:
                return x
            self.risky |= y == 0.0
        elif y.op != "number" or y.template in ("0", "-0.0"):
            self.risky = True
        one = self.pool.make("number", "1.0") if _is(x, 1.0) else x
        return self.pool.make("/", "{} / {}", one, y, level=QUOTIENT, least=(QUOTIENT, UNARY))

    def pow(self, x: Term, y: Term) -> Term:
        exponent = y if isinstance(y, float) else _number(y)
        if exponent == 1.0 and isinstance(y, float):
            return x
        if exponent is not None and exponent > 0 and exponent == int(exponent):
            return self.pool.make("**", "{} ** {}", x, y, level=POWER, least=(ATOM, UNARY))
        if exponent == 0.0:
            return 1.0
        self.risky = True
        return self.call("math.pow", x, y)

    def abs(self, x: Term) -> Code:
        return self.call("abs", x)

    def sign(self, x: Term) -> Code:
        return self.pool.make("sign", "float(({0} > 0) - ({0} < 0))", x,
                              least=(SUM,))  # fmt: skip

    def max(self, x: Term, y: Term) -> Code:
        return self._best("max", x, y)

    def min(self, x: Term, y: Term) -> Code:
        return self._best("min", x, y)

    def _best(self, word: str, x: Term, y: Term) -> Code:
        parts: list[Term] = []
        for each in (x, y):
            inner = each.args if isinstance(each, Code) and each.op == word else (each,)
            parts += inner
        return self.call(word, *(parts if len(parts) <= TOGETHER else (x, y)))

    def sigmoid(self, x: Term, times: Term = 1.0) -> Term:
        self.risky = True
        if isinstance(x, Code) and x.op == "-x":
            other = self._sigmoid(x.args[0])
            if id(other) in self.known:
                rest = self.pool.sub(1.0, self.known[id(other)])
                return self.pool.mul(rest, times)
        return self.pool.mul(self.read(self._sigmoid(x)), times)

    def _sigmoid(self, x: Term) -> Code:
        return self.pool.make("sigmoid", "1.0 / (1 + math.exp({}))", self.pool.neg(x),
                              level=QUOTIENT)  # fmt: skip

    def softplus(self, x: Term) -> Term:
        return self.log1p(self.exp(x))  # type: ignore[no-any-return]

    def sech2(self, x: Term) -> Term:
        return self.pool.sub(1.0, self.pow(self.read(self.tanh(x)), 2.0))

    def cdf(self, x: Term, times: Term = 1.0) -> Term:
        found = self.pool.make("cdf", "0.5 * math.erfc({} / math.sqrt(2))", self.pool.neg(x),
                               level=QUOTIENT, least=(QUOTIENT,))  # fmt: skip
        return self.pool.mul(found, times)

    def pdf(self, x: Term, times: Term = 1.0) -> Term:
        found = self.pool.make("pdf", "math.exp(-0.5 * {} ** 2) / math.sqrt(2 * math.pi)", x,
                               level=QUOTIENT, least=(ATOM,))  # fmt: skip
        return self.pool.mul(found, times)


class SafeSource(Source):
    """The same for numbers that may be anything: every word is the function of the floats."""

    helpers = frozenset(("div", "pow", "exp", "expm1", "log", "log1p", "sqrt", "sin", "cos", "tan",
                         "sign", "max", "min", "sigmoid", "softplus", "sech2", "cdf", "pdf",
                         ))  # fmt: skip

    def __init__(self, ties: str) -> None:
        super().__init__(ties, tidy=False)

    def __getattribute__(self, word: str) -> Any:
        if word in SafeSource.helpers:
            return self._helper(word)
        return super().__getattribute__(word)

    def _helper(self, word: str) -> Any:
        name = getattr(Floats, word).__name__

        def function(*xs: Term, times: Term | None = None) -> Code:
            self.used.add(name)
            return self.call(name, *xs, *(() if times is None else (times,)))

        return function

    def isnan(self, x: Term) -> Condition:
        return self.compare("!=", x, x)

    def mend(self, v: Any, c: Condition, a: Any) -> Any:
        return self.where(c, a, v)


def _is(term: Term, value: float) -> bool:
    if isinstance(term, Code):
        return term.op == "number" and term.template == str(int(value))
    return term == value


def _number(term: Term) -> float | None:
    if isinstance(term, Code) and term.op == "number" and "math" not in term.template:
        return float(term.template)
    return None
