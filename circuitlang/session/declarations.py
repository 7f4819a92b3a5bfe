"""The declarations of a session's circuit, loops and includes taken apart to find one of them."""

from __future__ import annotations

from circuitlang.meaning.expressions import Reader
from circuitlang.meaning.rewire import unrolled
from circuitlang.meaning.scope import Scope
from circuitlang.meaning.trips import bounds, opened_at, targets, trip_of
from circuitlang.syntax import nodes
from circuitlang.text.errors import error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from circuitlang.meaning.rewire import Declared
    from circuitlang.session.state import State
    from circuitlang.text.source import Source, Span


def declaration_of(state: State, name: str, span: Span) -> tuple[Declared, int]:
    """The declarations, loops and includes taken apart as far as it needs, and the number of the
    one that declares `name`."""
    declared = state.declared[: state.count]
    while True:
        found = _declaring(state, declared, name)
        if found is None:
            raise error("bad-argument", f"`{name}` has no declaration of its own", span)
        number, trip = found
        statement, source = declared[number]
        parts: Sequence[nodes.Declaration]
        if isinstance(statement, nodes.For):
            parts = opened_at(statement, trip, Reader(state.lowerer.world, source))
        elif isinstance(statement, nodes.Include):
            _, source, inside = state.included(statement, source)
            parts = [each for each in inside if isinstance(each, nodes.Declaration)
                     and not isinstance(each, nodes.Output | nodes.Ties)]  # fmt: skip
        else:
            return declared, number
        drawn = state.lowerer.drawn
        draws = [part for part in parts if not isinstance(part, nodes.Assign)]
        if statement in drawn and draws:
            drawn[draws[0]] = drawn[statement]
        declared = [*declared[:number], *((each, source) for each in parts),
                    *declared[number + 1 :]]  # fmt: skip


def _declaring(state: State, declared: Declared, name: str) -> tuple[int, int] | None:
    """The number of the declaration, and of a loop the trip; of a name that none has, of the first
    included file."""
    base, world = name.partition("[")[0], state.lowerer.world
    for patient in (False, True):
        for number, (statement, source) in enumerate(declared):
            if isinstance(statement, nodes.For):
                trip = trip_of(statement, name, Reader(world, source), patient)
                if trip is not None:
                    return number, trip
            elif any(Reader(world, source).target(target, Scope()) == name
                     for target in targets(statement, base)):  # fmt: skip
                return number, 0
    return next(((number, 0) for number, (statement, _) in enumerate(declared)
                 if isinstance(statement, nodes.Include)), None)  # fmt: skip


def unrolled_once(state: State, statement: nodes.Declaration, source: Source) -> Declared:
    """A declaration; a loop as the statements of its trips."""
    if not isinstance(statement, nodes.For):
        return [(statement, source)]
    low, high = bounds(statement, Reader(state.lowerer.world, source), {})
    parts = unrolled(statement, low, high)
    if statement in state.lowerer.drawn:
        first = next((part for part in parts if not isinstance(part, nodes.Assign)), statement)
        state.lowerer.drawn[first] = state.lowerer.drawn[statement]
    return [(part, source) for part in parts]
