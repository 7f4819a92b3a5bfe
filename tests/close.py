"""Numbers that are equal but for rounding."""

from __future__ import annotations

from typing import Any

import pytest


def close(expected: Any, rel: float = 1e-12) -> Any:
    """`found == close(expected)`: to `rel` of what is expected, and of 0 nothing else than 0.
    pytest.approx alone takes anything below 1e-12 for 0, as gradients in the tails are."""
    return pytest.approx(expected, rel=rel, abs=0.0)
