"""`f.map`: rows of arrays through a circuit, in each row what a call gives."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

import circuitlang as cl
from circuitlang.engines import arrays
from tests.strategies import programs

NEURON = "input w0 = 2, x0 = -1, w1 = -3, x1 = -2, w2 = -3; f = sigmoid(w0*x0 + w1*x1 + w2)"


def same(row: Any, alone: Any) -> bool:
    """Equal, or apart by what NumPy's functions and the C library's round differently."""
    row, alone = np.asarray(row), np.asarray(alone)
    with np.errstate(all="ignore"):
        near = np.abs(row - alone) <= 1e-14 * np.maximum(np.abs(row), np.abs(alone))
    return bool(np.all((row == alone) | near | (np.isnan(row) & np.isnan(alone))))


def largest(numbers: Any) -> float:
    return max([1.0, *(abs(x) for x in numbers if x is not None and math.isfinite(x))])


def near(x: float, y: float, scale: float) -> bool:
    """Equal to rounding, that of the largest number which went into them."""
    return x == y or (x != x and y != y) or abs(x - y) <= 1e-13 * scale


def by_row(f: Any, count: int, columns: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """What row by row calls give."""
    found = [f({name: column[row] for name, column in columns.items()}) for row in range(count)]
    return np.array([value for value, _ in found]), {
        name: np.array([grads[name] for _, grads in found]) for name in f.wrt
    }


def test_the_neuron() -> None:
    f = cl.parse(NEURON).function("f", wrt=["w0", "x0", "w2"])
    rng = np.random.default_rng(1)
    columns = {name: rng.normal(size=200) for name in ("w0", "x0", "w1")}
    value, grads = f.map(**columns)
    alone, slopes = by_row(f, 200, columns)
    assert same(value, alone)
    assert list(grads) == ["w0", "x0", "w2"]
    assert all(same(grads[name], slopes[name]) for name in grads)


def test_arithmetic_is_equal_to_the_bits() -> None:
    f = cl.parse("input x, y, z; q = x + y; f = q * z - x / y").function("f")
    rng = np.random.default_rng(2)
    columns = {name: rng.normal(size=300) for name in "xyz"}
    value, grads = f.map(columns)
    alone, slopes = by_row(f, 300, columns)
    assert value.tobytes() == alone.tobytes()
    assert all(grads[name].tobytes() == slopes[name].tobytes() for name in "xyz")


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(programs())
def test_random_programs(text: str) -> None:
    circuit = cl.parse(text)
    f = circuit.function()
    names = circuit.inputs
    rng = np.random.default_rng(3)
    columns = {name: rng.choice([-2.0, -0.5, 0.0, 0.25, 1.0, 3.0], size=12) for name in names}
    if not names:
        return
    value, grads = f.map(columns)
    alone, slopes = by_row(f, 12, columns)
    for row in range(12):
        run = circuit.forward({name: float(column[row]) for name, column in columns.items()})
        values, steep = largest(run._values), largest(run.backward()._upstream)
        assert near(value[row], alone[row], values)
        for name in names:
            assert near(grads[name][row], slopes[name][row], values * steep), name


@pytest.mark.parametrize("text", [
    "input x = 1; f = where(x > 0, log(x), 0)",
    "input x = 1; q = 1 / x; f = where(x != 0, q * q, 3)",
    "input x = 1, y = 2; a = sqrt(x); f = max(a, y) + relu(log(x))",
])  # fmt: skip
def test_a_branch_that_is_not_taken_passes_exactly_0(text: str) -> None:
    f = cl.parse(text).function("f", wrt=["x"])
    x = np.array([-1.0, 0.0, 2.0, 9.0])
    value, grads = f.map(x=x)
    alone, slopes = by_row(f, 4, {"x": x})
    assert same(value, alone)
    assert same(grads["x"], slopes["x"])


def test_what_is_the_same_in_all_rows() -> None:
    f = cl.parse("input x, k; param w = 3; f = w * x + k ** 2").function()
    value, grads = f.map(x=[1.0, 2.0], k=4)
    assert value.tolist() == [19.0, 22.0]
    assert {name: grad.tolist() for name, grad in grads.items()} == {
        "x": [3.0, 3.0], "k": [8.0, 8.0], "w": [1.0, 2.0]}  # fmt: skip


def test_what_the_gate_does_not_depend_on() -> None:
    f = cl.parse("input x, y = 1; f = 2 * x; g = y").function("f")
    value, grads = f.map(x=[1, 2], y=[5, 6])
    assert value.tolist() == [2.0, 4.0]
    assert grads["y"].tolist() == [0.0, 0.0]
    assert f.map(y=[1.0, 2.0], x=3)[0].tolist() == [6.0, 6.0]


def test_no_rows() -> None:
    value, grads = cl.parse("input x; f = x * x").function().map(x=[])
    assert value.shape == grads["x"].shape == (0,)


def test_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    f = cl.parse(NEURON).function()
    x = np.linspace(-40, 40, 1001)
    whole = f.map(x0=x)
    monkeypatch.setattr(arrays, "BLOCK", 64)
    parts = f.map(x0=x)
    assert same(whole[0], parts[0])
    assert all(same(whole[1][name], parts[1][name]) for name in f.wrt)


def test_rows_of_tensors() -> None:
    circuit = cl.parse("input x : [3], k = 2; param w = [1, 2, 3]; f = sum(k * w * x ** 2)")
    f = circuit.function()
    xs = np.arange(12.0).reshape(4, 3)
    value, grads = f.map(x=xs, k=[1, 2, 3, 4])
    alone, slopes = by_row(f, 4, {"x": xs, "k": [1, 2, 3, 4]})
    assert value.tolist() == alone.tolist()
    assert grads["x"].shape == (4, 3)
    assert all(np.array_equal(grads[name], slopes[name]) for name in grads)
    assert f.map(x=xs[0], k=[1, 2])[0].tolist() == [14.0, 28.0]


@pytest.mark.parametrize(("given", "code", "words"), [
    ({"x": [1.0, 2.0], "y": [1.0]}, "bad-argument", "`x` has 2 rows and `y` 1"),
    ({"x": 1.0}, "bad-argument", "no rows"),
    ({"x": [[1.0]]}, "shape-mismatch", "2 axes"),
    ({"x": ["a"]}, "bad-argument", "real numbers"),
    ({"q": [1.0]}, "undefined-name", "`q`"),
    ({"x": [1.0]}, "no-value", "`y`"),
])  # fmt: skip
def test_what_is_refused(given: dict[str, Any], code: str, words: str) -> None:
    f = cl.parse("input x, y; q = x * y").function()
    with pytest.raises(cl.CircuitError) as caught:
        f.map(given)
    assert caught.value.code == code
    assert words in caught.value.message


def test_a_guard_objects_in_one_row() -> None:
    f = cl.parse("input x, lo; f = clip(x, lo, 1)").function()
    assert f.map(x=[0.5, 2.0], lo=[0.0, 1.0])[1]["x"].tolist() == [1.0, 0.0]
    with pytest.raises(cl.CircuitError) as caught:
        f.map(x=[0.5, 2.0], lo=[0.0, 3.0])
    assert caught.value.code == "bad-argument"


def test_strict() -> None:
    f = cl.parse("input x; f = log(x)", strict=True).function()
    with pytest.raises(cl.CircuitError) as caught:
        f.map(x=[1.0, 0.0])
    assert caught.value.code == "non-finite"


def test_a_function_of_a_tensor() -> None:
    circuit = cl.parse("input x = [1, 2]; f = x * x; g = sum(f)")
    assert circuit.function("g")()[1]["x"].tolist() == [2.0, 4.0]
    with pytest.raises(cl.CircuitError) as caught:
        circuit.function("f")
    assert caught.value.code == "not-scalar"
