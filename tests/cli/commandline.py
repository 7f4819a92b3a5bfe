"""What the tests of the command line share."""

from __future__ import annotations

import io
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
FIRST = str(ROOT / "examples" / "first.circ")


class Done(NamedTuple):
    """How a command line ended: its status, what it printed, what it said."""

    status: int
    out: str
    err: str


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True
