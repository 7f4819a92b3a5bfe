"""The contextual lexer: one regular expression for all signs, made from the grammar's terminals.

It gives what lark's own contextual lexer gives (the tests hold them against each other), with less
work for a token, and knows two things that a regular expression alone cannot: line ends count only
outside ( ) and [ ], and a word is a keyword only where the parser's state has a place for it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from circuitlang.syntax.grammar import spelling
from circuitlang.text.errors import error
from circuitlang.text.source import Source, Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from lark import Lark
    from lark.lexer import TerminalDef

    from circuitlang.syntax.machine import Run

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
    """Feeds the terminals of a piece of text to a parser."""

    def __init__(self, parser: Lark) -> None:
        self._keywords: dict[str, str] = {}
        self._calls: set[str] = set()  # keywords that are none directly before `(`
        signs = []
        for terminal in parser.terminals:
            word = spelling(terminal)
            if word:
                self._keywords[word] = terminal.name
                if "(" in terminal.pattern.value[len(word) + 3 :]:
                    self._calls.add(terminal.name)
            elif terminal.name == _RAW:
                self._raw = _compile(terminal.pattern.to_regexp())
            elif terminal.name not in parser.lexer_conf.ignore:
                signs.append(terminal)
        signs.sort(key=_rank)
        either = "|".join(f"(?P<{t.name}>{t.pattern.to_regexp()})" for t in signs)
        self._in_line = _compile(rf"[ \t]*+(?:#[^\n]*+)?+(?:{either})")
        self._in_brackets = _compile(rf"(?:[ \t\n]++|#[^\n]*+)*+(?:{either})")

    def feed(self, source: Source, start: int, end: int, run: Run) -> None:
        """Feed the terminals of `source.text[start:end]` to `run`."""
        text, at, depth = source.text, start, 0
        feed, stack, actions = run.feed, run.stack, run.actions
        match, keywords, calls = self._in_line, self._keywords, self._calls
        while at < end:
            found = match(text, at, end)
            if found is None:
                raise BadCharacter(_skip(text, at, end, depth > 0))
            kind: Any = found.lastgroup
            word = found[kind]
            at = found.end()
            if kind == "NAME":
                if not word.isascii() or len(word) > LONGEST_NAME:
                    word = name(source, word, at - len(word))
                keyword = keywords.get(word)
                if keyword in actions[stack[-1]] and not (
                    keyword in calls and text.startswith("(", at)
                ):
                    feed(Lexeme(keyword, word, at - len(word), at))
                    if _RAW in actions[stack[-1]]:
                        at = self._feed_raw(text, at, end, feed)
                    continue
            elif kind in _DEPTH:
                depth += _DEPTH[kind]
                match = self._in_brackets if depth > 0 else self._in_line
            feed(Lexeme(kind, word, found.start(kind), at))

    def _feed_raw(self, text: str, at: int, end: int, feed: Callable[..., object]) -> int:
        at = _skip(text, at, end, False)
        found = self._raw(text, at, end)
        if found is None:
            return end
        feed(Lexeme(_RAW, found[0].rstrip(), at, at + len(found[0].rstrip())))
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
    composed = unicodedata.normalize("NFC", word)
    for place, letter in enumerate(composed):
        kind = unicodedata.category(letter)
        if not (letter == "_" or kind[0] == "L" or (kind == "Nd" and place)):
            from circuitlang.syntax.slips import bad_character

            raise bad_character(source, at + max(word.find(letter), 0))
    return composed


def _rank(terminal: TerminalDef) -> tuple[int, int, int, str]:
    """Lark's own order of terminals that could begin at the same place."""
    pattern = terminal.pattern
    return -terminal.priority, -pattern.max_width, -len(pattern.value), terminal.name


def _skip(text: str, at: int, end: int, lines: bool) -> int:
    blanks = re.compile(r"(?:[ \t\n]++|#[^\n]*+)*+" if lines else r"[ \t]*+").match(text, at, end)
    return blanks.end() if blanks else at


def _compile(pattern: str) -> Callable[..., re.Match[str] | None]:
    return re.compile(pattern).match
