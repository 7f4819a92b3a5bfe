"""Tensors from files: a column (or all) of a CSV file, an array of NumPy's .npy format."""

from __future__ import annotations

import csv
import io
from array import array

from circuitlang.meaning import npyfiles
from circuitlang.meaning.csvrows import CsvRows
from circuitlang.text.errors import error
from circuitlang.text.escape import short
from circuitlang.text.suggest import suggest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any, TextIO

    from circuitlang.text.errors import CircuitError
    from circuitlang.text.limits import Limits
    from circuitlang.text.source import Span

MOST_NEAR = 1_000  # names that are looked at for one that was perhaps meant


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
        return npyfiles.array(read(path, span), path, span, limits)
    return table(read(path, span), path, columns, span, limits)


def table(data: bytes, path: str, columns: list[str], span: Span | None, limits: Limits) -> Any:
    """The numbers of a CSV file with a header: one column as a vector, several or all as a
    matrix of rows × columns.  Raises bad-data with the line and the column of the file."""
    import numpy as np

    rows = CsvRows(_text(data), path, span)
    most = min(limits.elements, limits.memory // 8)
    values = array("d")
    try:
        names = rows.header()
        places = _places(names, columns, path, span)
        for row in rows:
            if not row:
                continue
            if len(row) != len(names):
                fields = f"{len(row)} field{'s' * (len(row) != 1)}"
                raise rows.wrong(f": {fields} where the header has {len(names)}")
            if len(values) + len(places) > most:
                limits.check("elements", len(values) + len(places), span, f"`{path}`")
                limits.check("memory", 8 * (len(values) + len(places)), span, f"`{path}`")
            values.extend([_field(row[at], names[at], rows) for at in places])
    except UnicodeDecodeError:
        raise _undecoded(data, path, span) from None
    except csv.Error as problem:
        raise rows.wrong(f": {problem}") from None
    found = np.frombuffer(values, np.float64) if values else np.empty(0)
    return found if len(columns) == 1 else found.reshape(-1, len(places))


def header(data: bytes, path: str, span: Span | None) -> list[str]:
    """The names of the columns of a CSV file.  Raises bad-data."""
    try:
        return CsvRows(_text(data), path, span).header()
    except UnicodeDecodeError:
        raise _undecoded(data, path, span) from None


def _text(data: bytes) -> TextIO:
    """The bytes of a file as text that is decoded piece by piece."""
    return io.TextIOWrapper(io.BytesIO(data), "utf-8-sig", newline="")


def _undecoded(data: bytes, path: str, span: Span | None) -> CircuitError:
    """The error that names the first line that is no UTF-8."""
    begin = 0
    try:
        data.decode()
    except UnicodeDecodeError as problem:
        begin = problem.start
    line = data.count(b"\n", 0, begin) + 1
    return error("bad-data", f"`{path}` is not UTF-8 text (line {line})", span)


def _places(header: list[str], columns: list[str], path: str, span: Span | None) -> list[int]:
    if not header:
        raise error("bad-data", f"`{path}` is empty: it needs a header line", span)
    first: dict[str, int] = {}
    twice = set()
    for at, name in enumerate(header):
        if first.setdefault(name, at) != at:
            twice.add(name)
    for column in columns:
        if column not in first:
            near = suggest(column, header[:MOST_NEAR])
            mend = f"did you mean `{near}`?" if near else f"its columns are {listed(header)}"
            if all(map(_is_number, header)):
                mend = "its first line must name the columns"
            raise error("bad-data", f"`{path}` has no column `{short(column)}`", span, help=mend)
    for name in columns or header:
        if name in twice:
            raise error("bad-data", f"`{path}` has several columns called `{short(name)}`", span,
                        help="every column needs a name of its own")  # fmt: skip
    return [first[column] for column in columns] or list(range(len(header)))


def listed(names: Sequence[str], most: int = 20) -> str:
    """The first of some names."""
    shown = ", ".join([short(name, 40) for name in names[:most]])
    return shown if len(names) <= most else f"{shown}, … ({len(names):,} in all)"


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _field(text: str, column: str, rows: CsvRows) -> float:
    try:
        if "_" in text:
            raise ValueError
        return float(text)
    except ValueError:
        raise rows.wrong(f", column `{short(column, 40)}`: `{short(text, 40)}` is not a number",
                         ) from None  # fmt: skip
