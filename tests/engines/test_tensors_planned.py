"""Planned passes of circuits with tensors beside those that define them: the same bits."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import circuitlang as cl
from circuitlang.engines import tensors
from circuitlang.engines.attempt import FAILURE
from circuitlang.engines.tensors_planned import Planned
from circuitlang.gates import INDEX, TABLE
from circuitlang.gates.gate import Gate
from circuitlang.gates.samples import sampled
from circuitlang.tape.tape import CONST, INPUT, Tape
from circuitlang.text.errors import CircuitError
from circuitlang.text.limits import Limits
from circuitlang.transforms.prune import prune

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(path for folder in ("examples", "tests/programs")
               for path in ROOT.joinpath(folder).rglob("*.circ")
               if any(word in path.read_text("utf-8", "replace")
                      for word in ("[", "randn", "zeros", "csv", "npy")))  # fmt: skip


def bits(value: Any) -> Any:
    """What tells values apart as the machine does; every nan is the same."""
    if value is None:
        return None
    array = np.where(np.isnan(value), np.nan, value)
    return np.shape(value), array.tobytes()


def held_together(planned: Planned, leaves: dict[int, Any]) -> bool:
    """Run both ways, again and again; is there a plan in the end that serves?"""
    value, grads = planned.plainly(leaves)
    before = [np.array(x) for x in leaves.values()]
    for _ in range(12):
        again, found = planned(leaves)
        assert type(again) is float
        assert bits(again) == bits(value)
        for wire, slope in found.items():
            expected = grads[wire]
            assert (slope is None) == (expected is None), wire
            assert bits(slope) == bits(expected), wire
            assert isinstance(slope, np.ndarray) == isinstance(expected, np.ndarray)
    for old, new in zip(before, leaves.values(), strict=True):
        assert bits(old) == bits(new)
    (attempt,) = planned.attempts.values()
    return attempt.plan is not None and (attempt.behind % FAILURE != 0 or attempt.behind == 0)


# ---------------------------------------------------------------------- rows


def alone(gate: Gate, inputs: list[Any], options: dict[str, Any], ties: str) -> Planned | None:
    """sum(weights * gate(inputs)), where the gate has a value."""
    tape = Tape()
    for at in range(len(inputs)):
        tape.names[tape.append(INPUT, [], -1)] = f"x{at}"
    wire = tape.append(INDEX[gate.name], list(range(len(inputs))), -1)
    if options:
        tape.options[wire] = options
    limits = Limits()
    values = tensors.Program(tape, ties, limits).forward(dict(enumerate(inputs)))
    shape = np.shape(values[wire])
    weights = np.cos(np.arange(float(np.prod(shape)))).reshape(shape) if shape else 1.5
    const = tape.append(CONST, [], -1)
    tape.consts[const] = weights
    product = tape.append(INDEX["mul"], [wire, const], -1)
    of = tape.append(INDEX["sum"], [product], -1)
    return Planned(tensors.Program(tape, ties, limits), of, range(len(inputs)))


def as_value(nested: Any) -> Any:
    return np.array(nested, np.float64) if isinstance(nested, list) else float(nested)


def elementwise(gate: Gate) -> list[list[Any]]:
    """The samples of each number of inputs side by side, and some broadcast against others."""
    found = []
    for count in sorted({len(sampled(sample)[0]) for sample in gate.samples}):
        rows = [sampled(sample)[0] for sample in gate.samples if len(sampled(sample)[0]) == count]
        columns = [np.array(column) for column in zip(*rows, strict=True)]
        found += [columns, [np.stack([column, column + 0.25]) for column in columns]]
        found.append([column[:, None] if at else column for at, column in enumerate(columns)])
        found.append([float(column[0]) if at else column for at, column in enumerate(columns)])
    return found


@pytest.mark.parametrize("text", [
    "m = max(X.T, axis=-1); f = sum(m * m)",
    "m = min(X.T, axis=-1, keepdims=1); f = sum(m) + sum(mean(X, axis=-1, keepdims=1))",
    "f = cross_entropy(Z.T, [1, 0, 2])",
    "f = cross_entropy(Z.T + Z.T, [1, 0, 2]) + hinge(Z.T, [0, 0, 1])",
    "s = softmax(X.T); f = sum(s * X.T) + logsumexp(X.T) + norm(X.T)",
    "f = sum(prod(X.T, axis=-1)) + sum(var(X.T, axis=0)) + sum(log_softmax(X.T) * X.T)",
    "f = sum(max(X.T, axis=1)) + max(X.T) + sum(relu(X.T) @ [[1], [2]])",
])  # fmt: skip
@pytest.mark.parametrize("seed", range(3))
def test_what_is_laid_out_the_other_way(text: str, seed: int) -> None:
    """A buffer of a transposed tensor's kind has columns where others have rows."""
    circuit = cl.parse(f"seed {seed}; input X = randn(2, 2, 3), Z = randn(3, 3); {text}")
    wrt = [name for name in ("X", "Z") if name in text]
    f = circuit.function("f", wrt=wrt)
    run = circuit.forward()
    grads = run.backward("f")
    for _ in range(5):
        value, found = f()
        assert abs(value - run["f"]) <= 2 * math.ulp(run["f"])  # NumPy adds up by the layout
        for name in wrt:
            assert np.array_equal(found[name], grads[name]), name


def test_a_view_of_a_part_that_waits_for_a_leaf() -> None:
    circuit = cl.parse("input A = [1, 2], B = [3, 4, 5], M = [[1, 2], [3, 4], [5, 6]]; "
                       "c = concat(A, sum(M, axis=1), B) ** 2; f = sum(c) * sum(A)")  # fmt: skip
    f = circuit.function()
    first = f()
    for _ in range(4):
        again = f()
        assert again[0] == first[0]
        assert all(np.array_equal(again[1][name], first[1][name]) for name in "ABM")


ROWS = [gate for gate in TABLE if gate.name not in ("given", "chained", "upstream")]


@pytest.mark.parametrize("gate", ROWS, ids=lambda gate: gate.name)
@pytest.mark.parametrize("ties", ["split", "first", "both"])
def test_every_row(gate: Gate, ties: str) -> None:
    done = []
    if gate.shape is None:
        cases: list[tuple[list[Any], dict[str, Any]]] = [(xs, {}) for xs in elementwise(gate)]
    else:
        cases = [([as_value(x) for x in sampled(sample)[0]], sampled(sample)[1])
                 for sample in gate.samples]  # fmt: skip
    for inputs, options in cases:
        try:
            planned = alone(gate, inputs, options, ties)
        except (CircuitError, ValueError, TypeError):
            continue  # a guard; what is not made for tensors
        done.append(held_together(planned, dict(enumerate(inputs))))
    assert all(done) and done


# ---------------------------------------------------------------------- circuits


def circuits(text: str | Path) -> list[tuple[Planned, dict[int, Any]]]:
    """Each gate that is one number and depends on tensors, with the values of the leaves."""
    circuit = cl.load(text) if isinstance(text, Path) else cl.parse(text)
    builder, found = circuit._builder, []
    for wire in set(builder.symbols.values()):
        tape, kept = prune(builder.tape, wire)
        if builder.tape.is_leaf(wire) or builder.tape.shape(wire) or not tape.shapes:
            continue
        given = {kept[x]: value for x, value in builder.values.items() if x in kept}
        program = tensors.Program(tape, builder.ties, builder.limits)
        found.append((Planned(program, kept[wire], list(given)), given))
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_circuit(path: Path) -> None:
    try:
        found = circuits(path)
    except CircuitError:
        pytest.skip("what it is about is an error, or it lacks a value")
    if not found:
        pytest.skip("no number that is made of tensors")
    for planned, leaves in found[-4:]:
        held_together(planned, leaves)


TEXTS = {
    "two layers": """input X = randn(70, 33), labels = zeros(70)
        param W1 = randn(33, 40), b1 = randn(40), W2 = randn(40, 9), b2 = randn(9)
        loss = cross_entropy(relu(X @ W1 + b1) @ W2 + b2, labels) + 0.01 * sum(W1 * W1)
        h = hinge(max(X @ W1, 0) @ W2 + b2, labels)""",
    "turned": """input A = randn(40, 50), B = randn(50, 40)
        f = sum(sum(A.T * 2 + B, axis=0) * sum(tanh(A), axis=1))
        g = mean(norm((A.T + B).T @ A.T, axis=1)) + var(A.T)
        h = sum(softmax(A.T, axis=0)[::-1, 3] * log_softmax(B)[:, 0])""",
    "of numbers": """input x = 0.5, y = -2, A = randn(20, 30)
        p = exp(x) / (1 + x * y) - relu(y)
        f = tanh(p * mean(A)) * max(x, y, 0) + sum(A * x) * where(y < 0, sigmoid(x), 2)""",
    "broadcast": """input c = [1, 0, 0, 1], a = randn(4, 1), b = randn(4), d = randn(3, 4, 4)
        f = sum(where(c, a, b) * d ** 2) + sum(clip(d, a, b + 9) * abs(a) * gelu(b))
        g = sum(max(a, b, d) - min(d, b)) + logsumexp(outer(b, b)) + prod(b) * max(d)""",
    "own rules": """def twice(u, w) { z = sigmoid(u @ w)
            return z * 2
            chain u = (upstream * z * (1 - z)) @ w.T * 2
            chain w = u.T @ (upstream * z * (1 - z)) * 2 }
        input u = randn(13, 12), w = randn(12, 12)
        f = sum(twice(twice(u, w), w) * u)""",
    "slopes": """input x = randn(25), A = randn(25, 25)
        e = sum(log(1 + exp(A @ x))); s = sum(grad(e, x) * x)""",
    "images": """input x = randn(3, 2, 12, 12); param w = randn(4, 2, 3, 3)
        f = mean(maxpool2d(relu(conv2d(x, w, pad=1)), 2) ** 2) + sum(avgpool2d(x, 3))""",
}


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("seed", [0, 1])
def test_composed(name: str, seed: int) -> None:
    """Each holds its plan: what is compared is the plan."""
    found = circuits(f"seed {seed}\n{TEXTS[name]}")
    assert found
    for planned, leaves in found:
        assert held_together(planned, leaves), planned.program.tape.name(planned.of)


# ---------------------------------------------------------------------- what is promised


NETWORK = """input X : [6, 3], labels : [6]
param W : [3, 4], b : [4]
loss = cross_entropy(relu(X @ W + b), labels)"""


def network(seed: int = 0) -> dict[str, Any]:
    random = np.random.default_rng(seed)
    return {"X": random.standard_normal((6, 3)), "labels": np.array([0.0, 1, 2, 3, 0, 1]),
            "W": random.standard_normal((3, 4)), "b": random.standard_normal(4)}  # fmt: skip


def products(planned: Planned) -> int:
    """The products of matrices that the plan takes."""
    (attempt,) = planned.attempts.values()
    assert attempt.plan is not None
    return sum(step.call is np.matmul for step in attempt.plan.layout.steps)


@pytest.mark.parametrize(("wrt", "count"), [(["W", "b"], 2), (["b"], 1), (["X"], 2),
                                            (["X", "W"], 3), ([], 1)])  # fmt: skip
def test_what_is_not_asked_for_is_not_computed(wrt: list[str], count: int) -> None:
    """X @ W forward; dW = X.T @ dS and dX = dS @ W.T only where they are wanted."""
    function = cl.parse(NETWORK).function("loss", wrt=wrt)
    for _ in range(2):
        _, grads = function(network())
    assert list(grads) == wrt
    assert function._plans is not None and products(function._plans) == count


def test_descend_asks_for_params_only(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Planned] = []
    init = Planned.__init__

    def watched(self: Planned, *args: Any) -> None:
        init(self, *args)
        made.append(self)

    monkeypatch.setattr(Planned, "__init__", watched)
    session = cl.Session()
    session.execute("""seed 1; input X = randn(6, 3); param W = randn(3, 4), b = zeros(4)
        loss = cross_entropy(relu(X @ W + b), [0, 1, 2, 3, 0, 1])
        descend loss rate 0.1 steps 5""")
    (planned,) = made
    assert len(planned.wrt) == 2 and products(planned) == 2


def test_what_is_returned_is_the_callers() -> None:
    """Neither the next call nor the caller changes it, and inputs are never written to."""
    function = cl.parse(NETWORK).function("loss")
    given = network()
    for array in given.values():
        array.flags.writeable = False
    function(given)
    _, first = function(given)
    kept = {name: slope.copy() for name, slope in first.items()}
    _, second = function(network(1))
    for name, slope in first.items():
        assert np.array_equal(slope, kept[name])
        assert not np.shares_memory(slope, second[name])
        slope[...] = 7.0
    assert all(np.array_equal(slope, kept[name]) for name, slope in function(given)[1].items())


def test_two_names_do_not_share_an_array() -> None:
    function = cl.parse("input a = [1, 2], b = [3, 4]; f = sum(a + b) + sum(a) * 0").function()
    for _ in range(3):
        _, grads = function()
        grads["a"][0] = 5.0
        assert grads["b"].tolist() == [1.0, 1.0]


def test_many_threads() -> None:
    function = cl.parse(NETWORK).function("loss")
    expected = [function(network(seed)) for seed in range(8)]

    def work(seed: int) -> bool:
        for _ in range(50):
            value, grads = function(network(seed))
            same = all(
                bits(grads[name]) == bits(slope) for name, slope in expected[seed][1].items()
            )
            if value != expected[seed][0] or not same:
                return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, range(8)))


def test_shapes_may_change_from_call_to_call() -> None:
    text = "input X : [N, 2], y : [N]; param w : [2]; f = mse(tanh(X @ w), y)"
    function, fresh = cl.parse(text).function(), cl.parse(text)
    for size in (3, 5, 3, 5, 5, 3):
        given = {"X": np.linspace(-1, 1, 2 * size).reshape(size, 2), "y": np.ones(size),
                 "w": np.array([0.5, -2.0])}  # fmt: skip
        for layout in (given, {**given, "X": np.asfortranarray(given["X"])}):
            value, grads = function(layout)
            run = fresh.forward(layout)
            assert value == run["f"]
            assert all(bits(grads[name]) == bits(run.backward()[name]) for name in given)
    with pytest.raises(CircuitError, match="the dimension `N` is 4 in `X` and 3 in `y`"):
        function({**given, "X": np.ones((4, 2)), "y": np.ones(3)})


def test_nothing_taken_stays_exactly_nothing() -> None:
    """A relu that nobody gets through passes 0, although what lies behind it is infinite."""
    text = "input x = [1, 2], y = [inf, 3]; f = sum(relu(x) * 2) + sum(where(x > 0, x, y @ y) * 1)"
    function = cl.parse(text).function()
    for x in ([1.0, 2.0], [-1.0, -2.0], [-1.0, 2.0]) * 4:
        value, grads = function(x=x)
        run = cl.parse(text).forward(x=x)
        assert bits(value) == bits(run["f"])
        assert all(bits(grads[name]) == bits(run.backward()[name]) for name in ("x", "y"))
        if min(x) > 0:
            assert grads["y"].tolist() == [0.0, 0.0]


def test_values_that_come_and_go() -> None:
    """Nan, labels that are none, and what is good again after that."""
    function, fresh = cl.parse(NETWORK).function("loss"), cl.parse(NETWORK)
    good = network()
    broken = {**good, "X": np.where(np.arange(18).reshape(6, 3) == 4, np.nan, good["X"])}
    for given in (good, good, broken, good, broken):
        value, grads = function(given)
        run = fresh.forward(given)
        assert bits(value) == bits(run["loss"])
        assert all(bits(grads[name]) == bits(run.backward()[name]) for name in good)
    for labels in ([0.0, 1, 2, 4, 0, 1], [0.0, 1, 2, -1, 0, 1], [0.0, 1, 2, 0.5, 0, 1],
                   [0.0, 1, 2, np.nan, 0, 1]):  # fmt: skip
        with pytest.raises(CircuitError, match="the label"):
            function({**good, "labels": np.array(labels)})
    assert function(good)[0] == fresh.forward(good)["loss"]


def test_limits_hold() -> None:
    text = "input X : [100, 100]; f = sum(tanh(X @ X) ** 2)"
    given = {"X": np.eye(100)}
    small = cl.parse(text.replace("100, 100", "N, N"), limits={"memory": 300_000}).function()
    for _ in range(3):
        with pytest.raises(CircuitError) as caught:
            small(given)
        assert caught.value.code == "limit-exceeded"
    hurried = cl.parse(text, limits={"time": 1e-9}).function()
    for _ in range(3):
        with pytest.raises(CircuitError) as caught:
            hurried(given)
        assert caught.value.code == "limit-exceeded"
    patient = cl.parse(text, limits={"time": 100.0}).function()
    assert patient(given)[0] == patient(given)[0] == cl.parse(text).function()(given)[0]
