"""Building: what a line of text, a gate in a loop and a gate in Python cost, in time and bytes."""

from __future__ import annotations

import ast
import tracemalloc
from collections.abc import Callable, Iterator
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import circuitlang as cl
from tests.benchmarks.timing import OURS, Line, optional, side_by_side

LINES, MANY, GATES = 2_000, 100_000, 20_000
LOOP = f"""
input x = 0.5, g[0] = 1
for i in 1 to {GATES} {{ g[i] = g[i-1] * x }}
"""


def in_python(engine: str = "") -> cl.Circuit:
    circuit = cl.Circuit(engine=engine)
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


def again(engine: str = "") -> Any:
    run = in_python(engine).forward()
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


def text(lines: int) -> str:
    """Two gates a line, each of them read by the next line; Python reads it as well."""
    return "\n".join(["g0 = 1.0", *(f"g{i} = g{i - 1} * x + y" for i in range(1, lines))])


def by_lark(text: str) -> Any:
    """Lark's parser of the same grammar, for a whole file, with a transformer that builds nothing;
    without the collector of garbage, which would have most of the time."""
    import gc

    import lark

    from tests.tools import lark_tables

    grammar = lark_tables.grammar().replace(
        "?statement:", "file: (_SEP? statement)* _SEP?\n?statement:", 1
    )
    rules = lark.Lark(grammar, parser="lalr", start="file").rules
    forms = {str(rule.alias or rule.origin.name) for rule in rules}
    nothing = SimpleNamespace(**{
        form: lambda children: None for form in forms if not form.startswith("_")
    })  # fmt: skip
    parser = lark.Lark(grammar, parser="lalr", start="file", transformer=nothing)

    def parse() -> None:
        gc.disable()
        try:
            parser.parse(text)
        finally:
            gc.enable()

    return parse


def lines(skipped: dict[str, str], large: bool) -> Iterator[Line]:
    for count in (LINES, MANY) if large else (LINES,):
        python = text(count)
        circuit = f"input x = 0.5, y = 2\ninput {python}"
        parsed = side_by_side({
            "ast.parse": lambda python=python: ast.parse(python),
            "lark alone": optional(lambda circuit=circuit: by_lark(circuit), "lark", skipped),
            OURS: lambda circuit=circuit: cl.parse(circuit),
        }, 5 if count == LINES else 3)  # fmt: skip
        base = "lark alone" if "lark alone" in parsed else "ast.parse"
        yield Line(f"a line of text (two gates) of {count:,}", base,
                   {who: seconds / count for who, seconds in parsed.items()})  # fmt: skip
    works: dict[str, Callable[[], Any]] = {
        f"{OURS}, for": lambda: cl.parse(LOOP), f"{OURS}, Python": in_python,
    }  # fmt: skip
    memory = {f"{OURS}, columns": held(in_python), f"{OURS}, with a run": held(again),
              "without the kernel": held(lambda: again("segments"))}  # fmt: skip
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
