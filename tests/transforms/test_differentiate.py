"""The gradient as gates: of any order, of every row, through formulas and branches."""

from __future__ import annotations

import pytest

import circuitlang as cl
from circuitlang.gates import TABLE
from circuitlang.tape.tape import check
from tests.close import close

SMOOTH = [
    gate
    for gate in TABLE
    if gate.chain is None and gate.shape is None and not gate.more and gate.family != "internal"
    and gate.region is None
]  # fmt: skip


def value(text: str, **leaves: float) -> float:
    circuit = cl.parse(text)
    check(circuit._builder.tape)
    return circuit.forward(leaves)["d"]


@pytest.mark.parametrize("order", [1, 2, 3])
@pytest.mark.parametrize("gate", SMOOTH, ids=lambda gate: gate.name)
def test_the_gradient_as_gates_is_the_gradient(gate, order):
    """Order n as gates equals the engine's gradient of order n - 1."""
    names = ["a", "b", "c"][: len(gate.params)]
    text = "input a = 0.7, b = 1.3, c = 0.4\n"
    text += f"f0 = {gate.name}({', '.join(names)})\n"
    for n in range(1, order + 1):
        text += f"f{n} = grad(f{n - 1}, a)\n"
    circuit = cl.parse(text)
    tape = circuit._builder.tape
    check(tape)
    run = circuit.forward()
    if tape.is_const(circuit._wire(f"f{order - 1}")):
        assert run[f"f{order}"] == 0.0
        return
    engine = run.backward(f"f{order - 1}")["a"]
    assert run[f"f{order}"] == pytest.approx(engine, rel=1e-12, abs=1e-14)


def test_a_polynomial_to_the_end():
    text = "input x = 2\nf = x ** 3 * 5 + x * x\na = grad(f, x)\nb = grad(a, x)\nd = grad(b, x)\n"
    assert value(text) == close(30.0, rel=1e-14)


def test_mixed_derivatives_agree():
    text = """
    input x = 2, y = 3
    f = exp(x * y) * sin(x) / y
    fx = grad(f, x)
    fy = grad(f, y)
    d = grad(fx, y) - grad(fy, x)
    """
    assert value(text) == pytest.approx(0.0, abs=1e-9)


def test_a_formula_is_differentiated():
    """d²(t·σ(t)) at 2 = 2σ' + tσ'', d³ = 3σ'' + tσ''', with formulas inside of formulas."""
    text = """
    def sg(t) { s = 1 / (1 + exp(-t)); return s; local t = s * (1 - s) }
    def swish(t) { s = sg(t) * t; return s; local t = sg(t) + t * sg(t) * (1 - sg(t)) }
    input x = 2
    f = swish(x)
    a = grad(f, x)
    b = grad(a, x)
    d = grad(b, x)
    """
    circuit = cl.parse(text)
    run = circuit.forward()
    s = 0.8807970779778823
    s1 = s * (1 - s)
    s2 = s1 * (1 - 2 * s)
    s3 = s1 * (1 - 6 * s + 6 * s * s)
    assert run["a"] == close(s + 2 * s1, rel=1e-13)
    assert run["b"] == close(2 * s1 + 2 * s2, rel=1e-12)
    assert run["d"] == close(3 * s2 + 2 * s3, rel=1e-12)
    assert run.backward("b")["x"] == close(run["d"], rel=1e-12)


def test_a_formula_in_part_says_so():
    text = "def g(t, u) { s = t * u; return s; local t = u }\n"
    text += "input x = 2\nf = g(x, x)\nd = grad(f, x)"
    with pytest.raises(cl.CircuitError) as caught:
        cl.parse(text)
    assert caught.value.code == "bad-argument"
    assert "second derivative" in caught.value.message


def test_a_branch_not_taken_stays_zero():
    text = "input x = -1\nf = where(x > 0, log(x), x * x)\nd = grad(f, x)\n"
    assert value(text) == -2.0
    assert value(text + "e2 = grad(d, x)\n") == -2.0


@pytest.mark.parametrize(
    ("f", "slope"), [("y * 2", 0.0), ("x", 1.0), ("max(x, x)", 1.0), ("detach(x) * x", 2.0)]
)
def test_edges(f, slope):
    assert value(f"input x = 2, y = 3\nf = {f}\nd = grad(f, x)") == slope


def test_nothing_unread_is_left():
    circuit = cl.parse("input x = 2\nf = x ** 3\nd = grad(f, x)")
    tape = circuit._builder.tape
    read = set(tape.args)
    unread = [tape.name(w) for w in range(len(tape)) if tape.kind[w] >= 0 and w not in read]
    assert unread == ["f", "d"] or unread == ["d"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("input x = 2\nd = grad(x)", "wrong-arity"),
        ("input x = 2\nd = grad(x * x, 3)", "bad-argument"),
        ("const k = 2\ninput x = 1\nd = grad(x, k)", "bad-argument"),
        ("input x = [1, 2]\nd = grad(x, x)", "not-scalar"),
    ],
)
def test_mistakes(text, code):
    with pytest.raises(cl.CircuitError) as caught:
        cl.parse(text)
    assert caught.value.code == code


def test_a_later_definition_does_not_change_an_earlier_one():
    """`exp` in a's body is the gate, whatever is defined under that name afterwards."""
    text = "def a(t) = exp(t)\ndef exp(t) = a(t) + 1\ninput x = 0\nf = a(x)\ng = exp(x)"
    circuit = cl.parse(text)
    run = circuit.forward()
    assert (run["f"], run["g"]) == (1.0, 2.0)


def test_every_gate_of_a_gradient_has_its_place() -> None:
    text = "input w[0] = 1; for k in 1 to 3 { l[k] = w[k-1] ** 3; w[k] = grad(l[k], w[k-1]) }"
    tape = cl.parse(text)._builder.tape
    places = [tape.place(wire) for wire in range(len(tape))]
    assert {place.text for place in places if place is not None} >= {"grad(l[k], w[k-1])"}


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("d = x ** 4", "grad(d, x) = 4 * x ** 3"),
        ("d = x ** 2", "grad(d, x) = 2 * x"),
        ("d = x ** 0.5", "grad(d, x) = 0.5 * x ** -0.5"),
        ("const n = 3; d = x ** n", "grad(d, x) = n * x ** 2"),
        ("c = x ** 4; d = grad(c, x)", "grad(d, x) = 4 * (3 * x ** 2)"),
    ],
)
def test_a_power_with_a_constant_exponent_is_read_as_it_is_taught(text: str, reads: str) -> None:
    session = cl.Session()
    session.execute(f"input x = 2; {text}; g = grad(d, x)")
    assert reads in str(session.execute("show g"))


def test_a_power_at_nan_is_nan_to_any_order() -> None:
    text = "input x = nan; a = x ** 1; b = x ** 2; c = x ** 3; output g"
    for name in "abc":
        circuit = cl.parse(f"{text}; g = grad({name}, x)".replace("; output g", ""))
        assert circuit.forward()["g"] != circuit.forward()["g"]
