"""Elementary functions of one input."""

from __future__ import annotations

from circuitlang.gates.gate import Gate

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Points = tuple[tuple[float, ...], ...]


def points(*xs: float) -> Points:
    return tuple((x,) for x in xs)


def side(x: float) -> int:
    """On which side of a kink at 0 a number lies: -1, 0 or 1."""
    return (x > 0) - (x < 0)


def log_local(m: Any, out: Any, x: Any) -> tuple[Any]:
    # x + 0 turns -0 to 0: the pole is seen from the side where log lives
    return (m.mend(m.div(1.0, x + 0.0), m.lt(x, 0.0), out),)


def arctan_local(m: Any, out: Any, x: Any) -> tuple[Any]:
    slope = m.div(1.0, 1.0 + x * x)
    return (m.mend(slope, m.gt(m.abs(x), 1e100), m.div(m.div(1.0, x), x)),)


ROWS = (
    Gate(
        "exp",
        ("x",),
        value=lambda m, x: m.exp(x),
        local=lambda m, out, x: (out,),
        family="elementary",
        story="An exp gate is its own slope: the larger its output, the more it amplifies the "
        "gradient.",
        samples=points(0.0, 1.0, -1.5, 5.0, -20.0, 700.0, -745.0),
    ),
    Gate(
        "log",
        ("x",),
        value=lambda m, x: m.log(x),
        local=log_local,
        family="elementary",
        story="A log gate divides the gradient by its input: it shouts at small inputs and "
        "whispers to large ones.",
        domain="x > 0; a pole at 0",
        samples=points(1.0, 0.5, 3.0, 1e-300, 1e300, 5e-324),
    ),
    Gate(
        "sqrt",
        ("x",),
        value=lambda m, x: m.sqrt(x),
        local=lambda m, out, x: (m.div(1.0, 2.0 * out + 0.0),),
        family="elementary",
        story="A sqrt gate halves the gradient and divides it by its output; at 0 its curve "
        "stands upright and the gradient is infinite.",
        domain="x ≥ 0; a vertical tangent at 0",
        samples=points(1.0, 0.25, 2.0, 1e-300, 1e300),
    ),
    Gate(
        "square",
        ("x",),
        value=lambda m, x: x * x,
        local=lambda m, out, x: (2.0 * x,),
        family="elementary",
        story="A square gate multiplies the gradient by twice its input: far from 0 it pulls "
        "hard, at 0 not at all.",
        samples=points(3.0, -0.5, 0.0, 1e150, 1e-160),
    ),
    Gate(
        "reciprocal",
        ("x",),
        value=lambda m, x: m.div(1.0, x),
        local=lambda m, out, x: (-m.div(out, x),),
        family="elementary",
        story="A reciprocal gate turns the gradient's sign and divides it by x²: small inputs "
        "are pushed hard.",
        domain="x is not 0",
        samples=points(2.0, -0.5, 1e-3, 1e150, -1e-150),
    ),
    Gate(
        "abs",
        ("x",),
        value=lambda m, x: m.abs(x),
        local=lambda m, out, x: (m.sign(x),),
        family="elementary",
        story="An abs gate passes the gradient on, its sign turned where the input is negative; "
        "at the kink it passes 0.",
        samples=points(2.0, -3.0, 0.0, -0.0, 1e300, -5e-324),
        region=side,
    ),
    Gate(
        "sign",
        ("x",),
        value=lambda m, x: m.sign(x),
        local=lambda m, out, x: (m.only(m.isnan(x), x),),
        family="elementary",
        story="A sign gate keeps only the direction; its output is flat, so no gradient comes "
        "back.",
        samples=points(2.0, -3.0, 0.0, -0.0, 1e-320),
        region=side,
    ),
    Gate(
        "sin",
        ("x",),
        value=lambda m, x: m.sin(x),
        local=lambda m, out, x: (m.cos(x),),
        family="elementary",
        story="A sin gate multiplies the gradient by the cosine: nothing comes back at a crest.",
        domain="x is finite",
        samples=points(0.0, 1.0, -2.0, 100.0, 1e22),
    ),
    Gate(
        "cos",
        ("x",),
        value=lambda m, x: m.cos(x),
        local=lambda m, out, x: (-m.sin(x),),
        family="elementary",
        story="A cos gate multiplies the gradient by minus the sine: nothing comes back at a "
        "crest.",
        domain="x is finite",
        samples=points(0.0, 1.0, -2.0, 100.0, 1e22),
    ),
    Gate(
        "tan",
        ("x",),
        value=lambda m, x: m.tan(x),
        local=lambda m, out, x: (1.0 + out * out,),
        family="elementary",
        story="A tan gate never shrinks the gradient, and near its poles it lets it explode.",
        domain="x is not an odd multiple of π/2",
        samples=points(0.0, 1.0, -1.2, 1.57, 4.0),
    ),
    Gate(
        "tanh",
        ("x",),
        value=lambda m, x: m.tanh(x),
        local=lambda m, out, x: (m.sech2(x),),
        family="elementary",
        story="A tanh gate is steepest at zero; where it saturates, almost no gradient comes back.",
        samples=points(0.0, 1.5, -0.3, 1e-9, 19.0, -20.0, 37.0, 372.0),
    ),
    Gate(
        "arctan",
        ("x",),
        value=lambda m, x: m.atan(x),
        local=arctan_local,
        family="elementary",
        story="An arctan gate is steepest at zero, and saturates more gently than tanh: its "
        "slope falls like 1/x².",
        samples=points(0.0, 1.0, -3.0, 1e6, -1e158),
    ),
)
