"""Where numbers overflow circuitlang says so, and NumPy says nothing on the terminal."""

from __future__ import annotations

import pytest

from circuitlang.exports import forms
from circuitlang.session.session import Session
from circuitlang.text.errors import CircuitError
from circuitlang.views.html import html

LEAVES = """input X = [[1e308, 1], [-1e308, 1e-320]], v = [1e308, -1e308], x = 1e308
def c(t) = t * t * 1e10
def d(t) { return t * t; chain t = upstream * 1e308 * t }"""
GATES = (
    "X @ X", "X * X + X", "exp(X)", "softmax(X)", "logsumexp(X)", "norm(X)", "var(X)", "c(X)",
    "prod(X, axis=0)", "d(X)", "outer(v, v)", "cross_entropy(X, [0, 1])", "hinge(X, [0, 1])",
    "mse(X, v)", "concat(X, X) * 1e10", "mean(X)", "log(X)", "X / 0", "X ** 3", "max(X, v) * 1e10",
    "where(X > 0, X * X, 1 / X)", "x * v", "X ** X", "grad(sum(X * X * X), X)", "c(sum(X))",
    "conv2d(reshape(X, 1, 1, 2, 2), reshape(X, 1, 1, 2, 2))", "gelu(X) * X",
    "avgpool2d(reshape(X, 1, 1, 2, 2) * 1e10, 2)",
)  # fmt: skip
COMMANDS = (
    "forward", "g = sum(f)", "backward g", "show *", "chained *", "local *", "explain *", "trace",
    "diagram", "check", "nudge x by 1e308", "nudge X by 1e300", "expand f", "chained X",
    "plot g against x from -1e308 to 1e308", "local(g, f)", "chained(g, f)", "quiz", "code", "step",
    "chained(f, X)", "X * 1e10", "expect X = X * 1e10", 'print "{X} {f}"',
    "param P = [1e308, 1]; h = sum(P * P)", "descend h rate 1e308 steps 2",
    "descend h rate 1 steps 2 using adam", "collapse f, g as u", "explain u", "chained *",
)  # fmt: skip


@pytest.mark.parametrize("gate", GATES)
def test_numbers_that_overflow(gate: str) -> None:
    """Warnings are errors in the tests."""
    session = Session()
    session.ask = lambda question: "1"
    session.execute(f"{LEAVES}\nf = {gate}")
    for command in COMMANDS:
        try:
            for report in session.execute(command):
                assert str(report) and html(report)
        except CircuitError:
            pass
        session.json()
    for form in forms().values():
        try:
            assert form.export(session.state.standing(), None)
        except CircuitError:
            pass


def test_the_mean_of_numbers_whose_sum_is_too_large() -> None:
    session = Session()
    session.execute("input x = full(20, 1e308)")
    assert "mean 1e+308" in str(session.execute("x"))
