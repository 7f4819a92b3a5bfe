"""The numeric check: it never calls a right gradient wrong, and catches wrong ones."""

import math
import random

import pytest

from circuitlang.circuit import Circuit
from circuitlang.engines.reference import Program
from circuitlang.gates import BY_NAME, TABLE
from circuitlang.reports.check import CheckReport, check_gradients, diagnostics
from circuitlang.text.errors import CircuitError
from circuitlang.text.limits import Limits
from circuitlang.wires import call
from tests.close import close

SCALAR = ("arithmetic", "elementary", "neural", "choice", "internal")
SAMPLES = [
    (g, xs)
    for g in TABLE
    if g.family in SCALAR and g.name not in ("given", "chained", "port")
    for xs in g.samples
    if g.chain is None and all(isinstance(x, float) for x in xs)
]
WRONG = {"factor": 1.001, "barely": 1.0001, "sign": -1.0, "missing": 0.0, "double": 2.0}


class Crooked(Program):
    """A program whose gradients are all wrong by a factor."""

    factor = 1.0

    def backward(self, *args, **named):
        found = super().backward(*args, **named)
        return [None if g is None else g * self.factor for g in found]


def gate(name, *operands):
    return call(BY_NAME[name], *operands)


def check(circuit, factor=1.0, ties="split", limits=None):
    builder = circuit._builder
    program = Crooked(builder.tape, ties, limits or builder.limits)
    program.factor = factor
    return check_gradients(program, dict(builder.values), circuit._output())


def one(make, x):
    """A circuit f(x), made by a function of a handle."""
    circuit = Circuit()
    circuit.gate("f", make(circuit.input("x", x)))
    return circuit


def row(make, x, **named):
    (found,) = check(one(make, x), **named).rows
    return found


def sampled(each, xs):
    circuit = Circuit()
    inputs = [circuit.input(f"x{i}", x) for i, x in enumerate(xs)]
    circuit.gate("f", gate(each.name, *inputs))
    return circuit


def sharp(found):
    """Whether there is a slope and the numbers tell it to 1e-5."""
    return found.computed and 4 * found.within <= 1e-5 * abs(found.numeric) and not found.words


def identify(value):
    return value.name if hasattr(value, "name") else str(value)


@pytest.mark.parametrize(("each", "xs"), SAMPLES, ids=identify)
def test_every_gate_is_right_and_its_mutants_are_caught(each, xs):
    circuit = sampled(each, xs)
    rows = check(circuit).rows
    assert all(found.verdict != "wrong" for found in rows)
    for factor in WRONG.values():
        for found, mutant in zip(rows, check(circuit, factor).rows, strict=True):
            if found.verdict == "right" and sharp(found):
                assert mutant.verdict == "wrong"


def test_most_samples_are_decided():
    found = [f for each, xs in SAMPLES for f in check(sampled(each, xs)).rows if f.computed]
    assert sum(f.verdict == "right" and sharp(f) for f in found) > 0.75 * len(found)


def random_circuit(seed):
    """Smooth gates at random, on inputs of all magnitudes."""
    r, circuit = random.Random(seed), Circuit()
    smooth = [g for g in TABLE if g.region is None and g.family in SCALAR[:3]]
    pool = [circuit.input(f"x{i}", r.gauss(0, 1) * 10 ** r.choice((0, 0, r.randint(-8, 6))))
            for i in range(3)]  # fmt: skip
    for _ in range(r.randint(2, 12)):
        each = r.choice(smooth)
        operands = [r.choice(pool) for _ in each.params]
        if len(operands) > 1 and r.random() < 0.3:
            operands[-1] = r.gauss(0, 3)
        pool.append(gate(each.name, *operands))
    circuit.gate("f", pool[-1])
    return circuit


@pytest.mark.parametrize("seed", range(250))
def test_random_circuits(seed):
    circuit = random_circuit(seed)
    rows = check(circuit).rows
    assert all(found.verdict not in ("wrong", "kink") for found in rows)
    for factor in (WRONG["barely"], WRONG["sign"]):
        for found, mutant in zip(rows, check(circuit, factor).rows, strict=True):
            if found.verdict == "right" and sharp(found):
                assert mutant.verdict == "wrong"


@pytest.mark.parametrize(
    ("make", "x", "slope"),
    [
        (lambda x: gate("log", x), 1e-8, 1e8),
        (lambda x: gate("log", x), 1e-300, 1e300),
        (lambda x: gate("sin", x), 1e6, math.cos(1e6)),
        (lambda x: x + 1e6, 1e-8, 1.0),
        (lambda x: x + 1e6, 1.0, 1.0),
        (lambda x: (x + 1e20) - 1e20, 1.0, 1.0),
        (lambda x: x * x, 1e150, 2e150),
        (lambda x: gate("tanh", (x - 1.0) * 1e9), 1.0, 1e9),
        (lambda x: x * gate("exp", -gate("square", x * 1e8)), 0.0, 1.0),
        (lambda x: gate("sin", x * 1e20), 0.0, 1e20),
        (lambda x: gate("elu", x), 0.0, 1.0),
        (lambda x: gate("exp", x), 700.0, math.exp(700.0)),
        (lambda x: gate("relu", x - 1.0), 1.0 + 1e-9, 1.0),
        (lambda x: x**1.5, 4.0, 3.0),
    ],
)
def test_steps_fit_the_function(make, x, slope):
    found = row(make, x)
    assert found.verdict == "right" and found.numeric == close(slope, rel=1e-6)
    assert all(row(make, x, factor=factor).verdict == "wrong" for factor in (1.001, -1.0, 0.0))


@pytest.mark.parametrize(
    "make",
    [
        lambda x: gate("sin", x * 1e22),
        lambda x: gate("tan", x * 4e15),
        lambda x: gate("cos", gate("exp", x * 50.0)),
    ],
)
@pytest.mark.parametrize("x", [1.0, 1.1, 0.9, 1.7])
def test_what_rounding_hides_is_not_called_wrong(make, x):
    assert row(make, x).verdict == "unclear" and row(make, x).good


def test_an_exact_leaf_beyond_resolution():
    assert row(lambda x: gate("cos", x), 1e22).verdict == "unclear"


def test_a_saturated_gate_is_right_with_words():
    found = row(lambda x: gate("tanh", x), 37.0)
    assert found.verdict == "right" and "too small to be seen" in found.words


def kinks(ties, make, *xs):
    circuit = Circuit()
    circuit.gate("f", make(*[circuit.input(f"x{i}", x) for i, x in enumerate(xs)]))
    return [found.verdict for found in check(circuit, ties=ties).rows]


@pytest.mark.parametrize("ties", ["split", "first", "both"])
def test_at_a_tie_any_slope_between_is_right(ties):
    assert kinks(ties, lambda x, y: gate("max", x, y), 1.0, 1.0) == ["kink", "kink"]
    assert kinks(ties, lambda x, y: gate("min", x, y), 1.0, 1.0) == ["kink", "kink"]


def test_a_tie_that_is_no_kink():
    for make in (lambda x, y: gate("max", x, y) + gate("min", x, y), lambda x, y: x + y):
        assert kinks("split", make, 1.0, 1.0) == ["right", "right"]
    assert kinks("split", lambda x: gate("max", x, x), 2.0) == ["right"]
    assert kinks("both", lambda x: gate("max", x, x), 2.0) == ["wrong"]


def test_beyond_the_slopes_of_a_kink():
    found = row(lambda x: gate("abs", x) + x, 0.0, factor=2.5)
    assert found.verdict == "wrong" and "`f.abs`" in found.words and "0 to 2" in found.words
    assert row(lambda x: gate("abs", x) + x, 0.0, factor=1.5).verdict == "kink"


def test_one_ulp_from_a_kink():
    x = math.nextafter(1.0, 2.0)
    assert row(lambda x: gate("relu", x - 1.0), x).verdict == "kink"
    assert row(lambda x: gate("max", x, 1.0), x).verdict == "kink"


def test_a_jump_has_words_of_its_own():
    found = row(lambda x: (x > 1.0) + x, 1.0)
    assert found.verdict == "kink" and found.numeric == close(1.0)
    assert "`f.gt` jumps here: `f` is 1 below, 1 at it, 2 above" in found.words
    assert row(lambda x: (x > 1.0) + x, 1.0 + 1e-6).verdict == "right"


def test_borders_of_the_domain():
    found = row(lambda x: x**1.5, 0.0)
    assert found.verdict == "right" and "above" in found.words
    assert row(lambda x: gate("sqrt", x), 0.0).verdict == "not finite"
    assert row(lambda x: gate("log", x), -1.0).verdict == "not finite"
    assert row(lambda x: x + 1.0, math.inf).verdict == "not finite"
    assert row(lambda x: gate("where", x > 0.0, gate("log", x), 0.0), -1.0).verdict == "right"
    assert row(lambda x: (gate("log", x) == gate("log", x)) * x, 0.0).good


def test_detach_holds_its_input_still():
    found = row(lambda x: x * gate("detach", x), 3.0)
    assert (found.verdict, found.numeric) == ("right", close(3.0))
    assert "detach" in found.words
    assert row(lambda x: gate("detach", x) + 0.0, 3.0).verdict == "not connected"


def test_leaves_that_are_not_connected():
    circuit = Circuit()
    x, _ = circuit.input("x", 2.0), circuit.param("other", 1.0)
    circuit.gate("f", x * x)
    report = check(circuit)
    assert isinstance(report, CheckReport) and report.of == "f" and report.good
    assert [(r.name, r.verdict, r.computed, r.numeric) for r in report.rows][1:] == [
        ("other", "not connected", 0.0, 0.0)]  # fmt: skip


def test_an_output_that_is_a_leaf():
    circuit = Circuit()
    circuit.input("x", 2.0), circuit.input("y", 2.0)
    circuit.output("x")
    assert [r.verdict for r in check(circuit).rows] == ["right", "not connected"]


def test_a_wide_sum_is_not_added_up_again():
    circuit = Circuit()
    xs = [circuit.input(f"x{i}", i + 0.5) for i in range(3000)]
    circuit.gate("f", gate("add", *[x * x for x in xs], xs[0]))
    seen = []
    add = BY_NAME["add"]
    rule, add.value = add.value, lambda m, *ys: (seen.append(len(ys)), rule(m, *ys))[1]
    try:
        report = check(circuit)
    finally:
        add.value = rule
    assert report.good and report.rows[0].numeric == close(2.0) and len(seen) == 1
    assert {r.verdict for r in report.rows} == {"right"}


def test_a_long_chain():
    circuit = Circuit()
    x = y = circuit.input("x", 0.5)
    for _ in range(3000):
        y = y + x * 0.001
    circuit.gate("f", y)
    assert check(circuit).rows[0].verdict == "right"


def test_the_limit_of_time_holds():
    circuit = Circuit()
    xs = [circuit.input(f"x{i}", 0.5) for i in range(300)]
    y = xs[0]
    for x in xs:
        y = gate("tanh", y + x)
    circuit.gate("f", y)
    with pytest.raises(CircuitError) as caught:
        check(circuit, limits=Limits().replace("time", 0.02))
    assert caught.value.code == "limit-exceeded"


def test_diagnostics():
    circuit = one(lambda x: x * x, 1.0)
    assert diagnostics(check(circuit), None) == []
    (found,) = diagnostics(check(circuit, 1.5), None)
    assert found.code == "check-failed" and found.help
    assert found.message == "the gradient of `f` by `x` is 3, numerically it is 2.0000"
    (found,) = diagnostics(check(one(lambda x: gate("sqrt", x), 0.0)), None)
    assert found.message == "the gradient of `f` by `x` is inf, and there is no numeric one"
