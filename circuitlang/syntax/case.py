"""Where the parser stopped, and what can be asked about that place."""

from __future__ import annotations

import re

from circuitlang.text.errors import Diagnostic
from circuitlang.text.records import NamedTuple
from circuitlang.text.source import Source, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from circuitlang.syntax.lexer import Lexeme
    from circuitlang.syntax.machine import Run
    from circuitlang.syntax.words import Words

_NAME = re.compile(r"[^\W\d]\w*")
_BEFORE = re.compile(r"(?:[ \t\n;]|#[^\n]*|time[ \t]+)*")  # `time STATEMENT`
_STEP = re.compile(r'"(?:[^"\\\n]|\\[^\n])*"?|#[^\n]*|[{}()\[\];\n]')


class Case(NamedTuple):
    """A statement `source.text[at:end]` with which nothing goes on at `token`.

    Inside a block, `begin` is where the block's own statement begins and `outer` the word before
    the block (`for`, `def`); elsewhere `begin` is `at` and `outer` is empty.
    """

    source: Source
    at: int
    end: int
    token: Lexeme
    run: Run
    words: Words
    declared: Callable[[str], bool]
    begin: int
    outer: str

    @property
    def before(self) -> str:
        """The text of the statement before the token."""
        return self.source.text[self.begin : self.token.at].rstrip(" \t\n")

    @property
    def head(self) -> str:
        """The statement's first word."""
        found = _NAME.match(self.source.text, self.begin, self.end)
        return found[0] if found else ""

    @property
    def in_block(self) -> bool:
        return bool(self.outer)

    @property
    def wants_value(self) -> bool:
        """Whether an operand could come here."""
        return self.accepts("NUMBER")

    def accepts(self, kind: str) -> bool:
        return self.run.accepts(kind)

    @staticmethod
    def is_name(text: str) -> bool:
        return bool(_NAME.fullmatch(text))

    def problem(
        self, code: str, message: str, help: str | None, place: int, size: int
    ) -> Diagnostic:
        return Diagnostic(code, message, Span(self.source, place, place + size), help=help)

    def here(self, message: str, help: str | None, size: int = 0) -> Diagnostic:
        """A `syntax` error at the token."""
        token = self.token
        return self.problem("syntax", message, help, token.at, size or token.end - token.at)

    def at_end(self, message: str, help: str | None) -> Diagnostic:
        """A `syntax` error behind the last sign of the statement."""
        return self.problem("syntax", message, help, self.begin + len(self.before), 1)


def case(
    source: Source,
    at: int,
    end: int,
    token: Lexeme,
    run: Run,
    words: Words,
    declared: Callable[[str], bool],
) -> Case:
    """The case of a statement, with the innermost block's statement found."""
    text, begin, outer = source.text, at, ""
    heads: list[tuple[int, str]] = []
    depth = 0
    for found in _STEP.finditer(text, at, token.at):
        sign = found[0]
        if sign in "([":
            depth += 1
        elif sign in ")]":
            depth -= 1
        elif sign == "{":
            heads.append((begin, outer))
            word = _NAME.match(text, begin)
            outer, begin = word[0] if word else "", found.end()
        elif sign == "}" and heads:
            begin, outer = heads.pop()
        elif sign in ";\n" and depth <= 0 and heads:
            begin = found.end()
    begin = _BEFORE.match(text, begin, token.at).end()  # type: ignore[union-attr]
    return Case(source, at, end, token, run, words, declared, begin, outer)
