"""Points at which tests visit the tensor gates: nested lists, and options where there are any."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def ramp(*shape: int, start: int = 0) -> Any:
    """A tensor of different numbers in no order."""
    if not shape:
        return ((7 * start + 3) % 31) / 8.0 - 1.75
    size = 1
    for extent in shape[1:]:
        size *= extent
    return [ramp(*shape[1:], start=start + at * size) for at in range(shape[0])]


def sampled(sample: tuple[Any, ...]) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """A sample of a row: its inputs, and its options, which stand last where there are any."""
    if sample and isinstance(sample[-1], dict):
        return sample[:-1], sample[-1]
    return sample, {}
