"""Every page of the guide: it is there, its examples run, and what it refers to exists."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from circuitlang import guide
from circuitlang.guide import codes, gate_pages
from circuitlang.guide.declarations import DECLARATIONS
from circuitlang.guide.topics import TOPICS
from circuitlang.guide.words import WORDS
from circuitlang.meaning.data import CONSTRUCTORS, INITIAL
from circuitlang.reports.notes import Failure, Printed, Warned
from circuitlang.reports.page import Code, Page, Talk, Turn, Wrong
from circuitlang.session.registry import COMMANDS
from circuitlang.session.world import SPECIAL
from circuitlang.syntax.words import words
from circuitlang.text.catalog import CATALOG
from circuitlang.text.errors import CircuitError
from circuitlang.text.limits import LIMITS
from circuitlang.text.width import width
from circuitlang.views.page_view import wrapped
from circuitlang.views.render import text

LISTS = ("gates", "codes", "commands", "topics")
SILENT = {"quit", "help", "gates"}  # commands whose pages need no example
UNTYPED = {"csv", "npy"}  # words that read a file, which no example has
PLAIN = {"exit-status", "prompt", "python", "json", "limits"}  # topics without a conversation
FAILS = {"expect"}  # pages that show a failure
WARNS = {"numerics"}  # and a warning


def turns(page: Page) -> Iterator[Turn]:
    for block in page.blocks:
        if isinstance(block, Talk):
            yield from block.turns


@pytest.mark.parametrize("word", guide.all_topics())
def test_every_word_has_a_page_whose_examples_run(word: str) -> None:
    page = guide.page(word)
    for turn in turns(page):
        assert not turn.wrong, (word, turn.text, turn.wrong)
        failed = any(isinstance(report, Failure) for report in turn.reports)
        warned = any(isinstance(report, Warned) for report in turn.reports)
        assert not failed or word in FAILS, (word, turn.text)
        assert not warned or word in WARNS, (word, turn.text)
    for columns in (40, 80):
        for line in text(page, columns).split("\n"):
            typed = line.lstrip().startswith(("> ", ". ", "|", "1 |"))
            assert width(line) <= columns or typed or has_code(page), (columns, line)
            assert line == line.rstrip() or typed


def has_code(page: Page) -> bool:
    """Are there lines that are shown as they are, however long?"""
    shown = [report for turn in turns(page) for report in turn.reports]
    return any(isinstance(block, Code | Wrong) for block in page.blocks) or any(
        isinstance(report, Failure | Warned | Printed) for report in shown
    )


@pytest.mark.parametrize("word", sorted({*COMMANDS, *WORDS, *TOPICS} - SILENT - UNTYPED - PLAIN))
def test_there_is_an_example(word: str) -> None:
    assert any(turns(guide.page(word))), f"no line of the docstring begins with `> `: {word}"


def test_there_is_help_on_everything() -> None:
    listed = guide.all_topics()
    assert {*COMMANDS, *CATALOG, *TOPICS, *WORDS, *LISTS} <= set(listed)
    assert {*words().heads} - {*COMMANDS} == set(DECLARATIONS)
    assert SPECIAL.keys() | CONSTRUCTORS | INITIAL <= set(WORDS)
    for row in gate_pages.public():
        assert gate_pages.SHOWN.get(row.name, row.name) in listed
    assert all(about and not about.endswith(" ") for about in listed.values())


def test_every_page_that_is_referred_to_is_there() -> None:
    for word in guide.all_topics():
        for referred in re.findall(r"`help ([^`]+)`", text(guide.page(word)).replace("\n", " ")):
            if not referred.isupper():
                assert guide.page(" ".join(referred.split())), (word, referred)


# ---------------------------------------------------------------------- single pages


def test_the_first_page_is_one_screen() -> None:
    page = text(guide.front())
    assert len(page.split("\n")) <= 24 - len(["what was typed", "the prompt", "its toolbar"])
    assert all(word in page.split() for word in (*COMMANDS, *DECLARATIONS, *TOPICS))
    assert page.startswith("  `help NAME` explains")


def test_a_page_of_a_gate() -> None:
    assert (
        text(guide.page("mul"))
        == """\
mul(x, y, …)   arithmetic
  written x * y
  ∂/∂x = y
  ∂/∂y = x
  A multiply gate swaps: each input hears the gradient times the other input, so
  a small input next to a large one gets the large gradient.

  > input x = 3, y = -4
  > f = x * y
  > forward
  > local f
    f = x * y = -12      ∂f/∂x = y = -4      ∂f/∂y = x = 3"""
    )


def test_a_page_of_a_command() -> None:
    assert (
        text(guide.page("undo"))
        == """\
undo

  Take back the last statement that changed the circuit or its values, with the
  results as they were before it.

  > input x = 3
  > f = x * x
  > set x = 4
  > undo
    took back: set x = 4
  > undo
    took back: f = x * x"""
    )


def test_a_page_of_a_topic() -> None:
    assert text(guide.page("fork")).endswith(
        """
  > input x = 3
  > f = x * x + sin(x)
  > backward
    forward first: 3 gates
    ∂f/∂x = 5.01001
  > chained x
    x feeds 3 places; the gradient is the sum of what they send:
      f.mul  1 × x = 3               via f.mul, first input
      f.mul  1 × x = 3               via f.mul, second input
      f.sin  1 × cos(x) = -0.989992
      sum    5.01001                (keeping only the last would give -0.989992)"""
    )


@pytest.mark.parametrize("code", CATALOG)
def test_a_code_shows_its_real_error(code: str) -> None:
    shown = text(guide.page(code))
    assert shown.startswith(f"{code}: {CATALOG[code].title}\n")
    assert f"\n  error[{code}]: " in shown
    assert f"    {CATALOG[code].good.splitlines()[-1]}" in shown
    assert {each.code for each in codes.errors_of(CATALOG[code])} == {code}


@pytest.mark.parametrize("row", gate_pages.public(), ids=lambda row: row.name)
def test_a_gate_without_an_example_of_its_own_gets_one(row: gate_pages.Gate) -> None:
    from circuitlang.guide.markup import talk

    if row.name == "index":
        return  # it is written with brackets
    block = talk(gate_pages.example(row).split("\n"))
    assert isinstance(block, Talk)
    for turn in block.turns:
        assert not turn.wrong, (turn.text, turn.wrong)
    assert block.turns[-1].reports


def test_limits() -> None:
    page = text(guide.page("limits"))
    assert all(f"\n  {name} " in page for name in LIMITS)
    assert "64 MiB" in page and "20,000,000" in page


def test_the_python_of_the_guide_runs(capsys: pytest.CaptureFixture[str]) -> None:
    (block,) = (each for each in guide.page("python").blocks if isinstance(each, Code))
    names: dict[str, object] = {}
    exec(block.text, names)
    assert "∂f/∂x = 6" in capsys.readouterr().out


# ---------------------------------------------------------------------- finding


@pytest.mark.parametrize(
    ("asked", "same"),
    {
        "+": "add", "*": "mul", "/": "div", "**": "pow", "^": "pow", "@": "matmul", "<": "lt",
        "!=": "ne", ".T": "transpose", "[": "index", "chain rule": "chain-rule", "MUL": "mul",
        "`mul`": "mul", "exp()": "exp", "tie": "ties", "return": "def", "within": "expect",
        "back": "step", "gradient": "backpropagation", "errors": "codes", "pi": "constants",
        "=": "gate",
    }.items(),
)  # fmt: skip
def test_other_ways_to_ask(asked: str, same: str) -> None:
    assert text(guide.page(asked)) == text(guide.page(same))


def test_a_word_may_mean_several_things() -> None:
    assert text(guide.page("-")) == "\n\n".join(text(guide.page(word)) for word in ("sub", "neg"))
    for word, heads in {"local": "local [NAMES]|local(q, x)", "sum": "sum(w[i]|sum(x, axis",
                        "max": "max(x, y, …)|max(x, axis"}.items():  # fmt: skip
        lines = text(guide.page(word)).split("\n")
        assert all(any(line.startswith(head) for line in lines) for head in heads.split("|"))


@pytest.mark.parametrize("word", ["sigmod", "backwrad", "chainrule", "undefined-nam", ""])
def test_an_unknown_word(word: str) -> None:
    with pytest.raises(CircuitError) as failure:
        guide.page(word)
    assert failure.value.code == "bad-argument"
    near = {"sigmod": "sigmoid", "backwrad": "backward", "chainrule": "chain-rule",
            "undefined-nam": "undefined-name"}.get(word)  # fmt: skip
    assert failure.value.help == (f"did you mean `{near}`?" if near else
                                  "`help` alone lists what there is")  # fmt: skip


def test_backticks_hold_words_together() -> None:
    assert wrapped("say `a b c` now", 8) == ["say", "`a b c`", "now"]
