"""What was entered, as statements that are run one after another."""

from __future__ import annotations

import re
from functools import lru_cache

from circuitlang.syntax.characters import bad_character
from circuitlang.syntax.parser import NESTING, is_complete
from circuitlang.syntax.scanner import Scanner
from circuitlang.syntax.words import words
from circuitlang.text.records import NamedTuple
from circuitlang.text.source import Source
from circuitlang.views.snippet import PROMPT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from circuitlang.text.errors import Diagnostic

_PROMPTS = re.compile(r"[ \t]*(?:> ?|\.(?: |$))")
_CODE = re.compile(r'"(?:[^"\\\n]|\\[^\n])*"|#[^\n]*')


class Entered(Source):
    """One statement of what was entered.  Its text begins where its line does, with blanks in
    place of the statements before it; messages show the line as it was typed."""

    __slots__ = ("shown",)

    def __init__(self, text: str, first_line: int, shown: list[str]) -> None:
        super().__init__(PROMPT, text, first_line)
        self.shown = shown

    def line(self, number: int) -> str:
        return self.shown[number - self.first_line]


class Statement(NamedTuple):
    """A statement's source, or what is wrong with a comment between statements."""

    source: Source
    problem: Diagnostic | None


@lru_cache(maxsize=1)
def _scanner() -> Scanner:
    return Scanner(words())


def complete(text: str) -> bool:
    """Whether Enter should run `text`: no further line could go on with it.  (A line that ends in
    an operator is over as well, by the language; that it is wrong is said at once.)"""
    return is_complete(text) or is_complete(f"{text}\n0") or text.endswith("\n\n")


def statements(text: str, first_line: int) -> Iterator[Statement]:
    """The statements of what was entered, whose first line is the session's `first_line`th."""
    whole = Source(PROMPT, text, first_line)
    scan = _scanner().scan(whole, NESTING)
    rows = whole.text.split("\n")
    waiting = list(scan.loose)
    for at, end, _ in scan.pieces:
        while waiting and waiting[0] < at:
            yield Statement(whole, bad_character(whole, waiting.pop(0)))
        row, column = whole.position(at)
        last = whole.position(end)[0] - first_line
        text = " " * (column - 1) + whole.text[at:end]
        yield Statement(Entered(text, row, rows[row - first_line : last + 1]), None)
    for place in waiting:
        yield Statement(whole, bad_character(whole, place))


def without_prompts(text: str, inside: bool = False) -> str:
    """Pasted lines without the prompts `> ` and `. ` of the session that they were copied from.

    No statement begins with `>`, but a line may, `inside` of brackets; and `. ` is a prompt only
    there.
    """
    lines, depth = [], int(inside)
    for line in text.split("\n"):
        found = _PROMPTS.match(line)
        if found and (">" in found[0]) == (depth == 0):
            line = line[found.end() :]
        code = _CODE.sub("", line)
        depth += sum(code.count(sign) for sign in "([{") - sum(code.count(sign) for sign in ")]}")
        depth = max(0, depth)
        lines.append(line)
    return "\n".join(lines)
