"""Declarations changed after the fact: a gate's expression replaced, a gate taken out.

Both work on the list of declarations, from which the circuit is then built again.
"""

from __future__ import annotations

from bisect import bisect_right

from circuitlang.syntax import nodes
from circuitlang.text.errors import error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from circuitlang.tape.tape import Tape
    from circuitlang.text.source import Source, Span

    Declared = list[tuple[nodes.Declaration, Source]]
    Part = nodes.Leaves | nodes.Assign | nodes.For  # of a loop


def unrolled(loop: nodes.For, low: int, high: int) -> list[Part]:
    """The statements of a loop, once for each whole number, with the number in the place of the
    loop's variable."""
    found: list[Part] = []
    for index in range(low, high + 1):
        found += [_with(statement, loop.var.text, index) for statement in loop.body]
    return found


def _with(statement: Part, var: str, index: int) -> Part:
    at, end = statement.at, statement.end
    if isinstance(statement, nodes.Assign):
        return nodes.Assign(_target(statement.target, var, index),
                            _expr(statement.expr, var, index), statement.keyword, at, end,
                            )  # fmt: skip
    if isinstance(statement, nodes.Leaves):
        items = tuple(
            nodes.Leaf(_target(leaf.target, var, index),
                       leaf.shape and tuple(_expr(size, var, index) for size in leaf.shape),
                       leaf.value and _expr(leaf.value, var, index), leaf.at, leaf.end)
            for leaf in statement.items
        )  # fmt: skip
        return nodes.Leaves(statement.kind, items, at, end)
    low, high = _expr(statement.low, var, index), _expr(statement.high, var, index)
    if statement.var.text == var:
        return nodes.For(statement.var, low, high, statement.body, at, end)
    body = tuple(_with(inner, var, index) for inner in statement.body)
    return nodes.For(statement.var, low, high, body, at, end)


def _target(target: nodes.Target, var: str, index: int) -> nodes.Target:
    subscripts = tuple(_expr(expr, var, index) for expr in target.subscripts)
    return nodes.Target(target.name, subscripts, target.at, target.end)


def _expr(expr: nodes.Expr, var: str, index: int) -> nodes.Expr:
    """The expression with a number for the variable; generators with the same variable hide it."""
    flat: list[nodes.Node] = []
    for node in expr.nodes:
        if isinstance(node, nodes.Ref) and node.name == var and not node.trail:
            flat.append(nodes.Number(float(abs(index)), node.at, node.end))
            if index < 0:
                flat.append(nodes.Apply("neg", "-", 1, node.at, node.end))
        elif isinstance(node, nodes.Each):
            body = node.body if node.var == var else _expr(node.body, var, index)
            flat.append(node._replace(body=body, low=_expr(node.low, var, index),
                                      high=_expr(node.high, var, index)))  # fmt: skip
        else:
            flat.append(node)
    return nodes.Expr(flat, expr.at, expr.end)


def in_order(statements: Declared, reads: list[set[int]], name: str, span: Span) -> Declared:
    """The declarations in an order in which each comes after those that it reads, as near to the
    one they have as can be; or `cycle`.  `reads[i]` are the numbers of those that i needs."""
    placed: list[int] = []
    done = [False] * len(statements)
    for root in range(len(statements)):
        waiting: list[tuple[int, bool]] = [(root, False)]
        above: set[int] = set()
        while waiting:
            index, ready = waiting.pop()
            if done[index]:
                continue
            if ready:
                above.discard(index)
                done[index] = True
                placed.append(index)
                continue
            if index in above:
                raise error("cycle", f"`{name}` would depend on itself", span,
                            help="a gate may not read what is computed from it")  # fmt: skip
            above.add(index)
            waiting.append((index, True))
            needs = [each for each in sorted(reads[index], reverse=True) if not done[each]]
            if any(each in above for each in needs):
                raise error("cycle", f"`{name}` would depend on itself", span,
                            help="a gate may not read what is computed from it")  # fmt: skip
            waiting += [(each, False) for each in needs]
    return [statements[index] for index in placed]


def needs(statements: Declared, ends: list[int], tape: Tape) -> list[set[int]]:
    """For each declaration the numbers of those that it reads: by the wires (declaration i made
    those up to `ends[i]`), and by name what leaves no wire (constants that are folded,
    definitions)."""
    by_name: dict[str, set[int]] = {}
    for number, (statement, _) in enumerate(statements):
        if isinstance(statement, nodes.Define):
            by_name.setdefault(statement.name.text, set()).add(number)
    for wire in tape.consts:
        if wire in tape.names:
            base = tape.names[wire].partition("[")[0]
            by_name.setdefault(base, set()).add(bisect_right(ends, wire))
    found: list[set[int]] = []
    for number, (statement, _) in enumerate(statements):
        low = ends[number - 1] if number else 0
        read = {bisect_right(ends, operand) for operand in
                tape.args[tape.start[low] : tape.start[ends[number]]]
                if not (tape.is_const(operand) and operand not in tape.names)}  # fmt: skip
        read |= {each for name in names_read(statement) for each in by_name.get(name, ())}
        found.append(read - {number})
    return found


def names_read(statement: nodes.Statement) -> set[str]:
    """The plain names that occur in a declaration's expressions."""
    found: set[str] = set()
    waiting: list[object] = [statement]
    while waiting:
        part = waiting.pop()
        if isinstance(part, nodes.Expr):
            for node in nodes.walk(part):
                if isinstance(node, nodes.Ref | nodes.Call):
                    found.add(node.name)
        elif isinstance(part, tuple):
            waiting += part
        elif hasattr(part, "_fields"):
            waiting += [getattr(part, name) for name in part._fields]
    return found
