"""A sheet of character cells on which lines and words are put."""

from __future__ import annotations

from circuitlang.text.escape import visible
from circuitlang.text.width import width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from circuitlang.views.style import Line

NORTH, EAST, SOUTH, WEST = 1, 2, 4, 8
SIGNS = {
    NORTH: "│", SOUTH: "│", NORTH | SOUTH: "│", EAST: "─", WEST: "─", EAST | WEST: "─",
    NORTH | EAST: "└", NORTH | WEST: "┘", SOUTH | EAST: "┌", SOUTH | WEST: "┐",
    NORTH | SOUTH | EAST: "├", NORTH | SOUTH | WEST: "┤", EAST | WEST | SOUTH: "┬",
    EAST | WEST | NORTH: "┴", NORTH | SOUTH | EAST | WEST: "┼",
}  # fmt: skip
CORNERS = {side for side, sign in SIGNS.items() if sign in "─│┌┐└┘"}
FORK = "●"
DASHED = {"top": "╌", "side": "╎", "corners": "╭╮╰╯"}

Cell = tuple[int, int]  # row, column


class Canvas:
    """Lines belong to wires: where two wires meet in a cell they cross, and the upright one passes
    over the other; lines of the same wire are joined."""

    __slots__ = ("forks", "frames", "lines", "words")

    def __init__(self) -> None:
        self.words: dict[Cell, tuple[str, str]] = {}  # style and text; an empty one: a wide
        self.lines: dict[Cell, dict[object, int]] = {}  # letter stands before it
        self.forks: set[Cell] = set()
        self.frames: dict[Cell, str] = {}

    def word(self, row: int, column: int, text: str, style: str) -> None:
        for char in visible(text):
            size = width(char)
            if size:
                self.words[row, column] = (style, char)
                if size == 2:
                    self.words[row, column + 1] = (style, "")
                column += size
            else:
                before = column - 1
                while before > 0 and not self.words.get((row, before), ("", " "))[1]:
                    before -= 1
                if (row, before) in self.words:
                    self.words[row, before] = (style, self.words[row, before][1] + char)

    def across(self, row: int, first: int, last: int, wire: object, start: object = None) -> None:
        """A line from cell to cell; in its first one it is joined to `start`."""
        for column in range(first, last + 1):
            owner = start if column == first and start is not None else wire
            side = (EAST if column < last else 0) | (WEST if column > first else 0)
            self._line((row, column), owner, side or EAST)

    def down(self, column: int, top: int, bottom: int, wire: object) -> None:
        for row in range(top, bottom + 1):
            side = (SOUTH if row < bottom else 0) | (NORTH if row > top else 0)
            self._line((row, column), wire, side)

    def _line(self, cell: Cell, wire: object, side: int) -> None:
        owners = self.lines.setdefault(cell, {})
        owners[wire] = owners.get(wire, 0) | side

    def frame(self, top: int, left: int, bottom: int, right: int, title: str) -> bool:
        """A dashed frame with a title, if nothing but wires across its sides is in the way."""
        found: dict[Cell, str] = {}
        for column in range(left + 1, right):
            found[top, column] = found[bottom, column] = DASHED["top"]
        for row in range(top + 1, bottom):
            found[row, left] = found[row, right] = DASHED["side"]
        corners = ((top, left), (top, right), (bottom, left), (bottom, right))
        found.update(zip(corners, DASHED["corners"], strict=True))
        size = width(visible(title))
        for cell, sign in found.items():
            across = NORTH | SOUTH if sign == DASHED["top"] else EAST | WEST
            wires = self.lines.get(cell, {})
            blocked = len(wires) > 1 or any(side & ~across for side in wires.values())
            if sign in DASHED["corners"] or (cell[0] == top and cell[1] < left + size + 5):
                blocked = blocked or bool(wires)
            if blocked or cell in self.words or cell in self.frames:
                return False
        self.frames.update(found)
        if size + 5 <= right - left:
            self.word(top, left + 2, f" {title} ", "dim")
        return True

    def text(self) -> list[Line]:
        """The sheet in styled lines, without blanks at their ends."""
        cells = {*self.words, *self.lines, *self.frames}
        if not cells:
            return []
        rows: dict[int, list[int]] = {}
        for row, column in cells:
            rows.setdefault(row, []).append(column)
        return [self._row(row, rows.get(row, [])) for row in range(min(rows), max(rows) + 1)]

    def _row(self, row: int, columns: list[int]) -> Line:
        line: Line = []
        at = 0
        for column in sorted(columns):
            if column > at:
                line.append(("plain", " " * (column - at)))
            style, sign = self._cell((row, column))
            if line and line[-1][0] == style:
                line[-1] = (style, line[-1][1] + sign)
            else:
                line.append((style, sign))
            at = column + 1
        while line and not line[-1][1].strip(" "):
            line.pop()
        return line

    def _cell(self, cell: Cell) -> tuple[str, str]:
        if cell in self.words:
            return self.words[cell]
        owners = self.lines.get(cell)
        if owners is None:
            return "dim", self.frames[cell]
        sides = max(owners.values(), key=lambda side: (bool(side & (NORTH | SOUTH)), side))
        if cell in self.forks and sides not in CORNERS:
            return "plain", FORK
        return "plain", SIGNS[sides]
