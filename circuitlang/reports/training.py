"""What a descent did: the loss before and after it, and how it fell."""

from __future__ import annotations

from circuitlang.reports.report import Report
from circuitlang.text.records import dataclass


@dataclass(frozen=True, slots=True)
class Trained(Report):
    """`done` of `asked` steps; `first` and `last` are the loss over all rows before and after,
    `curve` the loss of some of the steps (of their batches), `at` those steps; `rows` is 0 without
    data, `batch` 0 for all of them at once."""

    of: str
    rule: str
    rate: float
    done: int
    asked: int
    first: float
    last: float
    curve: tuple[float, ...]
    rows: int
    batch: int
    interrupted: bool
    at: tuple[int, ...]
