"""`plot`: a curve in the terminal, with the present point and its tangent.

uniplot draws each of the three by itself, on the same plane; they are laid over one another here,
so that each has its own style and, without colour, its own signs.
"""

from __future__ import annotations

from itertools import pairwise
from math import isfinite

from circuitlang.views.figures import slope
from circuitlang.views.layout import INDENT, fold
from circuitlang.views.numbers import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from circuitlang.reports.curve import Curve
    from circuitlang.views.style import Line

Plane = tuple[float, float, float, float]
HEIGHT = 15
WIDEST, LEAST = 72, 16
LABELS = 14  # columns for the numbers at the right
MARGIN = 0.05  # of the range of values, above and below
TANGENT, POINT = "·", "●"
LINES = "─│▁ "  # of the frame and its grid
BETWEEN = 16  # points that are drawn for each one that was computed
JUMP = 0.5  # of the height: neighbours farther apart are not joined
PLAIN = str.maketrans({**dict.fromkeys("┌┐└┘", "+"), "─": "-", "│": "|", "▁": "_", "●": "o",
                       "·": "."})  # fmt: skip


def plot(report: Curve, columns: int, digits: int | None, ascii: bool = False) -> list[Line]:
    """The picture below a line that says where the circuit stands."""
    lines = fold(head(report, digits), columns)
    plane = plane_of(report)
    if plane is None:
        seen = any(map(isfinite, report.ys))
        why = "the values lie too far apart to be drawn" if seen else (
            f"{report.of} has no finite value here")  # fmt: skip
        return [*lines, [INDENT, ("dim", why)]]
    width = max(LEAST, min(WIDEST, columns - LABELS - 2))
    layers = [(_drawn(_joined(report, plane), plane, width, "*" if ascii else ""), "value")]
    if isfinite(report.value) and isfinite(report.slope):
        layers.insert(0, (_drawn(_tangent(report, plane), plane, width, TANGENT), "gradient"))
        layers.append((_drawn([(report.at, report.value)], plane, width, POINT), "name"))
    picture = _laid_over(layers)
    if ascii:
        picture = [[(style, text.translate(PLAIN)) for style, text in line] for line in picture]
    return [*lines, *picture]


def in_ascii(report: Curve, columns: int, digits: int | None) -> list[Line]:
    return plot(report, columns, digits, ascii=True)


def head(report: Curve, digits: int | None) -> Line:
    """`f against x; at x = 1  f = 0.731, and the tangent's slope is ∂f/∂x = 0.197`."""
    return [INDENT, ("name", report.of), ("plain", " against "), ("name", report.by),
            ("plain", ";  at "), ("name", report.by), ("plain", " = "),
            ("value", shown(report.at, digits)), ("plain", "  "), ("name", report.of),
            ("plain", " = "), ("value", shown(report.value, digits)), ("plain", ",  slope "),
            *slope(report.of, report.by), ("plain", " = "),
            ("gradient", shown(report.slope, digits))]  # fmt: skip


def plane_of(report: Curve) -> Plane | None:
    """The least and the greatest x and y of the picture; None where there is nothing to draw or
    the values lie farther apart than a float can tell."""
    seen = [y for y in report.ys if isfinite(y)]
    if not seen:
        return None
    low, high = min(seen), max(seen)
    room = MARGIN * (high / 2 - low / 2) * 2 or abs(high) * MARGIN or 1.0
    plane = (report.xs[0], report.xs[-1], low - room, high + room)
    sizes = (plane[3] - plane[2], plane[1] - plane[0])
    return plane if all(map(isfinite, sizes)) else None


def _joined(report: Curve, plane: Plane) -> list[tuple[float, float]]:
    """The points with more between them, but not across a gap or a jump."""
    found = []
    most = JUMP * (plane[3] - plane[2])
    pairs = list(zip(report.xs, report.ys, strict=True))
    for (x, y), (x2, y2) in pairwise(pairs):
        if not isfinite(y):
            continue
        steps = BETWEEN if isfinite(y2) and abs(y2 - y) <= most else 1
        found += [(x + (x2 - x) * at / steps, y + (y2 - y) * at / steps if at else y)
                  for at in range(steps)]  # fmt: skip
    return found + [pair for pair in pairs[-1:] if isfinite(pair[1])]


def _tangent(report: Curve, plane: Plane) -> list[tuple[float, float]]:
    """The points of the tangent that lie in the picture."""
    line = ((x, report.value + report.slope * (x - report.at)) for x in report.xs)
    return [(x, y) for x, y in line if plane[2] <= y <= plane[3]]


def _drawn(points: list[tuple[float, float]], plane: Plane, width: int, sign: str,
           ) -> list[str]:  # fmt: skip
    """The lines of one picture: dots as fine as braille, or `sign` at each point."""
    import numpy as np
    from uniplot import plot_to_string

    options: dict[str, Any] = {"character_set": "braille"}
    if sign:
        options = {"character_set": "ascii", "force_ascii_characters": [sign]}
    inside = [(x, y) for x, y in points if plane[0] <= x <= plane[1] and plane[2] <= y <= plane[3]]
    with np.errstate(all="ignore"):  # NumPy would warn on the terminal where a plane is tiny
        text = plot_to_string(
            ys=[y for _, y in inside], xs=[x for x, _ in inside], x_min=plane[0], x_max=plane[1],
            y_min=plane[2], y_max=plane[3], width=width, height=HEIGHT, lines=False, color=False,
            x_gridlines=[], y_gridlines=[], **options)  # fmt: skip
    return [line.rstrip() for line in str(text).splitlines()]


def _laid_over(layers: list[tuple[list[str], str]]) -> list[Line]:
    """The pictures as one: the frame of the first, and in each cell the last that drew there."""
    found: list[Line] = []
    for row, frame in enumerate(layers[0][0]):
        inside = frame[:1] == "│"
        end = frame.rindex("│") if inside else -1
        line: Line = [INDENT]
        for at, blank in enumerate(frame):
            style, sign = "dim", blank
            if 0 < at < end:
                sign = " "
                for lines, own in layers:
                    drawn = lines[row][at : at + 1]
                    if drawn not in LINES:
                        style, sign = own, drawn
            if len(line) > 1 and line[-1][0] == style:
                line[-1] = style, line[-1][1] + sign
            else:
                line.append((style, sign))
        found.append(line)
    return found
