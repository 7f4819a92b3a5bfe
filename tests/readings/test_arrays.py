"""The NumPy reading says what the floats say, at every sample of every row at once."""

import math

import pytest

from circuitlang.gates import TABLE
from circuitlang.readings.floats import Floats

np = pytest.importorskip("numpy")
arrays = pytest.importorskip("circuitlang.readings.arrays")

# rows whose rules are basic arithmetic and choices: the same bits
EXACT = {"add", "sub", "mul", "div", "neg", "copy", "sqrt", "square", "reciprocal", "abs", "sign"}
EXACT |= {"relu", "leaky_relu", "max", "min", "clip", "where", "detach", "given", "cdf", "pdf"}
EXACT |= {"lt", "le", "gt", "ge", "eq", "ne", "gelu"}
SPECIAL = (0.0, -0.0, 1.0, -2.5, 1e300, -1e300, math.inf, -math.inf, math.nan)


def rows(gate):
    """The samples of each arity, with special values put into each place, as columns."""
    by_arity = {}
    for xs in gate.samples:
        for i in range(len(xs)):
            for t in (xs[i], *SPECIAL):
                by_arity.setdefault(len(xs), []).append((*xs[:i], t, *xs[i + 1 :]))
    return by_arity.values()


def close(got, expected, exact):
    if expected != expected:
        return got != got
    if math.isinf(expected) or exact:
        return got == expected
    return abs(got - expected) <= 4 * math.ulp(expected)


SCALAR = [gate for gate in TABLE if gate.chain is None and gate.shape is None]


@pytest.mark.parametrize("gate", SCALAR, ids=lambda gate: gate.name)
@pytest.mark.parametrize("ties", ["split", "first", "both"])
def test_arrays_agree_with_floats(gate, ties):
    m, f, exact = arrays.Arrays(ties), Floats(ties), gate.name in EXACT
    for points in rows(gate):
        columns = [np.array(column) for column in zip(*points, strict=True)]
        with arrays.quiet():
            out = gate.value(m, *columns)
            local = gate.local(m, out, *columns)
        for row, xs in enumerate(points):
            value = f_out = gate.value(f, *xs)
            assert close(out[row], value, exact), (xs, out[row], value)
            assert np.signbit(out[row]) == (math.copysign(1, value) < 0) or value != 0 or not exact
            for entry, number in zip(local, gate.local(f, f_out, *xs), strict=True):
                assert_entry(entry, number, row, exact, xs)


def assert_entry(entry, number, row, exact, xs):
    if isinstance(entry, arrays.Nothing):
        assert number is None
        return
    if isinstance(entry, arrays.Only):
        assert bool(entry.mask[row]) == (number is not None), xs
        entry = entry.dense()
    got = entry if np.ndim(entry) == 0 else entry[row]
    assert close(got, number or 0.0, exact), (xs, got, number)


def test_scalars_broadcast_with_columns():
    m = arrays.Arrays()
    gate = next(g for g in TABLE if g.name == "max")
    xs = (np.array([-1.0, 0.0, 2.0]), 0.0)
    out = gate.value(m, *xs)
    local = [entry.dense().tolist() for entry in gate.local(m, out, *xs)]
    assert out.tolist() == [0.0, 0.0, 2.0]
    assert local == [[0.0, 0.5, 1.0], [1.0, 0.5, 0.0]]


def test_no_warning_is_printed(recwarn):
    with arrays.quiet():
        arrays.Arrays.log(np.array([-1.0, 0.0])), arrays.Arrays.div(1.0, np.zeros(2))
    assert not recwarn.list
    assert repr(arrays.NOTHING) == "NOTHING"
