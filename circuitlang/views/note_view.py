"""Small reports: notes, warnings, failures, single numbers, printed lines, ∂f/∂x of all leaves."""

from __future__ import annotations

from circuitlang.views.figures import figure, slope
from circuitlang.views.layout import INDENT, clip, columns_of, fill, flow, fold, trimmed
from circuitlang.views.numbers import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from circuitlang.reports.notes import Failure, Note, Printed, Timed, ValueReport, Warned
    from circuitlang.reports.tables import GradientLine
    from circuitlang.views.style import Line

GAP = 4
NAMED = 16  # columns that a tensor leaves to its name
LEAST_NAME = 8  # columns of a name that are shown however narrow it is


def note(report: Note, columns: int, digits: int | None) -> list[Line]:
    return fold([INDENT, ("dim", report.words)], columns)


def diagnosed(report: Warned | Failure, columns: int, digits: int | None) -> list[Line]:
    from circuitlang.views.snippet import render

    return render(report.diagnostic)


def value(report: ValueReport, columns: int, digits: int | None) -> list[Line]:
    return [[("value", shown(report.value, digits))]]


def printed(report: Printed, columns: int, digits: int | None) -> list[Line]:
    return [[("plain", line)] for line in report.text.split("\n")]


def timed(report: Timed, columns: int, digits: int | None) -> list[Line]:
    seconds, unit = report.seconds, "s"
    for smaller in ("ms", "µs"):
        if seconds >= 1:
            break
        seconds, unit = seconds * 1000, smaller
    return [[INDENT, ("dim", f"{seconds:.3g} {unit}")]]


def gradient_line(report: GradientLine, columns: int, digits: int | None) -> list[Line]:
    """∂f/∂x = -4 for each leaf: on one line, else in as many columns as fit."""
    if not report.pairs:
        return [[("dim", "  no input or param: no gradients to show")]]
    figures = [figure(number, "gradient", digits) for _, number in report.pairs]
    if any(columns_of(each) > columns - NAMED for each in figures):
        figures = [figure(number, "gradient", digits, short=True) for _, number in report.pairs]
    right = max(map(columns_of, figures))
    most = max(columns - right - len("   = "), LEAST_NAME)
    labels = [clip(slope(report.of, by), most) for by, _ in report.pairs]
    left = max(map(columns_of, labels))
    head: list[Line] = []
    if not isinstance(report.seed, float) or report.seed != 1.0:
        head = [[("plain", f"seeded with {shown(report.seed, digits)}:")]]
    cells = [_equation(label, number) for label, number in zip(labels, figures, strict=True)]
    lines = flow([*head, *cells], columns, GAP, len(INDENT[1]))
    if len(lines) == 1:
        return lines
    cells = [_equation(fill(label, left), fill(number, right))
             for label, number in zip(labels, figures, strict=True)]  # fmt: skip
    lines = flow(cells, columns, GAP, len(INDENT[1]))
    return [[INDENT, *line] for line in head] + [trimmed(line) for line in lines]


def _equation(label: Line, number: Line) -> Line:
    return [*label, ("plain", " = "), *number]
