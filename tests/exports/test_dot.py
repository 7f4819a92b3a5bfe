"""DOT: what its own lexer reads out of it, and Graphviz where it is installed."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess

import pytest

from circuitlang.exports import dot
from circuitlang.reports.drawing import Drawing
from circuitlang.text.escape import visible
from tests.pictures import EVIL, at_random, drawn, edges, hostile

TOKEN = re.compile(
    r'(?P<string>"(?:[^"\\]|\\.)*")|(?P<word>[A-Za-z_][A-Za-z_0-9]*|[0-9.]+)|(?P<arrow>->)'
    r"|(?P<sign>[{}\[\];=])|(?P<blank>\s+)"
)
DRAWINGS = [at_random(seed) for seed in range(15)] + [hostile()]


def tokens(text: str) -> list[str]:
    """The tokens of DOT; an HTML-like label (balanced `<…>`) is one."""
    found, at = [], 0
    while at < len(text):
        if text[at] == "<":
            depth, end = 0, at
            while True:
                depth += (text[end] == "<") - (text[end] == ">")
                end += 1
                if not depth:
                    break
            found.append(text[at:end])
            at = end
            continue
        match = TOKEN.match(text, at)
        assert match, text[at : at + 40]
        if match.lastgroup != "blank":
            found.append(match.group())
        at = match.end()
    return found


@pytest.mark.parametrize("drawing", DRAWINGS)
def test_nodes_and_edges(drawing: Drawing) -> None:
    found = tokens(dot.text(drawing, 2))
    names = {token for token in found if re.fullmatch(r"n[0-9]+", token)}
    assert names == {f"n{at}" for at in range(len(drawing.nodes))}
    assert found.count("->") == edges(drawing)
    assert {token for token in found if re.fullmatch("[A-Za-z_]+[0-9]*", token)} - names <= {
        "digraph", "circuit", "rankdir", "LR", "tooltip", "node", "fontname", "margin", "edge",
        "arrowsize", "label", "shape", "plaintext", "ellipse", "box", "peripheries", "subgraph",
        "cluster0", "style", "dashed", "rank", "source", "headlabel",
    }  # fmt: skip


def test_labels_hold_the_names_as_they_are() -> None:
    found = tokens(dot.text(hostile(), 2))
    labels = [token for token in found if token.startswith("<")]
    for label in labels:
        assert set(re.findall(r"<(/?\w+)", label[1:-1])) <= {"b", "/b", "br", "font", "/font"}
    plain = " ".join(html.unescape(re.sub("<[^<>]*>", " ", label[1:-1])) for label in labels)
    for evil in EVIL:
        assert visible(evil) in plain


def test_values_and_gradients_in_their_colours() -> None:
    text = dot.text(drawn("input x = 2; f = x * x; backward"), None)
    assert '<font color="#0b6e22">4</font><br/><font color="#b3122a">1</font>' in text


def test_opened_composites_are_clusters() -> None:
    text = dot.text(drawn("def sq(t) = t*t + 1; input x = 2; f = sq(x); backward; expand f"), None)
    assert "subgraph cluster0 {" in text and 'label="f: sq"' in text


@pytest.mark.skipif(not shutil.which("dot"), reason="Graphviz is not installed")
@pytest.mark.parametrize("drawing", DRAWINGS[::5])
def test_graphviz_reads_it(drawing: Drawing) -> None:
    done = subprocess.run(["dot", "-Tjson"], input=dot.text(drawing, 2).encode(),
                          capture_output=True, timeout=60)  # fmt: skip
    assert done.returncode == 0, done.stderr
    graph = json.loads(done.stdout)
    nodes = [each for each in graph["objects"] if "nodes" not in each and "subgraphs" not in each]
    assert len([each for each in nodes if each["name"].startswith("n")]) == len(drawing.nodes)
    assert len(graph.get("edges", [])) == edges(drawing)
    assert not any("URL" in each or "href" in each for each in graph["objects"])
