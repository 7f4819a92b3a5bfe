"""Gates between a wire and the output that keep its gradient from telling all: at a kink, a tie or
a jump, where what a small step does depends on its direction, or `detach`."""

from __future__ import annotations

from math import inf, isfinite, nextafter

from circuitlang.gates import INDEX, TABLE
from circuitlang.reports.broken import shown
from circuitlang.reports.sentences import name, say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from circuitlang.gates.gate import Gate
    from circuitlang.reports.sentences import Sentence
    from circuitlang.reports.standing import Standing
    from circuitlang.tape.tape import Tape

DETACH, WHERE = INDEX["detach"], INDEX["where"]
FLAT = frozenset([INDEX[name] for name in ("lt", "le", "gt", "ge", "eq", "ne", "sign")])
MOST = 500  # elements of a tensor gate's inputs that are tried


def bends(standing: Standing) -> dict[int, int]:
    """For each wire from which the output is reached by way of such a gate: that gate."""
    tape, values, upstream = standing.tape, standing.values, standing.upstream
    assert values is not None and upstream is not None
    found: dict[int, int] = {}
    if not any(kind == DETACH or (kind >= 0 and TABLE[kind].region is not None)
               for kind in set(tape.kind)):  # fmt: skip
        return found
    conditions: set[int] = set()  # no gradient comes there, and they decide all the same
    for wire in range(standing.of, -1, -1):
        kind, beyond = tape.kind[wire], found.get(wire)
        heard, asked = upstream[wire] is not None, wire in conditions
        if kind < 0 or not (heard or asked or beyond is not None):
            continue
        gate, operands = TABLE[kind], tape.operands(wire)
        if kind == WHERE:
            conditions.add(operands[0])
        elif asked and kind not in FLAT:
            conditions.update(operands)
        if beyond is None and kind != DETACH and gate.region is None:
            continue
        kinked = gate.region is not None and (heard or beyond is not None or kind in FLAT)
        read = [values[x] for x in operands] if kinked else []
        for slot, x in enumerate(operands):
            if tape.is_const(x):
                continue
            turns = kinked and not (kind == WHERE and slot == 0 and _stepped(tape, x))
            if (kind == DETACH and heard) or (
                turns and _at_kink(gate, read, slot, tape.options.get(wire) or {})
            ):
                found[x] = wire
            elif beyond is not None:
                found.setdefault(x, beyond)
    return found


def _stepped(tape: Tape, wire: int) -> bool:
    """Is a value made of comparisons alone, so that it moves in whole steps or not at all?"""
    asked, seen = [wire], {wire}
    while asked:
        at = asked.pop()
        if tape.is_const(at) or tape.kind[at] in FLAT:
            continue
        if tape.kind[at] < 0:
            return False
        more = set(tape.operands(at)) - seen
        seen |= more
        asked += more
    return True


def why(standing: Standing, wire: int, bend: int) -> tuple[Sentence, Sentence]:
    """What is to be said of such a gate beside a gradient of 0 that a wire hears, and beside
    another one."""
    of, called = (name(standing.tape.name(x)) for x in (standing.of, wire))
    at = name(standing.tape.name(shown(standing, bend)))
    if standing.tape.kind[bend] == DETACH:
        return (say("but {} lets no gradient through, so {} may react to {} all the same", at, of,
                    called),
                say("But {} lets no gradient through: by that way a step of {} may do more.", at,
                    called))  # fmt: skip
    return (say("but {} is at a tie or kink, so {} may react to {} all the same", at, of, called),
            say("But {} is at a tie or kink: what a step of {} does may depend on its direction.",
                at, called))  # fmt: skip


def _at_kink(gate: Gate, read: list[Any], slot: int, options: dict[str, Any]) -> bool:
    """Does the least step of one input lead to another piece of the gate?"""
    return any(_steps(gate, each, slot, options) for each in _cases(gate, read))


def _cases(gate: Gate, read: list[Any]) -> Iterator[list[Any]]:
    """What the rule of the pieces is asked of: a gate that works element by element, of floats."""
    if gate.chain is not None or all(isinstance(x, float) for x in read):
        yield read
        return
    import numpy as np

    columns = [x.ravel().tolist() for x in np.broadcast_arrays(*read)]
    if len(columns[0]) <= MOST:
        yield from map(list, zip(*columns, strict=True))


def _steps(gate: Gate, read: list[Any], slot: int, options: dict[str, Any]) -> bool:
    assert gate.region is not None
    here = gate.region(*read, **options)
    return any(gate.region(*read[:slot], moved, *read[slot + 1 :], **options) != here
               for moved in _moved(read[slot]))  # fmt: skip


def _moved(value: Any) -> Iterator[Any]:
    """A value with one element moved as little as can be, to either side."""
    if isinstance(value, float):
        if isfinite(value):
            yield nextafter(value, inf)
            yield nextafter(value, -inf)
    elif value.size <= MOST:
        moved = value.copy()
        for at, element in enumerate(value.ravel().tolist()):
            for other in _moved(element):
                moved.flat[at] = other
                yield moved
            moved.flat[at] = element
