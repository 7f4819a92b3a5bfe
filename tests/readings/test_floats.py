"""The primitives of plain floats: IEEE results where Python's math raises."""

import math
import subprocess
import sys

import pytest

from circuitlang.readings import floats

inf, nan = math.inf, math.nan

EDGES = [
    (floats.div, (-1.0, 0.0), -inf),
    (floats.div, (-1.0, -0.0), inf),
    (floats.div, (nan, 0.0), nan),
    (floats.power, (-10.0, 401.0), -inf),
    (floats.power, (-10.0, 400.0), inf),
    (floats.power, (-0.0, -3.0), -inf),
    (floats.power, (-0.0, -2.0), inf),
    (floats.power, (-0.0, -0.5), inf),
    (floats.power, (-8.0, 1 / 3), nan),
    (floats.power, (-inf, 3.0), -inf),
    (floats.exp, (1000.0,), inf),
    (floats.expm1, (1000.0,), inf),
    (floats.log, (-0.0,), -inf),
    (floats.log, (-5.0,), nan),
    (floats.log1p, (-1.0,), -inf),
    (floats.log1p, (-2.0,), nan),
    (floats.log1p, (1e-300,), 1e-300),
    (floats.sqrt, (-1.0,), nan),
    (floats.sqrt, (nan,), nan),
    (floats.sin, (inf,), nan),
    (floats.cos, (inf,), nan),
    (floats.tan, (-inf,), nan),
    (floats.sign, (-0.0,), 0.0),
    (floats.sign, (nan,), nan),
    (floats.larger, (0.0, -0.0), 0.0),
    (floats.smaller, (0.0, -0.0), -0.0),
    (floats.smaller, (0.0, 0.0), 0.0),
    (floats.larger, (-0.0, -0.0), -0.0),
    (floats.sigmoid, (-2000.0, nan), nan),
    (floats.sigmoid, (-inf, -inf), -0.0),
    (floats.sigmoid, (nan,), nan),
    (floats.cdf, (-inf, -inf), -0.0),
    (floats.cdf, (nan,), nan),
    (floats.cdf, (-inf,), 0.0),
    (floats.pdf, (inf, inf), 0.0),
    (floats.pdf, (nan,), nan),
]


@pytest.mark.parametrize(("function", "xs", "result"), EDGES)
def test_edge(function, xs, result):
    got = function(*xs)
    assert repr(got) == repr(result)


@pytest.mark.parametrize("function", [floats.sigmoid, floats.cdf, floats.pdf])
@pytest.mark.parametrize("x", [-800.0, -745.2, -720.0, -38.6, -38.4, -35.0, -3.0, 0.5, 8.0])
def test_times_is_rounded_once(function, x):
    mp = pytest.importorskip("mpmath")
    mp.mp.dps = 50
    exact = {
        floats.sigmoid: lambda t: 1 / (1 + mp.exp(-t)),
        floats.cdf: lambda t: mp.erfc(-t / mp.sqrt(2)) / 2,
        floats.pdf: lambda t: mp.exp(-t * t / 2) / mp.sqrt(2 * mp.pi),
    }[function](mp.mpf(x)) * mp.mpf(x)
    got = function(x, x)
    assert abs(got - exact) <= 4.5 * mp.mpf(math.ulp(float(exact)))


def test_scalar_readings_stay_light():
    code = (
        "import sys; before = set(sys.modules)\n"
        "import circuitlang.gates, circuitlang.readings.formulas, circuitlang.readings.notation\n"
        "heavy = {'numpy', 'lark', 're', 'typing', 'enum', 'inspect', 'dataclasses', 'functools',"
        " 'contextlib'}\n"
        "sys.exit(' '.join(heavy & (set(sys.modules) - before)) or 0)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
