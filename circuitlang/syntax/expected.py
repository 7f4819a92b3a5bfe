"""What may come next: asked of the parser itself, for the prompt's completion."""

from __future__ import annotations

from circuitlang.syntax import parser
from circuitlang.syntax.lexer import BadCharacter
from circuitlang.syntax.machine import Run, Unexpected
from circuitlang.text.errors import CircuitError
from circuitlang.text.records import NamedTuple
from circuitlang.text.source import Source


class Expected(NamedTuple):
    """What may stand behind a text.

    statement  the unfinished statement that it ends in
    kinds      the terminals that may come (NAME, NUMBER, STRING, …)
    words      the words that may come
    """

    statement: str
    kinds: frozenset[str]
    words: frozenset[str]


def expected(text: str) -> Expected | None:
    """What may come behind `text`; None where nothing can mend it."""
    own = parser._parser()
    source = Source("", text)
    scan = own.scanner.scan(source, parser.NESTING)
    at = len(text)
    if scan.pieces and (scan.open or not text[scan.pieces[-1].end :].strip(" \t")):
        at = scan.pieces[-1].start
    with own.lock:
        run = Run(own.machine, "statement")
        own.builder.begin(source, parser.STRING)
        try:
            own.lexer.feed(source, at, len(text), run)
        except BadCharacter as bad:
            if bad.at < len(text):  # at the end there are only blanks left
                return None
        except (Unexpected, CircuitError):
            return None
        kinds = frozenset(kind for kind in run.row() if kind.isupper() and run.accepts(kind))
    found = frozenset(word for word, kind in own.words.terminals.items() if kind in kinds)
    return Expected(text[at:], kinds, found)
