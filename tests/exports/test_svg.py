"""SVG: it stands alone, holds nothing but what is allowed, and shows every gate and wire."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from circuitlang.exports import svg
from circuitlang.exports.plan import Plan
from circuitlang.exports.shapes import CHAR, SIZE, Text
from circuitlang.reports.drawing import Drawing
from circuitlang.text.escape import visible
from circuitlang.text.width import width
from tests.pictures import EVIL, at_random, drawn, edges, hostile

SPACE = "{http://www.w3.org/2000/svg}"
ALLOWED = {
    "svg": {"viewBox", "width", "height", "class", "role", "lang"},
    "title": set(), "desc": set(), "style": set(), "g": {"role"},
    "rect": {"class", "x", "y", "width", "height", "rx"},
    "path": {"class", "d"}, "circle": {"class", "cx", "cy", "r"},
    "text": {"class", "x", "y", "text-anchor"},
}  # fmt: skip
NUMBER = r"-?\d+(\.\d+)?"
VALUES = {
    "class": r"cl-[a-z]+( cl-cut)?", "d": rf"([MLQ]|{NUMBER}| )+", "role": "graphics-[a-z]+",
    "text-anchor": "middle|end", "viewBox": rf"({NUMBER} ?){{4}}", "lang": "en",
}  # fmt: skip
Box = tuple[float, float, float, float]


def parsed(drawing: Drawing) -> ElementTree.Element:
    """The document, after a look at every element and attribute."""
    root = ElementTree.fromstring(svg.text(drawing, 2).encode())
    for element in root.iter():
        name = element.tag.removeprefix(SPACE)
        assert set(element.attrib) <= ALLOWED[name], element.attrib
        for key, value in element.attrib.items():
            assert re.fullmatch(VALUES.get(key, NUMBER), value), (key, value)
        assert name in ("title", "desc", "style", "text") or not (element.text or "").strip()
    style = root.find(f"{SPACE}style")
    assert style is not None and style.text is not None
    assert not re.search(r"url|@import|expression|\\|/\*", style.text)
    return root


def gates(root: ElementTree.Element) -> list[ElementTree.Element]:
    return [each for each in root.iter(f"{SPACE}g") if each.get("role") == "graphics-symbol"]


def ends_at_gates(root: ElementTree.Element) -> int:
    """How many wires end at the left side of a gate."""
    boxes = [(int(box.attrib["x"]), int(box.attrib["y"]), int(box.attrib["height"]))
             for group in gates(root) for box in group.iter(f"{SPACE}rect")]  # fmt: skip
    found = 0
    for path in root.iter(f"{SPACE}path"):
        x, y = map(int, re.split("[MLQ]", path.attrib["d"])[-1].split()[-2:])
        cut = "cl-cut" in path.attrib["class"]
        found += not cut and any(x == left and top < y < top + size for left, top, size in boxes)
    return found


@pytest.mark.parametrize("seed", range(25))
def test_every_gate_and_every_input_of_it_is_there(seed: int) -> None:
    drawing = at_random(seed)
    root = parsed(drawing)
    assert len(gates(root)) == len(drawing.nodes)
    assert ends_at_gates(root) == edges(drawing)


def test_what_means_harm_is_drawn_as_it_is() -> None:
    drawing = hostile()
    root = parsed(drawing)
    assert len(gates(root)) == len(drawing.nodes) and ends_at_gates(root) == edges(drawing)
    words = {element.text for element in root.iter(f"{SPACE}text")}
    assert {visible(evil) for evil in EVIL} <= words


def test_titles_for_those_who_listen() -> None:
    root = parsed(drawn("input x = -2, y = 5; q = x + y; backward; set x = 1"))
    titles = [group.findtext(f"{SPACE}title") for group in gates(root)]
    assert titles == ["input x, value 1.00, gradient 1.00 (stale)",
                      "input y, value 5.00, gradient 1.00 (stale)",
                      "q = x + y, value 3.00 (stale), gradient 1.00 (stale), output"]  # fmt: skip
    assert root.findtext(f"{SPACE}title") == "circuit of q"
    assert "1 gate and 2 inputs" in str(root.findtext(f"{SPACE}desc"))


def test_on_white_on_black_and_on_paper() -> None:
    text = svg.text(drawn("input x; f = x + 1"), None)
    assert "@media (prefers-color-scheme:dark)" in text and "@media print" in text
    assert text.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns=')


def test_every_rule_has_its_class_and_every_class_its_rule() -> None:
    text = svg.text(hostile(), None)
    used = set(re.findall(r"cl-[a-z]+", re.sub(r"<style>.*</style>", "", text, flags=re.DOTALL)))
    ruled = set(re.findall(r"\.(cl-[a-z]+)", text))
    assert used == ruled


# ---------------------------------------------------------------------- nothing lies on anything


def around(word: Text) -> Box:
    size = CHAR * width(word.text)
    left = word.x - (0 if word.anchor == "start" else size // 2)
    return left + 1, word.y - SIZE / 2 + 1, left + size - 1, word.y + SIZE / 2 - 1


def meet(one: Box, two: Box) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]


@pytest.mark.parametrize("seed", range(40))
def test_no_wire_runs_through_a_gate_or_a_word_and_no_word_over_another(seed: int) -> None:
    plan = Plan(at_random(seed), None)
    boxes = {at: (box.x + 1.0, box.y + 1.0, box.x + box.width - 1.0, box.y + box.height - 1.0)
             for at, box in plan.boxes.items()}  # fmt: skip
    words = [(at, word) for at, found in plan.texts.items() for word in found if word.text]
    lines = [
        (min(a[0], b[0]) - 0.5, min(a[1], b[1]) - 0.5, max(a[0], b[0]) + 0.5, max(a[1], b[1]) + 0.5)
        for wire in plan.wires
        for a, b in pairwise(wire.points)
    ]
    for line in lines:
        assert not any(meet(line, box) for box in boxes.values())
        assert not any(meet(line, around(word)) for _, word in words)
    for place, (at, word) in enumerate(words):
        assert not any(meet(around(word), around(other)) for _, other in words[:place])
        assert not any(meet(around(word), box) for gate, box in boxes.items()
                       if gate != at or word.style != "sign")  # fmt: skip
