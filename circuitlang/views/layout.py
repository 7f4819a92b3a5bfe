"""Laying out lines in columns: widths as a terminal sees them, cutting, folding, tables."""

from __future__ import annotations

from circuitlang.text.escape import visible
from circuitlang.text.width import width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from circuitlang.views.style import Line, Piece

INDENT: Piece = ("plain", "  ")
GAP = 2  # blanks between the columns of a table
LEAST = 20  # columns that are used however narrow the terminal says it is


def columns_of(line: Line) -> int:
    """How many columns a line takes, once everything from outside is escaped."""
    return sum(width(visible(text)) for _, text in line)


def clip(line: Line, most: int) -> Line:
    """The line in at most `most` columns, with `…` where it was cut."""
    if columns_of(line) <= most:
        return line
    kept: Line = []
    room = most - 1
    for style, text in line:
        part = _head(visible(text), room)
        kept.append((style, part))
        room -= width(part)
        if part != visible(text):
            break
    return [*kept[:-1], (kept[-1][0], kept[-1][1] + "…")]


def _head(text: str, room: int) -> str:
    """As much of the beginning as fits into `room` columns, with the marks of its last letter."""
    if width(text) <= room:
        return text
    used = 0
    for at, char in enumerate(text):
        used += width(char)
        if used > room:
            return text[:at]
    return text


def blanks(count: int) -> Line:
    return [("plain", " " * count)] if count > 0 else []


def fill(line: Line, columns: int) -> Line:
    """The line with blanks after it up to `columns`."""
    return [*line, *blanks(columns - columns_of(line))]


def joined(cells: Sequence[Line], gap: int) -> Line:
    """The cells one after the other with `gap` blanks between."""
    line: Line = []
    for cell in cells:
        line += [*(blanks(gap) if line else []), *cell]
    return line


def flow(cells: Sequence[Line], columns: int, gap: int, hang: int) -> list[Line]:
    """Indented lines with as many cells as fit; from the second line on `hang` blanks before."""
    lines: list[Line] = []
    used = columns + 1
    for cell in cells:
        need = columns_of(cell)
        if used + gap + need <= columns:
            lines[-1] += [*blanks(gap), *cell]
            used += gap + need
        else:
            start = blanks(hang) if lines else [INDENT]
            lines.append([*start, *cell])
            used = columns_of(lines[-1])
    return lines


def fold(line: Line, columns: int) -> list[Line]:
    """A line that is too wide in several: broken between its cells (at two blanks or more) or at
    a sign of equality where it can be, else at a blank, else anywhere; what follows is indented a
    little more."""
    lines: list[Line] = []
    hang = _indent(line) + 4
    while columns_of(line) > columns:
        head, rest = _broken(line, columns, hang if lines else _indent(line))
        lines.append(head)
        line = [*blanks(min(hang, columns // 2)), *rest]
    return [*lines, line]


def _indent(line: Line) -> int:
    text = "".join(text for _, text in line)
    return len(text) - len(text.lstrip(" "))


def _broken(line: Line, columns: int, start: int) -> tuple[Line, Line]:
    """The line before the best break within `columns`, and what follows it; `start` blanks at
    its beginning are no place to break."""
    text = "".join(visible(text) for _, text in line)
    end = len(_head(text, columns))
    at = end
    for gap, least in (("  ", columns // 3), (" = ", columns // 3), (" ", 0)):
        head = text[: max(text.rfind(gap, 0, end + len(gap)), 0)].rstrip(" ")
        if len(head) > start + least:
            at = len(head)
            break
    rest = text[at:]
    return _slice(line, 0, at), _slice(line, at + len(rest) - len(rest.lstrip(" ")), len(text))


def _slice(line: Line, start: int, end: int) -> Line:
    found: Line = []
    at = 0
    for style, text in line:
        text = visible(text)
        part = text[max(0, start - at) : max(0, end - at)]
        at += len(text)
        if part:
            found.append((style, part))
    return found


def trimmed(line: Line) -> Line:
    """The line without blanks at its end."""
    while line and not line[-1][1].rstrip(" "):
        line = line[:-1]
    return [*line[:-1], (line[-1][0], line[-1][1].rstrip(" "))] if line else line
