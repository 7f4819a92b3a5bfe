"""The table of gates: every row, in the order of its family."""

from __future__ import annotations

from circuitlang.gates import (
    adjoints,
    arithmetic,
    choice,
    counts,
    elementary,
    extremes,
    images,
    internal,
    loss,
    neural,
    probability,
    products,
    reduction,
    tensor,
)
from circuitlang.gates.gate import Gate
from circuitlang.text.errors import error

TABLE: list[Gate] = [
    *arithmetic.ROWS,
    *elementary.ROWS,
    *neural.ROWS,
    *choice.ROWS,
    *products.ROWS,
    *tensor.ROWS,
    *reduction.ROWS,
    *extremes.ROWS,
    *probability.ROWS,
    *loss.ROWS,
    *images.ROWS,
    *internal.ROWS,
    *adjoints.ROWS,
    *counts.ROWS,
]
INDEX: dict[str, int] = {gate.name: i for i, gate in enumerate(TABLE)}
BY_NAME: dict[str, Gate] = {gate.name: gate for gate in TABLE}

BUILT_IN = len(TABLE)  # rows from here on were registered

LONGEST_NAME = 255


def add_row(gate: Gate) -> None:
    """Add a row for this process; raises `already-declared` or `bad-argument`.

    Rows are only ever added at the end, so positions in the table stay what they were.
    """
    from unicodedata import is_normalized

    name = gate.name
    if not (name.isidentifier() and len(name) <= LONGEST_NAME and is_normalized("NFC", name)):
        raise error(
            "bad-argument",
            f"`{name[:200]}` cannot be the name of a gate",
            help=f"a letter or `_`, then letters, digits and `_`, at most {LONGEST_NAME} in all",
        )
    if name in BY_NAME:
        raise error(
            "already-declared",
            f"there is a gate `{name}` already",
            help="choose another name for the new row",
        )
    INDEX[name] = len(TABLE)
    BY_NAME[name] = gate
    TABLE.append(gate)
