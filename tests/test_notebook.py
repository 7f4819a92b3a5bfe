"""Notebooks: what circuits, runs and gradients show of themselves, `%%circuit`, the example."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

import circuitlang as cl
from circuitlang.notebook import Shown
from circuitlang.views.html import html

ROOT = Path(__file__).resolve().parents[1]
FIRST = "input x = -2, y = 5, z = -4; q = x + y; f = q * z"
SVG, HTML, PLAIN = "image/svg+xml", "text/html", "text/plain"
ALLOWED = {"pre", "span", "b", "table", "thead", "tbody", "tr", "th", "td"}
DRAWN = {"svg", "title", "desc", "style", "rect", "g", "path", "circle", "text", "tspan", "line"}


class Tags(HTMLParser):
    """The tags and the text of a page; every tag is closed in its turn."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.open: list[str] = []
        self.text = ""
        self.feed(page)
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert not [name for name, _ in attrs if name.startswith("on") or name in ("href", "src")]
        self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


# ---------------------------------------------------------------------- what they show


def test_a_circuit_is_drawn() -> None:
    found = cl.parse(FIRST)._repr_mimebundle_()
    assert set(found) == {PLAIN, SVG}
    ElementTree.fromstring(found[SVG].encode())
    assert found[PLAIN] == "<Circuit: 3 inputs, 2 gates, output f>"


def test_replies_of_a_session_are_shown() -> None:
    found = cl.Session().execute(f"{FIRST}\nbackward; show; diagram")._repr_mimebundle_()
    assert set(found) == {PLAIN, HTML}
    page = Tags(found[HTML])
    assert {"table", "svg"} <= page.tags <= ALLOWED | DRAWN | {"div"}
    assert "∂f/∂x" in page.text


def test_curves_are_drawn() -> None:
    pytest.importorskip("matplotlib")
    plot = "input x = 1; f = x * sin(3 * x); plot f against x from -3 to 3"
    learn = "param w = 0; loss = (w - 3) ** 2; descend loss rate 0.1 steps 20"
    for text in (plot, learn):
        found = Shown(cl.Session().execute(text)[-1 if text == plot else 0], None)
        bundle = found._repr_mimebundle_()
        assert set(bundle) == {PLAIN, SVG}
        ElementTree.fromstring(bundle[SVG].encode())
    nothing = cl.Session().execute("input x = -1; f = log(x); plot f against x from -3 to -1")[-1]
    assert "no finite value" in Shown(nothing, None)._repr_mimebundle_()[HTML]


def test_a_run_is_drawn_with_its_values() -> None:
    found = cl.parse(FIRST).forward(x=3)._repr_mimebundle_()
    page = Tags(found[HTML])
    assert "-32" in page.text and "output" in page.text and "gradient</th>" not in found[HTML]
    assert page.tags <= ALLOWED | DRAWN and {"svg", "table"} <= page.tags


def test_gradients_are_drawn_with_theirs() -> None:
    found = cl.parse(FIRST).forward(x=3).backward()._repr_mimebundle_()
    assert "∂f/∂z" in Tags(found[HTML]).text and "svg" in Tags(found[HTML]).tags


def test_an_old_run_keeps_its_values() -> None:
    circuit = cl.Circuit()
    x = circuit.input("x", 2.0)
    circuit.gate("f", x * x)
    run = circuit.forward(x=3.0)
    circuit.gate("g", x * 5.0)
    page = Tags(run._repr_mimebundle_()[HTML])
    assert "9" in page.text and "10" not in page.text.partition("gate")[2]


def test_an_empty_circuit_and_a_large_one() -> None:
    assert set(cl.Circuit()._repr_mimebundle_()) == {PLAIN}
    many = cl.parse("input x[0] = 1; for i in 1 to 500 { x_[i] = x[0] * i }")
    found = many._repr_mimebundle_()
    assert SVG not in found and "more" in Tags(found[HTML]).text


def test_tensors() -> None:
    grads = cl.parse("input x = [[1, 2], [3, 4]]; f = sum(x @ x)").forward().backward()
    assert Tags(grads._repr_mimebundle_()[HTML]).tags <= ALLOWED | DRAWN


NASTY = '<script>alert(1)</script> & "q" \x1b[31m ]]>'


def test_what_comes_from_outside_is_escaped() -> None:
    from circuitlang.reports.notes import Note, Printed
    from circuitlang.reports.tables import GateRow, GateTable, GradientLine, Number

    row = GateRow(NASTY, NASTY, Number(1.0), Number(2.0), 0, True, True)
    for report in (Note(NASTY), Printed(NASTY), GateTable((row,), NASTY),
                   GradientLine(NASTY, 1.0, ((NASTY, Number(1.0)),))):  # fmt: skip
        page = Tags(html(report))
        assert page.tags <= ALLOWED and "\x1b" not in page.text
        assert '<script>alert(1)</script> & "q" \\x1b[31m ]]>' in page.text.replace("\n", " ")


def test_of_many_gradients_the_first_are_shown() -> None:
    from circuitlang.reports.tables import GradientLine, Number

    for count, more in ((199, ""), (200, ""), (201, "… 1 more"), (3000, "… 2,800 more")):
        line = GradientLine("f", 1.0, tuple((f"x{i}", Number(1.0)) for i in range(count)))
        text = Tags(html(line)).text
        assert text.count("∂f/∂x") == min(count, 200) and ("more" in text) == bool(more)
        assert more in text


# ---------------------------------------------------------------------- cells


@pytest.fixture
def shell() -> Any:
    pytest.importorskip("IPython")
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    config = Config()
    config.HistoryManager.enabled = False
    found = InteractiveShell.instance(config=config)
    yield found
    InteractiveShell.clear_instance()


def run(shell: Any, cell: str) -> tuple[list[Any], Any]:
    """What a cell displayed, and its result."""
    from IPython.utils.capture import capture_output

    with capture_output() as captured:
        result = shell.run_cell(cell)
    return captured.outputs, result


def test_cells_are_one_conversation(shell: Any) -> None:
    assert run(shell, "%load_ext circuitlang")[1].success
    assert run(shell, f"%%circuit\n{FIRST}")[1].success
    outputs, result = run(shell, "%%circuit\nbackward\nshow\ndiagram\nx * 2")
    assert result.success
    kinds = [set(output.data) for output in outputs]
    assert {PLAIN, SVG} in kinds and kinds[-1] == {PLAIN, HTML}
    assert "-4" in outputs[-1].data[PLAIN]
    assert any("<table>" in output.data.get(HTML, "") for output in outputs)


def test_a_cell_gives_its_circuit(shell: Any) -> None:
    run(shell, "%load_ext circuitlang")
    run(shell, f"%%circuit c\n{FIRST}")
    assert shell.user_ns["c"].forward()["f"] == -12.0
    assert run(shell, "%%circuit --new d\ninput x = 1; f = x + 1")[1].success
    assert shell.user_ns["d"].names == ("x", "f")


def test_mistakes_are_shown_without_a_traceback(shell: Any, capsys: Any) -> None:
    run(shell, "%load_ext circuitlang")
    for cell, words in (("%%circuit\ninput x = 1; f = x * w", "nothing is called `w`"),
                        ("%%circuit a b\nx = 1", "takes the name of a variable"),
                        ("%%circuit\ninput y = 1\nexpect y = 2", "did not hold")):  # fmt: skip
        error = run(shell, cell)[1].error_in_exec
        assert type(error).__name__ == "UsageError" and words in str(error)


def test_the_example(shell: Any) -> None:
    notebook = json.loads((ROOT / "examples" / "notebook.ipynb").read_text("utf-8"))
    assert notebook["nbformat"] == 4
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            assert not cell["outputs"]
            _, result = run(shell, "".join(cell["source"]))
            assert result.success, cell["source"]
    assert shell.user_ns["grads"].of == "f"
