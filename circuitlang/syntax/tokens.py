"""Text -> tokens for colouring, while it is typed and in documents: never wrong, only coarse.

The words come from the grammar.  Where a word is a keyword is decided by what stands before it, as
the parser decides it: a statement's first word, or a word where no name could stand.
"""

from __future__ import annotations

import re
from functools import lru_cache

from circuitlang.gates import BY_NAME
from circuitlang.syntax.words import words
from circuitlang.text.records import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

# kind: the name that Pygments has for it, the colour of a terminal (of the 16 that it has)
KINDS = {
    "declaration": ("Keyword.Declaration", "ansiblue bold"),
    "command": ("Keyword", "ansimagenta bold"),
    "inner": ("Keyword.Reserved", "ansimagenta"),
    "gate": ("Name.Builtin", "ansicyan"),
    "constant": ("Name.Constant", "ansiyellow"),
    "name": ("Name", ""),
    "number": ("Number", "ansiyellow"),
    "string": ("String", "ansigreen"),
    "comment": ("Comment.Single", "ansibrightblack"),
    "operator": ("Operator", ""),
    "bracket": ("Punctuation", ""),
    "blank": ("Whitespace", ""),
    "wrong": ("Error", "ansired"),
}
CONSTANTS = frozenset(["inf", "nan", "pi", "e"])
READERS = frozenset(["grad", "local", "chained", "value", "shape"])  # calls that read a pass

_TOKEN = re.compile(
    r"(?P<blank>[ \t\r\n]+)|(?P<comment>\#[^\r\n]*)"
    r'|(?P<string>"(?:[^"\\\n]|\\[^\n])*")|(?P<wrong>"[^\n]*)'
    r"|(?P<number>(?:[0-9][0-9_]*\.?[0-9_]*|\.[0-9][0-9_]*)(?:[eE][+-]?[0-9]+)?(?![\w.]))"
    r"|(?P<bad>\.?[0-9][\w.]*)"
    r"|(?P<name>[^\W\d][\w\u0300-\u0345\u0653-\u0655\u3099\u309a]*)"
    r"|(?P<operator>\*\*|[<>=!]=|[-+*/@^<>=!.,:;])|(?P<bracket>[()\[\]{}])|(?P<other>.)"
)
_EQUAL = re.compile(r"[ \t]*=(?!=)")


class Token(NamedTuple):
    """`kind` is a key of KINDS."""

    kind: str
    text: str


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a text; together they are the text."""
    depth = 0
    for line in re.split(r"(?<=\n)", text):
        found, depth = line_tokens(line, depth)
        yield from found


@lru_cache(maxsize=30_000)  # a key pressed at the end of a long paste changes one line of it
def line_tokens(line: str, depth: int) -> tuple[tuple[Token, ...], int]:
    """The tokens of a line that begins inside `depth` brackets ( and [, and the depth behind it."""
    found: list[Token] = []
    before = "" if depth else "start"
    for match in _TOKEN.finditer(line):
        kind, text = str(match.lastgroup), match[0]
        if kind == "name":
            kind = _word(text, line, match.end(), before)
        elif kind in ("bad", "other"):
            kind = "wrong"
        elif text in "([":
            depth += 1
        elif text in ")]":
            depth = max(0, depth - 1)
        found.append(Token(kind, text))
        if kind not in ("blank", "comment"):
            before = _after(kind, text, depth)
    return tuple(found), depth


def _word(word: str, line: str, end: int, before: str) -> str:
    """The kind of a word, by what stands before and behind it."""
    own = words()
    called = line.startswith("(", end)
    if before == "start" and not _EQUAL.match(line, end) and (not called or word == "expect"):
        if word in own.declarations:
            return "declaration"
        if word in own.commands:
            return "command"
        if word in own.inner:
            return "inner"
    if before == "value" and word in own.inner | {"for"}:
        return "inner"
    if before == "head" and word in own.inner | own.commands and not called:
        return "inner"
    if called and (word in READERS or (word in BY_NAME and BY_NAME[word].family != "internal")):
        return "gate"
    return "constant" if word in CONSTANTS and not called else "name"


def _after(kind: str, text: str, depth: int) -> str:
    """What a token leaves behind it: the start of a statement, a head, or a finished value."""
    if kind == "command" and text == "time":
        return "start"
    if kind in ("declaration", "command"):
        return "head"
    if text == ";" or text in "{}":
        return "" if depth and text == ";" else "start"
    return "value" if kind in ("name", "constant", "number") or text in ")]" else ""
