"""Gates at a kink, a tie or a jump between a wire and the output: what a small step does there
depends on its direction, and no single gradient tells it."""

from __future__ import annotations

from math import inf, isfinite, nextafter

from circuitlang.gates import TABLE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from circuitlang.gates.gate import Gate
    from circuitlang.reports.standing import Standing

MOST = 500  # elements of a tensor gate's inputs that are tried


def bends(standing: Standing) -> dict[int, int]:
    """For each wire from which the output is reached by way of a gate at a kink: that gate."""
    tape, values, upstream = standing.tape, standing.values, standing.upstream
    assert values is not None and upstream is not None
    found: dict[int, int] = {}
    if not any(kind >= 0 and TABLE[kind].region is not None for kind in set(tape.kind)):
        return found
    for wire in range(standing.of, -1, -1):
        kind, beyond = tape.kind[wire], found.get(wire)
        if kind < 0 or (beyond is None and (
                upstream[wire] is None or TABLE[kind].region is None)):  # fmt: skip
            continue
        gate = TABLE[kind]
        operands = tape.operands(wire)
        read = [values[x] for x in operands]
        for slot, x in enumerate(operands):
            if tape.is_const(x):
                continue
            if gate.region is not None and _at_kink(gate, read, slot, tape.options.get(wire) or {}):
                found[x] = wire
            elif beyond is not None:
                found.setdefault(x, beyond)
    return found


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
