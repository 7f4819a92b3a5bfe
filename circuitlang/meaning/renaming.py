"""A definition under another name."""

from __future__ import annotations

from circuitlang.syntax import nodes
from circuitlang.text.records import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


def renamed(define: nodes.Define, name: str, known: Mapping[str, str]) -> nodes.Define:
    """A definition under another name; `known` are the new names of others that it calls."""

    def expr(old: nodes.Expr) -> nodes.Expr:
        flat: list[nodes.Node] = []
        for node in old.nodes:
            if isinstance(node, nodes.Call):
                node = node._replace(name=known.get(node.name, node.name))
            elif isinstance(node, nodes.Each):
                node = node._replace(body=expr(node.body), low=expr(node.low),
                                     high=expr(node.high))  # fmt: skip
            flat.append(node)
        return nodes.Expr(flat, old.at, old.end)

    def step(old: nodes.Assign | nodes.For) -> nodes.Assign | nodes.For:
        if isinstance(old, nodes.Assign):
            return replace(old, expr=expr(old.expr))
        body = tuple(step(one) for one in old.body if not isinstance(one, nodes.Leaves))
        return replace(old, body=body, low=expr(old.low), high=expr(old.high))

    return replace(
        define,
        name=replace(define.name, text=name),
        body=tuple(map(step, define.body)),
        result=expr(define.result),
        rules=tuple(replace(rule, expr=expr(rule.expr)) for rule in define.rules),
    )
