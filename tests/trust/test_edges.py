"""The table of edge points, tests/trust/edges.csv, held against every engine: as numbers, as
tensors of one element, and broadcast; values and local gradients.

Where the table has `-` a branch is not taken: its gradient is exactly 0, whatever is heard.
Arithmetic and choices are the same bits in every reading; elsewhere a value is within 2 units in
the last place and a slope within 4, in floats and in arrays.
"""

from __future__ import annotations

import csv
import itertools
import math
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import pytest

pytest.importorskip("mpmath")
np = pytest.importorskip("numpy")
from circuitlang.gates import BY_NAME, TABLE  # noqa: E402
from tests.trust import engines, make_edges  # noqa: E402

ROUNDED = {"exp", "log", "sin", "cos", "tan", "tanh", "arctan", "sigmoid", "elu", "gelu", "silu",
           "softplus", "sech2", "cdf", "pdf", "pow"}  # fmt: skip
SLOPES = {*ROUNDED, "sqrt", "reciprocal", "div", "max", "min"}  # a tie of three is 1/3
VALUE_ULPS, SLOPE_ULPS = 2, 4
INTERNAL = {"sech2", "cdf", "pdf"}  # the slopes of others, and held as such


class Row(NamedTuple):
    gate: str
    ties: str
    at: tuple[float, ...]
    value: float
    slopes: tuple[float | None, ...]


@cache
def rows() -> list[Row]:
    def number(cell: str) -> float | None:
        return None if cell == "-" else float(cell)

    with make_edges.TABLE.open(encoding="utf-8", newline="") as file:
        found = []
        for line in csv.DictReader(file):
            at = tuple(float(line[key]) for key in "xyz" if line[key])
            slopes = tuple(number(line[f"by {key}"]) for key in "xyz" if line[key])
            found.append(Row(line["gate"], line["ties"] or "split", at, float(line["value"]),
                             slopes))  # fmt: skip
    return found


GATES = sorted({row.gate for row in rows()})
UNITS = {name: (SLOPE_ULPS if name in INTERNAL else VALUE_ULPS) if name in ROUNDED else 0
         for name in GATES}  # fmt: skip


def of(gate: str) -> Iterator[tuple[tuple[int, str], list[Row]]]:
    """The rows of a gate by their number of inputs and tie rule."""

    def key(row: Row) -> tuple[int, str]:
        return len(row.at), row.ties

    mine = sorted((row for row in rows() if row.gate == gate), key=key)
    return ((group, list(found)) for group, found in itertools.groupby(mine, key))


def agree(got: float, want: float, units: int) -> bool:
    """The same float (nan like nan, zeros by their sign), or within units in the last place."""
    if got != got or want != want:
        return got != got and want != want
    if got == want:
        return got != 0 or math.copysign(1.0, got) == math.copysign(1.0, want)
    if math.isinf(want) or math.isinf(got):
        return False
    return abs(got - want) <= units * math.ulp(want)


def units_of(row: Row, place: int) -> int:
    """The bound of a slope.  Of a power that is subnormal, whose last digits are lost, the slope
    by the exponent, x^y·log(x), has what is left of them."""
    units = SLOPE_ULPS if row.gate in SLOPES else 0
    if row.gate == "pow" and place == 1 and 0 < abs(row.value) < 2.0**-1022:
        slope = abs(row.slopes[1] or 0.0)
        units += math.ceil(math.ulp(row.value) / abs(row.value) * slope / math.ulp(slope))
    return units


def agree_slope(got: float | None, want: float | None, units: int) -> bool:
    """The same, for a gradient: what is not taken is exactly 0, of whichever sign."""
    if want is None or want == 0:
        return got is None or got == 0
    return got is not None and agree(got, want, units)


def summed(slope: float | None, copies: int) -> float | None:
    """What a number hears that was broadcast: the sum over the copies."""
    return None if slope is None else sum([slope] * copies)


def good(row: Row, slopes: list[float | None], copies: list[int] | None = None) -> bool:
    """Are these the slopes of a row, each summed over so many copies?"""
    return all(
        agree_slope(got, summed(want, many), units_of(row, place) + many - 1)
        for place, (got, want, many) in enumerate(
            zip(slopes, row.slopes, copies or [1] * len(slopes), strict=True)
        )
    )


def asked(engine: str, *circuit: Any) -> engines.Asked:
    """The engine made ready; the test is passed over where it does not take the circuit."""
    try:
        return engines.ask(engine, *circuit)
    except engines.Refused as why:
        pytest.skip(str(why))


@pytest.mark.parametrize("gate", GATES)
@pytest.mark.parametrize("engine", engines.names())
def test_numbers(engine: str, gate: str) -> None:
    wrong = []
    for (count, ties), group in of(gate):
        tape, f, xs = engines.circuit(gate, [""] * count)
        ask = asked(engine, tape, f, xs, ties)
        for row in group:
            value, slopes = ask(dict(zip(xs, row.at, strict=True)))
            if not (agree(float(value), row.value, UNITS[gate]) and good(row, slopes)):
                wrong.append((row, value, slopes))
    assert not wrong, (len(wrong), wrong[:12])


@pytest.mark.parametrize("gate", GATES)
@pytest.mark.parametrize("engine", engines.names())
@pytest.mark.parametrize("heard", [math.inf, math.nan, -0.0])
def test_a_branch_not_taken_hears_nothing(engine: str, gate: str, heard: float) -> None:
    """Whatever the gate hears."""
    for (count, ties), group in of(gate):
        tape, f, xs = engines.circuit(gate, [""] * count)
        ask = asked(engine, tape, f, xs, ties)
        for row in group:
            if None not in row.slopes:
                continue
            try:
                _, slopes = ask(dict(zip(xs, row.at, strict=True)), heard)
            except engines.Refused:
                return
            for got, want in zip(slopes, row.slopes, strict=True):
                assert want is not None or got is None or got == 0, (row, slopes)


FORMS = {  # the shapes of up to three inputs, and how many copies of each a broadcast makes
    "one element": [("[1]", (1,))] * 3,
    "rank 4": [("[1, 2, 1, 1]", (1, 2, 1, 1))] * 3,
    "number with tensor": [("", ()), ("[3]", (3,)), ("[2, 1]", (2, 1))],
    "tensor with number": [("[2, 1]", (2, 1)), ("", ()), ("[3]", (3,))],
}


@pytest.mark.parametrize("gate", GATES)
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("engine", engines.of_tensors())
def test_tensors(engine: str, form: str, gate: str) -> None:
    """Each element of a tensor is the point; what was broadcast hears the sum."""
    wrong = []
    for (count, ties), group in of(gate):
        shapes = FORMS[form][:count]
        if not any(shape for _, shape in shapes):
            return
        tape, f, xs = engines.circuit(gate, [text for text, _ in shapes])
        ask = engines.ask(engine, tape, f, xs, ties)
        whole = np.broadcast_shapes(*[shape for _, shape in shapes])
        for row in group:
            leaves: dict[int, Any] = {
                x: np.full(shape, number) if shape else number
                for x, (_, shape), number in zip(xs, shapes, row.at, strict=True)}  # fmt: skip
            value, slopes = ask(leaves, np.ones(whole))
            copies = [math.prod(whole) // math.prod(shape) for _, shape in shapes]
            fits = np.shape(value) == whole and all(
                got is None or np.shape(got) == shape
                for got, (_, shape) in zip(slopes, shapes, strict=True))  # fmt: skip
            same = all(agree(each, row.value, UNITS[gate]) for each in np.ravel(value).tolist())
            columns = [[None] * math.prod(shape) if got is None else np.ravel(got).tolist()
                       for got, (_, shape) in zip(slopes, shapes, strict=True)]  # fmt: skip
            each_good = all(good(row, [column[at % len(column)] for column in columns], copies)
                            for at in range(math.prod(whole)))  # fmt: skip
            if not (fits and same and each_good):
                wrong.append((row, value, slopes))
    assert not wrong, (len(wrong), wrong[:12])


def test_points_side_by_side() -> None:
    """All points of a gate as one tensor: a branch that one element takes is not the other's."""
    wrong = []
    for gate in GATES:
        for (count, ties), group in of(gate):
            tape, f, xs = engines.circuit(gate, [f"[{len(group)}]"] * count)
            ask = engines.ask("numpy", tape, f, xs, ties)
            columns = [np.array(column) for column in zip(*[row.at for row in group], strict=True)]
            value, slopes = ask(dict(zip(xs, columns, strict=True)), np.ones(len(group)))
            for place, row in enumerate(group):
                here = [None if got is None else float(got[place]) for got in slopes]
                if not (agree(float(value[place]), row.value, UNITS[gate]) and good(row, here)):
                    wrong.append((row, value[place], here))
    assert not wrong, (len(wrong), wrong[:12])


def test_the_table_says_what_the_rules_say() -> None:
    """Nobody edits the table by hand, and no engine writes it."""
    assert make_edges.TABLE.read_text("utf-8") == make_edges.text()


def test_every_gate_of_numbers_is_there() -> None:
    inner = {"given", "chained", "upstream", "port"}
    names = {gate.name for gate in TABLE if gate.chain is None and gate.shape is None} - inner
    assert names == set(GATES) and all(name in BY_NAME for name in names)
    assert len(rows()) > 3000
