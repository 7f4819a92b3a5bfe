"""Planted faults still fit the source, and one of them is found; `python -m tests.trust.faults`
tries them all."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.trust import faults
from tests.trust.fault_table import FAULTS, Fault


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.what)
def test_a_fault_fits(fault: Fault) -> None:
    text = (faults.ROOT / fault.file).read_text("utf-8")
    assert text.count(fault.old) == 1 and fault.new != fault.old
    assert all((faults.ROOT / test.partition("::")[0]).exists() for test in fault.tests)


def test_one_is_found_and_its_absence_is_seen(tmp_path: Path) -> None:
    project = faults.copied(tmp_path)
    tests = ("tests/gates/test_numerics.py",)
    fault = next(each for each in FAULTS if "sech²" in each.what)._replace(tests=tests)
    assert faults.tried(project, fault)[0] == "found"
    harmless = fault._replace(new=fault.old + "  # the same")
    assert faults.tried(project, harmless) == ("NOT FOUND", "")
