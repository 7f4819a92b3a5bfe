"""Numbers as text."""

from __future__ import annotations

from math import isfinite, nan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

LARGE = 1e12  # from here on digits after the point say nothing
HUGE = 1e290  # the sum of so large elements may be too large for a float
ROUND_TRIP = 17
WRITTEN = 12  # elements that a tensor is written out with
FIRST = 3
ROUNDING = 2.0**-48  # of the largest element: a mean below it is what the sum was rounded by
SHORT = 18  # columns that a tensor takes in a narrow table


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
    first = ", ".join(shown(float(x), digits) for x in value.ravel()[:FIRST])
    least, mean, most = (shown(x, digits) for x in _statistics(value))
    bad = value.size - finite_count(value)
    odd = f", {bad} not finite" if bad else ""
    return f"{_brackets(value)} from {least} to {most}, mean {mean}{odd}: {first}, …"


def brief(value: Any, digits: int | None = None) -> str:
    """A tensor in a column of a table: its shape and range, or it itself where that is shorter."""
    if isinstance(value, float):
        return shown(value, digits)
    written = _nested(value, digits) if value.size <= WRITTEN else ""
    if written and len(written) <= SHORT:
        return written
    least, _, most = (f"{x:.4g}" if digits is None else shown(x, digits)
                      for x in _statistics(value))  # fmt: skip
    return f"{_brackets(value)} {least} … {most}"


def finite_count(value: Any) -> int:
    """How many elements are finite."""
    return sum(map(isfinite, value.ravel().tolist()))


def _statistics(value: Any) -> tuple[float, float, float]:
    """The least, the mean and the largest of the elements that are no nan."""
    known = value[value == value]
    if not known.size:
        return (nan, nan, nan)
    least, most = float(known.min()), float(known.max())
    if not (isfinite(least) and isfinite(most)):
        return least, least + most, most
    largest = max(-least, most)
    scale = largest if largest > HUGE else 1.0
    mean = float((known / scale).mean()) * scale
    return least, 0.0 if abs(mean) < ROUNDING * largest else mean, most


def _brackets(value: Any) -> str:
    return f"[{', '.join(map(str, value.shape))}]"


def formatted(value: Any, form: str) -> str:
    """A number by Python's format, a tensor as a literal of such numbers."""
    if isinstance(value, float):
        return format(value, form)
    parts = (row if value.ndim > 1 else float(row) for row in value)
    return f"[{', '.join(formatted(part, form) for part in parts)}]"


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
