"""The bombs of `tests/trust/bombs.py`, each in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(not hasattr(__import__("os"), "fork"), reason="there is no fork here")
def test_every_bomb_ends_at_its_limit() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.trust.bombs", "--patient"],  # what blows up is found, and
        cwd=ROOT, capture_output=True, text=True,  # a busy machine is not
    )  # fmt: skip
    wrong = [line for line in done.stdout.splitlines() if " took " in line or " ended in" in line]
    assert not wrong, "\n".join(wrong)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) > 320
