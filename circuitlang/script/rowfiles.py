"""Rows of numbers in files, read and written in blocks: CSV with a header, and NumPy's .npy."""

from __future__ import annotations

import csv
import io
import os
import stat

from circuitlang.meaning.csvrows import CsvRows as CsvReader
from circuitlang.meaning.datafiles import listed
from circuitlang.meaning.npyfiles import Header
from circuitlang.script.pipes import opened
from circuitlang.session.feeding import matched
from circuitlang.session.files import reason
from circuitlang.text.errors import error
from circuitlang.text.escape import short

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any, BinaryIO

    from circuitlang.meaning.builder import Builder
    from circuitlang.text.errors import CircuitError

MOST = 2**26  # bytes that are read at once, or what one row takes


class Rows:
    """`columns` are the names of the inputs that are fed; `blocks(size)` gives arrays of rows, and
    where each row stands; `bad` hears of rows that are no numbers."""

    columns: list[str]
    word = "line"  # what counts the rows for a person

    def __init__(self, path: str, bad: Callable[[CircuitError], None]) -> None:
        self.path, self.bad = path, bad
        self.share = 0.0  # of the file that was read

    if TYPE_CHECKING:

        def blocks(self, size: int) -> Iterator[tuple[Any, Sequence[int]]]: ...

        def close(self) -> None: ...


class CsvRows(Rows):
    """A column named like an input feeds it; the others are not looked at."""

    def __init__(self, path: str, builder: Builder, bad: Callable[[CircuitError], None]) -> None:
        super().__init__(path, bad)
        self.raw = _opened(path)
        self.size = os.fstat(self.raw.fileno()).st_size
        self.text = io.TextIOWrapper(self.raw, "utf-8-sig", "surrogateescape", newline="")
        self.reader = CsvReader(self.text, path)
        try:
            self.header = self.reader.header()
            found = matched(builder, self.header, path, None)
        except BaseException:
            self.close()
            raise
        first = {self.header[at]: at for at in reversed(range(len(self.header)))}
        self.places = [first[name] for name in found]
        self.columns = [builder.tape.name(wire) for wire in found.values()]

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
                    lines.append(self.reader.line)
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
        return self.reader.wrong(words, "--skip-bad leaves such rows out")

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
                raise ValueError(f", column `{short(self.header[at], 40)}`: "
                                 f"`{short(text, 40)}` is not a number") from None  # fmt: skip
        return found


class NpyRows(Rows):
    """An array of rows × inputs in the order of their declarations, or with named fields."""

    word = "row"

    def __init__(self, path: str, builder: Builder, inputs: Sequence[str],
                 bad: Callable[[CircuitError], None]) -> None:  # fmt: skip
        super().__init__(path, bad)
        self.file = _opened(path)
        try:
            status = os.fstat(self.file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise error("file-not-allowed", f"`{path}` is no regular file: an array is read in "
                            "parts from there")  # fmt: skip
            self.header = Header(self.file, path, None, fields=True)
            self.header.hold(status.st_size - self.header.begin, path, None)
            self._match(builder, inputs)
        except BaseException:
            self.close()
            raise

    def _match(self, builder: Builder, inputs: Sequence[str]) -> None:
        """Which columns feed which inputs.  Raises bad-data where they do not fit."""
        shape, dtype, path = self.header.shape, self.header.dtype, self.path
        self.fields: list[str] = []
        self.columns = list(inputs)
        self.count, self.width = shape[0] if shape else 1, len(self.columns)
        if dtype.names is not None:
            found = matched(builder, dtype.names, path, None)
            self.fields, self.columns = list(found), [builder.tape.name(x) for x in found.values()]
            odd = [name for name in self.fields if dtype[name].kind not in "biuf"]
            if odd:
                raise error("bad-data", f"`{path}` holds no real numbers in `{short(odd[0], 40)}`")
            if len(shape) == 1:
                self.width = 1
                return
        else:
            fits = shape == (self.count, self.width) and self.width > 0
            if fits or (len(shape) == 1 and self.width == 1):
                return
        size = " × ".join(map(str, shape)) or "one number"
        raise error("bad-data", f"`{path}` is {size}, and the circuit has "
                    f"{len(inputs)} inputs that are one number",
                    help=f"a column for each: {listed(inputs)}")  # fmt: skip

    def close(self) -> None:
        self.file.close()

    def blocks(self, size: int) -> Iterator[tuple[Any, Sequence[int]]]:
        import numpy as np

        size = min(size, MOST // (self.width * int(self.header.dtype.itemsize)) + 1)
        for low in range(0, self.count, size):
            high = min(low + size, self.count)
            if self.header.by_columns:
                columns = [self._part(self.count * at + low, high - low)
                           for at in range(self.width)]  # fmt: skip
                part = np.stack(columns, 1)
            else:
                part = self._part(self.width * low, self.width * (high - low))
            if self.fields:
                part = np.stack([part[name] for name in self.fields], 1)
            with np.errstate(all="ignore"):
                numbers = part.reshape(high - low, -1).astype(np.float64)
            yield numbers, range(low, high)
            self.share = high / self.count

    def _part(self, begin: int, count: int) -> Any:
        """So many elements from one on."""
        import numpy as np

        item = int(self.header.dtype.itemsize)
        self.file.seek(self.header.begin + begin * item)
        data = self.file.read(count * item)
        if len(data) < count * item:
            raise error("bad-data", f"`{self.path}` became shorter while it was read")
        return np.frombuffer(data, self.header.dtype)


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
