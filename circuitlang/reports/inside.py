"""A composite gate opened: its inner gates, and its gradients at the border both ways."""

from __future__ import annotations

from circuitlang.readings.values import first_apart, largest, ones_like, zeros_like
from circuitlang.reports.gradients import composite_slopes
from circuitlang.reports.jacobians import has_tensors, hears
from circuitlang.reports.report import Report
from circuitlang.reports.standing import Standing
from circuitlang.reports.tables import GateRow, gate_table
from circuitlang.text.records import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

AGREE = 1e-12


@dataclass(frozen=True, slots=True)
class Border:
    """The gradient of a composite gate by one of its inputs, seen from both sides.

    `closed` is ∂gate/∂input as the gate passes it on, `opened` through everything inside; where
    there is a formula for this input (`own`) the two may differ, and the formula is wrong.  Of
    tensors they are what the input hears when the gate hears ones.
    """

    gate: str
    input: str
    param: str  # where the same input is given for several parameters, for which one; else empty
    closed: Any
    opened: Any
    own: bool

    @property
    def same(self) -> bool:
        if not isinstance(self.closed, float):
            return first_apart(self.closed, self.opened, 0.0, AGREE * largest(self.opened)) is None
        scale = max(abs(self.closed), abs(self.opened))
        if self.closed != self.closed or self.opened != self.opened:
            return self.closed != self.closed and self.opened != self.opened
        return bool(self.closed == self.opened) or abs(self.closed - self.opened) <= AGREE * scale


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
    closed: list[Any]
    for wire in wires:
        if values is None or wire >= len(values) or wire not in tape.group_of:
            continue
        group = tape.groups[tape.group_of[wire]]
        seen = standing.opened
        standing.opened = seen - {wire}
        inputs = standing.inputs(wire)
        through: Any = composite_slopes(standing.program, values, group, inside=True)
        if has_tensors(standing, wire):
            closed = [term.chained for term in hears(standing, wire, ones_like(values[wire]))]
            through = [zeros_like(values[x]) if found is None and not tape.is_const(x) else found
                       for x, found in zip(inputs, through, strict=True)]  # fmt: skip
        else:
            closed = composite_slopes(standing.program, values, group)
        standing.opened = seen
        for at, (operand, outer, inner) in enumerate(zip(inputs, closed, through, strict=True)):
            if not tape.is_const(operand):
                which = group.params[at] if inputs.count(operand) > 1 else ""
                borders.append(Border(tape.name(wire), tape.name(operand), which,
                                      0.0 if outer is None else outer,
                                      0.0 if inner is None else inner,
                                      group.has_formula and at in group.ruled))  # fmt: skip
    listed = wires
    if is_open:
        listed = [x for wire in wires for x in (*standing.inner(wire), wire)]
        listed = [*members, *(wire for wire in listed if wire not in members)]
    rows = gate_table(standing, listed).rows
    return Opened(is_open, tuple(tape.name(wire) for wire in wires), rows, tuple(borders))
