"""Rows that no circuit's text can name: what derivatives of other rows are made of."""

from __future__ import annotations

from circuitlang.gates.elementary import points
from circuitlang.gates.gate import Gate

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def given_local(m: Any, out: Any, *xs: Any) -> tuple[Any, ...]:
    entries = [1.0]
    for formula in xs[2::2]:
        entries += (formula, m.nothing)
    return tuple(entries)


ROWS = (
    Gate(
        "given",
        ("result", "port", "formula"),
        value=lambda m, result, *rest: result,
        local=given_local,
        family="internal",
        story="A composite gate with a local gradient of its own: each input hears the gradient "
        "times the formula that was given for it.",
        samples=((0.5, 0.0, 0.25), (2.0, 3.0, -1.0, 4.0, 7.0)),
        more=True,
    ),
    Gate(
        "chained",
        ("result", "upstream", "input", "formula"),
        value=lambda m, result, *rest: result,
        local=lambda m, out, *xs: (1.0, *[m.nothing] * (len(xs) - 1)),
        family="internal",
        story="A composite gate whose definition says what its inputs hear: formulas in "
        "`upstream`, the gradient that the gate itself hears.",
        samples=((0.5, 0.0, 0.25, 0.5),),
        more=True,
    ),
    Gate(
        "upstream",
        ("result",),
        value=lambda m, result: m.where(m.lt(result, result), result, 0.0),
        local=lambda m, out, result: (m.nothing,),
        family="internal",
        story="What a composite gate hears, for the formulas of its definition: 0 until a "
        "backward is there.",
        samples=((0.5,), (-2.0,)),
    ),
    Gate(
        "port",
        ("x",),
        value=lambda m, x: x,
        local=lambda m, out, x: (m.nothing,),
        family="internal",
        story="An input of a composite gate with a local gradient of its own, seen from inside: "
        "nothing goes back through it, for the formula says what the input hears.",
        samples=((0.5,), (-2.0,)),
    ),
    Gate(
        "sech2",
        ("x",),
        value=lambda m, x: m.sech2(x),
        local=lambda m, out, x: (-(2.0 * m.tanh(x) * out),),
        family="internal",
        story="The slope of tanh.",
        samples=points(0.0, 1.5, -0.3, 20.0, -300.0),
    ),
    Gate(
        "cdf",
        ("x",),
        value=lambda m, x: m.cdf(x),
        local=lambda m, out, x: (m.pdf(x),),
        family="internal",
        story="The normal distribution function Φ, which gelu weighs by.",
        samples=points(0.0, 1.0, -2.0, 8.0, -12.0, -30.5, -37.0),
    ),
    Gate(
        "pdf",
        ("x",),
        value=lambda m, x: m.pdf(x),
        local=lambda m, out, x: (-m.pdf(x, times=x),),
        family="internal",
        story="The normal density φ, the slope of Φ.",
        samples=points(0.0, 1.0, -2.0, 8.0, -12.0, 30.5, -37.0),
    ),
)
