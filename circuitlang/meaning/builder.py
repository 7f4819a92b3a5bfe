"""Building a circuit, gate by gate, whatever asks for it: the language, or Python's operators.

An *operand* is a wire (int) or a constant (float).  Operations on constants alone are computed at
once and stay constants; everything else appends a wire.
"""

from __future__ import annotations

from circuitlang.gates import INDEX
from circuitlang.meaning.counts import Counts
from circuitlang.meaning.gate_names import wrong_arity
from circuitlang.meaning.refusals import declared_already
from circuitlang.readings.floats import Floats
from circuitlang.tape.tape import CONST, LEAF_KINDS, Tape
from circuitlang.text.errors import error
from circuitlang.text.limits import Limits
from circuitlang.text.suggest import suggest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from circuitlang.gates.gate import Gate
    from circuitlang.gates.shapes import Shape
    from circuitlang.text.errors import CircuitError
    from circuitlang.text.source import Source, Span

    Operand = Any  # int: a wire; float, array: a constant

TIES = ("split", "first", "both")
COPY = INDEX["copy"]


class Builder:
    """A circuit that is being declared: its tape, and what its names mean.

    symbols   every declared gate, leaf and constant: name -> wire
    values    the initial values of inputs and params (a leaf without one is not in it)
    outputs   what `output` marked; empty: the last gate declared (`last`)
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self.tape = Tape()
        self.limits = limits or Limits()
        self.symbols: dict[str, int] = {}
        self.values: dict[int, Any] = {}
        self.dims: dict[str, tuple[int, int]] = {}  # sizes of named dimensions, and who has them
        self.definitions: dict[str, Any] = {}
        self.subscripted: dict[str, int] = {}  # `h` where `h[…]` is declared -> the first wire
        self.outputs: tuple[int, ...] = ()
        self.last = -1
        self.ties = "split"
        self.engine = ""  # what computes, by name; empty: what fits
        self.presets: dict[str, Any] = {}  # values that hold instead of the declared ones
        self.counts = Counts(self.limits)
        self._pool: dict[str, int] = {}
        self._places: dict[tuple[int, int, int], int] = {}
        self._open: list[int] = []  # groups that are being built

    def clone(self) -> Builder:
        """A circuit of its own that begins as this one."""
        from copy import copy

        twin = copy(self)
        twin.tape = self.tape.clone()
        for name in ("symbols", "values", "dims", "definitions", "subscripted", "presets",
                     "_pool", "_places"):  # fmt: skip
            setattr(twin, name, dict(getattr(self, name)))
        twin.counts = self.counts.clone()
        twin._open = []
        return twin

    # ------------------------------------------------------------------ places and going back

    def origin(self, span: Span | None) -> int:
        if span is None:
            return -1
        return self.origin_at(span.source, span.start, span.end)

    def origin_at(self, source: Source, start: int, end: int) -> int:
        """The index of a place in the tape; an unrolled loop's gates share theirs."""
        key = (id(source), start, end)
        index = self._places.get(key)
        if index is None:
            from circuitlang.text.source import Span

            index = self._places[key] = len(self.tape.places)
            self.tape.places.append(Span(source, start, end))
        return index

    def mark(self) -> tuple[Any, ...]:
        tables = (self.symbols, self.values, self.definitions, self.subscripted, self._pool,
                  self._places, self.dims)  # fmt: skip
        return (self.tape.mark(), tuple(len(table) for table in tables), self.outputs, self.last,
                self.ties, self.counts.mark())  # fmt: skip

    def rollback(self, mark: tuple[Any, ...]) -> None:
        tape, sizes, self.outputs, self.last, self.ties, counts = mark
        self.counts.rollback(counts)
        self.tape.rollback(tape)
        self._open = [group for group in self._open if group < len(self.tape.groups)]
        tables: tuple[dict[Any, Any], ...] = (self.symbols, self.values, self.definitions,
                  self.subscripted, self._pool, self._places, self.dims)  # fmt: skip
        for table, size in zip(tables, sizes, strict=True):
            while len(table) > size:
                table.popitem()

    # ------------------------------------------------------------------ declaring

    def declare(self, name: str, wire: int, span: Span | None) -> None:
        """Give a wire its name."""
        self.refuse_second(name, span)
        self.symbols[name] = wire
        self.tape.names[wire] = name
        base = name.partition("[")[0]
        if base != name:
            self.subscripted.setdefault(base, wire)

    def refuse_second(self, name: str, span: Span | None) -> None:
        """Raise already-declared if the name means something."""
        base = name.partition("[")[0]
        other = name if name in self.symbols else base if base in self.symbols else None
        wire = self.symbols.get(other, -1) if other is not None else -1
        if wire < 0 and base == name and name in self.subscripted:
            wire = self.subscripted[name]
            other = self.tape.names[wire]
        place = self.tape.place(wire) if wire >= 0 else None
        if wire < 0 and name in self.definitions:
            other, place = name, self.definitions[name].place
        if other is not None:
            raise declared_already(name, other, place, span)

    def leaf(self, kind: str, name: str, value: Any, span: Span | None,
             shape: Shape | None = None) -> int:  # fmt: skip
        """Declare an input, a param or a constant.  Without a `shape` it has its value's."""
        self.refuse_second(name, span)
        wire = self.tape.append(LEAF_KINDS[kind], (), self.origin(span))
        self.declare(name, wire, span)
        value = self.presets.get(name, value)
        if shape is None and value is not None and not isinstance(value, float):
            shape = tuple(value.shape)
        if shape:
            self.limits.shape(shape, span, f"`{name}`")
            self.tape.shapes[wire] = shape
        if value is not None and (shape or not isinstance(value, float)):
            from circuitlang.meaning.tensors import fitting

            fitting(self, wire, value, shape or (), span)
            self.counts.hold(value, span)
        if kind == "const":
            self.tape.consts[wire] = 0.0 if value is None else value
        elif value is not None:
            self.values[wire] = value
        return wire

    def gate(self, name: str, operand: Operand, mark: int, span: Span | None) -> int:
        """Name an operand: a wire made since `mark` gets the name, another one a copy of it;
        a constant becomes a named constant."""
        self.refuse_second(name, span)
        if self.is_const(operand):
            return self.leaf("const", name, self.constant(operand), span)
        wire = self.fresh(operand, mark, self.origin(span))
        self.own(wire, mark)
        self.declare(name, wire, span)
        self.last = wire
        return wire

    def fresh(self, wire: int, mark: int, origin: int, plain: bool = False) -> int:
        """The wire itself if it was the last one made since `mark` (and, if it must be `plain`,
        is no composite gate), else a copy of it."""
        tape = self.tape
        made = mark <= wire == len(tape) - 1 and tape.kind[wire] >= 0
        if made and wire not in tape.labels and not (plain and wire in tape.group_of):
            return wire
        return self.emit(COPY, (wire,), origin, shape=tape.shape(wire))

    def own_scattered(self, owner: int) -> None:
        """The same for a gate built in Python, whose operations may lie anywhere before it."""
        tape = self.tape
        waiting, low = [owner], owner
        while waiting:
            for wire in tape.operands(waiting.pop()):
                if tape.owner[wire] < 0 and tape.kind[wire] >= 0 and wire not in tape.names:
                    tape.owner[wire] = owner
                    low = min(low, wire)
                    waiting.append(wire)
        tape.lows[owner] = low

    def own(self, owner: int, mark: int) -> None:
        """The wires since `mark` that nobody owns yet get their names from `owner`."""
        tape = self.tape
        column = tape.owner
        for wire in range(mark, owner):
            if column[wire] < 0 and tape.kind[wire] >= 0:
                column[wire] = owner

    # ------------------------------------------------------------------ gates

    def emit(self, kind: int, operands: Sequence[int], origin: int, counted: bool = True,
             shape: Shape = ()) -> int:  # fmt: skip
        """Append a gate, counted or not as one that the limit of gates is about."""
        tape = self.tape
        wire = len(tape.kind)
        if shape:
            tape.shapes[wire] = shape
        if counted:
            if tape.gates >= self.limits.gates:
                place = tape.places[origin] if origin >= 0 else None
                raise self.limits.exceeded("gates", tape.gates + 1, place, "the circuit")
            tape.gates += 1
        tape.kind.append(kind)
        tape.args.extend(operands)
        tape.start.append(len(tape.args))
        tape.owner.append(-1)
        tape.origin.append(origin)
        return wire

    def wire(self, operand: Operand) -> int:
        """The wire of an operand; constants without a name are kept once, told apart by bits."""
        if isinstance(operand, int):
            return operand
        if not isinstance(operand, float):
            wire = self.tape.append(CONST, (), -1)
            self.tape.consts[wire], self.tape.shapes[wire] = operand, tuple(operand.shape)
            self.counts.hold(operand, None)
            return wire
        key = operand.hex()
        pooled = self._pool.get(key)
        if pooled is None:
            pooled = self._pool[key] = self.tape.append(CONST, (), -1)
            self.tape.consts[pooled] = operand
        return pooled

    def constant(self, operand: Operand) -> Any:
        """The value of a constant operand: a float or an array."""
        return self.tape.consts[operand] if isinstance(operand, int) else operand

    def is_const(self, operand: Operand) -> bool:
        return not isinstance(operand, int) or self.tape.is_const(operand)

    def is_scalar(self, operand: Operand) -> bool:
        if isinstance(operand, int):
            return operand not in self.tape.shapes
        return isinstance(operand, float)

    def apply(self, gate: Gate, operands: Sequence[Operand], span: Span | None,
              options: dict[str, Any] | None = None) -> Operand:  # fmt: skip
        """The output of a gate: computed at once where every operand is constant.

        Raises wrong-arity, bad-argument, limit-exceeded, and shape-mismatch for tensors."""
        if not gate.takes(len(operands)):
            raise wrong_arity(gate, len(operands), span)
        if len(operands) < len(gate.params):
            operands = [*operands, *list(gate.defaults.values())[len(operands) - gate.least :]]
        if options or gate.shape is not None or not all(map(self.is_scalar, operands)):
            from circuitlang.meaning import tensors

            return tensors.apply(self, gate, operands, span, options or {})
        constant = [self.constant(x) if self.is_const(x) else None for x in operands]
        if gate.guard is not None:
            self._guard(gate, constant, span)
        if None not in constant:
            self.counts.fold(span)
            return float(gate.value(Floats(ties=self.ties), *constant))
        wires = [self.wire(x) for x in operands]
        return self.emit(INDEX[gate.name], wires, self.origin(span))

    def _guard(self, gate: Gate, constant: list[float | None], span: Span | None) -> None:
        """Report a mistake among constant operands now; the others are watched by the engine."""
        assert gate.guard is not None
        known = [float("nan") if x is None else x for x in constant]
        if (why := gate.guard(*known)) is not None:
            raise error("bad-argument", why, span)

    # ------------------------------------------------------------------ looking up

    def resolve(self, path: str) -> int | None:
        """The wire that a name means: declared, or inside a gate (`f.add`); the parameter of a
        composite gate (`p.t`) is what the gate was called with."""
        wire = self.symbols.get(path)
        if wire is not None or "." not in path:
            return wire
        parts = path.split(".")
        wire = self.symbols.get(parts[0])
        for part in parts[1:]:
            if wire is None:
                return None
            owner, wire = wire, self.tape.children(wire).get(part)
            if wire is not None and owner in self.tape.group_of:
                group = self.tape.groups[self.tape.group_of[owner]]
                if wire in group.ports:
                    wire = group.operands[group.ports.index(wire)]
        return wire

    def undefined(self, name: str, span: Span | None) -> CircuitError:
        known = [*self.symbols, *self.definitions]
        near = suggest(name, known) if self.counts.may_look(len(known)) else None
        mend = f"did you mean `{near}`?" if near else None
        return error("undefined-name", f"nothing is called `{name}`", span, help=mend)
