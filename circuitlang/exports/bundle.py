"""What a notebook shows of a circuit, a run, gradients and reports: the picture and the table."""

from __future__ import annotations

from circuitlang.exports import svg
from circuitlang.reports.curve import Curve
from circuitlang.reports.drawing import Drawing, draw
from circuitlang.reports.standing import Standing
from circuitlang.reports.tables import gate_table, gradient_line
from circuitlang.reports.training import Trained
from circuitlang.text.errors import CircuitError
from circuitlang.views.html import html
from circuitlang.views.render import text as plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from circuitlang.engines.reference import Program
    from circuitlang.meaning.builder import Builder
    from circuitlang.reports.report import Report

MOST = 150  # gates and inputs that a picture has; larger circuits are shown as a table


def bundle(words: str, builder: Builder, program: Program, values: Any = None,
           upstream: Any = None, of: int = -1) -> dict[str, str]:  # fmt: skip
    """The mime bundle of a circuit (without `values`), of a run, or of gradients."""
    leaves = dict(builder.values)
    tape = builder.tape
    if values is not None:
        leaves.update((wire, values[wire]) for wire in builder.symbols.values()
                      if wire < program.size and tape.is_leaf(wire))  # fmt: skip
    standing = Standing(builder, program, values, leaves, bytearray(len(tape)), upstream, of)
    found = {"text/plain": words}
    if not builder.symbols:
        return found
    picture = ""
    if len(standing.listed()) <= MOST and tape.gates:
        drawing = draw(standing)
        if len(drawing.nodes) <= MOST:
            picture = svg.text(drawing, None)
    if values is None and picture:
        return {**found, "image/svg+xml": picture}
    parts = [_inside(picture)] if picture else []
    if upstream is not None:
        wires = [wire for wire in builder.symbols.values()
                 if tape.is_leaf(wire) and not tape.is_const(wire)]  # fmt: skip
        parts.append(html(gradient_line(standing, wires)))
    else:
        parts.append(html(gate_table(standing, standing.listed())))
    return {**found, "text/html": "\n".join(parts)}


def reported(report: Report, digits: int | None = None) -> dict[str, str]:
    """The mime bundle of a report: a picture of a drawing and, where matplotlib is installed, of a
    curve and of a descent; a table or text of the others."""
    found = {"text/plain": plain(report, digits=digits)}
    if isinstance(report, Drawing) and report.nodes:
        return {**found, "image/svg+xml": svg.text(report, digits)}
    if isinstance(report, Curve | Trained):
        from circuitlang.exports.chart import chart, installed

        try:
            if installed():
                return {**found, "image/svg+xml": chart(report, ".svg", digits).decode()}
        except CircuitError:
            pass  # there is nothing to draw; the text says so
    return {**found, "text/html": html(report, digits)}


def together(reports: Iterable[tuple[Report, int | None]]) -> dict[str, str]:
    """The mime bundle of several reports, each with its digits, one below the other."""
    bundles = [reported(*each) for each in reports]
    pages = (each.get("text/html") or _inside(each["image/svg+xml"]) for each in bundles)
    return {"text/plain": "\n".join(each["text/plain"] for each in bundles),
            "text/html": "\n".join(f"<div>{page}</div>" for page in pages)}  # fmt: skip


def _inside(picture: str) -> str:
    """An SVG document as a part of a page."""
    return picture.partition("?>")[2].strip()
