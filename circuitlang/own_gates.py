"""Gates of one's own: a row more in the table, for this process."""

from __future__ import annotations

from circuitlang.gates import TABLE, add_row
from circuitlang.gates.gate import Gate
from circuitlang.readings.floats import Floats
from circuitlang.text.errors import error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def register(gate: Gate) -> Gate:
    """Add a gate to the language, for this process: its word, its engines, its derivatives of any
    order, its formula and its help come from the row.

    The row is tried at its samples first: an elementwise one must give a float, and a local
    gradient for each input.  Raises CircuitError: bad-argument for a row that does not work,
    already-declared for a name that is taken.
    """
    if not isinstance(gate, Gate):
        raise error("bad-argument", f"a gate is a circuitlang.Gate, not {type(gate).__name__}")
    if not isinstance(gate.name, str):
        raise error("bad-argument", f"a name is a string, not {type(gate.name).__name__}")
    if not gate.samples:
        raise error("bad-argument", f"`{gate.name}` needs samples: points that show that it works",
                    help="samples=((0.0,), (1.5,))")  # fmt: skip
    if gate.family == "internal":
        raise error("bad-argument", "the family `internal` is circuitlang's own")
    if gate.chain is None and gate.shape is None:
        for sample in gate.samples:
            _try(gate, sample)
    add_row(gate)
    return gate


def _try(gate: Gate, sample: Any) -> None:
    m = Floats(ties="split")
    try:
        out = gate.value(m, *sample)
        slopes = gate.local(m, out, *sample)
    except Exception as problem:
        raise error("bad-argument", f"`{gate.name}` fails at {sample}: {problem}") from problem
    if not isinstance(out, float):
        raise error("bad-argument", f"`{gate.name}` gives {type(out).__name__} at {sample}, not "
                    "a float")  # fmt: skip
    if not isinstance(slopes, tuple) or len(slopes) != len(sample):
        raise error("bad-argument", f"`{gate.name}` has {len(sample)} inputs at {sample}: `local` "
                    "gives a tuple with a slope for each",
                    help="local=lambda m, out, x: (2.0 * x,)")  # fmt: skip


def forget(gate: Gate) -> None:
    """Take the last registered gate out again (for tests)."""
    from circuitlang.gates import BY_NAME, INDEX

    assert TABLE[-1] is gate, "only the last row can go"
    TABLE.pop()
    del BY_NAME[gate.name], INDEX[gate.name]
