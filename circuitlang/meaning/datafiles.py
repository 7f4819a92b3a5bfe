"""Tensors from files: a column (or all) of a CSV file, an array of NumPy's .npy format."""

from __future__ import annotations

import csv
import io
from math import prod

from circuitlang.text.errors import error
from circuitlang.text.suggest import suggest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from circuitlang.text.limits import Limits
    from circuitlang.text.source import Span


def load(kind: str, operands: list[Any], span: Span, limits: Limits,
         read: Callable[[str, Span], bytes]) -> Any:  # fmt: skip
    """The array that `csv("f.csv")`, `csv("f.csv", "column")` or `npy("f.npy")` means."""
    if not operands or not all(isinstance(operand, str) for operand in operands):
        raise error("bad-argument", f"`{kind}` takes the path of a file in quotes", span,
                    help=f'{kind}("points.{kind}")')  # fmt: skip
    path, *columns = operands
    if kind == "npy":
        if columns:
            raise error("wrong-arity", "`npy` takes one path", span, help='npy("w.npy")')
        return _npy(read(path, span), path, span, limits)
    return table(read(path, span), path, columns, span, limits)


def table(data: bytes, path: str, columns: list[str], span: Span | None, limits: Limits) -> Any:
    """The numbers of a CSV file with a header: one column as a vector, several or all as a
    matrix of rows × columns.  Raises bad-data with the line and the column of the file."""
    import numpy as np

    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data[: problem.start].count(b"\n") + 1
        raise error("bad-data", f"`{path}` is not UTF-8 text (line {line})", span) from None
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [name.strip() for name in next(rows, [])]
        places = _places(header, columns, path, span)
        values: list[float] = []
        for row in rows:
            if not row:
                continue
            if len(row) != len(header):
                fields = f"{len(row)} field{'s' * (len(row) != 1)}"
                raise error("bad-data", f"`{path}`, line {rows.line_num}: {fields} where the "
                            f"header has {len(header)}", span)  # fmt: skip
            values += [_field(row[at], header[at], path, rows.line_num, span) for at in places]
            limits.check("elements", len(values), span, f"`{path}`")
    except csv.Error as problem:
        raise error("bad-data", f"`{path}`, line {rows.line_num}: {problem}", span) from None
    array = np.array(values, np.float64)
    return array if len(columns) == 1 else array.reshape(-1, len(places))


def _places(header: list[str], columns: list[str], path: str, span: Span | None) -> list[int]:
    if not header:
        raise error("bad-data", f"`{path}` is empty: it needs a header line", span)
    for column in columns:
        if column not in header:
            near = suggest(column, header)
            mend = f"did you mean `{near}`?" if near else f"its columns are {', '.join(header)}"
            if all(map(_is_number, header)):
                mend = "its first line must name the columns"
            raise error("bad-data", f"`{path}` has no column `{column}`", span, help=mend)
    for name in columns or header:
        if header.count(name) > 1:
            raise error("bad-data", f"`{path}` has several columns called `{name}`", span,
                        help="every column needs a name of its own")  # fmt: skip
    return [header.index(column) for column in columns] or list(range(len(header)))


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _field(text: str, column: str, path: str, line: int, span: Span | None) -> float:
    try:
        if "_" in text:
            raise ValueError
        return float(text)
    except ValueError:
        raise error("bad-data", f"`{path}`, line {line}, column `{column}`: `{text}` is not a "
                    "number", span) from None  # fmt: skip


def _npy(data: bytes, path: str, span: Span | None, limits: Limits) -> Any:
    """The array of an .npy file; its header is held against the limits and against the size of
    the file before anything is allocated."""
    import numpy as np

    form, stream = np.lib.format, io.BytesIO(data)
    try:
        read = {(1, 0): form.read_array_header_1_0, (2, 0): form.read_array_header_2_0}
        shape, by_columns, dtype = read[form.read_magic(stream)](stream)
    except (ValueError, EOFError, TypeError, KeyError, SyntaxError):
        raise error("bad-data", f"`{path}` is no array in NumPy's .npy format", span,
                    help="numpy.save writes such files") from None  # fmt: skip
    if dtype.kind not in "biuf":
        raise error("bad-data", f"`{path}` holds {dtype.name}, not real numbers", span)
    size = prod(shape)
    limits.check("elements", size, span, f"`{path}`")
    have = len(data) - stream.tell()
    if have < size * dtype.itemsize:
        want = size * dtype.itemsize
        raise error("bad-data", f"`{path}` ends early: {want} bytes of numbers are announced, "
                    f"{have} are there", span)  # fmt: skip
    array = np.frombuffer(data, dtype, size, stream.tell())
    floats = array.reshape(shape, order="F" if by_columns else "C").astype(np.float64, "C")
    return floats if floats.ndim else float(floats)
