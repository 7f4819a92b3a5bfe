"""The text of `print`: words, and expressions in braces with an optional format."""

from __future__ import annotations

import re

from circuitlang.syntax.parser import parse_expression
from circuitlang.text.errors import error
from circuitlang.text.source import Source, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from circuitlang.syntax.nodes import Expr, Text

    Part = str | tuple[Expr, str]  # words, or an expression with its format (empty: none)

_ESCAPE = re.compile(r"\\u[0-9a-fA-F]{4}(?:\\u[dD][c-fC-F][0-9a-fA-F]{2})?|\\.|[^\\]", re.DOTALL)
_FORMAT = re.compile(r"(?:\.[0-9]{1,3})?[efgEFG]?")
_BRACE = re.compile(r"[{}]")
_DIGITS = 100  # after the point, at most


def parse_template(text: Text, source: Source) -> list[Part]:
    """The parts of the string literal `text` of `source`: `"f = {f:.3f}, {{x}}"`.

    Raises `syntax` for a brace without its partner, an empty or unreadable expression, or a format
    that is not `.3f` with `f`, `e` or `g`.
    """
    value, places = text.value, _places(text, source)
    parts: list[Part] = []
    words: list[str] = []  # joined at the end: a text may be long
    at = 0
    while at < len(value):
        sign = value[at]
        if value[at : at + 2] in ("{{", "}}"):
            words.append(sign)
            at += 2
        elif sign == "}":
            raise error(
                "syntax",
                "this `}` closes nothing",
                _span(source, places, at, at + 1),
                help="a brace itself is written `}}`",
            )
        elif sign == "{":
            if words:
                parts.append("".join(words))
                words = []
            part, at = _expression(value, at, places, source)
            parts.append(part)
        else:
            found = _BRACE.search(value, at)
            end = found.start() if found else len(value)
            words.append(value[at:end])
            at = end
    if words:
        parts.append("".join(words))
    return parts


def _expression(value: str, at: int, places: list[int], source: Source) -> tuple[Part, int]:
    """The expression in braces at `at`, and where the text goes on."""
    end, colon, depth = at + 1, -1, 0
    while end < len(value) and (depth or value[end] != "}"):
        sign = value[end]
        depth += (sign in "([") - (sign in ")]")
        if sign == ":" and depth <= 0 and colon < 0:
            colon = end
        elif sign == "{" or depth < 0:
            break
        end += 1
    if end >= len(value) or value[end] != "}":
        raise error(
            "syntax",
            "this `{` is not closed",
            _span(source, places, at, at + 1),
            help="put a `}` behind the expression; a brace itself is written `{{`",
        )
    stop = end if colon < 0 else colon
    if not value[at + 1 : stop].strip():
        raise error(
            "syntax",
            "there is no expression in these braces",
            _span(source, places, at, end + 1),
            help="write a name, like `{f}`; a brace itself is written `{{`",
        )
    form = "" if colon < 0 else value[colon + 1 : end].strip()
    digits = re.search(r"[0-9]+", form)
    if colon >= 0 and (
        not form or not _FORMAT.fullmatch(form) or (digits and int(digits[0]) > _DIGITS)
    ):
        raise error(
            "syntax",
            f"`{form}` is no format" if form else "there is no format after the `:`",
            _span(source, places, colon + 1 if form else colon, end if form else colon + 1),
            help="write it like `.3f`, `.3e` or `.3g`",
        )
    return (_parsed(source, places, at + 1, stop), form), end + 1


def _parsed(source: Source, places: list[int], start: int, end: int) -> Expr:
    first, last = places[start], places[end]
    if last - first == end - start:
        return parse_expression(source, first, last)
    raise error(
        "syntax",
        "an expression in a text holds no escapes",
        Span(source, first, last),
        help="give the value a name, and print that",
    )


def _places(text: Text, source: Source) -> list[int]:
    """For each character of the value, and its end, the place in the source."""
    start, end = text.at + 1, text.end - 1
    if end - start == len(text.value):
        return list(range(start, end + 1))
    places = []
    for found in _ESCAPE.finditer(source.text, start, end):
        pair = len(found[0]) > 6 and not 0xD800 <= int(found[0][2:6], 16) < 0xDC00
        places.append(found.start())
        if pair:  # two characters, not the halves of one
            places.append(found.start() + 6)
    return [*places, end]


def _span(source: Source, places: list[int], start: int, end: int) -> Span:
    return Span(source, places[start], places[end])
