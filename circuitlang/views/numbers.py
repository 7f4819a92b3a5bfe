"""Numbers as text."""

from __future__ import annotations

from math import isfinite

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

LARGE = 1e12  # from here on digits after the point say nothing
ROUND_TRIP = 17
WRITTEN = 12  # elements that a tensor is written out with
FIRST = 3


def shown(value: Any, digits: int | None = None) -> str:
    """A number as tables show it: 6 significant digits; or `digits` after the point, with very
    large and very small ones in scientific form; 17: the shortest that reads back to the bits."""
    if not isinstance(value, float):
        return tensor(value, digits)
    if not isfinite(value):
        return f"{value}"
    if digits is None:
        return f"{value:.6g}"
    if digits >= ROUND_TRIP:
        return shortest(value)
    small = 0 < abs(value) < 0.5 * 10.0**-digits
    return f"{value:.{digits}{'e' if small or abs(value) >= LARGE else 'f'}}"


def tensor(value: Any, digits: int | None = None) -> str:
    """A small tensor as a literal; a large one by its shape, range, mean and first numbers."""
    if value.size <= WRITTEN:
        return _nested(value, digits)
    shape = " × ".join(map(str, value.shape))
    first = ", ".join(shown(float(x), digits) for x in value.ravel()[:FIRST])
    least, mean, most = (shown(float(x), digits) for x in (value.min(), value.mean(), value.max()))
    return f"{shape}: {least} … {most}, mean {mean}: {first}, …"


def _nested(value: Any, digits: int | None) -> str:
    if value.ndim == 0:
        return shown(float(value), digits)
    return f"[{', '.join(_nested(row, digits) for row in value)}]"


def shortest(value: Any) -> str:
    """The shortest text that reads back to the same bits, without a needless `.0`."""
    if not isinstance(value, float):
        return tensor(value, ROUND_TRIP)
    text = repr(value)
    return text.removesuffix(".0")
