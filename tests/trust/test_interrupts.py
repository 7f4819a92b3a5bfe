"""A few of the interrupts of `tests/trust/interrupts.py`; that command has them all."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.trust.interrupts import STATEMENTS, by_signals, sweep

FEW = 12


@pytest.mark.parametrize("name", STATEMENTS)
def test_an_interrupt_at_some_lines(name: str, tmp_path: Path) -> None:
    assert 0 < sweep(name, FEW, tmp_path) <= FEW


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="there are no timers here")
@pytest.mark.parametrize("name", ["parsing", "building", "forward", "backward", "saving", "undo",
                                  "printing"])  # fmt: skip
def test_an_interrupt_at_some_moment(name: str, tmp_path: Path) -> None:
    assert sum(by_signals(name, 5, tmp_path).values()) == 5
