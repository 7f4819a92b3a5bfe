"""Many trips of a loop as whole columns, from the sketch of one."""

from __future__ import annotations

from array import array

from circuitlang.meaning.sketch import Drawn
from circuitlang.meaning.varying import Unusual, Varying, spelled
from circuitlang.tape.tape import CONST, Group

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from circuitlang.meaning.repeat import Repeats
    from circuitlang.meaning.sketch import Sketch


class Copies:
    """`count` trips from number `index` on.  `make` may stop halfway with Unusual or KeyError: who
    calls it takes back what was added."""

    def __init__(self, repeats: Repeats, sketch: Sketch, index: int, count: int) -> None:
        self.repeats, self.sketch, self.index, self.count = repeats, sketch, index, count
        self.builder = repeats.world.builder
        self.tape = self.builder.tape
        self.head = len(sketch.externals)
        self.size = len(sketch.tape) - self.head  # wires a trip
        self.base = len(self.tape)  # the first wire of the first trip
        self.columns: dict[int, Sequence[int]] = {}
        self.keys = {wire: key for key, wire in sketch.externals.items()}

    def make(self) -> None:
        self._within_limits()
        sketch, tape, body = self.sketch, self.tape, self.sketch.tape
        tape.kind.extend(body.kind[self.head :] * self.count)
        places = [-1 if origin < 0 else self.builder.origin(body.places[origin])
                  for origin in body.origin[self.head :]]  # fmt: skip
        tape.origin.extend(array("i", places) * self.count)
        tape.gates += body.gates * self.count
        self.builder.counts.folded += sketch.counts.folded * self.count
        self.builder.counts.turned += sketch.counts.turned * self.count
        self._owners()
        self._constants()
        self._names()
        self._operands()
        self._groups()
        if sketch.last >= 0:
            self.builder.last = self.column(sketch.last)[-1]

    def _within_limits(self) -> None:
        builder, sketch, limit = self.builder, self.sketch, self.builder.limits.gates
        gates = builder.tape.gates + sketch.tape.gates * self.count
        folded = builder.counts.folded + sketch.counts.folded * self.count
        turned = builder.counts.turned + sketch.counts.turned * self.count
        if max(gates, folded) > limit or max(gates + folded, turned) > 2 * limit:
            raise Unusual

    def column(self, wire: int) -> Sequence[int]:
        """The wire that a wire of the sketch is in each trip."""
        found = self.columns.get(wire)
        if found is None:
            if wire >= self.head:
                first = self.base + wire - self.head
                found = range(first, first + self.count * self.size, self.size)
            else:
                found = self._external(wire)
            self.columns[wire] = found
        return found

    def _interleaved(self, columns: list[Sequence[int]], kind: str) -> array[int]:
        """Columns of a trip side by side, trip after trip."""
        width = len(columns)
        if width == 1:
            return array(kind, columns[0])
        found = array(kind, [0]) * (width * self.count)
        for number, column in enumerate(columns):
            if not (isinstance(column, array) and column.typecode == kind):
                column = array(kind, column)
            found[number::width] = column
        return found

    # ------------------------------------------------------------------ what a trip declares

    def _owners(self) -> None:
        tape, body = self.tape, self.sketch.tape
        none = array("i", [-1]) * self.count
        columns = [none if owner < 0 else self.column(owner) for owner in body.owner[self.head :]]
        tape.owner.extend(self._interleaved(columns, "i"))
        for wire, label in body.labels.items():
            tape.labels.update(zip(self.column(wire), [label] * self.count, strict=True))

    def _constants(self) -> None:
        """The values of leaves, and constants that are new in each trip."""
        sketch, builder = self.sketch, self.builder
        trips = range(self.index, self.index + self.count)
        body = {wire: value for wire, value in (*sketch.tape.consts.items(), *sketch.values.items())
                if wire >= self.head}  # fmt: skip
        # a constant that another one was made of is the same value, and not drawn once more
        drawn = {id(value): value for value in body.values() if isinstance(value, Drawn)}
        draws: dict[int, list[float]] = {one: [] for one in drawn}
        for index in trips if drawn else ():  # in the order in which trip after trip draws
            for one, value in drawn.items():
                draws[one].append(self.repeats.drawn(value, index))
        found = {wire: draws[id(value)] for wire, value in body.items() if id(value) in draws}
        for wire, value in body.items():
            if isinstance(value, Varying):
                found[wire] = [value.at(index, sketch.m) for index in trips]
            values = found.get(wire) or [value] * self.count
            const = sketch.tape.kind[wire] == CONST
            target = builder.tape.consts if const else builder.values
            target.update(zip(self.column(wire), values, strict=True))
            if wire not in sketch.tape.names:
                self._pool(values, self.column(wire))

    def _pool(self, values: list[float], column: Sequence[int]) -> None:
        """Constants without a name are kept once: they must be new, and differ."""
        pool = self.builder._pool
        keys = [value.hex() for value in values]
        size = len(pool)
        if not pool.keys().isdisjoint(keys):
            raise Unusual
        pool.update(zip(keys, column, strict=True))
        if len(pool) != size + self.count:
            raise Unusual

    def _names(self) -> None:
        builder, sketch = self.builder, self.sketch
        wide = len(sketch.targets)
        names: list[str] = [""] * (wide * self.count)
        wires: list[int] = [0] * (wide * self.count)
        for number, (own, (base, subscripts)) in enumerate(sketch.targets.items()):
            if base in builder.symbols:
                raise Unusual
            column = self.column(sketch.symbols[own])
            names[number::wide] = spelled(base, subscripts, self.index, self.count)
            wires[number::wide] = column
            builder.subscripted.setdefault(base, column[0])
        size = len(builder.symbols)
        if not builder.symbols.keys().isdisjoint(names):
            raise Unusual
        builder.symbols.update(zip(names, wires, strict=True))
        if len(builder.symbols) != size + len(names):
            raise Unusual
        builder.tape.names.update(zip(wires, names, strict=True))

    def _groups(self) -> None:
        """Calls of composite gates."""
        tape, body = self.tape, self.sketch.tape
        results = {number: wire for wire, number in body.group_of.items()}
        columns = [([self.column(x) for x in group.operands], [self.column(x) for x in group.ports])
                   for group in body.groups]  # fmt: skip
        for trip in range(self.count if body.groups else 0):
            shift, first = self.base - self.head + trip * self.size, len(tape.groups)
            for number, old in enumerate(body.groups):
                operands, ports = columns[number]
                group = Group(old.name, old.params, old.low + shift,
                              old.parent + first if old.parent >= 0 else -1)  # fmt: skip
                group.operands = tuple([column[trip] for column in operands])
                group.ports = tuple([column[trip] for column in ports])
                group.inner, group.result = old.inner + shift, old.result + shift
                group.formulas, group.ruled = old.formulas + shift, old.ruled
                tape.groups.append(group)
                tape.group_of[results[number] + shift] = first + number

    # ------------------------------------------------------------------ what a trip reads

    def _operands(self) -> None:
        tape, body = self.tape, self.sketch.tape
        first, width = len(tape.args), len(body.args)
        tape.args.extend(self._interleaved([self.column(wire) for wire in body.args], "i"))
        ends: list[Sequence[int]] = [
            range(first + end, first + end + self.count * width, width) if width
            else array("q", [first]) * self.count
            for end in body.start[self.head + 1 :]
        ]  # fmt: skip
        tape.start.extend(self._interleaved(ends, "q"))

    def _external(self, wire: int) -> Sequence[int]:
        kind, *rest = self.keys[wire]
        if kind == "wire":
            return array("i", rest) * self.count
        if kind == "varying":
            pool, m, trips = self.builder._pool, self.sketch.m, range(self.count)
            return array("i", [pool[rest[0].at(self.index + trip, m).hex()] for trip in trips])
        base, subscripts = rest
        back = self._back(base, subscripts)
        outside = self.count if back is None else min(back[0], self.count)
        names, symbols = spelled(base, subscripts, self.index, outside), self.builder.symbols
        found = array("i", [symbols[name] for name in names])
        self._check(wire, found, back is None)
        if back is not None:
            if self.sketch.is_const(back[1]) != self.sketch.is_const(wire):
                raise Unusual
            found.extend(self.column(back[1])[: self.count - outside])
        return found

    def _back(self, base: str, subscripts: tuple[Any, ...]) -> tuple[int, int] | None:
        """How many trips ago, and as which wire of the sketch, a name was declared; None where
        that does not follow from the subscripts."""
        found = [(own, written) for own, (name, written) in self.sketch.targets.items()
                 if name == base and len(written) == len(subscripts)]  # fmt: skip
        for own, written in found:
            steps = {_step(*pair) for pair in zip(subscripts, written, strict=True)} - {None}
            if len(steps) == 1 and (step := steps.pop()):
                return step, self.sketch.symbols[own]
        return None

    def _check(self, wire: int, found: array[int], anywhere: bool) -> None:
        """Each trip reads a constant, or none does; and nothing that a later one declares."""
        tape = self.tape
        kinds = set(map(tape.kind.__getitem__, found))
        if (CONST in kinds) != self.sketch.is_const(wire) or (CONST in kinds and len(kinds) > 1):
            raise Unusual
        if tape.shapes and not tape.shapes.keys().isdisjoint(found):
            raise Unusual
        if anywhere and any(read >= self.base + number * self.size
                            for number, read in enumerate(found)):  # fmt: skip
            raise Unusual


def _step(read: Any, written: Any) -> int | None:
    """How many trips before it is read a subscript was written: None if in each of them, 0 if that
    cannot be said or is in none."""
    if read == written and (isinstance(read, int) or read[0] == 0):
        return None
    if isinstance(read, int) or isinstance(written, int):
        return 0
    (a, b), (c, d) = read, written
    return max(0, (d - b) // a) if a == c != 0 and (d - b) % a == 0 else 0
