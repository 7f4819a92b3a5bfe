"""Room for the results of many rows, used again where nobody holds any of it."""

from __future__ import annotations

from typing import Any
from weakref import ref

PAGE, APART = 512, 72  # numbers: columns at the same place of their pages are in one another's way
MOST = 1 << 26  # bytes that are kept


class Kept:
    """What the last results were in; any number of threads may ask."""

    def __init__(self) -> None:
        self.last: list[tuple[Any, ref[Any]]] = []  # at most one: memory, and who was given it

    def room(self, columns: int, rows: int) -> Any:
        """An array of so many columns (its first axis), in one piece: fewer, larger pages.  To be
        given fresh ones costs as much time as to fill them."""
        import numpy as np

        wide = rows if rows < 8 * PAGE else rows // PAGE * PAGE + PAGE + APART
        try:
            memory, given = self.last.pop()  # in one go: no two threads get the same
        except IndexError:
            memory = None
        if memory is None or memory.shape != (columns, wide) or given() is not None:
            memory = np.empty((columns, wide))
        # Every part of what is given, and every part of a part, has this array as its base, since
        # that has none that is an array.  While it lives somebody may read it.  References are not
        # counted: how many a call itself has is Python's affair, and 3.14 takes one fewer.
        whole = np.frombuffer(memoryview(memory))
        if memory.nbytes <= MOST:
            self.last[:] = [(memory, ref(whole))]
        return whole.reshape(memory.shape)[:, :rows]
