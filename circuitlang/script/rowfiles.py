"""Rows of numbers in files, read and written in blocks: CSV with a header, and NumPy's .npy."""

from __future__ import annotations

import csv
import io
import os

from circuitlang.script.pipes import opened
from circuitlang.session.feeding import header_of, matched
from circuitlang.session.files import reason
from circuitlang.text.errors import error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any, BinaryIO

    from circuitlang.meaning.builder import Builder
    from circuitlang.text.errors import CircuitError

LINE = 2**20  # characters of a line, at most


class Rows:
    """`columns` are the names of the inputs that are fed; `blocks(size)` gives arrays of rows, and
    where each row stands; `bad` hears of rows that are no numbers."""

    columns: list[str]
    word = "line"  # what counts the rows for a person

    def __init__(self, path: str, bad: Callable[[CircuitError], None]) -> None:
        self.path, self.bad = path, bad
        self.share = 0.0  # of the file that was read

    def blocks(self, size: int) -> Iterator[tuple[Any, Sequence[int]]]:
        raise NotImplementedError

    def close(self) -> None:
        """Close the file."""


class CsvRows(Rows):
    """A column named like an input feeds it; the others are not looked at."""

    def __init__(self, path: str, builder: Builder, bad: Callable[[CircuitError], None]) -> None:
        super().__init__(path, bad)
        self.raw = _opened(path)
        self.size = os.fstat(self.raw.fileno()).st_size
        self.text = io.TextIOWrapper(self.raw, "utf-8-sig", "surrogateescape", newline="")
        self.reader = csv.reader(self._lines(), strict=True)
        try:
            self.header = header_of(self.reader, path)
            found = matched(builder, self.header, path, None)
        except BaseException:
            self.close()
            raise
        self.places = [self.header.index(name) for name in found]
        self.columns = [builder.tape.name(wire) for wire in found.values()]

    def _lines(self) -> Iterator[str]:
        while line := self.text.readline(LINE):
            if len(line) == LINE:
                raise error("bad-data", f"`{self.path}` has a line of more than {LINE:,} letters")
            yield line

    def close(self) -> None:
        self.text.close()

    def blocks(self, size: int) -> Iterator[tuple[Any, Sequence[int]]]:
        import numpy as np

        rows: list[list[float]] = []
        lines: list[int] = []
        while True:
            try:
                fields = next(self.reader)
                if fields:
                    rows.append(self._numbers(fields))
                    lines.append(self.reader.line_num)
            except StopIteration:
                break
            except csv.Error as problem:
                self.bad(self._wrong(f": {problem}"))
            except ValueError as problem:
                self.bad(self._wrong(str(problem)))
            if len(rows) == size:
                self.share = self.raw.tell() / self.size if self.size else 0.0
                yield np.array(rows), lines
                rows, lines = [], []
        if rows:
            yield np.array(rows), lines

    def _wrong(self, words: str) -> CircuitError:
        return error("bad-data", f"`{self.path}`, line {self.reader.line_num}{words}",
                     help="--skip-bad leaves such rows out")  # fmt: skip

    def _numbers(self, fields: list[str]) -> list[float]:
        """The numbers of one row; raises ValueError in the words of a person."""
        if len(fields) != len(self.header):
            count = f"{len(fields)} field{'s' * (len(fields) != 1)}"
            raise ValueError(f": {count} where the header has {len(self.header)}")
        found = []
        for at in self.places:
            text = fields[at]
            try:
                if "_" in text:
                    raise ValueError
                found.append(float(text))
            except ValueError:
                raise ValueError(f", column `{self.header[at]}`: `{text[:40]}` is not a "
                                 "number") from None  # fmt: skip
        return found


class NpyRows(Rows):
    """An array of rows × inputs in the order of their declarations, or with named fields."""

    word = "row"

    def __init__(self, path: str, builder: Builder, inputs: Sequence[str],
                 bad: Callable[[CircuitError], None]) -> None:  # fmt: skip
        import numpy as np

        super().__init__(path, bad)
        _opened(path).close()
        try:
            self.array = np.load(path, mmap_mode="r", allow_pickle=False)
        except (OSError, ValueError, EOFError):
            raise error("bad-data", f"`{path}` is no array of numbers in .npy format") from None
        names = self.array.dtype.names
        self.fields: list[str] = []
        if names is not None:
            found = matched(builder, names, path, None)
            self.fields, self.columns = list(found), [builder.tape.name(x) for x in found.values()]
            return
        self.columns = list(inputs)
        if self.array.dtype.kind not in "biuf":
            raise error("bad-data", f"`{path}` holds {self.array.dtype.name}, not real numbers")
        if self.array.ndim == 1 and len(self.columns) == 1:
            self.array = self.array.reshape(-1, 1)
        if self.array.ndim != 2 or self.array.shape[1] != len(self.columns):
            shape = " × ".join(map(str, self.array.shape))
            raise error("bad-data", f"`{path}` is {shape}, and the circuit has "
                        f"{len(self.columns)} inputs that are one number",
                        help=f"a column for each: {', '.join(inputs)}")  # fmt: skip

    def blocks(self, size: int) -> Iterator[tuple[Any, Sequence[int]]]:
        import numpy as np

        for low in range(0, len(self.array), size):
            part = self.array[low : low + size]
            if self.fields:
                part = np.stack([part[name] for name in self.fields], 1)
            yield np.array(part, np.float64), range(low, low + len(part))
            self.share = (low + len(part)) / len(self.array)


def read(path: str, builder: Builder, inputs: Sequence[str],
         bad: Callable[[CircuitError], None]) -> Rows:  # fmt: skip
    """The rows of a data file, by its ending."""
    if path.endswith(".npy"):
        return NpyRows(path, builder, inputs, bad)
    return CsvRows(path, builder, bad)


def _opened(path: str) -> BinaryIO:
    try:
        return opened(path)
    except (OSError, ValueError) as problem:
        why = reason(problem) if isinstance(problem, OSError) else "this is no path"
        raise error("file-not-found", f"`{path}` cannot be read: {why}") from None


class CsvWriter:
    """Rows below a header, each number in the shortest text that reads back to its bits."""

    def __init__(self, file: BinaryIO, names: Sequence[str]) -> None:
        self.text = io.TextIOWrapper(file, "utf-8", newline="", write_through=True)
        self.writer = csv.writer(self.text, lineterminator="\n")
        self.writer.writerow(names)

    def write(self, table: Any) -> None:
        self.writer.writerows(table.tolist())

    def close(self) -> None:
        self.text.flush()
        self.text.detach()


class NpyWriter:
    """An array of rows × columns; its header is written again when the rows are counted."""

    def __init__(self, file: BinaryIO, names: Sequence[str]) -> None:
        self.file, self.width, self.count = file, len(names), 0
        self._header()

    def _header(self) -> None:
        from numpy.lib import format

        format.write_array_header_1_0(self.file, {
            "descr": "<f8", "fortran_order": False, "shape": (self.count, self.width)})  # fmt: skip

    def write(self, table: Any) -> None:
        self.file.write(table.astype("<f8").tobytes())
        self.count += len(table)

    def close(self) -> None:
        self.file.seek(0)
        self._header()
