"""The declarations that a loop may hold: a gate, a leaf."""

from __future__ import annotations

from circuitlang.text.errors import error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from circuitlang.meaning.expressions import Reader
    from circuitlang.meaning.scope import Scope, Task
    from circuitlang.meaning.world import CircuitWorld
    from circuitlang.syntax import nodes


def assign(world: CircuitWorld, statement: nodes.Assign, reader: Reader, scope: Scope) -> Task:
    """`q = x + y`."""
    builder = world.builder
    mark = len(builder.tape)
    name, span = reader.target(statement.target, scope), reader.span(statement.target)
    builder.refuse_second(name, span)
    operand = yield reader.expression(statement.expr, scope)
    builder.gate(name, operand, mark, span)


def leaf(world: CircuitWorld, kind: str, item: nodes.Leaf, reader: Reader, scope: Scope) -> Task:
    """One item of `input x = 1, y`."""
    builder = world.builder
    name, span = reader.target(item.target, scope), reader.span(item.target)
    builder.refuse_second(name, span)
    shape = None if item.shape is None else tuple(
        reader.dimension(size, scope) for size in item.shape)  # fmt: skip
    value: Any = None
    if item.value is not None:
        mark = len(builder.tape)
        world.constant_only = True
        operand = yield reader.expression(item.value, scope)
        world.constant_only = False
        if not builder.is_const(operand):
            raise error("not-constant", f"the initial value of `{name}` is not constant",
                        reader.span(item.value),
                        help=f"declare a gate instead: {name} = …")  # fmt: skip
        value = builder.constant(operand)
        assert len(builder.tape) == mark, "a constant expression left wires behind"
    elif kind == "const":
        raise error("not-constant", f"the constant `{name}` has no value", span,
                    help=f"write const {name} = 1")  # fmt: skip
    builder.leaf(kind, name, value, span, shape)
