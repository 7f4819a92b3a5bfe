"""Expressions: nodes -> text.

Everything comes from the nodes but for what they do not hold: numbers keep the spelling of the
source (`1e-3`, `2_000`), strings their escapes.
"""

from __future__ import annotations

from circuitlang.syntax import nodes
from circuitlang.syntax.pieces import CLOSED, OPERAND, Pieces

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from circuitlang.text.source import Source


def expression_text(expr: nodes.Expr, source: Source, *, written: bool = False) -> str:
    """An expression with the parentheses that it needs; with `written` also those that the source
    puts around an operation inside another one (`-(x ** 2)`)."""
    pieces = Pieces()
    spans: list[tuple[int, int, bool]] = []  # of each operand: its place, is it an operation
    for node in expr.nodes:
        arity = _operands(node)
        below = spans[len(spans) - arity :]
        del spans[len(spans) - arity :]
        if isinstance(node, nodes.Apply):
            grouped = _grouped(node, below) if written else ()
            if node.arity == 1:
                pieces.prefix(node.sign, grouped)
            else:
                pieces.infix(node.gate, node.sign, grouped)
        else:
            _put(pieces, node, source, written)
        spans.append((node.at, node.end, isinstance(node, nodes.Apply)))
    return pieces.text()


def _operands(node: nodes.Node) -> int:
    """How many operands a node takes off the stack."""
    match node:
        case nodes.Apply():
            return node.arity
        case nodes.Call():
            return node.arity + len(node.keywords)
        case nodes.Array():
            return node.count
        case nodes.Slice():
            return node.start + node.stop + node.step
        case nodes.Ref() | nodes.Pick():
            steps = sum(step.count for step in node.trail if isinstance(step, nodes.Index))
            return steps + isinstance(node, nodes.Pick)
    return 0


def _grouped(node: nodes.Apply, below: list[tuple[int, int, bool]]) -> list[bool]:
    """For each operand of an operator: is it an operation that the source has in parentheses?"""
    found = [operation and node.end > end for _, end, operation in below]
    if node.arity == 2:
        at, _, operation = below[0]
        found[0] = operation and node.at < at
    return found


def _put(pieces: Pieces, node: nodes.Node, source: Source, written: bool) -> None:
    """Add a node that is no operator."""
    match node:
        case nodes.Number():
            text = source.text[node.at : node.end]
            if not text[:1].isdigit() and text[:1] != ".":  # a loop's variable, unrolled
                text = repr(node.value).removesuffix(".0")
            pieces.atom(text)
        case nodes.Text():
            pieces.atom(source.text[node.at : node.end])
        case nodes.Ref():
            pieces.join(_trail(node.name, node.trail), OPERAND)
        case nodes.Pick():
            glue = ["", *_trail("", node.trail)]
            pieces.join(glue, OPERAND, [CLOSED, *[0] * (len(glue) - 2)])
        case nodes.Slice():
            glue = ["", ":"] if node.start else [":"]
            if node.stop:
                glue.append("")
            if node.step:
                glue[-1] += ":"
                glue.append("")
            pieces.join(glue, OPERAND)
        case nodes.Call():
            named = [f"{word}=" for word in node.keywords]
            pieces.listed(f"{node.name}(", [*[""] * node.arity, *named], ")")
        case nodes.Array():
            pieces.listed("[", [""] * node.count, "]")
        case nodes.Each():
            body, low, high = (
                expression_text(part, source, written=written)
                for part in (node.body, node.low, node.high)
            )
            pieces.atom(f"{node.name}({body} for {node.var} in {low} to {high})", CLOSED)


def _trail(name: str, trail: Sequence[nodes.Index | nodes.Member]) -> list[str]:
    """What stands before, between and behind the items of a name's indices."""
    glue = [name]
    for step in trail:
        if isinstance(step, nodes.Member):
            glue[-1] += f".{step.name}"
        else:
            glue[-1] += "["
            glue += [", "] * (step.count - 1) + ["]"]
    return glue
