"""DOT, the language of Graphviz."""

from __future__ import annotations

from circuitlang.exports.words import described, title
from circuitlang.reports.drawing import draw
from circuitlang.text.escape import visible
from circuitlang.views.labels import MORE, figure, label, notes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from circuitlang.reports.drawing import Drawing, Node
    from circuitlang.reports.standing import Standing

ENDING = ".dot"
ABOUT = "for Graphviz"

COLORS = {"value": "#0b6e22", "gradient": "#b3122a", "stale": "#5f6774", "dim": "#5f6774"}
SHAPES = {"gate": "ellipse", "composite": "box"}


def export(standing: Standing, digits: int | None) -> str:
    return text(draw(standing), digits)


def text(drawing: Drawing, digits: int | None) -> str:
    """The drawing as a digraph; opened composite gates are clusters."""
    lines = [
        "digraph circuit {",
        "  rankdir=LR",
        f"  tooltip={quoted(title(drawing))}",
        '  node [fontname="monospace" margin="0.08,0.04"]',
        "  edge [arrowsize=0.6]",
    ]
    if notes(drawing):
        lines.append(f"  label={quoted(notes(drawing))}")
    lines += _nodes(drawing, -1, "  ", digits)
    leaves = [f"n{at}" for at, node in enumerate(drawing.nodes) if node.is_leaf]
    if leaves:
        lines.append(f"  {{ rank=source; {'; '.join(leaves)} }}")
    for at, node in enumerate(drawing.nodes):
        for slot, x in enumerate(node.inputs):
            place = f' [headlabel="{slot + 1}"]' if node.ordered else ""
            lines.append(f"  n{x} -> n{at}{place}")
    return "\n".join([*lines, "}", ""])


def _nodes(drawing: Drawing, frame: int, indent: str, digits: int | None) -> list[str]:
    """The nodes of a frame (-1: of none) and the frames inside of it."""
    lines = [f"{indent}n{at} {_attributes(node, digits)}"
             for at, node in enumerate(drawing.nodes) if node.frame == frame]  # fmt: skip
    for at, inner in enumerate(drawing.frames):
        if inner.parent == frame:
            lines += [f"{indent}subgraph cluster{at} {{",
                      f"{indent}  label={quoted(f'{inner.name}: {inner.sign}')} style=dashed",
                      *_nodes(drawing, at, indent + "  ", digits), f"{indent}}}"]  # fmt: skip
    return lines


def _attributes(node: Node, digits: int | None) -> str:
    parts = [f"<b>{markup(node.sign)}</b>"] if node.sign else []
    if label(node):
        parts.append(markup(label(node)))
    for style, number in (figure(node.value, "value", digits),
                          figure(node.gradient, "gradient", digits)):  # fmt: skip
        if number:
            parts.append(f'<font color="{COLORS[style]}">{markup(number)}</font>')
    if node.before:
        parts[0] = f"{MORE}{parts[0]}"
    if node.after:
        parts[-1] = f"{parts[-1]}{MORE}"
    shape = SHAPES.get(node.kind, "plaintext")
    double = " peripheries=2" if node.output and not node.is_leaf else ""
    words = quoted(described(node, digits))
    return f"[shape={shape}{double} tooltip={words} label=<{'<br/>'.join(parts)}>]"


def quoted(words: str) -> str:
    """A string of DOT that is shown as it is: backslashes and entities mean nothing in it."""
    plain = visible(words).replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"'


def markup(words: str) -> str:
    """The same within an HTML-like label."""
    found = visible(words)
    for sign, entity in (("&", "amp"), ("<", "lt"), (">", "gt"), ('"', "quot")):
        found = found.replace(sign, f"&{entity};")
    return found
