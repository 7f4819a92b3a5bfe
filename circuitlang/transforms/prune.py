"""A tape with only what one gate depends on."""

from __future__ import annotations

from circuitlang.tape.order import reach
from circuitlang.tape.tape import Tape


def prune(tape: Tape, of: int) -> tuple[Tape, dict[int, int]]:
    """The part of a tape that wire `of` depends on, and where each kept wire went."""
    needed = reach(tape, of)
    if len(needed) == of + 1 == needed.count(1):  # all of it
        return tape.clone(), {wire: wire for wire in range(of + 1)}
    pruned = Tape()
    kept: dict[int, int] = {}
    for wire in range(of + 1):
        if needed[wire]:
            operands = [kept[x] for x in tape.operands(wire)]
            kept[wire] = new = pruned.append(tape.kind[wire], operands, tape.origin[wire])
            if wire in tape.consts:
                pruned.consts[new] = tape.consts[wire]
            if wire in tape.shapes:
                pruned.shapes[new] = tape.shapes[wire]
            if wire in tape.options:
                pruned.options[new] = tape.options[wire]
            pruned.names[new] = tape.names.get(wire) or f"#{wire}"
    pruned.places = tape.places
    return pruned, kept
