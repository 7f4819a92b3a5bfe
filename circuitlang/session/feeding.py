"""The rows of a data file that feed the inputs of a circuit."""

from __future__ import annotations

import os

from circuitlang.caller import declared_name
from circuitlang.meaning.datafiles import header, listed, table
from circuitlang.session.files import Folder, resolved
from circuitlang.tape.tape import INPUT
from circuitlang.text.errors import CircuitError, error
from circuitlang.text.escape import short
from circuitlang.text.suggest import suggest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from circuitlang.meaning.builder import Builder
    from circuitlang.session.session import Session
    from circuitlang.syntax.nodes import Text
    from circuitlang.text.source import Span

MOST_TRIED = 100  # columns that are looked at for one that was perhaps meant


def inputs(builder: Builder) -> dict[str, int]:
    """The inputs that are single numbers."""
    tape = builder.tape
    return {name: wire for name, wire in builder.symbols.items()
            if tape.kind[wire] == INPUT and not tape.shape(wire)}  # fmt: skip


def matched(builder: Builder, names: Sequence[str], path: str, span: Span | None,
            ) -> dict[str, int]:  # fmt: skip
    """The columns that are named like an input, and its wire.  Raises bad-data where there is
    none, or the same one twice."""
    known = inputs(builder)
    found: dict[str, int] = {}
    fed = set()
    for column in names:
        wire = known.get(_name(column))
        if wire is None:
            continue
        if wire in fed:
            raise error("bad-data", f"`{path}` has the column `{short(column)}` twice", span)
        fed.add(wire)
        found[column] = wire
    if not found:
        near = next((word for column in names[:MOST_TRIED] if (word := suggest(column, known))),
                    None)  # fmt: skip
        help = f"the inputs are {listed([*known])}" if known else "declare one: input x"
        raise error("bad-data", f"`{path}` has no column that is named like an input", span,
                    help=f"did you mean `{near}`?" if near else help)  # fmt: skip
    return found


def _name(column: str) -> str:
    """A column's name as the circuit spells it: `w[1,2]` is `w[1, 2]`."""
    if column.isascii() and "[" not in column:
        return column
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
    names = header(data, path.value, span)
    columns = matched(session.state.builder, names, path.value, span)
    numbers = table(data, path.value, list(columns), span, limits)
    numbers = numbers.reshape(-1, len(columns))
    if not len(numbers):
        raise error("bad-data", f"`{path.value}` has no rows below its header", span)
    return {wire: numbers[:, at].copy() for at, wire in enumerate(columns.values())}
