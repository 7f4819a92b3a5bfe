"""Definitions of composite gates: what is known of one before it is called."""

from __future__ import annotations

from circuitlang.syntax import nodes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from circuitlang.text.source import Source, Span


class Definition:
    """A composite gate: its syntax, its size in operations and the depth of the calls in it."""

    __slots__ = ("depth", "node", "number", "params", "place", "size", "source")

    def __init__(self, node: nodes.Define, source: Source, place: Span, number: int = 0) -> None:
        self.node = node
        self.source = source
        self.place = place
        self.number = number  # it calls only definitions of smaller numbers
        self.params = tuple(word.text for word in node.params)
        self.size = 0
        self.depth = 1

    @property
    def name(self) -> str:
        return self.node.name.text

    def measure(self, known: dict[str, Definition]) -> None:
        """Count the operations of one call, calls in it included.

        A loop whose bounds are not plain numbers counts once here; its trips are counted when
        the bounds are known, before it is unrolled.
        """
        self.size, self.depth = _block_size(self.node.body, known)
        for expr in (self.node.result, *(rule.expr for rule in self.node.rules)):
            size, depth = expression_size(expr, known)
            self.size += size
            self.depth = max(self.depth, depth)
        self.depth += 1


def expression_size(expr: nodes.Expr, known: dict[str, Definition]) -> tuple[int, int]:
    """Operations in an expression, and the depth of composite calls in it."""
    size = depth = 0
    for node in expr.nodes:
        if isinstance(node, nodes.Apply):
            size += 1
        elif isinstance(node, nodes.Call):
            definition = known.get(node.name)
            size += definition.size if definition else 1
            depth = max(depth, definition.depth if definition else 0)
        elif isinstance(node, nodes.Each):
            inner, inner_depth = expression_size(node.body, known)
            size += 1 + inner * _trips(node.low, node.high)
            depth = max(depth, inner_depth)
    return size, depth


def _block_size(body: tuple[nodes.Statement, ...] | tuple[nodes.Assign | nodes.For, ...],
                known: dict[str, Definition]) -> tuple[int, int]:  # fmt: skip
    size = depth = 0
    for statement in body:
        if isinstance(statement, nodes.Assign):
            one, deep = expression_size(statement.expr, known)
            one = max(1, one)
        elif isinstance(statement, nodes.For):
            one, deep = _block_size(statement.body, known)
            one = max(1, one) * _trips(statement.low, statement.high)  # nothing takes time too
        else:
            one, deep = 1, 0
        size += one
        depth = max(depth, deep)
    return size, depth


def block_size(body: tuple[nodes.Leaves | nodes.Assign | nodes.For, ...],
               known: dict[str, Definition]) -> int:  # fmt: skip
    """Operations and leaves that one trip through a loop's body makes, at least one."""
    return max(1, _block_size(body, known)[0])


def _trips(low: nodes.Expr, high: nodes.Expr) -> int:
    first, last = low.nodes[0], high.nodes[0]
    if len(low.nodes) != 1 or len(high.nodes) != 1:
        return 1
    if not isinstance(first, nodes.Number) or not isinstance(last, nodes.Number):
        return 1
    return max(0, int(last.value) - int(first.value) + 1)
