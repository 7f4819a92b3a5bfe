"""The tables: all gates, and their local gradients."""

from __future__ import annotations

from circuitlang.reports.gradients import InputTerm, inner_terms, terms
from circuitlang.reports.report import Report
from circuitlang.reports.standing import Standing
from circuitlang.text.records import dataclass, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from circuitlang.reports.unit import Unit


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a table: None is unset; `stale` is older than the circuit."""

    value: Any
    stale: bool = False


@dataclass(frozen=True, slots=True)
class GateRow:
    name: str
    formula: str  # `x + y`; of a leaf its kind
    value: Number
    gradient: Number | None  # None for a constant, which has none
    depth: int  # how deep inside of opened composite gates
    output: bool
    connected: bool


@dataclass(frozen=True, slots=True)
class GateTable(Report):
    rows: tuple[GateRow, ...]
    of: str | None  # what the gradients are of


@dataclass(frozen=True, slots=True)
class GradientLine(Report):
    """∂of/∂name for inputs and params."""

    of: str
    seed: Any
    pairs: tuple[tuple[str, Number], ...]


@dataclass(frozen=True, slots=True)
class LocalTerm:
    input: str
    formula: str | None  # in the names of the gate's inputs; None where there is no short one
    value: Number
    rule: str = ""  # of tensors, where that would be a Jacobian: how to make it of d(gate)
    shapes: str = ""  # the arithmetic of the rule's shapes
    jacobian: Any = None  # where it is small: an array of the gate's shape, then the input's,
    size: int = 0  # which has so many axes


@dataclass(frozen=True, slots=True)
class LocalRow:
    name: str
    formula: str
    kind: str
    value: Number
    terms: tuple[LocalTerm, ...]


@dataclass(frozen=True, slots=True)
class LocalTable(Report):
    rows: tuple[LocalRow, ...]


def value_of(standing: Standing, wire: int) -> Number:
    return Number(standing.value(wire), standing.is_stale(wire))


def gradient_of(standing: Standing, wire: int) -> Number | None:
    if standing.tape.is_const(wire):
        return None
    return Number(standing.gradient(wire), standing.gradients_stale)


def gate_table(standing: Standing, wires: list[int]) -> GateTable:
    tape, builder = standing.tape, standing.builder
    outputs = set(builder.outputs) or {standing.of if standing.of >= 0 else builder.last}
    rows, listed = [], frozenset(wires)
    for wire in wires:
        depth = 0
        owner = tape.owner[wire]
        while owner >= 0:
            depth += owner in standing.opened
            owner = tape.owner[owner]
        rows.append(GateRow(tape.name(wire), standing.formula(wire, listed),
                            value_of(standing, wire), gradient_of(standing, wire), depth,
                            wire in outputs,
                            standing.of < 0 or standing.connected(wire)))  # fmt: skip
    return GateTable(tuple(rows), tape.name(standing.of) if standing.of >= 0 else None)


def gradient_line(standing: Standing, wires: list[int], seed: Any = 1.0) -> GradientLine:
    name = standing.tape.name
    pairs = ((name(wire), Number(standing.gradient(wire), standing.gradients_stale))
             for wire in wires)  # fmt: skip
    return GradientLine(name(standing.of), seed, tuple(pairs))


# ---------------------------------------------------------------------- local gradients


def shown_terms(standing: Standing, wire: int) -> list[InputTerm]:
    """The inputs of a gate as it is shown, with local and chained gradients."""
    from circuitlang.reports import jacobians

    assert standing.values is not None
    program, values, upstream = standing.program, standing.values, standing.upstream
    if upstream is not None and wire >= len(upstream):
        upstream = None  # declared after the last backward
    if wire in standing.units:
        if jacobians.has_tensors(standing, wire):
            above = standing.gradient(wire)
            seed = standing.values[wire] if above is None else above
            found = jacobians.hears(standing, wire, seed)
            return [InputTerm(term.wire, None, None if above is None else term.chained)
                    for term in found]  # fmt: skip
        return unit_terms(standing, standing.units[wire])
    if wire in standing.opened:
        return inner_terms(program, values, wire, upstream)
    return terms(program, values, wire, upstream)


def unit_terms(standing: Standing, unit: Unit) -> list[InputTerm]:
    """The local gradients of gates shown as one: through everything inside."""
    tape, program = standing.tape, standing.program
    assert standing.values is not None
    found: dict[int, float] = {unit.result: 1.0}
    for wire in sorted(unit.members, reverse=True):
        if wire not in found:
            continue
        for term in terms(program, standing.values, wire, None):
            if term.local is not None and term.taken:
                found[term.wire] = found.get(term.wire, 0.0) + found[wire] * term.local
    above = standing.gradient(unit.result)
    return [InputTerm(wire, None if tape.is_const(wire) else found.get(wire, 0.0),
                      None if above is None or tape.is_const(wire) else
                      above * found.get(wire, 0.0)) for wire in unit.inputs]  # fmt: skip


def local_table(standing: Standing, wires: list[int]) -> LocalTable:
    standing.ask(len(wires))
    return LocalTable(tuple(local_row(standing, wire) for wire in wires))


def local_row(standing: Standing, wire: int) -> LocalRow:
    from circuitlang.reports import jacobians

    name = standing.tape.name
    value = value_of(standing, wire)
    found: list[LocalTerm] = []
    if standing.tape.kind[wire] >= 0:
        formulas = jacobians.formulas(standing, wire)
        known = standing.computed(wire)
        if known:
            numbers = [(term.wire, term.local) for term in shown_terms(standing, wire)]
        else:
            numbers = [(x, None) for x in standing.inputs(wire)]
        for (operand, local), formula in zip(numbers, formulas, strict=True):
            found.append(LocalTerm(name(operand), formula, Number(local, value.stale)))
        if jacobians.has_tensors(standing, wire) and not jacobians.is_elementwise(standing, wire):
            found = _with_rules(standing, wire, found, known)
        found = [term for (operand, _), term in zip(numbers, found, strict=True)
                 if not standing.tape.is_const(operand)]  # fmt: skip
    formula = standing.formula(wire, None)
    return LocalRow(name(wire), formula, standing.kind(wire), value, tuple(found))


def _with_rules(standing: Standing, wire: int, found: list[LocalTerm], known: bool,
                ) -> list[LocalTerm]:  # fmt: skip
    """The inputs of a gate of tensors that is not elementwise, with rules, shapes, Jacobians."""
    from circuitlang.reports import jacobians

    matrices = jacobians.jacobians(standing, wire) if known else [None] * len(found)
    rows = zip(found, jacobians.rules(standing, wire), matrices, strict=True)
    return [replace(term, rule=rule, jacobian=matrix,
                    shapes=jacobians.arithmetic(standing, wire, slot),
                    size=len(standing.tape.shape(standing.inputs(wire)[slot])))
            for slot, (term, rule, matrix) in enumerate(rows)]  # fmt: skip
