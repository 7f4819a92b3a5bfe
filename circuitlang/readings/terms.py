"""Pieces of formulas, and the little algebra that keeps them readable."""

from __future__ import annotations

import operator

from circuitlang.readings.precedence import (
    ATOM,
    COMPARISON,
    POWER,
    PRODUCT,
    QUOTIENT,
    SUM,
    UNARY,
    level_of,
    number,
    within,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeAlias

    Term: TypeAlias = "Formula | float"
    Part: TypeAlias = "Formula | float | bool"

COMPARE = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
SUPERSCRIPTS = {float(i + 2): c for i, c in enumerate("²³⁴⁵⁶⁷⁸⁹")}


class Formula:
    """A text, how tightly it binds, and its outermost sign with the operands of that sign, where
    a rule of the algebra asks for them: `-` (of one), `/`, `if`, a comparison."""

    __slots__ = ("level", "parts", "sign", "text")

    def __init__(
        self, text: str, level: int = ATOM, sign: str = "", parts: tuple[Any, ...] = ()
    ) -> None:
        self.text = text
        self.level = level
        self.sign = sign
        self.parts = parts

    def __add__(self, other: Term) -> Term:
        return add(self, other)

    def __radd__(self, other: Term) -> Term:
        return add(other, self)

    def __sub__(self, other: Term) -> Term:
        return add(self, negative(other))

    def __rsub__(self, other: Term) -> Term:
        return add(other, negative(self))

    def __mul__(self, other: Term) -> Term:
        return multiply(self, other)

    def __rmul__(self, other: Term) -> Term:
        return multiply(other, self)

    def __neg__(self) -> Term:
        return negative(self)


def operand(value: str | float) -> Term:
    """An operand as it was given: a constant, or the text of a name or an expression."""
    if not isinstance(value, str):
        return float(value)
    level = level_of(value)
    if level == UNARY and value.startswith("-"):
        return negative(operand(value[1:].lstrip()))
    return Formula(value, level)


def show(term: Part, least: int = 0) -> str:
    """The text of a term as an operand of a sign that asks for at least this level."""
    if isinstance(term, Formula):
        return within(term.text, least, term.level)
    text = number(term)
    return within(text, least, SUM if text.startswith("-") else ATOM)


def minus(term: Term) -> Term | None:
    """t, of a term that reads -t."""
    if isinstance(term, Formula):
        inner = term.parts[0] if term.sign == "-" else None
        return inner
    return -term if term < 0 else None


def negative(term: Term) -> Term:
    if not isinstance(term, Formula):
        return -term
    inner = minus(term)
    return Formula("-" + show(term, QUOTIENT), SUM, "-", (term,)) if inner is None else inner


def add(left: Term, right: Term) -> Term:
    if not isinstance(left, Formula) and left == 0:
        return right
    if not isinstance(right, Formula) and right == 0:
        return left
    less = minus(right)
    if less is None:
        return Formula(f"{show(left, SUM)} + {show(right, SUM)}", SUM)
    return Formula(f"{show(left, SUM)} - {show(less, QUOTIENT)}", SUM)


def multiply(left: Term, right: Term) -> Term:
    for one, other in ((left, right), (right, left)):
        if not isinstance(one, Formula) and one in (0.0, 1.0):
            return other if one else 0.0
        inner = minus(one)
        if inner is not None:
            return negative(multiply(inner, right) if one is left else multiply(left, inner))
    if same(left, right):
        return power(left, 2.0)
    for one, other in ((left, right), (right, left)):
        if isinstance(one, Formula) and one.sign == "/" and show(one.parts[0]) == "1":
            return divide(other, one.parts[1])
    return Formula(f"{show(left, PRODUCT)}·{show(right, QUOTIENT)}", PRODUCT)


def divide(left: Term, right: Term) -> Term:
    if not isinstance(right, Formula) and right == 1:
        return left
    inner = minus(left)
    if inner is not None:
        return negative(divide(inner, right))
    inner = minus(right)
    if inner is not None:
        return negative(divide(left, inner))
    if isinstance(left, Formula) and left.sign == "/" and same(left.parts[1], right):
        return divide(left.parts[0], power(right, 2.0))
    return Formula(f"{show(left, PRODUCT)}/{show(right, POWER)}", QUOTIENT, "/", (left, right))


def power(base: Term, exponent: Term) -> Term:
    if not isinstance(exponent, Formula):
        if exponent == 1:
            return base
        if exponent == 0:
            return 1.0
        if exponent < 0:
            return divide(1.0, power(base, -exponent))
        if exponent in SUPERSCRIPTS:
            return Formula(show(base, ATOM) + SUPERSCRIPTS[exponent], POWER)
    return Formula(f"{show(base, ATOM)}^{show(exponent, ATOM)}", POWER)


def same(left: Part, right: Part) -> bool:
    return show(left) == show(right)


def compare(sign: str, left: Term, right: Term) -> Formula | bool:
    if not isinstance(left, Formula) and not isinstance(right, Formula):
        return bool(COMPARE[sign](left, right))
    return Formula(f"{show(left, SUM)} {sign} {show(right, SUM)}", COMPARISON, sign, (left, right))
