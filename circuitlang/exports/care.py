"""Whether a circuit's numbers are ordinary, so that its code may be written as by hand."""

from __future__ import annotations

from circuitlang import engines
from circuitlang.readings.floats import Floats
from circuitlang.text.errors import CircuitError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from circuitlang.exports.staged import Plan

HUGE = 1e100  # numbers beyond it, and slopes that lose digits, need the careful functions
FAR = 30.0  # from here on activations are all but straight
SATURATED = 1e-3


class Unmended(Floats):
    """The floats without edge points, as `Source` writes the rules."""

    __slots__ = ()

    @staticmethod
    def mend(v: float, c: bool, a: float) -> float:
        return v


def ordinary(plan: Plan) -> bool:
    """Are all numbers of moderate size, as far as they are known?"""
    builder, tape = plan.builder, plan.tape
    if any(tape.is_leaf(wire) and not tape.is_const(wire) and wire not in plan.leaves
           for wire in plan.wires):  # fmt: skip
        return True
    try:
        program = engines.compile(tape, builder.ties, builder.limits, builder.engine)
        values = program.forward(dict(plan.leaves))
        if tape.shape(plan.of):
            return True
        upstream = program.backward(values, plan.of)
    except CircuitError:
        return True
    for wire in plan.wires:
        numbers = [values[wire]] if upstream[wire] is None else [values[wire], upstream[wire]]
        if not all(below(number, HUGE) for number in numbers):
            return False
        if tape.kind[wire] < 0:
            continue
        gate = plan.gate(wire)
        if gate.name in ("sigmoid", "tanh") and not below(values[wire], 1.0 - SATURATED):
            return False
        if gate.family == "neural" and not below(values[tape.operands(wire)[0]], FAR):
            return False
        if gate.chain is None and not plan.is_tensor(wire):
            numbers = [values[x] for x in tape.operands(wire)]
            exact, plain = (gate.local(m, values[wire], *numbers)
                            for m in (Floats(plan.ties), Unmended(plan.ties)))  # fmt: skip
            if exact != plain:
                return False
    return True


def below(value: Any, most: float) -> bool:
    """Are all elements smaller than that?"""
    found = abs(value) < most
    return found if isinstance(found, bool) else bool(found.all())
