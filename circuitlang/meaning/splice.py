"""Other wires in the place of those of one declaration, without building the rest again.

What the circuit comes to is the same, wire by wire, as if all of its declarations had been lowered
anew: a literal stands before the gate that reads it first.  Where what comes after depends on more
than the gate's name (shapes, derivatives), nothing can be spliced.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from copy import copy

from circuitlang.gates import INDEX
from circuitlang.tape.tape import Tape

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeVar

    from circuitlang.meaning.builder import Builder
    from circuitlang.tape.tape import Group

    Value = TypeVar("Value")

UNCOUNTED = frozenset(INDEX[name] for name in ("port", "upstream", "given", "chained"))


def extent(tape: Tape, wire: int) -> tuple[int, int] | None:
    """The wires, from … to (without), that the declaration of a wire made; None where they cannot
    be taken out alone."""
    low = wire
    while tape.kind[wire] >= 0 and low > 0 and low - 1 not in tape.names:
        low -= 1
    if tape.shapes or tape.lows or any(made >= low for made in tape.derived):
        return None
    return low, wire + 1


def without(builder: Builder, low: int, high: int) -> Builder:
    """A circuit of its own that begins as this one, to which new wires for the place of `low` to
    `high` can be added: literals that stand later are made anew, old gates are not counted."""
    twin, tape = builder.clone(), builder.tape
    twin._pool = {key: wire for key, wire in builder._pool.items() if wire < low}
    ports = {port for group in tape.groups if low <= group.low < high for port in group.ports}
    twin.tape.gates -= sum(tape.kind[wire] >= 0 and tape.kind[wire] not in UNCOUNTED
                           and wire not in ports for wire in range(low, high))  # fmt: skip
    return twin


class Splice:
    """Puts what was added to a `twin` of a builder in the place of wires `low` to `high`: of those
    the last one is what `result` is now; without a result, it is no more.

    whole  whether all is there still that is read; else the circuit is none
    came   for each wire which one it was: an old one, or with those added numbered after them
    gone   for each of those which one it is now, or -1; gone[-1] is -1
    """

    def __init__(self, builder: Builder, twin: Builder, low: int, high: int,
                 result: int = -1) -> None:  # fmt: skip
        self.old, self.builder = builder.tape, twin
        self.low, self.high, self.size, self.end = low, high, len(builder.tape), len(twin.tape)
        self.same: dict[int, int] = {}  # literals that are made earlier now -> what they are there
        self._order(builder._pool, result)
        added = self.end - self.size
        self.shifted = self.runs[2:] != [(high, self.size)] or added != high - low
        last = twin.last if twin.last != high - 1 else result
        twin.tape = self._tape(twin.tape, result)
        self._names()
        twin.outputs = tuple(self.gone[wire] for wire in twin.outputs)
        self.whole = -1 not in twin.tape.args and -1 not in twin.outputs
        kind = twin.tape.kind
        twin.last = self.gone[last] if last >= 0 else max(
            (wire for wire in twin.symbols.values() if kind[wire] >= 0), default=-1)  # fmt: skip

    # ------------------------------------------------------------------ which wire stands where

    def _order(self, pool: dict[str, int], result: int) -> None:
        """The wires in their new order, as runs of the old and the added ones."""
        added = self.builder._pool
        moves: list[tuple[int, int, int]] = []  # before which wire, the how manieth, what; -1: out
        for key, wire in pool.items():
            if wire >= self.low and key in added:
                self.same[wire] = added[key]
                moves += [(wire, -1, wire)] if wire >= self.high else []
            elif self.low <= wire < self.high and (place := self._first_use(wire)) is not None:
                moves.append((*place, wire))
        self.runs, at = [(0, self.low), (self.size, self.end)], self.high
        for before, rank, wire in sorted(moves, key=lambda move: (move[0], move[1] < 0, move[1])):
            self.runs += [(at, before)] if rank < 0 else [(at, before), (wire, wire + 1)]
            at = before + 1 if rank < 0 else before
        self.runs.append((at, self.size))
        self.came, self.gone = array("i"), array("i", [-1]) * (self.end + 1)
        for first, last in self.runs:
            to = len(self.came)
            self.came.extend(range(first, last))
            self.gone[first:last] = array("i", range(to, to + last - first))
        for wire, other in self.same.items():
            self.gone[wire] = self.gone[other]
        if result >= 0:
            self.gone[self.high - 1] = self.gone[result]

    def _first_use(self, literal: int) -> tuple[int, int] | None:
        """Before which wire after `high` a literal would be made, and as the how manieth: before
        the gate that reads it first, or the first of a call; in the order of what is read."""
        tape, found = self.old, None
        try:
            at = tape.args.index(literal, tape.start[self.high])
        except ValueError:
            pass
        else:
            found = bisect_right(tape.start, at) - 1
        reads = tape.operands(found).tolist() if found is not None else []
        for group in tape.groups:
            if group.low >= self.high and literal in group.operands:
                if found is None or group.low <= found:
                    found, reads = group.low, [*group.operands]
                break
        if found is None:
            return None
        rank = reads.index(literal)
        later = {wire for wire in tape.consts.keys() & set(reads[rank + 1 :])
                 if wire not in tape.names and wire not in reads[:rank]}  # fmt: skip
        while found - 1 >= self.high and found - 1 in later:  # made for the same gate
            found -= 1
        return found, rank

    # ------------------------------------------------------------------ the columns

    def _tape(self, old: Tape, result: int) -> Tape:
        new, to = Tape(), self.gone.__getitem__
        for first, last in self.runs:
            new.kind.extend(old.kind[first:last])
            new.origin.extend(old.origin[first:last])
            new.owner.extend(old.owner[first:last])
            shift = len(new.args) - old.start[first]
            new.args.extend(old.args[old.start[first] : old.start[last]])
            ends = old.start[first + 1 : last + 1]
            new.start.extend(array("q", [end + shift for end in ends]) if shift else ends)
        new.owner, new.args = array("i", map(to, new.owner)), array("i", map(to, new.args))
        new.labels, new.consts = self._moved(old.labels), self._moved(old.consts)
        new.options, new.names = self._moved(old.options), old.names
        if self.shifted or result < 0:
            new.names = {self.gone[wire]: name for wire, name in old.names.items()
                         if self.gone[wire] >= 0}  # fmt: skip
        new.derived, new.places, new.gates = old.derived, old.places, old.gates
        if old.groups:
            self._groups(old, new)
        return new

    def _moved(self, table: dict[int, Value]) -> dict[int, Value]:
        """What is known of the wires, but of those whose place is taken."""
        gone, came = self.gone, self.came
        if self.shifted:
            return {gone[wire]: value for wire, value in table.items()
                    if gone[wire] >= 0 and came[gone[wire]] == wire}  # fmt: skip
        for wire in range(self.low, self.high):
            table.pop(wire, None)
        for wire in range(self.size, self.end):
            if wire in table:
                table[gone[wire]] = table.pop(wire)
        return table

    def _groups(self, old: Tape, new: Tape) -> None:
        """The calls of composite gates, in order."""
        before = len(self.old.groups)
        lows = [group.low for group in self.old.groups]
        first, rest = bisect_left(lows, self.low), bisect_left(lows, self.high)
        shift = len(old.groups) - before - (rest - first)
        after = old.groups[rest:before]
        if self.shifted or shift:
            after = [self._group(group, shift) for group in after]
        added = [self._group(group, first - before) for group in old.groups[before:]]
        new.groups = [*old.groups[:first], *added, *after]
        new.group_of = {group.result: number for number, group in enumerate(new.groups)}

    def _group(self, group: Group, by: int) -> Group:
        gone, moved = self.gone, copy(group)
        end = group.formulas - 1
        while end in self.same:
            end -= 1
        moved.formulas = gone[group.inner if group.ruled else end] + 1
        moved.low = gone[group.low]
        moved.inner, moved.result = gone[group.inner], gone[group.result]
        moved.operands = tuple([gone[wire] for wire in group.operands])
        moved.ports = tuple([gone[wire] for wire in group.ports])
        moved.parent = group.parent + by if group.parent >= 0 else -1
        return moved

    # ------------------------------------------------------------------ names

    def _names(self) -> None:
        """The tables of the builder, whose tape is the new one already."""
        twin, gone = self.builder, self.gone
        twin.values = self._moved(twin.values)
        names = twin.tape.names
        pool = {value.hex(): wire for wire, value in twin.tape.consts.items() if wire not in names}
        twin._pool = pool
        if self.shifted or gone[self.high - 1] < 0:
            twin.symbols = {name: gone[wire] for name, wire in twin.symbols.items()
                            if gone[wire] >= 0}  # fmt: skip
            for base, wire in list(twin.subscripted.items()):
                if gone[wire] >= 0:
                    twin.subscripted[base] = gone[wire]
                    continue
                first = next((other for name, other in twin.symbols.items()
                              if name.startswith(f"{base}[")), None)  # fmt: skip
                if first is None:
                    del twin.subscripted[base]
                else:
                    twin.subscripted[base] = first
