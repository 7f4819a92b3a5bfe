"""Why a gate's value or gradient is not finite, and what to do about it."""

from __future__ import annotations

import re
from math import isfinite, isnan

from circuitlang.gates import TABLE
from circuitlang.gates.shapes import bracketed
from circuitlang.readings.values import finite, has_nan
from circuitlang.reports.gradients import outside

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from circuitlang.gates.gate import Gate
    from circuitlang.tape.tape import Tape


def number(value: Any) -> str:
    """A number, or a tensor by its shape and the first element in it that is not finite."""
    if isinstance(value, float):
        return f"{value:.6g}"
    for index, element in zip(_indices(value.shape), value.ravel().tolist(), strict=True):
        if not isfinite(element):
            return f"{element:g} at [{', '.join(map(str, index))}]"
    return f"a {bracketed(value.shape)} tensor"


def _indices(shape: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    from itertools import product

    return product(*map(range, shape))


POLES = ("log", "div", "reciprocal", "pow")
LARGEST = "the largest float is about 1.8e308"


def why(tape: Tape, values: Any, wire: int) -> str:
    """What a gate made of its inputs; of a tensor's, the first element that is not finite."""
    gate = TABLE[tape.kind[wire]]
    for operand in tape.operands(wire):
        if tape.is_const(operand) and not finite(values[operand]):
            name = f"`{tape.names[operand]}`, which" if operand in tape.names else "a constant that"
            return f"it reads {name} is {number(values[operand])}"
    made, read = values[wire], [values[x] for x in tape.operands(wire)]
    if not all(isinstance(x, float) for x in (made, *read)):
        if gate.chain is not None:
            return f"{gate.name} {'is undefined' if has_nan(made) else 'overflows'} there"
        made, read = _element(made, read)
    numbers = ", ".join(map(number, read))
    if isnan(made):
        return f"{gate.name} of {numbers} is undefined"
    if gate.name in POLES and 0.0 in read:
        return f"{gate.name} has a pole there ({numbers})"
    return f"{gate.name} of {numbers} is too large for a float"


def _element(made: Any, read: list[Any]) -> tuple[float, list[float]]:
    """The first element of an elementwise gate's value that is not finite, and what it is of."""
    import numpy as np

    at = int(np.isfinite(made).ravel().argmin())
    return float(made.flat[at]), [float(np.broadcast_to(x, made.shape).flat[at]) for x in read]


def mend(tape: Tape, values: Any, wire: int) -> str:
    """What to do about a value that a gate made."""
    gate, operands = TABLE[tape.kind[wire]], tape.operands(wire)
    known = _sooner(tape, values, wire)
    if known is not None or not gate.domain:
        return known or "make its inputs smaller"
    outside_of_it = has_nan(values[wire]) or (
        gate.name in POLES and any(_zero(values[x]) for x in operands))  # fmt: skip
    return _domain(tape, gate, operands) if outside_of_it else f"make it smaller: {LARGEST}"


def mend_back(tape: Tape, values: Any, wire: int, steep: bool) -> str:
    """What to do about a gradient that a gate sends; `steep`: its local gradient is not finite."""
    gate = TABLE[tape.kind[wire]]
    known = _sooner(tape, values, wire)
    if known is not None or not finite(values[wire]):
        return known or mend(tape, values, wire)
    if steep and gate.domain:
        return _domain(tape, gate, tape.operands(wire))
    return f"make the factors smaller: {LARGEST}"


def _sooner(tape: Tape, values: Any, wire: int) -> str | None:
    """What comes before all else: a better gate, or what a gate reads that is not finite."""
    before = tape.operands(wire)[0]
    names = [TABLE[tape.kind[x]].name for x in (wire, before) if tape.kind[x] >= 0]
    if names == ["log", "sigmoid"]:
        inner = _called(tape, tape.operands(before)[0])
        return f"`-softplus(-{inner})` is log(sigmoid({inner})) without the underflow"
    return _already(tape, values, wire)


def _already(tape: Tape, values: Any, wire: int) -> str | None:
    for operand in tape.operands(wire):
        if finite(values[operand]):
            continue
        seen = outside(tape, operand)
        if tape.is_const(seen) and seen not in tape.names:
            return "give the constant a finite value"
        if tape.is_leaf(seen):
            return f"give `{tape.name(seen)}` a finite value"
        return f"`{tape.name(seen)}` is {number(values[operand])} already: mend that first"
    return None


def _domain(tape: Tape, gate: Gate, operands: Sequence[int]) -> str:
    """Where a gate is defined, in the names of what it reads."""
    names = {param: _called(tape, x) for param, x in zip(gate.params, operands, strict=False)
             if re.search(rf"\b{param}\b", gate.domain)}  # fmt: skip
    here = [f"{param} is {text}" for param, text in names.items() if not _is_name(text)]
    words = re.sub(r"\b\w+\b", lambda word: names[word[0]] if _is_name(names.get(word[0], ""))
                   else word[0], gate.domain)  # fmt: skip
    inputs = "input" if len(gate.params) == 1 else "inputs"
    found = f"keep the {inputs} of {gate.name} where it is defined: {words}"
    return f"{found} (here {' and '.join(here)})" if here else found


def _is_name(text: str) -> bool:
    return text[:1].isalpha() or text[:1] == "_"


def _called(tape: Tape, wire: int) -> str:
    seen = outside(tape, wire)
    if tape.is_const(seen) and seen not in tape.names:
        return number(tape.consts[seen])
    return tape.name(seen)


def _zero(value: Any) -> bool:
    """Is any element 0?"""
    return value == 0.0 if isinstance(value, float) else bool((value == 0.0).any())
