"""Ctrl-C a few times at the real prompt; `python -m tests.trust.ctrl_c` does it more often."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("there are no pseudo-terminals", allow_module_level=True)

from tests.trust.ctrl_c import KINDS, try_kind


@pytest.mark.parametrize("name", KINDS)
def test_ctrl_c_at_some_moments(name: str, tmp_path: Path) -> None:
    assert try_kind(name, 2, tmp_path, seed=1).total() == 2
