"""Who reads a wire, as the circuit is shown; found without looking at every gate."""

from __future__ import annotations

from bisect import bisect_right

from circuitlang.tape.order import innermost

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from circuitlang.reports.standing import Standing
    from circuitlang.tape.tape import Tape


def visible_gates(standing: Standing) -> list[int]:
    """Every gate that carries a term of somebody's gradient, as the circuit is shown."""
    tape = standing.tape
    gates = [wire for wire, kind in enumerate(tape.kind) if kind >= 0]
    if not tape.groups and not standing.units:
        return gates
    inside: set[int] = set()
    for group in tape.groups:
        if group.result not in standing.opened:
            inside.update(range(group.low, group.result))
    for unit in standing.units.values():
        inside.update(unit.members - {unit.result})
    return [wire for wire in gates if wire not in inside and wire not in standing.hidden]


def readers_of(standing: Standing, wanted: Iterable[int]) -> dict[int, list[tuple[int, int]]]:
    """Where each wanted wire is read, as shown: (gate, position among its inputs), in order."""
    found: dict[int, list[tuple[int, int]]] = {wire: [] for wire in wanted}
    tape = standing.tape
    if not tape.groups and not standing.units:  # what is shown is what the columns say
        for wire, gate, slot in readings(tape, frozenset(found)):
            found[wire].append((gate, slot))
        return found
    for gate in _candidates(standing, found.keys()):
        for slot, operand in enumerate(standing.inputs(gate)):
            if operand in found:
                found[operand].append((gate, slot))
    return found


def _candidates(standing: Standing, wanted: Iterable[int]) -> list[int]:
    """Gates that are shown and perhaps read one of these wires; all others do not."""
    tape = standing.tape
    if any(tape.is_const(wire) for wire in wanted):  # what an unread parameter got leaves no trace
        return visible_gates(standing)
    shown, ports = _Shown(standing), {port for group in tape.groups for port in group.ports}
    reading: set[int] = set()
    new = frozenset(wanted)
    while new:  # a port stands for what it reads
        more = set(_reading(tape, new)) - reading
        reading |= more
        new = frozenset(more & ports)
    return sorted({gate for gate in map(shown.gate, reading) if gate >= 0})


def _reading(tape: Tape, wanted: frozenset[int]) -> list[int]:
    """The gates that read any of these wires, in order."""
    return list(dict.fromkeys([reader for _, reader, _ in readings(tape, wanted)]))


def readings(tape: Tape, wanted: frozenset[int]) -> list[tuple[int, int, int]]:
    """Where the tape itself reads these wires, in order: (wire, reader, position among the
    reader's operands)."""
    start, found = tape.start, []
    for place in [place for place, wire in enumerate(tape.args) if wire in wanted]:
        reader = bisect_right(start, place) - 1
        found.append((tape.args[place], reader, place - start[reader]))
    return found


def leaking(tape: Tape) -> frozenset[int]:
    """The composite gates of which somebody outside reads a gate inside, by its name or for
    `grad(f, x)`: what they hear does not come through their result alone."""
    if not tape.groups:
        return frozenset()
    inside, found = innermost(tape), set()
    for wire, reader, _ in tape.readers():
        group = inside.get(wire)
        while group is not None and reader > group.result:
            found.add(group.result)
            group = tape.groups[group.parent] if group.parent >= 0 else None
    return frozenset(found)


class _Shown:
    """Says as which gate a wire is shown."""

    def __init__(self, standing: Standing) -> None:
        self.standing = standing
        self.lows: list[int] = []  # of the outermost composite gates that are closed, in order
        self.results: list[int] = []
        self.inner: dict[int, int] = {}  # what an opened one with a formula computes -> its gate
        for group in standing.tape.groups:  # outer ones come before those inside of them
            if group.result in standing.opened:
                self.inner[group.inner] = group.result
                continue
            if not self.results or group.low > self.results[-1]:
                self.lows.append(group.low)
                self.results.append(group.result)
        self.units = {wire: unit.result for unit in standing.units.values()
                      for wire in unit.members}  # fmt: skip

    def gate(self, wire: int) -> int:
        """The gate that the wire is shown as, or as a part of; -1 if nobody sees it."""
        at = bisect_right(self.lows, wire) - 1
        if at >= 0 and wire < self.results[at]:
            wire = self.results[at]
        wire = self.inner.get(wire, wire)
        wire = self.units.get(wire, wire)
        return -1 if self.standing.tape.kind[wire] < 0 or wire in self.standing.hidden else wire
