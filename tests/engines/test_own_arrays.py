"""What a caller is given is the caller's own: arrays that nothing else holds, of the right shape;
or, of a run, such as cannot be written to."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest

import circuitlang as cl
from circuitlang.engines import kept, kernel

WAYS = """def way(u, w) { z = u * w; return z; chain u = w; chain w = upstream }
          input X : [3], Y : [3]; q = way(X, Y); f = sum(q)"""
TEXTS = {
    "a sum": "input X : [3], Y : [3]; f = sum(X) + sum(Y)",
    "turned and flat": "input X : [3, 2], Y : [6]; f = sum(flatten(X.T)) + sum(Y) * 2",
    "a formula": WAYS,
    "one formula for two": WAYS.replace("chain u = w", "chain u = upstream"),
}


def given(text: str) -> dict[str, Any]:
    function = cl.parse(text).function()
    return {name: np.arange(1.0, 1.0 + np.prod(shape)).reshape(shape)
            for name, shape in function._shapes.items()}  # fmt: skip


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_gradients_share_no_memory(text: str, strict: bool) -> None:
    function, arrays = cl.parse(text, strict=strict).function(), given(text)
    wanted = cl.parse(text).forward(arrays).backward()
    held = []
    for _ in range(4):
        _, grads = function(arrays)
        for name, slope in grads.items():
            assert slope.tolist() == wanted[name].tolist()
        held += grads.values()
    for one, other in itertools.combinations([*held, *arrays.values()], 2):
        assert not np.shares_memory(one, other)
    for at, slope in enumerate(held):
        slope[...] = at
    assert [slope.min() == at == slope.max() for at, slope in enumerate(held)] == [True] * len(held)


def test_what_a_run_shows_cannot_be_written_to() -> None:
    arrays = given(WAYS)
    run = cl.parse(WAYS).forward(arrays)
    seed = np.array([1.0, 2.0, 3.0])
    grads = run.backward("q", seed)
    assert grads.chained("q")["X"].tolist() == [1.0, 2.0, 3.0] == run["Y"].tolist()
    sums = cl.parse("input X = [1, 2]; q = X * X; f = sum(q)").forward().backward()
    for value in (run["Y"], grads["X"], grads.chained("q")["X"], grads.chained("q")["Y"],
                  grads.seed, sums.local("q")["X"], sums.chained("f")["q"]):  # fmt: skip
        with pytest.raises(ValueError, match="read-only"):
            value[0] = 7.0
    seed[0] = 7.0
    assert grads["q"].tolist() == [1.0, 2.0, 3.0]


@pytest.mark.parametrize("engine", ["", "reference", "segments", "numpy", "kernel"])
def test_what_the_output_does_not_depend_on_has_its_shape(engine: str) -> None:
    """That of its value, else as declared; of names that stand for no size, a number's."""
    if engine == "kernel" and not kernel.available():
        pytest.skip("the kernel was not built")
    text = "input X = [1, 2, 3], Z : [2, 2], V : [N], y = 3; f = y * y"
    function = cl.parse(text, engine=engine).function("f")
    for more, size in (({}, ()), ({"V": np.ones(4)}, (4,))):
        value, grads = function(more)
        assert (value, grads["y"]) == (9.0, 6.0)
        assert {name: np.shape(slope) for name, slope in grads.items()} == {
            "X": (3,), "Z": (2, 2), "V": size, "y": ()}  # fmt: skip
        assert not any(np.any(slope) for name, slope in grads.items() if name != "y")
    for rows in (2, 0):
        for more in ({}, {"X": np.ones((rows, 3))}):
            value, grads = function.map(y=np.full(rows, 3.0), **more)
            assert value.tolist() == [9.0] * rows and grads["y"].tolist() == [6.0] * rows
            assert {name: np.shape(slope) for name, slope in grads.items()} == {
                "X": (rows, 3), "Z": (rows, 2, 2), "V": (rows,), "y": (rows,)}  # fmt: skip
            assert not any(np.any(slope) for name, slope in grads.items() if name != "y")


def test_no_rows_of_tensors() -> None:
    function = cl.parse("input X : [N, 3], y = 2; f = sum(X) * y").function()
    value, grads = function.map(X=np.ones((0, 5, 3)))
    assert value.shape == (0,) and grads["X"].shape == (0, 5, 3) and grads["y"].shape == (0,)
    value, grads = function.map(X=np.ones((2, 5, 3)), y=[1.0, 2.0])
    assert value.tolist() == [15.0, 30.0] and grads["y"].tolist() == [15.0, 15.0]
    assert grads["X"].shape == (2, 5, 3) and grads["X"][1].tolist() == [[2.0] * 3] * 5


def test_a_strict_row_beside_a_tensor_that_does_not_matter() -> None:
    function = cl.parse("input X : [3], y; f = log(y)", strict=True).function("f")
    X = np.ones((2, 3))
    assert function.map(X=X, y=[1.0, 1.0])[0].tolist() == [0.0, 0.0]
    with pytest.raises(cl.CircuitError) as caught:
        function.map(X=X, y=[1.0, 0.0])
    assert caught.value.code == "non-finite"


@pytest.mark.parametrize("engine", ["", "numpy"])
@pytest.mark.parametrize("count", [7, 200_000])
def test_rows_of_any_kind_of_array(engine: str, count: int) -> None:
    """They count as NumPy's `asarray` takes them: of a masked array the numbers, mask or none."""
    function = cl.parse("input x, y = 2; f = x * y + max(x, 1)", engine=engine).function()
    x = np.arange(float(count)) % 5.0
    value, slopes = x * 2.0 + np.maximum(x, 1.0), 2.0 + np.heaviside(x - 1.0, 0.5)
    frozen, apart = x.copy(), np.repeat(x, 2)
    frozen.flags.writeable = False
    odd = np.empty(8 * count + 1, np.uint8)[1:].view(np.float64)
    odd[...] = x
    for rows in (x, frozen, apart[::2], x[::-1].copy()[::-1], odd, x.astype(">f8"),
                 x.astype(np.float32), x.astype(np.uint8), np.ma.masked_array(x, x == 2.0),
                 x.tolist(), np.stack([x, x], 1)[:, 0]):  # fmt: skip
        found, grads = function.map(x=rows)
        assert type(found) is type(grads["x"]) is np.ndarray
        assert np.array_equal(found, value) and np.array_equal(grads["x"], slopes)
        assert np.array_equal(grads["y"], x)
    assert np.array_equal(frozen, np.arange(float(count)) % 5.0)
    for rows in (np.zeros((3, 2)), x.astype(complex), x.astype(object), x.astype(str)):
        with pytest.raises(cl.CircuitError):
            function.map(x=rows)


def test_large_room_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST", 2 * 10 * 8)
    room = kept.Kept()
    assert room.room(2, 10).shape == (2, 10) and room.last
    assert room.room(2, 11).shape == (2, 11) and not room.last


@pytest.mark.parametrize("engine", ["", "reference", "segments", "numpy", "kernel"])
def test_a_run_stays_that_of_the_circuit_as_it_was(engine: str) -> None:
    if engine == "kernel" and not kernel.available():
        pytest.skip("the kernel was not built")
    circuit = cl.Circuit(engine=engine)
    x, y = circuit.input("x", 2.0), circuit.input("y", 3.0)
    product = circuit.gate("f", x * y * y)
    run = circuit.forward()
    circuit.gate("g", product * cl.sin(x) + y)
    grads = run.backward("f")
    assert (grads["x"], grads["y"], list(run)) == (9.0, 12.0, ["x", "y", "f"])
    assert grads.local("f") == {"f.mul": 3.0, "y": 6.0} == grads.chained("f")
    for ask in (lambda: run["g"], run.backward, lambda: run.backward("g"), lambda: grads["g"]):
        with pytest.raises(cl.CircuitError, match="`g` was declared after this run") as caught:
            ask()
        assert caught.value.code == "no-value"
