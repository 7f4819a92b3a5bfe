"""The file of the history: private, never through links, never in the way."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from circuitlang.repl import history
from circuitlang.repl.history import Remembered, default_path
from tests.repl.conftest import Talk


@pytest.fixture
def warned() -> list[str]:
    return []


def test_entries_come_back(home: Path, warned: list[str]) -> None:
    first = Remembered(default_path(), warned.append)
    kept = ["one", "def f(x) {\n    return x\n}", "+ plus", "α"]
    for entry in (*kept, "α", " hidden", "\thidden", ""):
        first.append_string(entry)
    assert first.get_strings() == kept
    assert Remembered(default_path(), warned.append).get_strings() == kept
    assert warned == []


def test_the_file_is_private(home: Path, warned: list[str]) -> None:
    path = home / "deep" / "er" / "history"
    Remembered(str(path), warned.append).append_string("x")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    path.chmod(0o644)
    Remembered(str(path), warned.append)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_links_are_not_followed(home: Path, warned: list[str]) -> None:
    (home / "other").write_text("precious")
    for kind in ("symlink", "link"):
        path = home / kind
        getattr(os, kind)(home / "other", path)
        kept = Remembered(str(path), warned.append)
        kept.append_string("x")
        assert kept.get_strings() == ["x"]  # the session goes on
    assert (home / "other").read_text() == "precious"
    assert ["link" in words or "second name" in words for words in warned] == [True, True]


@pytest.mark.parametrize("kind", ["folder", "pipe", "below a file"])
def test_what_is_no_file_is_a_warning(home: Path, warned: list[str], kind: str) -> None:
    path = home / "history"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.write_text("")
        path = path / "history"
    kept = Remembered(str(path), warned.append)
    kept.append_string("one")
    kept.append_string("two")
    assert kept.get_strings() == ["one", "two"]
    assert len(warned) == 1
    assert warned[0].startswith(f"the history is not kept: {path}: ")


def test_without_a_file(home: Path, warned: list[str]) -> None:
    kept = Remembered(None, warned.append)
    kept.append_string("one")
    assert kept.get_strings() == ["one"]
    assert list(home.iterdir()) == []


def test_a_large_file_is_cut(
    home: Path, warned: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Remembered(default_path(), warned.append)
    for k in range(200):
        first.append_string(f"entry {k}")
    monkeypatch.setattr(history, "READ", 1_000)
    monkeypatch.setattr(history, "LARGEST", 2_000)
    found = Remembered(default_path(), warned.append).get_strings()
    assert found == [f"entry {k}" for k in range(200 - len(found), 200)]
    assert 10 < len(found) < 50
    assert os.path.getsize(home / "history") <= 1_000
    assert Remembered(default_path(), warned.append).get_strings() == found


def test_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CIRCUITLANG_HISTORY", "/a/b")
    assert default_path() == "/a/b"
    monkeypatch.delenv("CIRCUITLANG_HISTORY")
    monkeypatch.setenv("XDG_STATE_HOME", "/state")
    assert default_path() == "/state/circuitlang/history"
    monkeypatch.delenv("XDG_STATE_HOME")
    monkeypatch.setenv("HOME", "/home/someone")
    assert default_path() == "/home/someone/.local/state/circuitlang/history"


@pytest.mark.parametrize("state", ["", "here", "./here", "a/../b"])
def test_a_relative_folder_counts_as_none(state: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the XDG Base Directory Specification; else each folder where one works would get one."""
    monkeypatch.delenv("CIRCUITLANG_HISTORY")
    monkeypatch.setenv("XDG_STATE_HOME", state)
    monkeypatch.setenv("HOME", "/home/someone")
    assert default_path() == "/home/someone/.local/state/circuitlang/history"
    monkeypatch.setenv("HOME", "here")
    assert default_path() is None


def test_a_path_of_thousands_of_folders(home: Path, warned: list[str]) -> None:
    kept = Remembered("/" + "a/" * 3_000 + "history", warned.append)
    kept.append_string("one")
    assert kept.get_strings() == ["one"]
    assert len(warned) == 1


@pytest.mark.parametrize("call", ["write", "ftruncate"])
def test_a_large_file_that_is_cut_is_never_empty(
    call: str, home: Path, warned: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A kill in the middle leaves what is kept where it was."""
    first = Remembered(str(home / "history"), warned.append)
    for k in range(200):
        first.append_string(f"entry {k}")
    monkeypatch.setattr(history, "READ", 1_000)
    monkeypatch.setattr(history, "LARGEST", 2_000)

    def fail(*_: object) -> int:
        raise OSError(errno.EIO, "gone")

    with monkeypatch.context() as patch:
        patch.setattr(os, call, fail)
        Remembered(str(home / "history"), warned.append)
    assert warned
    found = Remembered(str(home / "history"), warned.append).get_strings()
    assert found[-10:] == [f"entry {k}" for k in range(190, 200)]


def test_what_goes_wrong_later_is_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(history, "_write", fail)
    talk = Talk("input x = 2\r", "x\r")
    assert talk.said.count("the history is not kept") == 1
    assert "no space left on device" in talk.said
    assert talk.said.rstrip().endswith("2")


def test_bytes_that_are_no_text(home: Path, warned: list[str]) -> None:
    (home / "history").write_bytes(b"\n# then\n+\xff\xfe one\n\n# now\n+two\n+three\n")
    found = Remembered(default_path(), warned.append).get_strings()
    assert found == ["\ufffd\ufffd one", "two\nthree"]
