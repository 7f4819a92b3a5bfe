"""Formulas that definitions give of their own, held against their insides."""

import pytest

import circuitlang as cl
from circuitlang.reports.check import check_gradients, diagnostics
from tests.close import close

BODY = "def g(t, u) {{ s = t*t*u + 1\n return s\n local t = {}\n local u = {} }}\n"


def check(text):
    circuit = cl.parse(text)
    return check_gradients(circuit._program(), dict(circuit._builder.values), circuit._output())


def formulas(t, u="t*t"):
    return check(BODY.format(t, u) + "input x = 3, y = 2\nf = 2*g(x, y)")


def test_right_formulas():
    report = formulas("2*t*u")
    assert report.good
    assert [(r.gate, r.op, r.name, r.verdict) for r in report.formulas] == [
        ("f.g", "g", "t", "right"), ("f.g", "g", "u", "right")]  # fmt: skip
    assert [r.numeric for r in report.formulas] == close([12.0, 9.0])


@pytest.mark.parametrize(
    ("t", "hint"),
    [
        ("-2*t*u", "its sign is turned"),
        ("t*u", "it is half the slope"),
        ("4*t*u", "it is twice the slope"),
        ("-t*u", "it is half the slope, with the sign turned"),
        ("1/(2*t*u)", "it is the reciprocal of the slope"),
        ("s", "it is the value itself, not its slope"),
        ("t*t", "it is the slope by `u`"),
        ("2*t*u*t*t/t/t/t/3.1*3.1", "it is a third of the slope"),
        ("2*t*u + 0.001", ""),
        ("17.5", ""),
    ],
)
def test_wrong_formulas_are_caught(t, hint):
    report = formulas(t)
    first, second = report.formulas
    assert (first.verdict, first.hint, second.verdict) == ("wrong", hint, "right")
    assert [r.verdict for r in report.rows] == ["wrong", "right"]
    assert [r.name for r in report.failures] == ["t", "x"]  # the cause before its effect
    by_formula, by_leaf = diagnostics(report, None)
    assert by_formula.message.startswith("by the formula of `g` the gradient of `f.g` by `t` is ")
    assert by_formula.help == (hint or "mend the `local t` of `g`")
    assert by_leaf.help == "the formula of `g` is the first suspect"


def test_a_missing_factor_of_the_input():
    report = check("def g(t) { s = t**5\n return s\n local t = 5*t**3 }\ninput x = 7\nf = g(x)")
    assert report.formulas[0].hint == "a factor 7, the input itself, is missing"


def test_a_saturated_formula_is_not_called_wrong():
    text = "def g(t) { s = 1/(1 + exp(-t))\n return s\n local t = s*(1 - s) }\n"
    for x in (0, 1, -30, 40, 700):
        assert check(text + f"input x = {x}\nf = g(x)").good


def test_the_kinks_of_a_formula_are_none_of_the_function():
    text = "def g(t) { s = t*t\n return s\n local t = 2*abs(t)*sign(t) }\ninput x = 0\nf = g(x)"
    assert [r.verdict for r in (*check(text).rows, *check(text).formulas)] == ["right", "right"]


def test_calls_in_calls_and_of_constants():
    text = (
        "def g(t, u) { s = t*t*u\n return s\n local t = 2*t*u }\n"
        "def k(a) { b = g(a, 3) + g(a + 1, a)\n return b }\ninput x = 2\nf = k(x) + k(x)"
    )
    report = check(text)
    assert report.good and [r.name for r in report.formulas] == ["t"] * 4
    assert check(text + "\nh = 5*x").formulas == ()  # not what the output depends on


@pytest.mark.parametrize("x", [1e-320, -3e-310, 5e-324, 2e-170])
def test_what_vanishes_among_the_smallest_numbers_is_not_called_wrong(x):
    text = "def own(t) { return t * t; local t = 2 * t }\ninput x = %r, y = 1\nf = own(x) + y"
    report = check(text % x)
    assert report.good
    assert report.formulas[0].verdict in ("right", "unclear")
    wrong = check((text % x).replace("2 * t", "t + 1"))  # not by so much
    assert not wrong.good and wrong.formulas[0].verdict == "wrong"


def test_the_value_or_zero_in_place_of_a_slope():
    """Where one of the two slopes is 0 no factor tells what went wrong."""
    text = "def g(t) { s = t*t + 3\n return s\n local t = %s }\ninput x = 0\nf = g(x)"
    assert check(text % "s").formulas[0].hint == "it is the value itself, not its slope"
    assert check(text % "s + 1").formulas[0].hint == ""
    rising = "def g(t) { s = 5*t\n return s\n local t = 0*t }\ninput x = %r\nf = g(x)"
    assert [check(rising % x).formulas[0].hint for x in (0, 1, 2, -1)] == [""] * 4
