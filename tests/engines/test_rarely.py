"""What engines do rarely: guards that differ from row to row, limits, formulas in rows."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import numpy as np
import pytest

import circuitlang as cl
from circuitlang import engines
from circuitlang.circuit import as_limits
from circuitlang.engines import ENGINES, kernel, kernel_rows, reference, segments
from circuitlang.gates import INDEX
from circuitlang.tape.tape import CONST, INPUT, Tape
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


@pytest.mark.parametrize("engine", [segments, kernel] if kernel.available() else [segments])
def test_a_part_of_a_backward_is_the_references(engine: Any) -> None:
    tape = Tape()
    x = tape.append(INPUT, (), -1)
    y = tape.append(INDEX["square"], (x,), -1)
    z = tape.append(INDEX["mul"], (y, y), -1)
    f = tape.append(INDEX["add"], (z, y), -1)
    limits = Limits()
    have, want = engine.compile(tape, "split", limits), reference.compile(tape, "split", limits)
    values = have.forward({x: 3.0})
    part, whole = have.backward(values, f, 2.0, y), want.backward(values, f, 2.0, y)
    assert [part[wire] for wire in (y, z, f)] == [whole[wire] for wire in (y, z, f)]
    assert part[y] == 2.0 * (2 * 9.0 + 1.0)
    assert have.finite(part) and not have.finite([1.0, None, float("inf")])


def test_more_shapes_than_plans_are_kept() -> None:
    f = cl.parse("input X : [N, 2]; f = sum(X * X)").function("f")
    for rows in [*range(1, 12), *range(1, 12), 3, 3, 3]:
        X = np.arange(2.0 * rows).reshape(rows, 2)
        value, grads = f(X=X)
        assert value == (X * X).sum() and grads["X"].tolist() == (2.0 * X).tolist()


def test_a_guard_of_a_planned_circuit_is_asked_in_each_call() -> None:
    text = "input X : [3], lo = 0, hi = 1; f = sum(clip(X, lo, hi) * X)"
    f, X = cl.parse(text).function("f", wrt=["X"]), np.array([-1.0, 0.5, 2.0])
    for _ in range(4):
        value, grads = f(X=X, lo=0.0, hi=1.0)
        assert value == 2.25 and grads["X"].tolist() == [0.0, 1.0, 1.0]
    with pytest.raises(CircuitError) as caught:
        f(X=X, lo=2.0, hi=1.0)
    assert caught.value.code == "bad-argument"
    assert f(X=X, lo=0.0, hi=1.0)[0] == 2.25


def test_what_a_row_does_not_depend_on_hears_nothing() -> None:
    f = cl.parse("input x, y = 2; f = where(x > 0, x * 3, detach(y) * x)").function("f")
    _, grads = f.map(x=np.array([1.0, -1.0]))
    assert grads["x"].tolist() == [3.0, 2.0] and grads["y"].tolist() == [0.0, 0.0]


def test_where_there_was_no_compiler() -> None:
    """The engines are chosen as if the kernel were none, and it says why it refuses."""
    script = """if True:
        import sys
        sys.modules["circuitlang.engines._kernel"] = None
        import circuitlang as cl
        from circuitlang.engines import kernel
        circuit = cl.parse("input x = 3, y = 4; f = x * y")
        function = circuit.function()
        value, grads = function.map(x=[1.0, 2.0])
        print(kernel.available(), function(), value, grads["y"])
        try:
            cl.parse("input x = 3; f = x * x", engine="kernel").forward()
        except cl.CircuitError as problem:
            print(problem.code, problem.message)
        """
    told = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert told.stdout.splitlines() == [
        "False (12.0, {'x': 4.0, 'y': 3.0}) [4. 8.] [1. 2.]",
        "bad-argument the compiled kernel is not installed: there was no C compiler, "
        "or Python is free-threaded",
    ]
    assert not told.stderr


@pytest.mark.parametrize(
    "name", [name for name in ENGINES if kernel.available() or name != "kernel"]
)
def test_a_program_is_of_the_tape_as_it_was(name: str) -> None:
    """What is appended after its first pass is not in its values."""
    tape = Tape()
    x, k = tape.append(INPUT, (), -1), tape.append(CONST, (), -1)
    tape.consts[k] = 3.0
    f = tape.append(INDEX["mul"], (x, k), -1)
    program = engines.compile(tape, "split", Limits(), name)
    assert list(program.forward({x: 2.0})) == [2.0, 3.0, 6.0]
    more = tape.append(CONST, (), -1)
    tape.consts[more] = 5.0
    tape.append(INDEX["mul"], (f, more), -1)
    values = program.forward({x: 4.0})
    assert list(values) == [4.0, 3.0, 12.0]
    assert list(program.backward(values, f)) == [3.0, None, 1.0]


def test_numbers_with_a_formula_of_their_own_among_tensors() -> None:
    """A call of numbers lists its local gradients, by its formula, and a constant hears nothing."""
    text = """def way(t, u) { s = t * u; return s
            chain t = upstream * 10 * u; chain u = upstream * 7 }
        input x = 3, y = 4, V = [1, 2]; p = way(x, y); q = way(2, y); f = sum(V * p) + q"""
    grads = cl.parse(text).forward().backward()
    assert grads["V"].tolist() == [12.0, 12.0]
    assert grads.local("p") == {"x": 40.0, "y": 7.0}
    assert grads.chained("p") == {"x": 120.0, "y": 21.0}
    assert grads.local("q") == {"y": 7.0} and grads.chained("q") == {"y": 7.0}
    assert (grads["x"], grads["y"]) == (120.0, 28.0)
