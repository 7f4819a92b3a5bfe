"""Circuits of gates: values forward, gradients backward, every step to be seen.

    >>> import circuitlang as cl
    >>> circuit = cl.parse("input x = -2, y = 5, z = -4; q = x + y; f = q * z")
    >>> circuit.forward().backward()["x"]
    -4.0

Names are loaded when they are first used, so that `import circuitlang` costs next to nothing.
Every gate is a function too: `cl.exp(x)`, `cl.max(x, y)`.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from circuitlang.api import load, parse
    from circuitlang.circuit import Circuit, Gradients, Run
    from circuitlang.gates.gate import Gate
    from circuitlang.own_gates import register
    from circuitlang.session.session import Session
    from circuitlang.text.errors import CircuitError

__version__ = "0.1.0"

__all__ = ["Circuit", "CircuitError", "Gate", "Gradients", "Run", "Session", "load", "parse",
           "register"]  # fmt: skip

_HOMES = {
    "Circuit": "circuitlang.circuit",
    "CircuitError": "circuitlang.text.errors",
    "Gate": "circuitlang.gates.gate",
    "Gradients": "circuitlang.circuit",
    "Run": "circuitlang.circuit",
    "Session": "circuitlang.session.session",
    "load": "circuitlang.api",
    "load_ipython_extension": "circuitlang.notebook",
    "parse": "circuitlang.api",
    "register": "circuitlang.own_gates",
}


def __getattr__(name: str) -> Any:
    """A public name from where it lives, or the gate of that name as a function."""
    home = _HOMES.get(name)
    if home is not None:
        found = globals()[name] = getattr(__import__(home, fromlist=[name]), name)
        return found
    if not name.startswith("_"):
        from circuitlang.gates import BY_NAME

        gate = BY_NAME.get(name)
        if gate is not None and gate.family != "internal":
            from circuitlang.wires import function_of

            found = globals()[name] = function_of(gate)
            return found
    raise AttributeError(f"module 'circuitlang' has no attribute {name!r}")


def __dir__() -> list[str]:
    from circuitlang.gates import TABLE

    gates = {gate.name for gate in TABLE if gate.family != "internal"}
    return sorted({*globals(), *__all__, *gates})
