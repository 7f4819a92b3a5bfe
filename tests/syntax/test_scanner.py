"""Where statements end, and what is wrong before any is parsed."""

from __future__ import annotations

import pytest

from circuitlang.syntax.parser import is_complete, parse
from circuitlang.text.source import Source


def found(text: str, **limits: int) -> str:
    """The errors as `code line:column`, and how many statements are left."""
    parsed = parse(Source("<test>", text), **limits)
    places = [f"{e.code} {e.span.line}:{e.span.column}" for e in parsed.errors if e.span]
    return ", ".join([*places, str(len(parsed.statements))])


UNCLOSED = {
    "f = (x + y\ng = 3": "unclosed-bracket 1:5, 1",
    "f = max(x,\ng = 3": "unclosed-bracket 1:8, 1",
    "f = max(x,\nh[2] = 3": "unclosed-bracket 1:8, 1",
    "f = max(x,\naxis = 3\nq = 1": "unclosed-bracket 1:8, 1",
    "f = max(x\naxis = 3": "unclosed-bracket 1:8, 1",
    "f = [1,\n2\nforward\nshow q": "unclosed-bracket 1:5, 2",
    "f = (x + y # (\nshow": "unclosed-bracket 1:5, 1",
    "f = (x +\nshow q": "unclosed-bracket 1:5, 1",
    "f = (x +\ngate q = 1": "unclosed-bracket 1:5, 1",
    "f = (x +\nfor i in 1 to 3 { a[i] = 1 }": "unclosed-bracket 1:5, 1",
    'f = (x +\nprint "a"': "unclosed-bracket 1:5, 1",
    "f = (x + (y\ng = 3": "unclosed-bracket 1:10, 1",
    "f = (x\ng = (y\nh = 2": "unclosed-bracket 1:5, unclosed-bracket 2:5, 1",
    "for i in 1 to 2 {\n a = (1\n b = 2\n}\nc = 1": "unclosed-bracket 2:6, 1",
    "for i in 1 to 2 {\n a = 1\nforward\nshow f": "unclosed-bracket 1:17, 2",
    "def f(x) {\n s = x\ninput y = 1\nc = 2": "unclosed-bracket 1:10, 2",
    "def f(x) {\n return x\n local x = 1\nq = 2": "unclosed-bracket 1:10, 0",
    "f = (x\n\n# words\n": "unclosed-bracket 1:5, 0",
    "x = )\ny = 1": "syntax 1:5, 1",
    "}\ny = 1": "syntax 1:1, 1",
    "x = (1]\ny = 1": "syntax 1:7, 1",
    'f = csv("a\nx = 1': "syntax 1:9, 1",
    'print "a\\\nx = 1': "syntax 1:7, 1",
}


@pytest.mark.parametrize(("text", "errors"), UNCLOSED.items())
def test_brackets_and_strings(text: str, errors: str) -> None:
    assert found(text) == errors


CHARACTERS = {
    "x = 1\n# a\x00b\ny = 2": "bad-character 2:4, 2",
    "x = 1 # a\u200bb\ny = 2": "bad-character 1:10, 2",
    'print "a\u202eb" # \u202e\ny = 2': "bad-character 1:9, bad-character 1:15, 1",
    "x\xa0= \xa01\ny = 2": "bad-character 1:2, 1",
    "x = (1\xa0\n+ \x07 2)\ny = 2": "bad-character 1:7, 1",
    "x = 1\x0c\n": "bad-character 1:6, 0",
    "x = 1\u2028y = 2": "bad-character 1:6, 0",
    "# \ud800": "bad-character 1:3, 0",
    'print "− × “ ≤ é 🙂" # − × “ ≤ é 🙂': "1",
    "a = 1 \ufeff": "bad-character 1:7, 0",
}


@pytest.mark.parametrize(("text", "errors"), CHARACTERS.items())
def test_forbidden_characters(text: str, errors: str) -> None:
    assert found(text) == errors


@pytest.mark.parametrize("nesting", [3, 200])
def test_nesting(nesting: int) -> None:
    def deep(levels: int) -> str:
        return f"{'(' * levels}x{')' * levels}"

    assert found(deep(nesting - 1), nesting=nesting) == "1"
    assert found(deep(nesting), nesting=nesting) == "1"
    assert found(f"y = 1\n  {deep(nesting + 1)}", nesting=nesting) == "limit-exceeded 2:3, 1"
    (wrong,) = parse(Source("<test>", deep(nesting + 7)), nesting=nesting).errors
    assert str(nesting + 7) in wrong.message
    blocks = "for i in 1 to 2 { " * (nesting + 1) + "}" * (nesting + 1)
    assert found(blocks, nesting=nesting) == "limit-exceeded 1:1, 0"


def test_length_of_strings_and_names() -> None:
    assert found('print "abc"', string=3) == "1"
    assert found('print "a\\u00e9c"', string=3) == "1"
    assert found('print "abcd"', string=3) == "limit-exceeded 1:7, 0"
    assert found("x" * 255) == "1"
    assert found("y + " + "x" * 256) == "limit-exceeded 1:5, 0"


@pytest.mark.parametrize(
    ("text", "nodes"),
    [
        ("f = " + "-" * 10_000 + "x", 10_001),
        ("f = " + " + ".join(["x"] * 20_000), 39_999),
        ("f = " + " ** ".join(["x"] * 5_000), 9_999),
        ("f = max(" + ", ".join(["x"] * 5_000) + ")", 5_001),
        ("f = [" + ", ".join(["1"] * 5_000) + "]", 5_001),
    ],
    ids=["minus", "sum", "power", "call", "array"],
)
def test_flat_and_long_is_no_nesting(text: str, nodes: int) -> None:
    parsed = parse(Source("<test>", text), nesting=2)
    assert not parsed.errors
    assert len(parsed.statements[0].expr.nodes) == nodes  # type: ignore[union-attr]


COMPLETE = {
    "": True, "x = 1": True, "# words": True, "x = 1 # (": True, "f = (1)": True,
    "x = (": False, "x = [1,\n": False, "for i in 1 to 3 {": False,
    "for i in 1 to 3 {\n a[i] = 3\n}": True, "def f(x) {\n return (x\n": False,
    "x = 1 +": False, "x = 1 + # words": False, "x =": False, "input x = 1,": False,
    "show *": True, "show q.*": True,
    'x = "abc': True, "x = )": True, "f = (x\ng = 3": True, "f = 2x +": True,
    "a = 1\nb = (": False,
}  # fmt: skip


@pytest.mark.parametrize(("text", "complete"), COMPLETE.items())
def test_is_complete(text: str, complete: bool) -> None:
    assert is_complete(text) is complete


@pytest.mark.parametrize(
    ("text", "column"),
    [("f = ((([1, 2)))", 8), ("f = [[((1, 2]]", 8), ("f = (((2 + [1, 2))) * 3", 12)],
)
def test_the_innermost_bracket_is_the_one_that_is_not_closed(text: str, column: int) -> None:
    found = parse(Source("<test>", text)).errors[0]
    assert found.code == "unclosed-bracket" and found.span is not None
    assert found.span.column == column
