"""What is unrolled: `for`, and `sum(… for i in 1 to n)` and its like."""

from __future__ import annotations

from circuitlang.gates import BY_NAME
from circuitlang.meaning.definitions import block_size, expression_size
from circuitlang.meaning.scope import Scope
from circuitlang.syntax import nodes
from circuitlang.text.errors import error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from circuitlang.meaning.builder import Operand
    from circuitlang.meaning.expressions import Reader
    from circuitlang.meaning.repeat import Repeats
    from circuitlang.meaning.scope import Task

    Do = Callable[[Any, Scope], Task]
    Many = Callable[[nodes.For, Scope, int, int], Repeats]

UNROLLED = {"sum": "add", "prod": "mul", "max": "max", "min": "min"}
EMPTY = {"sum": 0.0, "prod": 1.0}
MANY = 16  # trips of a loop that is worth a template


def each(reader: Reader, node: nodes.Each, scope: Scope) -> Task:
    """`sum(… for i in 1 to n)` and its like: one gate of all terms."""
    if node.name not in UNROLLED:
        raise error("bad-argument", f"`{node.name}` cannot run over a range", reader.span(node),
                    help="sum, prod, max and min can")  # fmt: skip
    low = reader.whole((yield reader.expression(node.low, scope)), node.low, "a bound")
    high = reader.whole((yield reader.expression(node.high, scope)), node.high, "a bound")
    trips = max(0, high - low + 1)
    size, _ = expression_size(node.body, reader.world.definitions)
    reader.world.budget(trips * max(1, size), reader.span(node), trips)
    inner = Scope(dict(scope.names), scope.closed)
    terms: list[Operand] = []
    for index in range(low, high + 1):
        inner.names[node.var] = float(index)
        terms.append((yield reader.expression(node.body, inner)))
    if not terms and node.name not in EMPTY:
        raise error("bad-argument", f"the {node.name} of nothing has no value",
                    reader.span(node),
                    help=f"{low} to {high} is empty: a range goes up")  # fmt: skip
    if len(terms) < 2:
        return terms[0] if terms else EMPTY[node.name]
    return reader.world.apply(BY_NAME[UNROLLED[node.name]], terms, reader.span(node))


def loop(reader: Reader, statement: nodes.For, scope: Scope, do: Do,
         repeats: Many | None = None) -> Task:  # fmt: skip
    """Unroll a `for`: `do(body statement, scope)` is a task for each statement and trip.

    With `repeats` a long loop goes through what that gives: from the second trip on many at once.
    """
    low = reader.whole((yield reader.expression(statement.low, scope)), statement.low, "a bound")
    high = reader.whole((yield reader.expression(statement.high, scope)), statement.high, "a bound")
    trips = max(0, high - low + 1)
    size = block_size(statement.body, reader.world.definitions)
    reader.world.budget(trips * size, reader.span(statement.var), trips)
    var = statement.var.text
    hidden = scope.names.get(var)
    many = repeats(statement, scope, low, high) if repeats and trips >= MANY else None
    index = low
    while index <= high:
        if many is not None and index > low and (done := many.trips(index)):
            index += done
            continue
        scope.names[var] = float(index)
        for inner in statement.body:
            if isinstance(inner, nodes.For):
                yield loop(reader, inner, scope, do, repeats)
            else:
                yield do(inner, scope)
        index += 1
    if hidden is not None:
        scope.names[var] = hidden
    else:
        scope.names.pop(var, None)
