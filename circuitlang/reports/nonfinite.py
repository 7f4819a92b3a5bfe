"""Where a nan or an infinity began: the first gate, its inputs, what to do."""

from __future__ import annotations

from math import isfinite

from circuitlang.gates import TABLE
from circuitlang.readings.formulas import value_formula
from circuitlang.readings.values import finite, has_nan, literal
from circuitlang.reports.gradients import inputs_of, outside
from circuitlang.text.errors import Diagnostic

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from circuitlang.engines.reference import Program
    from circuitlang.tape.tape import Tape


def written(tape: Tape, wire: int) -> str:
    """A gate's expression in the names of what it reads: `h.sub`, `x - 3`."""
    if tape.kind[wire] < 0:
        return tape.op(wire)
    operands = [_operand(tape, operand) for operand in inputs_of(tape, wire)]
    if wire in tape.group_of:
        return f"{tape.op(wire)}({', '.join(map(str, operands))})"
    return value_formula(TABLE[tape.kind[wire]], operands, tape.options.get(wire))


def _operand(tape: Tape, wire: int) -> str | float:
    if not tape.is_const(wire) or wire in tape.names:
        return tape.name(wire)
    value = tape.consts[wire]
    return value if isinstance(value, float) else literal(value)


def arose_forward(tape: Tape, values: Any) -> int | None:
    """The first gate that made a non-finite value of finite ones, or a nan of none; where there
    is no such gate, the first input or param that was given a non-finite value, or the first gate
    that hands on that of a constant."""
    if tape.shapes:
        if all(map(finite, values)):
            return None
    elif isfinite(sum(values)):
        return None
    given = None
    for wire in range(len(values)):
        value = values[wire]
        if finite(value) or tape.is_const(wire):
            continue
        if tape.is_leaf(wire):
            given = wire if given is None else given
            continue
        if _arises(tape, values, wire):
            return wire
        if given is None and all(finite(values[x]) or tape.is_const(x)
                                 for x in tape.operands(wire)):  # fmt: skip
            given = wire
    return given


def _arises(tape: Tape, values: Any, wire: int) -> bool:
    """Did a gate make a value that is not finite of finite ones, or a nan of none?"""
    read = [values[x] for x in tape.operands(wire)]
    return all(map(finite, read)) or (has_nan(values[wire]) and not any(map(has_nan, read)))


def arose_for(tape: Tape, values: Any, wire: int) -> int:
    """The same for what one wire, whose value is not finite, is made of."""
    broken, asked = {wire}, [wire]
    while asked:
        for x in tape.operands(asked.pop()):
            if x not in broken and not finite(values[x]):
                broken.add(x)
                asked.append(x)
    for each in sorted(broken):
        if tape.kind[each] >= 0 and _arises(tape, values, each):
            return each
    return min(x for x in broken if not tape.is_const(x) or x in tape.names)


def forward_warning(tape: Tape, values: Any, severity: str) -> Diagnostic | None:
    wire = arose_forward(tape, values)
    return None if wire is None else warning_of(tape, values, wire, severity)


def warning_of(tape: Tape, values: Any, wire: int, severity: str) -> Diagnostic:
    """What is to be said of a wire at which a value that is not finite arose."""
    from circuitlang.reports.causes import mend, number, why

    name, value = tape.name(wire), number(values[wire])
    if tape.is_leaf(wire):
        return Diagnostic("non-finite", f"`{name}` is {value}, as it was given",
                          tape.place(wire), help=f"give `{name}` a finite value",
                          severity=severity)  # fmt: skip
    lines = [f"{name} = {written(tape, wire)}", *inputs(tape, values, wire)]
    return Diagnostic("non-finite", f"`{name}` is {value}: {why(tape, values, wire)}",
                      tape.place(wire), lines=lines, help=mend(tape, values, wire),
                      severity=severity)  # fmt: skip


def backward_warning(program: Program, values: Any, upstream: Any, of: int, severity: str,
                     at: int | None = None) -> Diagnostic | None:  # fmt: skip
    """What is to be said of gradients that are not finite, if there are any (`at`: if wire `at`
    heard one)."""
    if program.tensors:
        if all(x is None or finite(x) for x in upstream):
            return None
    elif program.finite(upstream):
        return None
    from circuitlang.reports.nonfinite_back import first_trouble

    return first_trouble(program, values, upstream, of, severity, at)


def inputs(tape: Tape, values: Any, wire: int) -> list[str]:
    """What a gate reads, each with its value."""
    from circuitlang.reports.causes import number

    lines = []
    for operand in dict.fromkeys(outside(tape, x) for x in tape.operands(wire)):
        if not tape.is_const(operand) or operand in tape.names:
            how = f" = {written(tape, operand)}" if tape.kind[operand] >= 0 else ""
            lines.append(f"{tape.name(operand)}{how} = {number(values[operand])}")
    return lines
