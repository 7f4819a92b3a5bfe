"""Activations of neural networks."""

from __future__ import annotations

from circuitlang.gates.elementary import points, side
from circuitlang.gates.gate import Gate

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def relu_local(m: Any, out: Any, x: Any) -> tuple[Any]:
    return (m.only(m.invert(m.le(x, 0.0)), m.mend(1.0, m.isnan(x), x)),)


def leaky_local(m: Any, out: Any, x: Any, slope: Any) -> tuple[Any, Any]:
    # at the kink the smaller of the two slopes: 1 only where the slope is steeper than that
    steep = m.both(m.eq(x, 0.0), m.gt(m.abs(slope), 1.0))
    below = m.mend(m.mend(slope, steep, 1.0), m.isnan(x), x)
    right = m.gt(x, 0.0)
    return m.where(right, 1.0, below), m.only(m.invert(right), x)


def silu_local(m: Any, out: Any, x: Any) -> tuple[Any]:
    return (m.sigmoid(x, times=1.0 + m.sigmoid(-x, times=x)),)


TAILS = (0.0, 1.0, -2.0, 0.3, 20.5, -20.5, 40.0, -37.0, 300.0, -300.0, -708.0, 1000.0, -1000.0)

ROWS = (
    Gate(
        "sigmoid",
        ("x",),
        value=lambda m, x: m.sigmoid(x),
        local=lambda m, out, x: (out * m.sigmoid(-x),),
        family="neural",
        story="A sigmoid squashes into (0, 1). It passes at most a quarter of the gradient, at "
        "zero; where it saturates, almost nothing comes back.",
        samples=points(*TAILS),
    ),
    Gate(
        "relu",
        ("x",),
        value=lambda m, x: m.where(m.le(x, 0.0), 0.0, x),
        local=relu_local,
        family="neural",
        story="A relu is a switch: where its input is positive the gradient passes unchanged, "
        "elsewhere it is stopped.",
        samples=points(2.0, -3.0, 0.0, -0.0, 1e300, -1e300, 5e-324),
        region=side,
    ),
    Gate(
        "leaky_relu",
        ("x", "slope"),
        value=lambda m, x, slope: m.where(m.gt(x, 0.0), x, slope * x),
        local=leaky_local,
        family="neural",
        story="A leaky relu passes the gradient unchanged where its input is positive, and a "
        "small share of it elsewhere, so that it cannot die.",
        samples=((2.0, 0.01), (-3.0, 0.01), (0.0, 0.01), (0.0, 2.0), (-5.0, 0.5), (-1e300, 0.01)),
        defaults={"slope": 0.01},
        region=lambda x, slope=0.01: side(x),
    ),
    Gate(
        "elu",
        ("x",),
        value=lambda m, x: m.where(m.gt(x, 0.0), x, m.expm1(x)),
        local=lambda m, out, x: (m.where(m.gt(x, 0.0), 1.0, m.exp(x)),),
        family="neural",
        story="An elu passes the gradient unchanged where its input is positive; below zero it "
        "bends smoothly towards -1 and the gradient fades.",
        samples=points(2.0, -3.0, 0.0, -1e-9, -40.0, 1e300, -740.0),
    ),
    Gate(
        "gelu",
        ("x",),
        value=lambda m, x: m.cdf(x, times=x),
        local=lambda m, out, x: (m.cdf(x) + m.pdf(x, times=x),),
        family="neural",
        story="A gelu weighs its input by the chance that a normal number is smaller: a relu "
        "with a soft corner, which dips a little below zero.",
        samples=points(0.0, 1.0, -2.0, 0.3, 6.0, -6.0, -12.0, -29.9, -30.1, -37.0, -38.4, 100.0),
    ),
    Gate(
        "silu",
        ("x",),
        value=lambda m, x: m.sigmoid(x, times=x),
        local=silu_local,
        family="neural",
        story="A silu weighs its input by its own sigmoid: a relu with a soft corner, which dips "
        "a little below zero.",
        samples=points(*TAILS, -740.0),
    ),
    Gate(
        "softplus",
        ("x",),
        value=lambda m, x: m.softplus(x),
        local=lambda m, out, x: (m.sigmoid(x),),
        family="neural",
        story="A softplus is a smooth relu; the share of the gradient that it passes is the "
        "sigmoid of its input.",
        samples=points(*TAILS),
    ),
)
