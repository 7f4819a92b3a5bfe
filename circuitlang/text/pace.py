"""How far long work is, told to whoever waits for it: not before a second has passed, nor often."""

from __future__ import annotations

from time import monotonic

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    Show = Callable[[int, int, float, str], None]

PATIENCE = 1.0  # seconds after which somebody wants to know
OFTEN = 0.1  # seconds between two looks


class Pace:
    """Counts one piece of work after another; `show(done, of, seconds, words)` is called for those
    that take long, `hide()` when one that was shown is over."""

    def __init__(self, show: Show, hide: Callable[[], None]) -> None:
        self.show, self.hide = show, hide
        self.began = self.last = monotonic()
        self.words, self.shown = "", False

    def begin(self, words: str) -> None:
        """A work begins that is called so, even if the one before was called so as well."""
        self.words, self.began = words, monotonic()

    def at(self, done: int, of: int, words: str) -> None:
        """So much is done of what is called so; with other words another work begins."""
        now = monotonic()
        if words != self.words:
            self.begin(words)
        if now - self.began > PATIENCE and now - self.last > OFTEN:
            self.last, self.shown = now, True
            self.show(done, of, now - self.began, words)

    def over(self) -> None:
        self.words = ""
        if self.shown:
            self.shown = False
            self.hide()
