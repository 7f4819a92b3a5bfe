"""A step of training: two layers, ReLU, softmax, gradients of all four params, and the update."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Any

import numpy as np

from tests.benchmarks.timing import OURS, Line, Work, agree, optional, side_by_side

FEATURES, CLASSES, RATE = 64, 10, 1e-3  # 8×8 digits

TEXT = """
input X : [{batch}, {features}]
input labels : [{batch}]
param W1 : [{features}, {hidden}], b1 : [{hidden}], W2 : [{hidden}, {classes}], b2 : [{classes}]
h = relu(X @ W1 + b1)
loss = cross_entropy(h @ W2 + b2, labels)
"""


def start(batch: int, hidden: int) -> tuple[Any, Any, dict[str, Any]]:
    random = np.random.default_rng(0)
    x = random.standard_normal((batch, FEATURES))
    labels = random.integers(0, CLASSES, batch)
    params = {"W1": 0.1 * random.standard_normal((FEATURES, hidden)), "b1": np.zeros(hidden),
              "W2": 0.1 * random.standard_normal((hidden, CLASSES)), "b2": np.zeros(CLASSES),
              }  # fmt: skip
    return x, labels, params


def ours(batch: int, hidden: int) -> Work:
    import circuitlang as cl

    x, labels, params = start(batch, hidden)
    circuit = cl.parse(TEXT.format(batch=batch, hidden=hidden, features=FEATURES, classes=CLASSES))
    step = circuit.function("loss", wrt=list(params))
    fixed = labels.astype(np.float64)

    def work() -> float:
        loss, grads = step(X=x, labels=fixed, **params)
        for name, grad in grads.items():
            params[name] -= RATE * grad
        return loss

    return work


def numpy_by_hand(batch: int, hidden: int) -> Work:
    x, labels, params = start(batch, hidden)
    rows = np.arange(batch)

    def work() -> float:
        h = np.maximum(x @ params["W1"] + params["b1"], 0.0)
        scores = h @ params["W2"] + params["b2"]
        scores -= scores.max(axis=1, keepdims=True)
        p = np.exp(scores)
        total = p.sum(axis=1, keepdims=True)
        loss = float((np.log(total[:, 0]) - scores[rows, labels]).mean())
        p /= total
        p[rows, labels] -= 1.0
        p /= batch
        dh = p @ params["W2"].T
        dh[h <= 0.0] = 0.0
        params["W2"] -= RATE * (h.T @ p)
        params["b2"] -= RATE * p.sum(axis=0)
        params["W1"] -= RATE * (x.T @ dh)
        params["b1"] -= RATE * dh.sum(axis=0)
        return loss

    return work


def torch(batch: int, hidden: int) -> Work:
    t: Any = import_module("torch")

    x, labels, params = start(batch, hidden)
    given, wanted = t.from_numpy(x), t.from_numpy(labels)
    w1, b1, w2, b2 = ps = [t.from_numpy(p).requires_grad_() for p in params.values()]

    def work() -> float:
        scores = t.relu(given @ w1 + b1) @ w2 + b2
        loss = t.nn.functional.cross_entropy(scores, wanted)
        grads = t.autograd.grad(loss, ps)
        with t.no_grad():
            for p, grad in zip(ps, grads, strict=True):
                p -= RATE * grad
        return float(loss.detach())

    return work


def jax(batch: int, hidden: int) -> Work:
    j: Any = import_module("jax")
    jnp = j.numpy

    j.config.update("jax_enable_x64", True)
    x, labels, params = start(batch, hidden)
    given, wanted = jnp.asarray(x), jnp.asarray(labels)

    def loss_of(ps: Any, x: Any, labels: Any) -> Any:
        w1, b1, w2, b2 = ps
        scores = j.nn.log_softmax(j.nn.relu(x @ w1 + b1) @ w2 + b2)
        return -jnp.take_along_axis(scores, labels[:, None], 1).mean()

    def step(ps: Any, x: Any, labels: Any) -> Any:
        loss, grads = j.value_and_grad(loss_of)(ps, x, labels)
        return loss, [p - RATE * grad for p, grad in zip(ps, grads, strict=True)]

    compiled = j.jit(step)
    state = [[jnp.asarray(p) for p in params.values()]]

    def work() -> float:
        loss, state[0] = compiled(state[0], given, wanted)
        j.block_until_ready(state[0])
        return float(loss)

    return work


def lines(skipped: dict[str, str], large: bool) -> Iterator[Line]:
    for batch in (64, 256, 1024, 4096) if large else (64, 256, 1024):
        for hidden in (100, 400, 1000) if large else (100, 400):
            works: dict[str, Work | None] = {
                "NumPy by hand": numpy_by_hand(batch, hidden), OURS: ours(batch, hidden),
            }  # fmt: skip
            for peer in (torch, jax):
                works[peer.__name__] = optional(
                    lambda peer=peer, b=batch, h=hidden: peer(b, h), peer.__name__, skipped)  # type: ignore[misc]  # fmt: skip
            for _ in range(2):  # the second loss hears of the first gradients
                agree({who: work() for who, work in works.items() if work})  # type: ignore[misc]
            yield Line(f"training step, batch {batch}, hidden {hidden}", "NumPy by hand",
                       side_by_side(works, 9))  # fmt: skip
