"""A composite gate opened: its inner gates, and its gradients at the border both ways."""

from __future__ import annotations

from dataclasses import dataclass

from circuitlang.reports.gradients import composite_slopes
from circuitlang.reports.report import Report
from circuitlang.reports.standing import Standing
from circuitlang.reports.tables import GateRow, gate_table

AGREE = 1e-12


@dataclass(frozen=True, slots=True)
class Border:
    """The gradient of a composite gate by one of its inputs, seen from both sides.

    `closed` is ∂gate/∂input as the gate passes it on, `opened` through everything inside; with a
    formula of its own (`own`) the two may differ where the formula is wrong.
    """

    gate: str
    input: str
    param: str  # where the same input is given for several parameters, for which one; else empty
    closed: float
    opened: float
    own: bool

    @property
    def same(self) -> bool:
        scale = max(abs(self.closed), abs(self.opened))
        return self.closed == self.opened or abs(self.closed - self.opened) <= AGREE * scale


@dataclass(frozen=True, slots=True)
class Opened(Report):
    open: bool
    names: tuple[str, ...]
    rows: tuple[GateRow, ...]
    borders: tuple[Border, ...]  # empty before a forward


def opened(standing: Standing, wires: list[int], is_open: bool,
           members: tuple[int, ...] = ()) -> Opened:  # fmt: skip
    """The report of composite gates that were opened or closed; `members` are gates to list that
    were shown as one."""
    tape, values = standing.tape, standing.values
    borders = []
    for wire in wires:
        if values is None or wire >= len(values) or wire not in tape.group_of:
            continue
        group = tape.groups[tape.group_of[wire]]
        closed = composite_slopes(standing.program, values, group)
        through = composite_slopes(standing.program, values, group, inside=True)
        seen = standing.opened
        standing.opened = seen - {wire}
        inputs = standing.inputs(wire)
        standing.opened = seen
        for operand, param, outer, inner in zip(inputs, group.params, closed, through, strict=True):
            if not tape.is_const(operand):
                which = param if inputs.count(operand) > 1 else ""
                borders.append(Border(tape.name(wire), tape.name(operand), which, outer or 0.0,
                                      inner or 0.0, group.has_formula))  # fmt: skip
    listed = wires
    if is_open:
        listed = [x for wire in wires for x in (*standing.inner(wire), wire)]
        listed = [*members, *(wire for wire in listed if wire not in members)]
    rows = gate_table(standing, listed).rows
    return Opened(is_open, tuple(tape.name(wire) for wire in wires), rows, tuple(borders))
