"""`circuitlang fmt`: files in the one style, whole or not at all."""

from __future__ import annotations

import io
import os
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from circuitlang.text.whole import write_whole
from tests.cli.commandline import Done

Run = Callable[..., Done]
MESSY = "input x=1 # σ\r\n\n\n\nf = (x)*2"
TIDY = "input x = 1  # σ\n\nf = x * 2\n"


@pytest.fixture
def messy(tmp_path: Path) -> Path:
    path = tmp_path / "a.circ"
    path.write_bytes(MESSY.encode())
    return path


def test_in_place_and_silent(run: Run, messy: Path) -> None:
    messy.chmod(0o640)
    assert run("fmt", "a.circ") == Done(0, "", "")
    assert messy.read_bytes() == TIDY.encode()
    assert stat.S_IMODE(messy.stat().st_mode) == 0o640
    before = messy.stat().st_ino
    assert run("fmt", "a.circ") == Done(0, "", "")
    assert messy.stat().st_ino == before
    assert os.listdir(messy.parent) == ["a.circ"]


def test_a_bom_and_other_line_ends_go(run: Run, messy: Path) -> None:
    for data in ("\ufeff" + TIDY, TIDY.replace("\n", "\r\n"), TIDY.replace("\n", "\r")):
        messy.write_bytes(data.encode())
        assert run("fmt", "--check", "a.circ") == Done(1, "a.circ\n", "")
        assert run("fmt", "a.circ").status == 0
        assert messy.read_bytes() == TIDY.encode()


def test_check_names_the_files_that_would_change(run: Run, messy: Path) -> None:
    (messy.parent / "b.circ").write_text(TIDY, "utf-8")
    assert run("fmt", "--check", "a.circ", "b.circ") == Done(1, "a.circ\n", "")
    assert run("fmt", "--check", "b.circ") == Done(0, "", "")
    assert messy.read_bytes() == MESSY.encode()


def test_diff(run: Run, messy: Path) -> None:
    done = run("fmt", "--diff", "a.circ")
    assert (done.status, done.err) == (0, "")
    assert done.out == (
        "--- a.circ\n+++ a.circ (formatted)\n@@ -1,5 +1,3 @@\n-input x=1 # σ\n"
        "+input x = 1  # σ\n \n-\n-\n-f = (x)*2\n\\ No newline at end of file\n+f = x * 2\n"
    )
    assert run("fmt", "--diff", "--check", "a.circ") == Done(1, done.out, "")
    assert messy.read_bytes() == MESSY.encode()


def test_standard_input(run: Run) -> None:
    assert run("fmt", "-", stdin=MESSY) == Done(0, TIDY, "")
    assert run("fmt", "-", stdin=TIDY) == Done(0, TIDY, "")
    assert run("fmt", "--check", "-", stdin=MESSY) == Done(1, "<stdin>\n", "")
    assert run("fmt", "--check", "-", stdin=TIDY) == Done(0, "", "")
    assert "+f = x * 2\n" in run("fmt", "--diff", "-", stdin=MESSY).out


def test_standard_output_is_utf8(process: Callable[..., subprocess.Popen[str]]) -> None:
    done = process("fmt", "-", PYTHONIOENCODING="ascii", LC_ALL="C", PYTHONUTF8="0")
    assert done.communicate(TIDY) == (TIDY, "")


def test_errors_leave_the_file_and_the_others_go_on(run: Run, messy: Path) -> None:
    wrong = messy.parent / "wrong.circ"
    wrong.write_text("f = (\nq = 2x\n")
    done = run("fmt", "wrong.circ", "a.circ")
    assert (done.status, done.out) == (1, "")
    assert "wrong.circ:1:5" in done.err and "wrong.circ:2:5" in done.err
    assert wrong.read_text() == "f = (\nq = 2x\n"
    assert messy.read_bytes() == TIDY.encode()


def test_what_is_no_file(run: Run, messy: Path) -> None:
    for name in (".", "nowhere.circ", "bad\0name"):
        done = run("fmt", name, "a.circ", "--check")
        assert (done.status, done.out) == (2, "a.circ\n") and "error[file-not-" in done.err
    os.mkfifo(messy.parent / "pipe")
    assert run("fmt", "pipe").status == 2
    (messy.parent / "x.circ").write_text("<?xml version='1.0'?><a/>")
    done = run("fmt", "x.circ")
    assert done.status == 2 and "not-a-circuit" in done.err
    assert run("fmt").status == 2
    assert run("fmt", "a.circ", "--json").status == 2


def test_a_link_stays_a_link(run: Run, messy: Path) -> None:
    link = messy.parent / "link.circ"
    link.symlink_to("a.circ")
    assert run("fmt", "link.circ").status == 0
    assert link.is_symlink() and messy.read_bytes() == TIDY.encode()


def test_a_file_that_cannot_be_written(
    run: Run, messy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    done = run("fmt", "a.circ")
    assert done.status == 2 and "`a.circ` cannot be written: no space left on device" in done.err
    assert messy.read_bytes() == MESSY.encode()
    assert os.listdir(messy.parent) == ["a.circ"]


def test_a_terminal_gets_what_it_can_show(run: Run) -> None:
    assert run("fmt", "-", stdin=io.StringIO(MESSY), terminal=True).out == TIDY


def test_a_new_file_gets_the_permissions_of_new_files(tmp_path: Path) -> None:
    plain, new = tmp_path / "plain", tmp_path / "new"
    plain.touch()
    write_whole(str(new), b"x")
    assert new.read_bytes() == b"x"
    assert new.stat().st_mode == plain.stat().st_mode
