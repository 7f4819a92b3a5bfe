"""The edge points of the numerics contract, gate by gate: value and local gradients."""

import math

import pytest

from circuitlang.gates import BY_NAME
from circuitlang.readings.floats import Floats
from tests.close import close

inf, nan = math.inf, math.nan
NONE = None  # a branch that is not taken


def read(name, *xs, ties="split"):
    """Value and local gradients of a row."""
    m, gate = Floats(ties), BY_NAME[name]
    out = gate.value(m, *xs)
    return out, gate.local(m, out, *xs)


def alike(a, b):
    """The same float, nan like nan; None is only like None."""
    if a is None or b is None:
        return a is b
    return a == b or (a != a and b != b)


POINTS = [
    # gate, inputs, value, local gradients
    ("mul", (0.0, inf), nan, (inf, 0.0)),
    ("mul", (0.0, 0.0, 3.0), 0.0, (0.0, 0.0, 0.0)),
    ("mul", (0.0, 2.0, 3.0), 0.0, (6.0, 0.0, 0.0)),
    ("div", (1.0, 0.0), inf, (inf, -inf)),
    ("div", (1.0, -0.0), -inf, (-inf, -inf)),
    ("div", (0.0, 0.0), nan, (inf, nan)),
    ("div", (1e-200, 1e-200), 1.0, (1e200, -1e200)),  # x/y² would overflow
    ("pow", (0.0, 0.0), 1.0, (0.0, 0.0)),
    ("pow", (0.0, 2.0), 0.0, (0.0, 0.0)),
    ("pow", (0.0, 1.0), 0.0, (1.0, 0.0)),
    ("pow", (0.0, 0.5), 0.0, (inf, 0.0)),
    ("pow", (0.0, -1.0), inf, (-inf, -inf)),
    ("pow", (-0.0, -1.0), -inf, (-inf, -inf)),
    ("pow", (-2.0, 2.0), 4.0, (-4.0, nan)),
    ("pow", (-2.0, 3.0), -8.0, (12.0, nan)),
    ("pow", (-8.0, 1 / 3), nan, (nan, nan)),
    ("pow", (inf, -1.0), 0.0, (-0.0, 0.0)),
    ("pow", (nan, 0.0), 1.0, (nan, nan)),
    ("pow", (1.0, nan), 1.0, (nan, nan)),
    ("pow", (0.0, nan), nan, (nan, nan)),
    ("pow", (10.0, 400.0), inf, (inf, inf)),
    ("pow", (-10.0, 401.0), -inf, (inf, nan)),
    ("exp", (710.0,), inf, (inf,)),
    ("exp", (-745.0,), 5e-324, (5e-324,)),
    ("log", (0.0,), -inf, (inf,)),
    ("log", (-0.0,), -inf, (inf,)),
    ("log", (-1.0,), nan, (nan,)),
    ("log", (inf,), inf, (0.0,)),
    ("sqrt", (0.0,), 0.0, (inf,)),
    ("sqrt", (-0.0,), -0.0, (inf,)),
    ("sqrt", (-1.0,), nan, (nan,)),
    ("sqrt", (inf,), inf, (0.0,)),
    ("reciprocal", (0.0,), inf, (-inf,)),
    ("reciprocal", (-0.0,), -inf, (-inf,)),
    ("sin", (inf,), nan, (nan,)),
    ("cos", (-inf,), nan, (nan,)),
    ("tan", (inf,), nan, (nan,)),
    ("tanh", (1000.0,), 1.0, (0.0,)),
    ("arctan", (inf,), math.pi / 2, (0.0,)),
    ("sigmoid", (40.0,), 1.0, (4.248354255291589e-18,)),
    ("sigmoid", (-40.0,), 4.248354255291589e-18, (4.248354255291589e-18,)),
    ("sigmoid", (1000.0,), 1.0, (0.0,)),
    ("sigmoid", (-1000.0,), 0.0, (0.0,)),
    ("softplus", (20.5,), 20.50000000125015308, (1 / (1 + math.exp(-20.5)),)),
    ("softplus", (1000.0,), 1000.0, (1.0,)),
    ("softplus", (-1000.0,), 0.0, (0.0,)),
    ("relu", (0.0,), 0.0, (NONE,)),
    ("relu", (-0.0,), 0.0, (NONE,)),
    ("relu", (-5.0,), 0.0, (NONE,)),
    ("relu", (-inf,), 0.0, (NONE,)),
    ("relu", (5.0,), 5.0, (1.0,)),
    ("relu", (nan,), nan, (nan,)),
    ("abs", (0.0,), 0.0, (0.0,)),
    ("abs", (nan,), nan, (nan,)),
    ("sign", (0.0,), 0.0, (NONE,)),
    ("sign", (nan,), nan, (nan,)),
    ("leaky_relu", (0.0, 0.01), 0.0, (0.01, 0.0)),
    ("leaky_relu", (0.0, 1.0), 0.0, (1.0, 0.0)),
    ("leaky_relu", (0.0, 3.0), 0.0, (1.0, 0.0)),
    ("leaky_relu", (0.0, -0.5), -0.0, (-0.5, 0.0)),
    ("leaky_relu", (-2.0, 3.0), -6.0, (3.0, -2.0)),
    ("leaky_relu", (2.0, 3.0), 2.0, (1.0, NONE)),
    ("leaky_relu", (nan, 0.01), nan, (nan, nan)),
    ("elu", (-inf,), -1.0, (0.0,)),
    ("elu", (0.0,), 0.0, (1.0,)),
    ("gelu", (-inf,), 0.0, (0.0,)),
    ("gelu", (inf,), inf, (1.0,)),
    ("silu", (-inf,), 0.0, (0.0,)),
    ("silu", (inf,), inf, (1.0,)),
    ("clip", (0.0, 0.0, 1.0), 0.0, (NONE, NONE, NONE)),
    ("clip", (1.0, 0.0, 1.0), 1.0, (NONE, NONE, NONE)),
    ("clip", (0.5, 0.0, 1.0), 0.5, (1.0, NONE, NONE)),
    ("clip", (-5.0, 0.0, 1.0), 0.0, (NONE, 1.0, NONE)),
    ("clip", (5.0, 0.0, 1.0), 1.0, (NONE, NONE, 1.0)),
    ("clip", (nan, 0.0, 1.0), nan, (nan, nan, nan)),
    ("max", (4.0, 2.0), 4.0, (1.0, NONE)),
    ("min", (4.0, 2.0), 2.0, (NONE, 1.0)),
    ("max", (nan, 1.0), nan, (nan, nan)),
    ("max", (1.0, nan), nan, (nan, nan)),
    ("min", (nan, 1.0), nan, (nan, nan)),
    ("min", (1.0, nan), nan, (nan, nan)),
    ("max", (0.0, -0.0), 0.0, (0.5, 0.5)),
    ("max", (-0.0, 0.0), 0.0, (0.5, 0.5)),
    ("min", (0.0, -0.0), -0.0, (0.5, 0.5)),
    ("min", (-0.0, 0.0), -0.0, (0.5, 0.5)),
    ("max", (inf, inf), inf, (0.5, 0.5)),
    ("max", (1.0, 1.0, 0.0), 1.0, (0.5, 0.5, NONE)),
    ("min", (7.0, 7.0, 7.0, 9.0), 7.0, (1 / 3, 1 / 3, 1 / 3, NONE)),
    ("max", (1.0, nan, 0.0), nan, (nan, nan, nan)),
    ("where", (1.0, 2.0, nan), 2.0, (NONE, 1.0, NONE)),
    ("where", (0.0, inf, 3.0), 3.0, (NONE, NONE, 1.0)),
    ("where", (-0.0, nan, 3.0), 3.0, (NONE, NONE, 1.0)),
    ("detach", (3.0,), 3.0, (NONE,)),
    ("neg", (0.0,), -0.0, (-1.0,)),
    ("given", (2.0, 3.0, -1.0, 4.0, 7.0), 2.0, (1.0, -1.0, NONE, 7.0, NONE)),
]


@pytest.mark.parametrize(("name", "xs", "value", "local"), POINTS)
def test_point(name, xs, value, local):
    out, entries = read(name, *xs)
    assert alike(out, value)
    if value == 0:
        assert math.copysign(1, out) == math.copysign(1, value) or name in ("gelu", "silu")
    assert len(entries) == len(local)
    assert all(map(alike, entries, local)), entries


ORDER = {  # at (1, 2), (2, 2), (3, 2)
    "lt": (1.0, 0.0, 0.0),
    "le": (1.0, 1.0, 0.0),
    "gt": (0.0, 0.0, 1.0),
    "ge": (0.0, 1.0, 1.0),
    "eq": (0.0, 1.0, 0.0),
    "ne": (1.0, 0.0, 1.0),
}


@pytest.mark.parametrize("name", ORDER)
def test_comparison(name):
    assert tuple(read(name, x, 2.0)[0] for x in (1.0, 2.0, 3.0)) == ORDER[name]
    for xs in ((nan, 1.0), (1.0, nan), (nan, nan)):
        out, local = read(name, *xs)
        assert out == (name == "ne") and isinstance(out, float)
        assert local == (None, None)
    assert read(name, 0.0, -0.0)[0] == read(name, 2.0, 2.0)[0]


TIES = [
    ("max", "first", (2.0, 2.0), (1.0, NONE)),
    ("min", "first", (2.0, 2.0), (NONE, 1.0)),
    ("max", "first", (1.0, 5.0, 5.0, 0.0), (NONE, 1.0, NONE, NONE)),
    ("min", "first", (9.0, 5.0, 5.0, 6.0), (NONE, NONE, 1.0, NONE)),
    ("max", "first", (0.0, -0.0), (1.0, NONE)),
    ("max", "first", (4.0, 5.0), (NONE, 1.0)),
    ("max", "both", (2.0, 2.0), (1.0, 1.0)),
    ("min", "both", (2.0, 2.0), (1.0, 1.0)),
    ("max", "both", (1.0, 5.0, 5.0, 0.0), (NONE, 1.0, 1.0, NONE)),
    ("min", "both", (4.0, 5.0), (1.0, NONE)),
    ("max", "split", (3.0, 3.0, 3.0), (1 / 3, 1 / 3, 1 / 3)),
    ("min", "first", (nan, 1.0), (nan, nan)),
    ("max", "both", (nan, 1.0), (nan, nan)),
]


@pytest.mark.parametrize(("name", "ties", "xs", "local"), TIES)
def test_ties(name, ties, xs, local):
    entries = read(name, *xs, ties=ties)[1]
    assert all(map(alike, entries, local)), entries


@pytest.mark.parametrize("x", [19.0, 37.0, -19.0])
def test_tanh_keeps_its_tail(x):
    mp = pytest.importorskip("mpmath")
    assert read("tanh", x)[0] == close(math.copysign(1.0, x), rel=2e-16)
    assert read("tanh", x)[1][0] == pytest.approx(float(mp.sech(x) ** 2), rel=1e-15, abs=0)


@pytest.mark.parametrize("name", ["sin", "cos", "tan"])
def test_large_angles(name):
    mp = pytest.importorskip("mpmath")
    assert read(name, 1e22)[0] == float(getattr(mp, name)(10**22))


def test_sign_of_zero_is_kept():
    for name in ("copy", "detach", "sin", "tan", "tanh", "arctan", "elu", "sqrt"):
        assert math.copysign(1, read(name, -0.0)[0]) == -1, name


def test_clip_guards_its_bounds():
    guard = BY_NAME["clip"].guard
    assert guard(0.0, 3.0, 1.0) == "`clip` needs lo ≤ hi, but lo is 3 and hi is 1"
    assert guard(0.0, 1.0, 1.0) is None


def test_laws_of_max_and_min():
    """max(x, x) has slope 1; max(a, b) + min(a, b) has slopes 1 and 1, ties included."""
    assert sum(read("max", 3.0, 3.0)[1]) == 1
    for xs in ((1.0, 2.0), (2.0, 2.0), (0.0, -0.0)):
        pairs = zip(read("max", *xs)[1], read("min", *xs)[1], strict=True)
        assert [(a or 0) + (b or 0) for a, b in pairs] == [1, 1]


@pytest.mark.parametrize("name", ["add", "mul", "max", "min"])
@pytest.mark.parametrize("ties", ["split", "first", "both"])
def test_very_many_inputs(name, ties):
    xs = [1.0] * 99_999 + [2.0]
    out, local = read(name, *xs, ties=ties)
    assert out == {"add": 100_001, "mul": 2, "max": 2, "min": 1}[name]
    assert len(local) == 100_000
    assert local[-1] == {"add": 1, "mul": 1, "max": 1, "min": None}[name]


@pytest.mark.parametrize("name", ["add", "mul", "max", "min"])
def test_one_input_is_handed_on(name):
    """What `sum(… for i in 1 to 1)` makes of its one term."""
    assert read(name, 3.0) == (3.0, (1.0,))
