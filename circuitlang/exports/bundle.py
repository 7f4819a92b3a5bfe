"""What a notebook shows of a circuit, a run and gradients: the picture and the table."""

from __future__ import annotations

from circuitlang.exports import svg
from circuitlang.reports.drawing import draw
from circuitlang.reports.standing import Standing
from circuitlang.reports.tables import gate_table, gradient_line
from circuitlang.views.html import html

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from circuitlang.engines.reference import Program
    from circuitlang.meaning.builder import Builder

MOST = 150  # gates and inputs that a picture has; larger circuits are shown as a table


def bundle(plain: str, builder: Builder, program: Program, values: Any = None,
           upstream: Any = None, of: int = -1) -> dict[str, str]:  # fmt: skip
    """The mime bundle of a circuit (without `values`), of a run, or of gradients."""
    leaves = dict(builder.values)
    tape = builder.tape
    if values is not None:
        leaves.update((wire, values[wire]) for wire in builder.symbols.values()
                      if wire < program.size and tape.is_leaf(wire))  # fmt: skip
    standing = Standing(builder, program, values, leaves, bytearray(len(tape)), upstream, of)
    found = {"text/plain": plain}
    if not builder.symbols:
        return found
    picture = ""
    if len(standing.listed()) <= MOST and tape.gates:
        drawing = draw(standing)
        if len(drawing.nodes) <= MOST:
            picture = svg.text(drawing, None)
    if values is None and picture:
        return {**found, "image/svg+xml": picture}
    parts = [picture.partition("?>")[2].strip()] if picture else []
    if upstream is not None:
        wires = [wire for wire in builder.symbols.values()
                 if tape.is_leaf(wire) and not tape.is_const(wire)]  # fmt: skip
        parts.append(html(gradient_line(standing, wires)))
    else:
        parts.append(html(gate_table(standing, standing.listed())))
    return {**found, "text/html": "\n".join(parts)}
