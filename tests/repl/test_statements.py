"""What was entered, cut into statements; prompts that were pasted."""

from __future__ import annotations

import pytest

from circuitlang.repl.statements import complete, statements, without_prompts


def places(text: str) -> list[tuple[int, int, str]]:
    found = []
    for statement in statements(text, 7):
        body = statement.source.text
        at = len(body) - len(body.lstrip(" "))
        found.append((*statement.source.position(at), body.strip()))
    return found


def test_each_statement_keeps_its_place() -> None:
    text = "a = 1; b = 2  # both\n\nfor t in 1 to 2 {\n  h[t] = t\n}; c = (1 +\n 2)"
    assert places(text) == [
        (7, 1, "a = 1"),
        (7, 8, "b = 2"),
        (9, 1, "for t in 1 to 2 {\n  h[t] = t\n}"),
        (11, 4, "c = (1 +\n 2)"),
    ]


def test_the_line_is_shown_as_it_was_typed() -> None:
    _, second = statements("a = 1; b = (2 +\n 3)", 4)
    assert second.source.line(4) == "a = 1; b = (2 +"
    assert second.source.line(5) == " 3)"


def test_what_is_forbidden_in_a_comment_is_found_in_its_turn() -> None:
    found = list(statements("a = 1\n# \x07\nb = 2\n# \u202e", 1))
    assert [statement.problem is not None for statement in found] == [False, True, False, True]


@pytest.mark.parametrize(
    ("text", "over"),
    [
        ("", True),
        ("x = 1", True),
        ("x = (1", False),
        ("x = (1 +\n", False),
        ("x = (1 +\n\n", True),
        ("x = 1 +", True),
        ("x = [1,", False),
        ("def f(t) {", False),
        ("def f(t) {\n return t }", True),
        ("for t in 1 to 3 { h[t] = t", False),
        ("x = (1\ny = 2", True),
        ('print "(', True),
        ("# (", True),
        ("x = 1)", True),
    ],
)
def test_complete(text: str, over: bool) -> None:
    assert complete(text) is over


@pytest.mark.parametrize(
    ("pasted", "inside", "bare"),
    [
        ("> x = 1\n> x", False, "x = 1\nx"),
        ("x = 1\n> x", False, "x = 1\nx"),
        (">\n> x", False, "\nx"),
        ("  > x = 1", False, "x = 1"),
        ("> def f(t) {\n.     return t\n. }", False, "def f(t) {\n    return t\n}"),
        ("max(x\n> 2)", False, "max(x\n> 2)"),  # a comparison, inside of a bracket
        ("> 2)\n> x", True, "> 2)\nx"),
        (". 2)\n> x", True, "2)\nx"),
        ("x\n. 5", False, "x\n. 5"),
        ("f = (.5 +\n.5)", False, "f = (.5 +\n.5)"),
        ('> print "(" # (\n> x', False, 'print "(" # (\nx'),
    ],
)
def test_prompts_go(pasted: str, inside: bool, bare: str) -> None:
    assert without_prompts(pasted, inside) == bare
