"""Engines: a tape and inputs in, values and gradients out."""

from __future__ import annotations

from circuitlang.engines import reference
from circuitlang.gates import TABLE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from circuitlang.tape.tape import Tape
    from circuitlang.text.limits import Limits


def compile(tape: Tape, ties: str, limits: Limits) -> reference.Program:
    """The program of a tape, by the engine that fits it: NumPy comes with the first tensor."""
    if tape.shapes or any(kind >= 0 and TABLE[kind].chain is not None for kind in set(tape.kind)):
        from circuitlang.engines import tensors

        return tensors.compile(tape, ties, limits)
    return reference.compile(tape, ties, limits)
