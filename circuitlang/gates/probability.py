"""Probabilities, in the forms that neither overflow nor lose digits."""

from __future__ import annotations

from circuitlang.gates.gate import Gate
from circuitlang.gates.reduction import shifted
from circuitlang.gates.samples import ramp
from circuitlang.gates.shapes import axes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from circuitlang.gates.shapes import Shape


def lying(m: Any, x: Any, axis: Any) -> Any:
    """The axis along which the classes lie; one number is one class."""
    return axis if m.rank(x) else ()


def softmax(m: Any, x: Any, axis: Any = -1) -> Any:
    axis = lying(m, x, axis)
    powers = m.exp(x - m.max_of(x, axis=axis, keepdims=1))
    return m.div(powers, m.sum(powers, axis=axis, keepdims=1))


def softmax_chain(m: Any, g: Any, out: Any, x: Any, axis: Any = -1) -> tuple[Any]:
    # a gradient that is the same everywhere does nothing: taken from that of the likeliest, so
    # that nothing cancels where its probability is next to 1
    axis = lying(m, x, axis)
    top = m.peak(out, axis=axis)
    from_top = g - m.sum(m.where(top, g, 0.0), axis=axis, keepdims=1)
    g = m.finer(g, from_top)
    return (out * (g - m.sum(g * out, axis=axis, keepdims=1)),)


def log_softmax(m: Any, x: Any, axis: Any = -1) -> Any:
    top, log = shifted(m, x, lying(m, x, axis))
    return x - top - log


def log_softmax_chain(m: Any, g: Any, out: Any, x: Any, axis: Any = -1) -> tuple[Any]:
    """g - softmax·Σg; for the likeliest, where 1 - softmax would cancel, of the others' shares."""
    axis = lying(m, x, axis)
    p = m.softmax(x, axis=axis)
    plain = g - p * m.sum(g, axis=axis, keepdims=1)
    top = m.peak(x, axis=axis)
    others = m.sum(m.where(top, 0.0, p), axis=axis, keepdims=1)
    pulls = m.sum(m.where(top, 0.0, g), axis=axis, keepdims=1)
    return (m.finer(plain, m.where(top, g * others - p * pulls, plain)),)


def probability_shape(x: Shape, axis: Any = -1) -> Shape:
    if x or axis != -1:
        axes(x, axis)
    return x


PROBABILITIES: tuple[tuple[Any, ...], ...] = (
    (ramp(3),),
    (2.0,),
    ([-1.5],),
    (ramp(4, 3, start=2),),
    (ramp(4, 3, start=2), {"axis": 0}),
    (ramp(2, 2, 1, 3), {"axis": 1}),
    ([40.0, 0.0, -3.0],),
    ([1000.0, 1000.0, 0.0],),
    ([],),
)


def probability(name: str, value: Any, chain: Callable[..., Any], story: str) -> Gate:
    return Gate(
        name,
        ("x",),
        value=value,
        chain=chain,
        shape=probability_shape,
        options={"axis": -1},
        family="probability and loss",
        story=story,
        samples=PROBABILITIES,
    )


ROWS = (
    probability(
        "softmax",
        softmax,
        softmax_chain,
        "A softmax turns scores into probabilities, which compete: what raises one lowers the "
        "others, so of the gradient only what differs from the mean comes through.",
    ),
    probability(
        "log_softmax",
        log_softmax,
        log_softmax_chain,
        "The logarithm of softmax, in one piece: each score hears its own gradient less its "
        "probability's share of them all.",
    ),
)
