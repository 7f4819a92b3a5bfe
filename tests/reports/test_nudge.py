"""A nudge: predicted and true change, digits that subtraction would lose kept."""

import pytest

import circuitlang as cl
from circuitlang.reports.nudge import nudge
from tests.close import close

mp = pytest.importorskip("mpmath")


def nudged(text, h, name="x"):
    circuit = cl.parse(text)
    wire = circuit[name]._wire
    leaves = dict(circuit._builder.values)
    return nudge(circuit._program(), leaves, circuit._output(), wire, h)


def test_the_first_circuit():
    for h in (0.01, 1e-12, 1e-300, 3.0, -7.0):
        found = nudged("input x = -2, y = 5, z = -4; q = x + y; f = q * z", h)
        assert (found.name, found.of, found.gradient, found.h) == ("x", "f", -4.0, h)
        assert found.predicted == -4.0 * h and found.left_over == 0.0
        assert found.true == close(-4.0 * h, rel=1e-15)


def test_what_is_left_over_is_the_second_order():
    found = nudged("input x = 3; f = x * x", 1e-9)
    assert found.left_over == close(1e-18, rel=1e-5)
    assert nudged("input x = 3; f = x * x", 0.5).true == 3.25


@pytest.mark.parametrize("h", [0.5, -1.0, 1e-3, 1e-8, 1e-14])
def test_true_changes_to_all_digits(h):
    found = nudged("input x = 1; f = sigmoid(x * x) * exp(x) / (x + 3) - 0.5 * log(x + 2)", h)
    with mp.workdps(50):

        def f(x):
            return mp.exp(x) / (1 + mp.exp(-x * x)) / (x + 3) - mp.log(x + 2) / 2

        true = float(f(1 + mp.mpf(h)) - f(1))
    assert found.true == close(true, rel=1e-13)


def test_across_a_kink_and_a_jump():
    assert nudged("input x = -1; f = relu(x)", 3.0).true == 2.0
    found = nudged("input x = 0; f = x > 0", 1e-9)
    assert (found.predicted, found.true, found.left_over) == (0.0, 1.0, 1.0)
    assert nudged("input x = 1, y = 2; f = max(x, y)", 3.0).true == 2.0


def test_detach_hides_a_change_from_the_gradient_only():
    found = nudged("input x = 3; f = x * detach(x)", 1.0)
    assert (found.predicted, found.true, found.left_over) == (3.0, 7.0, 4.0)


def test_a_wrong_formula_does_not_reach_the_true_change():
    found = nudged("def g(t) { return t * t\n local t = t }\ninput x = 3\nf = g(x)", 1.0)
    assert (found.predicted, found.true) == (3.0, 7.0)


def test_not_connected_and_not_finite():
    found = nudged("input x = 1, y = 2; f = y * y", 1.0)
    assert (found.gradient, found.predicted, found.true, found.left_over) == (0.0, 0.0, 0.0, 0.0)
    assert nudged("input x = 0; f = 1 / (x + 1)", -1.0).true == float("inf")
    assert nudged("input x = 2; output x; f = x * 3", 0.5).true == 0.5


def test_an_infinite_gradient_leaves_something_over():
    found = nudged("input x = 0; f = sqrt(x)", 1.0)
    assert (found.predicted, found.true, found.left_over) == (mp.inf, 1.0, -mp.inf)
    found = nudged("input x : [2] = [0, 1]; f = sum(sqrt(x))", 1.0)
    assert found.predicted == mp.inf and found.left_over == -mp.inf
