"""The accuracy of every smooth gate in a small form; `python -m tests.trust.right` has the full."""

from __future__ import annotations

import pytest

from circuitlang.gates import TABLE

pytest.importorskip("mpmath")
from tests.trust import accuracy, exact


@pytest.mark.parametrize("name", accuracy.NAMES)
def test_within_two_units_and_four(name: str) -> None:
    for what, worst in accuracy.survey(name, 100, 60, seed=1).items():
        assert not worst.misses, (what, worst.misses[:3])
        assert worst.most > 0 or name in ("neg", "copy", "square", "add", "sub", "mul", "div") or (
            name == "elu" and "gradient" in what)  # fmt: skip


def test_every_smooth_gate_is_there() -> None:
    smooth = {gate.name for gate in TABLE
              if gate.chain is None and gate.shape is None and gate.region is None
              and gate.name not in ("detach", "port", "given", "upstream", "chained")}  # fmt: skip
    assert smooth == set(accuracy.NAMES) <= set(exact.REFERENCE)


def test_the_measure_itself() -> None:
    """A float next to the exact value is one unit away; a subnormal's unit is the smallest."""
    assert exact.ulps(1.0, exact.mp.mpf(1)) == 0
    assert exact.ulps(1.0 + 2.0**-52, exact.mp.mpf(1)) == 1
    assert exact.ulps(1e-323, exact.mp.mpf(5e-324)) == 1
    assert exact.ulps(float("nan"), exact.mp.mpf(1)) == float("inf")
    assert exact.nearest(exact.mp.mpf(2) ** 1024) == float("inf")
