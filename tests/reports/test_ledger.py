"""The ledger of a gradient lists each place where a value is read, also where a gate that joins
tensors happens to join numbers."""

from __future__ import annotations

import pytest

from circuitlang.reports.chained import ChainedRow, ChainedTable
from circuitlang.session.session import Session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# gates that join tensors, of the number 3, with the local gradient there
OF_A_NUMBER = {
    "sum(x)": 1.0,
    "mean(x)": 1.0,
    "prod(x)": 1.0,
    "var(x)": 0.0,
    "norm(x)": 1.0,
    "logsumexp(x)": 1.0,
    "max(x)": 1.0,
    "min(x)": 1.0,
    "mse(x, 1)": 4.0,
    "mse(1, x)": 4.0,
    "reshape(x, [])": 1.0,
    "broadcast(x, [])": 1.0,
    "transpose(x)": 1.0,
}
CALLS = pytest.mark.parametrize("call", OF_A_NUMBER)
ALSO = pytest.mark.parametrize("also", ["", " + sum(u)"], ids=["numbers alone", "with a tensor"])


def reports(text: str, last: str) -> Any:
    return Session().execute(f"{text}\nbackward f\n{last}")[-1]


def ledger(text: str, name: str) -> ChainedRow:
    table = reports(text, f"chained {name}")
    assert isinstance(table, ChainedTable)
    return table.rows[0]


@ALSO
@CALLS
def test_what_a_gate_of_tensors_sends_to_a_number(call: str, also: str) -> None:
    slope = OF_A_NUMBER[call]
    row = ledger(f"input x = 3, u = [1, 2]; r = {call}; f = x + 2 * r{also}", "x")
    assert row.gradient.value == 1 + 2 * slope
    assert [(term.gate, term.local, term.chained) for term in row.ledger] == [
        ("f.add" if also else "f", 1.0, 1.0), ("r", slope, 2 * slope),
    ]  # fmt: skip


@ALSO
@CALLS
def test_its_local_gradient(call: str, also: str) -> None:
    slope = OF_A_NUMBER[call]
    text = f"input x = 3, u = [1, 2]; r = {call}; f = 2 * r{also}"
    (row,) = reports(text, "local r").rows
    assert [(term.input, term.value.value) for term in row.terms] == [("x", slope)]
    assert f"∂r/∂x = {slope:g}." in str(reports(text, "explain r"))
    walked = str(reports(text, "trace"))
    assert f"r tells x: 2 × ∂r/∂x = 2 × {slope:g} = {2 * slope:g}" in walked


def test_the_places_of_a_derivative_of_tensors() -> None:
    """What a derivative passes on is a number here, joined by gates for tensors."""
    row = ledger(
        "input u : [batch, 3] = [[-2, 0.5, 0.5], [0.5, -2, 1]], first = 0.5\n"
        "y = mean(u * first)\n"
        "f = grad(sum(reshape(mean(broadcast(y, 1, 1, 4, 4)), [])) * first, first)",
        "first",
    )
    assert row.gradient.value == -0.5
    assert [(term.gate, term.chained) for term in row.ledger] == [
        ("f.unbroadcast2", 0.0), ("f.expand", -0.25), ("y.mul", -0.25),
    ]  # fmt: skip
