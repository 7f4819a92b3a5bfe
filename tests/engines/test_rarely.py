"""What engines do rarely: guards that differ from row to row, limits, formulas in rows."""

from __future__ import annotations

import numpy as np
import pytest

import circuitlang as cl
from circuitlang import engines
from circuitlang.circuit import as_limits
from circuitlang.engines import kernel, kernel_rows, reference, segments
from circuitlang.gates import INDEX
from circuitlang.tape.tape import INPUT, Tape
from circuitlang.text.errors import CircuitError
from circuitlang.text.limits import Limits
from tests.close import close

ROWS = ["numpy", "kernel"] if kernel.available() else ["numpy"]


@pytest.mark.parametrize("engine", ROWS)
def test_a_guard_is_asked_in_each_row(engine: str) -> None:
    f = cl.parse("input x, lo, hi; f = clip(x, lo, hi)", engine=engine).function("f")
    x, lo = np.array([0.5, 2.0, -3.0]), np.array([0.0, 0.0, -1.0])
    value, grads = f.map(x=x, lo=lo, hi=np.array([1.0, 1.0, 1.0]))
    assert value.tolist() == [0.5, 1.0, -1.0] and grads["x"].tolist() == [1.0, 0.0, 0.0]
    with pytest.raises(CircuitError, match="lo") as caught:
        f.map(x=x, lo=lo, hi=np.array([1.0, -1.0, 1.0]))
    assert caught.value.code == "bad-argument"


@pytest.mark.parametrize("count", [7, 300_000])
def test_a_formula_of_its_own_in_rows(count: int) -> None:
    text = ("def cube(t) { s = t * t * t; return s; chain t = upstream * 3 * t * t }\n"
            "input x, w = 2; f = cube(x * w) + x")  # fmt: skip
    x = np.linspace(-2.0, 2.0, count)
    value, grads = cl.parse(text).function("f").map(x=x)
    assert value == close(8.0 * x**3 + x, rel=1e-13)
    assert grads["x"] == close(24.0 * x**2 + 1.0, rel=1e-13)
    assert grads["w"] == close(12.0 * x**3, rel=1e-12)


@pytest.mark.parametrize("engine", ["", "numpy"])
def test_rows_keep_to_the_time(engine: str) -> None:
    f = cl.parse("input x; f = " + " + ".join(["sin(x)"] * 60), engine=engine,
                 limits={"time": 1e-6}).function("f")  # fmt: skip
    with pytest.raises(CircuitError) as caught:
        f.map(x=np.linspace(0.0, 1.0, 400_000))
    assert caught.value.code == "limit-exceeded"


def test_passes_keep_to_the_memory() -> None:
    tape = Tape()
    wire = tape.append(INPUT, (), -1)
    for _ in range(1000):
        wire = tape.append(INDEX["neg"], (wire,), -1)
    small = as_limits({"memory": 1000}, False)
    for engine in (reference, segments, kernel) if kernel.available() else (reference, segments):
        with pytest.raises(CircuitError) as caught:
            engine.compile(tape, "split", small)
        assert caught.value.code == "limit-exceeded"


def test_without_the_kernel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernel, "_kernel", None)
    tape = Tape()
    x = tape.append(INPUT, (), -1)
    y = tape.append(INDEX["exp"], (x,), -1)
    assert "compiler" in str(kernel.refusal(tape)) and kernel_rows.refusal(tape) is not None
    rows = engines.rows(tape, "split", Limits(), y, [x])
    value, grads = rows.over({x: np.array([0.0, 1.0])}, {x}, 2)
    assert value == close([1.0, np.e]) and grads[x] == close([1.0, np.e])
    with pytest.raises(CircuitError) as caught:
        cl.parse("input x = 1; f = x * x", engine="kernel").forward()
    assert caught.value.code == "bad-argument"
