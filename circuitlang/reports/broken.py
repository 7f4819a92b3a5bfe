"""Numbers that are not finite: where the first one arose, through what it spread, what to do."""

from __future__ import annotations

from circuitlang.readings.values import finite
from circuitlang.reports.causes import number
from circuitlang.reports.nonfinite import arose_for, backward_warning, warning_of
from circuitlang.reports.reading import visible_gates
from circuitlang.reports.sentences import Sentence, joined, listed, name, plain, say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from circuitlang.reports.sentences import Piece
    from circuitlang.reports.standing import Standing
    from circuitlang.text.errors import Diagnostic

MOST = 6  # gates of a way that are named


def value(standing: Standing, wire: int) -> list[Sentence]:
    """A gate or leaf whose value is not finite."""
    tape, values, at = standing.tape, standing.values, standing.value(wire)
    assert at is not None
    arose = arose_for(tape, values, wire) if values is not None else wire
    where = shown(standing, arose)
    found = warning_of(tape, values, arose, "warning") if values is not None else None
    formula = "" if tape.is_leaf(wire) else f" = {standing.formula(wire, None)}"
    is_it = say(f"{{}}{formula} is {{}}", name(tape.name(wire)), plain(number(at)))
    if where == wire:
        spread = _spread(standing, wire)
        far = say("It spread to {}.", listed(spread, MOST)) if spread else None
        first = say(", and it began here{}.", _why(found), remark=number(at))
        lines = [Sentence((*is_it.pieces, *first.pieces), first.remark), joined(far, _mend(found))]
    else:
        way = [name(tape.name(each)) for each in _way(standing, wire, where)]
        first = say(": it began at {} and came by way of {}.", way[0], _arrows(way),
                    remark=number(at))  # fmt: skip
        there = say("At {}{}.", way[0], _why(found))
        lines = [Sentence((*is_it.pieces, *first.pieces), first.remark),
                 joined(there, _mend(found))]  # fmt: skip
    upstream = standing.upstream
    if upstream is not None and wire < len(upstream) and upstream[wire] is None \
            and standing.connected(wire) and not standing.gradients_stale:  # fmt: skip
        lines.append(say("Backward it does no harm: its branch is not taken, and it hears "
                         "exactly 0."))  # fmt: skip
    return [line for line in lines if line.pieces]


def gradient(standing: Standing, wire: int, up: float) -> list[Sentence]:
    """A gradient that is not finite, of a finite value."""
    assert standing.values is not None and standing.upstream is not None
    found = backward_warning(standing.program, standing.values, standing.upstream, standing.of,
                             "warning", wire)  # fmt: skip
    words = [] if found is None else [*plain(": "), *_named(found.message)]
    return [say("It hears {}, which is not finite{}.", plain(number(up)), words,
                remark=number(up)), joined(_mend(found))]  # fmt: skip


def _why(found: Diagnostic | None) -> list[Piece]:
    """The reason in a warning, without the name that it begins with."""
    if found is None:
        return []
    _, colon, why = found.message.partition(": ")
    return [*plain(": "), *_named(why)] if colon else plain(": it was given so")


def _mend(found: Diagnostic | None) -> Sentence | None:
    """The mend as a sentence."""
    if found is None or not found.help:
        return None
    return say("Mend: {}.", _named(found.help))


def _named(text: str) -> list[Piece]:
    """A message in pieces, names in backticks as names."""
    parts = text.split("`")
    return [("name" if at % 2 else "plain", part) for at, part in enumerate(parts) if part]


def shown(standing: Standing, wire: int) -> int:
    """The gate that a hidden wire is shown as a part of."""
    for group in standing.tape.groups:
        if group.result not in standing.opened and group.low <= wire < group.result:
            return group.result
    return next((unit.result for unit in standing.units.values() if wire in unit.members), wire)


def _way(standing: Standing, wire: int, arose: int) -> list[int]:
    """The gates from where it arose to a wire, each reading the one before."""
    end = shown(standing, arose)
    reader: dict[int, int] = {}
    asked = [(wire, wire)]
    while asked:
        at, by = asked.pop()
        if at in reader:
            continue
        reader[at] = by
        if at == end:
            break
        asked += [(x, at) for x in sorted(standing.inputs(at)) if not _fine(standing, x)]
    found = [end]
    while found[-1] != wire and found[-1] in reader:
        found.append(reader[found[-1]])
    return found


def _spread(standing: Standing, wire: int) -> list[list[Piece]]:
    """The gates that are not finite because of this one, directly or not."""
    reached, found = {wire}, []
    for gate in visible_gates(standing):
        if reached.intersection(standing.inputs(gate)) and not _fine(standing, gate):
            reached.add(gate)
            found.append(name(standing.tape.name(gate)))
    return found


def _fine(standing: Standing, wire: int) -> bool:
    value = standing.value(wire)
    return value is None or finite(value)


def _arrows(names: list[list[Piece]]) -> list[Piece]:
    kept = names if len(names) <= MOST else [*names[:2], plain("…"), *names[-2:]]
    return [piece for at, each in enumerate(kept)
            for piece in (*(plain(" → ") if at else []), *each)]  # fmt: skip
