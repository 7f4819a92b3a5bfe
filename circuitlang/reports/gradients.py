"""Local and chained gradients of a gate, composite gates through everything inside."""

from __future__ import annotations

from circuitlang.engines.upstream import reached
from circuitlang.gates import TABLE
from circuitlang.readings.values import zeros_like
from circuitlang.tape.order import CHAINED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from array import array
    from typing import Any

    from circuitlang.engines.reference import Program
    from circuitlang.tape.tape import Group, Tape

    Upstream = list[Any]


class InputTerm:
    """One input of one gate: the wire that is read, ∂gate/∂input there, and what the gate sends
    back to it (upstream × local).  Both are None for a constant, and `chained` before a backward.
    `taken` is False where the gate does not take this branch, so that exactly 0 is sent."""

    __slots__ = ("chained", "local", "taken", "wire")

    def __init__(self, wire: int, local: Any, chained: Any, taken: bool = True) -> None:
        self.wire = wire
        self.local = local
        self.chained = chained
        self.taken = taken


def outside(tape: Tape, wire: int) -> int:
    """The wire that a reader sees: what stands before a composite gate for its port."""
    while (group := _ported(tape, wire)) is not None:
        wire = group.operands[group.ports.index(wire)]
    return wire


def ruler(tape: Tape, wire: int) -> int:
    """The result of the composite gate at whose port a gradient ends, on its way from a gate inside
    to what it reads, because a formula says what is sent from there; -1: at none."""
    while (group := _ported(tape, wire)) is not None:
        if tape.op(wire) == "port":
            return group.result
        wire = group.operands[group.ports.index(wire)]
    return -1


def _ported(tape: Tape, wire: int) -> Group | None:
    """The composite gate that a wire is a port of."""
    owner = tape.owner[wire]
    index = tape.group_of.get(owner) if owner >= 0 else None
    group = tape.groups[index] if index is not None else None
    return group if group is not None and wire in group.ports else None


def inputs_of(tape: Tape, wire: int) -> list[int]:
    """The wires that a gate reads: of a composite gate those that it was called with."""
    index = tape.group_of.get(wire)
    if index is not None:
        return [outside(tape, operand) for operand in tape.groups[index].operands]
    if not tape.groups:
        return tape.operands(wire).tolist()
    return [outside(tape, operand) for operand in tape.operands(wire)]


def inner_inputs(tape: Tape, wire: int) -> list[int]:
    """The same with a composite gate opened: what its last operation reads."""
    index = tape.group_of.get(wire)
    own = tape.groups[index].inner if index is not None else wire
    return [outside(tape, operand) for operand in tape.operands(own)]


def terms(
    program: Program, values: array[float], wire: int, upstream: Upstream | None
) -> list[InputTerm]:
    """The inputs of a gate with their local gradients, and with the chained ones after a
    backward.  Inputs are listed as often as they are read."""
    tape = program.tape
    index = tape.group_of.get(wire)
    if index is not None:
        return _composite(program, values, tape.groups[index], upstream)
    return _plain(program, values, wire, upstream)


def inner_terms(
    program: Program, values: array[float], wire: int, upstream: Upstream | None
) -> list[InputTerm]:
    """The same of a composite gate that is opened: of its last operation."""
    index = program.tape.group_of.get(wire)
    own = program.tape.groups[index].inner if index is not None else wire
    return _plain(program, values, own, upstream)


def _plain(program: Program, values: Any, wire: int, upstream: Upstream | None) -> list[InputTerm]:
    if program.tensors:
        return _tensor_terms(program, values, wire, upstream)
    tape = program.tape
    slopes = program.local(wire, values)
    above = upstream[wire] if upstream is not None else None
    found = []
    for operand, slope in zip(tape.operands(wire), slopes, strict=True):
        seen = outside(tape, operand)
        if tape.is_const(seen):
            found.append(InputTerm(seen, None, None))
            continue
        chained = None
        if upstream is not None:
            chained = 0.0 if above is None or slope is None else above * slope
        found.append(InputTerm(seen, 0.0 if slope is None else slope, chained, slope is not None))
    return found


def _tensor_terms(
    program: Any, values: Any, wire: int, upstream: Upstream | None
) -> list[InputTerm]:
    """The same where tensors may be involved: an elementwise gate has its local gradients element
    by element; another one those that it would send if it heard 1 where all it joins is scalar,
    else none that could be listed (None) but what it sends."""
    from circuitlang.engines.tensors import dense_like
    from circuitlang.readings.arrays import quiet

    tape = program.tape
    operands = tape.operands(wire)
    elementwise = TABLE[tape.kind[wire]].chain is None
    listed = elementwise or not any(tape.shape(x) for x in (wire, *operands))
    above = upstream[wire] if upstream is not None else None
    with quiet():
        slopes = _tensor_slopes(program, values, wire, elementwise) if listed else operands
        sent = (None,) * len(operands)
        if above is not None:
            sent = program.terms(wire, values, above, reached(upstream, wire))
    found = []
    for operand, slope, arrives in zip(operands, slopes, sent, strict=True):
        seen = outside(tape, operand)
        if tape.is_const(seen):
            found.append(InputTerm(seen, None, None))
            continue
        local = dense_like(slope, values[wire]) if listed else None
        chained = None
        if upstream is not None:
            chained = arrives[0] if arrives is not None else dense_like(None, values[operand])
        found.append(InputTerm(seen, local, chained, slope is not None))
    return found


def _tensor_slopes(program: Any, values: Any, wire: int, elementwise: bool) -> list[Any]:
    """The local gradients of an elementwise gate, or of another one of scalars alone."""
    if elementwise:
        return list(program.local(wire, values))
    return [one and one[0] for one in program.terms(wire, values, 1.0)]


def _composite(
    program: Program, values: array[float], group: Group, upstream: Upstream | None
) -> list[InputTerm]:
    tape = program.tape
    if program.tensors:
        return _tensor_composite(program, values, group, upstream)
    slopes = composite_slopes(program, values, group)
    above = upstream[group.result] if upstream is not None else None
    found = []
    by_formula: dict[int, float | None] = {}
    if group.has_formula and above is not None:
        by_formula = _sent_by_formula(program, values, group, above)
    for index, (operand, port, slope) in enumerate(
        zip(group.operands, group.ports, slopes, strict=True)
    ):
        seen = outside(tape, operand)
        if tape.is_const(seen):
            found.append(InputTerm(seen, None, None))
            continue
        chained = None
        if upstream is not None:
            # what really arrives: the formula's, or what came through the inside to the port
            given = group.has_formula and tape.op(port) == "port"
            sent = upstream[port] if not given else by_formula.get(index)
            chained = 0.0 if sent is None else sent
        found.append(InputTerm(seen, 0.0 if slope is None else slope, chained, slope is not None))
    return found


def _tensor_composite(
    program: Program, values: Any, group: Group, upstream: Upstream | None
) -> list[InputTerm]:
    """What arrives at the inputs of a composite gate of tensors; the local gradient is listed
    where all of them are scalars."""
    tape = program.tape
    scalar = not any(tape.shape(x) for x in (group.result, *group.operands))
    slopes = composite_slopes(program, values, group) if scalar else [None] * len(group.ports)
    sent: Any = upstream
    if upstream is not None and group.has_formula and upstream[group.result] is not None:
        from circuitlang.engines.tensors import sent_by

        sent = {**dict(enumerate(upstream)), **sent_by(program, values, group, upstream)}
    found = []
    for operand, port, slope in zip(group.operands, group.ports, slopes, strict=True):
        seen = outside(tape, operand)
        if tape.is_const(seen):
            found.append(InputTerm(seen, None, None))
            continue
        chained = None
        if sent is not None:
            arrives = sent[port]
            shaped = values[operand]
            chained = arrives if arrives is not None else zeros_like(shaped)
        slope = 0.0 if slope is None and scalar else slope
        found.append(InputTerm(seen, slope, chained, True))
    return found


def formula_slots(tape: Tape, group: Group) -> list[tuple[int, int]]:
    """The parameters that have a formula, each with the number of its input of the last gate."""
    first = 2 if tape.kind[group.result] == CHAINED else 1
    return [(index, first + 2 * at) for at, index in enumerate(group.ruled)]


def _sent_by_formula(
    program: Program, values: array[float], group: Group, above: float
) -> dict[int, float | None]:
    """What a gate with formulas of its own sends, by the number of the parameter."""
    tape = program.tape
    if tape.kind[group.result] == CHAINED:
        found = program.sent(group.result, values, above)
    else:
        found = [None if slope is None else above * slope
                 for slope in program.local(group.result, values)]  # fmt: skip
    return {index: found[slot] for index, slot in formula_slots(tape, group)}


def composite_slopes(
    program: Program, values: array[float], group: Group, inside: bool = False
) -> list[float | None]:
    """∂result/∂operand for each operand of a composite gate: by its own formula where it has
    one, else (or always, with `inside`) through everything inside."""
    tape = program.tape
    own: dict[int, Any] = {}
    if group.has_formula and not inside:
        found = program.local(group.result, values)
        own = {index: found[slot] for index, slot in formula_slots(tape, group)}
    through = program.inside(values, group)
    slopes: list[float | None] = []
    for index, port in enumerate(group.ports):
        slopes.append(own[index] if index in own else through.get(port))
    return slopes
