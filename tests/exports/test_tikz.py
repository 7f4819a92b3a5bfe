"""TikZ: nothing that came from outside means anything to TeX; it compiles where TeX is there."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from circuitlang.exports import tikz
from circuitlang.exports.plan import Plan
from tests.pictures import at_random, drawn, edges, hostile

COMMANDS = {
    "documentclass", "usepackage", "pagestyle", "parindent", "topskip", "frenchspacing",
    "newcommand", "letter", "ifdefined", "directlua", "else", "XeTeXversion", "fontsize",
    "selectfont", "fi", "definecolor", "begin", "end", "ttfamily", "useasboundingbox", "draw",
    "fill", "node", "textbf",
    *(name for text in tikz.SPECIAL.values() for name in re.findall(r"\\([a-zA-Z]+)", text)),
}  # fmt: skip


def body(text: str) -> list[str]:
    return text.split("\\useasboundingbox")[1].split("\n")[1:]


def test_only_commands_that_are_meant() -> None:
    text = tikz.text(hostile(), 2)
    assert set(re.findall(r"\\([a-zA-Z]+)", text)) <= COMMANDS
    for line in body(text):
        plain = re.sub(r"\\[{}$&#_%]", "", line)
        assert plain.count("{") == plain.count("}")
        assert "%" not in plain or line.endswith("}%")
        assert not re.search(r"[\x00-\x1f\x7f]", line)


def test_escapes() -> None:
    assert tikz.escaped("\\input{/etc/passwd}") == r"\textbackslash{}input\{/etc/passwd\}"
    assert tikz.escaped("100% $x^2$ a_b & #1") == (r"100\% \$x\textasciicircum{}2\$ a\_b \& \#1")
    assert tikz.escaped("größe 變") == "größe \\letter{8B8A}{變}"
    assert tikz.escaped("\x1b[31m") == r"\textbackslash{}x1b[31m"


@pytest.mark.parametrize("seed", range(15))
def test_every_gate_and_every_input_of_it_is_there(seed: int) -> None:
    drawing = at_random(seed)
    text, plan = tikz.text(drawing, None), Plan(drawing, None)
    gates = sum(bool(node.sign) for node in drawing.nodes)
    assert text.count("\\draw[box,") == gates == len(plan.boxes)
    assert sum(wire.to is not None for wire in plan.wires) == edges(drawing)
    assert text.count("\\draw[wire") == len(plan.wires)


def test_a_long_circuit_is_smaller() -> None:
    """TeX knows no length above 16383 points."""
    long = "input x = 1; q[0] = x; for i in 1 to 300 { q[i] = q[i - 1] * x }"
    text = tikz.text(drawn(long), None)
    found = re.search(r"paperwidth=(.*)pt,paperheight=(.*)pt,margin", text)
    assert found and 13000 < float(found[1]) < 14400 and float(found[2]) < 400
    font = re.search(r"font=\\ttfamily\\fontsize\{(.*?)\}", text)
    assert font and float(font[1]) < 8
    small = tikz.text(drawn("input x = 1; f = x * x"), None)
    assert r"\fontsize{8}{8}" in small and "x=0.55pt,y=-0.55pt" in small


@pytest.mark.skipif(not shutil.which("pdflatex"), reason="LaTeX is not installed")
@pytest.mark.parametrize("name", ["hostile", "plain", "long"])
def test_it_compiles(tmp_path: Path, name: str) -> None:
    plain = "def sq(t) = t*t + 1; input x = 2, größe = 3; p = sq(x); f = p - größe; expand p"
    long = "input x = 1; q[0] = x; for i in 1 to 300 { q[i] = q[i - 1] * x }"
    drawing = hostile() if name == "hostile" else drawn(plain if name == "plain" else long)
    (tmp_path / "f.tex").write_text(tikz.text(drawing, 2), "utf-8")
    done = subprocess.run(["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "f.tex"],
                          cwd=tmp_path, capture_output=True, timeout=120)  # fmt: skip
    assert done.returncode == 0, done.stdout[-2000:]
    assert b"(1 page" in done.stdout
