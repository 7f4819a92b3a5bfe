"""Facts of a tape's shape: what depends on what, who reads whom, how deep."""

from __future__ import annotations

from itertools import islice

from circuitlang.gates import INDEX

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from circuitlang.tape.tape import Group, Tape

CHAINED = INDEX["chained"]
OFTEN = 1 << 15  # wires between two looks


def reach(tape: Tape, of: int) -> bytearray:
    """1 for each wire that wire `of` depends on, itself included."""
    found = bytearray(len(tape))
    found[of] = 1
    start, args = tape.start, tape.args
    for wire in range(of, -1, -1):
        if found[wire]:
            for operand in args[start[wire] : start[wire + 1]]:
                found[operand] = 1
    return found


def between(tape: Tape, source: int, target: int) -> list[int]:
    """The wires on a way from `source` to `target`, in order, the target included and the source
    not."""
    on, moves = reach(tape, target), followers(tape, (source,), target)
    return [wire for wire in range(source + 1, target + 1) if on[wire] and moves[wire]]


def followers(tape: Tape, sources: Collection[int], last: int) -> bytearray:
    """1 for each wire up to `last` that depends on one of the wires `sources`, themselves
    included."""
    found, start, args = bytearray(last + 1), tape.start, tape.args
    known = [wire for wire in sources if wire <= last]
    for wire in known:
        found[wire] = 1
    first = min(known, default=last)
    low = start[first + 1]
    for wire in range(first + 1, last + 1):
        high = start[wire + 1]
        while low < high:
            if found[args[low]]:
                found[wire] = 1
                break
            low += 1
        low = high
    return found


def levels(tape: Tape, look: Callable[[int], None] | None = None) -> list[int]:
    """The longest way from a leaf to each wire, in gates.  `look` is told how far it is."""
    depth: list[int] = []
    args, low = tape.args, 0
    wires = zip(tape.kind, islice(tape.start, 1, None), strict=True)
    for done in range(0, len(tape), OFTEN):
        if look is not None:
            look(done)
        for kind, high in islice(wires, OFTEN):
            if kind < 0:
                depth.append(0)
            elif high - low == 2:
                one, other = depth[args[low]], depth[args[low + 1]]
                depth.append((one if one > other else other) + 1)
            else:
                depth.append(1 + max([depth[x] for x in args[low:high]]))
            low = high
    return depth


def read_by(tape: Tape) -> list[list[tuple[int, int]]]:
    """For each wire the places where it is read: (reader, position among its inputs)."""
    found: list[list[tuple[int, int]]] = [[] for _ in range(len(tape))]
    for operand, reader, slot in tape.readers():
        found[operand].append((reader, slot))
    return found


def late(tape: Tape) -> set[int]:
    """The wires that no forward computes: formulas of what a call sends back, which stand between
    the wire `upstream` and the gate `chained` that ends the call."""
    found: set[int] = set()
    for wire, kind in enumerate(tape.kind):
        if kind == CHAINED:
            found.update(range(tape.operands(wire)[1], wire))
    return found


def innermost(tape: Tape) -> dict[int, Group]:
    """For each wire inside of composite gates the innermost one that it is inside of; the result
    of a call is not inside of that call."""
    found: dict[int, Group] = {}
    for group in tape.groups:  # outer groups come before those inside of them
        for wire in range(group.low, group.result):
            found[wire] = group
    return found
