"""Colours while one types: the 16 of the terminal only, by the grammar's own words."""

from __future__ import annotations

from functools import lru_cache

from prompt_toolkit.lexers import Lexer
from prompt_toolkit.styles import Style

from circuitlang.syntax.tokens import KINDS, line_tokens
from circuitlang.text.escape import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from prompt_toolkit.document import Document
    from prompt_toolkit.formatted_text import StyleAndTextTuples

UNSEEN = "\ufffd"  # stands for a character that would control the terminal, or not be seen
_RULES = {
    "prompt": "bold",
    "prompt-continuation": "ansibrightblack",
    "auto-suggestion": "ansibrightblack",
    "matching-bracket.cursor": "bg:ansicyan ansiblack underline",
    "matching-bracket.other": "bg:ansicyan ansiblack underline",
    "bottom-toolbar": "noreverse ansibrightblack",
    "bottom-toolbar.text": "noreverse ansibrightblack",
    "bottom-toolbar.stale": "noreverse ansiyellow",
    "completion-menu": "bg:ansiwhite ansiblack",
    "completion-menu.completion": "bg:ansiwhite ansiblack",
    "completion-menu.completion.current": "bg:ansiblack ansiwhite reverse bold",
    "completion-menu.meta.completion": "bg:ansiwhite ansiblack",
    "completion-menu.meta.completion.current": "bg:ansiblack ansiwhite reverse",
    "scrollbar.background": "bg:ansiwhite",
    "scrollbar.button": "bg:ansibrightblack",
    "search": "reverse",
    "aborting": "ansibrightblack",
    "exiting": "ansibrightblack",
    "wrong": "ansired",
}


def style() -> Style:
    tokens = {f"circ.{kind}": colour for kind, (_, colour) in KINDS.items() if colour}
    return Style([*(_RULES | tokens).items()])


class Colours(Lexer):
    """The fragments of each line.  Each is as long as the text it shows."""

    def lex_document(self, document: Document) -> Callable[[int], StyleAndTextTuples]:
        lines = document.lines
        depths = [0]  # before each line, as far as it was asked for

        def line(number: int) -> StyleAndTextTuples:
            if number >= len(lines):
                return []
            while len(depths) <= number:
                depths.append(line_tokens(lines[len(depths) - 1], depths[-1])[1])
            return _fragments(lines[number], depths[number])

        return line


@lru_cache(maxsize=2_000)
def _fragments(line: str, depth: int) -> StyleAndTextTuples:
    found = line_tokens(line, depth)[0]
    return [(f"class:circ.{_kind(kind, text)}", _shown(text)) for kind, text in found]


def _kind(kind: str, text: str) -> str:
    """A string without its end is not wrong, only not finished."""
    return "string" if kind == "wrong" and text.startswith('"') else kind


def _shown(text: str) -> str:
    """The same number of characters, none of which controls the terminal."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(c if visible(c) == c else " " if c == "\t" else UNSEEN for c in text)
