"""Gradients of composed circuits of tensors beside PyTorch's, in double precision."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from circuitlang import parse

torch = pytest.importorskip("torch")
F = torch.nn.functional

CIRCUITS: dict[str, tuple[str, Callable[..., Any]]] = {
    "product": (
        "input W : [5, 10] = randn(5, 10), X : [10, 3] = randn(10, 3); D = W @ X",
        lambda W, X: W @ X,
    ),
    "two layers": (
        """input X = randn(6, 4)
        param W1 = randn(4, 5), b1 = randn(5), W2 = randn(5, 3), b2 = randn(3)
        loss = cross_entropy(relu(X @ W1 + b1) @ W2 + b2, [0, 1, 2, 2, 1, 0])
            + 0.5 * 0.01 * (sum(W1 * W1) + sum(W2 * W2))""".replace("\n            +", " +"),
        lambda X, W1, b1, W2, b2: F.cross_entropy(
            torch.relu(X @ W1 + b1) @ W2 + b2, torch.tensor([0, 1, 2, 2, 1, 0])
        ) + 0.5 * 0.01 * ((W1 * W1).sum() + (W2 * W2).sum()),
    ),
    "attention": (
        """input Q = randn(4, 3), K = randn(5, 3), V = randn(5, 2)
        f = softmax(Q @ K.T / sqrt(3)) @ V""",
        lambda Q, K, V: torch.softmax(Q @ K.T / np.sqrt(3), -1) @ V,
    ),
    "normalised": (
        """input x = randn(4, 6), g = randn(6), b = randn(6)
        c = x - mean(x, axis=1, keepdims=1)
        f = g * c / sqrt(var(x, axis=1, keepdims=1) + 0.001) + b""",
        lambda x, g, b: g * (x - x.mean(1, keepdim=True))
        / (x.var(1, keepdim=True, unbiased=False) + 0.001).sqrt() + b,
    ),
    "recurrent": (
        """input x = randn(4, 3), h[0] = zeros(2); param W = randn(2, 2), U = randn(3, 2)
        for t in 1 to 4 { h[t] = tanh(h[t-1] @ W + x[t-1] @ U) }
        f = sum(h[4] * h[2])""",
        lambda x, h, W, U: _recurrent(x, h, W, U),
    ),
    "convolutional": (
        """input x = randn(2, 1, 8, 8); param w = randn(3, 1, 3, 3), v = randn(3, 16, 2)
        a = maxpool2d(gelu(conv2d(x, w, pad=1)), 2)
        f = flatten(a, axis=1) @ reshape(v, 48, 2)""",
        lambda x, w, v: F.max_pool2d(F.gelu(F.conv2d(x, w, padding=1)), 2).flatten(1)
        @ v.reshape(48, 2),
    ),
    "pieces": (
        """input x = randn(4, 5), s = 2
        f = concat(x[1:3, ::2] * s, x[::-2, :3], stack(x[0, :3], x[3, 2:]), axis=0) ** 2""",
        lambda x, s: torch.cat(
            [x[1:3, ::2] * s, torch.flip(x, (0,))[::2, :3], torch.stack([x[0, :3], x[3, 2:]])]
        ) ** 2,
    ),
    "forks": (
        """input x = randn(3, 1), y = randn(4)
        a = x * y; b = a + x; c = logsumexp(b, axis=1) * norm(a) + prod(y)
        f = where(c > 0, c * sum(b), exp(c))""",
        lambda x, y: _forks(x, y),
    ),
    "composite": (
        """def gate(u, w) { z = sigmoid(u @ w)
            return z * tanh(u @ w) }
        input u = randn(3, 2), w = randn(2, 2)
        f = gate(gate(u, w), w)""",
        lambda u, w: _gated(_gated(u, w), w),
    ),
    "choices": (  # the condition has fewer axes than what it chooses from
        """input a = randn(4, 1), b = randn(4), d = randn(3, 4, 4)
        f = sum(where([1, 0, 0, 1], a, b) * d ** 2) + sum(clip(d, a - 2, b + 9))""",
        lambda a, b, d: (torch.where(torch.tensor([True, False, False, True]), a, b) * d**2).sum()
        + torch.clip(d, a - 2, b + 9).sum(),
    ),
    "batches": (
        "input a = randn(2, 1, 3, 4), b = randn(5, 4, 2); f = a @ b",
        lambda a, b: a @ b,
    ),
}  # fmt: skip


def _recurrent(x: Any, h: Any, W: Any, U: Any) -> Any:
    states = [h]
    for t in range(4):
        states.append(torch.tanh(states[-1] @ W + x[t] @ U))
    return (states[4] * states[2]).sum()


def _forks(x: Any, y: Any) -> Any:
    a = x * y
    b = a + x
    c = torch.logsumexp(b, 1) * torch.linalg.norm(a) + y.prod()
    return torch.where(c > 0, c * b.sum(), torch.exp(c))


def _gated(u: Any, w: Any) -> Any:
    return torch.sigmoid(u @ w) * torch.tanh(u @ w)


@pytest.mark.parametrize("name", CIRCUITS)
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_composed(name: str, seed: int) -> None:
    text, function = CIRCUITS[name]
    run = parse(f"seed {seed}\n{text}").forward()
    leaves = list(run._circuit.inputs)
    inputs = [torch.tensor(np.array(run[leaf]), dtype=torch.float64, requires_grad=True)
              for leaf in leaves]  # fmt: skip
    expected = function(*inputs)
    output = run._circuit.outputs[0] if run._circuit.outputs else list(run)[-1]
    value = run[output]
    np.testing.assert_allclose(value, expected.detach().numpy(), rtol=1e-12, atol=1e-12)
    weights = np.random.default_rng(seed).standard_normal(np.shape(value))
    grads = run.backward(output, seed=weights if np.ndim(value) else float(weights))
    expected.backward(torch.tensor(weights))
    for leaf, tensor in zip(leaves, inputs, strict=True):
        scale = max(1.0, float(np.abs(tensor.grad.numpy()).max()))
        assert np.shape(grads[leaf]) == tuple(tensor.shape), leaf
        np.testing.assert_allclose(grads[leaf], tensor.grad.numpy(), rtol=1e-12,
                                   atol=1e-12 * scale, err_msg=leaf)  # fmt: skip
