"""The language's own words, as the grammar has them."""

from __future__ import annotations

from circuitlang.syntax import tables

DECLARATIONS = frozenset(
    ["input", "param", "const", "gate", "def", "for", "ties", "output", "include", "seed"]
)


class Words:
    """The words of the language.

    declarations, commands   those that begin statements; together `heads`
    inner                    `with`, `to`, `return`, …
    terminals                each word's terminal in the grammar
    """

    __slots__ = ("commands", "declarations", "heads", "inner", "terminals")

    def __init__(self) -> None:
        pairs = [pair.partition("=") for pair in tables.KEYWORDS.split()]
        self.terminals = {word: terminal for word, _, terminal in pairs}
        self.heads = frozenset(tables.HEADS.split())
        self.declarations = DECLARATIONS
        self.commands = self.heads - DECLARATIONS
        self.inner = frozenset(self.terminals) - self.heads


_words: Words | None = None


def words() -> Words:
    """The words of the language: those that begin declarations and commands, and inner ones."""
    global _words
    if _words is None:
        _words = Words()
    return _words
