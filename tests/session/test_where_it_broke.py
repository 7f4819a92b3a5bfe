"""What is said of numbers that are not finite: the gate, the reason and the mend are those of the
number that is asked about, in the circuit's own names."""

from __future__ import annotations

import pytest

import circuitlang as cl
from circuitlang.reports.notes import Warned
from circuitlang.session.session import Session
from circuitlang.views.render import text


def warned(source: str) -> str:
    """The last warning of a source, on one line, its place left out."""
    session = Session()
    last = [each for each in session.execute(source) if isinstance(each, Warned)][-1]
    lines = [line.strip() for line in text(last, 200).split("\n")]
    return " / ".join(line for line in lines if "|" not in line and not line.startswith("-->"))


def explained(source: str, name: str) -> str:
    session = Session()
    session.execute(source)
    return " ".join(str(session.execute(f"explain {name}")).split())


TWO = "input x = 0, y = -1; a = log(x); b = sqrt(y); c = b + 1; d = a * 1; f = d + c; backward"


def test_each_value_is_explained_by_where_its_own_trouble_began() -> None:
    for name in ("b", "c"):
        found = explained(TWO, name)
        assert "sqrt of -1 is undefined" in found and "log" not in found
    assert "it began at b and came by way of b → c" in explained(TWO, "c")
    assert "a → d: " not in explained(TWO, "f")
    assert "it began at a and came by way of a → d → f" in explained(TWO, "f")
    given = "const k = inf; input y = 2; f = k * y; g = f - f; backward"
    assert "At k: it was given so. Mend: give k a finite value." in explained(given, "f")
    assert "it reads a constant that is inf" in explained("input y = 2; h = inf * y; forward", "h")


def test_each_gradient_is_explained_by_its_own_gate() -> None:
    source = "input x = 0, y = 0; a = sqrt(x); b = sqrt(y); f = a + b; backward"
    for name, gate in (("x", "a"), ("y", "b")):
        found = explained(source, name)
        assert f"the gradient that {gate} sends to {name} is inf" in found
        assert f"{name} ≥ 0" in found


@pytest.mark.parametrize(("source", "words"), [
    ("input x = 1e-10; a = 1e308 * x; b = 1e308 * x; f = a + b; backward",
     "the gradients that meet at `x` add up to inf"),
    ("input X : [2] = [1e-10, 1e-10]; a = 1e308 * X; b = 1e308 * X; f = sum(a + b); backward",
     "the gradients that meet at `X` add up to inf"),
    ("input X : [2] = [0, 1]; a = sqrt(X); f = sum(0 * a); backward",
     "the gradient that `a` sends to `X` is nan at [0]: 0 × inf"),
    ("input y : [2] = [0, 1]; a = 1 / y; forward",
     "`a` is inf at [0]: div has a pole there (1, 0)"),
    ("input x = 0, y : [2] = [0, 1]; a = y / x; forward",
     "`a` is nan at [0]: div of 0, 0 is undefined"),
    ("input X : [2] = [1e200, 1]; a = X * X; forward",
     "`a` is inf at [0]: mul of 1e+200, 1e+200 is too large for a float"),
])  # fmt: skip
def test_the_gate_and_its_factors(source: str, words: str) -> None:
    assert words in warned(source)


def test_overflow_where_gradients_meet_is_an_error_if_strict() -> None:
    circuit = cl.parse("input x = 1e-10; a = 1e308 * x; b = 1e308 * x; f = a + b", strict=True)
    with pytest.raises(cl.CircuitError, match="add up to inf"):
        circuit.forward().backward()


@pytest.mark.parametrize(("source", "mend"), [
    ("input y = -1; f = sqrt(y); forward", "keep the input of sqrt where it is defined: y ≥ 0;"),
    ("input x = 3; f = log(x - 3); forward", "keep the input of log where it is defined: "
     "f.sub > 0; a pole at 0"),
    ("input x = 0; f = 1 / x; forward", "keep the inputs of div where it is defined: x is not 0"),
    ("input x = 1; f = x / 0; forward", "where it is defined: y is not 0 (here y is 0)"),
    ("input y = 0; f = y ** -1; forward", "y > 0, or y = 0 and y ≥ 0, or y < 0 and y whole (here y "
     "is -1)"),
    ("input x = 1e300; f = x / 1e-300; forward", "make it smaller: the largest float"),
    ("input a = 0, b = inf; f = a * b; forward", "give `b` a finite value"),
    ("const k = inf; input y = 2; f = k * y; g = f - f; forward", "`f` is inf already: mend that"),
    ("input t = -800; f = log(sigmoid(t)); forward", "`-softplus(-t)` is log(sigmoid(t)) without"),
    ("input x = 800; f = exp(x); forward", "make its inputs smaller"),
])  # fmt: skip
def test_the_mend_is_in_the_names_of_the_circuit(source: str, mend: str) -> None:
    assert mend in warned(source)


def test_a_strict_function_refuses_gradients_that_are_not_finite() -> None:
    f = cl.parse("input x = 0; f = sqrt(x)", strict=True).function("f")
    assert f(x=4.0) == (2.0, {"x": 0.25})
    with pytest.raises(cl.CircuitError, match="sends to `x` is inf"):
        f()
    with pytest.raises(cl.CircuitError, match="sends to `x` is inf"):
        f.map(x=[1.0, 0.0])
    tensors = cl.parse("input X : [2] = [0, 1]; f = sum(sqrt(X))", strict=True).function("f")
    with pytest.raises(cl.CircuitError, match=r"is inf at \[0\]: 1 × inf"):
        tensors()
