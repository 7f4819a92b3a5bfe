"""How a circuit is seen: digits, opened composite gates, units.  `undo` and `redo` take back what a
statement changed of it, not what a person chose since."""

from __future__ import annotations

from circuitlang.reports.unit import Unit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from circuitlang.session.past import Seen
    from circuitlang.session.state import State

    Move = Callable[[int], int | None]


def carry(then: Seen, now: State, to: State) -> None:
    """Give a state what was changed between `then` and `now`.  Where it has no such gate, that is
    left out."""
    if now.digits != then.digits:
        to.digits = now.digits
    if now.opened == then.opened and now.units == then.units:
        return
    move = _way(now, to)
    to.opened = (to.opened - _moved(then.opened - now.opened, move)
                 | _moved(now.opened - then.opened, move))  # fmt: skip
    gone = {(unit.name, move(unit.result)) for unit in then.units if unit not in now.units}
    kept = [unit for unit in to.units if (unit.name, unit.result) not in gone]
    new = [_unit(unit, move) for unit in now.units if unit not in then.units]
    to.units = (*kept, *(unit for unit in new if unit is not None))


def _way(now: State, to: State) -> Move:
    """Which wire of another state is the same gate."""
    size = len(to.builder.tape)
    if now.builder is to.builder:
        return lambda wire: wire if wire < size else None
    return lambda wire: to.builder.resolve(now.builder.tape.name(wire))


def _moved(wires: frozenset[int], move: Move) -> frozenset[int]:
    found = map(move, wires)
    return frozenset(wire for wire in found if wire is not None)


def _unit(unit: Unit, move: Move) -> Unit | None:
    members = _moved(unit.members, move)
    result, inputs = move(unit.result), [move(wire) for wire in unit.inputs]
    whole = [wire for wire in inputs if wire is not None]
    if result is None or len(members) < len(unit.members) or len(whole) < len(inputs):
        return None
    return Unit(unit.name, members, result, whole)
