"""`show`: each gate with its expression, its value and its gradient."""

from __future__ import annotations

from circuitlang.text.escape import short
from circuitlang.views.figures import figure
from circuitlang.views.layout import INDENT, fold, joined
from circuitlang.views.table import table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from circuitlang.reports.tables import GateRow, GateTable
    from circuitlang.views.style import Line

HEADER = ("gate", "is", "value", "gradient")
SHORT = ("gate", "is", "value", "grad")
CUT = {1: 12, 0: 10}  # first what the gate is, then its name
DEEP = {1: 3, 0: 5}
INNER = 2  # blanks before the name, for each opened composite gate around it
LONGEST_OF = 16


def gate_table(report: GateTable, columns: int, digits: int | None) -> list[Line]:
    if not report.rows:
        return [[("dim", "  there are no gates to show")]]
    outputs = {row.name for row in report.rows if row.output}
    of = report.of if outputs and report.of not in outputs else None
    return gate_rows(report.rows, columns, digits, of)


def gate_rows(
    rows: Sequence[GateRow], columns: int, digits: int | None, of: str | None = None
) -> list[Line]:
    """The table; `of` is what gradients are of where that is not the output.  One row needs no
    header.  Where it is too narrow, the remarks stand below their rows; then the numbers do."""
    what = f" of {short(of, LONGEST_OF)}" if of else ""
    header, brief = ([*words[:3], words[3] + what] if len(rows) > 1 else [""] * 4
                     for words in (HEADER, SHORT))  # fmt: skip
    least = min((row.depth for row in rows), default=0)
    cells = [_cells(row, row.depth - least, digits) for row in rows]
    tensors = any(_is_tensor(row) for row in rows)
    kinds = "lllll" if tensors else "llnnl"
    found = table([*header, ""], cells, kinds, columns, CUT)
    if found is not None:
        return found
    whole = cells
    if len(rows) > 1 and tensors:
        cells = [_cells(row, row.depth - least, digits, short=True) for row in rows]
        found = table([*header, ""], cells, kinds, columns, CUT)
        if found is not None:
            return found
    for cut in (CUT,) if tensors else (CUT, DEEP):
        found = found or table(brief, [row[:4] for row in cells], kinds[:4], columns, cut)
    if found is None:
        return _stacked(whole, columns)
    lines = found[: len(found) - len(rows)]
    for row, line in zip(cells, found[-len(rows) :], strict=True):
        lines += [line, *([[INDENT, INDENT, *row[4]]] if row[4] else [])]
    return lines


def _is_tensor(row: GateRow) -> bool:
    return row.value.value is not None and not isinstance(row.value.value, float)


def _cells(row: GateRow, depth: int, digits: int | None, short: bool = False) -> list[Line]:
    gradient = figure(row.gradient, "gradient", digits, short) if row.gradient else []
    apart = row.gradient is not None and row.gradient.value is not None and not row.connected
    remarks = ["output"] * row.output + ["not connected"] * apart
    return [
        [("plain", " " * INNER * depth), ("name", row.name)],
        [("plain", row.formula)],
        figure(row.value, "value", digits, short),
        gradient,
        [("dim", ", ".join(remarks))] if remarks else [],
    ]


def _stacked(rows: list[list[Line]], columns: int) -> list[Line]:
    """Each number below its gate."""
    lines: list[Line] = []
    for name, formula, value, gradient, remark in rows:
        head: Line = [INDENT, *name, ("plain", ": "), *formula]
        lines += fold(joined([head, remark], 2) if remark else head, columns)
        lines += fold([("dim", "    value     "), *value], columns)
        if gradient:
            lines += fold([("dim", "    gradient  "), *gradient], columns)
    return lines
