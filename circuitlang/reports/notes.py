"""Small reports: a note on the way, a warning, a failure, a value, a printed line."""

from __future__ import annotations

from circuitlang.reports.report import Report
from circuitlang.text.errors import Diagnostic
from circuitlang.text.records import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


@dataclass(frozen=True, slots=True)
class Note(Report):
    """What happened on the way (`forward first: 2 gates`)."""

    words: str
    channel = "message"


@dataclass(frozen=True, slots=True)
class Warned(Report):
    diagnostic: Diagnostic
    channel = "message"


@dataclass(frozen=True, slots=True)
class Failure(Report):
    """A failed expectation or check."""

    diagnostic: Diagnostic
    channel = "message"


@dataclass(frozen=True, slots=True)
class ValueReport(Report):
    value: Any  # a float, or a tensor


@dataclass(frozen=True, slots=True)
class Printed(Report):
    text: str


@dataclass(frozen=True, slots=True)
class Timed(Report):
    seconds: float
    channel = "message"
