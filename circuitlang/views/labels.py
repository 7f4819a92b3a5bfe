"""What stands in a drawing: names, signs and numbers, short enough for it."""

from __future__ import annotations

import re

from circuitlang.text.escape import visible
from circuitlang.text.width import width
from circuitlang.views.figures import UNSET
from circuitlang.views.numbers import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from circuitlang.reports.drawing import Drawing, Node
    from circuitlang.reports.tables import Number

STALE = "?"
MORE = "…"  # inputs or readers that are not drawn, the rest of a text
LONGEST_TENSOR = 16
EMPTY = r"(?<!\w)_(?!\w)"  # the place of an input in a sign: `where(_, 0, _)`


def figure(number: Number | None, style: str, digits: int | None) -> tuple[str, str]:
    """The style and text of a number on a wire: `·` is unset, `-12?` stale; of a tensor the
    least and the greatest element where it is too long to be written out."""
    if number is None:
        return style, ""
    if number.value is None:
        return "dim", UNSET
    text = shown(number.value, digits)
    if not isinstance(number.value, float) and len(text) > LONGEST_TENSOR:
        text = _span(float(number.value.min()), float(number.value.max()), digits)
    return ("stale", text + STALE) if number.stale else (style, text)


def _span(least: float, most: float, digits: int | None) -> str:
    """The least and the greatest element of a tensor, in few letters."""
    ends = [f"{x:.3g}" if digits is None else shown(x, digits) for x in (least, most)]
    return f"all {ends[0]}" if least == most else MORE.join(ends)


def label(node: Node, close: bool = False) -> str:
    """What stands on a wire: its name, of a tensor with the shape; `close`: without blanks."""
    text = visible(" ".join(filter(None, (node.label, node.shape))))
    return text.replace(", ", ",").replace(" ", "") if close else text


def notes(drawing: Drawing) -> str:
    """What the picture cannot say itself."""
    words: list[str] = []
    outputs = [node.name for node in drawing.nodes if node.output]
    graded = any(node.gradient and node.gradient.value is not None for node in drawing.nodes)
    if graded and drawing.of not in (None, *outputs):
        words.append(f"gradients of {drawing.of}")
    numbers = [x for node in drawing.nodes for x in (node.value, node.gradient) if x]
    if any(number.stale and number.value is not None for number in numbers):
        words.append(f"{STALE} stale")
    if drawing.left_out:
        words.append(f"{drawing.left_out} more not drawn (at {MORE})")
    return " · ".join(words)


def directed(node: Node, order: list[int]) -> str:
    """The sign of a gate; where the order of its inputs matters and they do not come in it from
    top to bottom, with arrows: `↓-↑` takes the upper one from the lower one."""
    if not node.ordered or order == sorted(order):
        return node.sign
    if len(order) == 2:
        if len(re.findall(EMPTY, node.sign)) == 2:
            return re.sub(EMPTY, "↑", re.sub(EMPTY, "↓", node.sign, count=1))
        return f"{node.sign}(↓, ↑)" if node.sign[:1].isalpha() else f"↓{node.sign}↑"
    return f"{node.sign} {','.join(str(slot + 1) for slot in order)}"


def cut(text: str, most: int) -> str:
    """A text in at most `most` columns."""
    if width(text) <= most:
        return text
    kept = ""
    for char in text:
        if width(kept + char) >= most:
            break
        kept += char
    return kept + MORE
