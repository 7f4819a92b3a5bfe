"""What the laws compare: circuits, bits, and gradients up to what rounding explains."""

from __future__ import annotations

import math
import struct
from typing import Any

import numpy as np
from hypothesis import assume

import circuitlang as cl
from circuitlang.session.session import Session
from circuitlang.text.errors import CircuitError
from tests.trust.laws.programs import Program

HUGE = 1e100  # beyond it the order of a sum may decide whether it overflows


def bits(value: Any) -> Any:
    """A number or tensor as the machine holds it; every nan is the same."""
    if value is None:
        return None
    if isinstance(value, float):
        return "nan" if value != value else struct.pack("d", value)
    return [bits(float(each)) for each in np.ravel(value)], np.shape(value)


def built(program: Program) -> cl.Circuit:
    """A program that is a circuit; others are passed over."""
    try:
        return cl.parse(program.text)
    except CircuitError:
        assume(False)
        raise


def gradients(circuit: cl.Circuit, output: str) -> dict[str, Any]:
    """By every input and param, of one output."""
    grads = circuit.forward().backward(output)
    return {name: grads[name] for name in circuit.inputs}


def shape_of_tape(circuit: cl.Circuit) -> list[tuple[Any, ...]]:
    """Every gate and leaf with its operation, options, shape and what it reads: gates by their
    place, constants without a name by their bits."""
    builder = circuit._builder
    tape = builder.tape
    seen = [wire for wire in range(len(tape)) if wire in tape.names or not tape.is_const(wire)]
    place: dict[int, Any] = {wire: at for at, wire in enumerate(seen)}
    return [(tape.op(wire), bits(tape.consts.get(wire)), tape.shape(wire), tape.options.get(wire),
             [place.get(x, bits(tape.consts.get(x))) for x in tape.operands(wire)],
             bits(builder.values.get(wire)))
            for wire in seen]  # fmt: skip


def names_of(circuit: cl.Circuit) -> list[str]:
    """The names of gates and leaves that have one, and a mark for each other."""
    tape = circuit._builder.tape
    found = [tape.name(wire) for wire in range(len(tape))
             if wire in tape.names or not tape.is_const(wire)]  # fmt: skip
    return ["" if name.startswith("#") else name for name in found]


def same_up_to_rounding(have: Any, want: Any, scale: float) -> bool:
    """The elements are equal to 1e-10 of `scale`, the largest number on the way; what over- or
    underflows is told apart no further."""
    for x, y in zip(np.ravel(have), np.ravel(want), strict=True):
        if math.isnan(x) or math.isnan(y) or max(abs(x), abs(y)) > HUGE:
            continue
        if abs(x - y) > 1e-10 * max(scale, abs(x), abs(y)) + 1e-300:
            return False
    return np.shape(have) == np.shape(want)


def scale_of(session_or_circuit: Session | cl.Circuit, output: str) -> float:
    """The largest value or gradient that is finite: what rounding is relative to."""
    circuit = session_or_circuit
    if isinstance(circuit, Session):
        circuit = circuit.state.circuit
    run = circuit.forward()
    grads = run.backward(output)
    numbers = [x for part in (run._values, grads._upstream) for value in part if value is not None
               for x in np.ravel(np.abs(value))]  # fmt: skip
    return max((float(x) for x in numbers if x < HUGE), default=1.0)
