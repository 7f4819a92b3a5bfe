"""The engine of circuits with tensors: NumPy, one gate after another, in the order of the tape.

Scalars stay Python floats and are computed as the reference engine computes them.  A gradient is
`None` where nothing arrived, else a float or an array of the value's shape; where some elements
heard only of branches that were not taken, a mask beside it tells those that were reached, and
the others stay exactly 0 whatever they hold.
"""

from __future__ import annotations

import numpy as np

from circuitlang.engines import reference
from circuitlang.engines.clock import Clock
from circuitlang.engines.late import sent
from circuitlang.engines.upstream import Heard, reached
from circuitlang.gates import TABLE
from circuitlang.gates.shapes import count
from circuitlang.readings import tensors as readings
from circuitlang.readings.arrays import NOTHING, Arrays, Only, quiet
from circuitlang.readings.values import ones_like
from circuitlang.tape.order import CHAINED
from circuitlang.tape.tape import CONST

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from circuitlang.tape.tape import Group, Tape
    from circuitlang.text.limits import Limits

    Value = Any  # float or array
    Reached = Any  # None: every element; else an array of bools

BYTES = 16  # of an element: a value and a gradient


class Program(reference.Program):
    """A tape made ready to be run, as the reference engine's; values are floats and arrays."""

    tensors = True

    def __init__(self, tape: Tape, ties: str, limits: Limits) -> None:
        super().__init__(tape, ties, limits)
        self.arrays = Arrays(ties=ties)
        held = BYTES * sum(map(count, tape.shapes.values()))  # named dimensions as 1
        limits.check("memory", held, None, "a pass")

    # ------------------------------------------------------------------ forward

    def forward(self, leaves: dict[int, Value]) -> Any:
        """The value of every wire, given those of the inputs and params.

        Raises bad-argument where a gate's guard objects, limit-exceeded for time and memory."""
        tape = self.tape
        values = self._begun(leaves)
        held = sum(value.nbytes for value in values if not isinstance(value, float))
        clock = Clock(self.limits, self.pace, self.size, reference.FORWARD)
        with quiet():
            for wire in self.order:
                if tape.kind[wire] >= 0:
                    value = values[wire] = self._value(wire, values)
                    if not isinstance(value, float):
                        held += value.nbytes
                        self.limits.check("memory", 2 * held, tape.place(wire), "this pass")
                clock.look(wire)
        return values

    def _value(self, wire: int, values: list[Value]) -> Value:
        return self._of(wire, [values[x] for x in self.tape.operands(wire)])

    def _of(self, wire: int, operands: list[Value]) -> Value:
        """The value of a wire from those that it reads."""
        tape = self.tape
        gate = TABLE[tape.kind[wire]]
        options = tape.options.get(wire) or {}
        reference.refuse(tape, wire, operands)
        if gate.shape is None and all(isinstance(x, float) for x in operands):
            return gate.value(self.m, *operands)
        return plain(gate.value(self.arrays, *operands, **options))

    # ------------------------------------------------------------------ backward

    def local(self, wire: int, values: Any) -> tuple[Any, ...]:
        """∂wire/∂input of an elementwise gate, element by element; None where no gradient goes."""
        tape = self.tape
        gate = TABLE[tape.kind[wire]]
        if tape.kind[wire] == CHAINED:
            return tuple(self.sent(wire, values, ones_like(values[wire])))
        operands = [values[x] for x in tape.operands(wire)]
        if all(isinstance(x, float) for x in operands):
            return gate.local(self.m, values[wire], *operands)
        with quiet():
            found = gate.local(self.arrays, values[wire], *operands)
        return tuple(None if slope is NOTHING else slope for slope in found)

    def sent(self, wire: int, values: Any, upstream: Value) -> list[Any]:
        return sent(self.tape, wire, values, upstream, self._of)

    def terms(self, wire: int, values: Any, upstream: Value, reached: Reached = None,
              ) -> list[tuple[Value, Reached] | None]:  # fmt: skip
        """What a gate sends to each of its inputs, and which elements it reaches there; None for
        constants and for branches that are not taken."""
        tape = self.tape
        gate = TABLE[tape.kind[wire]]
        operands = tape.operands(wire)
        if tape.kind[wire] == CHAINED:
            return [None if term is None or tape.kind[x] == CONST else (term, None)
                    for x, term in zip(operands, self.sent(wire, values, upstream), strict=True)
                    ]  # fmt: skip
        inputs = [values[x] for x in operands]
        if gate.chain is not None:
            sent = gate.chain(self.arrays, upstream, values[wire], *inputs,
                              **(tape.options.get(wire) or {}))  # fmt: skip
            return [None if term is NOTHING or term is None or tape.kind[x] == CONST
                    else (plain(_dense(term)), None)
                    for x, term in zip(operands, sent, strict=True)]  # fmt: skip
        found: list[tuple[Value, Reached] | None] = []
        for x, slope, value in zip(operands, self.local(wire, values), inputs, strict=True):
            if slope is None or tape.kind[x] == CONST:
                found.append(None)
                continue
            term, mask = slope, reached
            if isinstance(slope, Only):
                term = slope.values
                mask = slope.mask if reached is None else np.logical_and(slope.mask, reached)
            term = upstream * term
            if mask is not None:  # it may be smaller: the condition of `where` is broadcast as well
                term = np.where(mask, term, 0.0)
                mask = np.broadcast_to(mask, np.shape(term))
            term, mask = unbroadcast(term, value), _any_of(mask, value)
            heard = mask is None or bool(np.any(mask))
            found.append((term, mask if np.ndim(value) else None) if heard else None)
        return found

    def backward(self, values: Any, of: int, seed: Value = 1.0, low: int = 0,
                 started: Reached = None) -> Heard:  # fmt: skip
        """The gradient of `seed` × wire `of` by every wire, each of its value's shape; `started`
        tells the elements of the seed that are meant, where not all are."""
        tape = self.tape
        grads = Heard([None] * self.size, {} if started is None else {of: started})
        grads[of] = seed
        clock = Clock(self.limits, self.pace, self.size, reference.BACKWARD)
        with quiet():
            for done, wire in enumerate(self.back):
                if not low <= wire <= of or (upstream := grads[wire]) is None:
                    continue
                sent = self.terms(wire, values, upstream, grads.masks.get(wire))
                for x, arrives in zip(tape.operands(wire), sent, strict=True):
                    if arrives is not None:
                        arrive(grads, x, *arrives)
                clock.look(done)
        return grads

    def inside(self, values: Any, group: Group) -> dict[int, Value]:
        """The gradients at the ports of a composite gate, seeded with ones at its inside."""
        tape = self.tape
        found = Heard([None] * (group.inner + 1))
        found[group.inner] = ones_like(values[group.inner])
        with quiet():
            for wire in range(group.inner, group.low - 1, -1):
                upstream = found[wire]
                if upstream is None or wire in group.ports or tape.kind[wire] < 0:
                    continue
                sent = self.terms(wire, values, upstream, found.masks.get(wire))
                for x, arrives in zip(tape.operands(wire), sent, strict=True):
                    if arrives is not None and x >= group.low:
                        arrive(found, x, *arrives)
        return {wire: x for wire, x in enumerate(found) if x is not None}


def arrive(grads: Heard, wire: int, term: Value, mask: Reached) -> None:
    """Add to a gradient what a gate sends, and to what was reached of it what that reaches."""
    before = grads[wire]
    if before is None:
        grads[wire], merged = term, mask
    else:
        grads[wire] = before + term
        old = grads.masks.pop(wire, None)
        merged = None if mask is None or old is None else np.logical_or(mask, old)
    if merged is not None:
        grads.masks[wire] = merged


def plain(value: Any) -> Value:
    """A scalar as a float, a tensor as an array of floats."""
    if isinstance(value, float) and type(value) is float:
        return value
    array = np.asarray(value, np.float64)
    return float(array) if array.ndim == 0 else array


def _dense(term: Any) -> Any:
    return term.dense() if isinstance(term, Only) else term


def unbroadcast(term: Any, value: Value) -> Value:
    """A gradient summed over the axes along which its value was broadcast."""
    if isinstance(value, float):
        return float(np.sum(term)) if np.ndim(term) else float(term)
    term, want = np.asarray(term, np.float64), value.shape
    if term.shape == want:
        return term
    return repeated(term, want) if fits_into(term.shape, want) else readings.unbroadcast(term, want)


def fits_into(have: tuple[int, ...], want: tuple[int, ...]) -> bool:
    """Does the gradient lack axes or sizes of its value, and is to be repeated?"""
    lead = len(have) - len(want)
    return lead < 0 or any(size not in (1, other)
                           for size, other in zip(want, have[lead:], strict=True))  # fmt: skip


def repeated(term: Any, want: tuple[int, ...], out: Any = None) -> Any:
    found = np.empty(want) if out is None else out
    np.copyto(found, term)
    return found


def dense_like(slope: Any, value: Value) -> Any:
    """A local gradient with its zeros, of the shape of the gate's value."""
    if slope is None or slope is NOTHING:
        return np.zeros_like(value) if np.ndim(value) else 0.0
    dense = _dense(slope)
    return plain(np.broadcast_to(dense, np.shape(value)).copy()) if np.ndim(value) else plain(dense)


def sent_by(program: Any, values: Any, group: Group, upstream: Any) -> dict[int, Value]:
    """What a composite gate with a formula of its own sends, by the ports that stand for it."""
    found = {}
    result = group.result
    with quiet():
        arriving = program.terms(result, values, upstream[result], reached(upstream, result))
    first = 2 if program.tape.kind[result] == CHAINED else 1
    for at, index in enumerate(group.ruled):
        arrives = arriving[first + 2 * at]
        assert arrives is not None, "no constant has a formula"
        found[group.ports[index]] = arrives[0]
    return found


def _any_of(mask: Reached, value: Value) -> Reached:
    """Which elements of a value were reached, when those that it was broadcast to were."""
    if mask is None:
        return None
    if isinstance(value, float):
        return bool(np.any(mask))
    counted = unbroadcast(np.asarray(mask, np.float64), value)
    return counted > 0.0


def refusal(tape: Tape) -> str | None:
    """Why this engine cannot take a circuit, or None: it takes every one."""
    return None


def compile(tape: Tape, ties: str, limits: Limits) -> Program:
    return Program(tape, ties, limits)
