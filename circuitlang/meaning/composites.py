"""Calls of composite gates: the inside is inlined, between ports and a result."""

from __future__ import annotations

from circuitlang.gates import INDEX
from circuitlang.meaning.builder import COPY
from circuitlang.meaning.expressions import Reader
from circuitlang.meaning.loops import loop
from circuitlang.meaning.resolve import UPSTREAM
from circuitlang.meaning.rules import whole_gradient
from circuitlang.meaning.scope import Scope
from circuitlang.syntax import nodes
from circuitlang.tape.tape import Group
from circuitlang.text.errors import error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from circuitlang.meaning.builder import Builder, Operand
    from circuitlang.meaning.definitions import Definition
    from circuitlang.meaning.scope import Task
    from circuitlang.meaning.world import CircuitWorld
    from circuitlang.text.source import Span


def call(world: CircuitWorld, definition: Definition, operands: list[Operand],
         span: Span) -> Task:  # fmt: skip
    """One composite gate: its inside, inlined; constants in, a constant out."""
    builder = world.builder
    world.budget(definition.size, span)
    builder.limits.check("depth", definition.depth, span, "this call")
    node = definition.node
    body = Reader(world, definition.source, definition.number)
    if all(builder.is_const(operand) for operand in operands):
        scope = Scope(dict(zip(definition.params, operands, strict=True)), closed=True)
        yield block(world, body, node, scope, "")
        return (yield body.expression(node.result, scope))
    before, origin = builder.mark(), builder.origin(span)
    covered = frozenset(rule.param.text for rule in node.rules)
    group = begin(builder, definition.name, definition.params, operands, origin, covered)
    scope = Scope(dict(zip(definition.params, group.ports, strict=True)), closed=True)
    name = returned_variable(node)
    yield block(world, body, node, scope, name)
    result = yield body.expression(node.result, scope)
    if builder.is_const(result):
        value = builder.constant(result)
        builder.rollback(before)
        return value
    inner = builder.fresh(result, group.low, origin, plain=True)
    if inner != result and name:
        builder.tape.labels[result] = name
    formulas: dict[int, Operand] = {}
    upstream = None
    if any(rule.form == "chain" for rule in node.rules):
        upstream = stand_in(builder, inner, origin)
        scope = Scope({**scope.names, UPSTREAM: upstream}, closed=True)
    for rule in node.rules:
        index = definition.params.index(rule.param.text)
        formula = yield body.expression(rule.expr, scope)
        if upstream is not None and not builder.is_const(group.operands[index]):
            formula = whole_gradient(builder, rule, formula, upstream, group.operands[index],
                                     body.span(rule))  # fmt: skip
        formulas[index] = formula
    return end(builder, group, inner, formulas, origin, upstream)


def block(world: CircuitWorld, reader: Reader, node: nodes.Define, scope: Scope,
          returned: str) -> Task:  # fmt: skip
    """The assignments of a definition's body; the variable `returned` gets no name of its
    own, for it is the call's gate."""
    builder = world.builder

    def assign(statement: nodes.Assign, scope: Scope) -> Task:
        name = reader.target(statement.target, scope)
        if name in scope.names:
            raise error("already-declared", f"`{name}` has a value already in this definition",
                        reader.span(statement.target), help="choose another name")  # fmt: skip
        mark = len(builder.tape)
        value = yield reader.expression(statement.expr, scope)
        if not builder.is_const(value):
            origin = builder.origin(reader.span(statement))
            value = builder.fresh(value, mark, origin)
            if name != returned:
                builder.tape.labels[value] = name
                builder.own(value, mark)
        scope.names[name] = value

    for statement in node.body:
        if isinstance(statement, nodes.For):
            yield loop(reader, statement, scope, assign)
        else:
            yield assign(statement, scope)


def returned_variable(node: nodes.Define) -> str:
    """The variable that is the call's gate: the one returned, where it is assigned last."""
    returned = node.result.nodes[-1]
    last = node.body[-1] if node.body else None
    if not isinstance(returned, nodes.Ref) or returned.trail or not isinstance(last, nodes.Assign):
        return ""
    assigned = last.target.name == returned.name and not last.target.subscripts
    return returned.name if assigned else ""


# ------------------------------------------------------------------- ports and result


def begin(builder: Builder, name: str, params: tuple[str, ...], operands: Sequence[Operand],
          origin: int, detached: frozenset[str] = frozenset()) -> Group:  # fmt: skip
    """Open a call: a port for each operand that is not constant.  The inside of a parameter
    in `detached` passes nothing back: its gradient comes from the definition's formula."""
    tape = builder.tape
    outside = tuple(builder.wire(operand) for operand in operands)
    group = Group(name, params, len(tape), builder._open[-1] if builder._open else -1)
    group.operands = outside
    ports = []
    for param, wire in zip(params, outside, strict=True):
        if not tape.is_const(wire):
            kind = INDEX["port"] if param in detached else COPY
            wire = builder.emit(kind, (wire,), origin, counted=False, shape=tape.shape(wire))
            tape.labels[wire] = param
        ports.append(wire)
    group.ports = tuple(ports)
    builder._open.append(len(tape.groups))
    tape.groups.append(group)
    return group


def stand_in(builder: Builder, inner: int, origin: int) -> int:
    """The wire that stands for what a call hears, in formulas that give whole gradients."""
    return builder.emit(INDEX["upstream"], (inner,), origin, counted=False,
                     shape=builder.tape.shape(inner))  # fmt: skip


def end(builder: Builder, group: Group, inner: int, formulas: dict[int, Operand], origin: int,
        upstream: int | None = None) -> int:  # fmt: skip
    """Close a call.  `formulas` holds the definition's own local gradients, by the number of
    the parameter, or with `upstream` the whole gradients; those of constant operands are of
    no use."""
    tape = builder.tape
    group.inner = group.result = inner
    group.formulas = len(tape)
    operands = [inner] if upstream is None else [inner, upstream]
    group.ruled = tuple(index for index in formulas
                        if not tape.is_const(group.operands[index]))  # fmt: skip
    for index, formula in formulas.items():
        if not tape.is_const(group.operands[index]):
            operands += [group.operands[index], builder.wire(formula)]
    if group.ruled:
        group.formulas = inner + 1
        kind = INDEX["given" if upstream is None else "chained"]
        group.result = builder.emit(kind, operands, origin, counted=False,
                                 shape=tape.shape(inner))  # fmt: skip
        tape.labels[inner] = "inside"
    builder.own(group.result, group.low)
    tape.group_of[group.result] = builder._open.pop()
    return group.result
