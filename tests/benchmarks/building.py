"""Building: what a line of text, a gate in a loop and a gate in Python cost, in time and bytes."""

from __future__ import annotations

import ast
import tracemalloc
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

import circuitlang as cl
from tests.benchmarks.timing import OURS, Line, side_by_side

LINES, GATES = 2_000, 20_000
PYTHON = "\n".join(["g0 = 1.0", *(f"g{i} = g{i - 1} * x + y" for i in range(1, LINES))])
TEXT = f"input x = 0.5, y = 2\ninput {PYTHON}"
LOOP = f"""
input x = 0.5, g[0] = 1
for i in 1 to {GATES} {{ g[i] = g[i-1] * x }}
"""


def in_python() -> cl.Circuit:
    circuit = cl.Circuit()
    x = g = circuit.input("x", 0.5)
    for _ in range(GATES // 2):
        g = g * x + x
    circuit.gate("f", g)
    return circuit


def by_micrograd() -> Any:
    Value = import_module("micrograd.engine").Value

    x = g = Value(0.5)
    for _ in range(GATES // 2):
        g = g * x + x
    return g


def again() -> Any:
    run = in_python().forward()
    return run, run.backward()


def held(make: Callable[[], Any]) -> float:
    """The bytes a gate that what it makes holds."""
    make()
    tracemalloc.start()
    made = make()
    size = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    del made
    return size / GATES


def lines(skipped: dict[str, str], large: bool) -> Iterator[Line]:
    text = side_by_side({"ast.parse": lambda: ast.parse(PYTHON),
                         OURS: lambda: cl.parse(TEXT)}, 5)  # fmt: skip
    yield Line("a line of text (two gates)", "ast.parse",
               {who: seconds / LINES for who, seconds in text.items()})  # fmt: skip
    works: dict[str, Callable[[], Any]] = {
        f"{OURS}, for": lambda: cl.parse(LOOP), f"{OURS}, Python": in_python,
    }  # fmt: skip
    memory = {f"{OURS}, columns": held(in_python), f"{OURS}, with a run": held(again)}
    try:
        by_micrograd()
        works["micrograd"] = by_micrograd
        memory["micrograd"] = held(by_micrograd)
    except ImportError:
        skipped["micrograd"] = "not installed"
    built = side_by_side({**works}, 5)
    yield Line("a gate built", f"{OURS}, Python",
               {who: seconds / GATES for who, seconds in built.items()})  # fmt: skip
    yield Line("memory a gate", f"{OURS}, with a run", memory, "bytes")
