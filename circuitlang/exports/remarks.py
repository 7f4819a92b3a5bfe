"""The comments of staged code: which gate a line is, and by which rule."""

from __future__ import annotations

from circuitlang.readings.formulas import local_formula_at

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from circuitlang.exports.staged import Plan

LONGEST = 80


def remark(plan: Plan, wire: int, slot: int, slope: Any, texts: Sequence[str | float]) -> str:
    """`add: hands on what it hears`; `mul: ∂f/∂x = y`; of a gate of tensors what it does.  `texts`
    are the operands as they are written."""
    gate = plan.gate(wire)
    head = plan.group(wire) + gate.name
    if gate.chain is not None:
        first = gate.story.partition(".")[0].partition(":")[0].partition(";")[0]
        return f"{head}: {first[:1].lower()}{first[1:]}"
    if slope == 1.0 and isinstance(slope, float):
        return f"{head}: hands on what it hears"
    if slope == -1.0 and isinstance(slope, float):
        return f"{head}: turns the sign of what it hears"
    formula = local_formula_at(gate, texts, slot, plan.ties)
    if formula is None or len(formula) > LONGEST:
        return head
    return f"{head}: ∂{plan.variable[wire]}/∂{texts[slot]} = {formula}"
