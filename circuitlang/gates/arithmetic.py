"""Arithmetic: + - * / ** and the gate that hands its input on."""

from __future__ import annotations

import math

from circuitlang.gates.gate import Gate

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def total(m: Any, *xs: Any) -> Any:
    result = xs[0]
    for x in xs[1:]:
        result = result + x
    return result


def product(m: Any, *xs: Any) -> Any:
    result = xs[0]
    for x in xs[1:]:
        result = result * x
    return result


def products_of_others(m: Any, out: Any, *xs: Any) -> tuple[Any, ...]:
    """For each input the product of the others, in linear time and without dividing by it."""
    if len(xs) == 2:
        return xs[1], xs[0]
    if len(xs) == 1:
        return (1.0,)
    after = list(xs)  # after[i] = xs[i] * … * xs[-1]
    for i in range(len(xs) - 2, 0, -1):
        after[i] = xs[i] * after[i + 1]
    result, before = [after[1]], xs[0]
    for i in range(1, len(xs) - 1):
        result.append(before * after[i + 1])
        before = before * xs[i]
    return (*result, before)


def pow_local(m: Any, out: Any, x: Any, y: Any) -> tuple[Any, Any]:
    # y - 1 is exact from 1/2 up; below, its rounding would be magnified by log(x)
    steady = m.both(m.lt(y, 0.5), m.both(m.ne(x, 0.0), m.lt(m.abs(x), math.inf)))
    below = m.mend(y * m.div(out, x), m.lt(m.abs(y), 1e-3), m.div(y, x) * out)  # out is near 1
    by_x = m.mend(y * m.pow(x, y - 1.0), steady, below)
    # -0 is seen from where roots live: y - 1 may round to -1, whose power of -0 is -inf
    upright = m.both(m.both(m.gt(y, 0.0), m.lt(y, 0.5)), m.eq(x, 0.0))
    by_x = m.mend(by_x, upright, math.inf)
    pole = m.both(m.eq(x, 0.0), m.lt(y, 0.0))  # also at -0: seen from where log lives
    by_y = m.mend(out * m.log(x), pole, -math.inf)
    flat = m.either(  # where y moves, 0**y and inf**y stay what they are
        m.both(m.eq(x, 0.0), m.ge(y, 0.0)), m.both(m.eq(x, math.inf), m.lt(y, 0.0))
    )
    level = m.eq(y, 0.0)
    lost = m.either(level, m.eq(y, 1.0))  # nan**0 is 1
    return (
        m.mend(m.mend(by_x, level, 0.0), m.both(lost, m.isnan(x)), x),
        m.mend(m.mend(by_y, flat, 0.0), m.isnan(y), y),
    )


PAIRS = ((3.0, -4.0), (0.5, 0.25), (0.0, 2.0), (2.0, 2.0), (-1e200, 1e150), (1e-300, -7.0))
SINGLES = ((2.5,), (0.0,), (-0.0,), (-3.0,), (1e300,), (-1e-310,))

ROWS = (
    Gate(
        "add",
        ("x", "y"),
        value=total,
        local=lambda m, out, *xs: (1.0,) * len(xs),
        family="arithmetic",
        story="An add gate distributes: every input hears exactly the gradient that the gate "
        "hears, whatever the values were.",
        samples=(*PAIRS, (1.0, 2.0, -4.0), (1.0, 1.0, 1.0, 1.0, 0.5)),
        sign="+",
        more=True,
    ),
    Gate(
        "sub",
        ("x", "y"),
        value=lambda m, x, y: x - y,
        local=lambda m, out, x, y: (1.0, -1.0),
        family="arithmetic",
        story="A subtract gate hands its gradient to the first input as it is, and to the second "
        "with its sign turned.",
        samples=PAIRS,
        sign="-",
    ),
    Gate(
        "mul",
        ("x", "y"),
        value=product,
        local=products_of_others,
        family="arithmetic",
        story="A multiply gate swaps: each input hears the gradient times the other input, so a "
        "small input next to a large one gets the large gradient.",
        samples=(*PAIRS, (2.0, -3.0, 0.5), (0.0, 5.0, 7.0, -1.0), (0.0, 0.0, 3.0)),
        sign="*",
        more=True,
    ),
    Gate(
        "div",
        ("x", "y"),
        value=lambda m, x, y: m.div(x, y),
        local=lambda m, out, x, y: (m.div(1.0, y), -m.div(out, y)),
        family="arithmetic",
        story="A divide gate scales the gradient by 1/y on its way to the numerator; a "
        "denominator near zero makes both gradients huge.",
        domain="y is not 0",
        samples=(*PAIRS, (1.0, 1e-3), (-5.0, -0.1)),
        sign="/",
    ),
    Gate(
        "pow",
        ("x", "y"),
        value=lambda m, x, y: m.pow(x, y),
        local=pow_local,
        family="arithmetic",
        story="A power gate multiplies the gradient by y·x^(y - 1): a base far from zero is "
        "amplified, one near zero is all but silenced.",
        domain="x > 0, or x = 0 and y ≥ 0, or x < 0 and y whole",
        samples=(
            (3.0, 2.0),
            (2.0, 0.5),
            (-2.0, 3.0),
            (0.0, 2.0),
            (1.5, -1.0),
            (1e-300, 0.1),
            (10.0, 300.0),
            (0.7, 0.0),
            (2.0, -1000.3),
        ),
        sign="**",
    ),
    Gate(
        "neg",
        ("x",),
        value=lambda m, x: -x,
        local=lambda m, out, x: (-1.0,),
        family="arithmetic",
        story="A negate gate turns the sign of what it passes on, forward and backward.",
        samples=SINGLES,
        sign="-",
    ),
    Gate(
        "copy",
        ("x",),
        value=lambda m, x: x,
        local=lambda m, out, x: (1.0,),
        family="arithmetic",
        story="A copy gate gives a value a second name; the gradient passes unchanged.",
        samples=SINGLES,
    ),
)
