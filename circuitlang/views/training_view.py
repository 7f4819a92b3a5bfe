"""A descent: its first and last loss, and the curve between them."""

from __future__ import annotations

from circuitlang.views.layout import INDENT, columns_of, fold
from circuitlang.views.numbers import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from circuitlang.reports.training import Trained
    from circuitlang.views.style import Line

EIGHTHS = " ▁▂▃▄▅▆▇█"
HEIGHT = 5
WIDEST = 60
ROOM = 16  # columns for the numbers beside it


def trained(report: Trained, columns: int, digits: int | None) -> list[Line]:
    """`loss  0.693147 → 0.0123  in 200 steps (sgd, rate 0.5)`, and the curve below."""
    lines = [*fold(head(report, digits), columns), *curve(report.curve, columns, digits)]
    if report.interrupted:
        stopped = f"stopped after {_steps(report)}; what was learned is kept"
        lines += fold([INDENT, ("warning", stopped)], columns)
    return lines


def head(report: Trained, digits: int | None) -> Line:
    """What was trained, from where to where, and how."""
    how = f"{report.rule}, rate {report.rate:g}"
    if report.rows:
        how += f", {report.rows:,} row{'s' * (report.rows != 1)}"
    if report.batch:
        how += f" in batches of {report.batch:,}"
    return [INDENT, ("name", report.of), ("plain", "  "),
            ("value", shown(report.first, digits)), ("plain", " → "),
            ("value", shown(report.last, digits)),
            ("dim", f"  in {_steps(report)} ({how})")]  # fmt: skip


def _steps(report: Trained) -> str:
    steps = f"{report.done:,} step{'s' * (report.done != 1)}"
    return steps + f" of {report.asked:,}" * (report.done != report.asked)


def curve(points: Sequence[float], columns: int, digits: int | None) -> list[Line]:
    """Numbers as a picture of a few lines, the largest and the smallest beside it."""
    points = _some(points, min(len(points), WIDEST, columns - ROOM))
    least, most = min(points, default=0.0), max(points, default=0.0)
    span = most / 2 - least / 2  # halves: the difference may be too large for a float
    if len(points) < 2 or not span > 0.0:
        return []
    labels = [shown(most, digits), *[""] * (HEIGHT - 2), shown(least, digits)]
    left = max(columns_of([("plain", label)]) for label in labels)
    heights = [round((x / 2 - least / 2) / span * (8 * HEIGHT - 1)) + 1 for x in points]
    found: list[Line] = []
    for row, label in enumerate(labels):
        base = 8 * (HEIGHT - 1 - row)
        blocks = "".join(EIGHTHS[max(0, min(8, height - base))] for height in heights)
        found.append([INDENT, ("dim", f"{label:>{left}} "), ("value", blocks.rstrip())])
    return found


def _some(points: Sequence[float], size: int) -> list[float]:
    """As many of the points as asked, the first and the last among them."""
    return [points[round(at * (len(points) - 1) / max(size - 1, 1))] for at in range(size)]
