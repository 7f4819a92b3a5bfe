"""The ledger of a gradient: a term for each place where a value is read, in the order in which a
backward adds them, so that the terms as they are shown add up to the gradient, bit for bit.

A composite gate that is closed sends one term for each of its inputs, and one that is opened as
well: where its inside reads an input in several places, these have a sum of their own.  One of
whose inside something outside reads (by name, or for `grad(f, x)`) is taken as opened: it sends
more than what its result was told.
"""

from __future__ import annotations

from circuitlang.engines.order import LEVEL, places
from circuitlang.gates import INDEX
from circuitlang.reports.gradients import formula_slots
from circuitlang.reports.reading import leaking, readings
from circuitlang.tape.order import innermost, levels

TYPE_CHECKING = False
if TYPE_CHECKING:
    from circuitlang.reports.standing import Standing
    from circuitlang.tape.tape import Group

PORT = INDEX["port"]
FORMULAS = (INDEX["given"], INDEX["chained"])


class Entry:
    """A term of a ledger: what `gate` sends at input number `slot`, as the circuit is `seen`; or
    with `inside` what arrives at the input of an opened composite gate, `port`, from there.  The
    `level` is that of what reads the value."""

    __slots__ = ("gate", "inside", "level", "port", "seen", "slot")

    def __init__(self, seen: Standing, gate: int, slot: int, port: int = -1,
                 inside: tuple[Entry, ...] = ()) -> None:  # fmt: skip
        self.seen = seen
        self.gate = gate
        self.slot = slot
        self.port = port
        self.inside = inside
        self.level = 0


class Ledgers:
    """The ledgers of some wires; `seen[wire]` is how the circuit stands for a wire: with all that
    it is inside of opened."""

    def __init__(self, standing: Standing, wires: list[int]) -> None:
        self.tape = tape = standing.tape
        self.standing = standing
        self.ports = {port: (group, index) for group in tape.groups
                      for index, port in enumerate(group.ports) if port >= group.low}  # fmt: skip
        self.reads = self._reads(wires)
        readers = {reader for found in self.reads.values() for reader, _ in found}
        forks = any(len(found) > 1 for found in self.reads.values())
        self.level = levels(tape) if forks else []
        self.place = places(tape, readers, self.level) if forks else dict.fromkeys(readers, 0)
        self._innermost = innermost(tape)
        self._leaking = leaking(tape)
        self._seen: dict[frozenset[int], Standing] = {standing.opened: standing}

    def _reads(self, wires: list[int]) -> dict[int, list[tuple[int, int]]]:
        """Where each wire is read, and the ports that read it, and so on."""
        found: dict[int, list[tuple[int, int]]] = {}
        new = frozenset(wires)
        while new:
            found.update((wire, []) for wire in new)
            more = set()
            for wire, reader, slot in readings(self.tape, new):
                if self.standing.connected(reader):
                    found[wire].append((reader, slot))
                    if reader in self.ports and reader not in found:
                        more.add(reader)
            new = frozenset(more)
        return found

    def seen(self, wire: int) -> Standing:
        """The circuit with the composite gates opened that the wire is inside of, or that leak."""
        opened = set(self.standing.opened) | self._leaking
        group = self._innermost.get(wire)
        while group is not None:
            opened.add(group.result)
            group = self.tape.groups[group.parent] if group.parent >= 0 else None
        return self._with(frozenset(opened))

    def _with(self, opened: frozenset[int]) -> Standing:
        if opened not in self._seen:
            self._seen[opened] = self.standing.with_opened(opened)
        return self._seen[opened]

    # ------------------------------------------------------------------ terms

    def entries(self, wire: int) -> list[Entry]:
        """The terms of the wire's gradient, each with what sends it."""
        return self._entries(self.seen(wire), wire)

    def _entries(self, seen: Standing, wire: int) -> list[Entry]:
        found: list[Entry] = []
        units: set[int] = set()
        heard = sorted(self.reads[wire], key=lambda read: (-self.place[read[0]], *read))
        for reader, slot in heard:
            known, level = len(found), self.place[reader] >> LEVEL
            unit = self._unit(seen, reader)
            if unit >= 0:  # gates of a person's choice are one, and send what they send together
                if unit not in units:
                    found += [Entry(seen, unit, at) for at, x in enumerate(seen.inputs(unit))
                              if x == wire]  # fmt: skip
                units.add(unit)
            elif reader in self.ports:
                found += self._through_port(seen, reader, first=not found)
            elif slot and self.tape.kind[reader] in FORMULAS:
                found += self._by_formula(seen, reader, slot)
            else:
                found.append(Entry(seen, self._shown(reader), slot))
            for entry in found[known:]:
                entry.level = level
        return found

    def _through_port(self, seen: Standing, port: int, first: bool) -> list[Entry]:
        """What a composite gate sends to one of its inputs.  Several terms from inside of an opened
        one have a sum of their own, unless they are the first: then it is the same."""
        group, index = self.ports[port]
        if self.tape.kind[port] == PORT:
            return []  # the definition's formula says what is sent
        outer = self._outermost(seen, group)
        if outer is group:
            return [Entry(seen, group.result, index)]
        if outer is not None:  # closed, with this one inside of it
            return []
        inside = self._entries(seen, port)
        if first or len(inside) < 2:
            return inside
        return [Entry(seen, group.result, index, port, tuple(inside))]

    def _by_formula(self, seen: Standing, result: int, slot: int) -> list[Entry]:
        """What a composite gate sends by a formula of its own, opened or not."""
        group = self.tape.groups[self.tape.group_of[result]]
        index = {place: index for index, place in formula_slots(self.tape, group)}.get(slot)
        if index is None:
            return []
        return [Entry(self._with(seen.opened - {result}), result, index)]

    # ------------------------------------------------------------------ as what a gate is shown

    def _outermost(self, seen: Standing, group: Group | None) -> Group | None:
        """The outermost composite gate that is closed, of this one and those around it."""
        found = None
        while group is not None:
            if group.result not in seen.opened:
                found = group
            group = self.tape.groups[group.parent] if group.parent >= 0 else None
        return found

    def _shown(self, reader: int) -> int:
        """The gate as which an operation is shown: that of an opened composite gate with a formula
        of its own is the composite gate."""
        group = self._innermost.get(reader)
        return group.result if group is not None and group.inner == reader else reader

    def _unit(self, seen: Standing, reader: int) -> int:
        """The result of the unit that an operation is part of, or -1."""
        if not seen.units:
            return -1
        outer = self._outermost(seen, self._innermost.get(reader))
        shown = outer.result if outer is not None else reader
        return next((unit.result for unit in seen.units.values() if shown in unit.members), -1)
