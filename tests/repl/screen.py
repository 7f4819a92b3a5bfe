"""A terminal's screen, as far as prompt_toolkit and the views draw on it."""

from __future__ import annotations

import re
import unicodedata

_STEP = re.compile(
    r"\x1b\[(?P<args>[?>=0-9;]*)(?P<final>[@-~])|\x1b\][^\x07]*\x07|\x1b[()][A-Z0-9]|\x1b[=>78cM]"
    r"|(?P<char>[^\x1b])"
)
_UNFINISHED = re.compile(r"\x1b(?:\[[?>=0-9;]*|\][^\x07]*|[()]?)$")


class Screen:
    """Feed it output; `text` is what is to be seen, `answers` what the terminal sends back."""

    def __init__(self, rows: int, columns: int) -> None:
        self.rows, self.columns = rows, columns
        self.cells = [[" "] * columns for _ in range(rows)]
        self.scrolled: list[str] = []  # lines that went out at the top
        self.row = self.column = 0
        self.answers = ""
        self.colors: set[str] = set()  # every code of a colour that was used
        self.rest = ""

    @property
    def lines(self) -> list[str]:
        return ["".join(row).rstrip() for row in self.cells]

    @property
    def text(self) -> str:
        return "\n".join([*self.scrolled, *self.lines]).rstrip()

    def resize(self, rows: int, columns: int) -> None:
        """The upper left part stays, as most terminals do it."""
        old = self.cells
        self.rows, self.columns = rows, columns
        self.cells = [[*line[:columns], *" " * (columns - len(line))] for line in old[:rows]]
        self.cells += [[" "] * columns for _ in range(rows - len(self.cells))]
        self.row, self.column = min(self.row, rows - 1), min(self.column, columns - 1)

    def feed(self, output: str) -> None:
        output = self.rest + output
        unfinished = _UNFINISHED.search(output)
        self.rest = unfinished[0] if unfinished else ""
        for step in _STEP.finditer(output[: len(output) - len(self.rest)]):
            if step["char"]:
                self._char(step["char"])
            elif step["final"]:
                self._control(step["args"], step["final"])

    def _char(self, char: str) -> None:
        if char == "\r":
            self.column = 0
        elif char == "\n":
            self._down()
        elif char == "\b":
            self.column = max(0, self.column - 1)
        elif char >= " ":
            wide = 2 if unicodedata.east_asian_width(char) in "WF" else 1
            if self.column + wide > self.columns:
                self.column = 0
                self._down()
            self.cells[self.row][self.column] = char
            if wide == 2:
                self.cells[self.row][self.column + 1] = ""
            self.column += wide

    def _down(self) -> None:
        if self.row + 1 < self.rows:
            self.row += 1
            return
        self.scrolled.append("".join(self.cells.pop(0)).rstrip())
        self.cells.append([" "] * self.columns)

    def _control(self, args: str, final: str) -> None:
        numbers = [int(part or 0) for part in args.split(";")] if args[:1] not in "?>=" else []
        if not args:
            numbers = [0]
        first = numbers[0] if numbers else 0
        count = max(1, first)
        if final == "m":
            self.colors |= set(args.split(";"))
        elif final == "n" and first == 6:
            self.answers += f"\x1b[{self.row + 1};{self.column + 1}R"
        elif final in "AB":
            step = -count if final == "A" else count
            self.row = min(self.rows - 1, max(0, self.row + step))
        elif final in "CD":
            step = count if final == "C" else -count
            self.column = min(self.columns - 1, max(0, self.column + step))
        elif final in "Hf":
            numbers = [*numbers, 1][:2]
            self.row = min(self.rows, max(1, numbers[0])) - 1
            self.column = min(self.columns, max(1, numbers[1])) - 1
        elif final == "K":
            start, end = ((self.column, self.columns), (0, self.column + 1), (0, self.columns))[
                first
            ]
            self.cells[self.row][start:end] = " " * (end - start)
        elif final == "J":
            below = range(self.row + 1, self.rows) if first == 0 else range(self.rows)
            for row in below:
                self.cells[row] = [" "] * self.columns
            self.cells[self.row][self.column :] = " " * (self.columns - self.column)
