"""One input held to all that must hold of every input.

- only a CircuitError leaves the interpreter (a target handles it, anything else is a finding);
- it takes at most 2 seconds of the processor;
- it opens nothing outside of its folder, and no socket, process, foreign module, `exec`, `compile`;
- the same input gives the same output twice.

Memory is bounded for the whole process: `bound_memory`.
"""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import traceback
import warnings
from contextlib import contextmanager
from pathlib import Path
from time import process_time

from tests.fuzz import watch
from tests.fuzz.common import Nonsense
from tests.fuzz.targets import TARGETS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

SECONDS = 2.0
MEMORY = 512 * 2**20
LATE = "seconds, the limit is"  # an error of the limit on time: it may come earlier or later


class Broken(Exception):
    """An input that breaks one of the promises; `sign` is the same for what has the same cause."""

    def __init__(self, kind: str, sign: str, detail: str) -> None:
        super().__init__(f"{kind}: {sign}")
        self.kind, self.sign, self.detail = kind, sign, detail


class Slow(BaseException):
    """Raised into what runs too long."""


class Harness:
    """Holds inputs of one target, in a folder of their own."""

    def __init__(self, target: str, seconds: float = SECONDS) -> None:
        self.target = TARGETS[target]
        self.seconds = seconds
        self.home = os.getcwd()
        self.folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
        self.slowest = self.last = 0.0
        signal.signal(signal.SIGVTALRM, _too_late)

    def __enter__(self) -> Harness:
        os.chdir(self.folder)
        return self

    def __exit__(self, *wrong: object) -> None:
        os.chdir(self.home)
        shutil.rmtree(self.folder)

    def hold(self, data: bytes) -> str:
        """What the input gives.  Raises Broken."""
        first, second = self._once(data), self._once(data)
        if first != second and LATE not in first + second:
            raise Broken("differs", "the same input gave something else", _apart(first, second))
        return first

    def _once(self, data: bytes) -> str:
        self._clean()
        begin = process_time()
        try:
            with (watch.watched(self.folder) as tried, _timer(self.seconds),
                  warnings.catch_warnings()):  # fmt: skip
                warnings.simplefilter("error")  # a warning of Python's would reach the terminal
                found = self.target(data, self.folder)
        except Slow as late:
            raise Broken(
                "slow", f"more than {self.seconds} s in {_place(late)}", _trace()
            ) from late
        except watch.Forbidden as wrong:
            raise Broken("forbidden", str(wrong), _trace()) from wrong
        except Nonsense as wrong:
            raise Broken("nonsense", _place(wrong), f"{wrong}\n{_trace()}") from wrong
        except MemoryError as wrong:
            raise Broken("memory", _place(wrong), _trace()) from wrong
        except Exception as wrong:
            raise Broken("exception", f"{type(wrong).__name__} in {_place(wrong)}", _trace()) \
                from wrong  # fmt: skip
        if tried:  # and swallowed
            raise Broken("forbidden", tried[0], "\n".join(tried))
        self.last = taken = process_time() - begin
        self.slowest = max(self.slowest, taken)
        if taken > self.seconds:
            raise Broken("slow", f"{taken:.1f} s", "")
        return found

    def _clean(self) -> None:
        """An empty folder."""
        for each in self.folder.iterdir():
            if each.is_dir() and not each.is_symlink():
                shutil.rmtree(each)
            else:
                each.unlink()


def bound_memory() -> None:
    """From here on the process gets so much and no more, where the system can be told."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    except (ImportError, ValueError, OSError):
        pass


@contextmanager
def _timer(seconds: float) -> Iterator[None]:
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def _too_late(number: int, frame: FrameType | None) -> None:
    raise Slow


def _place(wrong: BaseException) -> str:
    """The innermost line of circuitlang (or of what checks its output) that was running."""
    frames = traceback.extract_tb(wrong.__traceback__)
    ours = [each for each in frames if "circuitlang" in each.filename or
            "fuzz/" in each.filename] or frames  # fmt: skip
    return f"{Path(ours[-1].filename).name} {ours[-1].name}" if ours else "?"


def _trace() -> str:
    lines = traceback.format_exc().splitlines()
    return "\n".join(lines if len(lines) < 60 else [*lines[:20], "…", *lines[-30:]])


def _apart(first: str, second: str) -> str:
    pairs = zip(first.splitlines(), second.splitlines(), strict=False)
    return next((f"{one}\n{two}" for one, two in pairs if one != two), "one is longer")
