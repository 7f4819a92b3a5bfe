"""Every row at every one of its samples, and accuracy in the tails against mpmath."""

import itertools
import math

import pytest

from circuitlang.gates import BY_NAME, INDEX, TABLE, add_row
from circuitlang.gates.gate import Gate
from circuitlang.gates.samples import sampled
from circuitlang.readings.floats import Floats
from circuitlang.text.errors import CircuitError

pytest.importorskip("mpmath")
from tests.trust.exact import REFERENCE, mp, ulps

M = Floats()
SCALAR = [gate for gate in TABLE if gate.chain is None and gate.shape is None]
VISITS = [(gate, xs) for gate in SCALAR for xs in gate.samples]
FAMILIES = ("arithmetic", "elementary", "neural", "choice", "tensor", "reduction")
FAMILIES += ("probability and loss", "images", "internal")


def identify(value):
    return value.name if isinstance(value, Gate) else None


def local_at(gate, xs):
    return gate.local(M, gate.value(M, *xs), *xs)


def test_table_is_consistent():
    assert [TABLE[INDEX[name]] for name in BY_NAME] == TABLE == list(BY_NAME.values())
    for gate in TABLE:
        assert gate.family in FAMILIES
        assert gate.story.endswith(".") and gate.samples
        assert all(gate.takes(len(sampled(xs)[0])) for xs in gate.samples)
        assert not gate.takes(gate.least - 1)
        assert gate.takes(len(gate.params) + 1) == gate.more
    assert repr(BY_NAME["max"]) == "Gate(max(x, y, …))"


@pytest.mark.parametrize(("gate", "xs"), VISITS, ids=identify)
def test_sample_gives_floats(gate, xs):
    assert type(gate.value(M, *xs)) is float
    local = local_at(gate, xs)
    assert len(local) == len(xs)
    assert all(entry is None or type(entry) is float for entry in local)


NASTY = (0.0, -0.0, 1.0, -2.5, 5e-324, 710.0, -746.0, 1.7e308, -1.7e308)
NASTY += (math.inf, -math.inf, math.nan)


@pytest.mark.parametrize("gate", SCALAR, ids=identify)
@pytest.mark.parametrize("ties", ["split", "first", "both"])
def test_nothing_raises(gate, ties):
    m = Floats(ties)
    for xs in itertools.product(NASTY, repeat=len(gate.params)):
        out = gate.value(m, *xs)
        assert type(out) is float
        assert all(e is None or type(e) is float for e in gate.local(m, out, *xs)), xs
        if gate.region:
            hash(gate.region(*xs))
        if gate.guard:
            gate.guard(*xs)


@pytest.mark.parametrize("gate", [g for g in SCALAR if g.params == ("x",)], ids=identify)
def test_nan_is_never_made_finite(gate):
    """Outside the gates whose slope is the same everywhere."""
    assert math.isnan(gate.value(M, math.nan))
    (slope,) = local_at(gate, (math.nan,))
    assert gate.name in ("neg", "copy", "detach", "port") or math.isnan(slope)


def steps():
    """Samples of ordinary size, away from kinks, with each input in turn.

    `given` and `detach` are there to give another gradient than that of their value.
    """
    for gate, xs in VISITS:
        if gate.name in ("given", "detach", "port") or not all(
            x == 0 or 1e-3 < abs(x) < 50 for x in xs
        ):
            continue
        for i, x in enumerate(xs):
            h = 1e-6 * max(1.0, abs(x))
            sides = [(*xs[:i], t, *xs[i + 1 :]) for t in (x - h, x, x + h)]
            if gate.region is None or len({gate.region(*s) for s in sides}) == 1:
                yield pytest.param(gate, sides, i, h, id=f"{gate.name}{xs}-{i}")


@pytest.mark.parametrize(("gate", "sides", "i", "h"), list(steps()))
def test_local_gradient_against_a_central_difference(gate, sides, i, h):
    low, _, high = (gate.value(M, *s) for s in sides)
    local = local_at(gate, sides[1])[i]
    numeric = (high - low) / (2 * h)
    if math.isfinite(numeric):
        assert (local or 0.0) == pytest.approx(numeric, rel=1e-5, abs=1e-8)


ULPS = 4.5


def assert_accurate(name, xs):
    gate, (value, local) = BY_NAME[name], REFERENCE[name]
    exact = [mp.mpf(x) for x in xs]
    assert ulps(gate.value(M, *xs), value(*exact)) <= ULPS, (name, xs)
    for got, slope in zip(local_at(gate, xs), local(*exact), strict=True):
        assert ulps(got, mp.mpf(slope)) <= ULPS, (name, xs)


EXACT = [
    (name, xs)
    for name in REFERENCE
    for xs in BY_NAME[name].samples
    if not (name == "pow" and xs[0] <= 0)
    and not (name in ("div", "pow") and 0 in xs)
    and not (name == "reciprocal" and 0 in xs)
]


@pytest.mark.parametrize(("name", "xs"), EXACT)
def test_samples_against_mpmath(name, xs):
    assert_accurate(name, xs)


def spread(low, high, count=120):
    """Points that are no round numbers, over an interval."""
    return [low + (high - low) * ((k * 0.6180339887498949) % 1.0) for k in range(1, count)]


SWEEPS = [
    ("sigmoid", -760, 760),
    ("sigmoid", -5, 5),
    ("softplus", -760, 760),
    ("softplus", -5, 40),
    ("tanh", -380, 380),
    ("tanh", -25, 25),
    ("tanh", -2, 2),
    ("sech2", -380, 380),
    ("elu", -760, 5),
    ("elu", -1, 1),
    ("gelu", -37.4, -1.5),
    ("gelu", 0, 45),
    ("silu", -760, -2),
    ("silu", 0, 760),
    ("cdf", -39, 9),
    ("pdf", -38.5, 38.5),
    ("exp", -745, 710),
    ("arctan", -1e3, 1e3),
    ("arctan", 1e150, 1e160),
    ("tan", -1.57, 1.57),
    ("log", 1e-5, 3),
]


@pytest.mark.parametrize(("name", "low", "high"), SWEEPS)
def test_tails_against_mpmath(name, low, high):
    for x in spread(low, high):
        assert_accurate(name, (x,))


@pytest.mark.parametrize(("name", "low", "high"), [("gelu", -1.5, 0), ("silu", -2, 0)])
def test_near_the_root_of_the_slope(name, low, high):
    """Where a slope crosses 0 its terms cancel: accurate in proportion to them."""
    for x in spread(low, high):
        got, exact = local_at(BY_NAME[name], (x,))[0], REFERENCE[name][1](mp.mpf(x))[0]
        assert abs(got - float(exact)) <= 1e-15


@pytest.mark.parametrize("base", [1e-300, 1e-5, 0.7, 1.3, 40.0, 1e200])
def test_powers_against_mpmath(base):
    for y in spread(-1.5, 1.0 if base < 1e-200 else 1.5, 60):  # no subnormal results
        assert_accurate("pow", (base, y))


def row(name):
    return Gate(
        name,
        ("x",),
        value=lambda m, x: x,
        local=lambda m, out, x: (1.0,),
        family="own",
        story="Hands on.",
        samples=((1.0,),),
    )


def test_add_row(monkeypatch):
    for table in (BY_NAME, INDEX):
        for name in ("own_gate", "σ2"):
            monkeypatch.delitem(table, name, raising=False)
    length = len(TABLE)
    try:
        add_row(row("own_gate"))
        assert TABLE[INDEX["own_gate"]] is BY_NAME["own_gate"]
        with pytest.raises(CircuitError, match="already") as caught:
            add_row(row("own_gate"))
        assert caught.value.code == "already-declared"
    finally:
        del TABLE[length:], BY_NAME["own_gate"], INDEX["own_gate"]


@pytest.mark.parametrize("name", ["", "2x", "a b", "a.b", "x" * 256, "e\u0301", "a-b"])
def test_add_row_refuses_a_bad_name(name):
    with pytest.raises(CircuitError) as caught:
        add_row(row(name))
    assert caught.value.code == "bad-argument"
