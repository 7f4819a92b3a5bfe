"""Where a nan or an infinity began: the first gate, its inputs, what to do."""

from __future__ import annotations

from math import isfinite, isnan

from circuitlang.gates import TABLE
from circuitlang.gates.shapes import bracketed
from circuitlang.readings.formulas import value_formula
from circuitlang.readings.values import finite, has_nan, literal
from circuitlang.reports.gradients import inputs_of, outside
from circuitlang.reports.reading import readings
from circuitlang.text.errors import Diagnostic

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from circuitlang.engines.reference import Program
    from circuitlang.tape.tape import Tape

    Upstream = list[Any]

UNDEFINED = 2
MOST = 4  # terms that a warning lists


def number(value: Any) -> str:
    """A number, or a tensor by its shape and the first element in it that is not finite."""
    if isinstance(value, float):
        return f"{value:.6g}"
    for index, element in zip(_indices(value.shape), value.ravel().tolist(), strict=True):
        if not isfinite(element):
            return f"{element:g} at [{', '.join(map(str, index))}]"
    return f"a {bracketed(value.shape)} tensor"


def _indices(shape: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    from itertools import product

    return product(*map(range, shape))


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
        operands = tape.operands(wire)
        read = [values[x] for x in operands]
        if all(map(finite, read)) or (has_nan(value) and not any(map(has_nan, read))):
            return wire
        if given is None and all(finite(values[x]) or tape.is_const(x) for x in operands):
            given = wire
    return given


def forward_warning(tape: Tape, values: Any, severity: str) -> Diagnostic | None:
    wire = arose_forward(tape, values)
    if wire is None:
        return None
    name, value = tape.name(wire), number(values[wire])
    if tape.is_leaf(wire):
        return Diagnostic("non-finite", f"`{name}` is {value}, as it was given",
                          tape.place(wire), help=f"give `{name}` a finite value",
                          severity=severity)  # fmt: skip
    lines = [f"{name} = {written(tape, wire)}", *_inputs(tape, values, wire)]
    return Diagnostic("non-finite", f"`{name}` is {value}: {_why(tape, values, wire)}",
                      tape.place(wire), lines=lines, help=_mend(tape, wire),
                      severity=severity)  # fmt: skip


def _inputs(tape: Tape, values: Any, wire: int) -> list[str]:
    lines = []
    for operand in dict.fromkeys(outside(tape, x) for x in tape.operands(wire)):
        if not tape.is_const(operand) or operand in tape.names:
            how = f" = {written(tape, operand)}" if tape.kind[operand] >= 0 else ""
            lines.append(f"{tape.name(operand)}{how} = {number(values[operand])}")
    return lines


def _why(tape: Tape, values: Any, wire: int) -> str:
    gate = TABLE[tape.kind[wire]]
    for operand in tape.operands(wire):
        if tape.is_const(operand) and not finite(values[operand]):
            name = f"`{tape.names[operand]}`, which" if operand in tape.names else "a constant that"
            return f"it reads {name} is {number(values[operand])}"
    if tape.shapes:
        return f"{gate.name} {'is undefined' if has_nan(values[wire]) else 'overflows'} there"
    read = ", ".join(number(values[x]) for x in tape.operands(wire))
    if isnan(values[wire]):
        return f"{gate.name} of {read} is undefined"
    if any(values[x] == 0.0 for x in tape.operands(wire)) and gate.name in POLES:
        return f"{gate.name} has a pole there ({read})"
    return f"{gate.name} of {read} is too large for a float"


POLES = ("log", "div", "reciprocal", "pow")


def _mend(tape: Tape, wire: int) -> str:
    gate = TABLE[tape.kind[wire]]
    before = tape.kind[tape.operands(wire)[0]]
    if gate.name == "log" and before >= 0 and TABLE[before].name == "sigmoid":
        return "`-softplus(-x)` is log(sigmoid(x)) without the overflow"
    if any(tape.is_const(x) and not finite(tape.consts[x]) for x in tape.operands(wire)):
        return "give the constant a finite value"
    if gate.domain:
        return f"keep the input of {gate.name} where it is defined: {gate.domain}"
    return "make its inputs smaller"


def backward_warning(
    program: Program, values: Any, upstream: Upstream, of: int, severity: str
) -> Diagnostic | None:
    """The first gate, on the way back, at which a gradient stopped being finite."""
    if program.tensors:
        return _tensor_warning(program, values, upstream, of, severity)
    if program.finite(upstream):
        return None
    tape, program = program.tape, program.many(values)
    heard: dict[int, int] = {}
    first: Diagnostic | None = None

    def sends(reader: int, slot: int) -> Any:
        slope = program.local(reader, values)[slot]
        return None if slope is None else upstream[reader] * slope

    for wire in range(of, -1, -1):
        above = upstream[wire]
        if above is None or tape.is_const(wire):
            continue
        if _worse(above) > heard.get(wire, UNDEFINED):
            found = _meeting(tape, wire, upstream, sends, severity)
            if isnan(above):
                return found if first is None else _then(first, found)
            first = first or found
        if tape.is_leaf(wire):
            continue
        for operand, slope in zip(tape.operands(wire), program.local(wire, values), strict=True):
            if slope is None or tape.is_const(operand):
                continue
            term = above * slope
            heard[operand] = max(heard.get(operand, 0), _worse(term))
            if _worse(term) and _worse(term) > _worse(above):
                found = _chain(tape, values, wire, operand, above, slope, severity)
                if isnan(term):
                    return found if first is None else _then(first, found)
                first = first or found
    return first


def _worse(value: Any) -> int:
    """0 for what is finite, 1 for an infinity, UNDEFINED for a nan."""
    return 0 if finite(value) else UNDEFINED if has_nan(value) else 1


def _tensor_warning(
    program: Any, values: Any, upstream: Upstream, of: int, severity: str
) -> Diagnostic | None:
    """The same for tensors: the first gate that sends what is not finite though it hears finite,
    or where what is finite, or defined, meets and has no such sum."""
    if all(x is None or finite(x) for x in upstream):
        return None
    from circuitlang.readings.arrays import quiet

    tape = program.tape
    heard: dict[int, int] = {}

    def sends(reader: int, slot: int) -> Any:
        with quiet():
            arrives = program.terms(reader, values, upstream[reader])[slot]
        return None if arrives is None else arrives[0]

    for wire in range(of, -1, -1):
        above = upstream[wire]
        if above is None or tape.is_const(wire):
            continue
        if _worse(above) > heard.get(wire, UNDEFINED):
            return _meeting(tape, wire, upstream, sends, severity)
        if tape.is_leaf(wire):
            continue
        with quiet():
            sent = program.terms(wire, values, above)
        for operand, arrives in zip(tape.operands(wire), sent, strict=True):
            if arrives is None:
                continue
            heard[operand] = max(heard.get(operand, 0), _worse(arrives[0]))
            if finite(arrives[0]) or not finite(above):
                continue
            name, into = tape.name(wire), tape.name(outside(tape, operand))
            message = f"the gradient that `{name}` sends to `{into}` is {number(arrives[0])}"
            lines = [f"{name} = {written(tape, wire)}", *_inputs(tape, values, wire)]
            return Diagnostic("non-finite", message, tape.place(wire), lines=lines,
                              help=_mend_back(tape, values, wire),
                              severity=severity)  # fmt: skip
    return None


def _then(first: Diagnostic, second: Diagnostic) -> Diagnostic:
    """An infinity, and the gate that made a nan of it."""
    lines = [*first.lines, f"then {second.message}"]
    return Diagnostic(first.code, first.message, first.span, lines=lines, help=first.help,
                      severity=first.severity)  # fmt: skip


def _chain(tape: Tape, values: Any, wire: int, operand: int, above: float, slope: float,
           severity: str) -> Diagnostic:  # fmt: skip
    name, into = tape.name(wire), tape.name(outside(tape, operand))
    factors = f"{number(above)} × {number(slope)}"
    result = number(above * slope)
    message = f"the gradient that `{name}` sends to `{into}` is {result}: {factors}"
    lines = [
        f"{name} = {written(tape, wire)} hears {number(above)}",
        f"∂{name}/∂{into} = {number(slope)}",
        *_inputs(tape, values, wire),
    ]
    return Diagnostic("non-finite", message, tape.place(wire), lines=lines,
                      help=_mend_back(tape, values, wire), severity=severity)  # fmt: skip


def _mend_back(tape: Tape, values: Any, wire: int) -> str:
    """What to do about a gradient: if a value was not finite already, that comes first."""
    for operand in tape.operands(wire):
        if not finite(values[operand]):
            name = tape.name(outside(tape, operand))
            return f"`{name}` is {number(values[operand])} already: mend that first"
    return _mend(tape, wire)


def _meeting(tape: Tape, wire: int, upstream: Upstream, sends: Callable[[int, int], Any],
             severity: str) -> Diagnostic:  # fmt: skip
    """Where gradients meet whose sum is not what they are: finite, or at least a number."""
    terms = [(reader, sends(reader, slot)) for _, reader, slot in readings(tape, frozenset((wire,)))
             if reader < len(upstream) and upstream[reader] is not None]  # fmt: skip
    name, total = tape.name(outside(tape, wire)), upstream[wire]
    what = "have no sum" if has_nan(total) else f"add up to {number(total)}"
    lines = [f"{tape.name(reader)} = {written(tape, reader)} sends {number(term)}"
             for reader, term in terms if term is not None]  # fmt: skip
    if len(lines) > MOST:
        lines[MOST - 1 :] = [f"and {len(lines) - MOST + 1} more"]
    mend = "finite" if has_nan(total) else "smaller"
    return Diagnostic("non-finite", f"the gradients that meet at `{name}` {what}",
                      tape.place(wire), lines=lines,
                      help=f"make what its readers send {mend}", severity=severity)  # fmt: skip
