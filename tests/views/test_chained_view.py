"""`chained`: upstream × local = chained, and the ledger of a fork."""

from __future__ import annotations

from circuitlang.reports.chained import MOST, ChainedRow, ChainedTable, ChainedTerm
from circuitlang.reports.tables import Number
from circuitlang.session.session import Session

START = "input x = -2, y = 5, z = -4; q = x + y; f = q * z; backward"
FORK = "input x = 3; g = x * x + sigmoid(x); backward g"


def test_told_and_sent(tell) -> None:
    tell(START)
    assert (
        tell("chained q")
        == """
  f told q: -4
    to x:  -4 × ∂q/∂x = -4 × 1 = -4
    to y:  -4 × ∂q/∂y = -4 × 1 = -4
"""
    )
    assert (
        tell("chained")
        == """
  q told x: -4
  q told y: -4
  f told z: 3
  f told q: -4
    to x:  -4 × ∂q/∂x = -4 × 1 = -4
    to y:  -4 × ∂q/∂y = -4 × 1 = -4
  f hears 1 (the output)
    to q:  1 × ∂f/∂q = 1 × z = -4
    to z:  1 × ∂f/∂z = 1 × q = 3
"""
    )


def test_the_ledger_of_a_fork(tell) -> None:
    tell(FORK)
    assert (
        tell("chained x")
        == """
  x feeds 3 places; the gradient is the sum of what they send:
    g.mul      1 × x = 3                   via g.mul, first input
    g.mul      1 × x = 3                   via g.mul, second input
    g.sigmoid  1 × σ(x)·σ(-x) = 0.0451767
    sum        6.04518              (keeping only the last would give 0.0451767)
"""
    )


def test_the_ledger_in_forty_columns(tell) -> None:
    tell(FORK)
    assert (
        tell("chained x", 40)
        == """
  x feeds 3 places; the gradient is the
      sum of what they send:
    g.mul      1 × x = 3
        via g.mul, first input
    g.mul      1 × x = 3
        via g.mul, second input
    g.sigmoid  1 × σ(x)·σ(-x)
        = 0.0451767
    sum        6.04518
        (keeping only the last would
        give 0.0451767)
"""
    )


def test_a_seed_is_in_every_product(tell) -> None:
    tell("input x = 3; f = x * x; backward f with 2")
    assert (
        tell("chained")
        == """
  x feeds 2 places; the gradient is the sum of what they send:
    f    2 × x = 2 × 3 = 6  via f, first input
    f    2 × x = 2 × 3 = 6  via f, second input
    sum  12                 (keeping only the last would give 6)
  f hears 2 (the output, seeded)
    to x:  2 × ∂f/∂x = 2 × x = 2 × 3 = 6
    to x:  2 × ∂f/∂x = 2 × x = 2 × 3 = 6
"""
    )


def test_which_input_is_its_place_among_all(tell) -> None:
    tell("input x = 3, y = 1; m = min(y, x, x); f = m + x * x; backward")
    assert (
        tell("chained x")
        == """
  x feeds 4 places; the gradient is the sum of what they send:
    m      1 × (1 if x < min(y, x) else 1/ties if x == min(y, x) else 0) = 0
        via m, second input
    m      1 × (1 if x < min(y, x) else 1/ties if x == min(y, x) else 0) = 0
        via m, third input
    f.mul  1 × x = 3  via f.mul, first input
    f.mul  1 × x = 3  via f.mul, second input
    sum    6          (keeping only the last would give 3)
"""
    )


def test_not_connected_and_not_there(tell) -> None:
    tell("input x = 3, y = 1; f = x * x; g = y + 1; backward f")
    assert (
        tell("h = f + 1; chained y, g, h")
        == """
  y is not connected to f: its gradient is 0
  g is not connected to f: its gradient is 0
  h was not there in the last backward: ·
"""
    )


def test_stale_gradients_have_no_products(tell) -> None:
    tell(FORK)
    assert (
        tell("set x = 1; chained g, g.mul, x")
        == """
  g hears 1 stale (the output)
  g told g.mul: 1 stale (backward)
  x hears 6.04518 stale (backward)
"""
    )


def test_nothing_goes_to_a_branch_that_is_not_taken(tell) -> None:
    term = ChainedTerm("m", "x", 0, float("inf"), "1 if x > 0 else 0", 0.0, 0.0)
    row = ChainedRow("m", Number(float("inf")), ("f",), False, (term,), (), True)
    assert (
        tell(ChainedTable("f", (row,)))
        == """
  f told m: inf
    to x:  inf × ∂m/∂x = inf × (1 if x > 0 else 0) = inf × 0 = 0
        (nothing goes to a branch that is not taken)
"""
    )


def test_a_long_ledger_is_cut(tell) -> None:
    uses = "\n".join(f"u{n} = {n} * x" for n in range(1, 31))
    total = " + ".join(f"u{n}" for n in range(1, 31))
    assert (
        tell(f"input x = 2\n{uses}\nf = {total}\nbackward\nchained x")
        == """
  x feeds 30 places; the gradient is the sum of what they send:
    u1   1 × 1 = 1
    u2   1 × 2 = 2
    u3   1 × 3 = 3
    u4   1 × 4 = 4
    u5   1 × 5 = 5
    u6   1 × 6 = 6
    u7   1 × 7 = 7
    u8   1 × 8 = 8
    u9   1 × 9 = 9
    u10  1 × 10 = 10
    … 15 more
    u26  1 × 26 = 26
    u27  1 × 27 = 27
    u28  1 × 28 = 28
    u29  1 × 29 = 29
    u30  1 × 30 = 30
    sum  465          (keeping only the last would give 30)
"""
    )


def test_of_a_very_long_ledger_only_the_ends_are_made() -> None:
    uses = "for n in 1 to 5000 { u[n] = n * x }; f = sum(u[n] for n in 1 to 5000); backward"
    reply = Session().execute(f"input x = 2; {uses}; chained x, f")
    row, wide = reply[-1].rows
    assert len(row.ledger) == len(wide.sends) == MOST
    assert row.ledger_cut == wide.sends_cut == 5000 - MOST
    told = str(reply)
    assert "x feeds 5000 places" in told
    assert "… 4985 more" in told
    assert "u[5000]  1 × 5000 = 5000" in told
    assert "sum      1.25025e+07" in told
    assert "to u[4998]:  1 × ∂f/∂u[4998] = 1 × 1 = 1" in told


def test_control_characters_never_get_through(tell) -> None:
    row = ChainedRow("x\x1b]0;", Number(2.0), ("f\x07",), False, (), (), True)
    assert (
        tell(ChainedTable("f", (row,)))
        == r"""
  f\x07 told x\x1b]0;: 2
"""
    )
