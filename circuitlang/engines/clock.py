"""Watches the limit on the time of a pass."""

from __future__ import annotations

from time import monotonic

TYPE_CHECKING = False
if TYPE_CHECKING:
    from circuitlang.text.limits import Limits


class Clock:
    """Begins when it is made; costs nothing where there is no limit."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.start = monotonic() if limits.time else 0.0

    def look(self) -> None:
        """Raise limit-exceeded where the time is up."""
        limit = self.limits.time
        if limit and monotonic() - self.start > limit:
            raise self.limits.exceeded("time", monotonic() - self.start, None, "the pass")
