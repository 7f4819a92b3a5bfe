"""The gradient of tensors as gates: against the engine, and once more."""

from __future__ import annotations

import pytest

import circuitlang as cl
from tests.close import close

np = pytest.importorskip("numpy")

LEAVES = """seed 3
input W : [3, 4] = randn(3, 4)
input V : [4] = randn(4)
input S = 0.7
input I : [1, 1, 4, 4] = randn(1, 1, 4, 4)
input K : [1, 1, 2, 2] = randn(1, 1, 2, 2)
"""
BODIES = {
    "W": [
        "sum(W)", "sum(W * W)", "sum(tanh(W @ V))", "mean(exp(W))", "sum(W * V)",
        "sum(W + V * W)", "prod(W[0])", "var(W)", "norm(W)", "logsumexp(W)",
        "sum(softmax(W) * W)", "sum(log_softmax(W) * V)", "cross_entropy(W, [0, 1, 2])",
        "hinge(W, [0, 1, 2])", "mse(W, 1)", "max(W)", "sum(max(W, axis=1) ** 2)",
        "sum(min(W, axis=0) ** 2)", "sum(W.T @ W)", "sum(W[0:2, 1:3] ** 2)",
        "sum(reshape(W, 2, 6) ** 2)", "sum(concat(W, W * 2) ** 2)", "sum(stack(W, W) ** 3)",
        "sum(outer(W[0], V) ** 2)", "dot(W[1], V) ** 2", "sum(flatten(W) ** 2)",
        "sum(broadcast(W, 2, 3, 4) ** 2)", "sum(relu(W) * W)", "sum(sigmoid(W) * W)",
        "sum(where(W > 0, log(W), W * W))", "sum(mean(W, axis=0) ** 2)",
        "sum(sum(W, axis=1, keepdims=1) ** 2)", "sum(max(W, 0.1) ** 2)", "sum(gelu(W))",
        "sum(stack(W[0, 0] ** 3, S) * 2)", "sum([W[0, 0] ** 3, S, 1])",
    ],
    "S": ["S * sum(W)", "sum(W * S) ** 2", "sum(exp(S * V))"],
    "I": ["sum(conv2d(I, K) ** 2)", "sum(maxpool2d(I, 2) ** 2)", "sum(avgpool2d(I, 2) ** 2)"],
    "K": ["sum(conv2d(I, K) ** 2)", "sum(conv2d(I, K, stride=2, pad=1) ** 3)"],
}  # fmt: skip
CASES = [(by, body) for by, bodies in BODIES.items() for body in bodies]


@pytest.mark.parametrize(("by", "body"), CASES, ids=[f"{by}: {body}" for by, body in CASES])
def test_first_and_second_order(by, body):
    text = f"{LEAVES}f = {body}\nd = grad(f, {by})\ns = sum(d * d * 0.5)\ne1 = grad(s, {by})"
    if by == "S":
        text = text.replace("sum(d * d * 0.5)", "d * d * 0.5")
    circuit = cl.parse(text)
    run = circuit.forward()
    np.testing.assert_allclose(run["d"], run.backward("f")[by], rtol=1e-11, atol=1e-13)
    np.testing.assert_allclose(run["e1"], run.backward("s")[by], rtol=1e-10, atol=1e-12)


def test_the_gradient_has_the_shape():
    circuit = cl.parse(LEAVES + "f = sum(W) + V[0]\nd = grad(f, W)\nz = grad(f, K)")
    run = circuit.forward()
    assert run["d"].shape == (3, 4)
    assert run["z"].shape == (1, 1, 2, 2)
    assert not run["z"].any()


def test_a_branch_not_taken_stays_zero_in_every_element():
    circuit = cl.parse(
        "input x = [-1, 4]\nf = sum(where(x > 0, sqrt(x), x * x))\nd = grad(f, x)\n"
        "s = sum(d)\ne1 = grad(s, x)"
    )
    run = circuit.forward()
    assert run["d"].tolist() == [-2.0, 0.25]
    assert run["e1"].tolist() == [2.0, close(-1 / 32)]
