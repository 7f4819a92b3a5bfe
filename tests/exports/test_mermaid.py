"""Mermaid: every line is one that was meant, and nothing in a label means anything."""

from __future__ import annotations

import re

import pytest

from circuitlang.exports import mermaid
from circuitlang.reports.drawing import Drawing
from circuitlang.session.session import Session
from circuitlang.text.escape import visible
from tests.pictures import EVIL, at_random, drawn, edges, hostile

NODE = re.compile(r'\s+n\d+(\(\[|\[\[|\[)"[^"]*"(\]\)|\]\]|\])')
EDGE = re.compile(r"  n\d+ -->(\|\d+\|)? n\d+")
OTHER = re.compile(
    r'flowchart LR|  accTitle: [\w .,=/-]+|  subgraph f\d+\["[^"]*"\]|  end|  notes\["[^"]*"\]'
    r"|  style notes fill:none,stroke:none"
)
SPAN = re.compile(r"<span style='color:#[0-9a-f]{6}'>|</span>|<br/>")


@pytest.mark.parametrize("drawing", [at_random(seed) for seed in range(15)] + [hostile()])
def test_nodes_and_edges(drawing: Drawing) -> None:
    text = mermaid.text(drawing, 2)
    lines = text.rstrip("\n").split("\n")
    assert sum(bool(NODE.fullmatch(line)) for line in lines) == len(drawing.nodes)
    assert sum(bool(EDGE.fullmatch(line)) for line in lines) == edges(drawing)
    for line in lines:
        assert NODE.fullmatch(line) or EDGE.fullmatch(line) or OTHER.fullmatch(line), line


def test_nothing_in_a_label_means_anything() -> None:
    text = mermaid.text(hostile(), 2)
    assert "%%" not in text and "script>" not in text and "`" not in text
    for label in re.findall(r'"([^"]*)"', text):
        words = re.sub(r"#(\w+);", "", SPAN.sub("", label))
        assert re.fullmatch(r"[\w .,=:()…·]*", words), words


def test_names_can_be_read_back() -> None:
    text = mermaid.text(hostile(), 2).replace("#quot;", '"')
    plain = re.sub(r"#(\d+);", lambda found: chr(int(found[1])), text)
    for evil in EVIL:
        assert visible(evil) in plain


def test_no_more_than_mermaid_takes() -> None:
    session = Session()
    session.execute("input x = 1; q[0] = x; for i in 1 to 700 { q[i] = q[i - 1] + x }; backward")
    text = mermaid.export(session.state.standing(), 2)
    assert 300 < text.count(" --> ") <= 500 and len(text) <= 50_000
    assert "more not drawn" in text and "q[700]" in text.replace("#91;", "[").replace("#93;", "]")


def test_quotes_and_signs() -> None:
    assert mermaid.escaped('say "x" + #1') == "say #quot;x#quot; #43; #35;1"
    text = mermaid.text(drawn("input x = 2, y = 3; f = x - y; backward"), None)
    assert 'n2(["#45;  f<br/>' in text and "n0 -->|1| n2" in text and "n1 -->|2| n2" in text
