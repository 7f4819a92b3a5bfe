"""The engine of segments: circuits of scalars without the compiled kernel, in Python and NumPy.

The cost of a gate in Python is mostly that of finding out what it is.  Here like gates go together:
long segments of a level as columns (`segments_long`), the rest in loops that know what they do
(`segments_short`).  The numbers are those of the reference engine, bit for bit.
"""

from __future__ import annotations

from array import array
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from circuitlang.engines import reference
from circuitlang.engines.clock import Clock
from circuitlang.engines.segments_layout import Layout
from circuitlang.engines.upstream import NOTHING, Upstream
from circuitlang.readings.arrays import quiet
from circuitlang.tape.order import CHAINED

if TYPE_CHECKING:
    from circuitlang.tape.tape import Tape
    from circuitlang.text.limits import Limits


def refusal(tape: Tape) -> str | None:
    """Why this engine cannot take a circuit, or None."""
    if reference.of_tensors(tape):
        return "the engine of segments computes numbers, and this circuit has tensors"
    if CHAINED in tape.kind:
        return "the engine of segments has no gates whose definition says `chain`"
    return None


class Program(reference.Program):
    """A tape made ready to be run, as the reference engine's."""

    def __init__(self, tape: Tape, ties: str, limits: Limits) -> None:
        super().__init__(tape, ties, limits)
        self.watched = self._watched()

    @cached_property
    def layout(self) -> Layout:
        clock = Clock(self.limits, self.pace, self.size, "gates laid out")
        return Layout(self.tape, self.m.ties, clock.look)

    def forward(self, leaves: dict[int, float]) -> array[float]:
        layout = self.layout
        clock = Clock(self.limits, self.pace, self.size, reference.FORWARD)
        values = np.zeros(self.size)
        values[layout.consts] = layout.numbers
        given = np.fromiter(leaves, np.int64, len(leaves))
        values[layout.slots[given]] = np.fromiter(leaves.values(), np.float64, len(leaves))
        with quiet():
            for part in layout.parts:
                part.forward(values)
                clock.look(part.high)
        found = self._by_wire(values)
        for wire in self.watched:
            self._guard(wire, found)
        return found

    def backward(self, values: array[float], of: int, seed: float = 1.0, low: int = 0) -> Any:
        if low:
            return super().backward(values, of, seed, low)
        layout = self.layout
        clock = Clock(self.limits, self.pace, self.size, reference.BACKWARD)
        by_slot = np.empty(self.size)
        by_slot[layout.slots] = values
        grads, reached = np.full(self.size, -0.0), np.zeros(self.size, np.bool_)
        start = layout.slots[of]
        grads[start], reached[start] = seed, True
        with quiet():
            for part in reversed(layout.parts):
                if part.low <= start:
                    part.backward(by_slot, grads, reached)
                    clock.look(self.size - part.low)
        reached[layout.consts] = False
        reached[start] = True
        grads[~reached] = NOTHING
        return Upstream(self._by_wire(grads))

    def _by_wire(self, by_slot: Any) -> array[float]:
        found = array("d", bytes(8 * self.size))
        by_slot.take(self.layout.slots, out=np.asarray(memoryview(found)), mode="clip")
        return found

    def finite(self, upstream: Any) -> bool:
        if not isinstance(upstream, Upstream):
            return super().finite(upstream)
        numbers = np.asarray(memoryview(upstream.numbers))
        nothing = numbers.view(np.int64) == np.array(NOTHING).view(np.int64)
        return bool((nothing | np.isfinite(numbers)).all())


def compile(tape: Tape, ties: str, limits: Limits) -> Program:
    return Program(tape, ties, limits)
