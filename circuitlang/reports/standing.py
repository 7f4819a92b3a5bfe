"""How a circuit stands: its structure, the numbers of the last passes, and which are stale."""

from __future__ import annotations

from circuitlang.gates import TABLE
from circuitlang.readings.formulas import value_formula
from circuitlang.readings.notation import text_of
from circuitlang.readings.values import literal, zeros_like
from circuitlang.reports.gradients import inner_inputs, inputs_of, ruler
from circuitlang.tape.order import reach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container
    from typing import Any

    from circuitlang.engines.reference import Program
    from circuitlang.meaning.builder import Builder
    from circuitlang.reports.unit import Unit
    from circuitlang.tape.tape import Group

    Upstream = list[Any]

SHORT = 32  # letters of what a gradient comes to
ONE_BY_ONE = 50  # a local gradient asked for alone takes so long as so many at once
INLINE = 12  # operations that an expression may show written out; more are shown by name


class Standing:
    """What a report is made from.  `stale[wire]` is 1 where the value is older than the circuit;
    wires that the last forward did not know have no value yet."""

    def __init__(
        self,
        builder: Builder,
        program: Program,
        values: Any,
        leaves: dict[int, Any],
        stale: bytearray,
        upstream: Upstream | None = None,
        of: int = -1,
        gradients_stale: bool = False,
        opened: frozenset[int] = frozenset(),
        units: tuple[Unit, ...] = (),
        unset: frozenset[int] = frozenset(),
        ungraded: frozenset[int] = frozenset(),
    ) -> None:
        self.builder = builder
        self.tape = builder.tape
        self.program = program
        self.values = values
        self.leaves = leaves
        self.stale = stale
        self.upstream = upstream
        self.of = of
        self.gradients_stale = gradients_stale
        self.opened = opened
        self.unset = unset
        self.ungraded = ungraded
        self.units = {unit.result: unit for unit in units}
        self.sendings: dict[int, Any] = {}  # what `chained` has found out about gates
        self.seen_closed = -1  # the wire that `sending` closed
        self._hidden: set[int] | None = None
        self._reached: bytearray | None = None

    def ask(self, gates: int) -> None:
        """Local gradients of so many gates are going to be asked for: all at once where it pays."""
        if self.values is not None and gates * ONE_BY_ONE > self.program.size:
            self.program = self.program.many(self.values)

    # ------------------------------------------------------------------ numbers

    def value(self, wire: int) -> Any:
        """The wire's value, stale or not; None before a forward knew it."""
        if self.tape.is_const(wire):
            return self.tape.consts[wire]
        if self.values is None or wire >= len(self.values):
            return self.leaves.get(wire)
        return self.leaves.get(wire) if wire in self.unset else self.values[wire]

    def computed(self, wire: int) -> bool:
        """Have the gate and all that its local gradients are made of a value, stale or not?"""
        if self.values is None or wire >= len(self.values):
            return False
        if not self.unset:
            return True
        parts = {wire, *self.tape.operands(wire)}
        if wire in self.units:
            parts |= self.units[wire].members | set(self.units[wire].inputs)
        elif wire in self.tape.group_of:
            group = self.tape.groups[self.tape.group_of[wire]]
            parts.update(group.operands, range(group.low, group.result))
        return self.unset.isdisjoint(parts)

    def is_stale(self, wire: int) -> bool:
        return bool(self.stale[wire])

    def gradient(self, wire: int) -> Any:
        """The chained gradient, stale or not; None where no backward has said anything."""
        if self.upstream is None or wire >= len(self.upstream) or self.tape.is_const(wire):
            return None
        if wire in self.ungraded:
            return None
        found = self.upstream[wire]
        if found is not None or self.values is None:
            return found
        return zeros_like(self.values[wire])

    def connected(self, wire: int) -> bool:
        """Does the gate that the last backward started from depend on the wire?"""
        if self._reached is None:
            self._reached = reach(self.tape, self.of) if self.of >= 0 else bytearray(0)
        return wire < len(self._reached) and bool(self._reached[wire])

    def sending(self, wire: int) -> Standing:
        """How the circuit stands for what a gate sends: a composite gate whose definition has a
        formula goes by that, so it is seen closed, opened or not."""
        index = self.tape.group_of.get(wire)
        if wire not in self.opened or index is None or not self.tape.groups[index].has_formula:
            return self
        seen = self.with_opened(self.opened - {wire})
        seen.seen_closed = wire
        return seen

    def with_opened(self, opened: frozenset[int]) -> Standing:
        """The same circuit with other composite gates opened."""
        from copy import copy  # not at the door: a table of values needs none

        seen = copy(self)
        seen.opened, seen.sendings = opened, {}
        return seen

    def ruler(self, wire: int, slot: int) -> int:
        """The composite gate by whose formula it goes what an input hears that a gate inside of it
        reads, instead of by what that gate says; -1: there is none."""
        tape, index = self.tape, self.tape.group_of.get(wire)
        if wire in self.units or not tape.groups:
            return -1
        if index is None:
            read = tape.operands(wire)[slot]
        elif wire in self.opened:
            read = tape.operands(tape.groups[index].inner)[slot]
        else:
            read = tape.groups[index].operands[slot]
        return ruler(tape, read)

    # ------------------------------------------------------------------ what is shown

    @property
    def hidden(self) -> set[int]:
        """Wires that no reader ever sees: ports, formulas, literals."""
        if self._hidden is None:
            tape = self.tape
            self._hidden = {wire for wire in tape.consts if wire not in tape.names}
            for group in tape.groups:
                self._hidden.update(port for port in group.ports if port >= group.low)
                if group.has_formula:
                    self._hidden.update(range(group.inner, group.result))
        return self._hidden

    def listed(self) -> list[int]:
        """The wires of a table without names: what was declared, composite gates opened that are
        open, and units instead of their members."""
        inside = {wire for unit in self.units.values() for wire in unit.members}
        found = []
        for wire in self.builder.symbols.values():
            if wire in inside and wire not in self.units:
                continue
            if wire in self.opened:
                found += self.inner(wire)
            found.append(wire)
        return found

    def inner(self, wire: int) -> list[int]:
        """The gates inside of a composite gate, those of closed ones inside of it left out."""
        tape = self.tape
        index = tape.group_of.get(wire)
        if index is None:
            return []
        group = tape.groups[index]
        closed: set[int] = set()
        for other in tape.groups[index + 1 :]:
            if other.low > group.result:
                break
            if other.result not in self.opened and other.result not in closed:
                closed.update(range(other.low, other.result))
        return [each for each in range(group.low, group.result)
                if each not in closed and each not in self.hidden]  # fmt: skip

    def below(self, wire: int, hidden: bool = False) -> list[int]:
        """Every gate whose name begins with that of `wire` (`q.*`); with `hidden` also what no
        reader sees."""
        tape = self.tape
        found = []
        for each in range(wire):
            owner = each
            while owner >= 0 and owner != wire and owner not in tape.names:
                owner = tape.owner[owner]
            if owner == wire and (hidden or each not in self.hidden):
                found.append(each)
        return found

    # ------------------------------------------------------------------ structure in words

    def kind(self, wire: int) -> str:
        return "gate" if self.tape.kind[wire] >= 0 else self.tape.op(wire)

    def group(self, wire: int) -> Group | None:
        """The composite gate whose result this is, if it is shown closed."""
        index = self.tape.group_of.get(wire)
        return self.tape.groups[index] if index is not None and wire not in self.opened else None

    def inputs(self, wire: int) -> list[int]:
        """The wires that a gate is shown to read."""
        if wire in self.units:
            return self.units[wire].inputs
        return inner_inputs(self.tape, wire) if wire in self.opened else inputs_of(self.tape, wire)

    def operation(self, wire: int) -> str:
        """The name of a gate's operation as it is shown: of the unit, definition or row."""
        if wire in self.units:
            return self.units[wire].name
        group = self.group(wire)
        if group is not None:
            return group.name
        index = self.tape.group_of.get(wire)
        own = self.tape.groups[index].inner if index is not None else wire
        return TABLE[self.tape.kind[own]].name if self.tape.kind[own] >= 0 else self.tape.op(own)

    def term(self, wire: int) -> str | float:
        """A wire as it stands in a formula: its name, or the number that a literal is; of a
        tensor literal the shape."""
        if not self.tape.is_const(wire) or wire in self.tape.names:
            return self.tape.name(wire)
        value: Any = self.tape.consts[wire]
        return value if isinstance(value, float) else literal(value)

    def formula(self, wire: int, named: Container[int] | None = ()) -> str:
        """A gate's expression: `x + y`, with its own operations written out if they are few;
        those in `named` (None: all) stand under their names.  What `grad(f, x)` made is written
        so, and of a gate that is it alone also what that comes to, if it is short."""
        tape = self.tape
        if tape.kind[wire] < 0:
            return tape.op(wire)
        made = tape.derived.get(wire)
        if made is None or named is None or any(x in named for x in range(made[0], wire)):
            return self._written(wire, named)
        call, gates = self._grad(wire), self._own_operations(wire, named)
        text = self._written(wire, named)
        short = (gates or made[0] == wire) and len(text) <= SHORT
        return f"{call} = {text}" if short else call

    def _grad(self, wire: int) -> str:
        """`grad(f, x)`, of its result."""
        _, of, by = self.tape.derived[wire]
        return f"grad({self.term(of)}, {self.term(by)})"

    def _written(self, wire: int, named: Container[int] | None) -> str:
        written: dict[int, str] = {}
        for each in [*(self._own_operations(wire, named) if named is not None else ()), wire]:
            if each in self.tape.derived and each != wire:
                written[each] = self._grad(each)
                continue
            operands = [written.get(x, self.term(x)) for x in self.inputs(each)]
            name = self.operation(each)
            if each in self.units or self.group(each) is not None:
                written[each] = f"{name}({', '.join(map(_plain, operands))})"
            else:
                index = self.tape.group_of.get(each)
                own = self.tape.groups[index].inner if index is not None else each
                written[each] = value_formula(TABLE[self.tape.kind[own]], operands,
                                              self.tape.options.get(own))  # fmt: skip
        return written[wire]

    def _own_operations(self, wire: int, named: Container[int]) -> list[int]:
        """The unnamed operations of a gate's expression, unless they are too many to write."""
        tape = self.tape
        found: list[int] = []
        waiting = [wire]
        while waiting:
            for operand in self.inputs(waiting.pop()):
                if operand in found or tape.kind[operand] < 0 or operand in tape.names:
                    continue
                if operand in named:
                    continue
                if operand in tape.labels or tape.owner[operand] < 0:
                    continue
                found.append(operand)
                if operand not in tape.derived:
                    waiting.append(operand)
                if len(found) > INLINE:
                    return []
        return sorted(found)


def _plain(operand: str | float) -> str:
    return operand if isinstance(operand, str) else text_of(operand)[0]
