"""Micrograd's example as scalar gates: 2 inputs, two layers of 16 relus, 1 output, 100 samples, a
margin loss and its gradients by all 337 weights: about 66,000 gates, once more."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from itertools import pairwise
from random import Random
from typing import Any

from tests.benchmarks.gates import casadi_work
from tests.benchmarks.timing import OURS, Line, Work, agree, optional, side_by_side

SAMPLES, LAYERS = 100, (2, 16, 16, 1)


def weights() -> list[float]:
    random = Random(5)
    count = sum((a + 1) * b for a, b in pairwise(LAYERS))
    return [random.uniform(-1.0, 1.0) for _ in range(count)]


def loss(w: list[Any], relu: Any) -> Any:
    """The mean of max(0, 1 - y·score), gate by gate, by whatever the weights are."""
    random, total = Random(6), None
    for _ in range(SAMPLES):
        layer: list[Any] = [random.uniform(-1.0, 1.0) for _ in range(LAYERS[0])]
        label, at = random.choice((-1.0, 1.0)), 0
        for depth, width in enumerate(LAYERS[1:], 1):
            following = []
            for _ in range(width):
                s = w[at]
                for k, x in enumerate(layer):
                    s = s + w[at + 1 + k] * x
                at += 1 + len(layer)
                following.append(relu(s) if depth < len(LAYERS) - 1 else s)
            layer = following
        term = relu(1.0 - layer[0] * label)
        total = term if total is None else total + term
    return total * (1.0 / SAMPLES)


def ours() -> Work:
    import circuitlang as cl

    circuit = cl.Circuit()
    w = [circuit.param(f"w{i}", value) for i, value in enumerate(weights())]
    circuit.gate("loss", loss([*w], cl.relu))
    again = circuit.function()

    def work() -> float:
        return float(again()[1]["w0"])

    return work


def casadi() -> Work:
    ca: Any = import_module("casadi")
    w = ca.SX.sym("w", len(weights()))
    return casadi_work(w, loss(ca.vertsplit(w), lambda x: ca.fmax(x, 0.0)), weights())


def micrograd() -> Work:
    Value = import_module("micrograd.engine").Value

    def work() -> float:
        w = [Value(value) for value in weights()]
        loss([*w], lambda x: x.relu()).backward()
        return float(w[0].grad)

    return work


def torch() -> Work:
    t: Any = import_module("torch")

    def work() -> float:
        w = [t.tensor(value, dtype=t.float64, requires_grad=True) for value in weights()]
        loss([*w], t.relu).backward()
        return float(w[0].grad)

    return work


def lines(skipped: dict[str, str], large: bool) -> Iterator[Line]:
    works: dict[str, Work | None] = {OURS: ours()}
    for peer in (casadi, micrograd, torch) if large else (casadi, micrograd):
        works[peer.__name__] = optional(peer, peer.__name__, skipped)
    agree({who: work() for who, work in works.items() if work})  # type: ignore[misc]
    yield Line("micrograd's network as 66,000 scalar gates, one step", OURS,
               side_by_side(works, 7))  # fmt: skip
