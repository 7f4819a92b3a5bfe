"""Whole conversations: what is typed, and all that the prompt answers, word for word.

In a transcript `> ` and `. ` stand before what is typed, and `?  ` before the answer to a question;
everything else is what came back.  `pytest --update-goldens` writes the answers anew, so a new
conversation needs only its typed lines.
"""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from circuitlang import repl
from circuitlang.script.console import Console
from circuitlang.session.session import Session

FILES = sorted((Path(__file__).parent / "transcripts").glob("*.txt"))

TYPED = re.compile(r"^(?:[>.](?: (.*))?|.*\?  (\S.*))$", re.MULTILINE)
# the relative errors of `check` are the rounding of this machine's functions
ROUNDING = re.compile(r" +(?:0|[1-9](?:\.\d+)?e-1[0-9]) +(?=right|not connected)")
OPEN = re.compile(r"error\[|warning\[|  = help: |> |# |.*\?  \S")


class Keyboard(io.StringIO):
    """Types the lines of a transcript on a screen that shows them."""

    def __init__(self, typed: list[str], screen: Screen) -> None:
        super().__init__("".join(f"{line}\n" for line in typed))
        self.screen = screen

    def isatty(self) -> bool:
        return True

    def readline(self, size: int | None = -1, /) -> str:
        line = super().readline()
        self.screen.write(line)
        return line


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def replay(transcript: str) -> str:
    """What the screen shows when the typed lines of a transcript are typed again."""
    screen = Screen()
    keyboard = Keyboard([first or answer or "" for first, answer in TYPED.findall(transcript)],
                        screen)  # fmt: skip
    repl.run(Session(), Console(screen, screen), keyboard, quiet=False)
    greeting, *lines = screen.getvalue().splitlines()
    assert greeting.startswith("circuitlang ")
    if lines[-1] == "> ":  # what waits at the end
        lines.pop()
    return "".join(f"{line.rstrip()}\n" for line in lines)


@pytest.fixture(autouse=True)
def nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings, history and files of nobody, at a simple terminal."""
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setenv("CIRCUITLANG_CONFIG", str(tmp_path / "none"))
    monkeypatch.setenv("CIRCUITLANG_HISTORY", str(tmp_path / "history"))
    monkeypatch.chdir(tmp_path)


def test_there_are_enough() -> None:
    assert len(FILES) >= 14


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_it_is_what_is_said(path: Path, request: pytest.FixtureRequest) -> None:
    told = path.read_text("utf-8")
    said = replay(told)
    if request.config.getoption("--update-goldens"):
        path.write_text(said, "utf-8")
        return
    assert ROUNDING.sub("  ~  ", said) == ROUNDING.sub("  ~  ", told)
    assert "internal error" not in said
    assert "Traceback" not in said


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_it_fits_the_screen(path: Path) -> None:
    """Only what is not broken may be longer: sentences of errors, what is typed, code."""
    for line in path.read_text("utf-8").splitlines():
        assert len(line) <= 80 or OPEN.match(line), line
