"""The rows of a CSV file, one after another; none of them may be longer than is reasonable, so that
a file without line ends, or with a quote that is never closed, takes no memory."""

from __future__ import annotations

import csv

from circuitlang.text.errors import error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

    from circuitlang.text.errors import CircuitError
    from circuitlang.text.source import Span

LONGEST = 2**20  # letters of a row


class CsvRows:
    """`for row in rows`; `rows.line` is the line that was read last.  Raises csv.Error for what is
    no CSV, bad-data for a row that is too long, UnicodeDecodeError as the stream does."""

    __slots__ = ("letters", "path", "reader", "span", "stream")

    def __init__(self, stream: TextIO, path: str, span: Span | None = None) -> None:
        self.stream, self.path, self.span = stream, path, span
        self.letters = 0  # of the row that is being read
        self.reader = csv.reader(self._lines(), strict=True)

    def __iter__(self) -> CsvRows:
        return self

    def __next__(self) -> list[str]:
        self.letters = 0
        return next(self.reader)

    @property
    def line(self) -> int:
        return self.reader.line_num

    def header(self) -> list[str]:
        """The names in the first row.  Raises bad-data."""
        try:
            return [name.strip() for name in next(self, [])]
        except csv.Error as problem:
            raise self.wrong(f": {problem}") from None

    def wrong(self, words: str, help: str | None = None) -> CircuitError:
        """What is wrong with the row that was read last."""
        return error("bad-data", f"`{self.path}`, line {max(self.line, 1)}{words}", self.span,
                     help=help)  # fmt: skip

    def _lines(self) -> Iterator[str]:
        while line := self.stream.readline(LONGEST + 1):
            self.letters += len(line)
            if self.letters > LONGEST:
                raise error("bad-data", f"`{self.path}`, line {self.line + 1}: the row has more "
                            f"than {LONGEST:,} letters", self.span)  # fmt: skip
            yield line
