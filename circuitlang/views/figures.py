"""Pieces that many views are made of: a number that may be unset or stale, ∂f/∂x, a factor."""

from __future__ import annotations

from circuitlang.readings.precedence import PRODUCT, level_of, within
from circuitlang.views.numbers import brief, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from circuitlang.reports.tables import Number
    from circuitlang.views.style import Line

UNSET = "·"


def figure(number: Number, style: str, digits: int | None, short: bool = False) -> Line:
    """A value or gradient: `-12`, `-12 stale`, or a dot where it is unset; with `short` of a
    tensor only what a column of a table has room for."""
    if number.value is None:
        return [("dim", UNSET)]
    text = (brief if short else shown)(number.value, digits)
    return [("stale", text), ("stale", " stale")] if number.stale else [(style, text)]


def slope(of: str, by: str) -> Line:
    """∂of/∂by."""
    return [("plain", "∂"), ("name", of), ("plain", "/∂"), ("name", by)]


def is_number(formula: str) -> bool:
    """Whether a formula is a number already, so that the number after it would say nothing."""
    if not formula.lstrip("-")[:1].isdigit():
        return False  # a gate may be called `Infinity`
    try:
        float(formula)
    except ValueError:
        return False
    return True


def factor(formula: str) -> str:
    """A formula as a factor of a product, in parentheses where it needs them."""
    return within(formula, PRODUCT, level_of(formula))


def few(count: int, first: int, last: int, most: int) -> tuple[range, range]:
    """Which of `count` items a long list shows: all, or the first and the last ones."""
    if count <= most:
        return range(count), range(0)
    return range(first), range(count - last, count)
