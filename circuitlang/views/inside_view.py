"""`expand` and `collapse`: what is inside of a composite gate, and that its borders agree."""

from __future__ import annotations

from circuitlang.views.figures import slope
from circuitlang.views.gate_table import gate_rows
from circuitlang.views.layout import INDENT, fold
from circuitlang.views.numbers import brief, shortest
from circuitlang.views.table import table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from circuitlang.reports.inside import Border, Opened
    from circuitlang.views.style import Line

MOST = 6  # names in the first line


def opened(report: Opened, columns: int, digits: int | None) -> list[Line]:
    """The inner gates, then each gradient at the border seen from outside and from inside."""
    word = "opened" if report.open else "closed"
    if not report.names:
        return [[INDENT, ("dim", f"{word}: each gate is shown by itself again")]]
    lines = fold([INDENT, *_names(report.names), ("plain", f" {word}:")], columns)
    lines += gate_rows(report.rows, columns, digits)
    cells = [_border(border, digits) for border in report.borders]
    found = table([""] * 6, cells, "llnlnl", columns, {0: 12})
    if found is None:
        found = [line for row in cells for line in _stacked(row, columns)]
    return lines + (found if cells else [])


def _names(names: tuple[str, ...]) -> Line:
    shown_names, more = names[:MOST], len(names) - MOST
    line: Line = []
    for index, name in enumerate(shown_names):
        last = index == len(shown_names) - 1 and more <= 0
        line += [("plain", (" and " if last else ", ") if index else ""), ("name", name)]
    if more > 0:
        line.append(("plain", f" and {more} more"))
    return [*line, ("plain", " is" if len(names) == 1 else " are")]


def _border(border: Border, digits: int | None) -> list[Line]:
    """A gate with its own formula may be wrong; one without can differ by rounding only."""
    outer, inner = ("formula", "through the inside") if border.own else ("closed", "opened")
    agree = "they agree" if border.own else "the same"
    differ = "they differ" if border.own else "not the same"
    verdict: Line = [("good", agree) if border.same else ("error", differ)]
    by = slope(border.gate, border.input)
    if border.param:
        by.append(("dim", f" as {border.param}"))
    if not isinstance(border.closed, float):
        by = [("plain", "d"), ("name", border.input), ("dim", f" of d{border.gate} = 1"), *by[4:]]
    numbers = brief(border.closed, digits), brief(border.opened, digits)
    if numbers[0] == numbers[1] and not border.same:
        numbers = shortest(border.closed), shortest(border.opened)
    return [by, [("dim", outer)], [("plain", numbers[0])], [("dim", inner)],
            [("plain", numbers[1])], verdict]  # fmt: skip


def _stacked(row: list[Line], columns: int) -> list[Line]:
    """Each side of the border on its own line."""
    by, outer, closed, inner, opened, verdict = row
    gap = ("plain", "  ")
    return [part for line in ([INDENT, *by, gap, *verdict], [INDENT, INDENT, *outer, gap, *closed],
                              [INDENT, INDENT, *inner, gap, *opened])
            for part in fold(line, columns)]  # fmt: skip
