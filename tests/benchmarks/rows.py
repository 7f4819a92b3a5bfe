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


def ours(engine: str = "") -> Work:
    import circuitlang as cl

    given = columns()
    f = cl.parse(TEXT, engine=engine).function("f")

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


def torch_compiled() -> Work:
    """The same through torch.compile, gradients written out as it takes them."""
    t: Any = import_module("torch")

    given = [t.from_numpy(column) for column in columns().values()]

    def neuron(w0: Any, x0: Any, w1: Any, x1: Any, w2: Any) -> Any:
        f = t.sigmoid(w0 * x0 + w1 * x1 + w2)
        d = f * (1.0 - f)
        return f, d * x0, d * w0, d * x1, d * w1, d

    step = t.compile(neuron)

    def work() -> float:
        return float(step(*given)[1][-1])

    return work


# ---------------------------------------------------------------------- fifty gates

WORDS = ("add", "sub", "mul", "tanh", "sigmoid", "exp")


def fifty(x: list[Any], f: dict[str, Any]) -> Any:
    """An expression of fifty gates in four inputs: 34 of arithmetic, 16 functions."""
    from random import Random

    random, wires = Random(3), list(x)
    for at in range(50):
        a, b = wires[-1], random.choice(wires)
        if at % 3 == 2:
            wires.append(f[WORDS[3 + at // 3 % 3]](a * 0.5 if at % 9 == 8 else a))
        else:
            wires.append((a + b, a - b, a * b)[random.randrange(3)] if at % 4 else 0.5 * a + b)
    return wires[-1]


def four() -> dict[str, Any]:
    random = np.random.default_rng(1)
    return {name: random.uniform(-1.0, 1.0, ROWS) for name in ("a", "b", "c", "d")}


def fifty_ours(engine: str = "") -> Work:
    import circuitlang as cl

    circuit = cl.Circuit(engine=engine)
    xs = [circuit.input(name) for name in four()]
    circuit.gate("f", fifty([*xs], {"tanh": cl.tanh, "sigmoid": cl.sigmoid, "exp": cl.exp}))
    f, given = circuit.function(), four()

    def work() -> float:
        return float(f.map(given)[1]["a"][-1])

    return work


def fifty_torch(compiled: bool = False) -> Work:
    t: Any = import_module("torch")

    leaves = [t.from_numpy(column).requires_grad_() for column in four().values()]
    words = {"tanh": t.tanh, "sigmoid": t.sigmoid, "exp": t.exp}

    def value(a: Any, b: Any, c: Any, d: Any) -> Any:
        return fifty([a, b, c, d], words)

    f = t.compile(value) if compiled else value

    def work() -> float:
        return float(t.autograd.grad(f(*leaves).sum(), leaves)[0][-1])

    return work


def lines(skipped: dict[str, str], large: bool) -> Iterator[Line]:
    works: dict[str, Work | None] = {
        "NumPy by hand": numpy_by_hand(), OURS: ours(), "without the kernel": ours("numpy"),
    }  # fmt: skip
    for peer in (torch, jax):
        works[peer.__name__] = optional(peer, peer.__name__, skipped)
    if large:  # it takes a compiler, and its time
        works["torch.compile"] = optional(torch_compiled, "torch", skipped)
    agree({who: work() for who, work in works.items() if work})  # type: ignore[misc]
    yield Line(f"the neuron over {ROWS:,} rows", "NumPy by hand", side_by_side(works, 9))
    works = {OURS: fifty_ours(), "without the kernel": fifty_ours("numpy"),
             "torch": optional(fifty_torch, "torch", skipped)}  # fmt: skip
    if large:
        works["torch.compile"] = optional(lambda: fifty_torch(True), "torch", skipped)
    agree({who: work() for who, work in works.items() if work})  # type: ignore[misc]
    yield Line(f"fifty gates over {ROWS:,} rows", OURS, side_by_side(works, 5))
