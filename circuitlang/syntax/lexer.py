"""The contextual lexer: one regular expression for all signs, made of the grammar's terminals.

It gives what lark's own contextual lexer gives (the tests hold them against each other), with less
work for a token, and knows two things that a regular expression alone cannot: line ends count only
outside ( ) and [ ], and a word is a keyword only where the parser's state has a place for it.
"""

from __future__ import annotations

import re
from sys import intern

from circuitlang.syntax import tables
from circuitlang.syntax.machine import END as _END
from circuitlang.text.errors import error
from circuitlang.text.source import Source, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from circuitlang.syntax.machine import Run
    from circuitlang.syntax.words import Words

LONGEST_NAME = 255
_DEPTH = {"LPAR": 1, "LSQB": 1, "RPAR": -1, "RSQB": -1}
_RAW = "REST"


class Lexeme:
    """A terminal as it stands in the text."""

    __slots__ = ("at", "end", "text", "type")

    def __init__(self, type: str, text: str, at: int, end: int) -> None:
        self.type = type
        self.text = text
        self.at = at
        self.end = end


class BadCharacter(Exception):
    """No terminal begins at `at`."""

    def __init__(self, at: int) -> None:
        self.at = at


class Lexer:
    """Feeds the terminals of a piece of text to a run of the machine."""

    def __init__(self, words: Words) -> None:
        self._keywords = {word: intern(kind) for word, kind in words.terminals.items()}
        self._calls = frozenset(tables.CALLS.split())  # keywords that are none directly before `(`
        self._kinds = [intern(kind) for kind in f"{_END} {tables.SIGNS}".split()]
        self._match = re.compile(rf"[ \t]*+(?:#[^\n]*+)?+(?:{tables.PATTERN})").match

    def feed(self, source: Source, start: int, end: int, run: Run) -> None:
        """Feed the terminals of `source.text[start:end]` to `run`."""
        text, at, depth = source.text, start, 0
        feed, kinds, match, keywords = run.feed, self._kinds, self._match, self._keywords
        while at < end:
            found = match(text, at, end)
            if found is None:
                raise BadCharacter(_skip(text, at, end, depth > 0))
            group: Any = found.lastindex
            begin, at = found.span(group)
            kind, word = kinds[group], found[group]
            if kind == "NAME":
                if not word.isascii() or len(word) > LONGEST_NAME:
                    word = name(source, word, begin)
                keyword = keywords.get(word)
                if keyword and self._is_keyword(keyword, text, at, run):
                    feed(keyword, Lexeme(keyword, word, begin, at))
                    if _RAW in run.row():
                        at = self._feed_raw(text, at, end, feed)
                    continue
            elif kind in _DEPTH:
                depth += _DEPTH[kind]
            elif kind == "_SEP" and depth > 0 and word[0] == "\n":  # line ends in ( ) and [ ]
                at = _skip(text, begin, end, True)
                continue
            feed(kind, Lexeme(kind, word, begin, at))

    def _is_keyword(self, keyword: str, text: str, at: int, run: Run) -> bool:
        """Whether the grammar has a place for this keyword here, which ends at `at`."""
        return keyword in run.row() and not (keyword in self._calls and text.startswith("(", at))

    def _feed_raw(self, text: str, at: int, end: int, feed: Callable[..., object]) -> int:
        at = _skip(text, at, end, False)
        found = re.compile(tables.REST).match(text, at, end)
        if found is None:
            return end
        feed(_RAW, Lexeme(_RAW, found[0].rstrip(), at, at + len(found[0].rstrip())))
        return found.end()


def name(source: Source, word: str, at: int) -> str:
    """A name as it is compared: in NFC.  Raises for what only looks like a name."""
    if len(word) > LONGEST_NAME:
        raise error(
            "limit-exceeded",
            f"this name has {len(word):,} characters, the limit is {LONGEST_NAME}",
            Span(source, at, at + len(word)),
            help="choose a shorter one",
        )
    import unicodedata

    composed = unicodedata.normalize("NFC", word)
    for place, letter in enumerate(composed):
        kind = unicodedata.category(letter)
        if not (letter == "_" or kind[0] == "L" or (kind == "Nd" and place)):
            from circuitlang.syntax.slips import bad_character

            raise bad_character(source, at + max(word.find(letter), 0))
    return composed


def _skip(text: str, at: int, end: int, lines: bool) -> int:
    blanks = re.compile(r"(?:[ \t\n]++|#[^\n]*+)*+" if lines else r"[ \t]*+").match(text, at, end)
    return blanks.end() if blanks else at
