"""The gradients of a pass as one column of numbers: a gradient where nothing arrived is a nan that
no arithmetic gives."""

from __future__ import annotations

from struct import pack, unpack

TYPE_CHECKING = False
if TYPE_CHECKING:
    from array import array
    from collections.abc import Iterable, Iterator
    from typing import Any

_BITS = pack("<Q", 0x7FF8636C6E6F7468)
NOTHING: float = unpack("<d", _BITS)[0]


def is_nothing(x: float) -> bool:
    """Whether a number stands for "nothing arrived"."""
    return x != x and pack("<d", x) == _BITS


class Upstream:
    """The gradients by wire: a float, or None where nothing arrived."""

    __slots__ = ("numbers",)

    def __init__(self, numbers: array[float]) -> None:
        self.numbers = numbers

    def __len__(self) -> int:
        return len(self.numbers)

    def __getitem__(self, wire: int) -> float | None:
        found = self.numbers[wire]
        return found if found == found or not is_nothing(found) else None

    def __iter__(self) -> Iterator[float | None]:
        return (None if is_nothing(x) else x for x in self.numbers)


class Heard(list["Any"]):
    """The gradients by wire of a circuit with tensors: a float, an array, or None where nothing
    arrived.  `masks` has, for each wire of which only some elements were reached, which: what is
    sent on from the others is exactly 0, whatever the local gradients there are."""

    __slots__ = ("masks",)

    def __init__(self, numbers: Iterable[Any], masks: dict[int, Any] | None = None) -> None:
        super().__init__(numbers)
        self.masks = {} if masks is None else masks


def reached(upstream: Any, wire: int) -> Any:
    """Which elements of a wire a backward reached; None: all of them."""
    return upstream.masks.get(wire) if isinstance(upstream, Heard) else None
