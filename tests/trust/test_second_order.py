"""The second derivative of every smooth gate, `grad` followed backward, against mpmath: central
differences of the first derivative's formula in numbers of 60 digits."""

from __future__ import annotations

from typing import Any

import pytest

pytest.importorskip("mpmath")
import circuitlang as cl
from tests.trust.exact import REFERENCE, mp

STEP = mp.mpf(10) ** -22
POINTS: dict[str, list[tuple[float, ...]]] = {
    "exp": [(0.3,), (-20.0,), (700.0,), (-700.0,)],
    "log": [(0.3,), (1e-8,), (50.0,), (1e8,)],
    "sqrt": [(0.3,), (1e-8,), (1e8,)],
    "square": [(0.3,), (-20.0,)],
    "reciprocal": [(0.3,), (-1e-4,), (1e4,)],
    "sin": [(0.3,), (-20.0,), (1e6,)],
    "cos": [(0.3,), (-20.0,), (1e6,)],
    "tan": [(0.3,), (1.5,), (-4.0,)],
    "tanh": [(0.3,), (-2.0,), (19.0,), (-40.0,), (300.0,)],
    "arctan": [(0.3,), (-20.0,), (1e4,)],
    "sigmoid": [(0.3,), (-2.0,), (30.0,), (-40.0,), (-600.0,), (600.0,)],
    "elu": [(0.3,), (-2.0,), (-40.0,), (-600.0,)],
    "gelu": [(0.3,), (-2.0,), (5.0,), (-12.0,), (-35.0,), (10.0,)],
    "silu": [(0.3,), (-1.0,), (30.0,), (-40.0,), (-600.0,), (600.0,)],
    "softplus": [(0.3,), (-2.0,), (30.0,), (-40.0,), (-600.0,), (600.0,)],
    "add": [(0.3, -2.0)],
    "sub": [(0.3, -2.0)],
    "mul": [(0.3, -2.0), (1e8, 1e-8)],
    "div": [(0.3, -2.0), (1e8, 1e-4)],
    "pow": [(0.3, -2.0), (3.0, 2.5), (20.0, 7.0), (1e-3, 0.3), (2.0, 2.0), (5.0, 1.0)],
    "neg": [(0.3,)],
    "copy": [(0.3,)],
}
PRECISION = 1e-12


def seconds(name: str, at: tuple[float, ...]) -> list[list[float]]:
    """∂²/∂x_i∂x_j by the circuit: `grad(f, x_i)` followed backward."""
    names = "xy"[: len(at)]
    leaves = ", ".join(f"{x} = {value!r}" for x, value in zip(names, at, strict=True))
    found = []
    for x in names:
        text = f"input {leaves}\nf = {name}({', '.join(names)})\nd = grad(f, {x})\n"
        grads = cl.parse(text + "z = 0 * x + d\n").forward().backward("z")
        found.append([grads[y] for y in names])
    return found


def exact(name: str, at: tuple[float, ...], i: int, j: int) -> Any:
    ends = []
    for step in (STEP, -STEP):
        point = [mp.mpf(x) for x in at]
        point[j] += step * max(1, abs(point[j]))
        ends.append(mp.mpf(REFERENCE[name][1](*point)[i]))
    return (ends[0] - ends[1]) / (2 * STEP * max(1, abs(mp.mpf(at[j]))))


@pytest.mark.parametrize(("name", "at"), [(name, at) for name, every in POINTS.items()
                                          for at in every])  # fmt: skip
def test_the_second_derivative(name: str, at: tuple[float, ...]) -> None:
    for i, row in enumerate(seconds(name, at)):
        for j, got in enumerate(row):
            with mp.workdps(400):
                want = exact(name, at, i, j)
            noise = mp.mpf(10) ** -320  # of a difference of two equal numbers
            assert abs(mp.mpf(got) - want) <= PRECISION * abs(want) + noise, (i, j, got)


def test_every_smooth_gate_is_there() -> None:
    assert set(POINTS) == set(REFERENCE) - {"sech2", "cdf", "pdf"}
