"""Numbers as text."""

from __future__ import annotations

from math import isfinite

TYPE_CHECKING = False

LARGE = 1e12  # from here on digits after the point say nothing
ROUND_TRIP = 17


def shown(value: float, digits: int | None = None) -> str:
    """A number as tables show it: 6 significant digits; or `digits` after the point, with very
    large and very small ones in scientific form; 17: the shortest that reads back to the bits."""
    if not isfinite(value):
        return f"{value}"
    if digits is None:
        return f"{value:.6g}"
    if digits >= ROUND_TRIP:
        return shortest(value)
    small = 0 < abs(value) < 0.5 * 10.0**-digits
    return f"{value:.{digits}{'e' if small or abs(value) >= LARGE else 'f'}}"


def shortest(value: float) -> str:
    """The shortest text that reads back to the same bits, without a needless `.0`."""
    text = repr(value)
    return text.removesuffix(".0")
