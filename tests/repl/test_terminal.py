"""Whole sessions of the real program on pseudo-terminals of several kinds."""

from __future__ import annotations

import os
import re
import stat
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("there are no pseudo-terminals", allow_module_level=True)

from tests.repl.terminal import CTRL_C, CTRL_D, ENTER, PASTE, TAB, Terminal

ALLOWED = re.compile(
    r"\d|3[0-79]|4[0-79]|9[0-7]|10[0-7]|2[2-9]"
)  # the 16 colours, bold and the like
CIRCUIT = "input x = -2, y = 5, z = -4; q = x + y; f = q * z"


def test_a_conversation_on_80_columns(tmp_path: Path) -> None:
    with Terminal(tmp_path) as terminal:
        terminal.wait("circuitlang 0.1  ·  help, or Ctrl-D to leave")
        terminal.wait("no gates yet")
        terminal.line(CIRCUIT)
        terminal.wait("2 gates · output f · forward none · backward none")
        terminal.line("backward")
        terminal.wait("∂f/∂x = -4    ∂f/∂y = -4    ∂f/∂z = 3")
        terminal.wait("forward fresh · backward of f")
        terminal.line("set x = 3")
        terminal.wait("forward stale · backward of f stale")
        assert "46" not in terminal.screen.colors
        terminal.send("(x + 1)")
        terminal.quiet()
        assert "46" in " ".join(terminal.screen.colors)  # both brackets are lit
        terminal.send(CTRL_C)
        terminal.line("k = x ** yy")
        terminal.wait(" --> <prompt>:4:10\n  |\n  | k = x ** yy\n  |          ^^\n")
        terminal.wait("did you mean `y`?")
        assert terminal.leave() == 0
        assert all(ALLOWED.fullmatch(code) for code in terminal.screen.colors if code)
        assert "31" in " ".join(terminal.screen.colors)


def test_forty_columns(tmp_path: Path) -> None:
    with Terminal(tmp_path, rows=10, columns=40) as terminal:
        terminal.wait("circuitlang 0.1")
        terminal.line(CIRCUIT)
        terminal.wait("forward none · backward none")
        terminal.line("backward; show")
        text = terminal.wait("forward fresh · backward of f")
        assert "x + y" in text
        terminal.line("a = max(x, y, z, x + y, y * z, z / x, x - y)")
        terminal.wait("forward stale")
        terminal.send("sho" + TAB)
        terminal.wait("> show")
        terminal.send(CTRL_C)
        assert terminal.leave() == 0


def test_a_dumb_terminal_gets_plain_lines(tmp_path: Path) -> None:
    with Terminal(tmp_path, TERM="dumb") as terminal:
        terminal.wait("circuitlang 0.1")
        terminal.wait("\n>")
        terminal.line("f = (1 +")
        terminal.wait("\n.")
        terminal.line("2)")
        terminal.quiet()
        terminal.line("f")
        terminal.wait("> f\n3\n")
        terminal.line("g = ff")
        terminal.wait("did you mean `f`?")
        assert terminal.leave() == 0
        assert "\x1b" not in terminal.raw
        assert not (tmp_path / "history").exists()


def test_another_size_in_the_middle(tmp_path: Path) -> None:
    with Terminal(tmp_path) as terminal:
        terminal.line(CIRCUIT)
        terminal.wait("2 gates · output f")
        terminal.send("sho")
        terminal.wait("> sho")
        terminal.resize(12, 40)
        terminal.wait("\n forward none · backward none")
        terminal.send("w" + ENTER)
        terminal.wait("is     value  gradient")
        terminal.resize(30, 100)
        terminal.line("backward")
        terminal.wait("∂f/∂x = -4    ∂f/∂y = -4    ∂f/∂z = 3")
        assert terminal.leave() == 0


def test_ctrl_c_stops_a_long_forward_and_keeps_the_session(tmp_path: Path) -> None:
    with Terminal(tmp_path) as terminal:
        terminal.line("input x = 1; h[0] = x; for t in 1 to 30_000 { h[t] = tanh(x * h[t-1]) }")
        terminal.wait("60,001 gates")
        terminal.send(PASTE.format("forward\n" * 5_000))
        terminal.wait(". forward\n. forward")
        terminal.send(ENTER)
        terminal.quiet()
        terminal.send(CTRL_C)
        text = terminal.wait("statements were not run")
        assert "  stopped\n" in text
        terminal.line("for t in 1 to 15_000_000 { g[t] = x + t }")
        terminal.wait("15_000_000")
        terminal.quiet()
        terminal.send(CTRL_C)
        terminal.wait("  stopped", 2)
        terminal.line("show x")
        terminal.wait("  x  input  1")
        terminal.wait("60,001 gates")
        assert terminal.leave() == 0


def test_ten_thousand_pasted_lines(tmp_path: Path) -> None:
    pasted = [f"q{k} = x * {k}" for k in range(10_000)]
    with Terminal(tmp_path) as terminal:
        terminal.line("input x = 2")
        terminal.wait("0 gates")
        terminal.send(PASTE.format("\n".join(pasted)))
        terminal.wait("q9999 = x * 9999")
        assert "0 gates" in terminal.quiet()  # nothing runs before Enter
        terminal.send(ENTER)
        terminal.wait("10,000 gates")
        terminal.line("q9999")
        terminal.wait("\n19998\n")
        pasted[5_000] = "q5000 = xx"
        terminal.line("reset; input x = 2")
        terminal.send(PASTE.format("\n".join(pasted)))
        terminal.wait("q9999 = x * 9999", 2)
        terminal.send(ENTER)
        terminal.wait("<prompt>:15004:9")
        terminal.wait("4,999 statements were not run")
        terminal.wait("5,000 gates")
        assert terminal.leave() == 0


def test_a_closed_pipe_ends_quietly(tmp_path: Path) -> None:
    prompt = '"$PYTHON" -m circuitlang -i --quiet -c "input x = 1; x" 2>err'
    shell = f'exec 3>&1; ({prompt}; echo "status $?" >&3) | head -c 1'
    with Terminal(tmp_path, program=shell) as terminal:
        terminal.wait("1")
        terminal.line("x + 1")
        terminal.line("x + 2")
        terminal.wait("status 141")
        terminal.ended()
        assert (tmp_path / "err").read_text() == ""


def test_a_pipe_instead_of_a_keyboard(tmp_path: Path) -> None:
    lines = r'printf "input x = 1\n> f = (x +\n. 1)\nf\n"'
    shell = f'{lines} | "$PYTHON" -m circuitlang -i 2>&1 | cat; echo over'
    with Terminal(tmp_path, program=shell) as terminal:
        assert terminal.wait("over") == "  forward first: 1 gate\n2\nover"
        assert "\x1b" not in terminal.raw


def test_the_prompt_behind_a_file(tmp_path: Path) -> None:
    (tmp_path / "f.circ").write_text(CIRCUIT)
    (tmp_path / "init.circ").write_text("input never = 1")
    with Terminal(tmp_path, "-i", "f.circ") as terminal:
        terminal.wait("output f · forward fresh · backward of f")
        terminal.line("nudge x by 0.01")
        terminal.wait("-0.04")
        terminal.line("never")
        assert "circuitlang 0.1" not in terminal.wait("undefined-name")
        assert terminal.leave() == 0


def test_quiet_neither_greets_nor_notes(tmp_path: Path) -> None:
    with Terminal(tmp_path, "--quiet") as terminal:
        terminal.wait("no gates yet")
        terminal.line(CIRCUIT)
        terminal.line("backward")
        text = terminal.wait("∂f/∂z = 3")
        assert "circuitlang 0.1" not in text
        assert "forward first" not in text
        terminal.line("quit")
        assert terminal.ended() == 0


def test_leaving_and_dropping(tmp_path: Path) -> None:
    with Terminal(tmp_path) as terminal:
        terminal.wait("no gates yet")
        terminal.send("input x = 1" + CTRL_D)
        terminal.quiet()
        terminal.send(CTRL_C)  # drops the line, does not leave
        terminal.wait("\n>", 2)
        terminal.line("x")
        terminal.wait("undefined-name")
        terminal.send(CTRL_C + CTRL_C)
        assert terminal.leave() == 0


def test_the_history_of_the_last_session(tmp_path: Path) -> None:
    for words in ("input first = 1", " input hidden = 2"):
        with Terminal(tmp_path) as terminal:
            terminal.wait("no gates yet")
            terminal.line(words)
            terminal.wait("0 gates")
            assert terminal.leave() == 0
    path = tmp_path / "history"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [line for line in path.read_text().splitlines() if line[:1] == "+"] == [
        "+input first = 1"
    ]
    with Terminal(tmp_path) as terminal:
        terminal.wait("no gates yet")
        terminal.send("inp")
        terminal.wait("> input first = 1")  # suggested
        terminal.send("\x1b[C" + ENTER)
        terminal.wait("0 gates")
        assert terminal.leave() == 0


def test_broken_settings_are_errors_with_their_lines(tmp_path: Path) -> None:
    tmp_path = tmp_path.with_name("s")  # a path that fits into the 80 columns with its place
    tmp_path.mkdir()
    (tmp_path / "config.toml").write_text('digits = 2\ntoolbr = false\nkeys = "ed"\n')
    (tmp_path / "init.circ").write_text("input x = 1\ng = xx\n")
    with Terminal(tmp_path) as terminal:
        terminal.wait("there is no setting `toolbr`")
        terminal.wait("2 | toolbr = false")
        terminal.wait("did you mean `toolbar`?")
        terminal.wait('`keys` must be "emacs" or "vi"')
        terminal.wait("init.circ:2:5")
        terminal.line("1 / 3")
        terminal.wait("0.33\n")
        assert terminal.leave() == 0


def test_no_toolbar_and_vi_keys(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('toolbar = false\nkeys = "vi"\ncolor = "never"\n')
    with Terminal(tmp_path) as terminal:
        terminal.wait("\n>")
        terminal.send("1 + 22\x1b")
        terminal.quiet(0.8)
        terminal.send("x" + ENTER)  # in vi's normal mode: the letter under the cursor goes
        terminal.wait("\n3\n")
        assert "gates" not in terminal.screen.text
        assert not {code for code in terminal.screen.colors if code[:1] in "349" and len(code) > 1}
        assert terminal.leave() == 0


def test_long_results_go_through_the_pager(tmp_path: Path) -> None:
    long = "; ".join(f"g{k} = x + {k}" for k in range(30))
    pager = tmp_path / "pager"
    pager.write_text("#!/bin/sh\nsed s/^/PAGED:/\n")
    pager.chmod(0o755)
    for paged in (True, False):
        (tmp_path / "config.toml").write_text("" if paged else "pager = false")
        with Terminal(tmp_path, PAGER=str(pager)) as terminal:
            terminal.line(f"input x = 1; {long}")
            terminal.wait("30 gates")
            terminal.line("show g1")
            terminal.wait("g1  x + 1")
            assert "PAGED:" not in terminal.screen.text
            terminal.line("show")
            terminal.wait("g29   x + 29")
            assert ("PAGED:  g29" in terminal.screen.text) == paged
            assert terminal.leave() == 0


def test_the_editor(tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nprintf "input x = 20\\nx + 1 # \\377\\n" > "$1"\n')
    editor.chmod(0o755)
    with Terminal(tmp_path, EDITOR=str(editor)) as terminal:
        terminal.wait("no gates yet")
        terminal.send("\x18\x05")  # Ctrl-X Ctrl-E
        terminal.wait(". x + 1")
        assert "no gates yet" in terminal.quiet()
        terminal.send("\x7f" * 4)  # the comment, which is no text
        terminal.quiet()
        terminal.send(ENTER)
        terminal.wait("\n21\n")
        assert terminal.leave() == 0


def test_hanging_up(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    terminal.wait("no gates yet")
    os.close(terminal.master)
    assert terminal.process.wait(30) is not None
