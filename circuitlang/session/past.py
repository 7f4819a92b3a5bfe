"""Undo and redo: how things stood before each statement that changed the circuit or its values."""

from __future__ import annotations

from circuitlang.readings.values import size_of
from circuitlang.session.registry import COMMANDS
from circuitlang.syntax import nodes
from circuitlang.text.records import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from circuitlang.reports.unit import Unit
    from circuitlang.session.session import Session
    from circuitlang.session.state import State
    from circuitlang.text.source import Source

LONGEST = 60
SHARE = 8  # a part of the memory that is allowed is for the results that `undo` brings back
ENTRY = 100  # bytes of an entry of a dictionary, and of a wire of a circuit, about


class Seen(NamedTuple):
    """How a state says that its circuit is seen."""

    digits: int | None
    opened: frozenset[int]
    units: tuple[Unit, ...]


def seen(state: State) -> Seen:
    return Seen(state.digits, state.opened, state.units)


class Step(NamedTuple):
    """The state before some statements (several only where they are declarations of one source),
    the lowerer's mark there, how the circuit was seen after them, and the bytes that this step and
    those before it keep."""

    words: list[str]
    mark: tuple[Any, ...]
    before: State
    seen: Seen
    held: int


class Undone(NamedTuple):
    """The state after a statement that was taken back, where the random generator stood there, how
    the circuit was seen when it was taken back, and the declaration that it was, if any."""

    words: str
    after: State
    drawn: Any
    seen: Seen
    declarations: list[tuple[nodes.Declaration, Source]]


Steps = tuple[Step, "Steps"] | None
Backs = tuple[Undone, "Backs"] | None
Stacks = tuple[Steps, Backs]
TakenOut = tuple[tuple[object, ...], int, list[tuple[nodes.Declaration, "Source"]]]
"""What `undo` takes out of a lowerer: the mark before it, how many declarations come before, it."""


class Past:
    """Two stacks, linked and never changed: whoever keeps `stacks` can put it back."""

    def __init__(self) -> None:
        self.stacks: Stacks = (None, None)

    def record(self, words: list[str], mark: tuple[Any, ...], before: State, after: State) -> None:
        """Remember a step.  Where the results of the steps take more than their share of the
        memory, the oldest are forgotten; the last one never is."""
        steps = self.stacks[0]
        held = _held(before, steps[0].before if steps else None) + (steps[0].held if steps else 0)
        steps = Step(words, mark, before, seen(after), held), steps
        if held > before.limits.memory // SHARE:
            steps = _newest(steps, held - before.limits.memory // SHARE // 2)
        self.stacks = steps, None

    def words(self) -> list[str]:
        """The statements that can be taken back, the first one first."""
        found: list[str] = []
        steps = self.stacks[0]
        while steps is not None:
            found += reversed(steps[0].words)
            steps = steps[1]
        return found[::-1]

    def undo(self, session: Session) -> str | None:
        """Take back the last statement; its words, or None if there is none."""
        steps, undone = self.stacks
        if steps is None:
            return None
        from circuitlang.session.seen import carry

        (words, mark, before, then, held), steps = steps
        now, kept = session.state, []
        state, drawn = before.copy(), now.lowerer.world.draws.state()
        if now.lowerer is before.lowerer:
            kept = now.declared[before.count : now.count]
            session.taken_out = mark, before.count, kept
        before.lowerer.rollback(mark)  # another one may have drawn for what it was replaced by
        if len(words) > 1:
            steps = Step(words[:-1], mark, before, then, held), steps
            for statement, source in kept[:-1]:
                state.lowerer.declare(statement, source)
                state.keep(statement, source)
        carry(then, now, state)
        state.circuit._compiled = None
        session.state = state
        self.stacks = steps, (Undone(words[-1], now, drawn, seen(state), kept[-1:]), undone)
        return words[-1]

    def redo(self, session: Session) -> str | None:
        """Do again what was last taken back; its words, or None if there is nothing."""
        steps, undone = self.stacks
        if undone is None:
            return None
        from circuitlang.session.seen import carry

        (words, after, drawn, then, declarations), undone = undone
        before = session.state
        mark = before.lowerer.mark()
        state = after.copy()
        if after.lowerer is before.lowerer:
            for statement, source in declarations:
                before.lowerer.declare(statement, source)
                before.declared[before.count :] = [(statement, source)]
        state.lowerer.world.draws.restore(drawn)
        carry(then, before, state)
        state.circuit._compiled = None
        session.state = state
        held = steps[0].held if steps else 0
        step = Step([words], mark, before, seen(state), held)
        self.stacks = (step, steps), undone
        return words


def _newest(steps: Steps, over: int) -> Steps:
    """The steps without the oldest ones, which hold `over` bytes; at least the last one."""
    kept: list[Step] = []
    while steps is not None and (not kept or steps[0].held > over):
        kept.append(steps[0])
        steps = steps[1]
    found: Steps = None
    for step in reversed(kept):
        found = step._replace(held=max(step.held - over, 0)), found
    return found


def _held(state: State, other: State | None) -> int:
    """About the bytes of a state that the state before it does not have."""
    found = ENTRY * (len(state.settings) + len(state.changed))
    found += max(0, state.given - (other.given if other is not None else 0))
    if other is None or state.builder is not other.builder:
        found += ENTRY * len(state.builder.tape) + state.builder.counts.held
    if state.run is not None and (other is None or state.run is not other.run):
        found += size_of(state.run._values)
    gradients = state.gradients
    if gradients is not None and (other is None or gradients is not other.gradients):
        found += size_of(gradients._upstream)
    return found


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
