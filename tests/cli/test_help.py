"""`circuitlang help` and `gates`: everything that there is has its page."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from circuitlang.gates import TABLE
from circuitlang.guide import WORDS
from circuitlang.session.commands import COMMANDS
from circuitlang.text.catalog import CATALOG
from circuitlang.text.limits import LIMITS
from tests.cli.commandline import Done

Run = Callable[..., Done]
PUBLIC = [row for row in TABLE if row.family != "internal"]


def test_the_table_of_gates_has_a_line_for_each(run: Run) -> None:
    done = run("gates")
    assert (done.status, done.err) == (0, "")
    lines = [line for line in done.out.splitlines() if line.startswith("  ")]
    assert [line.split("(")[0].strip() for line in lines] == [row.name for row in PUBLIC]
    assert any("x * y" in line and line.endswith("∂/∂x = y   ∂/∂y = x") for line in lines)
    assert run("help", "gates") == done


def test_gates_takes_no_word(run: Run) -> None:
    done = run("gates", "mul")
    assert done.status == 2
    assert "circuitlang help mul" in done.err


@pytest.mark.parametrize("code", CATALOG)
def test_every_code_has_a_page(run: Run, code: str) -> None:
    done = run("help", code)
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith(f"{code}: {CATALOG[code].title}\n")
    assert f"  {CATALOG[code].good.splitlines()[-1]}" in done.out


def test_a_code_shows_its_real_error(run: Run) -> None:
    assert (
        """
  error[undefined-name]: nothing is called `w1`
   --> example.circ:2:5
    |
  2 | f = w1 * x
    |     ^^
    = help: did you mean `w0`?
"""
        in run("help", "undefined-name").out
    )


@pytest.mark.parametrize("row", PUBLIC, ids=lambda row: row.name)
def test_every_gate_has_a_page(run: Run, row: object) -> None:
    name = row.name  # type: ignore[attr-defined]
    done = run("help", name)
    assert done.status == 0
    assert done.out.startswith(f"{name}(")


@pytest.mark.parametrize(
    ("sign", "names"),
    {"+": "add", "-": "sub neg", "*": "mul", "/": "div", "**": "pow", "^": "pow"}.items(),
)  # fmt: skip
def test_a_sign_is_its_gate(run: Run, sign: str, names: str) -> None:
    pages = [run("help", name).out for name in names.split()]
    assert run("help", sign).out == "\n".join(pages)


def test_commands_and_words(run: Run) -> None:
    for word, row in COMMANDS.items():
        assert row.usage in run("help", word).out
    for word, (form, _) in WORDS.items():
        assert form in run("help", word).out


def test_limits(run: Run) -> None:
    done = run("help", "limits")
    assert all(f"\n  {name} " in done.out for name in LIMITS)
    assert "64 MiB" in done.out and "20,000,000" in done.out


def test_help_alone_lists_the_topics(run: Run) -> None:
    done = run("help")
    for word in (*CATALOG, *COMMANDS, *WORDS, "limits", "sigmoid"):
        assert word in done.out.split()
    assert max(map(len, done.out.splitlines())) <= 100


def test_several_topics(run: Run) -> None:
    done = run("help", "exp", "log")
    assert done.out == f"{run('help', 'exp').out}\n{run('help', 'log').out}"


def test_an_unknown_topic(run: Run) -> None:
    done = run("help", "sigmod")
    assert (done.status, done.out) == (2, "")
    assert "there is no help on `sigmod`" in done.err
    assert "did you mean `sigmoid`?" in done.err
    assert "lists the topics" in run("help", "xyzzy").err
