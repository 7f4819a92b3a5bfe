"""What the views make of a conversation."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from circuitlang.reports.notes import Printed
from circuitlang.reports.report import Report
from circuitlang.session.session import Session
from circuitlang.text.width import width
from circuitlang.views.render import lines
from circuitlang.views.style import plain

Tell = Callable[..., str]


@pytest.fixture
def session() -> Session:
    return Session()


@pytest.fixture
def tell(session: Session) -> Tell:
    """Runs statements (or takes a report); the text of the last report, after a line end so that
    goldens may begin on a line of their own.  No line is wider than asked for, none ends in
    blanks."""

    def told(text: str | Report, columns: int = 80, digits: int | None = None) -> str:
        replies = [text] if isinstance(text, Report) else session.execute(text)
        report = replies[-1] if replies else Printed("")
        shown = plain(lines(report, columns, digits))
        for line in shown.split("\n"):
            assert width(line) <= columns and line == line.rstrip(), line
        return f"\n{shown}\n"

    return told
