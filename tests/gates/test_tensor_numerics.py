"""The edge points of the numerics contract for gates of tensors: value and gradients."""

import math

import numpy as np
import pytest

from circuitlang.gates import BY_NAME
from circuitlang.readings.arrays import Arrays, quiet
from tests.gates.tracer import Tracer, backward, chained

inf, nan = math.inf, math.nan
HALF = math.sqrt(0.5)


def read(name, *xs, g=None, ties="split", **options):
    """Value and gradients of a row, seeded with ones."""
    xs = [np.asarray(x, float) for x in xs]
    with quiet():
        out = BY_NAME[name].value(Arrays(ties), *xs, **options)
    g = np.ones(np.shape(out)) if g is None else g
    return chained(BY_NAME[name], g, xs, options, ties)


POINTS = [
    # gate, inputs, options, value, gradients
    ("max_of", ([1, 1, 0],), {}, 1, ([0.5, 0.5, 0],)),
    ("min_of", ([1, 0, 0],), {}, 0, ([0, 0.5, 0.5],)),
    ("max_of", ([nan, 1],), {}, nan, ([nan, nan],)),
    ("min_of", ([1, nan],), {}, nan, ([nan, nan],)),
    ("max_of", ([0.0, -0.0],), {}, 0.0, ([0.5, 0.5],)),
    ("max_of", ([-0.0, 0.0],), {}, 0.0, ([0.5, 0.5],)),
    ("max_of", ([-0.0, -0.0],), {}, -0.0, ([0.5, 0.5],)),
    ("min_of", ([0.0, -0.0],), {}, -0.0, ([0.5, 0.5],)),
    ("min_of", ([-0.0, 0.0],), {}, -0.0, ([0.5, 0.5],)),
    ("min_of", ([0.0, 0.0],), {}, 0.0, ([0.5, 0.5],)),
    ("max_of", ([inf, inf, 1],), {}, inf, ([0.5, 0.5, 0],)),
    ("max_of", ([-inf, -inf],), {}, -inf, ([0.5, 0.5],)),
    ("max_of", ([[1, 1], [nan, 2]],), {"axis": 1}, [1, nan], ([[0.5, 0.5], [nan, nan]],)),
    ("max_of", (-3.0,), {}, -3, (1,)),
    ("sum", ([],), {}, 0, ([],)),
    ("prod", ([],), {}, 1, ([],)),
    ("norm", ([],), {}, 0, ([],)),
    ("logsumexp", ([],), {}, -inf, ([],)),
    ("softmax", ([],), {}, [], ([],)),
    ("sum", ([inf, -inf],), {}, nan, ([1, 1],)),
    ("prod", ([0, 2, 3],), {}, 0, ([6, 0, 0],)),
    ("prod", ([0, 0, 3],), {}, 0, ([0, 0, 0],)),
    ("prod", ([5],), {}, 5, ([1],)),
    ("softmax", ([1000, 1000, 0],), {}, [0.5, 0.5, 0], ([0, 0, 0],)),
    ("softmax", (7.0,), {}, 1, (0,)),
    ("softmax", ([nan, 0],), {}, [nan, nan], ([nan, nan],)),
    ("log_softmax", ([1000, 0],), {}, [0, -1000], ([-1, 1],)),
    ("log_softmax", ([-1e308, 1e308],), {}, [-inf, 0], ([1, -1],)),
    ("logsumexp", ([1000, 1000],), {}, 1000.6931471805599, ([0.5, 0.5],)),
    ("logsumexp", ([-1000, -1000],), {}, -999.3068528194401, ([0.5, 0.5],)),
    ("logsumexp", ([40, 0],), {}, 40, ([1, 4.248354255291589e-18],)),
    ("logsumexp", ([0, -40],), {}, 4.248354255291589e-18, ([1, 4.248354255291589e-18],)),
    ("logsumexp", ([-inf, 0],), {}, 0, ([0, 1],)),
    ("logsumexp", ([-inf, -inf],), {}, -inf, ([nan, nan],)),
    ("logsumexp", ([inf, 0],), {}, inf, ([nan, nan],)),
    ("logsumexp", ([nan, 0],), {}, nan, ([nan, nan],)),
    ("cross_entropy", ([-1000, 1000], 0), {}, 2000, ([-1, 1], 0)),
    ("cross_entropy", ([[-1000, 1000]], [0]), {}, 2000, ([[-1, 1]], [0])),
    ("cross_entropy", ([40, 0], 0), {}, 4.248354255291589e-18,
     ([-4.248354255291589e-18, 4.248354255291589e-18], 0)),
    ("cross_entropy", ([-inf, 0], 1), {}, 0, ([0, 0], 0)),
    ("cross_entropy", ([nan, 0], 1), {}, nan, ([nan, nan], 0)),
    ("hinge", ([3, 2], 0, 1), {}, 0, ([0, 0], 0, 0)),
    ("hinge", ([3, 2.5], 0, 1), {}, 0.5, ([-1, 1], 0, 1)),
    ("hinge", ([0, 1, 2], 0, 1), {}, 5, ([-2, 1, 1], 0, 2)),
    ("hinge", ([0, nan, -5], 0, 1), {}, nan, ([nan, nan, 0], 0, nan)),
    ("norm", ([0, 0],), {}, 0, ([0, 0],)),
    ("norm", (0.0,), {}, 0, (0,)),
    ("norm", ([1e200, 1e200],), {}, 1.4142135623730951e200, ([HALF, HALF],)),
    ("norm", ([1e-200, 1e-200],), {}, 1.4142135623730951e-200, ([HALF, HALF],)),
    ("norm", ([[1e200, 1e200], [0, 0]],), {"axis": 1}, [1.4142135623730951e200, 0],
     ([[HALF, HALF], [0, 0]],)),
    ("norm", ([[3e200, 4e-5], [4e200, 0]],), {"axis": 0, "keepdims": 1}, [[5e200, 4e-5]],
     ([[0.6, 1], [0.8, 0]],)),
    ("norm", ([3e-320, 4e-320],), {}, 5e-320, ([0.6, 0.8],)),
    ("norm", ([inf, 1],), {}, inf, ([nan, 0],)),
    ("norm", ([nan, 1],), {}, nan, ([nan, nan],)),
    ("var", ([2.0],), {}, 0, ([0],)),
    ("var", ([1, 3],), {}, 1, ([-1, 1],)),
    ("mean", ([1, 2, 6],), {}, 3, ([1 / 3, 1 / 3, 1 / 3],)),
    ("mse", ([1, 2], [3, 2]), {}, 2, ([-2, 0], [2, 0])),
    ("maxpool2d", ([[[[1, 1], [0, nan]]]],), {"size": 2}, [[[[nan]]]], ([[[[nan] * 2] * 2]],)),
    ("maxpool2d", ([[[[1, 1], [0, -1]]]],), {"size": 2}, [[[[1]]]], ([[[[0.5, 0.5], [0, 0]]]],)),
    ("maxpool2d", ([[[[1, 2, 9]]]],), {"size": (1, 2)}, [[[[2]]]], ([[[[0, 1, 0]]]],)),
]  # fmt: skip


@pytest.mark.parametrize(("name", "xs", "options", "value", "gradients"), POINTS)
def test_point(name, xs, options, value, gradients):
    out, entries = read(name, *xs, **options)
    np.testing.assert_allclose(out, value, rtol=5e-16, atol=0)
    for got, want in zip(entries, gradients, strict=True):
        np.testing.assert_allclose(got, want, rtol=1e-15, atol=0)
    if name in ("max_of", "min_of"):
        assert np.array_equal(np.signbit(out), np.signbit(value))


TIES = [
    ("max_of", "first", [2, 5, 5], {}, [0, 1, 0]),
    ("min_of", "first", [5, 2, 2], {}, [0, 0, 1]),
    ("max_of", "both", [2, 5, 5], {}, [0, 1, 1]),
    ("max_of", "split", [2, 5, 5], {}, [0, 0.5, 0.5]),
    ("max_of", "first", [[1, 1], [1, 1]], {}, [[1, 0], [0, 0]]),
    ("min_of", "first", [[1, 1], [1, 1]], {}, [[0, 0], [0, 1]]),
    ("max_of", "first", [[1, 1], [0, 1]], {"axis": 0}, [[1, 1], [0, 0]]),
    ("max_of", "both", [[1, 1], [0, 1]], {"axis": 1, "keepdims": 1}, [[1, 1], [0, 1]]),
    ("min_of", "first", [nan, 1], {}, [nan, nan]),
    ("maxpool2d", "first", [[[[1, 1], [0, 1]]]], {"size": 2}, [[[[1, 0], [0, 0]]]]),
    ("maxpool2d", "both", [[[[1, 1], [0, 1]]]], {"size": 2}, [[[[1, 1], [0, 1]]]]),
]


@pytest.mark.parametrize(("name", "ties", "x", "options", "gradient"), TIES)
def test_ties(name, ties, x, options, gradient):
    np.testing.assert_array_equal(read(name, x, ties=ties, **options)[1][0], gradient)


@pytest.mark.parametrize("ties", ["split", "first"])
def test_max_and_min_of_ties_give_each_its_whole(ties):
    """The gradient of the largest plus the smallest of a pair is 1 for each, ties included."""
    for pair in ([1, 2], [2, 2], [0.0, -0.0]):
        both = [read(name, pair, ties=ties)[1][0] for name in ("max_of", "min_of")]
        np.testing.assert_array_equal(both[0] + both[1], [1, 1])


def test_a_loser_gets_exactly_nothing():
    """Whatever stands in it, and whatever comes from above."""
    for g in (inf, nan):
        assert read("max_of", [1, -inf, 0], g=g)[1][0][1:].tolist() == [0, 0]
        assert read("hinge", [3, -5, 2.5], 0, 1, g=g)[1][0][1] == 0
        pooled = read("maxpool2d", [[[[1, 0]]]], g=np.full((1, 1, 1, 1), g), size=(1, 2))
        assert pooled[1][0][0, 0, 0, 1] == 0


def test_the_tails_of_a_softmax():
    """p(1 - p) where p is next to 1: as exact as that of sigmoid."""
    tail = 4.248354255291589e-18
    for name, g in (("softmax", [1.0, 0.0]), ("log_softmax", [1.0, 0.0])):
        (slope,) = read(name, [40, 0], g=np.array(g))[1]
        np.testing.assert_allclose(slope, [tail, -tail], rtol=1e-15)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("scale", [1, 30, 700])
def test_probabilities_against_mpmath(seed, scale):
    """Every loss and probability, in their tails, to a few units in the last place."""
    mp = pytest.importorskip("mpmath")
    mp.mp.dps = 400
    random = np.random.default_rng(seed)
    x, g, label = random.uniform(-scale, scale, 4), random.standard_normal(4), seed
    powers = [mp.exp(mp.mpf(t)) for t in x]
    total = mp.fsum(powers)
    p = [each / total for each in powers]
    pull = mp.fsum(a * b for a, b in zip(g, p, strict=True))
    exact = {
        "softmax": (p, [a * (b - pull) for a, b in zip(p, g, strict=True)]),
        "log_softmax": ([mp.log(a) for a in p],
                        [b - a * mp.fsum(g.tolist()) for a, b in zip(p, g, strict=True)]),
        "logsumexp": (mp.log(total), p),
        "cross_entropy": (-mp.log(p[label]), [a - (i == label) for i, a in enumerate(p)]),
    }  # fmt: skip
    for name, (value, slopes) in exact.items():
        more = (float(label),) if name == "cross_entropy" else ()
        seeded = {"g": g} if isinstance(value, list) else {}
        out, entries = read(name, x, *more, **seeded)
        # differences of the scores are rounded: half a unit of the largest goes into each power
        close = {"rtol": 4e-16 * (4 + scale), "atol": 1e-300}
        np.testing.assert_allclose(out, np.array(value, float), **close)
        np.testing.assert_allclose(entries[0], np.array(slopes, float), **close)


FINITE = ("softmax", "log_softmax", "logsumexp", "cross_entropy")


@pytest.mark.parametrize("name", FINITE)
def test_finite_for_every_finite_input(name):
    for x in ([1e300, -1e300], [-1e300, -1e300], [710, -745], [8e307, 8e307], [5e-324, 0]):
        more = (1.0,) if name == "cross_entropy" else ()
        out, entries = read(name, x, *more)
        assert np.isfinite(out).all() and np.isfinite(entries[0]).all(), (name, x)


GUARDED = [
    ("cross_entropy", ([[1, 2]], [2]), "the label 2 in row 0 is out of range: there are 2 classes, "
                                       "0 to 1"),
    ("cross_entropy", ([1, 2], -1), "the label -1 is out of range: there are 2 classes, 0 to 1"),
    ("hinge", ([[1, 2], [3, 4]], [0, 0.5], 1), "the label 0.5 in row 1 is no whole number: there "
                                               "are 2 classes, 0 to 1"),
    ("hinge", ([1, 2], nan, 1), "the label nan is no whole number: there are 2 classes, 0 to 1"),
    ("cross_entropy", ([1, 2], inf), "the label inf is no whole number: there are 2 classes, "
                                     "0 to 1"),
    ("cross_entropy", (np.zeros((0, 2)), []), "the mean over no rows has no value"),
    ("mean", ([],), "the mean of nothing has no value"),
    ("var", ([],), "the var of nothing has no value"),
    ("max_of", ([],), "the max of nothing has no value"),
    ("min_of", ([],), "the min of nothing has no value"),
    ("mse", ([], []), "the mean of nothing has no value"),
    ("mean", (2.0,), None),
    ("mse", (2.0, 3.0), None),
    ("cross_entropy", ([1, 2], 1.0), None),
]  # fmt: skip


@pytest.mark.parametrize(("name", "xs", "why"), GUARDED)
def test_guards(name, xs, why):
    """A guard is given arrays and floats, as the engines hold them."""
    held = [float(x) if np.ndim(x) == 0 else np.asarray(x, float) for x in xs]
    with quiet():
        assert BY_NAME[name].guard(*held) == why


def test_third_order():
    """A chain can be followed backward any number of times: of x0·x1·x2 by each in turn."""
    tracer = Tracer()
    x = tracer.leaf([0.5, -1.0, 2.0])
    node, slopes = tracer.emit("prod", x), []
    for place in range(3):
        (slope,) = backward(tracer, {node: tracer.leaf(1.0)}, [x])
        slopes.append(slope.value.tolist())
        node = tracer.emit("index", slope, item=(place,))
    assert slopes == [[-2, 1, -0.5], [0, 2, -1], [0, 0, 1]]
