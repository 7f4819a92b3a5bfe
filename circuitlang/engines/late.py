"""Gradients that a definition gives whole: `chain t = upstream @ transpose(w)`.

The formula's wires stand between the wire `upstream` and the gate `chained` that ends the call.  A
forward leaves them out; a backward that arrives at the gate computes them, with what it brings as
the value of `upstream`.
"""

from __future__ import annotations

from circuitlang.tape.order import CHAINED, late

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from circuitlang.tape.tape import Tape


def in_time(tape: Tape) -> range | list[int]:
    """The wires that a forward computes, in order."""
    size = len(tape)
    if CHAINED not in tape.kind:
        return range(size)
    left_out = late(tape)
    return [wire for wire in range(size) if wire not in left_out]


def sent(tape: Tape, wire: int, values: Any, upstream: Any,
         compute: Callable[[int, list[Any]], Any]) -> list[Any]:  # fmt: skip
    """What the gate sends to each of its inputs, None where it sends nothing.  `compute` gives
    the value of a wire from those that it reads."""
    operands = tape.operands(wire)
    work: dict[int, Any] = {operands[1]: upstream}

    def value(x: int) -> Any:
        return work[x] if x in work else values[x]

    for each in range(operands[1] + 1, wire):
        if tape.kind[each] >= 0:
            work[each] = compute(each, [value(x) for x in tape.operands(each)])
    found: list[Any] = [None] * len(operands)
    found[0] = upstream
    for slot in range(2, len(operands), 2):
        found[slot] = value(operands[slot + 1])
    return found
