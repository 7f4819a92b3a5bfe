"""`circuitlang help` and `gates` on the command line; what the pages say: tests/guide."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from circuitlang.gates import TABLE
from circuitlang.session.registry import COMMANDS
from tests.cli.commandline import Done

Run = Callable[..., Done]


def test_gates(run: Run) -> None:
    done = run("gates")
    assert (done.status, done.err) == (0, "")
    assert all(f"\n  {row.name}(" in done.out for row in TABLE
               if row.family != "internal" and not row.name.endswith("_of"))  # fmt: skip
    assert run("help", "gates") == done
    assert run("-c", "gates") == done
    assert run("-c", "help gates") == done


def test_gates_takes_no_word(run: Run) -> None:
    done = run("gates", "mul")
    assert done.status == 2
    assert "circuitlang help mul" in done.err


def test_help_alone(run: Run) -> None:
    done = run("help")
    assert (done.status, done.err) == (0, "")
    assert all(word in done.out.split() for word in COMMANDS)
    assert run("-c", "help") == done


@pytest.mark.parametrize("word", ["mul", "+", "**", "save", "undefined-name", "chain-rule", "for"])
def test_a_page_is_the_same_at_the_command_line_and_in_a_session(run: Run, word: str) -> None:
    done = run("help", word)
    assert (done.status, done.err) == (0, "")
    assert run("-c", f"help {word}") == done
    assert run(stdin=f"help {word}  # and a comment\n") == done


def test_several_topics(run: Run) -> None:
    done = run("help", "exp", "log")
    assert done.out == f"{run('help', 'exp').out}\n{run('help', 'log').out}"


def test_an_unknown_topic(run: Run) -> None:
    done = run("help", "sigmod")
    assert (done.status, done.out) == (2, "")
    assert "there is no help on `sigmod`" in done.err
    assert "did you mean `sigmoid`?" in done.err
    assert "lists what there is" in run("help", "xyzzyx").err
    done = run("-c", "help sigmod")
    assert (done.status, done.out) == (1, "")
    assert "error[bad-argument]: there is no help on `sigmod`" in done.err
