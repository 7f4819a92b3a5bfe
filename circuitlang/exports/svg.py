"""SVG that stands alone: no script, no reference to anything outside; it reads on white and on
black, and to those who listen."""

from __future__ import annotations

from circuitlang.exports.plan import Plan
from circuitlang.exports.shapes import GATE, SIZE, Wire
from circuitlang.exports.words import described, summary, title
from circuitlang.reports.drawing import draw
from circuitlang.text.escape import visible
from circuitlang.views.labels import notes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from circuitlang.exports.shapes import Box, Text
    from circuitlang.reports.drawing import Drawing
    from circuitlang.reports.standing import Standing

ENDING = ".svg"
ABOUT = "a picture for the browser, for print and for the dark"

LIGHT = {
    ".cl-paper": "fill:#ffffff", ".cl-wire": "stroke:#5b6470", ".cl-dot": "fill:#5b6470",
    ".cl-gate": "fill:#f3f4f6;stroke:#374151", ".cl-composite": "fill:#e6edfb;stroke:#2f4a86",
    ".cl-frame": "stroke:#8a93a0", ".cl-sign,.cl-name": "fill:#15171c",
    ".cl-value": "fill:#0b6e22", ".cl-gradient": "fill:#b3122a",
    ".cl-dim,.cl-stale": "fill:#5f6774",
}  # fmt: skip
DARK = {
    ".cl-paper": "fill:#15171c", ".cl-wire": "stroke:#a4acb8", ".cl-dot": "fill:#a4acb8",
    ".cl-gate": "fill:#262a33;stroke:#c3c9d3", ".cl-composite": "fill:#223252;stroke:#a9c1f5",
    ".cl-frame": "stroke:#858e9c", ".cl-sign,.cl-name": "fill:#f1f2f5",
    ".cl-value": "fill:#63d67f", ".cl-gradient": "fill:#ff8a8a",
    ".cl-dim,.cl-stale": "fill:#a4acb8",
}  # fmt: skip
SHAPES = {
    ".cl-wire": "fill:none;stroke-width:1.5", ".cl-cut": "stroke-dasharray:2 3",
    ".cl-gate,.cl-composite": "stroke-width:1.5", ".cl-frame": "fill:none;stroke-dasharray:6 4",
    ".cl-name": "font-weight:bold", ".cl-stale": "font-style:italic",
    ".cl-circuit text": f"font-size:{SIZE}px;"
    "font-family:ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace",
}  # fmt: skip
ROUND = 6  # radius of a wire's corners


def export(standing: Standing, digits: int | None) -> str:
    return text(draw(standing), digits)


def text(drawing: Drawing, digits: int | None) -> str:
    """The drawing as an SVG document."""
    plan = Plan(drawing, digits)
    left, top, width, height = plan.size()
    remarks = notes(drawing)
    width, height = max(width, 8 * len(remarks) + 32), height + (20 if remarks else 0)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left} {top} {width} {height}" '
        f'width="{width}" height="{height}" class="cl-circuit" role="graphics-document" lang="en">',
        f"<title>{escaped(title(drawing))}</title>",
        f"<desc>{escaped(summary(drawing, digits))}</desc>",
        f"<style>{_rules(SHAPES)}{_rules(LIGHT)}\n"
        f"@media (prefers-color-scheme:dark){{{_rules(DARK)}}}\n"
        f"@media print{{{_rules(LIGHT)}}}</style>",
        f'<rect class="cl-paper" x="{left}" y="{top}" width="{width}" height="{height}"/>',
    ]
    for box, word in plan.frames:
        lines.append(f"<g>{_box(box)}{_text(word)}</g>")
    for at, wires in _by_node(plan):
        lines.append(f"<g><title>{escaped(drawing.nodes[at].name)}</title>"
                     f"{''.join(_path(plan, wire) for wire in wires)}"
                     f"{''.join(_dot(x, y) for (x, y), of in plan.dots.items() if of == at)}</g>",
                     )  # fmt: skip
    for at, node in enumerate(drawing.nodes):
        gate = _box(plan.boxes[at]) if at in plan.boxes else ""
        words = "".join(map(_text, plan.texts[at]))
        lines.append(f'<g role="graphics-symbol"><title>{escaped(described(node, digits))}</title>'
                     f"{gate}{words}</g>")  # fmt: skip
    if remarks:
        lines.append(f'<text class="cl-dim" x="{left + 16}" y="{top + height - 12}">'
                     f"{escaped(remarks)}</text>")  # fmt: skip
    return "\n".join([*lines, "</svg>", ""])


def escaped(words: str) -> str:
    """Text for XML: nothing in it is markup, nothing a character that XML forbids."""
    return visible(words).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _rules(rules: dict[str, str]) -> str:
    return "".join(f"\n{selector}{{{rule}}}" for selector, rule in rules.items())


def _by_node(plan: Plan) -> list[tuple[int, list[Wire]]]:
    found: dict[int, list[Wire]] = {}
    for wire in plan.wires:
        found.setdefault(wire.node, []).append(wire)
    return sorted(found.items())


def _box(box: Box) -> str:
    radius = GATE // 2 if box.kind == "gate" else 4
    return (f'<rect class="cl-{box.kind}" x="{box.x}" y="{box.y}" width="{box.width}" '
            f'height="{box.height}" rx="{radius}"/>')  # fmt: skip


def _text(word: Text) -> str:
    anchor = "" if word.anchor == "start" else f' text-anchor="{word.anchor}"'
    return (f'<text class="cl-{word.style}" x="{word.x}" y="{word.y + SIZE // 3}"{anchor}>'
            f"{escaped(word.text)}</text>")  # fmt: skip


def _dot(x: int, y: int) -> str:
    return f'<circle class="cl-dot" cx="{x}" cy="{y}" r="3.5"/>'


def _path(plan: Plan, wire: Wire) -> str:
    """A line with round corners, except where it forks."""
    points = wire.points
    parts = [f"M{points[0][0]} {points[0][1]}"]
    for (x0, y0), (x, y), (x1, y1) in zip(points, points[1:], points[2:], strict=False):
        if (x, y) in plan.dots:
            parts.append(f"L{x} {y}")
            continue
        before = min(ROUND, (abs(x - x0) + abs(y - y0)) // 2)
        after = min(ROUND, (abs(x1 - x) + abs(y1 - y)) // 2)
        parts.append(f"L{_toward(x, x0, before)} {_toward(y, y0, before)}"
                     f"Q{x} {y} {_toward(x, x1, after)} {_toward(y, y1, after)}")  # fmt: skip
    end = f"L{points[-1][0]} {points[-1][1]}"
    return f'<path class="cl-wire{" cl-cut" * wire.cut}" d="{"".join(parts)}{end}"/>'


def _toward(start: int, goal: int, step: int) -> int:
    return start + (step if goal > start else -step if goal < start else 0)
