"""Settings, right and wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from circuitlang.repl import config
from circuitlang.repl.config import ALLOWED, Config
from circuitlang.text.errors import CircuitError

EVERYTHING = """\
toolbar = false
keys = "vi"
pager = false
color = "never"
digits = 4
history = false
suggestions = false
"""


def wrong(home: Path, text: str | bytes) -> list[tuple[str, int, int, str]]:
    data = text.encode() if isinstance(text, str) else text
    (home / "config.toml").write_bytes(data)
    return [
        (found.code, *(found.span.source.position(found.span.start) if found.span else (0, 0)),
         f"{found.message}; {found.help}")
        for found in config.load()[1]
    ]  # fmt: skip


def test_none(home: Path) -> None:
    assert config.load() == (Config(), [])
    assert config.init() is None


def test_all(home: Path) -> None:
    (home / "config.toml").write_text(EVERYTHING)
    assert config.load() == (Config(False, "vi", False, "never", 4, False, False), [])
    assert set(ALLOWED) == set(Config._fields)


def test_what_is_wrong_has_its_line(home: Path) -> None:
    found = wrong(home, 'digits = 3\n\nkyes = "vi"\npager = 1\n[colours]\na = 1\n')
    assert found == [
        ("bad-argument", 3, 1, "there is no setting `kyes`; did you mean `keys`?"),
        ("bad-argument", 4, 1, "`pager` must be true or false; None"),
        ("bad-argument", 5, 2, "there is no setting `colours`; did you mean `color`?"),
    ]
    assert config.load()[0] == Config(digits=3)  # what is right counts


@pytest.mark.parametrize("value", ["18", "-1", "1.5", "true", '"2"'])
def test_digits(home: Path, value: str) -> None:
    assert wrong(home, f"digits = {value}")[0][3].startswith("`digits` must be a whole number")
    assert config.load()[0].digits is None


def test_no_toml(home: Path) -> None:
    (found,) = wrong(home, "toolbar = true\nkeys = vi\n")
    assert found[:3] == ("syntax", 2, 8)
    (found,) = wrong(home, "toolbar = ")
    assert found[:2] == ("syntax", 1)
    assert config.load()[0] == Config()


def test_no_text(home: Path) -> None:
    assert wrong(home, b"keys = '\xff'")
    (home / "config.toml").unlink()
    (home / "config.toml").mkdir()
    assert [found.code for found in config.load()[1]] == ["file-not-found"]


def test_init(home: Path) -> None:
    (home / "init.circ").write_text("digits 2")
    source = config.init()
    assert source is not None
    assert source.name == str(home / "init.circ")
    (home / "init.circ").unlink()
    (home / "init.circ").mkdir()
    with pytest.raises(CircuitError, match="cannot be read"):
        config.init()


def test_where_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CIRCUITLANG_CONFIG")
    monkeypatch.setenv("XDG_CONFIG_HOME", "/conf")
    assert config.folder() == "/conf/circuitlang"
    monkeypatch.delenv("XDG_CONFIG_HOME")
    monkeypatch.setenv("HOME", "/home/someone")
    assert config.folder() == "/home/someone/.config/circuitlang"
    monkeypatch.setenv("XDG_CONFIG_HOME", "here")
    assert config.folder() == "/home/someone/.config/circuitlang"
    monkeypatch.setenv("HOME", "here")
    assert config.folder() is None
    assert (config.load(), config.init()) == ((Config(), []), None)
