"""`show`: each gate with its expression, its value and its gradient."""

from __future__ import annotations

from circuitlang.views.figures import figure
from circuitlang.views.layout import fold
from circuitlang.views.table import table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from circuitlang.reports.tables import GateRow, GateTable
    from circuitlang.views.style import Line

HEADER = ("gate", "is", "value", "gradient", "")
CUT = {1: 12, 0: 10}  # first what the gate is, then its name
INNER = "  "  # before the name, for each opened composite gate around it


def gate_table(report: GateTable, columns: int, digits: int | None) -> list[Line]:
    """One row needs no header."""
    if not report.rows:
        return [[("dim", "  there are no gates to show")]]
    outputs = {row.name for row in report.rows if row.output}
    of = report.of if outputs and report.of not in outputs else None
    return gate_rows(report.rows, columns, digits, of)


def gate_rows(
    rows: Sequence[GateRow], columns: int, digits: int | None, of: str | None = None
) -> list[Line]:
    """The table; `of` is what gradients are of where that is not the output."""
    header = [*HEADER[:3], f"gradient of {of}" if of else HEADER[3], HEADER[4]]
    cells = [_cells(row, digits) for row in rows]
    found = table(header if len(rows) > 1 else [""] * 5, cells, "llnnl", columns, CUT)
    return _stacked(cells, columns) if found is None else found


def _cells(row: GateRow, digits: int | None) -> list[Line]:
    gradient = figure(row.gradient, "gradient", digits) if row.gradient else []
    cut_off = row.gradient is not None and row.gradient.value is not None and not row.connected
    mark: Line = [("dim", "output")] if row.output else []
    if cut_off:
        mark = [("dim", "output, not connected" if row.output else "not connected")]
    return [
        [("plain", INNER * row.depth), ("name", row.name)],
        [("plain", row.formula)],
        figure(row.value, "value", digits),
        gradient,
        mark,
    ]


def _stacked(rows: list[list[Line]], columns: int) -> list[Line]:
    """Where numbers are too long for a table: each below its gate."""
    lines: list[Line] = []
    for name, formula, value, gradient, mark in rows:
        lines += fold([("plain", "  "), *name, ("plain", ": "), *formula, ("plain", "  "), *mark],
                      columns)  # fmt: skip
        lines.append([("dim", "    value     "), *value])
        if gradient:
            lines.append([("dim", "    gradient  "), *gradient])
    return lines
