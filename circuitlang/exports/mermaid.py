"""Mermaid: a flowchart that Markdown shows, on GitHub and elsewhere."""

from __future__ import annotations

from circuitlang.exports.words import title
from circuitlang.reports.drawing import draw
from circuitlang.text.escape import visible
from circuitlang.views.labels import MORE, figure, label, notes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from circuitlang.reports.drawing import Drawing, Node
    from circuitlang.reports.standing import Standing

ENDING = ".mmd"
ABOUT = "Mermaid, for Markdown"

COLORS = {"value": "#0b6e22", "gradient": "#b3122a", "stale": "#5f6774", "dim": "#5f6774"}
SHAPES = {"gate": ("([", "])"), "composite": ("[[", "]]")}
PLAIN = " .,=:()"  # beside letters and digits what stands for itself; all else is written by number


MOST_EDGES, LONGEST = 500, 50_000  # wires and letters that Mermaid takes where nobody sets it up
LEAST = 10  # nodes that are drawn in any case


def export(standing: Standing, digits: int | None) -> str:
    """As much of the circuit as Mermaid takes, what the output is made of first."""
    drawing = draw(standing)
    found = text(drawing, digits)
    while len(drawing.nodes) > LEAST and (
        sum(len(node.inputs) for node in drawing.nodes) > MOST_EDGES or len(found) > LONGEST
    ):
        drawing = draw(standing, most=len(drawing.nodes) * 4 // 5)
        found = text(drawing, digits)
    return found


def text(drawing: Drawing, digits: int | None) -> str:
    """The drawing as a flowchart; opened composite gates are subgraphs."""
    lines = ["flowchart LR", f"  accTitle: {_line(title(drawing))}"]
    lines += _nodes(drawing, -1, "  ", digits)
    for at, node in enumerate(drawing.nodes):
        for slot, x in enumerate(node.inputs):
            arrow = f"-->|{slot + 1}|" if node.ordered else "-->"
            lines.append(f"  n{x} {arrow} n{at}")
    if notes(drawing):
        lines.append(f'  notes["{escaped(notes(drawing))}"]')
        lines.append("  style notes fill:none,stroke:none")
    return "\n".join([*lines, ""])


def _nodes(drawing: Drawing, frame: int, indent: str, digits: int | None) -> list[str]:
    lines = [f"{indent}n{at}{_shape(node, digits)}"
             for at, node in enumerate(drawing.nodes) if node.frame == frame]  # fmt: skip
    for at, inner in enumerate(drawing.frames):
        if inner.parent == frame:
            title = escaped(f"{inner.name}: {inner.sign}")
            lines += [f'{indent}subgraph f{at}["{title}"]',
                      *_nodes(drawing, at, indent + "  ", digits), f"{indent}end"]  # fmt: skip
    return lines


def _shape(node: Node, digits: int | None) -> str:
    head = escaped("  ".join(filter(None, (node.sign, label(node)))))
    parts = [f"{MORE}{head}" if node.before else head]
    for style, number in (figure(node.value, "value", digits),
                          figure(node.gradient, "gradient", digits)):  # fmt: skip
        if number:
            parts.append(f"<span style='color:{COLORS[style]}'>{escaped(number)}</span>")
    left, right = SHAPES.get(node.kind, ("[", "]"))
    return f'{left}"{"<br/>".join(filter(None, parts))}{MORE * bool(node.after)}"{right}'


def escaped(words: str) -> str:
    """Text in a quoted label: every sign that could mean something is written by its number."""
    return "".join(char if char.isalnum() or char in PLAIN or not char.isascii()
                   else "#quot;" if char == '"' else f"#{ord(char)};"
                   for char in visible(words))  # fmt: skip


def _line(words: str) -> str:
    """Text in a line of its own, which knows no numbers: signs that mean something are left out."""
    kept = "".join(char if char.isalnum() or char in " .,=_-/" or not char.isascii() else " "
                   for char in visible(words))  # fmt: skip
    return " ".join(kept.split()) or "circuit"
