"""`check`: each gradient beside the numeric one, with the error and a verdict."""

from __future__ import annotations

from math import isnan

from circuitlang.reports.check import FormulaRow
from circuitlang.views.layout import fold
from circuitlang.views.numbers import shown
from circuitlang.views.table import table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from circuitlang.reports.check import CheckReport, Row
    from circuitlang.views.style import Line

HEADER = ("gradient", "computed", "numeric", "relative error", "")
FORMULA = ("formula", *HEADER[1:])
SHORT = ("by", "computed", "numeric", "error", "")
STYLES = {"right": "good", "wrong": "error", "not finite": "error", "kink": "warning"}
SIGNIFICANT = 9  # digits of the two slopes: enough to see that they agree


def check(report: CheckReport, columns: int, digits: int | None) -> list[Line]:
    """Inputs and params first, then formulas that definitions give of their own."""
    if not report.rows and not report.formulas:
        return [[("dim", f"  {report.of} depends on no input or param: nothing to check")]]
    lines = _rows(HEADER, report.rows, columns, digits) if report.rows else []
    if report.formulas:
        lines += _rows(FORMULA, report.formulas, columns, digits)
    return lines


def _rows(
    header: Sequence[str], rows: Sequence[Row], columns: int, digits: int | None
) -> list[Line]:
    cells = [_cells(row, digits) for row in rows]
    found = (table(header, cells, "lnnnl", columns, {0: 12})
             or table(SHORT, cells, "lnnnl", columns, {0: 8}))  # fmt: skip
    if found is None:  # too narrow for both slopes with a column for each word
        return [line for row in zip(rows, cells, strict=True) for line in _stacked(*row, columns)]
    lines = found[:1]
    for row, line in zip(rows, found[1:], strict=True):
        lines += [line, *_words(row, columns)]
    return lines


def _cells(row: Row, digits: int | None) -> list[Line]:
    numeric: Line = [("plain", _slope(row.numeric, digits))]
    error: Line = [("plain", f"{row.error:.1g}")]
    return [
        _name(row),
        [("gradient", _slope(row.computed, digits))],
        [("dim", "none")] if isnan(row.numeric) else numeric,
        [] if isnan(row.error) or row.verdict == "kink" else error,
        [(STYLES.get(row.verdict, "dim"), row.verdict)],
    ]


def _name(row: Row) -> Line:
    """The input; of a formula the call, the definition and the parameter."""
    if isinstance(row, FormulaRow):
        return [("name", row.gate), ("plain", " by "), ("name", row.name),
                ("dim", f" in {row.op}")]  # fmt: skip
    return [("name", row.name)]


def _slope(value: float, digits: int | None) -> str:
    return f"{value:.{SIGNIFICANT}g}" if digits is None else shown(value, digits)


def _words(row: Row, columns: int) -> list[Line]:
    return fold([("dim", f"    {row.words}")], columns) if row.words else []


def _stacked(row: Row, cells: list[Line], columns: int) -> list[Line]:
    name, computed, numeric, error, verdict = cells
    first: Line = [("plain", "  "), *name, ("plain", ": "), *verdict]
    if error:
        first += [("dim", "  relative error "), *error]
    return [*fold(first, columns), [("dim", "    computed  "), *computed],
            [("dim", "    numeric   "), *numeric], *_words(row, columns)]  # fmt: skip
