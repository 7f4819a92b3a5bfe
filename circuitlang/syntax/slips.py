"""Frequent mistakes in the user's words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from circuitlang.syntax.characters import bad_character as bad_character_at
from circuitlang.text.errors import CircuitError, Diagnostic
from circuitlang.text.source import Source, Span

if TYPE_CHECKING:
    from circuitlang.syntax.grammar import Words
    from circuitlang.syntax.lexer import Lexeme

_OPERATOR_AT_END = re.compile(r"(?:[-+*/@^<>=,]|==|!=)$")


def bad_character(source: Source, at: int) -> CircuitError:
    return CircuitError(bad_character_at(source, at))


def bad_number(source: Source, token: Lexeme) -> CircuitError:
    return CircuitError(Diagnostic("bad-number", f"`{token.text[:200]}` is no number", Span(source, token.at, token.end)))


def ends_in_operator(text: str) -> bool:
    return bool(_OPERATOR_AT_END.search(text))


def unknown_sign(source: Source, at: int) -> Diagnostic:
    if source.text[at].isascii():
        return Diagnostic("syntax", f"`{source.text[at]}` means nothing here", Span(source, at, at + 1))
    return bad_character_at(source, at)


def explain(source: Source, at: int, end: int, token: Any, state: Any, words: Words) -> Diagnostic:
    span = Span(source, token.at, max(token.end, token.at))
    return Diagnostic("syntax", f"`{token.text}` cannot stand here ({token.type})", span)
