"""What building has taken so far, held against the limits."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from circuitlang.text.limits import Limits
    from circuitlang.text.source import Span

MOST_LOOKED = 400_000
"""Names that are looked at, for one source, to find the ones that were perhaps meant."""


class Counts:
    """folded  operations on constants that were computed at once
    turned     trips of loops, with something in them or not
    held       bytes of the tensors that are kept as values and constants
    looked     names that were looked at for a did-you-mean
    """

    __slots__ = ("folded", "held", "limits", "looked", "turned")

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.folded = self.turned = self.held = self.looked = 0

    def mark(self) -> tuple[int, int, int]:
        return self.folded, self.turned, self.held

    def rollback(self, mark: tuple[int, int, int]) -> None:
        self.folded, self.turned, self.held = mark

    def clone(self) -> Counts:
        twin = Counts(self.limits)
        twin.rollback(self.mark())
        return twin

    def fold(self, span: Span | None) -> None:
        """One more operation on constants."""
        self.folded += 1
        if self.folded > self.limits.gates:
            raise self.limits.exceeded("gates", self.folded, span, "arithmetic on constants")

    def turn(self, trips: int, span: Span | None) -> None:
        """So many more trips: also of a loop in a loop of which nothing comes."""
        self.turned += trips
        if self.turned > 2 * self.limits.gates:
            raise self.limits.exceeded("gates", self.turned, span, "this loop")

    def hold(self, value: Any, span: Span | None) -> None:
        """One more tensor that the circuit keeps."""
        self.held += value.nbytes
        self.limits.check("memory", self.held, span, "what is kept of these tensors")

    def may_look(self, names: int) -> bool:
        """Whether so many names may be looked at for a did-you-mean: of the first mistakes."""
        self.looked += names
        return self.looked <= MOST_LOOKED or self.looked == names
