"""Undo and redo: how things stood before each statement that changed the circuit or its values."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any, NamedTuple

from circuitlang.session.registry import COMMANDS
from circuitlang.syntax import nodes

if TYPE_CHECKING:
    from circuitlang.session.session import Session
    from circuitlang.session.state import State
    from circuitlang.text.source import Source

LONGEST = 60


class Step(NamedTuple):
    """The state before some statements (several only where they are declarations of one source),
    and the lowerer's mark there."""

    words: list[str]
    mark: tuple[Any, ...]
    before: State


class Undone(NamedTuple):
    """The state after a statement that was taken back, and the declaration that it was, if any."""

    words: str
    after: State
    declarations: list[tuple[nodes.Declaration, Source]]


class Past:
    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.undone: list[Undone] = []

    def record(self, words: list[str], mark: tuple[Any, ...], before: State) -> None:
        self.steps.append(Step(words, mark, before))
        self.undone.clear()

    def words(self) -> list[str]:
        """The statements that can be taken back, the first one first."""
        return [words for step in self.steps for words in step.words]

    def undo(self, session: Session) -> str | None:
        """Take back the last statement; its words, or None if there is none."""
        if not self.steps:
            return None
        words, mark, before = self.steps.pop()
        now = session.state
        kept = now.declared[before.count : now.count] if now.lowerer is before.lowerer else []
        self.undone.append(Undone(words[-1], now, kept[-1:]))
        if now.lowerer is before.lowerer:
            before.lowerer.rollback(mark)
        state = before
        if len(words) > 1:
            self.steps.append(Step(words[:-1], mark, before))
            state = copy(before)
            for statement, source in kept[:-1]:
                state.lowerer.declare(statement, source)
                state.keep(statement, source)
        session.state = copy(state)
        session.state.circuit._compiled = None
        return words[-1]

    def redo(self, session: Session) -> str | None:
        """Do again what was last taken back; its words, or None if there is nothing."""
        if not self.undone:
            return None
        words, after, declarations = self.undone.pop()
        before = session.state
        self.steps.append(Step([words], before.lowerer.mark(), before))
        state = copy(after)
        if after.lowerer is before.lowerer:
            for statement, source in declarations:
                before.lowerer.declare(statement, source)
                before.declared[before.count :] = [(statement, source)]
        session.state = state
        session.state.circuit._compiled = None
        return words


def changes_circuit(statement: nodes.Statement) -> bool:
    """Does the statement change the circuit or its values, so that `undo` takes it back?"""
    if isinstance(statement, nodes.Time):
        return changes_circuit(statement.statement)
    if isinstance(statement, nodes.Command):
        return COMMANDS[statement.word.text].changes
    return isinstance(statement, nodes.Declaration)


def short_form(source: Source, statement: nodes.Statement) -> str:
    """A statement in one short line."""
    line = ""
    for part in source.text[statement.at : min(statement.end, statement.at + 400)].splitlines():
        words = " ".join(part.split())
        if words:
            line += _between(line, words) + words
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def _between(line: str, words: str) -> str:
    """What stands in one line where a line ended: `;`, but not inside of brackets."""
    if not line:
        return ""
    inside = sum(map(line.count, "([")) > sum(map(line.count, ")]"))
    return " " if inside or line[-1] in "{;" or words[0] in "{}" else "; "
