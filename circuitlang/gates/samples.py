"""Points at which tests visit the tensor gates: nested lists, and options where there are any."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


ROUND = [((7 * k + 3) % 31) / 8.0 - 1.75 for k in range(31)] * 2  # different numbers in no order


def ramp(*shape: int, start: int = 0) -> Any:
    """A tensor of such numbers."""
    first, *rest = shape
    if not rest:
        return ROUND[start % 31 : start % 31 + first]  # of at most 31: made at every start
    size = 1
    for extent in rest:
        size *= extent
    return [ramp(*rest, start=start + at * size) for at in range(first)]


def sampled(sample: tuple[Any, ...]) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """A sample of a row: its inputs, and its options, which stand last where there are any."""
    if sample and isinstance(sample[-1], dict):
        return sample[:-1], sample[-1]
    return sample, {}
