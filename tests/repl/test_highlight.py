"""Colours: one table of tokens for the prompt and for Pygments."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from prompt_toolkit.document import Document
from prompt_toolkit.styles import ANSI_COLOR_NAMES
from pygments import token
from pygments.lexers import load_lexer_from_file

import circuitlang.highlight as pygments_side
from circuitlang.repl.highlight import _RULES, UNSEEN, Colours, style
from circuitlang.syntax.tokens import KINDS, tokens
from circuitlang.syntax.words import words

ROOT = Path(__file__).resolve().parents[2]


def kinds(text: str) -> list[tuple[str, str]]:
    return [(kind, part) for kind, part in tokens(text) if kind not in ("blank", "name")]


def test_the_words_are_the_grammars() -> None:
    for word in words().declarations:
        assert kinds(f"{word} x")[0] == ("declaration", word)
    for word in words().commands:
        assert kinds(word)[0] == ("command", word)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("show = 1", [("operator", "="), ("number", "1")]),
        ("show == 1", [("command", "show"), ("operator", "=="), ("number", "1")]),
        ("(show) + 1", [("bracket", "("), ("bracket", ")"), ("operator", "+"), ("number", "1")]),
        ("backward f with 2", [("command", "backward"), ("inner", "with"), ("number", "2")]),
        ("input to = 1", [("declaration", "input"), ("inner", "to"), ("operator", "="),
                          ("number", "1")]),
        ("a = exp(pi)", [("operator", "="), ("gate", "exp"), ("bracket", "("), ("constant", "pi"),
                         ("bracket", ")")]),
        ("local(q, x)", [("gate", "local"), ("bracket", "("), ("operator", ","), ("bracket", ")")]),
        ("time show", [("command", "time"), ("command", "show")]),
        ("x; show # show", [("operator", ";"), ("command", "show"), ("comment", "# show")]),
        ("(x,\nshow)", [("bracket", "("), ("operator", ","), ("bracket", ")")]),
        ('print "a # b"', [("command", "print"), ("string", '"a # b"')]),
        ('print "a', [("command", "print"), ("wrong", '"a')]),
        ("2x 0x10 1_000 .5e-3", [("wrong", "2x"), ("wrong", "0x10"), ("number", "1_000"),
                                 ("number", ".5e-3")]),
        ("a ? b", [("wrong", "?")]),
        ("for t in 1 to 3", [("declaration", "for"), ("inner", "in"), ("number", "1"),
                             ("inner", "to"), ("number", "3")]),
    ],
)  # fmt: skip
def test_tokens(text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*.circ")), ids=lambda p: p.name)
def test_nothing_is_lost_and_nothing_wrong(path: Path) -> None:
    text = path.read_text("utf-8")
    assert "".join(part for _, part in tokens(text)) == text
    assert "wrong" not in {kind for kind, _ in tokens(text)}


def test_the_prompt_shows_as_many_characters_as_there_are() -> None:
    text = "input σ = 1 # \x1b]0;x\x07 \u202e \t\nshow σ"
    line = Colours().lex_document(Document(text))
    for number, row in enumerate(text.split("\n")):
        drawn = "".join(part for _, part in line(number))
        assert len(drawn) == len(row)
        assert drawn.isprintable()
    assert UNSEEN in "".join(part for _, part in line(0))
    assert ("class:circ.command", "show") in line(1)
    assert line(2) == []


def test_only_the_colours_of_the_terminal() -> None:
    rules = [*_RULES.values(), *(colour for _, colour in KINDS.values())]
    for rule in rules:
        for part in rule.split():
            named = part.removeprefix("bg:")
            assert named in ANSI_COLOR_NAMES or re.fullmatch("bold|underline|(no)?reverse", named)
    style()


def test_the_same_tokens_for_pygments() -> None:
    lexer = load_lexer_from_file(pygments_side.__file__, "CircuitLexer")
    assert lexer.aliases == ("circuitlang", "circ")
    assert lexer.filenames == ("*.circ",)
    text = "input x = -2  # a leaf\nf = exp(x)\nshow f\n"
    found = [(kind, part) for kind, part in lexer.get_tokens(text) if part.strip()]
    assert found == [
        (token.Keyword.Declaration, "input"), (token.Name, "x"), (token.Operator, "="),
        (token.Operator, "-"), (token.Number, "2"), (token.Comment.Single, "# a leaf"),
        (token.Name, "f"), (token.Operator, "="), (token.Name.Builtin, "exp"),
        (token.Punctuation, "("), (token.Name, "x"), (token.Punctuation, ")"),
        (token.Keyword, "show"), (token.Name, "f"),
    ]  # fmt: skip


def test_pygments_knows_every_kind() -> None:
    assert set(pygments_side.TYPES) == set(KINDS)


def test_pygments_finds_it_by_name() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    (place,) = project["entry-points"]["pygments.lexers"].values()
    module, name = place.split(":")
    assert (module, name) == (pygments_side.__name__, pygments_side.CircuitLexer.__name__)
