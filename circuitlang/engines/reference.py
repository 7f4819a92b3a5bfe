"""The reference engine: plain Python, one gate after another.  It defines what is right.

Gradients are accumulated from the last gate of the canonical order (see `order`) to the first, the
inputs of a gate in their order.
`None` in a gradient means that nothing arrived: no path, or only branches that were not taken.
"""

from __future__ import annotations

from array import array
from math import isfinite

from circuitlang.engines.late import in_time, sent
from circuitlang.engines.order import canonical
from circuitlang.gates import TABLE
from circuitlang.readings.floats import Floats
from circuitlang.tape.order import CHAINED
from circuitlang.tape.tape import CONST
from circuitlang.text.errors import error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from circuitlang.engines.clock import Clock
    from circuitlang.tape.tape import Group, Tape
    from circuitlang.text.limits import Limits
    from circuitlang.text.pace import Pace

    Upstream = list[float | None]

BYTES_A_WIRE = 16  # a value and a gradient
CLOCK = 4096  # gates between two looks at the clock
FORWARD, BACKWARD = "gates, forward", "gates, backward"


class Program:
    """A tape made ready to be run: any number of times, by any number of threads."""

    tensors = False  # are there values that are no floats?
    pace: Pace | None = None  # is told how far a pass is

    def __init__(self, tape: Tape, ties: str, limits: Limits) -> None:
        self.tape = tape
        self.size, self.version = len(tape), tape.version
        self.order = in_time(tape)
        self.m = Floats(ties=ties)
        self.limits = limits
        self._back: array[int] | None = None
        self.guarded = {index for index, gate in enumerate(TABLE) if gate.guard is not None}
        if self.size * BYTES_A_WIRE > limits.memory:
            raise limits.exceeded("memory", self.size * BYTES_A_WIRE, None, "a pass")

    def forward(self, leaves: dict[int, float]) -> array[float]:
        """The value of every wire, given those of the inputs and params.

        Raises bad-argument where a gate's guard objects (`clip` with lo > hi)."""
        tape, m = self.tape, self.m
        kind, start, args = tape.kind, tape.start, tape.args
        values = self._begun(leaves)
        rules = [gate.value for gate in TABLE]
        guarded = self.guarded
        clock = self._clock(FORWARD)
        for done, wire in enumerate(self.order):
            if clock is not None and not done % CLOCK:
                clock.look(done)
            row = kind[wire]
            if row < 0:
                continue
            low, high = start[wire], start[wire + 1]
            if high - low == 2:
                values[wire] = rules[row](m, values[args[low]], values[args[low + 1]])
            elif high - low == 1:
                values[wire] = rules[row](m, values[args[low]])
            else:
                values[wire] = rules[row](m, *[values[x] for x in args[low:high]])
            if row in guarded:
                self._guard(wire, values)
        return array("d", values)

    def _begun(self, leaves: dict[int, Any]) -> list[Any]:
        """The values before any gate is computed: those of the constants and the leaves."""
        values = [0.0] * self.size
        for wire, value in self.tape.consts.items():
            if wire < self.size:  # the tape may have grown
                values[wire] = value
        for wire, value in leaves.items():
            values[wire] = value
        return values

    def _clock(self, words: str) -> Clock | None:
        """What watches a pass, where there is a limit on its time or somebody who waits."""
        if self.limits.time is None and self.pace is None:
            return None
        from circuitlang.engines.clock import Clock

        return Clock(self.limits, self.pace, self.size, words)

    @property
    def back(self) -> array[int]:
        """The gates in the order in which they are heard."""
        if self._back is None:
            self._back = array("i", reversed(canonical(self.tape)))
        return self._back

    def _watched(self) -> list[int]:
        """The gates whose guards are to be asked, for engines that compute them together."""
        guarded, kind = self.guarded, self.tape.kind
        if guarded.isdisjoint(kind):
            return []
        return [wire for wire, row in enumerate(kind) if row in guarded]

    def _guard(self, wire: int, values: Any) -> None:
        refuse(self.tape, wire, [values[x] for x in self.tape.operands(wire)])

    def local(self, wire: int, values: array[float]) -> tuple[float | None, ...]:
        """∂wire/∂input for each of its inputs; None where a branch is not taken."""
        tape = self.tape
        if tape.kind[wire] == CHAINED:
            return tuple(self.sent(wire, values, 1.0))
        operands = [values[x] for x in tape.operands(wire)]
        gate = TABLE[tape.kind[wire]]
        return gate.local(self.m, values[wire], *operands)

    def many(self, values: Any) -> Program:
        """This program, made ready to be asked for the local gradients of many gates at these
        values, which do not change meanwhile."""
        return self

    def sent(self, wire: int, values: Any, upstream: Any) -> list[Any]:
        """What a gate whose definition has a `chain` sends to each of its inputs."""

        def compute(each: int, inputs: list[float]) -> Any:
            return TABLE[self.tape.kind[each]].value(self.m, *inputs)

        return sent(self.tape, wire, values, upstream, compute)

    def finite(self, upstream: Any) -> bool:
        """Whether every gradient that arrived is finite."""
        if isfinite(sum(x for x in upstream if x is not None)):
            return True
        return all(x is None or isfinite(x) for x in upstream)

    def inside(self, values: array[float], group: Group) -> dict[int, float]:
        """∂inside/∂port for the ports of a composite gate that its result depends on."""
        tape = self.tape
        found: dict[int, float] = {group.inner: 1.0}
        for wire in range(group.inner, group.low - 1, -1):
            upstream = found.get(wire)
            if upstream is None or wire in group.ports:
                continue
            slopes = self.local(wire, values)
            for operand, slope in zip(tape.operands(wire), slopes, strict=True):
                if slope is not None and operand >= group.low and not tape.is_const(operand):
                    term = upstream * slope
                    found[operand] = found[operand] + term if operand in found else term
        return found

    def backward(self, values: array[float], of: int, seed: float = 1.0, low: int = 0) -> Upstream:
        """The gradient of `seed` × wire `of` by every wire; wires below `low` are not entered."""
        tape, m = self.tape, self.m
        kind, start, args = tape.kind, tape.start, tape.args
        grads: Upstream = [None] * (of + 1)
        grads[of] = seed
        rules = [gate.local for gate in TABLE]
        clock = self._clock(BACKWARD)
        for done, wire in enumerate(self.back):
            if clock is not None and not done % CLOCK:
                clock.look(done)
            if not low <= wire <= of or (upstream := grads[wire]) is None:
                continue
            row = kind[wire]
            operands = args[start[wire] : start[wire + 1]]
            if row == CHAINED:
                for operand, term in zip(operands, self.sent(wire, values, upstream), strict=True):
                    if term is not None and kind[operand] != CONST:
                        before = grads[operand]
                        grads[operand] = term if before is None else before + term
                continue
            local = rules[row](m, values[wire], *[values[x] for x in operands])
            for operand, slope in zip(operands, local, strict=True):
                if slope is not None and kind[operand] != CONST:
                    before = grads[operand]
                    term = upstream * slope
                    grads[operand] = term if before is None else before + term
        grads.extend([None] * (self.size - len(grads)))
        return grads


def refuse(tape: Tape, wire: int, inputs: Sequence[Any]) -> None:
    """Raise bad-argument where the guard of a gate, if it has one, objects to these inputs; of
    arrays, as it would to their elements."""
    gate = TABLE[tape.kind[wire]]
    if gate.guard is None:
        return
    try:
        why = gate.guard(*inputs, **(tape.options.get(wire) or {}))
    except (ValueError, TypeError):  # it asks Python for a truth that differs among elements
        if gate.shape is not None or all(isinstance(x, float) for x in inputs):
            raise
        from numpy import broadcast_arrays

        elements = zip(*[x.flat for x in broadcast_arrays(*inputs)], strict=True)
        found = (gate.guard(*map(float, element)) for element in elements)
        why = next((words for words in found if words is not None), None)
    if why is not None:
        raise error("bad-argument", f"`{tape.name(wire)}`: {why}", tape.place(wire))


def of_tensors(tape: Tape) -> bool:
    """Whether a circuit has tensors, or gates that are of tensors."""
    return bool(tape.shapes) or any(kind >= 0 and TABLE[kind].chain is not None
                                    for kind in set(tape.kind))  # fmt: skip


def refusal(tape: Tape) -> str | None:
    """Why this engine cannot take a circuit, or None."""
    if of_tensors(tape):
        return "the reference engine computes numbers, and this circuit has tensors"
    return None


def compile(tape: Tape, ties: str, limits: Limits) -> Program:
    return Program(tape, ties, limits)
