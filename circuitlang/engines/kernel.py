"""The compiled kernel: circuits of scalars in C, a tight loop for each segment of like gates.

It is optional: `available` says whether it was built.  Its cases are printed from the gate rows
(see `readings/c.py`); a gate without one (a row added by `register`, a product of many factors) is
computed here, in its turn, as the reference engine does.  Both call the same elementary functions,
those of the C library, and agree bit for bit.
"""

from __future__ import annotations

from array import array
from copy import copy
from functools import cached_property
from importlib import import_module
from math import nan

from circuitlang.engines import reference
from circuitlang.engines.clock import Clock
from circuitlang.engines.upstream import Upstream, is_nothing
from circuitlang.gates import INDEX, TABLE
from circuitlang.tape.order import CHAINED
from circuitlang.tape.tape import CONST

try:
    _kernel: Any = import_module("circuitlang.engines._kernel")
except ImportError:  # there was no compiler, or threads run freely: it counts on the lock
    _kernel = None

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from circuitlang.tape.tape import Tape
    from circuitlang.text.limits import Limits

FOREIGN = -1
CALLED = 1 << 29  # gates of a call in C: it has places of 32 bits, up to three a gate
BUDGET = 1 << 20  # gates between two looks at the clock, and at Ctrl-C


def available() -> bool:
    """Whether the kernel was built when the package was installed."""
    return _kernel is not None


def refusal(tape: Tape) -> str | None:
    """Why the kernel cannot take a circuit, or None."""
    if _kernel is None:
        return ("the compiled kernel is not installed: there was no C compiler, "
                "or Python is free-threaded")  # fmt: skip
    if reference.of_tensors(tape):
        return "the compiled kernel computes numbers, and this circuit has tensors"
    if CHAINED in tape.kind:
        return "the compiled kernel has no gates whose definition says `chain`"
    return None


def case_table(ties: str) -> tuple[array[int], int]:
    """For each row and number of operands its case, -1 where it has none, and the table's width."""
    columns = 2 + max(arity for _, _, arity in _kernel.CASES)
    table = array("h", [FOREIGN]) * (len(TABLE) * columns)
    for index, (gate, rule, arity) in enumerate(_kernel.CASES):
        if rule in ("", ties):
            table[INDEX[gate] * columns + (arity or columns - 1)] = index
    return table, columns


def plan(tape: Tape, ties: str, wanted: bytes | None = None) -> Any:
    """The circuit laid out for C; `wanted`: 1 for each leaf whose gradient is asked for."""
    table, columns = case_table(ties)
    return _kernel.Plan(len(tape), tape.kind, tape.start, tape.args, table, columns, wanted)


def constants(tape: Tape, slots: memoryview[int]) -> array[float]:
    """The numbers of a pass before anything is given: the constants, by slot."""
    found = array("d", bytes(8 * len(tape)))
    for wire, value in tape.consts.items():
        found[slots[wire]] = value
    return found


class Program(reference.Program):
    """A tape made ready to be run, as the reference engine's."""

    def __init__(self, tape: Tape, ties: str, limits: Limits) -> None:
        super().__init__(tape, ties, limits)
        self.watched = self._watched()
        self._known: tuple[Any, array[float], set[int]] | None = None

    @cached_property
    def plan(self) -> Any:
        return plan(self.tape, self.m.ties)

    @cached_property
    def slots(self) -> memoryview[int]:
        return memoryview(self.plan.slots).cast("i")

    @cached_property
    def wires(self) -> memoryview[int]:
        """The wire of each slot."""
        return memoryview(self.plan.order).cast("i")

    @cached_property
    def base(self) -> array[float]:
        """The constants, by slot."""
        return constants(self.tape, self.slots)

    # ------------------------------------------------------------------ forward

    def forward(self, leaves: dict[int, float]) -> array[float]:
        values = self.base[:]
        slots = self.slots
        for wire, value in leaves.items():
            values[slots[wire]] = value
        at, last, clock = 0, self.plan.segments, Clock(self.limits)
        while at < last:
            at = self.plan.forward(values, at, BUDGET)
            if at < last and self.plan.segment(at)[0] == FOREIGN:
                self._compute(values, at)
                at += 1
            clock.look()
        found = array("d", bytes(8 * self.size))
        self.plan.to_wires(values, found)
        for wire in self.watched:
            self._guard(wire, found)
        return found

    def _foreign(self, at: int) -> Iterator[tuple[int, int]]:
        """The (wire, slot) of each gate of a segment that has no case."""
        _, _, _, first, count = self.plan.segment(at)
        return ((self.wires[slot], slot) for slot in range(first, first + count))

    def _compute(self, values: array[float], at: int) -> None:
        slots = self.slots
        for wire, slot in self._foreign(at):
            read = [values[slots[x]] for x in self.tape.operands(wire)]
            values[slot] = TABLE[self.tape.kind[wire]].value(self.m, *read)

    def caller(self, output: int, leaves: dict[str, int | None], given: dict[int, float],
               needed: tuple[str, ...], wrt: tuple[str, ...]) -> Any:  # fmt: skip
        """The whole call of a function in C, or None where Python has a part in it.  `leaves` are
        the wires of the names that it may be given, `given` their declared values."""
        if self.watched or self.limits.time is not None or self.size > CALLED:
            return None
        wanted = bytearray(self.size)
        for name in wrt:
            if (wire := leaves[name]) is not None:
                wanted[wire] = 1
        laid_out = plan(self.tape, self.m.ties, bytes(wanted))
        if laid_out.foreign:
            return None
        slots = memoryview(laid_out.slots).cast("i")
        base = constants(self.tape, slots)
        for wire, value in given.items():
            base[slots[wire]] = value
        slot_of = {name: -1 if wire is None else slots[wire] for name, wire in leaves.items()}
        return _kernel.Caller(laid_out, base, slot_of, needed, slots[output], wrt,
                              tuple(slot_of[name] for name in wrt))  # fmt: skip

    # ------------------------------------------------------------------ local gradients

    def many(self, values: Any) -> Program:
        if self._known is not None and self._known[0] is values:
            return self
        whole = array("d", values)
        whole.extend([nan] * (self.size - len(whole)))  # of gates that came after the pass
        by_slot = array("d", bytes(8 * self.size))
        self.plan.to_slots(whole, by_slot)
        slopes = array("d", bytes(8 * len(self.tape.args)))
        at, last, clock = 0, self.plan.segments, Clock(self.limits)
        while at < last:
            at = self.plan.local(by_slot, self.wires, self.tape.start, slopes, at, BUDGET)
            clock.look()
        segments = range(last if self.plan.foreign else 0)
        apart = [at for at in segments if self.plan.segment(at)[0] == FOREIGN]
        foreign = {wire for at in apart for wire, _ in self._foreign(at)}
        asked = copy(self)
        asked._known = values, slopes, foreign
        return asked

    def local(self, wire: int, values: Any) -> tuple[float | None, ...]:
        if self._known is None or self._known[0] is not values or wire in self._known[2]:
            return super().local(wire, values)
        start = self.tape.start
        found = self._known[1][start[wire] : start[wire + 1]]
        return tuple([x if x == x or not is_nothing(x) else None for x in found])

    # ------------------------------------------------------------------ backward

    def backward(self, values: array[float], of: int, seed: float = 1.0, low: int = 0) -> Any:
        if low:
            return super().backward(values, of, seed, low)
        by_slot = array("d", bytes(8 * self.size))
        self.plan.to_slots(values, by_slot)
        grads = array("d", bytes(8 * self.size))
        self.plan.clear(grads)
        grads[self.slots[of]] = seed
        at, clock = self.plan.segments, Clock(self.limits)
        while at > 0:
            at = self.plan.backward(by_slot, grads, at, BUDGET)
            if at > 0 and self.plan.segment(at - 1)[0] == FOREIGN:
                at -= 1
                self._hear(by_slot, grads, at)
            clock.look()
        found = array("d", bytes(8 * self.size))
        self.plan.to_wires(grads, found)
        return Upstream(found)

    def finite(self, upstream: Any) -> bool:
        if isinstance(upstream, Upstream):
            return bool(_kernel.finite(upstream.numbers))
        return super().finite(upstream)

    def _hear(self, values: array[float], grads: array[float], at: int) -> None:
        slots, kind = self.slots, self.tape.kind
        for wire, slot in reversed(list(self._foreign(at))):
            upstream = grads[slot]
            if is_nothing(upstream):
                continue
            operands = self.tape.operands(wire)
            slopes = TABLE[kind[wire]].local(
                self.m, values[slot], *[values[slots[x]] for x in operands]
            )
            for x, slope in zip(operands, slopes, strict=True):
                if slope is not None and kind[x] != CONST:
                    before, term = grads[slots[x]], upstream * slope
                    grads[slots[x]] = term if is_nothing(before) else before + term


def compile(tape: Tape, ties: str, limits: Limits) -> Program:
    return Program(tape, ties, limits)
