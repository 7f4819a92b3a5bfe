"""Room for the results of many rows, used again where nobody holds any of it."""

from __future__ import annotations

from sys import getrefcount
from typing import Any

PAGE, APART = 512, 72  # numbers: columns at the same place of their pages are in one another's way
MOST = 1 << 26  # bytes that are kept
ONLY_HERE = 2  # references to an array that one name holds, while they are counted


class Kept:
    """What the last results were in; any number of threads may ask."""

    def __init__(self) -> None:
        self.last: Any = None

    def room(self, columns: int, rows: int) -> Any:
        """An array of so many columns (its first axis), in one piece: fewer, larger pages.  To be
        given fresh ones costs as much time as to fill them."""
        import numpy as np

        wide = rows if rows < 8 * PAGE else rows // PAGE * PAGE + PAGE + APART
        kept, self.last = self.last, None
        if kept is None or kept.shape != (columns, wide) or getrefcount(kept) > ONLY_HERE:
            kept = np.empty((columns, wide))
        if kept.nbytes <= MOST:
            self.last = kept
        return kept[:, :rows]
