"""Signals in tests, where libraries of the tests' own listen to the garbage collector: an exception
that a signal raises inside of such a callback (Hypothesis has one) is printed and lost."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def undisturbed() -> Iterator[None]:
    """Nobody listens to the collector."""
    listening = gc.callbacks[:]
    gc.callbacks.clear()
    try:
        yield
    finally:
        gc.callbacks[:] = listening
