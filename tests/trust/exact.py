"""The smooth gates in mpmath: value and local gradients from their formulas, to 60 digits, written
from mathematics and not from the rows; and how far a float lies from an exact number."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import mpmath

mp = mpmath.mp.clone()
mp.dps = 60

Reference = tuple[Callable[..., Any], Callable[..., tuple[Any, ...]]]


def sigma(x: Any) -> Any:
    return 1 / (1 + mp.exp(-x))


def phi(x: Any) -> Any:
    return mp.exp(-x * x / 2) / mp.sqrt(2 * mp.pi)


def normal(x: Any) -> Any:
    if abs(x) > 1000:  # mpmath's erfc counts the digits of x
        return mp.mpf(x > 0)
    return mp.erfc(-x / mp.sqrt(2)) / 2


def others(*xs: Any) -> tuple[Any, ...]:
    return tuple(mp.fprod(xs[:i] + xs[i + 1 :]) for i in range(len(xs)))


# value, and the local gradients as a tuple, at exact arguments
REFERENCE: dict[str, Reference] = {
    "add": (lambda *xs: mp.fsum(xs), lambda *xs: (1,) * len(xs)),
    "sub": (lambda x, y: x - y, lambda x, y: (1, -1)),
    "mul": (lambda *xs: mp.fprod(xs), others),
    "div": (lambda x, y: x / y, lambda x, y: (1 / y, -x / y**2)),
    "pow": (mp.power, lambda x, y: (y * mp.power(x, y - 1), mp.log(x) * mp.power(x, y))),
    "neg": (lambda x: -x, lambda x: (-1,)),
    "copy": (lambda x: x, lambda x: (1,)),
    "exp": (mp.exp, lambda x: (mp.exp(x),)),
    "log": (mp.log, lambda x: (1 / x,)),
    "sqrt": (mp.sqrt, lambda x: (1 / (2 * mp.sqrt(x)),)),
    "square": (lambda x: x * x, lambda x: (2 * x,)),
    "reciprocal": (lambda x: 1 / x, lambda x: (-1 / x**2,)),
    "sin": (mp.sin, lambda x: (mp.cos(x),)),
    "cos": (mp.cos, lambda x: (-mp.sin(x),)),
    "tan": (mp.tan, lambda x: (mp.sec(x) ** 2,)),
    "tanh": (mp.tanh, lambda x: (mp.sech(x) ** 2,)),
    "arctan": (mp.atan, lambda x: (1 / (1 + x**2),)),
    "sigmoid": (sigma, lambda x: (sigma(x) * sigma(-x),)),
    "elu": (lambda x: x if x > 0 else mp.expm1(x), lambda x: (1 if x > 0 else mp.exp(x),)),
    "gelu": (lambda x: x * normal(x), lambda x: (normal(x) + x * phi(x),)),
    "silu": (lambda x: x * sigma(x), lambda x: (sigma(x) * (1 + x * sigma(-x)),)),
    "softplus": (lambda x: mp.log1p(mp.exp(x)), lambda x: (sigma(x),)),
    "sech2": (lambda x: mp.sech(x) ** 2, lambda x: (-2 * mp.tanh(x) * mp.sech(x) ** 2,)),
    "cdf": (normal, lambda x: (phi(x),)),
    "pdf": (phi, lambda x: (-x * phi(x),)),
}


def nearest(exact: Any) -> float:
    """The float nearest to an exact number; mpmath's own conversion rounds subnormals twice."""
    if not mp.isfinite(exact):
        return float(exact)
    size = abs(exact)
    if size == 0:
        return 0.0
    if size < mp.mpf(2) ** -1022:
        units = int(mp.nint(mp.ldexp(size, 1074)))
        return math.copysign(math.ldexp(units, -1074), -1.0 if exact < 0 else 1.0)
    if size >= mp.mpf(2) ** 1024 - mp.mpf(2) ** 970:
        return math.copysign(math.inf, -1.0 if exact < 0 else 1.0)
    return float(mpmath.mpf(exact))


def ulps(got: float, exact: Any) -> float:
    """How many units in the last place (of the float nearest to the exact value) lie between."""
    near = nearest(exact)
    if math.isinf(near) or math.isinf(got) or got != got:
        return 0.0 if got == near else math.inf
    return float(abs(mp.mpf(got) - exact) / mp.mpf(math.ulp(near)))
