"""What is right at an edge point of a gate of numbers, from mathematics and the rules of numerics,
without a look at the rows: the table tests/trust/edges.csv is made of it (`make_edges`).

    1  differentiable: the derivative, from mpmath, rounded once
    2  a kink of one argument: the one-sided slope of smallest magnitude; a tie: the tie rule
    3  a pole or a vertical tangent: ±inf from the side of the domain; outside of it, or at nan: nan
    4  a branch that is not taken: exactly 0, whatever is heard (written `-`)
    L  at an infinity: the limit
    I  IEEE 754 arithmetic says it
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from tests.trust.exact import REFERENCE, mp, nearest

INF, NAN = math.inf, math.nan
NONE = None  # the gradient of a branch that is not taken
Answer = tuple[float, tuple[float | None, ...], str]  # value, gradients, rule

PI_2 = math.pi / 2
LIMITS: dict[str, dict[float, tuple[float, float]]] = {  # at an infinity: value and slope
    "exp": {INF: (INF, INF), -INF: (0.0, 0.0)},
    "square": {INF: (INF, INF), -INF: (INF, -INF)},
    "reciprocal": {INF: (0.0, -0.0), -INF: (-0.0, -0.0)},
    "tanh": {INF: (1.0, 0.0), -INF: (-1.0, 0.0)},
    "arctan": {INF: (PI_2, 0.0), -INF: (-PI_2, 0.0)},
    "sigmoid": {INF: (1.0, 0.0), -INF: (0.0, 0.0)},
    "softplus": {INF: (INF, 1.0), -INF: (0.0, 0.0)},
    "elu": {INF: (INF, 1.0), -INF: (-1.0, 0.0)},
    "gelu": {INF: (INF, 1.0), -INF: (-0.0, -0.0)},
    "silu": {INF: (INF, 1.0), -INF: (-0.0, -0.0)},
    "sech2": {INF: (0.0, -0.0), -INF: (0.0, 0.0)},
    "cdf": {INF: (1.0, 0.0), -INF: (0.0, 0.0)},
    "pdf": {INF: (0.0, -0.0), -INF: (0.0, 0.0)},
    "log": {INF: (INF, 0.0)},
    "sqrt": {INF: (INF, 0.0)},
}
POLES: dict[str, dict[str, tuple[float, float]]] = {  # by repr: 0 is told from -0
    "log": {"0.0": (-INF, INF), "-0.0": (-INF, INF)},
    "sqrt": {"0.0": (0.0, INF), "-0.0": (-0.0, INF)},
    "reciprocal": {"0.0": (INF, -INF), "-0.0": (-INF, -INF)},
}
LINEAR = {"neg": -1.0, "copy": 1.0}
ODD = ("sin", "tan", "tanh", "arctan", "elu", "gelu", "silu", "square")  # 0 at 0


def smooth(name: str, *xs: float) -> Answer:
    """Value and slopes by mpmath, each rounded once."""
    value, local = REFERENCE[name]
    exact = [mp.mpf(x) for x in xs]
    big = max(map(abs, xs)) > 1e15 and name in ("sin", "cos", "tan")
    with mp.workdps(700 if big else 60):
        return (nearest(value(*exact)), tuple(nearest(mp.mpf(s)) for s in local(*exact)), "1")


def of_one(name: str, x: float) -> Answer:
    """The gates of one input that have one formula."""
    if name in LINEAR:
        return LINEAR[name] * x, (LINEAR[name],), "1"
    if x != x:
        return NAN, (NAN,), "3"
    if repr(x) in POLES.get(name, {}):
        value, slope = POLES[name][repr(x)]
        return value, (slope,), "3"
    if x in LIMITS.get(name, {}):
        value, slope = LIMITS[name][x]
        return value, (slope,), "L"
    if math.isinf(x) or (x < 0 and name in ("log", "sqrt")):
        return NAN, (NAN,), "3"
    value, slopes, rule = smooth(name, x)
    if x == 0 and name in ODD:
        value = abs(x) if name == "square" else x
        if name == "square":
            slopes = (x,)
    if value == 0 and x != 0 and name in ("gelu", "silu"):
        value = math.copysign(0.0, x)
    return value, slopes, rule


def absolute(x: float) -> Answer:
    if x != x:
        return NAN, (NAN,), "3"
    return abs(x), (math.copysign(1.0, x) if x else 0.0,), "1" if x else "2"


def sign(x: float) -> Answer:
    if x != x:
        return NAN, (NAN,), "3"
    return (math.copysign(1.0, x) if x else 0.0), (NONE,), "4"


def relu(x: float) -> Answer:
    if x != x:
        return NAN, (NAN,), "3"
    return (x, (1.0,), "1") if x > 0 else (0.0, (NONE,), "4" if x else "2")


def leaky(x: float, slope: float) -> Answer:
    if x > 0:
        return x, (1.0, NONE), "4"
    if x != x:
        return NAN, (NAN, NAN), "3"
    if x == 0:
        return slope * x, (min(slope, 1.0, key=abs) if abs(slope) != 1 else slope, x), "2"
    return slope * x, (slope, x), "I"


def clip(x: float, lo: float, hi: float) -> Answer:
    if x != x or lo != lo or hi != hi:
        return NAN, (NAN, NAN, NAN), "3"
    if lo < x < hi:
        return x, (1.0, NONE, NONE), "4"
    if x < lo:
        return lo, (NONE, 1.0, NONE), "4"
    if x > hi:
        return hi, (NONE, NONE, 1.0), "4"
    value = x if x else (0.0 if str(x) != str(lo) and x == lo else x)  # of 0 and -0 the larger
    return value, (NONE, NONE, NONE), "2"


def where(c: float, a: float, b: float) -> Answer:
    return (a, (NONE, 1.0, NONE), "4") if c != 0 else (b, (NONE, NONE, 1.0), "4")


def comparing(holds: Callable[[float, float], bool]) -> Callable[..., Answer]:
    return lambda x, y: (float(holds(x, y)), (NONE, NONE), "4")


def choosing(most: bool) -> Callable[..., Answer]:
    """max or min under a tie rule, 0 above -0."""

    def choose(*xs: float, ties: str = "split") -> Answer:
        if any(x != x for x in xs):
            return NAN, (NAN,) * len(xs), "3"
        best = (max if most else min)(xs)
        if best == 0:
            zeros = [x for x in xs if x == 0]
            signs = {math.copysign(1.0, x) for x in zeros}
            best = math.copysign(0.0, max(signs) if most else min(signs))
        level = [i for i, x in enumerate(xs) if x == best]
        share = 1.0 / len(level) if ties == "split" else 1.0
        if ties == "first":
            level = [level[0] if most else level[-1]]
        slopes = tuple(share if i in level else NONE for i in range(len(xs)))
        return best, slopes, "2" if sum(x == best for x in xs) > 1 else "4"

    return choose


def divided(x: float, y: float) -> float:
    if y == 0:
        return NAN if x == 0 or x != x else math.copysign(INF, x) * math.copysign(1.0, y)
    return x / y


def div(x: float, y: float) -> Answer:
    """At finite numbers the quotients rounded once; elsewhere 1/y and -(x/y)/y of IEEE 754."""
    if math.isfinite(x) and math.isfinite(y) and x and y:
        return smooth("div", x, y)
    return divided(x, y), (divided(1.0, y), -divided(divided(x, y), y)), "I"


def arithmetic(name: str) -> Callable[..., Answer]:
    def of_two(x: float, y: float) -> Answer:
        value = {"add": x + y, "sub": x - y, "mul": x * y}[name]
        return value, {"add": (1.0, 1.0), "sub": (1.0, -1.0), "mul": (y, x)}[name], "I"

    return of_two


def product(*xs: float) -> Answer:
    """Of three: each hears the product of the others."""
    a, b, c = xs
    return a * b * c, (b * c, a * c, a * b), "I"


RULES: dict[str, Any] = {
    **{name: (lambda x, name=name: of_one(name, x)) for name in (*LINEAR, *LIMITS)},
    **{name: (lambda x, name=name: of_one(name, x)) for name in ("sin", "cos", "tan")},
    "abs": absolute, "sign": sign, "relu": relu, "leaky_relu": leaky, "clip": clip,
    "where": where, "detach": lambda x: (x, (NONE,), "4"), "div": div,
    **{name: arithmetic(name) for name in ("add", "sub", "mul")},
    "max": choosing(True), "min": choosing(False),
    "lt": comparing(lambda x, y: x < y), "le": comparing(lambda x, y: x <= y),
    "gt": comparing(lambda x, y: x > y), "ge": comparing(lambda x, y: x >= y),
    "eq": comparing(lambda x, y: x == y), "ne": comparing(lambda x, y: x != y),
}  # fmt: skip
