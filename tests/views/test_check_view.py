"""`check`: gradients beside the numeric ones."""

from __future__ import annotations

from circuitlang.reports.check import CheckReport, Row
from circuitlang.reports.report import Report
from circuitlang.session.session import Session

GOOD = Row("right", 6.045176659730912, 6.045176659609, 1e-10, 2.02e-11, "", "x", 0)
SIGMA = """def sigma(t) {
    s = 1 / (1 + exp(-t))
    return s
    local t = s * (1 + s)
}
input x = 0.5
u = sigma(x)
"""


def checked(text: str) -> Report:
    """The report of the check alone, without its failures."""
    from circuitlang.text.source import Source

    found: list[Report] = []
    Session().run(Source("t", text), found.append)
    return next(report for report in found if isinstance(report, CheckReport))


def test_good_gradients(tell) -> None:
    assert (
        tell(CheckReport("g", (GOOD,), ()))
        == """
  gradient    computed     numeric  relative error
  x         6.04517666  6.04517666           2e-11  right
"""
    )


def test_narrow(tell) -> None:
    assert (
        tell("input x = 3, y = 1; f = x * y; check", 40)
        == """
  by  computed  numeric  error
  x          1        1      0  right
  y          3        3      0  right
"""
    )
    assert (
        tell(CheckReport("g", (GOOD,), ()), 40)
        == """
  x: right  relative error 2e-11
    computed  6.04517666
    numeric   6.04517666
"""
    )


def test_a_kink_and_what_is_not_connected(tell) -> None:
    assert (
        tell("input x = 3, y = 3, z = 1; f = max(x, y); check f")
        == """
  gradient  computed  numeric  relative error
  x              0.5      0.5                  kink
    `f` is at a tie or kink: any slope from 0 to 1 will do
  y              0.5      0.5                  kink
    `f` is at a tie or kink: any slope from 0 to 1 will do
  z              0        0                 0  not connected
"""
    )


def test_a_wrong_formula(tell) -> None:
    assert (
        tell(checked(f"{SIGMA}check"))
        == """
  gradient    computed      numeric  relative error
  x         1.00991495  0.235003712             0.8  wrong
  formula            computed      numeric  relative error
  u by t in sigma  1.00991495  0.235003712             0.8  wrong
"""
    )


def test_numbers_that_are_not_finite(tell) -> None:
    assert (
        tell(checked("input x = 0; f = log(x); check"))
        == """
  gradient  computed  numeric  relative error
  x              inf     none                  not finite
    `f` is -inf here: there is nothing to compare
"""
    )


def test_digits(tell) -> None:
    assert (
        tell(CheckReport("g", (GOOD,), ()), digits=2)
        == """
  gradient  computed  numeric  relative error
  x             6.05     6.05           2e-11  right
"""
    )


def test_nothing_to_check(tell) -> None:
    assert (
        tell(CheckReport("f", (), ()))
        == """
  f depends on no input or param: nothing to check
"""
    )


def test_control_characters_never_get_through(tell) -> None:
    row = Row("right", 1.0, 1.0, 0.0, 0.0, "\x07", "x\x1b[2J", 0)
    assert (
        tell(CheckReport("f", (row,), ()))
        == r"""
  gradient  computed  numeric  relative error
  x\x1b[2J         1        1               0  right
    \x07
"""
    )
