"""Every smooth gate against mpmath at random points and in its tails, in units in the last place:
values within 2, local gradients within 4, read as floats and as arrays.

The exceptions, each with its reason, stand in `EXCEPTIONS`.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from circuitlang.gates import BY_NAME
from circuitlang.readings.arrays import Arrays, Only, quiet
from circuitlang.readings.floats import Floats
from tests.trust.exact import REFERENCE, mp, normal, phi, sigma, ulps

VALUE, GRADIENT = 2.0, 4.0
TINY, HUGE = 5e-324, 1.7e308
Point = tuple[float, ...]

# where most points lie, and the tails: pieces of the axis taken evenly, or (with a third entry)
# by their logarithm, on both sides of 0
EVERYWHERE = (-20.0, 20.0)
SMALL = (TINY, 1.0, "both")
PIECES: dict[str, tuple[tuple[float, float], list[tuple[Any, ...]]]] = {
    "neg": (EVERYWHERE, [(TINY, HUGE, "both")]),
    "copy": (EVERYWHERE, [(TINY, HUGE, "both")]),
    "exp": (EVERYWHERE, [(-745.2, 709.7), (-745.2, -708.0), SMALL]),
    "log": ((1e-3, 50.0), [(TINY, HUGE, "right"), (0.99, 1.01)]),
    "sqrt": ((1e-3, 50.0), [(TINY, HUGE, "right")]),
    "square": (EVERYWHERE, [(1e-162, 1e154, "both")]),
    "reciprocal": (EVERYWHERE, [(1e-308, HUGE, "both")]),
    "sin": (EVERYWHERE, [(TINY, 1e300, "both"), (3.14159, 3.1416)]),
    "cos": (EVERYWHERE, [(TINY, 1e300, "both"), (1.57079, 1.5708)]),
    "tan": (EVERYWHERE, [(TINY, 1e300, "both"), (1.57079, 1.5708)]),
    "tanh": ((-4.0, 4.0), [(-375.0, 375.0), (-22.0, 22.0), SMALL]),
    "arctan": (EVERYWHERE, [(TINY, HUGE, "both")]),
    "sigmoid": (EVERYWHERE, [(-746.0, 746.0), (-746.0, -705.0), (30.0, 40.0), SMALL]),
    "elu": (EVERYWHERE, [(-745.0, 700.0), (TINY, HUGE, "both"), SMALL]),
    "gelu": ((-6.0, 6.0), [(-38.6, 9.0), (-38.6, -37.0), (-31.0, -29.0), SMALL]),
    "silu": (EVERYWHERE, [(-752.0, 746.0), (-752.0, -695.0), SMALL]),
    "softplus": (EVERYWHERE, [(-746.0, 746.0), (30.0, 40.0), SMALL]),
    "sech2": ((-4.0, 4.0), [(-373.0, 373.0), (-22.0, 22.0), SMALL]),
    "cdf": ((-6.0, 6.0), [(-38.5, 9.0), (-38.5, -37.0), (-31.0, -29.0), SMALL]),
    "pdf": ((-6.0, 6.0), [(-38.6, 38.6), (36.5, 38.6), SMALL]),
}
OF_TWO = ("add", "sub", "mul", "div", "pow")


class Excepted(NamedTuple):
    """What is held instead of the bound, where `holds` does."""

    holds: Any  # of the point
    which: str  # "value" or "gradient"
    of: Any  # the magnitude that the bound is of, instead of the result's own
    most: float
    why: str


def near(root: float) -> Any:
    return lambda x: abs(x - root) < 0.75


def gelu_term(x: float) -> Any:
    """The larger of the terms of the slope, Φ(x) and x·φ(x)."""
    return max(normal(mp.mpf(x)), abs(x * phi(mp.mpf(x))))


def silu_term(x: float) -> Any:
    """The same of σ(x) and x·σ(x)·σ(-x)."""
    return sigma(mp.mpf(x)) * max(1, abs(x) * sigma(-mp.mpf(x)))


EXCEPTIONS: dict[str, list[Excepted]] = {
    "gelu": [
        Excepted(near(-0.7517915247), "gradient", gelu_term, GRADIENT,
                 "its two terms cancel where the slope is 0: 4 units of the larger one"),
    ],
    "silu": [
        Excepted(near(-1.2784645428), "gradient", silu_term, GRADIENT,
                 "its two terms cancel where the slope is 0: 4 units of the larger one"),
    ],
}  # fmt: skip


def pick(source: random.Random, piece: tuple[Any, ...]) -> float:
    low, high, *side = piece
    if not side:
        return source.uniform(low, high)
    size = math.exp(source.uniform(math.log(low), math.log(high)))
    return -size if side[0] == "both" and source.random() < 0.5 else size


def points_of_two(name: str, source: random.Random, tail: bool) -> Point:
    while True:
        size = (1e-150, 1e150, "both") if tail else (1e-3, 1e3, "both")
        x, y = pick(source, size), pick(source, size)
        if name != "pow":
            return x, y
        x, y = abs(x), (pick(source, (-300.0, 300.0)) if tail else pick(source, (-5.0, 5.0)))
        if abs(y * math.log(x)) < 690 and abs((y - 1) * math.log(x)) < 690:
            return x, y


def points(name: str, count: int, tails: int, seed: int) -> Iterator[Point]:
    """`count` points where a gate is used, and `tails` spread over its tails."""
    source = random.Random(f"{name} {seed}")
    for at in range(count + tails):
        if name in OF_TWO:
            yield points_of_two(name, source, at >= count)
            continue
        usual, pieces = PIECES[name]
        yield (pick(source, usual if at < count else pieces[at % len(pieces)]),)


class Worst:
    """The largest error that was seen, where, and what lay beyond the bound."""

    most: float = 0.0
    at: Point = ()

    def __init__(self) -> None:
        self.misses: list[tuple[Point, float]] = []

    def see(self, error: float, at: Point, bound: float) -> None:
        if error > self.most:
            self.most, self.at = error, at
        if error > bound:
            self.misses.append((at, error))


def excepted(name: str, which: str, at: Point, got: float, exact: Any) -> bool:
    """Does one of the exceptions hold there, and is its own bound kept?"""
    for exception in EXCEPTIONS.get(name, ()):
        if exception.which == which and exception.holds(*at):
            unit = mp.mpf(math.ulp(float(exception.of(*at))))
            return bool(abs(mp.mpf(got) - exact) / unit <= exception.most)
    return False


def bounds(name: str) -> tuple[float, float]:
    """Of value and gradient; rows that are slopes of others (tanh's sech2) are held as such."""
    return (GRADIENT if BY_NAME[name].family == "internal" else VALUE), GRADIENT


def survey(name: str, count: int, tails: int, seed: int = 0) -> dict[str, Worst]:
    """The worst of value and gradient in both readings: {"floats value": …, …}."""
    gate, (value, local), visits = BY_NAME[name], REFERENCE[name], [*points(name, count, tails,
                                                                            seed)]  # fmt: skip
    arrays, floats = Arrays(), Floats()
    columns = [np.array(column) for column in zip(*visits, strict=True)]
    with quiet():
        whole = np.asarray(gate.value(arrays, *columns))
        slopes = [np.broadcast_to(entry.dense() if isinstance(entry, Only) else entry, whole.shape)
                  for entry in gate.local(arrays, whole, *columns)]  # fmt: skip
    found = {f"{reading} {which}": Worst() for reading in ("floats", "arrays")
             for which in ("value", "gradient")}  # fmt: skip
    for row, at in enumerate(visits):
        exact = [mp.mpf(x) for x in at]
        with mp.workdps(400 if max(map(abs, at)) > 1e15 else 60):
            wanted = [value(*exact), *(mp.mpf(slope) for slope in local(*exact))]
        out = gate.value(floats, *at)
        readings = {
            "floats": [out, *(entry or 0.0 for entry in gate.local(floats, out, *at))],
            "arrays": [float(whole[row]), *(float(slope[row]) for slope in slopes)],
        }
        for reading, numbers in readings.items():
            for place, (got, want) in enumerate(zip(numbers, wanted, strict=True)):
                which = "gradient" if place else "value"
                if not excepted(name, which, at, got, want):
                    found[f"{reading} {which}"].see(ulps(got, want), at, bounds(name)[place > 0])
    return found


NAMES = (*OF_TWO, *PIECES)
