"""The one door from reports to text: a table of the view for each kind of report."""

from __future__ import annotations

from circuitlang.views.layout import LEAST
from circuitlang.views.style import plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from circuitlang.reports.report import Report
    from circuitlang.views.style import Line

    View = Callable[[Any, int, int | None], list[Line]]  # report, columns, digits

VIEWS = {  # a report's kind -> the module and the name of its view, loaded when one is shown
    "GateTable": "gate_table.gate_table",
    "GradientLine": "note_view.gradient_line",
    "LocalTable": "local_view.local_table",
    "ChainedTable": "chained_view.chained_table",
    "Drawing": "diagram_view.diagram",
    "Curve": "plot_view.plot",
    "Opened": "inside_view.opened",
    "CheckReport": "check_view.check",
    "NudgeReport": "nudge_view.nudge",
    "StepReport": "walk_view.step",
    "TraceReport": "walk_view.trace",
    "Trained": "training_view.trained",
    "Explained": "story_view.explained",
    "Verdict": "quiz_view.verdict",
    "Score": "quiz_view.score",
    "Sheet": "quiz_view.sheet",
    "Page": "page_view.page",
    "Note": "note_view.note",
    "Warned": "note_view.diagnosed",
    "Failure": "note_view.diagnosed",
    "ValueReport": "note_view.value",
    "Printed": "note_view.printed",
    "Timed": "note_view.timed",
}
IN_ASCII = {  # the same for those that draw with other signs then
    "Drawing": "diagram_view.in_ascii",
    "Curve": "plot_view.in_ascii",
}


def view_of(report: Report, ascii: bool = False) -> View:
    """The function that shows a report."""
    kind = type(report).__name__
    module, _, name = (IN_ASCII.get(kind, VIEWS[kind]) if ascii else VIEWS[kind]).partition(".")
    found: View = getattr(__import__(f"circuitlang.views.{module}", fromlist=[name]), name)
    return found


def lines(report: Report, columns: int = 80, digits: int | None = None,
          ascii: bool = False) -> list[Line]:  # fmt: skip
    """The report in styled lines, `columns` wide where it can be broken.  With `ascii`, what
    would not stay in its place as `views.ascii` writes it has only such signs already."""
    return view_of(report, ascii)(report, max(columns, LEAST), digits)


def text(report: Report, columns: int = 80, digits: int | None = None) -> str:
    """The report as plain text, everything from outside escaped."""
    return plain(lines(report, columns, digits))
