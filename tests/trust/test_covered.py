"""The rooms of `tests/trust/covered.py` are there, and a branch that no test takes is seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.trust import covered

pytest.importorskip("coverage")

TEST = """
from circuitlang.text.escape import short
def test_one_way():
    assert short("long", 3) == "lo…"
"""


@pytest.mark.parametrize("name", covered.ROOMS)
def test_a_room_is_there(name: str) -> None:
    room = covered.ROOMS[name]
    assert covered.files_of(room)
    assert all((covered.ROOT / test).exists() for test in room.tests)


def test_what_is_missing_is_seen(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    test = tmp_path / "test_escape.py"
    test.write_text(TEST, "utf-8")
    files = ["circuitlang/text/escape.py", "circuitlang/views/html.py"]
    found, status = covered.measured(files, [str(test)], ["--rootdir", str(tmp_path)], tmp_path)
    assert status == 0
    capfd.readouterr()
    assert not covered.shown("escaping", files, found)
    said = capfd.readouterr().out
    assert "html.py: was never loaded" in said
    lines = (covered.ROOT / files[0]).read_text("utf-8").splitlines()
    at = next(i for i, line in enumerate(lines, 1) if "isprintable() and (text" in line)
    assert f"escape.py: {at}-" in said
    taken = next(i for i, line in enumerate(lines, 1) if "text[: most - 1]" in line)
    assert str(taken) not in covered.missing(found[files[0]])
