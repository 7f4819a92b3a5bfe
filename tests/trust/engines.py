"""Every engine that there is, asked in one way: numbers for the leaves in, the value of a gate and
its gradients by the leaves out.  An engine that is added to the registry is found here."""

from __future__ import annotations

from importlib import import_module
from typing import Any, Protocol

import numpy as np

import circuitlang as cl
from circuitlang import engines
from circuitlang.gates import BY_NAME
from circuitlang.tape.tape import Tape
from circuitlang.text.limits import Limits

LIMITS = Limits()
OWN = {"reference": "reference", "numpy": "tensors"}  # before there is a registry


class Refused(Exception):
    """An engine does not take a circuit, and says so."""


class Asked(Protocol):
    def __call__(self, leaves: dict[int, Any], seed: Any = 1.0) -> tuple[Any, list[Any]]: ...


def names() -> list[str]:
    """The engines of one circuit at a time, and those of many rows at once."""
    found = [*getattr(engines, "ENGINES", OWN), "rows"]
    try:
        import_module("circuitlang.engines.kernel_rows")
    except ImportError:
        return found
    return [*found, "kernel rows"]


def module(name: str) -> Any:
    return import_module(f"circuitlang.engines.{getattr(engines, 'ENGINES', OWN)[name]}")


def ask(name: str, tape: Tape, of: int, wrt: list[int], ties: str = "split") -> Asked:
    """The engine made ready for wire `of` and its gradients by the leaves `wrt`.

    Raises Refused where it does not take the tape."""
    if name in ("rows", "kernel rows"):
        return _of_rows(name, tape, of, wrt, ties)
    if name == "planned":
        return _of_plans(tape, of, wrt, ties)
    engine = module(name)
    why = engine.refusal(tape) if hasattr(engine, "refusal") else None
    if name == "reference" and (tape.shapes or tape.options):
        why = why or "tensors"
    if why:
        raise Refused(why)
    program = engine.compile(tape, ties, LIMITS)

    def answer(leaves: dict[int, Any], seed: Any = 1.0) -> tuple[Any, list[Any]]:
        values = program.forward(leaves)
        found = program.backward(values, of, seed)
        return values[of], [found[wire] for wire in wrt]

    return answer


SALT = 0.7310585786300049  # what stands in the other rows


def _of_rows(name: str, tape: Tape, of: int, wrt: list[int], ties: str) -> Asked:
    """The same numbers in the second of three rows; other ones in the rows beside it."""
    if tape.shapes or tape.options:
        raise Refused("tensors")
    engine = import_module("circuitlang.engines.arrays" if name == "rows" else
                           "circuitlang.engines.kernel_rows")  # fmt: skip
    why = engine.refusal(tape) if hasattr(engine, "refusal") else None
    if why:
        raise Refused(why)
    rows = engine.Rows(tape, ties, LIMITS, of, wrt)

    def answer(leaves: dict[int, Any], seed: Any = 1.0) -> tuple[Any, list[Any]]:
        if seed != 1.0:
            raise Refused("rows are seeded with 1")
        columns = {wire: np.array([x * SALT, x, SALT]) for wire, x in leaves.items()}
        value, grads = rows.run(columns)
        return _second(value), [_second(grads[wire]) for wire in wrt]

    return answer


def _of_plans(tape: Tape, of: int, wrt: list[int], ties: str) -> Asked:
    """What a function of tensors runs: recorded once, then into the same buffers."""
    from circuitlang.engines import tensors
    from circuitlang.engines.tensors_planned import Planned

    if not tape.shapes or tape.shape(of):
        raise Refused("plans are of tensors, and of one number in the end")
    planned = Planned(tensors.compile(tape, ties, LIMITS), of, wrt)

    def answer(leaves: dict[int, Any], seed: Any = 1.0) -> tuple[Any, list[Any]]:
        planned(leaves)  # the first time nothing is planned yet
        value, grads = planned(leaves)
        return value, [None if grads[wire] is None else np.array(grads[wire]) for wire in wrt]

    return answer


def _second(found: Any) -> Any:
    return found if found is None or np.ndim(found) == 0 else float(found[1])


def circuit(gate: str, shapes: list[str], options: dict[str, Any] | None = None,
            total: bool = False) -> tuple[Tape, int, list[int]]:  # fmt: skip
    """A gate of inputs of these shapes (`""`: a number): its tape, its wire, the inputs.

    Rows that no text can name are reached as well.  `total`: the sum of the gate's elements."""
    inputs = [f"x[{at}]" for at in range(len(shapes))]
    made = cl.parse("".join(f"input {name}{shape and ' : ' + shape}\n"
                            for name, shape in zip(inputs, shapes, strict=True)))  # fmt: skip
    xs = [made._wire(name) for name in inputs]
    f = made._builder.apply(BY_NAME[gate], xs, None, options)
    if total:
        f = made._builder.apply(BY_NAME["sum"], [f], None, dict(BY_NAME["sum"].options))
    return made._builder.tape, f, xs


def of_tensors() -> list[str]:
    """The engines that take a gate of tensors."""
    tape, f, xs = circuit("add", ["[1]", "[1]"])
    return [name for name in names() if _takes(name, tape, f, xs)]


def _takes(name: str, tape: Tape, f: int, xs: list[int]) -> bool:
    try:
        ask(name, tape, f, xs)
    except Refused:
        return False
    return True
