"""The limits of the operating system for a process that runs a stranger's circuit and ends.

A second wall: the limits of the language are counted before anything is built, and hold
everywhere; these hold for what a mistake in circuitlang itself could let through.  They are set
once everything is loaded, only by the program `circuitlang`, never in somebody's Python program.
"""

from __future__ import annotations

import os
import sys
from math import ceil

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType

    from circuitlang.text.limits import Limits

BESIDE = 512 * 2**20  # bytes that a process may take beside the values and gradients
SECONDS = 5  # of the processor, beside the limit of time, until the system kills
FILES = 64  # open at once: the standard streams, the circuit, modules while they are loaded
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


def confine(limits: Limits, *, talks: bool = False, writes: bool = False,
            runs: int = 1) -> dict[str, int]:  # fmt: skip
    """Bound what this process may take from now on, as far as the system can do that; what was
    set, by the names of Python's `resource`.

    A process that `talks` goes on at the prompt: neither its time is bounded nor its pager.  One
    that `writes` files for a person may write large ones.  The time is that of all its `runs`.
    """
    try:
        import resource
    except ImportError:  # Windows
        return {}
    wanted = {"RLIMIT_CORE": 0, "RLIMIT_DATA": _data() + limits.memory + BESIDE}
    if not talks:
        # NumPy would start a thread a processor, each with memory of its own
        if "numpy" not in sys.modules:
            os.environ.update(dict.fromkeys(THREADS, "1"))
        wanted |= {"RLIMIT_NOFILE": FILES, "RLIMIT_NPROC": 0}
        if limits.time is not None:
            wanted["RLIMIT_CPU"] = ceil(_used(resource) + limits.time * max(runs, 1)) + SECONDS
        if not writes:
            wanted["RLIMIT_FSIZE"] = limits.memory
    return {name: most for name, most in wanted.items() if _set(resource, name, most)}


def _set(resource: ModuleType, name: str, most: int) -> bool:
    """Lower one limit; a lower one that is there stays.  What the system does not know, or
    refuses, is left out: the limits of the language hold without it."""
    which = getattr(resource, name, None)  # names of this file only
    if which is None:
        return False
    soft, hard = resource.getrlimit(which)
    unlimited = resource.RLIM_INFINITY
    if (soft != unlimited and soft <= most) or (hard != unlimited and hard < most):
        return False
    try:
        resource.setrlimit(which, (most, hard))
    except (OSError, ValueError):
        return False
    return True


def _used(resource: ModuleType) -> float:
    """Seconds of the processor that this process has used."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return float(used.ru_utime + used.ru_stime)


def _data() -> int:
    """Bytes that this process has taken so far; 0 where the system does not tell."""
    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[5]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0
