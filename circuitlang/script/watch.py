"""The limit of time, for a whole run: an alarm of the operating system ends it wherever it is.

The long loops look at the clock themselves, which is all that a Python program gets that calls
this package (its signals are its own).  The command line has no such scruples: whatever a circuit
makes it do, in a table of a million rows as in a single formula, it stops when the time is up.
"""

from __future__ import annotations

from time import monotonic

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType

    from circuitlang.text.errors import CircuitError
    from circuitlang.text.limits import Limits
    from circuitlang.text.source import Span

AGAIN = 1.0  # seconds until the alarm rings once more, should anything have swallowed it


class TimeIsUp(BaseException):
    """Raised where the run is when its time is up; no `except Exception` stops it."""


class Watch:
    """`with Watch(limits):` raises TimeIsUp, in the block or on the way into it, when the time of a
    run is up.

    It does nothing without a limit, in another thread, where there are no alarms, or where the
    program has an alarm of its own.
    """

    __slots__ = ("began", "limits", "rings")

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.rings = False
        self.began = monotonic()

    def __enter__(self) -> Watch:
        self.began = monotonic()
        if self.limits.time is None:
            return self
        import signal

        if (
            hasattr(signal, "setitimer")
            and _in_main_thread()
            and signal.getsignal(signal.SIGALRM) == signal.SIG_DFL
        ):
            signal.signal(signal.SIGALRM, _ring)
            self.rings = True
            try:
                signal.setitimer(signal.ITIMER_REAL, max(self.limits.time, 1e-6), AGAIN)
            except BaseException:  # it rang at once, before there is a block to leave
                self.__exit__()
                raise
        return self

    def __exit__(self, *_: object) -> None:
        if self.rings:
            import signal

            try:
                signal.setitimer(signal.ITIMER_REAL, 0.0)
                signal.signal(signal.SIGALRM, signal.SIG_DFL)
            except TimeIsUp:  # it rang just now
                signal.setitimer(signal.ITIMER_REAL, 0.0)
                signal.signal(signal.SIGALRM, signal.SIG_DFL)

    def error(self, place: Span | None) -> CircuitError:
        """What is told where TimeIsUp was raised."""
        return self.limits.exceeded("time", monotonic() - self.began, place, "this run")


def _in_main_thread() -> bool:
    import threading  # only where there is a limit

    return threading.current_thread() is threading.main_thread()


def _ring(number: int, frame: FrameType | None) -> None:
    raise TimeIsUp
