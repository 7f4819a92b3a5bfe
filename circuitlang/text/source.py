"""Source text and places in it.  Offsets count characters of the normalised text, from 0."""

from __future__ import annotations

from bisect import bisect_right

BOM = "\ufeff"


class Source:
    """A named piece of program text.  Line ends are normalised to LF and a leading BOM is dropped,
    so that offsets, lines and columns mean the same on every platform."""

    __slots__ = ("_starts", "first_line", "name", "text")

    def __init__(self, name: str, text: str, first_line: int = 1) -> None:
        """`name` is what messages call it (a path, `<prompt>`, `<string>`); `first_line` numbers
        its first line (the prompt counts on from statement to statement)."""
        self.name = name
        self.text = text.removeprefix(BOM).replace("\r\n", "\n").replace("\r", "\n")
        self.first_line = first_line
        self._starts: list[int] | None = None

    def _line_starts(self) -> list[int]:
        if self._starts is None:
            starts, at = [0], self.text.find("\n")
            while at >= 0:
                starts.append(at + 1)
                at = self.text.find("\n", at + 1)
            self._starts = starts
        return self._starts

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1, the column in characters."""
        starts = self._line_starts()
        row = bisect_right(starts, offset) - 1
        return row + self.first_line, offset - starts[row] + 1

    def line(self, number: int) -> str:
        """The text of a line (numbered as `position` numbers it), without its line end."""
        starts = self._line_starts()
        row = number - self.first_line
        end = starts[row + 1] - 1 if row + 1 < len(starts) else len(self.text)
        return self.text[starts[row] : end]


class Span:
    """Characters `start` to `end` (exclusive) of a source."""

    __slots__ = ("end", "source", "start")

    def __init__(self, source: Source, start: int, end: int) -> None:
        self.source = source
        self.start = start
        self.end = end

    @property
    def file(self) -> str:
        return self.source.name

    @property
    def line(self) -> int:
        return self.source.position(self.start)[0]

    @property
    def column(self) -> int:
        return self.source.position(self.start)[1]

    @property
    def text(self) -> str:
        return self.source.text[self.start : self.end]

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Span)
            and self.source is other.source
            and (self.start, self.end) == (other.start, other.end)
        )

    def __hash__(self) -> int:
        return hash((id(self.source), self.start, self.end))

    def __repr__(self) -> str:
        return f"Span({self.file}:{self.line}:{self.column}, {self.text!r})"
