"""The texts of `print`."""

from __future__ import annotations

import pytest
import shapes

from circuitlang.syntax.nodes import Command, Text
from circuitlang.syntax.parser import parse
from circuitlang.syntax.template import parse_template
from circuitlang.text.errors import CircuitError
from circuitlang.text.source import Source


def parts(words: str) -> str:
    source = Source("<test>", f'print "{words}"')
    (command,) = parse(source).statements
    assert isinstance(command, Command)
    text = command.slots["text"]
    assert isinstance(text, Text)
    found = parse_template(text, source)
    return " ".join(
        repr(part) if isinstance(part, str) else f"<{shapes.expr(part[0])}:{part[1]}>"
        for part in found
    )


GOOD = {
    "": "",
    "words": "'words'",
    "{f}": "<f:>",
    "f = {f:.3f}, {{x}} { grad(x) }": "'f = ' <f:.3f> ', {x} ' <grad(x):>",
    "{X[0:2]:.2g}{a + b:e}": "<X[0:2:]:.2g> <(+ a b):e>",
    r"\u00e9 \" {f}": "'é \" ' <f:>",
    r"\ud83d\ude00{f}": "'😀' <f:>",
    "}}{{": "'}{'",
}


@pytest.mark.parametrize(("words", "shape"), GOOD.items())
def test_template(words: str, shape: str) -> None:
    assert parts(words) == shape


BAD = {  # -> column in the line, place
    "a {f": (10, "{"),
    "f}": (9, "}"),
    "{f{g}}": (8, "{"),
    "{f)}": (8, "{"),
    "{}": (8, "{}"),
    "{ :.3f}": (8, "{ :.3f}"),
    "{f:}": (10, ":"),
    "{f:x}": (11, "x"),
    "{f:.999f}": (11, ".999f"),
    "{a b}": (11, "b"),
    "{x + }": (11, "+"),
    "{2x}": (9, "2x"),
    r"\u0041\n\"{f g}": (21, "g"),
    r"{csv(\"a\")}": (9, r"csv(\"a\")"),
}


@pytest.mark.parametrize(("words", "place"), BAD.items())
def test_mistakes(words: str, place: tuple[int, str]) -> None:
    with pytest.raises(CircuitError) as caught:
        parts(words)
    span = caught.value.span
    assert span is not None
    assert (span.column, span.text) == place
    assert caught.value.code == ("bad-number" if "2x" in words else "syntax")


@pytest.mark.parametrize("escape", [r"\ud800", r"a\udc00b"])
def test_half_a_character_is_none(escape: str) -> None:
    (wrong,) = parse(Source("<test>", f'print "{escape}"')).errors
    assert wrong.code == "bad-character"
