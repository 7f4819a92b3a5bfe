"""The order in which gates are heard on the way back, the same in every engine.

Where a value feeds several gates its gradient is a sum, and the order of its terms decides about
the last bits.  The canonical order is by (level, kind of gate, number of operands, which of them
are constants, place in the tape): gates that one tight loop can compute stand side by side, and
engines that follow it agree bit for bit.  A backward goes through it from its end; of gates that
are alike in all else the later comes first, so that a backward meets them as they were written.
"""

from __future__ import annotations

from circuitlang.tape.order import levels
from circuitlang.tape.tape import CONST

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from circuitlang.tape.tape import Tape

LEVEL = 36  # the bits from here on
MASKED = 8  # up to so many operands a gate's constants count for its place


def canonical(tape: Tape) -> list[int]:
    """The gates of a tape in the canonical order, leaves left out."""
    kind = tape.kind
    keys = places(
        tape, [wire for wire in reversed(range(len(tape))) if kind[wire] >= 0], levels(tape)
    )
    return sorted(keys, key=keys.__getitem__)


def places(tape: Tape, gates: Iterable[int], level: Sequence[int]) -> dict[int, int]:
    """For each of these gates a number that tells its place in the canonical order; of equal ones
    the place in the tape decides, the later first."""
    kind, start, args = tape.kind, tape.start, tape.args
    keys: dict[int, int] = {}
    for wire in gates:
        low, high = start[wire], start[wire + 1]
        arity, constants = high - low, 0
        if arity <= MASKED:
            for k in range(arity):
                if kind[args[low + k]] == CONST:
                    constants |= 1 << k
        # the fields as the compiled kernel packs them
        keys[wire] = (level[wire] << LEVEL | (kind[wire] + 3) << 24 | min(arity, 65535) << 8
                      | constants)  # fmt: skip
    return keys
