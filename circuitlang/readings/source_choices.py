"""Conditions, choices and the chain rule as Python source."""

from __future__ import annotations

from circuitlang.readings.code import Code, Pool
from circuitlang.readings.precedence import AND, CHOICE, COMPARISON, OR, SUM
from circuitlang.readings.terms import COMPARE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, TypeAlias

    from circuitlang.readings.code import Term

    Condition: TypeAlias = "Code | bool"

OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}
STRICT = {">=": ">", "<=": "<"}


class Choices:
    """The words of the vocabulary that compare and choose."""

    pool: Pool

    def compare(self, sign: str, x: Term, y: Term) -> Condition:
        if isinstance(x, float) and isinstance(y, float):
            return bool(COMPARE[sign](x, y))
        return self.pool.make(sign, f"{{}} {sign} {{}}", x, y, level=COMPARISON,
                              least=(SUM, SUM))  # fmt: skip

    def lt(self, x: Term, y: Term) -> Condition:
        return self.compare("<", x, y)

    def le(self, x: Term, y: Term) -> Condition:
        return self.compare("<=", x, y)

    def gt(self, x: Term, y: Term) -> Condition:
        return self.compare(">", x, y)

    def ge(self, x: Term, y: Term) -> Condition:
        return self.compare(">=", x, y)

    def eq(self, x: Term, y: Term) -> Condition:
        return self.compare("==", x, y)

    def ne(self, x: Term, y: Term) -> Condition:
        return self.compare("!=", x, y)

    def isnan(self, x: Term) -> Condition:
        return x != x if isinstance(x, float) else False

    def both(self, c: Condition, d: Condition) -> Condition:
        for one, other in ((c, d), (d, c)):
            if isinstance(one, bool):
                return other if one else False
        return self.pool.make("and", "{} and {}", c, d, level=AND, least=(AND, COMPARISON))

    def either(self, c: Condition, d: Condition) -> Condition:
        for one, other in ((c, d), (d, c)):
            if isinstance(one, bool):
                return True if one else other
        return self.pool.make("or", "{} or {}", c, d, level=OR, least=(OR, AND))

    def invert(self, c: Condition) -> Condition:
        if isinstance(c, bool):
            return not c
        if c.op in OPPOSITE and self.pool.tidy:
            return self.compare(OPPOSITE[c.op], *c.args)
        return self.pool.make("not", "not {}", c, level=AND, least=(COMPARISON,))

    def where(self, c: Condition, a: Any, b: Any) -> Any:
        if isinstance(c, bool):
            return a if c else b
        return self.pool.make("if", "{} if {} else {}", a, c, b, level=CHOICE,
                              least=(OR, OR, CHOICE))  # fmt: skip

    def mend(self, v: Any, c: Condition, a: Any) -> Any:
        return a if c is True else v

    def only(self, c: Condition, v: Any) -> Any:
        """v where c holds; the branch that is not taken is a 0 that nothing multiplies."""
        if isinstance(c, Code) and isinstance(v, Code) and v.op == "if":
            a, ahead, _ = v.args
            if isinstance(ahead, Code) and ahead.op == STRICT.get(c.op) and ahead.args == c.args:
                tie = self.where(self.eq(*c.args), v.args[2], self.untaken())
                return self.where(ahead, a, tie)
        return self.where(c, v, self.untaken())

    def untaken(self) -> Code:
        return self.pool.make("untaken", "0.0")

    def tied(self, xs: Sequence[Term], out: Term) -> Term:
        if len(xs) == 2:
            return 2.0
        found: Any = self.pool.make("()", "({})", self.eq(xs[0], out))
        for x in xs[1:]:
            one = self.pool.make("()", "({})", self.eq(x, out))
            found = found + one
        return found  # type: ignore[no-any-return]

    # ------------------------------------------------------------------ the chain rule

    def times(self, slope: Any, upstream: Term) -> Any:
        """slope · upstream, said in the branches of a choice; None where nothing goes back."""
        if slope is None:
            return None
        if isinstance(slope, Code) and slope.op == "untaken":
            return slope
        if isinstance(slope, Code) and slope.op == "if":
            a, c, b = slope.args
            return self.where(c, self.times(a, upstream), self.times(b, upstream))  # type: ignore
        if isinstance(slope, Code) and slope.op == "*":
            a, b = slope.args
            if isinstance(b, Code) and b.op in ("+", "-"):  # (1 - f) * f, as one writes it
                slope = self.pool.mul(b, a)
        return self.pool.mul(slope, upstream)

    def if_reached(self, term: Any, upstream: Term) -> Any:
        """The term where anything came: a branch that was not taken stays exactly 0."""
        if isinstance(upstream, float):
            return term
        return self.pool.make("if", "{} if {} else {}", term, upstream, self.untaken(),
                              level=CHOICE, least=(OR, OR, CHOICE))  # fmt: skip
