"""What statements declare, and what a definition calls: read off the syntax."""

from __future__ import annotations

from circuitlang.syntax import nodes


def declared(statement: nodes.Statement) -> list[nodes.Target | nodes.Word]:
    """The places where a statement declares names."""
    if isinstance(statement, nodes.Leaves):
        return [item.target for item in statement.items]
    if isinstance(statement, nodes.Assign):
        return [statement.target]
    if isinstance(statement, nodes.Define):
        return [statement.name]
    if isinstance(statement, nodes.For):
        return [word for inner in statement.body for word in declared(inner)]
    return []


def declared_names(statement: nodes.Statement) -> list[str]:
    """The plain names that a statement declares (for `h[t]` the name before the bracket)."""
    return [
        word.text if isinstance(word, nodes.Word) else word.name for word in declared(statement)
    ]


def called_in(node: nodes.Define) -> set[str]:
    """The names of the gates and definitions that a definition calls."""
    exprs, waiting = [node.result, *(rule.expr for rule in node.rules)], list(node.body)
    while waiting:
        statement = waiting.pop()
        if isinstance(statement, nodes.For):
            waiting += statement.body  # type: ignore[arg-type]
        else:
            exprs.append(statement.expr)
    return {each.name for expr in exprs for each in nodes.walk(expr)
            if isinstance(each, nodes.Call | nodes.Each)}  # fmt: skip
