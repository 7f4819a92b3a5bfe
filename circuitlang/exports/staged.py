"""What a circuit's code consists of: which wires it needs, how each is read, who hears whom."""

from __future__ import annotations

from circuitlang.exports.care import ordinary
from circuitlang.exports.helpers import helper_names
from circuitlang.exports.names import Names
from circuitlang.gates import TABLE
from circuitlang.readings.code import Code
from circuitlang.readings.source import SafeSource, Source
from circuitlang.readings.source_arrays import ArraySource
from circuitlang.tape.order import innermost, reach
from circuitlang.text.errors import error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from circuitlang.gates.gate import Gate
    from circuitlang.meaning.builder import Builder
    from circuitlang.readings.code import Pool, Term
    from circuitlang.reports.standing import Standing

MOST = 200_000  # wires that are written out


class Plan:
    """The part of a circuit that gate `of` depends on, ready to be written.

    wires     what is written, in order; ports are left out: they are what they stand for
    variable  the name of each wire's value in the program
    names     gives out the names
    heard     how many gradients each wire hears
    mute      gates that send nothing back
    careful   wires whose rules are read with every edge point
    """

    def __init__(self, builder: Builder, of: int, leaves: Mapping[int, Any]) -> None:
        self.builder, self.of, self.leaves = builder, of, leaves
        tape = self.tape = builder.tape
        self.ties = builder.ties
        needed = reach(tape, of)
        for wire in range(of + 1):
            if needed[wire] and TABLE[tape.kind[wire]].name == "chained" and tape.kind[wire] >= 0:
                raise error("bad-argument", f"`{tape.name(wire)}` has a `chain` of its own, which "
                            "cannot be written as code yet", tape.place(wire),
                            help="a definition with `local`, or without either, can")  # fmt: skip
        self.ports = {
            port: operand
            for group in tape.groups
            for port, operand in zip(group.ports, group.operands, strict=True)
            if port >= group.low and port != operand
        }
        self.wires = [wire for wire in range(of + 1) if needed[wire] and wire not in self.ports]
        self.inside = innermost(tape)
        self.names = Names(helper_names(bool(tape.shapes)))
        self.variable: dict[int, str] = {}
        for wire in self.wires:
            if self.named(wire) or not tape.is_const(wire):
                self.variable[wire] = self.names.new(self._wish(wire))
        self.careful: set[int] = set()
        self.mute: set[int] = set()
        self.reads: dict[int, int] = {}
        for wire in self.wires:
            for x in self.operands(wire):
                self.reads[x] = self.reads.get(x, 0) + 1
        self.heard: dict[int, int] = {}
        self.moving: set[int] = set()
        self._listen()

    def _wish(self, wire: int) -> str:
        if self.tape.is_const(wire) and wire not in self.tape.names:
            return "tensor"
        return self.tape.name(wire)

    # ------------------------------------------------------------------ structure

    def seen(self, wire: int) -> int:
        """The wire that a port stands for."""
        while wire in self.ports:
            wire = self.ports[wire]
        return wire

    def operands(self, wire: int) -> list[int]:
        return [self.seen(x) for x in self.tape.operands(wire)]

    def gate(self, wire: int) -> Gate:
        return TABLE[self.tape.kind[wire]]

    def named(self, wire: int) -> bool:
        """Does it stand under a name?  Numbers that were written out do not."""
        tape = self.tape
        if tape.is_const(wire):
            return wire in tape.names or bool(tape.shape(wire))
        return wire in tape.names or wire in tape.labels or tape.is_leaf(wire)

    def is_tensor(self, wire: int) -> bool:
        """Is a gate computed by NumPy?"""
        tape = self.tape
        return self.gate(wire).shape is not None or any(
            tape.shape(x) for x in (wire, *self.operands(wire)))  # fmt: skip

    def group(self, wire: int) -> str:
        """The composite gate that a wire belongs to, as a comment begins."""
        index = self.tape.group_of.get(wire)
        found = self.tape.groups[index] if index is not None else self.inside.get(wire)
        return f"{found.name}: " if found is not None else ""

    @property
    def tensors(self) -> bool:
        return any(self.tape.shape(wire) or (self.tape.kind[wire] >= 0 and self.is_tensor(wire))
                   for wire in self.wires)  # fmt: skip

    # ------------------------------------------------------------------ readings

    def vocabulary(self, wire: int, safe: bool | None = None) -> Source:
        safe = wire in self.careful if safe is None else safe
        if self.is_tensor(wire):
            return ArraySource(self.ties, safe)
        return SafeSource(self.ties) if safe else Source(self.ties)

    def term(self, pool: Pool, wire: int, written: bool = False) -> Term:
        """An operand: a name, or a number; `written`: that stands there as it is."""
        if wire in self.variable:
            return pool.name(self.variable[wire], self.tape.shape(wire))
        value = float(self.tape.consts[wire])
        return pool.literal(value) if written else value

    def options(self, wire: int) -> dict[str, Any]:
        return self.tape.options.get(wire) or {}

    def slopes(self, wire: int, upstream: str | float, m: Source) -> tuple[Any, ...]:
        """For each operand its local gradient; of a gate with a chain the chained one."""
        gate, pool = self.gate(wire), m.pool
        xs = [self.term(pool, x) for x in self.operands(wire)]
        out = pool.name(self.variable[wire], self.tape.shape(wire))
        if gate.chain is not None:
            g = pool.name(upstream, out.shape) if isinstance(upstream, str) else upstream
            return gate.chain(m, g, out, *xs, **self.options(wire))
        if len(xs) <= 2:
            value = gate.value(m, *xs)
            if isinstance(value, Code):
                m.known[id(value)] = out
        return gate.local(m, out, *xs)

    def _listen(self) -> None:
        """Who hears something, and where care is needed."""
        tape = self.tape
        risky, choosing, silent = set(), [], {}
        for wire in self.wires:
            if tape.kind[wire] < 0:
                continue
            m = self.vocabulary(wire, False)
            entries = self.slopes(wire, "g", m)
            if all(entry is None for entry in entries):
                self.mute.add(wire)
            silent[wire] = [
                entry is None or tape.op(x) == "port"
                for entry, x in zip(entries, tape.operands(wire), strict=True)
            ]
            if m.risky:
                risky.add(wire)
            if any(untaken(entry) for entry in entries):
                choosing.append(wire)
        for wire in self.wires:
            if tape.is_leaf(wire):
                if not tape.is_const(wire):
                    self.moving.add(wire)
            elif any(
                x in self.moving and not quiet
                for x, quiet in zip(self.operands(wire), silent[wire], strict=True)
            ):
                self.moving.add(wire)
        self.silent = silent
        for wire, quiet in silent.items():
            for x, still in zip(self.operands(wire), quiet, strict=True):
                if not still and x in self.moving:
                    self.heard[x] = self.heard.get(x, 0) + 1
        self._take_care(risky, choosing)

    def _take_care(self, risky: set[int], choosing: list[int]) -> None:
        """Every edge point is written where a branch may not be taken, whatever it holds; and
        everywhere if some number is out of the ordinary as the circuit stands."""
        gates = {wire for wire in self.wires if self.tape.kind[wire] >= 0}
        if not ordinary(self):
            self.careful = gates
            return
        above = bytearray(self.of + 1)
        for wire in choosing:
            above[wire] = 1
        for wire in reversed(self.wires):
            if above[wire]:
                for x in self.operands(wire):
                    above[x] = 1
        risky = {wire for wire in risky if above[wire]}
        # what hangs on a risky gate may get its poles
        for wire in self.wires:
            if above[wire] and any(x in risky for x in self.operands(wire)):
                risky.add(wire)
        self.careful = risky


def output_of(standing: Standing) -> int:
    """The gate whose code is asked for; raises no-output, and limit-exceeded if it is too long."""
    builder = standing.builder
    marked = builder.outputs[0] if builder.outputs else builder.last
    of = standing.of if standing.of >= 0 else marked
    if of < 0:
        raise error("no-output", "there is no gate to write code for",
                    help="declare a gate first: f = x * y")  # fmt: skip
    if of > MOST:
        raise error("limit-exceeded", f"the code would have {of:,} lines and more; at most "
                    f"{MOST:,} are written", help="engines run circuits of this size")  # fmt: skip
    return of


def untaken(entry: Any) -> bool:
    """Does an entry have a branch that is not taken?"""
    if not isinstance(entry, Code):
        return False
    return entry.op == "untaken" or (entry.op == "if" and any(map(untaken, entry.args)))
