"""The staged code of every example and of every row at its edge points: run, and held against the
engine."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import circuitlang as cl
from circuitlang.circuit import Circuit, as_limits
from circuitlang.exports.python import python_source
from circuitlang.gates import TABLE
from circuitlang.gates.samples import sampled
from circuitlang.meaning.builder import Builder

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.circ"))


def source(circuit: Circuit) -> str:
    return python_source(circuit._builder, circuit._output(), circuit._builder.values)


def program(text: str) -> Callable[..., Any]:
    space: dict[str, Any] = {"__name__": "code"}
    exec(compile(text, "code", "exec"), space)
    return space["forward_backward"]  # type: ignore[no-any-return]


def same(a: Any, b: Any) -> bool:
    a, b = np.asarray(a, float), np.asarray(b, float)
    return a.shape == b.shape and bool(np.allclose(a, b, rtol=1e-12, atol=1e-15, equal_nan=True))


def agrees(circuit: Circuit) -> str:
    """The code, after it has given what the engine gives."""
    text = source(circuit)
    run = circuit.forward()
    value = run[circuit.outputs[0]]
    seed = None if isinstance(value, float) else np.arange(1.0, 1 + value.size).reshape(
        value.shape)  # fmt: skip
    grads = run.backward(seed=seed)
    function = program(text)
    own = [circuit._builder.values[circuit._leaf_wire(name)] for name in circuit.inputs]
    result, found = function() if seed is None else function(*own, seed)
    assert same(value, result)
    assert list(found) == list(circuit.inputs)
    for name in circuit.inputs:
        assert same(grads[name], found[name]), name
    return text


@pytest.mark.parametrize("gate", ["max", "min", "mul"])
def test_a_gate_of_many_inputs(gate: str) -> None:
    """Past 64 inputs the best of them is found in parts, and no line lists all the others."""
    inputs = "".join(f"input x{i} = {(i * 7919) % 150 / 150 + 0.5}\n" for i in range(150))
    circuit = cl.parse(f"{inputs}f = {gate}({', '.join(f'x{i}' for i in range(150))})")
    assert len(agrees(circuit)) < 60_000


@pytest.mark.parametrize("path", EXAMPLES, ids=[path.stem for path in EXAMPLES])
def test_every_example(path: Path, golden: Callable[[str, str], None]) -> None:
    golden(f"exports/{path.stem}.py.txt", agrees(cl.load(path)))


CASES = [
    # a branch that is not taken holds a pole, and its slopes go on from there
    "input x = -1; const k = 3; f = where(x > 0, log(x) * k, x * k + 1 / x)",
    "input x = 0; f = where(x > 0, 1 / x ** 2, x)",
    "input x = 0; f = max(log(x), x)",
    "input x = -800; f = sigmoid(x)",
    "input x = 800; f = exp(x) - sigmoid(x)",
    "input x = 12; f = tanh(x) + sigmoid(x)",
    "input x = 0; f = sqrt(x)",
    "input x = 0, y = 0.5; f = x ** y",
    "input x = -8; f = x ** (1 / 3)",
    "input x = 2, y = 2, z = 2; f = max(x, y, z) * min(x, y, z)",
    "ties first; input x = 2, y = 2, z = 2; f = max(x, y, z) * min(x, y, z)",
    "ties both; input x = 2, y = 2, z = 1; f = max(x, y, z)",
    "input a = 2, b = 3, c = 4, d = 5; f = prod(a for i in 1 to 2) * mul(a, b, c, d)",
    "input x = 2; z = x * x; g = grad(z * z * x, x); f = exp(g)",
    "input x = 3; f = x * x * x - x - x",
    "input x = 3; f = detach(x) * x",
    "input x = 3, y; output x; f = x",
    "input x = [[1, 2], [3, 4]], b = [0.5, -0.5]; param W = [[1, 0.5], [-1, 2]]; "
    "h = tanh(x @ W + b); s = softmax(h); f = cross_entropy(h, [0, 1]) + sum(relu(h) * b) "
    "+ norm(s) * max(h) + prod(s) + logsumexp(h) + mse(h, s) + hinge(h, [0, 1]) + mean(gelu(h))",
    "input X : [N, 3] = [[1, 2, 3], [4, 5, 6]], w = [1, 2, 3]; f = sum((X @ w) ** 2) / 2 + mean(X)",
    "input x = [1, -2, 0]; y = x + 1; f = y * x + y",
    "input x = [1, -2, 0]; f = sum(where(x > 0, log(x), x))",
]  # fmt: skip


@pytest.mark.parametrize("text", CASES)
def test_edge_points(text: str) -> None:
    agrees(cl.parse(text.replace("y; output", "y = 0; output")))


def of_row(row: Any, sample: tuple[Any, ...], ties: str) -> Circuit:
    """A circuit of one gate."""
    builder = Builder(as_limits(None))
    builder.ties = ties
    xs, options = sampled(sample)
    wires = []
    for at, x in enumerate(xs):
        wire = builder.leaf("input", f"x{at}", None, None)
        value = builder.values[wire] = x if isinstance(x, float) else np.asarray(x, float)
        if not isinstance(value, float):
            builder.tape.shapes[wire] = value.shape
        wires.append(wire)
    out = builder.apply(row, wires, None, options)
    builder.declare("f", out, None)
    builder.last = out
    return Circuit._of(builder)


LATE = {"chained", "upstream"}  # have no meaning outside of a definition with `chain`
ROWS = [row for row in TABLE if row.name not in LATE]


@pytest.mark.parametrize("row", ROWS, ids=[row.name for row in ROWS])
def test_every_row_at_its_samples(row: Any) -> None:
    routes = "max" in row.name or "min" in row.name
    for ties in ("split", "first", "both") if routes else ("split",):
        for sample in row.samples:
            whole = row.shape is not None and all(isinstance(x, float) for x in sampled(sample)[0])
            if not whole:  # one number is no tensor for the engine of such a circuit
                agrees(of_row(row, sample, ties))


# ---------------------------------------------------------------------- how it is written


def test_the_notes_own_lines() -> None:
    text = source(cl.parse("param w0 = 2, w1 = -3, w2 = -3; input x0 = -1, x1 = -2\n"
                           "dot = w0*x0 + w1*x1 + w2; f = sigmoid(dot)"))  # fmt: skip
    lines = [line.partition("#")[0].strip() for line in text.splitlines()]
    assert "dot = w0 * x0 + w1 * x1 + w2" in lines
    assert "f = 1.0 / (1 + math.exp(-dot))" in lines
    assert "ddot = (1 - f) * f" in lines
    assert "dw0 = x0 * ddot" in lines and "dx0 = w0 * ddot" in lines
    assert "# add: hands on what it hears" in text


def test_forks_add() -> None:
    text = source(cl.load(ROOT / "examples" / "staged.circ"))
    assert text.count(" dx = ") == 1 and text.count(" dx += ") == 2


def test_it_runs_on_its_own(tmp_path: Path) -> None:
    session = cl.Session(folder=tmp_path)
    session.execute('input x = -2, y = 5, z = -4; q = x + y; f = q * z; export "f.py"')
    done = subprocess.run([sys.executable, "-I", tmp_path / "f.py"], capture_output=True, text=True)
    assert done.returncode == 0 and not done.stderr
    assert done.stdout.splitlines() == [
        "f = -12.0", "gradient by x = -4.0", "gradient by y = -4.0", "gradient by z = 3.0",
    ]  # fmt: skip
    assert str(session.execute("code")) + "\n" == (tmp_path / "f.py").read_text()


def test_values_that_are_missing_are_asked_for() -> None:
    circuit = cl.parse("input x, y = 2; f = x * y")
    function = program(source(circuit))
    assert function(x=3.0) == (6.0, {"x": 2.0, "y": 3.0})
    with pytest.raises(TypeError):
        function()


NAMES = {
    "x[1]": "x_1", "w[1, -2]": "w_1_2", "σ": "sigma", "Σ": "Sigma", "é": "e", "变": "u53d8",
    "lambda": "lambda_", "math": "math_", "exp": "exp_", "print": "print_", "_": "gate",
    "match": "match_", "True": "True_", "div": "div_",
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_names_are_made_safe(name: str) -> None:
    text = agrees(cl.parse(f"input {name} = 0.5\nf = 1 / {name} + exp(abs({name}))"))
    assert f"def forward_backward({NAMES[name]}=0.5):" in text
    assert text.isascii() or "∂" in text


def test_names_that_meet() -> None:
    agrees(cl.parse("input x[1] = 2, x_1 = 3, dx_1 = 4, dx_1_ = 5, σ = 6, sigma = 7\n"
                    "f = x[1] * x_1 * dx_1 * dx_1_ * σ * sigma"))  # fmt: skip


def test_no_name_hides_a_function_that_the_code_calls() -> None:
    names = "log, exp, div, sigmoid, larger, NAN, first, pick, places, axes, array_sigmoid, np"
    for name in names.split(", "):
        agrees(
            cl.parse(
                f"input {name} = [0.5, 40], y = -1; a = sigmoid({name} * 20)\n"
                f"loss = cross_entropy(a, 1) + where(y > 0, log(y), 1 / y) * max(a)"
            )
        )


def test_long_expressions_stay_shallow() -> None:
    terms = " + ".join(f"x * {at}" for at in range(1, 2000))
    text = agrees(cl.parse(f"input x = 0.5; f = {terms}"))
    assert max(map(len, text.splitlines())) < 1000


def test_what_cannot_be_written() -> None:
    session = cl.Session()
    with pytest.raises(cl.CircuitError) as found:
        session.execute("code")
    assert found.value.code == "no-output"
