"""`show`: all gates in a table."""

from __future__ import annotations

from circuitlang.reports.tables import GateRow, GateTable, Number

START = "input x = -2, y = 5, z = -4; q = x + y; f = q * z"
NEURON = """param w0 = 2, w1 = -3, w2 = -3
input x0 = -1, x1 = -2
s = sigmoid(w0*x0 + w1*x1 + w2)
backward
"""


def test_unset_before_a_pass(tell) -> None:
    assert (
        tell(f"{START}; show")
        == """
  gate  is     value  gradient
  x     input     -2         ·
  y     input      5         ·
  z     input     -4         ·
  q     x + y      ·         ·
  f     q * z      ·         ·  output
"""
    )


def test_stale_numbers_hang_out_behind(tell) -> None:
    tell(f"{START}; backward; set x = 3")
    assert (
        tell("show")
        == """
  gate  is     value        gradient
  x     input      3              -4 stale
  y     input      5              -4 stale
  z     input     -4               3 stale
  q     x + y      3 stale        -4 stale
  f     q * z    -12 stale         1 stale  output
"""
    )


def test_one_gate_needs_no_header(tell) -> None:
    tell(f"{START}; backward; set x = 3")
    assert (
        tell("show f")
        == """
  f  q * z  -12 stale  1 stale  output
"""
    )


def test_a_constant_has_no_gradient_and_others_are_not_connected(tell) -> None:
    text = "input x = 3, y = 2; const k = 2; f = k * x; g = y + 1; backward f; show"
    assert (
        tell(text)
        == """
  gate  is     value  gradient
  x     input      3         2
  y     input      2         0  not connected
  k     const      2
  f     k * x      6         1  output
  g     y + 1      3         0  not connected
"""
    )


def test_a_gate_that_the_last_backward_did_not_know_is_unset(tell) -> None:
    tell("input x = 3; f = x * x; backward")
    assert (
        tell("g = f + 1; show")
        == """
  gate  is     value  gradient
  x     input      3         6
  f     x * x      9         1  output
  g     f + 1      ·         ·
"""
    )


def test_the_header_names_what_gradients_are_of_if_not_of_the_output(tell) -> None:
    tell("input x = 3; f = x * x; g = f + 1; output g; backward f")
    assert (
        tell("show")
        == """
  gate  is     value  gradient of f
  x     input      3              6
  f     x * x      9              1
  g     f + 1     10              0  output, not connected
"""
    )


def test_two_digits_are_the_figures_of_the_notes(tell) -> None:
    assert (
        tell(f"{NEURON}show", digits=2)
        == """
  gate  is                               value  gradient
  w0    param                             2.00     -0.20
  w1    param                            -3.00     -0.39
  w2    param                            -3.00      0.20
  x0    input                            -1.00      0.39
  x1    input                            -2.00     -0.59
  s     sigmoid(w0 * x0 + w1 * x1 + w2)   0.73      1.00  output
"""
    )


def test_numbers_stand_at_their_points(tell) -> None:
    text = "input x = 1e-7, y = 12345.5; f = x * y; g = log(0 * f); forward; show"
    assert (
        tell(text)
        == """
  gate  is                   value  gradient
  x     input           1e-07              ·
  y     input       12345.5                ·
  f     x * y           0.00123455         ·
  g     log(0 * f)   -inf                  ·  output
"""
    )


def test_forty_columns_cut_what_a_gate_is_and_put_remarks_below(tell) -> None:
    assert (
        tell(f"{NEURON}show", 40)
        == """
  gate  is              value       grad
  w0    param        2         -0.196612
  w1    param       -3         -0.393224
  w2    param       -3          0.196612
  x0    input       -1          0.393224
  x1    input       -2         -0.589836
  s     sigmoid(w…   0.731059   1
    output
"""
    )


def test_numbers_too_long_for_a_table_stand_below(tell) -> None:
    assert (
        tell(f"{NEURON}show x1, s", 40, 17)
        == """
  x1: input
    value     -2
    gradient  -0.5898357997244456
  s: sigmoid(w0 * x0 + w1 * x1 + w2)
      output
    value     0.7310585786300049
    gradient  1
"""
    )


def test_inner_gates_are_indented(tell) -> None:
    tell("def p2(a, b) = a*b + a; input x = 3, y = 5; p = p2(x, y); backward; expand p")
    assert (
        tell("show")
        == """
  gate     is         value  gradient
  x        input          3         6
  y        input          5         3
    p.mul  x * y         15         1
  p        p.mul + x     18         1  output
"""
    )
    assert (
        tell("show p.*")
        == """
  p.mul  x * y  15  1
"""
    )


def test_wide_and_combining_letters_line_up(tell) -> None:
    marks = "n\u0323\u0302"  # no single letter stands for both marks
    rows = [GateRow(name, "漢字 * y", Number(1.0), Number(2.0), 0, False, True)
            for name in ("漢字", "y", marks)]  # fmt: skip
    assert (
        tell(GateTable(tuple(rows), "f"))
        == """
  gate  is        value  gradient
  漢字  漢字 * y      1         2
  y     漢字 * y      1         2
  ṇ̂     漢字 * y      1         2
"""
    )


def test_control_characters_never_get_through(tell) -> None:
    row = GateRow("a\x1b[31m", "\u202ex\tb", Number(1.0), Number(2.0), 0, False, True)
    assert (
        tell(GateTable((row, row), "f"))
        == r"""
  gate       is          value  gradient
  a\x1b[31m  \u202ex\tb      1         2
  a\x1b[31m  \u202ex\tb      1         2
"""
    )


def test_long_names_are_cut_by_the_columns_that_they_take(tell) -> None:
    row = GateRow("字" * 30, "input", Number(1.0), None, 0, False, True)
    assert (
        tell(GateTable((row,), None), 40)
        == """
  字字字字字字字字字字字字字…   input  1
"""
    )


def test_no_gates(tell) -> None:
    assert (
        tell(GateTable((), None))
        == """
  there are no gates to show
"""
    )
