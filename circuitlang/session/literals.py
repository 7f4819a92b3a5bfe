"""Values as expressions."""

from __future__ import annotations

from circuitlang.syntax import nodes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from circuitlang.meaning.builder import Builder


def literal(value: Any, builder: Builder) -> nodes.Expr:
    """A value as an expression that has no place in a source."""
    flat: list[nodes.Node] = []
    if isinstance(value, float):
        _number(value, builder, flat)
    elif not value.size and value.shape != (0,):
        flat += [nodes.Number(float(size), 0, 0) for size in value.shape]
        flat.append(nodes.Call("zeros", len(value.shape), (), 0, 0))
    else:
        waiting: list[Any] = [(value.tolist(), False)]
        while waiting:
            part, ready = waiting.pop()
            if ready:
                flat.append(nodes.Array(len(part), 0, 0))
            elif isinstance(part, list):
                waiting.append((part, True))
                waiting += [(each, False) for each in reversed(part)]
            else:
                _number(part, builder, flat)
    return nodes.Expr(flat, 0, 0)


def _number(value: float, builder: Builder, flat: list[nodes.Node]) -> None:
    """The shortest digits that read back to the same bits, whatever has been called `inf`."""
    negative = repr(value)[0] == "-"
    word = repr(abs(value)).removesuffix(".0")
    if word.isalpha() and (word in builder.symbols or word in builder.subscripted):
        top = 0.0 if word == "nan" else -1.0 if negative else 1.0
        if top < 0:
            flat += [nodes.Number(1.0, 0, 0), nodes.Apply("neg", "-", 1, 0, 0)]
        else:
            flat.append(nodes.Number(top, 0, 0))
        flat += [nodes.Number(0.0, 0, 0), nodes.Apply("div", "/", 2, 0, 0)]
        return
    flat.append(nodes.Number(abs(value), 0, 0))
    if negative:
        flat.append(nodes.Apply("neg", "-", 1, 0, 0))
