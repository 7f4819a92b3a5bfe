"""Tables: columns that line up, numbers at their points, long names cut where it is narrow."""

from __future__ import annotations

from circuitlang.text.escape import visible
from circuitlang.text.width import width
from circuitlang.views.layout import GAP, INDENT, blanks, clip, columns_of, fill, joined

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from circuitlang.views.style import Line

Row = list["Line"]


def table(
    header: Sequence[str], rows: Sequence[Row], kinds: str, columns: int, cut: dict[int, int]
) -> list[Line] | None:
    """The rows below a dim header, two blanks before each; None where they do not fit.

    `kinds` has a letter for each column: `l` text, `n` numbers.  `cut` names the columns that may
    be cut, the first one first, and how narrow they may become.  Where room is short numbers line
    up on the right instead of at the point.
    """
    for at_point in (True, False):
        cells = [list(row) for row in ([[("dim", word)] for word in header], *rows)]
        for index, kind in enumerate(kinds):
            if kind == "n":
                _line_up(cells, index, at_point)
        widths = [max(columns_of(row[index]) for row in cells) for index in range(len(kinds))]
        excess = sum(widths) + GAP * sum(map(bool, widths)) + len(INDENT[1]) - GAP - columns
        for index, narrow in cut.items():
            taken = max(0, min(excess, widths[index] - narrow))
            widths[index] -= taken
            excess -= taken
        if excess <= 0:
            kept = cells if any(header) else cells[1:]
            return [_row(row, widths) for row in kept]
    return None


def _row(cells: Row, widths: list[int]) -> Line:
    used = [index for index, each in enumerate(widths) if each]
    while used and not columns_of(cells[used[-1]]):
        used.pop()  # no blanks at the end of a line
    filled = [fill(clip(cells[index], widths[index]), widths[index]) for index in used[:-1]]
    filled += [clip(cells[index], widths[index]) for index in used[-1:]]
    return [INDENT, *joined(filled, GAP)]


def _line_up(cells: list[Row], index: int, at_point: bool) -> None:
    """Pad the numbers of a column in place: at their points, or on the right.  What stands after
    the first piece of a cell (`stale`) hangs out."""
    numbers = [row[index][0] if row[index] else ("plain", "") for row in cells]
    wholes = [_whole(visible(text)) if at_point else width(visible(text)) for _, text in numbers]
    whole = max(wholes[1:], default=0)
    blocks = [whole - mine + width(visible(text))
              for mine, (_, text) in zip(wholes, numbers, strict=True)]  # fmt: skip
    block = max([width(numbers[0][1]), *blocks[1:]])
    shift = block - max(blocks[1:], default=0)
    for at, row in enumerate(cells):
        if row[index]:
            before = whole - wholes[at] + shift if at else block - width(numbers[0][1])
            row[index] = [*blanks(before), *row[index]]


def _whole(text: str) -> int:
    """Columns before the point (or the exponent) of a number."""
    for sign in ".e":
        if sign in text and text[text.index(sign) - 1].isdigit():
            return text.index(sign)
    return width(text)
