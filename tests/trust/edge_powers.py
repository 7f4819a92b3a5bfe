"""What is right at an edge point of `pow`: values as IEEE 754 has them (and C, Annex F), gradients
by the rules of numerics."""

from __future__ import annotations

import math

from tests.trust.edge_rules import INF, NAN, Answer, smooth
from tests.trust.exact import mp, nearest


def whole(y: float) -> bool:
    return math.isinf(y) or y == math.floor(y)


def odd(y: float) -> bool:
    return math.isfinite(y) and y == math.floor(y) and math.fmod(y, 2.0) != 0


def value(x: float, y: float) -> float:
    if y == 0 or x == 1:
        return 1.0
    if x != x or y != y:
        return NAN
    if math.isinf(y):
        size = abs(x)
        return 1.0 if size == 1 else INF if (size > 1) == (y > 0) else 0.0
    if x == 0 or math.isinf(x):
        large = math.isinf(x) == (y > 0)
        size = INF if large else 0.0
        return math.copysign(size, x) if odd(y) else size
    if x < 0 and not whole(y):
        return NAN
    size = mp.power(abs(mp.mpf(x)), mp.mpf(y))
    return nearest(-size if x < 0 and odd(y) else size)


def by_x(x: float, y: float) -> float:
    """y·x^(y - 1), the slope along x; where y is 0 the function is flat."""
    if x != x or y != y:
        return NAN
    if y == 0:
        return 0.0
    if y == 1:
        return 1.0
    if 0 < abs(x) < INF:
        if x < 0 and not whole(y):
            return NAN
        slope = mp.mpf(y) * mp.power(abs(mp.mpf(x)), mp.mpf(y) - 1)
        return nearest(slope if x > 0 or odd(y) else -slope)
    if y < 1 and x == 0 and y > 0:
        return INF  # a vertical tangent, on the side where roots live
    size = value(x, math.copysign(2.0 if odd(y) else 3.0 if whole(y) else 0.5, y - 1.0))
    return math.copysign(1.0, y) * size


def by_y(x: float, y: float) -> float:
    """x^y·log(x): nan for a negative x, which has no logarithm."""
    if x != x or y != y or x < 0:
        return NAN
    if x == 0:
        return -INF if y < 0 else 0.0
    if math.isinf(x):
        return 0.0 if y < 0 else INF
    return nearest(mp.power(mp.mpf(x), mp.mpf(y)) * mp.log(mp.mpf(x)))


def power(x: float, y: float) -> Answer:
    if 0 < x < INF and math.isfinite(y) and y != 0:
        return smooth("pow", x, y)
    return value(x, y), (by_x(x, y), by_y(x, y)), "3" if x == 0 or x < 0 else "L"
