"""The neuron over a million rows: its value and the gradients by all five inputs, in each row."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Any

import numpy as np

from tests.benchmarks.timing import OURS, Line, Work, agree, optional, side_by_side

ROWS = 1_000_000
NAMES = ("w0", "x0", "w1", "x1", "w2")
TEXT = "input w0, x0, w1, x1, w2\nf = sigmoid(w0*x0 + w1*x1 + w2)"


def columns() -> dict[str, Any]:
    random = np.random.default_rng(0)
    return {name: random.standard_normal(ROWS) for name in NAMES}


def ours() -> Work:
    import circuitlang as cl

    given = columns()
    f = cl.parse(TEXT).function("f")

    def work() -> float:
        return float(f.map(given)[1]["w0"][-1])

    return work


def numpy_by_hand() -> Work:
    w0, x0, w1, x1, w2 = columns().values()

    def work() -> float:
        f = 1.0 / (1.0 + np.exp(-(w0 * x0 + w1 * x1 + w2)))
        d = f * (1.0 - f)
        grads = {"w0": d * x0, "x0": d * w0, "w1": d * x1, "x1": d * w1, "w2": d}
        return float(grads["w0"][-1])

    return work


def torch() -> Work:
    t: Any = import_module("torch")

    leaves = [t.from_numpy(column).requires_grad_() for column in columns().values()]
    w0, x0, w1, x1, w2 = leaves

    def work() -> float:
        f = t.sigmoid(w0 * x0 + w1 * x1 + w2)
        return float(t.autograd.grad(f.sum(), leaves)[0][-1])

    return work


def jax() -> Work:
    j: Any = import_module("jax")
    jnp = j.numpy

    j.config.update("jax_enable_x64", True)
    given = [jnp.asarray(column) for column in columns().values()]

    def neuron(w0: Any, x0: Any, w1: Any, x1: Any, w2: Any) -> Any:
        return j.nn.sigmoid(w0 * x0 + w1 * x1 + w2)

    step = j.jit(j.vmap(j.value_and_grad(neuron, (0, 1, 2, 3, 4))))

    def work() -> float:
        return float(j.block_until_ready(step(*given))[1][0][-1])

    return work


def lines(skipped: dict[str, str], large: bool) -> Iterator[Line]:
    works: dict[str, Work | None] = {"NumPy by hand": numpy_by_hand(), OURS: ours()}
    for peer in (torch, jax):
        works[peer.__name__] = optional(peer, peer.__name__, skipped)
    agree({who: work() for who, work in works.items() if work})  # type: ignore[misc]
    yield Line(f"the neuron over {ROWS:,} rows", "NumPy by hand", side_by_side(works, 9))
