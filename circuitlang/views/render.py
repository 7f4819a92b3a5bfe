"""The one door from reports to text: a table of the view for each kind of report."""

from __future__ import annotations

from circuitlang.reports.answers import Score, Verdict
from circuitlang.reports.check import CheckReport
from circuitlang.reports.explain import Explained
from circuitlang.reports.inside import Opened
from circuitlang.reports.notes import Failure, Note, Printed, Timed, ValueReport, Warned
from circuitlang.reports.nudge import NudgeReport
from circuitlang.reports.quiz import Sheet
from circuitlang.reports.tables import ChainedTable, GateTable, GradientLine, LocalTable
from circuitlang.reports.walk import StepReport, TraceReport
from circuitlang.views import (
    chained_view,
    check_view,
    gate_table,
    inside_view,
    local_view,
    note_view,
    nudge_view,
    quiz_view,
    story_view,
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
    Opened: inside_view.opened,
    CheckReport: check_view.check,
    NudgeReport: nudge_view.nudge,
    StepReport: walk_view.step,
    TraceReport: walk_view.trace,
    Explained: story_view.explained,
    Verdict: quiz_view.verdict,
    Score: quiz_view.score,
    Sheet: quiz_view.sheet,
    Note: note_view.note,
    Warned: note_view.diagnosed,
    Failure: note_view.diagnosed,
    ValueReport: note_view.value,
    Printed: note_view.printed,
    Timed: note_view.timed,
}


def lines(report: Report, columns: int = 80, digits: int | None = None) -> list[Line]:
    """The report in styled lines, `columns` wide where it can be broken."""
    return VIEWS[type(report)](report, max(columns, LEAST), digits)


def text(report: Report, columns: int = 80, digits: int | None = None) -> str:
    """The report as plain text, everything from outside escaped."""
    return plain(lines(report, columns, digits))
