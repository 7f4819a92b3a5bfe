"""Expressions of commands: names are the numbers of the last passes, gates compute at once."""

from __future__ import annotations

from circuitlang.gates.shapes import example
from circuitlang.meaning.builder import Builder
from circuitlang.meaning.composites import block
from circuitlang.meaning.expressions import CONSTANTS, Reader
from circuitlang.meaning.scope import Scope
from circuitlang.meaning.tensors import shape_of
from circuitlang.readings.values import shape_of as shape_of_value
from circuitlang.reports.gradients import terms
from circuitlang.text.errors import error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from circuitlang.gates.gate import Gate
    from circuitlang.gates.shapes import Shape
    from circuitlang.meaning.builder import Operand
    from circuitlang.meaning.definitions import Definition
    from circuitlang.meaning.scope import Task
    from circuitlang.reports.standing import Standing
    from circuitlang.session.state import State
    from circuitlang.syntax import nodes
    from circuitlang.text.errors import CircuitError
    from circuitlang.text.limits import Limits
    from circuitlang.text.source import Span

SPECIAL = {"grad": 1, "local": 2, "chained": 2, "value": 1, "shape": 1}
"""Functions of command expressions, with the number of names that each takes."""


class NumberWorld:
    """Operations on the numbers of the last passes; nothing is added to the circuit."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.standing = state.standing()
        self.scratch = Builder(state.limits)  # numbers are constants of a circuit of their own
        self.scratch.ties = state.builder.ties
        self.done = 0

    @property
    def definitions(self) -> dict[str, Definition]:
        return self.state.builder.definitions

    def lookup(self, name: str, span: Span) -> Operand:
        wire = self.state.builder.resolve(name)
        if wire is not None:
            return wire
        if name in CONSTANTS:
            return CONSTANTS[name]
        raise self.state.lowerer.world.missing(name, span)

    def number(self, operand: Operand, span: Span) -> Any:
        return self.value(operand, span) if isinstance(operand, int) else operand

    def value(self, wire: int, span: Span) -> Any:
        """The fresh value of a gate, or no-value."""
        name = self.state.builder.tape.name(wire)
        value = self.standing.value(wire)
        if value is None:
            if self.state.builder.tape.is_leaf(wire):
                raise error("no-value", f"`{name}` has no value yet", span,
                            help=f"set {name} = {example(self.state.builder.tape.shape(wire))}",
                            )  # fmt: skip
            raise error("no-value", f"`{name}` has no value yet", span, help="run forward first")
        if self.standing.is_stale(wire):
            raise error("no-value", f"the value of `{name}` is stale since "
                        f"`{self.state.changed_by}`", span, help="run forward again")  # fmt: skip
        return value

    def missing_gate(self, name: str, place: Span) -> CircuitError | None:
        return self.state.lowerer.world.missing_gate(name, place)

    @property
    def limits(self) -> Limits:
        return self.state.limits

    def has(self, name: str) -> bool:
        return self.state.builder.resolve(name) is not None

    def shape(self, operand: Operand) -> Shape:
        return shape_of(self.state.builder, operand)

    def apply(self, gate: Gate, operands: Sequence[Operand], span: Span,
              options: dict[str, Any] | None = None) -> Operand:  # fmt: skip
        numbers = [self.number(operand, span) for operand in operands]
        return self.scratch.apply(gate, numbers, span, options)

    def special(self, call: nodes.Call, operands: list[Operand], span: Span) -> Operand | None:
        """`grad(x)`, `local(q, x)`, `chained(q, x)`, `value(q)`; None for any other function."""
        count = SPECIAL.get(call.name)
        if count is None:
            return None
        takes_names(call.name, len(operands), bool(call.keywords), span)
        wires = []
        for operand in operands:
            if not isinstance(operand, int):
                raise error("bad-argument", f"`{call.name}` reads gates by name, not expressions",
                            span, help=f"{call.name}({'x' if count == 1 else 'q, x'})",
                            )  # fmt: skip
            wires.append(operand)
        if call.name == "shape":
            return self.dimensions(wires[0], span)
        if call.name == "value":
            return self.value(wires[0], span)
        if call.name == "grad":
            return self.gradient(wires[0], span)
        return self.between(call.name, wires[0], wires[1], span)

    def dimensions(self, wire: int, span: Span) -> Any:
        """The sizes of a gate's value, as a tensor; `[]` of a scalar."""
        import numpy as np

        shape = self.state.builder.tape.shape(wire)
        if any(isinstance(size, str) for size in shape):
            shape = shape_of_value(self.value(wire, span))
        return np.array(shape, np.float64)

    def gradient(self, wire: int, span: Span) -> Any:
        tape, state = self.state.builder.tape, self.state
        name = tape.name(wire)
        if tape.is_const(wire):
            raise error("not-a-leaf", f"`{name}` is a constant: it has no gradient", span)
        found = self.standing.gradient(wire)
        if found is None:
            raise error("no-gradient-yet", f"`{name}` has no gradient yet", span,
                        help="run backward first")  # fmt: skip
        self._fresh(name, span)
        assert state.gradients is not None
        return found

    def _fresh(self, name: str, span: Span) -> None:
        if self.state.gradients_stale:
            raise error("no-gradient-yet", f"the gradient of `{name}` is stale since "
                        f"`{self.state.gradients_stale}`", span, help="run backward again",
                        )  # fmt: skip

    def between(self, form: str, gate: int, wire: int, span: Span) -> Any:
        """∂gate/∂wire, or what the gate sends there: the sum over the places where it is read."""
        tape, standing = self.state.builder.tape, self.standing
        name, into = tape.name(gate), tape.name(wire)
        self.value(gate, span)
        assert standing.values is not None or tape.is_leaf(gate)
        if tape.is_leaf(gate) or standing.values is None:
            raise error("bad-argument", f"`{name}` is an {tape.op(gate)}: it reads nothing", span)
        if form == "chained" and (standing.upstream is None or gate >= len(standing.upstream)):
            raise error("no-gradient-yet", f"`{name}` has no gradient yet", span,
                        help="run backward first")  # fmt: skip
        if form == "chained":
            self._fresh(name, span)
        upstream = standing.upstream if form == "chained" else None
        found = [term for term in terms(standing.program, standing.values, gate, upstream)
                 if term.wire == wire]  # fmt: skip
        if not found or tape.is_const(wire):
            raise does_not_read(standing, gate, wire, span)
        parts = [term.local if form == "local" else term.chained for term in found]
        if form == "local" and parts[0] is None:
            raise error("not-scalar", f"the local gradient of `{name}` by `{into}` is a rule, not "
                        "a number", span, help=f"`local {name}` shows it")  # fmt: skip
        total = parts[0]
        for part in parts[1:]:
            total = total + part
        return total

    def is_const(self, operand: Operand) -> bool:
        return self.state.builder.is_const(operand)

    def constant(self, operand: Operand) -> Any:
        return self.state.builder.constant(operand)

    def budget(self, size: int, span: Span, trips: int = 0) -> None:
        self.done += max(size, trips)
        limits = self.state.builder.limits
        if self.done > limits.gates:
            raise limits.exceeded("gates", self.done, span, "this")

    def call(self, reader: Reader, definition: Definition, operands: list[Operand],
             span: Span) -> Task:  # fmt: skip
        self.budget(definition.size, span)
        self.limits.check("depth", definition.depth, span, "this call")
        body = Reader(self, definition.source, definition.number)
        numbers = [self.number(operand, span) for operand in operands]
        scope = Scope(dict(zip(definition.params, numbers, strict=True)), closed=True)
        yield block(self.state.lowerer.world, body, definition.node, scope, "")
        return (yield body.expression(definition.node.result, scope))


def takes_names(name: str, given: int, keywords: bool, span: Span) -> None:
    """Raise wrong-arity unless one of the SPECIAL functions is given as many names as it takes."""
    count = SPECIAL[name]
    if given != count or keywords:
        names = "one name" if count == 1 else "two names"
        what = "and no keywords" if keywords else f"not {given}"
        raise error("wrong-arity", f"`{name}` takes {names}, {what}", span,
                    help=f"{name}({'x' if count == 1 else 'q, x'})")  # fmt: skip


def does_not_read(standing: Standing, gate: int, wire: int, span: Span) -> CircuitError:
    """What is wrong with `local(gate, wire)` where there is no such local gradient."""
    tape = standing.tape
    name, into = tape.name(gate), tape.name(wire)
    if tape.is_const(wire):
        return error("not-a-leaf", f"`{into}` is a constant: no gate has a gradient by it", span)
    reads = dict.fromkeys(tape.name(x) for x in standing.inputs(gate) if not tape.is_const(x))
    return error("bad-argument", f"`{name}` does not read `{into}`", span,
                 help=f"it reads {', '.join(reads)}")  # fmt: skip


def evaluate(state: State, expr: nodes.Expr, reader_source: object) -> Any:
    """The value of a command's expression, by the numbers of the last passes."""
    from circuitlang.text.source import Source, Span

    assert isinstance(reader_source, Source)
    world = NumberWorld(state)
    reader = Reader(world, reader_source)
    operand = reader.operand(expr, Scope())
    return world.number(operand, Span(reader_source, expr.at, expr.end))
