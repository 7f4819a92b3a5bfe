"""`local`: local gradients with formula and number."""

from __future__ import annotations

from circuitlang.reports.tables import LocalTable


def test_formula_and_number_in_columns(tell) -> None:
    tell("input x = -2, y = 5, z = -4; q = x + y; f = q * z; forward; show")
    assert (
        tell("local")
        == """
  q = x + y = 3        ∂q/∂x = 1           ∂q/∂y = 1
  f = q * z = -12      ∂f/∂q = z = -4      ∂f/∂z = q = 3
"""
    )


def test_unset_before_a_pass_but_for_numbers_that_never_change(tell) -> None:
    assert (
        tell("input x = -2, y = 5; q = x + y; f = q * x; local")
        == """
  q = x + y = ·      ∂q/∂x = 1          ∂q/∂y = 1
  f = q * x = ·      ∂f/∂q = x = ·      ∂f/∂x = q = ·
"""
    )


def test_stale_after_set(tell) -> None:
    assert (
        tell("input x = 2, y = 5; f = x * y; forward; set x = 3; local")
        == """
  f = x * y = 10 stale      ∂f/∂x = y = 5 stale      ∂f/∂y = x = 3 stale
"""
    )


def test_leaves(tell) -> None:
    text = "input x = -2; param w = 3; const k = 7; f = x * w * k; local x, w, k"
    assert (
        tell(text)
        == """
  x is an input: -2
  w is a param: 3
  k is a constant: 7
"""
    )


def test_a_composite_has_numbers_only(tell) -> None:
    text = "def p2(a, b) = a*b + a; input x = 3, y = 5; p = p2(x, y); forward; local p"
    assert (
        tell(text)
        == """
  p = p2(x, y) = 18      ∂p/∂x = 6      ∂p/∂y = 3
"""
    )


def test_rows_that_are_too_wide_go_on_below(tell) -> None:
    tell("input x = 3, y = 3; m = max(x, y); q = x + y; forward; show")
    assert (
        tell("local")
        == """
  m = max(x, y) = 3  ∂m/∂x = 1 if x > y else 1/2 if x == y else 0 = 0.5
      ∂m/∂y = 1 if y > x else 1/2 if y == x else 0 = 0.5
  q = x + y = 6  ∂q/∂x = 1  ∂q/∂y = 1
"""
    )
    assert (
        tell("local m", 40)
        == """
  m = max(x, y) = 3
      ∂m/∂x = 1 if x > y else 1/2 if x
          == y else 0 = 0.5
      ∂m/∂y = 1 if y > x else 1/2 if y
          == x else 0 = 0.5
"""
    )


def test_narrow_columns_have_narrow_gaps(tell) -> None:
    assert (
        tell("input x = 1, y = 5; q = x + y; r = q * 2; forward; local", 40)
        == """
  q = x + y = 6   ∂q/∂x = 1  ∂q/∂y = 1
  r = q * 2 = 12  ∂r/∂q = 2
"""
    )


def test_of_many_inputs_the_first_and_the_last_are_shown(tell) -> None:
    names = ", ".join(f"x{n} = {n}" for n in range(30))
    total = ", ".join(f"x{n}" for n in range(30))
    assert (
        tell(f"input {names}; m = max({total}); forward; local m", digits=1)
        == """
  m = max(x0, x1, x2, …, x29) = 29.0  ∂m/∂x0 = 0.0  ∂m/∂x1 = 0.0  ∂m/∂x2 = 0.0
      ∂m/∂x3 = 0.0  ∂m/∂x4 = 0.0  ∂m/∂x5 = 0.0  ∂m/∂x6 = 0.0  ∂m/∂x7 = 0.0
      ∂m/∂x8 = 0.0  ∂m/∂x9 = 0.0  … 15 more  ∂m/∂x25 = 0.0  ∂m/∂x26 = 0.0
      ∂m/∂x27 = 0.0  ∂m/∂x28 = 0.0  ∂m/∂x29 = 1.0
"""
    )


def test_digits(tell) -> None:
    assert (
        tell("input x = 3; f = sigmoid(x); forward; local", digits=2)
        == """
  f = sigmoid(x) = 0.95      ∂f/∂x = σ(x)·σ(-x) = 0.05
"""
    )


def test_nothing(tell) -> None:
    assert (
        tell(LocalTable(()))
        == """
  there are no gates to show
"""
    )
