"""The circuit as the JSON object that others read; its form is fixed."""

from __future__ import annotations

from math import isfinite

from circuitlang.readings.values import shape_of
from circuitlang.reports.gradients import inputs_of, terms
from circuitlang.tape.order import innermost

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from circuitlang.reports.standing import Standing
    from circuitlang.text.errors import Diagnostic

VERSION = 1


def number(value: Any) -> Any:
    """A number, or nested lists for a tensor; what JSON cannot say is a string: `inf`, `nan`."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, float):
        return value if isfinite(value) else str(value)
    if value.ndim > 1:
        return [number(row) for row in value]
    return [number(float(element)) for element in value]


def circuit_object(standing: Standing, warnings: list[Diagnostic]) -> dict[str, Any]:
    """Every gate with value and gradient, every input of it with local and chained gradient.

    Composite gates are listed as one, with their inside after `within`; whether a person has
    them opened makes no difference here.
    """
    from circuitlang.views.snippet import to_json

    builder, tape = standing.builder, standing.tape
    of = standing.of
    if of < 0:
        of = builder.outputs[0] if builder.outputs else builder.last
    within = innermost(tape)
    hidden = standing.hidden
    standing.ask(len(tape))
    gates = [_gate(standing, wire, within) for wire in range(len(tape)) if wire not in hidden]
    return {
        "version": VERSION,
        "output": tape.name(of) if of >= 0 else None,
        "stale": any(standing.stale) or (standing.upstream is not None
                                         and standing.gradients_stale),
        "gates": gates,
        "warnings": [to_json(warning) for warning in warnings],
    }  # fmt: skip


def _gate(standing: Standing, wire: int, within: dict[int, Any]) -> dict[str, Any]:
    tape = standing.tape
    group = within.get(wire)
    found: dict[str, Any] = {"name": tape.name(wire)}
    kind = standing.kind(wire)
    found["kind"] = kind
    if kind == "gate":
        found["op"] = tape.op(wire)
    if group is not None:
        found["within"] = tape.name(group.result)
    value = standing.value(wire)
    found["value"] = number(value)
    shape = tape.shape(wire) if value is None else shape_of(value)
    if shape:
        found["shape"] = list(shape)
    silent = _under_formula(tape, group)
    found["grad"] = None if silent else number(standing.gradient(wire))
    if kind == "gate":
        found["inputs"] = _inputs(standing, wire, silent)
    return found


def _under_formula(tape: Any, group: Any) -> bool:
    """Is this inside of a composite gate whose gradient comes from a formula of its own?"""
    while group is not None:
        if group.has_formula:
            return True
        group = tape.groups[group.parent] if group.parent >= 0 else None
    return False


def _inputs(standing: Standing, wire: int, silent: bool) -> list[dict[str, Any]]:
    tape = standing.tape
    upstream = standing.upstream if standing.gradient(wire) is not None else None
    if standing.computed(wire):
        assert standing.values is not None
        found = [(term.wire, term.local, term.chained)
                 for term in terms(standing.program, standing.values, wire, upstream)]  # fmt: skip
    else:
        found = [(operand, None, None) for operand in inputs_of(tape, wire)]
    inputs: list[dict[str, Any]] = []
    for operand, local, chained in found:
        if tape.is_const(operand):
            entry: dict[str, Any] = {"const": number(tape.consts[operand])}
            if operand in tape.names:
                entry["name"] = tape.names[operand]
        else:
            entry = {"name": tape.name(operand), "local": number(local),
                     "chained": None if silent else number(chained)}  # fmt: skip
            if tape.shape(wire) or tape.shape(operand):
                del entry["local"]  # of tensors it would be a Jacobian
        inputs.append(entry)
    return inputs
