"""`nudge`: predicted, true, left over."""

from __future__ import annotations

START = "input x = -2, y = 5, z = -4; q = x + y; f = q * z; backward"


def test_a_line_that_is_left_with_nothing_over(tell) -> None:
    tell(START)
    assert (
        tell("nudge x by 0.01")
        == """
  predicted  Δf = -4 × 0.01 = -0.04      true  Δf = -0.04      left over  0
"""
    )


def test_narrow_below_each_other(tell) -> None:
    tell(START)
    assert (
        tell("nudge x by 0.01", 40)
        == """
  predicted  Δf = -4 × 0.01 = -0.04
  true       Δf = -0.04
  left over  0
"""
    )


def test_what_curvature_adds(tell) -> None:
    assert (
        tell("input x = 3; f = x * x * x; nudge x by 0.1")
        == """
  predicted  Δf = 27 × 0.1 = 2.7      true  Δf = 2.791      left over  0.091
"""
    )


def test_digits_leave_the_step_as_it_was_asked_for(tell) -> None:
    assert (
        tell("input x = 3; f = x * x; nudge x by 0.001", digits=2)
        == """
  predicted  Δf = 6.00 × 0.001 = 0.01
  true       Δf = 0.01
  left over  1.00e-06
"""
    )
