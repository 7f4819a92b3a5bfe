"""One trip of a loop as it goes in every trip: lowered once, into a small circuit of its own.

What the body reads from elsewhere stands at the head of that circuit, as leaves: the *externals*.
The loop's variable is a `Varying`.  Whatever would not go the same way in each trip is `Unusual`.
"""

from __future__ import annotations

from circuitlang.gates import INDEX
from circuitlang.meaning.builder import Builder
from circuitlang.meaning.data import INITIAL
from circuitlang.meaning.expressions import Reader
from circuitlang.meaning.loops import loop
from circuitlang.meaning.scope import Scope, run
from circuitlang.meaning.statements import assign
from circuitlang.meaning.varying import Unusual, Varying, spelled
from circuitlang.meaning.world import CircuitWorld
from circuitlang.readings.floats import Floats
from circuitlang.syntax import nodes
from circuitlang.tape.tape import CONST, INPUT, LEAF_KINDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from circuitlang.gates.gate import Gate
    from circuitlang.gates.shapes import Shape
    from circuitlang.meaning.builder import Operand
    from circuitlang.meaning.scope import Task
    from circuitlang.meaning.varying import Subscript
    from circuitlang.text.source import Source, Span

MOST = 1024  # wires in one trip


class Drawn:
    """A leaf's value that is drawn or read anew in each trip: its expression, where names mean
    `names`."""

    __slots__ = ("expr", "names")

    def __init__(self, expr: nodes.Expr, names: dict[str, Any]) -> None:
        self.expr = expr
        self.names = names


class Sketch(Builder):
    """The circuit of one trip.

    externals  what is read from elsewhere -> its wire here: ("wire", w) the same wire in every
               trip, ("name", base, subscripts) what has that name then, ("varying", v) a constant
               that the circuit holds already; one that is new in each trip is a wire of the body
    targets    what is declared here: the name here -> (base, subscripts)
    """

    def __init__(self, real: Builder, index: int, most: int, known: Sequence[Any] | None,
                 ) -> None:  # fmt: skip
        """For the trip `index` of a loop whose variable gets no larger than `most`; `known`
        externals (found by a sketch before this one) come first and nothing else is read."""
        super().__init__(real.limits)
        self.real, self.index, self.most = real, index, most
        self.definitions, self.ties = real.definitions, real.ties
        self.m = Floats(ties=real.ties)
        self.externals: dict[Any, int] = {}
        self.targets: dict[str, tuple[str, tuple[Subscript, ...]]] = {}
        self._new: dict[Varying, int] = {}
        self._complete = False
        for key in known or ():
            self.external(key)
        self._complete = known is not None

    def external(self, key: Any) -> int:
        wire = self.externals.get(key)
        if wire is not None:
            return wire
        if self._complete:
            raise Unusual
        tape, real = self.tape, self.real.tape
        own = self._at_once(key)
        const = own >= 0 and real.is_const(own)
        if own in real.shapes:
            raise Unusual
        wire = self.externals[key] = tape.append(CONST if const else INPUT, (), -1)
        if const:
            tape.consts[wire] = real.consts[own] if key[0] == "wire" else None
        return wire

    def _at_once(self, key: Any) -> int:
        """What an external is in the trip of this sketch; -1 if it is a gate of that trip."""
        if key[0] == "wire":
            return int(key[1])
        if key[0] == "name":
            return self.real.symbols.get(spelled(key[1], key[2], self.index, 1)[0], -1)
        return self.real._pool[key[1].at(self.index, self.m).hex()]

    def rollback(self, mark: tuple[Any, ...]) -> None:
        raise Unusual

    def wire(self, operand: Operand) -> int:
        if isinstance(operand, int):
            return operand
        if isinstance(operand, float):
            pooled = self.real._pool.get(operand.hex())
            if pooled is None:
                raise Unusual
            return self.external(("wire", pooled))
        if not isinstance(operand, Varying):
            raise Unusual
        if operand.at(self.index, self.m).hex() in self.real._pool:
            return self.external(("varying", operand))
        wire = self._new.get(operand)
        if wire is None:
            wire = self._new[operand] = self.tape.append(CONST, (), -1)
            self.tape.consts[wire] = operand
        return wire

    def leaf(self, kind: str, name: str, value: Any, span: Span | None,
             shape: Shape | None = None) -> int:  # fmt: skip
        if shape or not (value is None or isinstance(value, float | Varying | Drawn)):
            raise Unusual
        self.refuse_second(name, span)
        wire = self.tape.append(LEAF_KINDS[kind], (), self.origin(span))
        self.declare(name, wire, span)
        if kind == "const":
            self.tape.consts[wire] = value
        elif value is not None:
            self.values[wire] = value
        return wire

    def gate(self, name: str, operand: Operand, mark: int, span: Span | None) -> int:
        if self.is_const(operand) and self.constant(operand) is None:
            raise Unusual
        return super().gate(name, operand, mark, span)

    def emit(self, kind: int, operands: Sequence[int], origin: int, counted: bool = True,
             shape: Shape = ()) -> int:  # fmt: skip
        if len(self.tape) > MOST:
            raise Unusual
        return super().emit(kind, operands, origin, counted, shape)

    def apply(self, gate: Gate, operands: Sequence[Operand], span: Span | None,
              options: dict[str, Any] | None = None) -> Operand:  # fmt: skip
        constant = [self.is_const(x) for x in operands]
        values = [self.constant(x) for x, const in zip(operands, constant, strict=True) if const]
        if self.counts.folded > MOST:
            raise Unusual
        if all(isinstance(value, float) for value in values):
            return super().apply(gate, operands, span, options)
        plain = gate.takes(len(operands)) and len(operands) >= len(gate.params)
        if options or not plain or gate.shape is not None or gate.guard is not None:
            raise Unusual
        if not all(constant):
            return self.emit(INDEX[gate.name], [self.wire(x) for x in operands], self.origin(span))
        if not all(isinstance(value, float | Varying) for value in values):
            raise Unusual
        self.counts.fold(span)
        return Varying(gate, values, self.most)


class SketchWorld(CircuitWorld):
    """Operations as gates of the sketch; names are those of the circuit that the loop stands in."""

    def __init__(self, sketch: Sketch, real: CircuitWorld) -> None:
        super().__init__(sketch)
        self.sketch, self.real = sketch, real
        self.building = True

    def lookup(self, name: str, span: Span) -> Operand:
        found = self.real.lookup(name, span)
        return self.sketch.external(("wire", found)) if isinstance(found, int) else found

    def has(self, name: str) -> bool:
        return self.real.has(name)

    def shape(self, operand: Operand) -> Shape:
        return () if isinstance(operand, Varying) else super().shape(operand)

    def constant(self, operand: Operand) -> Any:
        value = super().constant(operand)
        if not isinstance(value, float):
            raise Unusual
        return value

    def special(self, call: nodes.Call, operands: list[Operand], span: Span) -> Operand | None:
        if call.name == "grad" or call.name in INITIAL:
            raise Unusual
        return None


class SketchReader(Reader):
    """Reads a loop's body, whose names may have subscripts that vary."""

    def __init__(self, world: SketchWorld, source: Source) -> None:
        super().__init__(world, source)
        self.own, self.sketch, self.real = world, world.sketch, world.real

    def target(self, target: nodes.Target, scope: Scope) -> str:
        given = [self.operand(expr, scope) for expr in target.subscripts]
        name = self._subscripted(target.name, given, target)
        self.sketch.targets[name] = target.name, self._subscripts(given, target)
        return name

    def named(self, node: nodes.Ref, stack: list[Operand], scope: Scope) -> Operand:
        count = sum(step.count for step in node.trail if isinstance(step, nodes.Index))
        items = stack[len(stack) - count :]
        if not any(isinstance(item, Varying) for item in items):
            return super().named(node, stack, scope)
        whole = len(node.trail) == 1 and not any(isinstance(item, tuple) for item in items)
        if not whole or node.name in scope.names or self.real.has(node.name):
            raise Unusual
        del stack[len(stack) - count :]
        known = self.sketch.symbols.get(self._subscripted(node.name, items, node))
        if known is not None:
            return known
        return self.sketch.external(("name", node.name, self._subscripts(items, node)))

    def _subscripts(self, given: list[Operand], node: Any) -> tuple[Subscript, ...]:
        found: list[Subscript] = []
        for operand in given:
            if not isinstance(operand, Varying):
                found.append(self.whole(operand, node, "a subscript"))
            elif operand.affine is None:
                raise Unusual
            else:
                found.append(operand.affine)
        if not any(isinstance(each, tuple) for each in found):
            raise Unusual  # the same name in every trip
        return tuple(found)

    def _subscripted(self, base: str, given: list[Operand], node: Any) -> str:
        """A name of the sketch's own for what has these subscripts."""
        return f"{base}[{self._subscripts(given, node)}]"


def sketch_of(real: CircuitWorld, source: Source, statement: nodes.For, scope: Scope, index: int,
              most: int) -> Sketch:  # fmt: skip
    """The sketch of a loop's body at a trip.  Raises Unusual, CircuitError."""
    var, known = statement.var.text, None
    for _ in range(2):  # the first one finds the externals
        sketch = Sketch(real.builder, index, most, known)
        reader = SketchReader(SketchWorld(sketch, real), source)
        run(_block(reader, statement.body, Scope({**scope.names, var: Varying()}), var))
        known = list(sketch.externals)
    tape = sketch.tape
    if tape.shapes or tape.options or tape.derived or sketch.dims or not sketch.targets:
        raise Unusual
    return sketch


def _block(reader: SketchReader, body: Sequence[Any], scope: Scope, var: str) -> Task:
    for statement in body:
        yield _declare(reader, statement, scope, var)


def _declare(reader: SketchReader, statement: Any, scope: Scope, var: str) -> Task:
    builder = reader.sketch
    if isinstance(statement, nodes.For):
        if statement.var.text == var:
            raise Unusual
        yield loop(
            reader, statement, scope, lambda inner, names: _declare(reader, inner, names, var)
        )
    elif isinstance(statement, nodes.Assign):
        yield assign(reader.own, statement, reader, scope)
    else:
        for item in statement.items:
            name, value = reader.target(item.target, scope), None
            if item.shape is not None or (item.value is None and statement.kind == "const"):
                raise Unusual
            if item.value is not None:
                value = yield _value(reader, item.value, scope)
            builder.leaf(statement.kind, name, value, reader.span(item.target))


def _value(reader: SketchReader, expr: nodes.Expr, scope: Scope) -> Task:
    if any(isinstance(node, nodes.Call) and node.name in INITIAL for node in nodes.walk(expr)):
        return Drawn(expr, dict(scope.names))
    operand = yield reader.expression(expr, scope)
    if not reader.sketch.is_const(operand):
        raise Unusual
    return reader.sketch.constant(operand)
