"""A tape on which only some leaves move: everything else is computed once and held."""

from __future__ import annotations

from circuitlang.tape.order import late, reach
from circuitlang.tape.tape import CONST, Tape

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container
    from typing import Any


def freeze(tape: Tape, of: int, moving: Container[int], values: Any) -> tuple[Tape, dict[int, int]]:
    """The part of a tape between the `moving` leaves and wire `of`, and where its wires went.

    What does not depend on a moving leaf is a constant there, with the value that it has now;
    formulas of what a call sends back have none, and stay.
    """
    needed, formulas = reach(tape, of), late(tape)
    moves = bytearray(of + 1)
    found = Tape()
    found.places = tape.places
    kept: dict[int, int] = {}

    def put(wire: int, kind: int, operands: list[int]) -> None:
        kept[wire] = new = found.append(kind, operands, tape.origin[wire])
        if wire in tape.shapes:
            found.shapes[new] = tape.shapes[wire]
        if kind == CONST:
            found.consts[new] = values[wire]
        elif wire in tape.options:
            found.options[new] = tape.options[wire]
        found.names[new] = tape.names.get(wire) or f"#{wire}"

    for wire in range(of + 1):
        operands = tape.operands(wire)
        moves[wire] = wire in moving or wire in formulas or any(moves[x] for x in operands)
        if needed[wire] and moves[wire]:
            for x in operands:
                if x not in kept:
                    put(x, CONST, [])
            put(wire, tape.kind[wire], [kept[x] for x in operands])
    return found, kept
