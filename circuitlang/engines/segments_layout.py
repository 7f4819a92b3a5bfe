"""The layout of a circuit for passes by segments.

Each wire has a slot: the leaves come first, then the gates in the canonical order (see `order`), so
that like gates of a level, a segment, stand side by side.  The slots are cut into parts: long
segments, and stretches of short ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from circuitlang import gates
from circuitlang.engines import order, segments_long, segments_short
from circuitlang.readings.arrays import NOTHING
from circuitlang.readings.columns import Columns
from circuitlang.readings.direct import steady_slopes, value_of
from circuitlang.readings.floats import Floats
from circuitlang.tape.order import levels
from circuitlang.tape.tape import CONST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from circuitlang.tape.tape import Tape

    Ints = NDArray[Any]

LONG = 72  # gates from which a segment is worth NumPy's calls
# gates that go through together, and their inputs: they stay in the cache, and Ctrl-C comes in time
BLOCK, READS = 1 << 14, 1 << 16


class Form:
    """Like gates: a row, and a number of inputs."""

    __slots__ = ("arity", "call", "columns", "floats", "gate", "own", "slopes",
                 "steady")  # fmt: skip

    def __init__(self, kind: int, arity: int, floats: Floats, columns: Columns) -> None:
        self.gate, self.arity = gates.TABLE[kind], arity
        self.floats, self.columns = floats, columns
        self.own = kind >= gates.BUILT_IN  # may be of floats only
        self.call: Any = None  # the value, of floats
        self.slopes: tuple[Any, ...] | None = None  # that are the same for all numbers
        self.steady: tuple[Any, Any] | None = None  # the same in arrays, and which are taken
        if self.own:
            self.call = lambda *xs, value=self.gate.value: value(floats, *xs)
        else:
            self.call = value_of(self.gate, floats, arity)
            self.slopes = steady_slopes(self.gate, columns, arity)
            if self.slopes is not None:
                taken = np.array([slope is not NOTHING for slope in self.slopes])
                self.steady = np.where(taken, self.slopes, 0.0).astype(np.float64), taken


class Layout:
    """A tape laid out.

    slots    wire -> slot
    leaves   how many of the slots are of leaves
    consts   the slots of the constants, and numbers: their values
    parts    in the order of a forward
    """

    def __init__(self, tape: Tape, ties: str, look: Callable[[int], None] | None = None) -> None:
        """`look` is told how far it is, in wires."""
        columns = _Columns(tape)
        wires, keys = columns.canonical(levels(tape, look))
        size, self.leaves = len(tape), len(tape) - len(wires)
        self.slots = np.empty(size, np.int32)
        self.slots[columns.kind < 0] = np.arange(self.leaves, dtype=np.int32)
        self.slots[wires] = np.arange(self.leaves, size, dtype=np.int32)
        consts = [wire for wire in tape.consts if wire < size]
        self.consts = self.slots[consts]
        self.numbers = np.array([tape.consts[wire] for wire in consts], np.float64)
        self.parts: list[Any] = []
        if len(wires):
            self._cut(columns, wires, keys, Floats(ties=ties), Columns(ties=ties))

    def _cut(
        self, tape: _Columns, wires: Ints, keys: Ints, floats: Floats, columns: Columns
    ) -> None:
        """Make the parts of the gates `wires`, which stand in the canonical order."""
        kinds, arities = tape.kind[wires].astype(np.int64), tape.arity[wires]
        names, of = np.unique(kinds << 32 | arities, return_inverse=True)
        forms = [Form(name >> 32, name & 0xFFFFFFFF, floats, columns) for name in names.tolist()]
        of = of.astype(np.uint16)
        first = np.flatnonzero(np.diff(keys, prepend=-1) | np.diff(of.astype(np.int64), prepend=-1))
        counts = np.diff(first, append=len(wires))
        ends = np.cumsum(arities)
        own = np.array([form.own for form in forms])
        long = (counts >= LONG) & ~own[of[first]]
        edges = first[np.flatnonzero(long | np.r_[True, long[:-1]])].tolist()
        is_long = dict(zip(first[long].tolist(), counts[long].tolist(), strict=True))
        for low, high in zip(edges, [*edges[1:], len(wires)], strict=True):
            for at, end in _blocks(low, high, ends):
                here = wires[at:end][::-1]  # as they are heard
                reads = self.slots[tape.reads(here)]
                slot = self.leaves + at
                if low in is_long:
                    self.parts.append(segments_long.Part(slot, forms[of[low]], reads))
                else:
                    which = of[at:end][::-1].copy()
                    self.parts.append(segments_short.Part(slot, forms, which, reads))


def _blocks(low: int, high: int, ends: Ints) -> Iterator[tuple[int, int]]:
    """Gates low … high cut into blocks; `ends`: how many inputs they and those before have."""
    while low < high:
        reads = ends[low - 1] if low else 0
        end = max(low + 1, int(np.searchsorted(ends, reads + READS, "right")))
        end = min(end, low + BLOCK, high)
        yield low, end
        low = end


class _Columns:
    """The columns of a tape as arrays."""

    def __init__(self, tape: Tape) -> None:
        self.kind = np.array(tape.kind, np.int16)
        self.start = np.array(tape.start, np.int64)
        self.args = np.array(tape.args, np.int32)
        self.arity = np.diff(self.start)

    def canonical(self, level: list[int]) -> tuple[Ints, Ints]:
        """The gates in the canonical order, and what they are sorted by: as `order.canonical`."""
        wires = np.flatnonzero(self.kind >= 0)[::-1]
        arity, kind = self.arity[wires], self.kind[wires].astype(np.int64)
        constants = np.zeros(len(wires), np.int64)
        if (self.kind == CONST).any():
            for k in range(order.MASKED):
                has = np.flatnonzero((arity > k) & (arity <= order.MASKED))
                read = self.args[self.start[wires[has]] + k]
                constants[has] |= (self.kind[read] == CONST).astype(np.int64) << k
        keys = np.array(level, np.int64)[wires] << order.LEVEL | (kind + 3) << 24
        keys |= np.minimum(arity, 65535) << 8 | constants
        by = np.argsort(keys, kind="stable")
        return wires[by], keys[by]

    def reads(self, wires: Ints) -> Ints:
        """What some gates read, one gate after another."""
        arity = self.arity[wires]
        ends = np.cumsum(arity)
        starts = np.repeat(self.start[wires] - ends + arity, arity)
        return self.args.take(starts + np.arange(ends[-1]))
