"""Curves: plot."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from circuitlang.reports.curve import Curve, curve
from circuitlang.session.registry import Name, Value, command
from circuitlang.session.rules import plottable
from circuitlang.text.errors import error

if TYPE_CHECKING:
    from circuitlang.session.session import Session


@command("plot NAME against X from A to B", group="look")
def plot(session: Session, name: Name, x: Name, a: Value, b: Value) -> Curve:
    """The curve of NAME as X moves from A to B, with the present point and its tangent, whose
    slope is the gradient.

    X is an input or a param, and everything else stays as it is; where the curve has no finite
    value there is a gap.  It is drawn by the library uniplot, which comes with
    `pip install "circuitlang[plot]"`.

    > input x = 1
    > f = x * sin(3 * x)
    > plot f against x from -3 to 3
    """
    of, by = plottable(session, name, x)
    low, high = session.number(a), session.number(b)
    for end, value in ((a, low), (b, high)):
        if not (isinstance(value, float) and isfinite(value)):
            raise error("bad-argument", "a plot goes from one finite number to another",
                        session.span(end))  # fmt: skip
    if low == high:
        raise error("bad-argument", f"from {low:g} to {high:g} there is nothing to plot",
                    session.place)  # fmt: skip
    session.need_forward()
    state = session.state
    return curve(state.builder, state.leaves(), of, by, min(low, high), max(low, high))
