"""Watches the limit on the time of a pass, and tells whoever waits how far it is."""

from __future__ import annotations

from time import monotonic

TYPE_CHECKING = False
if TYPE_CHECKING:
    from circuitlang.text.limits import Limits
    from circuitlang.text.pace import Pace


class Clock:
    """Begins when it is made; costs nothing where there is neither a limit nor anybody who waits.

    `pace` is told of `of` steps, which are called `words`."""

    def __init__(self, limits: Limits, pace: Pace | None = None, of: int = 0, words: str = "",
                 ) -> None:  # fmt: skip
        self.limits, self.pace, self.of, self.words = limits, pace, of, words
        self.start = monotonic() if limits.time is not None else 0.0
        if pace is not None:
            pace.begin(words)

    def look(self, done: int = 0) -> None:
        """Raise limit-exceeded where the time is up; so much is done."""
        limit = self.limits.time
        if limit is not None and monotonic() - self.start > limit:
            raise self.limits.exceeded("time", monotonic() - self.start, None, "the pass")
        if self.pace is not None:
            self.pace.at(done, self.of, self.words)
