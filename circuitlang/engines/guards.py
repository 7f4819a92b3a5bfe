"""What the guard of a gate says of its inputs: of arrays, as it would say it of their elements."""

from __future__ import annotations

from circuitlang.gates import TABLE
from circuitlang.text.errors import error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from circuitlang.gates.gate import Gate
    from circuitlang.tape.tape import Tape


def refuse(tape: Tape, wire: int, inputs: Sequence[Any]) -> None:
    """Raise bad-argument where the guard of a gate objects to these inputs."""
    gate = TABLE[tape.kind[wire]]
    if gate.guard is None:
        return
    try:
        why = gate.guard(*inputs, **(tape.options.get(wire) or {}))
    except (ValueError, TypeError):  # it asks Python for a truth that differs among elements
        if gate.shape is not None or all(isinstance(x, float) for x in inputs):
            raise
        why = _of_elements(gate, inputs)
    if why is not None:
        raise error("bad-argument", f"`{tape.name(wire)}`: {why}", tape.place(wire))


def _of_elements(gate: Gate, inputs: Sequence[Any]) -> str | None:
    """What the guard says of the first element that it objects to."""
    import numpy as np

    assert gate.guard is not None
    for element in zip(*[x.flat for x in np.broadcast_arrays(*inputs)], strict=True):
        if (why := gate.guard(*map(float, element))) is not None:
            return why
    return None
