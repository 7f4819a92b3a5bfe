"""`nudge`: the change that the gradient predicts, the true one, and what is left over."""

from __future__ import annotations

from circuitlang.views.layout import INDENT, fill, flow, fold
from circuitlang.views.numbers import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from circuitlang.reports.nudge import NudgeReport
    from circuitlang.views.style import Line

GAP = 6
LONGEST = len("predicted")


def nudge(report: NudgeReport, columns: int, digits: int | None) -> list[Line]:
    """`predicted  Δf = -4 × 0.01 = -0.04      true  Δf = -0.04      left over  0`."""
    change: Line = [("plain", "  Δ"), ("name", report.of), ("plain", " = ")]
    step = f"{report.h:.6g}"  # as it was asked for: `digits` could make it 0.00
    cells: list[Line] = [
        [("dim", "predicted"), *change, ("gradient", shown(report.gradient, digits)),
         ("plain", f" × {step} = "), ("value", shown(report.predicted, digits))],
        [("dim", "true"), *change, ("value", shown(report.true, digits))],
        [("dim", "left over"), ("plain", "  "), ("value", shown(report.left_over, digits))],
    ]  # fmt: skip
    lines = flow(cells, columns, GAP, 2)
    if len(lines) > 1:  # below each other, the words in a column
        lines = [[INDENT, *fill(cell[:1], LONGEST), *cell[1:]] for cell in cells]
    return [part for line in lines for part in fold(line, columns)]
