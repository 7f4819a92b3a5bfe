"""A drawing in words: what stands in titles and below pictures."""

from __future__ import annotations

from circuitlang.views.labels import notes
from circuitlang.views.numbers import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from circuitlang.reports.drawing import Drawing, Node
    from circuitlang.reports.tables import Number

FEW = 4  # names in a title


def described(node: Node, digits: int | None) -> str:
    """A gate for those who listen: `q = x + y, value 3, gradient -4`."""
    joined = f"{node.kind} {node.name}" if node.is_leaf else f"{node.name} = {node.formula}"
    parts = [f"{joined} {node.shape}".rstrip(), f"value {_number(node.value, digits)}"]
    if node.gradient is not None:
        parts.append(f"gradient {_number(node.gradient, digits)}")
    if node.output:
        parts.append("output")
    return ", ".join(parts)


def _number(number: Number, digits: int | None) -> str:
    if number.value is None:
        return "not computed"
    return shown(number.value, digits) + (" (stale)" if number.stale else "")


def title(drawing: Drawing) -> str:
    """What the picture is of: `circuit of f`."""
    names = [node.name for node in drawing.nodes if node.output]
    more = f" and {len(names) - FEW} more" if len(names) > FEW else ""
    return f"circuit of {', '.join(names[:FEW])}{more}" if names else "circuit"


def summary(drawing: Drawing, digits: int | None) -> str:
    """The circuit in a sentence or two."""
    leaves = sum(node.is_leaf for node in drawing.nodes)
    gates = len(drawing.nodes) - leaves
    words = [f"A circuit of {_count(gates, 'gate')} and {_count(leaves, 'input')}, from left to "
             "right. Values stand above the wires, gradients below."]  # fmt: skip
    words += [f"{described(node, digits)}." for node in drawing.nodes if node.output]
    return " ".join([*words, f"{notes(drawing)}." if notes(drawing) else ""]).rstrip()


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'s' * (number != 1)}"
