"""`diagram`: the circuit in the cells of a terminal, values above and gradients below the wires;
where it is too wide or too large, the part around what was asked for."""

from __future__ import annotations

from circuitlang.reports.drawing import Drawing, part
from circuitlang.views.labels import notes
from circuitlang.views.layers import Layers
from circuitlang.views.layout import INDENT, clip, columns_of, fold
from circuitlang.views.picture import MANNERS, Picture
from circuitlang.views.rows import rows_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from circuitlang.views.style import Line

MOST = 80  # gates and inputs in a terminal
FEW = 16  # of them if not even the neighbours are as few as that


def diagram(report: Drawing, columns: int, digits: int | None, ascii: bool = False) -> list[Line]:
    """The roomiest picture that fits; if none does, or there are too many gates, a part of it
    around what was asked for, with what is left out counted."""
    if not report.nodes:
        return [[("dim", "  there is nothing to draw")]]
    drawing = report
    lines = _fitted(report, columns, digits, ascii) if len(report.nodes) <= MOST else None
    if lines is None:
        drawing, lines = _largest(report, columns, digits, ascii)
    return [*lines, *_legend(drawing, columns)]


def in_ascii(report: Drawing, columns: int, digits: int | None) -> list[Line]:
    """The same with names in ASCII, which may take more columns."""
    return diagram(report, columns, digits, ascii=True)


def _fitted(drawing: Drawing, columns: int, digits: int | None, ascii: bool,
            ) -> list[Line] | None:  # fmt: skip
    """The picture in the roomiest manner that fits into the columns."""
    layers = Layers([node.inputs for node in drawing.nodes], [node.frame for node in drawing.nodes])
    rows = rows_of(layers)
    for manner in MANNERS:
        lines = Picture(drawing, layers, rows, manner, digits, ascii).lines()
        if all(columns_of(line) <= columns for line in lines):
            return lines
    return None


def _largest(report: Drawing, columns: int, digits: int | None, ascii: bool,
             ) -> tuple[Drawing, list[Line]]:  # fmt: skip
    """As many rings of neighbours around what was asked for as fit."""
    found = None
    for keep in _rings(report):
        drawing = part(report, keep)
        lines = _fitted(drawing, columns, digits, ascii)
        if lines is None:
            break
        found = drawing, lines
    if found is None:
        drawing = part(report, report.focus[:1] or [len(report.nodes) - 1])
        layers = Layers([()] * len(drawing.nodes), [-1] * len(drawing.nodes))
        picture = Picture(drawing, layers, rows_of(layers), MANNERS[-1], digits, ascii)
        found = drawing, [clip(line, columns) for line in picture.lines()]
    return found


def _rings(report: Drawing) -> list[list[int]]:
    """What was asked for; the same with its inputs and readers; with their inputs and their
    readers; … as long as there are not too many."""
    read_by: list[set[int]] = [set() for _ in report.nodes]
    for at, node in enumerate(report.nodes):
        for x in node.inputs:
            read_by[x].add(at)
    above = below = (sorted(report.focus) or [len(report.nodes) - 1])[:FEW]
    known = set(above)
    found = [above]
    while above or below:
        above = sorted({x for at in above for x in report.nodes[at].inputs} - known)
        below = sorted({x for at in below for x in read_by[at]} - known)
        if len(known) + len(above) + len(below) > MOST:
            if len(found) == 1:
                found.append(sorted({*known, *[*above, *below][:FEW]}))
            break
        known.update(above, below)
        found.append(sorted(known))
    return found


def _legend(drawing: Drawing, columns: int) -> list[Line]:
    text = notes(drawing)
    return [[], *fold([INDENT, ("dim", text)], columns)] if text else []
