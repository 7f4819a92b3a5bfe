"""Signals in tests, where libraries of the tests' own listen to the garbage collector, or to what
it takes away: an exception that a signal raises inside of such a callback is printed and lost."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def undisturbed() -> Iterator[None]:
    """Nobody listens to the collector, and it collects nothing."""
    listening, collects = gc.callbacks[:], gc.isenabled()
    gc.callbacks.clear()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
        gc.callbacks[:] = listening
