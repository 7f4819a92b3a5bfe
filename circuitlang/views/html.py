"""Reports as HTML, for notebooks: tables as tables, everything else as the text that it is.

Everything from outside is escaped here: what could control a terminal, then HTML's own signs.
"""

from __future__ import annotations

from html import escape

from circuitlang.reports.tables import GateTable, GradientLine
from circuitlang.text.escape import visible
from circuitlang.views.figures import figure, slope
from circuitlang.views.render import lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from circuitlang.reports.report import Report
    from circuitlang.reports.tables import GateRow, Number
    from circuitlang.views.style import Piece

MOST = 200  # rows of a table
COLORS = {  # of the middle, for the dark as well
    "value": "#2a9148", "good": "#2a9148", "gradient": "#d0455b", "error": "#d0455b",
    "warning": "#b07a1e", "dim": "#7c8591", "stale": "#7c8591", "help": "#2f8799",
    "place": "#4a7bd0",
}  # fmt: skip


def html(report: Report, digits: int | None = None) -> str:
    """The report as a piece of an HTML page."""
    if isinstance(report, GateTable) and report.rows:
        return gate_table(report, digits)
    if isinstance(report, GradientLine) and report.pairs:
        return gradient_line(report, digits)
    text = "\n".join("".join(map(piece, line)) for line in lines(report, 100, digits))
    return f"<pre>{text}</pre>"


def piece(part: Piece) -> str:
    """Styled text: a color, or bold."""
    style, text = part
    shown = escape(visible(text))
    if style in COLORS:
        return f'<span style="color:{COLORS[style]}">{shown}</span>'
    return f"<b>{shown}</b>" if style in ("name", "title") and shown.strip() else shown


def gate_table(report: GateTable, digits: int | None) -> str:
    """A row a gate: its name, what it is, its value and its gradient."""
    rows = [_row(row, digits) for row in report.rows[:MOST]]
    if len(report.rows) > MOST:
        rows.append([[("dim", f"… {len(report.rows) - MOST:,} more")]])
    graded = any(row.gradient and row.gradient.value is not None for row in report.rows)
    head = ["gate", "is", "value", *["gradient"] * graded, ""]
    if not graded:
        rows = [row[:3] + row[4:] for row in rows]
    return _table(head, rows)


def _row(row: GateRow, digits: int | None) -> list[list[Piece]]:
    note = "output" if row.output else "" if row.connected else "not connected"
    return [[("name", row.name)], [("plain", row.formula)], _number(row.value, "value", digits),
            _number(row.gradient, "gradient", digits), [("dim", note)]]  # fmt: skip


def gradient_line(report: GradientLine, digits: int | None) -> str:
    rows = [[slope(report.of, name), _number(number, "gradient", digits)]
            for name, number in report.pairs[:MOST]]  # fmt: skip
    if len(report.pairs) > MOST:
        rows.append([[("dim", f"… {len(report.pairs) - MOST:,} more")]])
    return _table(["gradient", "is"], rows)


def _number(number: Number | None, style: str, digits: int | None) -> list[Piece]:
    return [] if number is None else figure(number, style, digits, short=True)


def _table(head: list[str], rows: Iterable[list[list[Piece]]]) -> str:
    cell = 'style="text-align:left;white-space:pre"'
    top = "".join(f"<th {cell}>{word}</th>" for word in head)
    body = "".join(_tr(row, cell) for row in rows)
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"


def _tr(row: list[list[Piece]], cell: str) -> str:
    cells = ("".join(map(piece, parts)) for parts in row)
    return "<tr>" + "".join(f"<td {cell}>{text}</td>" for text in cells) + "</tr>"
