"""The compiled kernel over rows: a circuit of scalars for many rows, block by block, so that what
is computed stays in the cache; each gate is a loop over the rows of a block."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from circuitlang.engines import kernel
from circuitlang.engines.clock import Clock
from circuitlang.engines.kept import Kept
from circuitlang.gates import TABLE

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from circuitlang.tape.tape import Tape
    from circuitlang.text.limits import Limits

    Value = Any  # a float (the same in all rows), or an array with a number for each row

CACHE = 1 << 24  # bytes that a block may take
BYTES = 24  # of a wire in a row: a value, a gradient, where it is dear a local gradient
# Rows of a block.  In a small circuit, which waits for memory, so few that the processor, which
# looks some hundred instructions ahead, fetches the inputs of the next loops while it computes.
FEW, MANY, SMALL = 64, 128, 32
PASSING = 1 << 22  # bytes of a result that does not stay in the cache
BUDGET = 1 << 24  # gates times rows between two looks at the clock, and at Ctrl-C


def refusal(tape: Tape) -> str | None:
    """Why the kernel cannot take a circuit over rows, or None."""
    why = kernel.refusal(tape)
    if why is not None:
        return why
    rows = [TABLE[kind] for kind in set(tape.kind) if kind >= 0]
    if any(gate.guard is not None for gate in rows):
        return "what a gate's guard asks is asked in Python"
    if kernel.plan(tape, "split").foreign:
        return "a gate of the circuit is not compiled"
    return None


class Rows:
    """A tape of scalars made ready to be run over rows, again and again, by many threads."""

    block = 8192  # rows that a caller who sums over them hands over at once

    def __init__(self, tape: Tape, ties: str, limits: Limits, of: int, wrt: Iterable[int],
                 ) -> None:  # fmt: skip
        """Wire `of` and its gradients by the leaves `wrt` are what is asked for."""
        self.tape, self.limits, self.of, self.wrt = tape, limits, of, tuple(wrt)
        wanted = bytearray(len(tape))
        for wire in self.wrt:
            wanted[wire] = 1
        self.plan = kernel.plan(tape, ties, bytes(wanted))
        self.slots = memoryview(self.plan.slots).cast("i")
        self.base = kernel.constants(tape, self.slots)
        self.kept = Kept()
        count = max(1, len(tape))
        size = FEW if count <= SMALL else min(MANY, max(FEW, CACHE // (BYTES * count)))
        self.size = max(1, min(size, limits.memory // (BYTES * count)))

    def run(self, leaves: dict[int, Value]) -> tuple[Value, dict[int, Value]]:
        """Value and gradients of the rows that the arrays among the leaves have; floats where there
        is no array: the same in all rows, however many they are."""
        varying = {wire for wire, value in leaves.items() if not isinstance(value, float)}
        if varying:
            return self.over(leaves, varying, len(leaves[next(iter(varying))]))
        value, grads = self.over(leaves, varying, 1)
        return float(value[0]), {wire: float(column[0]) for wire, column in grads.items()}

    def over(self, leaves: dict[int, Value], varying: Container[int | None], count: int,
             ) -> tuple[Any, dict[int, Any]]:  # fmt: skip
        """Value and gradients of `count` rows, as arrays; the leaves in `varying` are arrays of
        that length.  Raises limit-exceeded for time, and for memory before it computes."""
        import numpy as np

        self.limits.check("memory", (1 + len(self.wrt)) * count * 8, None, "the result")
        value, *columns = self.kept.room(1 + len(self.wrt), count)
        base, given = self.base[:], []
        for wire, x in leaves.items():
            if wire in varying:
                given.append((self.slots[wire], np.require(x, np.float64, ["C", "A"])))
            else:
                base[self.slots[wire]] = x
        grads = dict(zip(self.wrt, columns, strict=True))
        asked = tuple((self.slots[wire], column) for wire, column in grads.items())
        step = max(self.size, BUDGET // max(1, len(self.tape)) // self.size * self.size)
        clock, large = Clock(self.limits), value.base.nbytes > PASSING
        for low in range(0, count, step):
            self.plan.rows(tuple(given), base, self.slots[self.of], value, asked,
                           low, min(low + step, count), self.size, large)  # fmt: skip
            clock.look()
        return value, grads
