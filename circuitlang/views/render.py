"""The one door from reports to text: a table of the view for each kind of report."""

from __future__ import annotations

from circuitlang.reports.answers import Score, Verdict
from circuitlang.reports.check import CheckReport
from circuitlang.reports.curve import Curve
from circuitlang.reports.drawing import Drawing
from circuitlang.reports.explain import Explained
from circuitlang.reports.inside import Opened
from circuitlang.reports.notes import Failure, Note, Printed, Timed, ValueReport, Warned
from circuitlang.reports.nudge import NudgeReport
from circuitlang.reports.page import Page
from circuitlang.reports.quiz import Sheet
from circuitlang.reports.tables import ChainedTable, GateTable, GradientLine, LocalTable
from circuitlang.reports.training import Trained
from circuitlang.reports.walk import StepReport, TraceReport
from circuitlang.views import (
    chained_view,
    check_view,
    diagram_view,
    gate_table,
    inside_view,
    local_view,
    note_view,
    nudge_view,
    page_view,
    plot_view,
    quiz_view,
    story_view,
    training_view,
    walk_view,
)
from circuitlang.views.layout import LEAST
from circuitlang.views.style import plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from circuitlang.reports.report import Report
    from circuitlang.views.style import Line

    View = Callable[[Any, int, int | None], list[Line]]  # report, columns, digits

VIEWS: dict[type[Report], View] = {
    GateTable: gate_table.gate_table,
    GradientLine: note_view.gradient_line,
    LocalTable: local_view.local_table,
    ChainedTable: chained_view.chained_table,
    Drawing: diagram_view.diagram,
    Curve: plot_view.plot,
    Opened: inside_view.opened,
    CheckReport: check_view.check,
    NudgeReport: nudge_view.nudge,
    StepReport: walk_view.step,
    TraceReport: walk_view.trace,
    Trained: training_view.trained,
    Explained: story_view.explained,
    Verdict: quiz_view.verdict,
    Score: quiz_view.score,
    Sheet: quiz_view.sheet,
    Page: page_view.page,
    Note: note_view.note,
    Warned: note_view.diagnosed,
    Failure: note_view.diagnosed,
    ValueReport: note_view.value,
    Printed: note_view.printed,
    Timed: note_view.timed,
}

IN_ASCII: dict[type[Report], View] = {
    Drawing: diagram_view.in_ascii,
    Curve: plot_view.in_ascii,
}


def lines(report: Report, columns: int = 80, digits: int | None = None,
          ascii: bool = False) -> list[Line]:  # fmt: skip
    """The report in styled lines, `columns` wide where it can be broken.  With `ascii`, what
    would not stay in its place as `views.ascii` writes it has only such signs already."""
    view = VIEWS[type(report)]
    if ascii:
        view = IN_ASCII.get(type(report), view)
    return view(report, max(columns, LEAST), digits)


def text(report: Report, columns: int = 80, digits: int | None = None) -> str:
    """The report as plain text, everything from outside escaped."""
    return plain(lines(report, columns, digits))
