"""The rows of a data file that feed the inputs of a circuit."""

from __future__ import annotations

import csv
import io
import os

from circuitlang.caller import declared_name
from circuitlang.meaning import datafiles
from circuitlang.session.files import Folder, resolved
from circuitlang.tape.tape import INPUT
from circuitlang.text.errors import CircuitError, error
from circuitlang.text.suggest import suggest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from circuitlang.meaning.builder import Builder
    from circuitlang.session.session import Session
    from circuitlang.syntax.nodes import Text
    from circuitlang.text.source import Span


def inputs(builder: Builder) -> dict[str, int]:
    """The inputs that are single numbers."""
    tape = builder.tape
    return {name: wire for name, wire in builder.symbols.items()
            if tape.kind[wire] == INPUT and not tape.shape(wire)}  # fmt: skip


def matched(builder: Builder, header: Sequence[str], path: str, span: Span | None,
            ) -> dict[str, int]:  # fmt: skip
    """The columns that are named like an input, and its wire.  Raises bad-data where there is
    none, or the same one twice."""
    known = inputs(builder)
    found: dict[str, int] = {}
    for column in header:
        wire = known.get(_name(column))
        if wire is not None and wire in found.values():
            raise error("bad-data", f"`{path}` has the column `{column}` twice", span)
        if wire is not None:
            found[column] = wire
    if not found:
        near = next((word for column in header if (word := suggest(column, known))), None)
        help = f"the inputs are {', '.join(known)}" if known else "declare one: input x"
        raise error("bad-data", f"`{path}` has no column that is named like an input", span,
                    help=f"did you mean `{near}`?" if near else help)  # fmt: skip
    return found


def header_of(rows: Iterator[list[str]], path: str, span: Span | None = None) -> list[str]:
    """The names in the header of a CSV file."""
    try:
        return [name.strip() for name in next(rows, [])]
    except csv.Error as problem:
        raise error("bad-data", f"`{path}`, line 1: {problem}", span) from None


def _name(column: str) -> str:
    """A column's name as the circuit spells it: `w[1,2]` is `w[1, 2]`."""
    try:
        return declared_name(column)
    except CircuitError:
        return column


def rows_of(session: Session, path: Text) -> dict[int, Any]:
    """The columns of a CSV file as arrays, by the wires of the inputs that they feed."""
    span, limits = session.span(path), session.limits
    if session.typed and limits.files:
        real = resolved(os.path.expanduser(path.value), path.value, span)
        data = Folder(os.path.dirname(real), limits).read(real, path.value, span)
    else:
        data = session.folder.data(path.value, span)
    text = io.StringIO(data.decode("utf-8-sig", "replace"), newline="")
    header = header_of(csv.reader(text, strict=True), path.value, span)
    columns = matched(session.state.builder, header, path.value, span)
    table = datafiles.table(data, path.value, list(columns), span, limits)
    table = table.reshape(-1, len(columns))
    if not len(table):
        raise error("bad-data", f"`{path.value}` has no rows below its header", span)
    return {wire: table[:, at].copy() for at, wire in enumerate(columns.values())}
