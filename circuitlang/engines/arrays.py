"""The engine of rows: a circuit of scalars for many rows at once, NumPy, in blocks that stay in
the cache.

A wire that is the same in all rows stays a float and is computed as the reference engine computes
it.  Where only some rows take a branch, a mask beside the gradient tells which: the others stay
exactly 0, whatever stands in the branch.
"""

from __future__ import annotations

import numpy as np

from circuitlang.engines.arrays_planned import PLANNED, Planned
from circuitlang.engines.clock import Clock
from circuitlang.engines.kept import Kept
from circuitlang.engines.late import sent
from circuitlang.engines.order import canonical
from circuitlang.engines.reference import refuse
from circuitlang.gates import TABLE
from circuitlang.readings.arrays import NOTHING, Arrays, Only, quiet
from circuitlang.readings.floats import Floats
from circuitlang.tape.order import CHAINED, late

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterable
    from typing import Any

    from circuitlang.tape.tape import Tape
    from circuitlang.text.limits import Limits

    Value = Any  # a float (the same in all rows), or an array with a number for each row

BLOCK = 8192  # rows that go through together
BYTES = 16  # of a wire in a row: a value and a gradient


class Rows:
    """A tape of scalars made ready to be run over rows, again and again, by many threads."""

    def __init__(self, tape: Tape, ties: str, limits: Limits, of: int, wrt: Iterable[int],
                 ) -> None:  # fmt: skip
        """Wire `of` and its gradients by the leaves `wrt` are what is asked for."""
        self.tape, self.limits = tape, limits
        self.of, self.wrt, self.kept = of, tuple(wrt), Kept()
        self.planned = Planned(tape, ties, limits, of, self.wrt)
        self.floats, self.arrays = Floats(ties=ties), Arrays(ties=ties)
        left_out = late(tape) if CHAINED in tape.kind else set()
        self.gates = [(wire, TABLE[kind], tuple(tape.operands(wire)))
                      for wire, kind in enumerate(tape.kind[: of + 1])
                      if kind >= 0 and wire not in left_out]  # fmt: skip
        hears = bytearray(len(tape))
        for wire in self.wrt:
            hears[wire] = 1
        for wire, _, operands in self.gates:
            hears[wire] = any(hears[x] for x in operands)
        by_wire = {wire: (gate, operands) for wire, gate, operands in self.gates}
        self.back = [(wire, gate, operands, tuple(bool(hears[x]) for x in operands))
                     for wire in reversed(canonical(tape))
                     if wire in by_wire and hears[wire]
                     for gate, operands in (by_wire[wire],)]  # fmt: skip

    @property
    def block(self) -> int:
        """How many rows go through at once: fewer where the circuit is so large that they would
        not fit into the memory that is allowed."""
        return max(1, min(BLOCK, self.limits.memory // (BYTES * max(1, len(self.tape)))))

    def forward(self, leaves: dict[int, Value]) -> list[Value]:
        """The value of every wire, given those of the inputs and params; arrays are of one length.

        Raises bad-argument where a gate's guard objects in some row."""
        values: list[Value] = [0.0] * len(self.tape)
        for given in (self.tape.consts, leaves):
            for wire, value in given.items():
                values[wire] = value
        with quiet():
            for wire, gate, operands in self.gates:
                read = [values[x] for x in operands]
                refuse(self.tape, wire, read)
                values[wire] = gate.value(self._words(read), *read)
        return values

    def backward(self, values: list[Value]) -> dict[int, Value | None]:
        """The gradient of `of` by the leaves that were asked for; None: nothing arrived."""
        grads: list[Value | None] = [None] * len(self.tape)
        masks: dict[int, Any] = {}
        grads[self.of] = 1.0
        with quiet():
            for wire, gate, operands, hears in self.back:
                upstream = grads[wire]
                if upstream is None:
                    continue
                grads[wire] = None
                mask = masks.pop(wire, None)
                read = [values[x] for x in operands]
                if self.tape.kind[wire] == CHAINED:
                    terms = sent(self.tape, wire, values, upstream, self._of)
                    for x, term, wanted in zip(operands, terms, hears, strict=True):
                        if wanted and term is not None:
                            self._send(grads, masks, x, term, 1.0, mask)
                    continue
                slopes = gate.local(self._words(read), values[wire], *read)
                for x, slope, wanted in zip(operands, slopes, hears, strict=True):
                    if wanted and slope is not None and slope is not NOTHING:
                        self._send(grads, masks, x, upstream, slope, mask)
        return {wire: grads[wire] for wire in self.wrt}

    def _words(self, read: list[Value]) -> Any:
        """The vocabulary for a gate: that of floats where what it reads is the same in all rows."""
        for value in read:
            if type(value) is not float:
                return self.arrays
        return self.floats

    def _of(self, wire: int, read: list[Value]) -> Value:
        return TABLE[self.tape.kind[wire]].value(self._words(read), *read)

    def _send(self, grads: list[Value | None], masks: dict[int, Any], x: int, upstream: Value,
              slope: Any, mask: Any) -> None:  # fmt: skip
        """Add upstream × slope to the gradient of a wire, in the rows that are reached."""
        if type(slope) is Only:
            mask = slope.mask if mask is None else np.logical_and(slope.mask, mask)
            slope = slope.values
        if type(slope) is float and slope == 1.0:
            term = upstream
        elif type(upstream) is float and upstream == 1.0:
            term = slope
        else:
            term = upstream * slope
        if mask is not None:
            term = np.where(mask, term, 0.0)  # also where no row of this block is reached: the
            # bits of a row, its zeros' signs among them, depend on no other row
        before = grads[x]
        if before is None:
            grads[x] = term
        else:
            grads[x] = before + term
            old = masks.pop(x, None)
            mask = None if mask is None or old is None else np.logical_or(mask, old)
        if mask is not None:
            masks[x] = mask

    def run(self, leaves: dict[int, Value]) -> tuple[Value, dict[int, Value | None]]:
        """Value and gradients of one block of rows."""
        values = self.forward(leaves)
        return values[self.of], self.backward(values)

    def over(self, leaves: dict[int, Value], varying: Container[int | None], count: int,
             ) -> tuple[Any, dict[int, Any]]:  # fmt: skip
        """Value and gradients of `count` rows, as arrays; the leaves in `varying` are arrays of
        that length.  Raises limit-exceeded for time, and for memory before it computes."""
        self.limits.check("memory", (1 + len(self.wrt)) * count * 8, None, "the result")
        value, *columns = self.kept.room(1 + len(self.wrt), count)
        grads = dict(zip(self.wrt, columns, strict=True))
        clock = Clock(self.limits)
        columns = [value, *[grads[wire] for wire in self.wrt]]
        attempt = self.planned.attempt(leaves, count)
        size = self.block if attempt is None else PLANNED
        for low in range(0, count, size):
            if attempt is not None:
                low = min(low, count - size)  # some rows twice, if need be
            part = slice(low, low + size)
            here = {wire: x[part] if wire in varying else x for wire, x in leaves.items()}
            targets = [column[part] for column in columns]
            if attempt is None or not self.planned.into(attempt, here, targets):
                self._into(here, targets)
            clock.look()
        return value, grads

    def _into(self, leaves: dict[int, Value], targets: list[Any]) -> None:
        """Value and gradients of a block, gate by gate."""
        targets[0][...], found = self.run(leaves)
        for wire, target in zip(self.wrt, targets[1:], strict=True):
            slope = found[wire]
            target[...] = 0.0 if slope is None else slope
