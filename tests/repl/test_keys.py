"""Keys, through prompt_toolkit's own input."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from circuitlang.repl.config import Config
from circuitlang.session.session import Session

if TYPE_CHECKING:
    from tests.repl.conftest import Talk

ENTER, TAB, ESCAPE, CTRL_C, UP, RIGHT = "\r", "\t", "\x1b", "\x03", "\x1b[A", "\x1b[C"
CTRL_R, CTRL_A, HOME = "\x12", "\x01", "\x1b[H"


def pasted(text: str) -> str:
    return f"\x1b[200~{text}\x1b[201~"


def test_enter_runs_what_is_complete(talk: Callable[..., Talk]) -> None:
    assert talk(f"input x = 2{ENTER}x * x{ENTER}").said == "4\n"


@pytest.mark.parametrize("entry", ["(1 +\r2) * 3", "max(\r1,\r9\r)", "(1\r+ 8\r)  # end"])
def test_enter_goes_on_with_what_is_not(talk: Callable[..., Talk], entry: str) -> None:
    assert talk(entry + ENTER).said.strip() == "9"


def test_a_block_is_indented_and_closed(talk: Callable[..., Talk]) -> None:
    done = talk(f"def s(t) {{{ENTER}a = t * t{ENTER}return a + 1{ENTER}}}{ENTER}s(3){ENTER}")
    assert done.said.strip() == "10"
    assert done.prompt.entered[0] == "def s(t) {\n    a = t * t\n    return a + 1\n}"


def test_an_operator_at_the_end_is_an_error_at_once(talk: Callable[..., Talk]) -> None:
    assert "`+` lacks its right side" in talk(f"q = 1 +{ENTER}").said


def test_two_blank_lines_end_everything(talk: Callable[..., Talk]) -> None:
    assert "unclosed-bracket" in talk(f"q = (1{ENTER}{ENTER}{ENTER}").said


def test_escape_enter_is_a_new_line(talk: Callable[..., Talk]) -> None:
    done = talk(f"input x = 1{ESCAPE}{ENTER}x + 1{ENTER}")
    assert done.prompt.entered == ["input x = 1\nx + 1"]
    assert done.said.strip().endswith("2")


# ---------------------------------------------------------------------- paste


def test_a_paste_waits_for_enter(talk: Callable[..., Talk]) -> None:
    assert talk(pasted("1 + 1\n2 + 2\n"), CTRL_C).said == ""


def test_a_paste_runs_in_order_to_the_first_error(talk: Callable[..., Talk]) -> None:
    lines = "input x = 1\r\nq = x + 1\r\nbad = zz\r\nnever = 1; never2 = 2\r\n"
    done = talk(pasted(lines) + ENTER)
    assert " --> <prompt>:3:7\n" in done.said
    assert "  2 statements were not run\n" in done.said
    assert list(done.session.state.builder.symbols) == ["x", "q"]


def test_the_rest_of_a_line_after_an_error(talk: Callable[..., Talk]) -> None:
    done = talk(f"input a = 1; b = a + cc; d = 2{ENTER}")
    assert "  | input a = 1; b = a + cc; d = 2\n  |                      ^^\n" in done.said
    assert "1 statement was not run" in done.said


def test_a_transcript_loses_its_prompts(talk: Callable[..., Talk]) -> None:
    lines = "> input x = 3\n> def s(t) {\n.     return t > 1\n. }\n> max(x,\n. > 2)\nx"
    done = talk(pasted(lines.replace("\n. > 2)", "\n. 2)")) + ENTER)
    assert done.prompt.entered == ["input x = 3\ndef s(t) {\n    return t > 1\n}\nmax(x,\n2)\nx"]
    assert done.said.strip().endswith("3\n3")


def test_a_paste_in_the_middle_of_a_line(talk: Callable[..., Talk]) -> None:
    done = talk("input x = " + pasted("4\n> x + 1") + ENTER)
    assert done.prompt.entered == ["input x = 4\nx + 1"]


def test_an_answer_of_the_terminal_is_no_text(talk: Callable[..., Talk]) -> None:
    assert talk(pasted("1 +\x1b[24;1R 1") + ENTER).said.strip() == "2"


def test_a_control_character_in_a_paste_is_an_error(talk: Callable[..., Talk]) -> None:
    done = talk(pasted("input x = 1 # \x1b]0;owned\x07\nx") + ENTER)
    assert "bad-character" in done.said
    assert "\x1b" not in done.said


# ---------------------------------------------------------------------- Ctrl-C, Ctrl-D


def test_ctrl_c_drops_the_line(talk: Callable[..., Talk]) -> None:
    done = talk(f"input x = 1{CTRL_C}input x = 2{ENTER}x{ENTER}")
    assert done.said.strip() == "2"


def test_ctrl_d_leaves_only_an_empty_line(talk: Callable[..., Talk]) -> None:
    assert talk(f"12{HOME}\x04{ENTER}").said == "2\n"


def test_ctrl_c_stops_a_statement_and_leaves_the_session_whole(
    talk: Callable[..., Talk], monkeypatch: pytest.MonkeyPatch
) -> None:
    session = Session()
    session.execute("input x = 2; f = x * x; forward")
    monkeypatch.setattr(type(session.state), "backward", _interrupted)
    done = talk(f"backward; set x = 9{ENTER}f{ENTER}", session=session)
    assert done.said.endswith("  stopped\n  1 statement was not run\n4\n")


def _interrupted(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_mistake_of_ours_does_not_end_the_prompt(
    talk: Callable[..., Talk], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("oops")

    session = Session()
    session.execute("input x = 2; f = x * x; forward")
    monkeypatch.setattr(type(session.state), "backward", broken)
    done = talk(f"backward{ENTER}f{ENTER}", session=session)
    assert "internal error (RuntimeError: oops)" in done.said
    assert done.said.endswith("\n4\n")


def test_quit(talk: Callable[..., Talk]) -> None:
    assert talk(f"1{ENTER}quit; 2{ENTER}3{ENTER}").said == "1\n"


# ---------------------------------------------------------------------- Greek, Tab, history


def test_greek_letters(talk: Callable[..., Talk]) -> None:
    done = talk(f"input \\alpha{TAB} = 1, \\Ome{TAB} = 2{ENTER}\\alpha{TAB} + \\Omega{TAB}{ENTER}")
    assert done.prompt.entered == ["input α = 1, Ω = 2", "α + Ω"]
    assert talk(f"\\partial{TAB}{CTRL_C}").prompt.entered == []


def test_tab_completes(talk: Callable[..., Talk]) -> None:
    session = Session()
    session.execute("input first = 1, second = 2; total = first + second")
    done = talk(f"backw{TAB}tot{TAB}{ENTER}grads fi{TAB}{ENTER}", session=session)
    assert done.prompt.entered == ["backward total", "grads first"]


def test_enter_in_the_menu_takes_the_line(talk: Callable[..., Talk]) -> None:
    session = Session()
    session.execute("input aa = 1, ab = 2")
    done = talk(f"show a{TAB}{TAB}{TAB}{ENTER}{ENTER}", session=session)
    assert done.prompt.entered == ["show ab"]


def test_tab_at_the_beginning_of_a_further_line(talk: Callable[..., Talk]) -> None:
    done = talk(f"max(1,{ENTER}{TAB}2){ENTER}")
    assert done.prompt.entered == ["max(1,\n    2)"]


def test_earlier_lines(talk: Callable[..., Talk]) -> None:
    done = talk(f"1 + 1{ENTER}2 + 2{ENTER}", UP + UP + ENTER, f"1{UP}{ENTER}")
    assert done.prompt.entered == ["1 + 1", "2 + 2", "1 + 1", "1 + 1"]


def test_searching_them(talk: Callable[..., Talk]) -> None:
    done = talk(f"10 + 1{ENTER}2 + 2{ENTER}", f"{CTRL_R}10{ENTER}{ENTER}")
    assert done.prompt.entered == ["10 + 1", "2 + 2", "10 + 1"]


def test_history_lists_what_was_typed(talk: Callable[..., Talk]) -> None:
    done = talk(f"1 + 1{ENTER} 2 + 2{ENTER}history{ENTER}")
    assert done.said == "2\n4\n1 + 1\nhistory\n"


def test_vi_keys(talk: Callable[..., Talk]) -> None:
    done = talk(f"1 + 22{ESCAPE}", config=Config(keys="vi"))
    assert done.said == ""
    done = talk(f"1 + 22{ESCAPE}h{ENTER}", config=Config(keys="vi"))
    assert done.said == "23\n"


# ---------------------------------------------------------------------- an empty line


def test_an_empty_line_repeats_only_a_step(talk: Callable[..., Talk]) -> None:
    assert talk(f"1 + 1{ENTER}{ENTER}{ENTER}").said == "2\n"
    session = Session()
    session.execute("input x = 2; f = x * x; g = f * x")
    done = talk(f"step{ENTER}{ENTER}", f"{ENTER}", session=session)
    assert "forward 1 of 2" in done.said
    assert "forward 2 of 2" in done.said
    assert "backward 1 of 3" in done.said


def test_a_quiz_asks(talk: Callable[..., Talk]) -> None:
    session = Session()
    session.execute("input x = 2; f = x * x")
    done = talk(f"quiz forward{ENTER}4{ENTER}", session=session)
    assert "Right: " in done.said
    done = talk(f"quiz forward{ENTER}{CTRL_C}", f"f{ENTER}", session=session)
    assert "0 of 0 right" in done.said
