"""Scalar gates again: a circuit that is there already, forward and backward by all its inputs.

Micrograd and PyTorch have no circuit that stays: again is to record it again.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from random import Random
from typing import Any

from tests.benchmarks.timing import OURS, Line, Work, agree, optional, side_by_side

Program = list[tuple[str, int, int]]  # a gate and the two that it reads; leaves come first


def wide(gates: int) -> tuple[list[float], Program]:
    """Layers of a tenth of the gates each, every gate read; a tree of sums at the end."""
    width, random = gates // 10, Random(1)
    program: Program = []
    layer = list(range(width))
    for _ in range(9):
        first = width + len(program)
        for at, x in enumerate(layer):
            op = random.choice(("add", "sub", "mul", "tanh"))
            program.append((op, x, layer[(7 * at + 3) % width]))
        layer = list(range(first, first + width))
    while len(layer) > 1:
        first = width + len(program)
        odd = layer[-1:] if len(layer) % 2 else []
        pairs = list(zip(layer[::2], layer[1::2], strict=False))
        program += [("add", x, y) for x, y in pairs]
        layer = [*range(first, first + len(pairs)), *odd]
    return [random.uniform(-1.0, 1.0) for _ in range(width)], program


def chain(gates: int) -> tuple[list[float], Program]:
    """Each gate reads the one before it and a leaf."""
    leaves, random = 10, Random(2)
    program: Program = [("add", 0, 1)]
    while len(program) < gates:
        op = random.choice(("add", "sub", "mul", "tanh"))
        program.append((op, leaves + len(program) - 1, random.randrange(leaves)))
    return [random.uniform(-1.0, 1.0) for _ in range(leaves)], program


def evaluate(program: Program, wires: list[Any], tanh: Callable[[Any], Any]) -> Any:
    """The last gate, by the operators of whatever the wires are."""
    for op, x, y in program:
        a = wires[x]
        if op == "tanh":
            wires.append(tanh(a))
        else:
            b = wires[y]
            wires.append(a + b if op == "add" else a - b if op == "sub" else a * b)
    return wires[-1]


def ours(start: list[float], program: Program, engine: str = "", wrt: list[str] | None = None,
         ) -> Work:  # fmt: skip
    import circuitlang as cl

    circuit = cl.Circuit(engine=engine)
    leaves = [circuit.input(f"x{i}", value) for i, value in enumerate(start)]
    circuit.gate("f", evaluate(program, [*leaves], cl.tanh))
    again = circuit.function(wrt=wrt)

    def work() -> float:
        return float(again()[1]["x0"])

    return work


def by_vector(start: list[float], program: Program) -> Work:
    """Numbers in as an array, the gradient out as an array, as CasADi is asked."""
    import numpy as np

    import circuitlang as cl

    circuit = cl.Circuit()
    leaves = [circuit.input(f"x{i}", value) for i, value in enumerate(start)]
    circuit.gate("f", evaluate(program, [*leaves], cl.tanh))
    again, given = circuit.function(), np.array(start)

    def work() -> float:
        return float(again.vector(given)[1][0])

    return work


def casadi_work(x: Any, f: Any, start: list[float]) -> Work:
    """A function of CasADi's and its gradient, called the fast way: no arguments to convert."""
    import numpy as np

    ca: Any = import_module("casadi")
    again = ca.Function("f", [x], [f, ca.gradient(f, x)])
    buffer, run = again.buffer()
    given, value = np.array(start), np.zeros(1)
    grads = np.zeros(again.nnz_out(1))
    held: Any = (buffer, *map(memoryview, (given, value, grads)))  # type: ignore[arg-type]
    buffer.set_arg(0, held[1])
    buffer.set_res(0, held[2])
    buffer.set_res(1, held[3])

    def work() -> float:
        run()
        return float(held[3][0])

    return work


def casadi(start: list[float], program: Program) -> Work:
    ca: Any = import_module("casadi")
    x = ca.SX.sym("x", len(start))
    return casadi_work(x, evaluate(program, ca.vertsplit(x), ca.tanh), start)


def micrograd(start: list[float], program: Program) -> Work:
    Value = import_module("micrograd.engine").Value

    def tanh(x: Any) -> Any:  # as micrograd's own gates are made
        out = Value(math.tanh(x.data), (x,), "tanh")

        def back() -> None:
            x.grad += (1.0 - out.data * out.data) * out.grad

        out._backward = back
        return out

    def work() -> float:
        leaves = [Value(value) for value in start]
        evaluate(program, [*leaves], tanh).backward()
        return float(leaves[0].grad)

    return work


def torch(start: list[float], program: Program) -> Work:
    t: Any = import_module("torch")

    def work() -> float:
        leaves = [t.tensor(value, dtype=t.float64, requires_grad=True) for value in start]
        evaluate(program, [*leaves], t.tanh).backward()
        return float(leaves[0].grad)

    return work


def lines(skipped: dict[str, str], large: bool) -> Iterator[Line]:
    sys.setrecursionlimit(100_000)  # micrograd follows a chain by calling itself
    for gates in (100, 10_000, 1_000_000) if large else (100, 10_000):
        for shape in (wide, chain):
            start, program = shape(gates)
            peers = (casadi, micrograd, torch) if gates < 1_000_000 else (casadi,)
            works: dict[str, Work | None] = {
                OURS: ours(start, program),
                "as arrays": by_vector(start, program),
                "by one input": ours(start, program, wrt=["x0"]),
                "without the kernel": ours(start, program, "segments"),
                "the reference": ours(start, program, "reference"),
            }
            for peer in peers:
                works[peer.__name__] = optional(
                    lambda peer=peer, s=start, p=program: peer(s, p), peer.__name__, skipped)  # type: ignore[misc]  # fmt: skip
            agree({who: work() for who, work in works.items() if work})  # type: ignore[misc]
            times = side_by_side(works, 3 if gates == 1_000_000 else 7)
            yield Line(f"{gates:,} gates again, {shape.__name__}", OURS, times)
