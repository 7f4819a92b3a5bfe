"""Plain lines, where there is no terminal."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from circuitlang import repl
from circuitlang.repl.lines import LineReader
from circuitlang.script.console import Console
from circuitlang.session.session import Session


class Dumb(io.StringIO):
    def isatty(self) -> bool:
        return True


def talk(text: str, *, seated: bool = False, quiet: bool = False, fresh: bool = True,
         color: str | None = None) -> tuple[int, str, str]:  # fmt: skip
    kind = Dumb if seated else io.StringIO
    out, err = kind(), kind()
    console = Console(out, err)
    status = repl.run(Session(), console, kind(text), quiet=quiet, fresh=fresh, color=color)
    return status, out.getvalue(), err.getvalue()


@pytest.fixture(autouse=True)
def dumb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")


def test_a_pipe_gets_results_and_nothing_else() -> None:
    assert talk("input x = 1\nf = (x +\n1)\nf\n") == (0, "2\n", "  forward first: 1 gate\n")
    assert talk("input x = 1\nf = (x +\n1)\nf\n", quiet=True) == (0, "2\n", "")


def test_somebody_at_a_simple_terminal() -> None:
    status, out, _ = talk("f = (1 +\n2)\nf\n", seated=True)
    assert status == 0
    assert out == "circuitlang 0.1  ·  help, or Ctrl-D to leave\n> . > 3\n> "
    assert talk("", seated=True, quiet=True)[1] == "> "
    assert talk("", seated=True, fresh=False)[1] == "> "


def test_an_error_in_a_pipe_is_the_status() -> None:
    assert talk("x\n1\n")[:2] == (1, "1\n")
    assert talk("expect 1 = 2\n")[0] == 1
    assert talk("x\n", seated=True)[0] == 0


def test_the_end_in_the_middle_of_a_statement() -> None:
    assert "unclosed-bracket" in talk("f = (1 +\n")[2]


def test_a_long_statement_is_not_read_again_for_each_line() -> None:
    asked = 0

    class Counting(LineReader):
        def _over(self, lines: list[str]) -> bool:
            nonlocal asked
            over = super()._over(lines)
            asked += 1
            return over

    text = "def f(t) {\n" + "a = t\n" * 5_000 + "}\n"
    entry = Counting(io.StringIO(text), None).read()
    assert entry.count("\n") == 5_001
    assert asked == 5_002


def test_a_question_without_anybody_is_not_asked() -> None:
    status, out, _ = talk("input x = 2; f = x * x\nquiz forward\nf\n")
    assert (status, out.strip().splitlines()[-1]) == (0, "4")


def test_init_and_settings(home: Path) -> None:
    (home / "config.toml").write_text("digits = 2\nhistory = 1")
    (home / "init.circ").write_text('def twice(t) = 2 * t\nprint "hello"')
    status, out, err = talk("1 / 3\ntwice(4)\n")
    assert (status, out) == (0, "hello\n0.33\n8.00\n")
    assert "config.toml:2:1" in err
    assert "`history` must be true or false" in err
    (home / "init.circ").write_text("def twice(t) = 2 * t\nbad")
    status, out, err = talk("1 / 3\n")
    assert (status, out) == (0, "0.33\n")
    assert "init.circ:2:1" in err


def test_the_command_lines_colours_win(home: Path) -> None:
    (home / "config.toml").write_text('color = "always"')
    assert "\x1b[" in talk("1\n")[1]
    assert "\x1b[" not in talk("1\n", color="never")[1]


def test_closed_standard_input() -> None:
    assert repl.run(Session(), Console(io.StringIO(), io.StringIO()), None) == 0
