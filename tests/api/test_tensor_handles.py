"""Tensors through Python's operators and the gates' functions."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import numpy as np
import pytest

import circuitlang as cl
from circuitlang.gates import TABLE
from circuitlang.gates.gate import Gate
from circuitlang.meaning.calls import REDUCTIONS
from circuitlang.meaning.tensors import compute

CONSTANT = {"cross_entropy": (1,), "hinge": (1,)}  # labels do not move
FUNCTIONS = {row: name for name, row in REDUCTIONS.items()}
VISITS = [
    pytest.param(gate, sample, id=f"{gate.name}-{at}")
    for gate in TABLE
    if gate.family != "internal"
    for at, sample in enumerate(gate.samples)
]


def value(x: Any) -> Any:
    return float(x) if np.ndim(x) == 0 else np.asarray(x, np.float64)


def same(a: Any, b: Any) -> bool:
    return np.shape(a) == np.shape(b) and bool(np.array_equal(a, b, equal_nan=True))


@pytest.mark.parametrize(("gate", "sample"), VISITS)
def test_every_gate_as_a_function(gate: Gate, sample: Any) -> None:
    """A gate's function gives what its row gives, and its text the same bits again."""
    inputs = [x for x in sample if not isinstance(x, dict)]
    options = next((x for x in sample if isinstance(x, dict)), {})
    c = cl.Circuit()
    handles = [
        value(x) if at in CONSTANT.get(gate.name, ()) else c.input(f"x{at}", value(x))
        for at, x in enumerate(inputs)
    ]
    function = getattr(cl, FUNCTIONS.get(gate.name, gate.name))
    if gate.name == "index":
        out = handles[0][tuple(slice(*x[1:]) if isinstance(x, tuple) else x
                               for x in options["item"])]  # fmt: skip
    else:
        out = function(*handles, **options)
    c.gate("out", out)
    c.gate("total", cl.sum(out * np.cos(np.arange(np.prod(out.shape)) + 1.0).reshape(out.shape)))
    run = c.forward()
    given = [value(x) for x in inputs] + [gate.defaults[p] for p in gate.params[len(inputs) :]]
    assert same(run["out"], compute(gate, given, {**gate.options, **options}, "split"))
    again = cl.parse(c.to_source()).forward()
    assert same(again["out"], run["out"])
    mine, text = run.backward(), again.backward()
    assert all(same(mine[name], text[name]) for name in c.inputs)
    assert all(np.shape(mine[name]) == np.shape(run[name]) for name in c.inputs)


def test_the_product_of_the_notes() -> None:
    rng = np.random.default_rng(0)
    w, x, seed = rng.normal(size=(5, 10)), rng.normal(size=(10, 3)), rng.normal(size=(5, 3))
    c = cl.Circuit()
    product = c.gate("D", c.param("W", w) @ c.input("X", x))
    assert product.shape == (5, 3) and product.ndim == 2 and len(product) == 5
    grads = c.forward().backward("D", seed=seed)
    np.testing.assert_allclose(grads["W"], seed @ x.T, rtol=1e-15, atol=1e-15)
    np.testing.assert_allclose(grads["X"], w.T @ seed, rtol=1e-15, atol=1e-15)


A = np.arange(6.0).reshape(2, 3)
ROW = [1, 2, 3]
RAGGED = [[1, 2], [3]]
BESIDE = {
    "array + handle": (lambda t: A + t, A + A),
    "handle + array": (lambda t: t + A, A + A),
    "array * handle": (lambda t: np.array([1.0, 2.0, 3.0]) * t, np.array([1.0, 2.0, 3.0]) * A),
    "array - handle, a column": (lambda t: np.ones((2, 1)) - t, 1 - A),
    "array @ handle": (lambda t: np.ones((4, 2)) @ t, np.ones((4, 2)) @ A),
    "handle @ array": (lambda t: t @ np.ones(3), A @ np.ones(3)),
    "array / handle": (lambda t: A / (t + 1), A / (A + 1)),
    "array ** handle": (lambda t: np.array([1.0, 2.0, 3.0]) ** t, np.array([1.0, 2, 3]) ** A),
    "array > handle": (lambda t: np.full((2, 3), 2.0) > t, (A < 2) * 1.0),
    "handle <= array": (lambda t: t <= np.full(3, 2.0), (A <= 2) * 1.0),
    "list": (lambda t: t + ROW, A + ROW),
    "list first": (lambda t: ROW - t, ROW - A),
    "NumPy's number": (lambda t: np.float64(2.0) * t, 2 * A),
    "NumPy's whole number": (lambda t: np.int64(2) ** t, 2**A),
    "NumPy's function": (lambda t: np.exp(t), np.exp(A)),
    "NumPy's operator": (lambda t: np.maximum(t, 2.0), np.maximum(A, 2)),
    "turned": (lambda t: t.T, A.T),
    "element": (lambda t: t[1, -1], A[1, -1]),
    "row": (lambda t: t[0], A[0]),
    "slice": (lambda t: t[0, 1:3], A[0, 1:3]),
    "backwards": (lambda t: t[::-1, ::2], A[::-1, ::2]),
    "dots": (lambda t: t[..., 0], A[..., 0]),
    "NumPy's index": (lambda t: t[np.int64(1)], A[1]),
    "rows unpacked": (lambda t: cl.add(*t), A[0] + A[1]),
    "a list of handles": (lambda t: cl.sum([t[0, 0], 2.0, t[1, 1]]), 6.0),
    "concat as in NumPy": (lambda t: cl.concat([t, t], axis=1), np.concatenate([A, A], axis=1)),
    "concat of its own": (lambda t: cl.concat(t, t), np.concatenate([A, A])),
    "reshape by sizes": (lambda t: cl.reshape(t, 3, 2), A.reshape(3, 2)),
    "reshape by a tuple": (lambda t: cl.reshape(t, (-1,)), A.reshape(-1)),
    "reshape by a shape": (lambda t: cl.reshape(t, t.T.shape), A.reshape(3, 2)),
    "max of all": (lambda t: cl.max(t), 5.0),
    "max along an axis": (lambda t: cl.max(t, axis=0, keepdims=True), A.max(0, keepdims=True)),
    "max of two": (lambda t: cl.max(t, 2.5), np.maximum(A, 2.5)),
    "axis by place": (lambda t: cl.sum(t, 1), A.sum(1)),
    "axes": (lambda t: cl.mean(t, axis=(0, -1)), A.mean()),
    "axis None": (lambda t: cl.sum(t, axis=None), A.sum()),
    "where": (lambda t: cl.where(t > 2, t, -1.0), np.where(A > 2, A, -1)),
    "labels": (lambda t: cl.cross_entropy(t, [2, 2]), np.log(1 + np.exp(-1) + np.exp(-2))),
}


@pytest.mark.parametrize("way", BESIDE)
def test_operators_beside_numpy(way: str) -> None:
    make, want = BESIDE[way]
    c = cl.Circuit()
    c.gate("out", make(c.input("t", A)))
    np.testing.assert_allclose(c.forward()["out"], want, rtol=1e-15)
    np.testing.assert_array_equal(cl.parse(c.to_source()).forward()["out"], c.forward()["out"])


def refused(make: Any) -> cl.CircuitError:
    c = cl.Circuit()
    w = c.param("W", np.ones((5, 10)))
    x = c.input("X", np.ones((10, 3)))
    with pytest.raises(cl.CircuitError) as caught:
        make(c, w, x)
    return caught.value


@pytest.mark.parametrize(("make", "code", "message", "mend"), [
    (lambda c, w, x: x @ w, "shape-mismatch",
     "X @ W cannot be multiplied: 3 columns meet 5 rows (X is [10, 3], W is [5, 10])",
     "W @ X fits, and gives [5, 3]"),
    (lambda c, w, x: (2 * w) @ w, "shape-mismatch",
     "(2 * W) @ W cannot be multiplied: 10 columns meet 5 rows (2 * W is [5, 10], W is [5, 10])",
     "(2 * W).T @ W fits, and gives [10, 10]"),
    (lambda c, w, x: w + x, "shape-mismatch",
     "these shapes do not fit: 5 meets 10 (W is [5, 10], X is [10, 3])", None),
    (lambda c, w, x: w[7], "bad-argument", "there is no index 7: the size is 5", None),
    (lambda c, w, x: w[None], "bad-argument",
     "an index of `W` is a whole number or a slice, not NoneType", "cl.reshape(W, …) adds an axis"),
    (lambda c, w, x: w[x], "bad-argument",
     "an index of `W` is a whole number or a slice, not Handle", None),
    (lambda c, w, x: cl.sum(w, axis=2), "bad-argument",
     "there is no axis 2: the shape is [5, 10]", None),
    (lambda c, w, x: cl.sum(w, axis=cl.sum(x)), "not-constant", "`axis` must be constant", None),
    (lambda c, w, x: cl.sum(w, ddof=1), "bad-argument", "`sum` has no input `ddof` left", None),
    (lambda c, w, x: w + np.array([1j]), "bad-argument", "must be an array of real numbers", None),
    (lambda c, w, x: w + RAGGED, "bad-argument", "must be an array of real numbers", None),
    (lambda c, w, x: np.array(x), "bad-argument", "it has no numbers before the circuit runs",
     None),
    (lambda c, w, x: np.sum(x), "bad-argument", "there is no gate for NumPy's `add.reduce`", None),
    (lambda c, w, x: np.cbrt(x), "bad-argument", "there is no gate for NumPy's `cbrt`", None),
    (lambda c, w, x: c.input("Z", np.ones(3), shape=[4]), "shape-mismatch",
     "`Z` is declared as [4], and this value is [3]", None),
    (lambda c, w, x: c.input("Z", 1.0, shape=[2]), "shape-mismatch",
     "`Z` is declared as [2], and this value is one number", "full([2], 1)"),
    (lambda c, w, x: c.input("Z", shape=[-1]), "bad-argument", "a size cannot be negative", None),
    (lambda c, w, x: c.input("Z", shape=["a b"]), "bad-argument", "no name for a dimension", None),
    (lambda c, w, x: c.input("Z", shape=[2.5]), "bad-argument", "a size is a whole number", None),
    (lambda c, w, x: list(cl.sum(x)), "bad-argument", "it is one number", None),
    (lambda c, w, x: bool(x), "bad-argument", "it is neither true nor false", None),
    (lambda c, w, x: cl.conv2d(x), "wrong-arity", "`conv2d` takes 2 inputs, not 1", None),
])  # fmt: skip
def test_errors(make: Any, code: str, message: str, mend: str | None) -> None:
    problem = refused(make)
    assert problem.code == code and message in problem.message, problem.message
    assert mend is None or problem.help == mend


def test_a_leaf_that_is_refused_is_not_declared() -> None:
    c = cl.Circuit()
    with pytest.raises(cl.CircuitError):
        c.input("Z", np.ones(3), shape=[4])
    assert c.names == () and c.input("Z", np.ones(4)).shape == (4,)


def test_named_dimensions() -> None:
    c = cl.Circuit()
    c.const("H", 4)
    x = c.input("X", shape=["N", 3])
    w = c.param("W", np.ones((3, 4)), shape=[3, "H"])
    b = c.param("b", shape="H")
    assert b.shape == (4,) and (x @ w + b).shape == ("N", 4)
    c.gate("f", cl.sum(x @ w + b))
    with pytest.raises(cl.CircuitError, match="give it an array of"):
        c.forward()
    assert c.forward(X=np.ones((2, 3)), b=np.zeros(4))["f"] == 24.0
    y = c.input("Y", shape=["N", 4])
    assert (x @ w + y).shape == ("N", 4)
    with pytest.raises(cl.CircuitError, match="the dimension `N` is 2 in `X` and 3 in `Y`"):
        c.forward(X=np.ones((2, 3)), b=np.zeros(4), Y=np.ones((3, 4)))
    with pytest.raises(cl.CircuitError, match="N is not known yet"):
        len(x)


def test_the_array_of_a_caller_is_not_kept() -> None:
    mine = np.ones(3)
    c = cl.Circuit()
    x = c.input("x", mine)
    c.gate("f", cl.sum(x * mine))
    mine[:] = 7.0
    assert c.forward()["f"] == 3.0


def test_a_function_of_tensors() -> None:
    c = cl.Circuit()
    w, x = c.param("W", np.eye(2)), c.input("x", shape=[2])
    c.gate("f", cl.sum((w @ x) ** 2))
    c.gate("same", c["f"])
    f = c.function("f", wrt=["W"])
    value, grads = f(x=[1.0, 2.0])
    assert value == 5.0
    np.testing.assert_array_equal(grads["W"], [[2.0, 4.0], [4.0, 8.0]])
    values, rows = f.map(x=[[1.0, 2.0], [0.0, 1.0]])
    np.testing.assert_array_equal(values, [5.0, 1.0])
    np.testing.assert_array_equal(rows["W"], [[[2, 4], [4, 8]], [[0, 0], [0, 2]]])


def test_values_without_a_circuit() -> None:
    assert cl.sum([1, 2, 3]) == 6.0 and isinstance(cl.sum([1, 2, 3]), float)
    np.testing.assert_array_equal(cl.relu(np.array([-1.0, 2.0])), [0.0, 2.0])


def test_numpy_comes_with_the_first_tensor() -> None:
    script = (
        "import sys, circuitlang as cl; c = cl.Circuit(); x = c.input('x', 2.0);"
        "c.gate('f', cl.exp(x) * x + 1); c.forward().backward(); c.function('f')(x=1.0);"
        "assert 'numpy' not in sys.modules; c.input('t', [1, 2]); assert 'numpy' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_a_gate_owns_all_that_was_made_for_it() -> None:
    """Operations that handles made are named by the first gate that needs them, however deep."""
    circuit = cl.Circuit()
    x, y = circuit.input("x", 1.0), circuit.input("y", 2.0)
    product = x * y
    moved = product + 1.0
    circuit.gate("f", cl.exp(moved) * product)
    circuit.gate("g", moved * moved)
    tape = circuit._builder.tape
    assert [tape.name(wire) for wire in range(len(tape)) if tape.kind[wire] >= 0] == [
        "f.mul", "f.add", "f.exp", "f", "g"]  # fmt: skip
