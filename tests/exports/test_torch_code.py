"""The forward pass for PyTorch: its autograd finds the engine's gradients."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import circuitlang as cl

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.circ"))


def exported(circuit: cl.Circuit) -> str:
    from circuitlang.exports.pytorch import export

    class Standing:
        builder, of, leaves = circuit._builder, -1, circuit._builder.values

    return export(Standing, None)  # type: ignore[arg-type]


def agrees(circuit: cl.Circuit) -> None:
    pytest.importorskip("torch")
    space: dict[str, Any] = {"__name__": "__main__"}
    exec(compile(exported(circuit), "code", "exec"), space)
    run = circuit.forward()
    value = run[circuit.outputs[0]]
    assert np.allclose(space["value"].detach().numpy(), value, rtol=1e-12, atol=1e-14)
    grads = run.backward(seed=None if isinstance(value, float) else np.ones_like(value))
    for name, leaf in space["values"].items():
        found = 0.0 if leaf.grad is None else leaf.grad.numpy()
        assert np.allclose(found, grads[name], rtol=1e-10, atol=1e-14), name


@pytest.mark.parametrize("path", EXAMPLES, ids=[path.stem for path in EXAMPLES])
def test_every_example(path: Path, golden: Callable[[str, str], None]) -> None:
    circuit = cl.load(path)
    golden(f"exports/{path.stem}.torch.py.txt", exported(circuit))
    agrees(circuit)


X = "input x = [[1, 2], [3, 4]]; "


@pytest.mark.parametrize("text", [
    X + "input b = [0.5, -0.5]; h = tanh(x @ [[1, 0.5], [-1, 2]] + b); s = softmax(h); "
    "f = cross_entropy(h, [0, 1]) + norm(s) * max(h) + prod(s) + logsumexp(h) + mse(h, s) "
    "+ hinge(h, [0, 1]) + var(s) + mean(gelu(h)) + sum(relu(h) * b)",
    X + "f = sum(conv2d(reshape(x, [1, 1, 2, 2]), ones(1, 1, 2, 2))) + sum(x[0, :]) + "
    "sum(concat(x[0], x[1]) ** 3) + sum(stack(x[0], x[1]) ** 2) + sum(outer(x[0], x[1]))",
    X + "f = x.T @ x * 2",
    "input x = [[[[1, 2, 0], [3, 4, -1], [2, 2, 2]]]]; "
    "f = sum(maxpool2d(x, 2) * avgpool2d(x, [3, 1]))",
    X + "g = grad(sum(x * sigmoid(x)), x); f = sum(g ** 2)",
    "input x = 2; f = detach(x) * x + max(x, 1) + abs(x) ** x + (x > 1)",
    "input a = 2, b = 2, c = 1; f = max(a, b, 2) * 3 + min(a, b, c, 1, 7) + max(a, b, a, b)",
    "input a = [2, 1], b = 2, c = [[2], [0]]; f = sum(max(a, b, c) * min(a, b, c))",
    "input x = [20.5, 25, 36, 39, 45, -800, 800]; f = sum(softplus(x) * x)",
    "def sg(t) { s = 1 / (1 + exp(-t)); return s; local t = 3 * s * (1 - s) }\n"
    "input x = 0.3; f = sg(x * 2) * sg(x + 1)",
])  # fmt: skip
def test_rules_of_all_kinds(text: str) -> None:
    agrees(cl.parse(text))


def test_what_pytorch_has_no_word_for() -> None:
    circuit = cl.parse(X + "g = grad(sum(prod(x, axis=0)), x); f = sum(g ** 2)")
    with pytest.raises(cl.CircuitError) as found:
        exported(circuit)
    assert "PyTorch" in found.value.message
