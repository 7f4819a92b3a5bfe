"""Contestants side by side: interleaved, medians, and what they come to as ratios to ours."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter, process_time

try:
    from resource import RUSAGE_CHILDREN, getrusage
except ImportError:  # Windows
    clock = perf_counter
else:

    def clock() -> float:
        """Seconds of processor: what else runs on the machine counts little."""
        children = getrusage(RUSAGE_CHILDREN)
        return process_time() + children.ru_utime + children.ru_stime


OURS = "circuitlang"
LEAST = 0.005  # seconds that one measurement takes at least

Work = Callable[[], object]


@dataclass
class Line:
    """One row of the table: the same work by several contestants, in seconds (or bytes)."""

    work: str
    against: str  # the contestant that is 1
    found: dict[str, float]
    unit: str = "s"

    @property
    def ratios(self) -> dict[str, float]:
        """Each contestant's figure over that of the one it is held against."""
        return {who: figure / self.found[self.against] for who, figure in self.found.items()}


def optional(maker: Callable[[], Work], name: str, skipped: dict[str, str]) -> Work | None:
    """What a peer is to do, or None, and a word about it, where it is not installed."""
    try:
        return maker()
    except ImportError as missing:
        skipped.setdefault(name, f"not installed ({missing.name})")
        return None


def side_by_side(contestants: dict[str, Work | None], repetitions: int = 7) -> dict[str, float]:
    """The median of the seconds of processor that each takes, all in turn in each repetition."""
    works = {who: work for who, work in contestants.items() if work is not None}
    times: dict[str, int] = {}
    for who, work in works.items():  # warm, and as often as it takes to be seen
        work()
        start = clock()
        work()
        times[who] = max(1, min(10_000, int(LEAST / max(clock() - start, 1e-9))))
    gc.collect()
    gc.freeze()  # what stands around is nobody's cost
    found: dict[str, list[float]] = {who: [] for who in works}
    for _ in range(repetitions):
        for who, work in works.items():
            start = clock()
            for _ in range(times[who]):
                work()
            found[who].append((clock() - start) / times[who])
    gc.unfreeze()
    return {who: median(seconds) for who, seconds in found.items()}


def agree(results: dict[str, float], within: float = 1e-9) -> None:
    """Contestants that do not compute the same are not compared."""
    first = next(iter(results.values()))
    for who, result in results.items():
        if not abs(result - first) <= within * max(1.0, abs(first)):
            raise SystemExit(f"{who} computes {result!r}, not {first!r}")
