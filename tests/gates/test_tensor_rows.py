"""Every tensor row at every one of its samples: shapes, chains against central differences, and the
chain of a chain against the chain."""

import numpy as np
import pytest

from circuitlang.gates import BY_NAME, TABLE
from circuitlang.gates.gate import Gate
from circuitlang.readings.arrays import Arrays, quiet
from tests.gates.tracer import Tracer, arrays_of, backward, chained

ROWS = [gate for gate in TABLE if gate.chain is not None]
VISITS = [
    pytest.param(gate, *arrays_of(sample), id=f"{gate.name}-{at}")
    for gate in ROWS
    for at, sample in enumerate(gate.samples)
]
FLAT = {
    "size",
    "tally",
    "diagonal",
    "first",
    "peak",
    "violations",
}  # they pass no gradient
LABELS = {"cross_entropy", "hinge", "softmax_error"}  # the second input is no number to move
STEP = 1e-6


def seed_like(value, salt=0):
    """A gradient that is the same nowhere."""
    shape = np.shape(value)
    return np.cos(np.arange(np.prod(shape, dtype=int)) * 1.7 + salt + 0.3).reshape(shape)


def value_of(gate, xs, options):
    with quiet():
        return gate.value(Arrays(), *xs, **options)


def moved(gate, xs, i):
    """Whether input i may be moved: a label may not."""
    return not (gate.name in FLAT or (gate.name in LABELS and i == 1))


def smooth(gate, variants, options):
    return gate.region is None or len({gate.region(*xs, **options) for xs in variants}) == 1


def difference(f, xs, i):
    """d/dx_i of a number f, by central differences, and the inputs that it was asked at."""
    slope, visited = np.zeros(xs[i].shape), []
    for place in np.ndindex(xs[i].shape):
        sides = []
        for h in (STEP, -STEP):
            x = xs[i].copy()
            x[place] += h
            sides.append([*xs[:i], x, *xs[i + 1 :]])
        visited += sides
        slope[place] = (f(sides[0]) - f(sides[1])) / (2 * STEP)
    return slope, visited


def test_the_table_of_tensors():
    for gate in ROWS:
        assert gate.story.endswith(".") and gate.samples and gate.shape is not None
        assert all(gate.takes(len(arrays_of(sample)[0])) for sample in gate.samples)
    names = [gate.name for gate in ROWS if gate.family != "internal"]
    assert names == [
        "matmul", "dot", "outer", "transpose", "reshape", "flatten", "broadcast", "concat",
        "stack", "index", "sum", "mean", "prod", "var", "norm", "logsumexp", "max_of", "min_of",
        "softmax", "log_softmax", "cross_entropy", "hinge", "mse", "conv2d", "maxpool2d",
        "avgpool2d",
    ]  # fmt: skip


@pytest.mark.parametrize(("gate", "xs", "options"), VISITS)
def test_the_rule_of_shapes_is_the_shape(gate: Gate, xs, options):
    out = value_of(gate, xs, options)
    assert np.shape(out) == gate.shape(*[x.shape for x in xs], **options)
    assert np.asarray(out).dtype == np.float64
    assert gate.guard is None or gate.guard(*xs, **options) is None


@pytest.mark.parametrize("ties", ["split", "first", "both"])
@pytest.mark.parametrize(("gate", "xs", "options"), VISITS)
def test_a_gradient_has_the_shape_of_its_input(gate, xs, options, ties):
    out = value_of(gate, xs, options)
    _, entries = chained(gate, seed_like(out), xs, options, ties)
    assert [entry.shape for entry in entries] == [x.shape for x in xs]


@pytest.mark.parametrize(("gate", "xs", "options"), VISITS)
def test_the_chain_against_central_differences(gate, xs, options):
    out = value_of(gate, xs, options)
    g = seed_like(out)
    _, entries = chained(gate, g, xs, options)
    for i, entry in enumerate(entries):
        if not moved(gate, xs, i):
            assert gate.name not in FLAT or not entry.any()
            continue
        numeric, visited = difference(
            lambda at: float(np.sum(g * value_of(gate, at, options))), xs, i
        )
        if smooth(gate, [xs, *visited], options):
            np.testing.assert_allclose(entry, numeric, rtol=2e-6, atol=2e-7)


@pytest.mark.parametrize(("gate", "xs", "options"), VISITS)
def test_the_second_order(gate, xs, options):
    """A chain, read as a circuit of gates, gives the numbers of the arrays; followed backward it
    gives the central differences of the chain."""
    out = value_of(gate, xs, options)
    g = seed_like(out)
    _, entries = chained(gate, g, xs, options)
    h = [seed_like(x, 2.0) for x in xs]

    tracer = Tracer()
    leaves, up = [tracer.leaf(x) for x in xs], tracer.leaf(g)
    node = tracer.emit(gate.name, *leaves, **options)
    firsts = backward(tracer, {node: up}, leaves)
    for first, entry in zip(firsts, entries, strict=True):
        got = np.zeros(entry.shape) if first is None else first.value
        np.testing.assert_allclose(got, entry, rtol=1e-12, atol=1e-13)
    seeds = {}
    for first, weight in zip(firsts, h, strict=True):
        if first is not None:
            term = tracer.leaf(weight)
            seeds[first] = seeds[first] + term if first in seeds else term
    seconds = backward(tracer, seeds, [*leaves, up])

    def weighed(at):
        _, found = chained(gate, at[-1], at[:-1], options)
        return float(sum(np.sum(weight * entry) for weight, entry in zip(h, found, strict=True)))

    for i, second in enumerate(seconds):
        if i < len(xs) and not moved(gate, xs, i):
            continue
        numeric, visited = difference(weighed, [*xs, g], i)
        if smooth(gate, [xs, *[at[:-1] for at in visited]], options):
            got = np.zeros(numeric.shape) if second is None else second.value
            np.testing.assert_allclose(got, numeric, rtol=2e-5, atol=2e-6, err_msg=f"input {i}")


def test_backward_twice_gives_the_same_bits():
    for gate in ROWS:
        xs, options = arrays_of(gate.samples[0])
        g = seed_like(value_of(gate, xs, options))
        once, again = (chained(gate, g, xs, options) for _ in range(2))
        assert np.asarray(once[0]).tobytes() == np.asarray(again[0]).tobytes()
        for a, b in zip(once[1], again[1], strict=True):
            assert a.tobytes() == b.tobytes()


def test_nothing_writes_into_its_inputs():
    for gate in ROWS:
        for sample in gate.samples:
            xs, options = arrays_of(sample)
            for x in xs:
                x.setflags(write=False)
            g = seed_like(value_of(gate, xs, options))
            g.setflags(write=False)
            chained(gate, g, xs, options)


def test_plain_numbers_will_do():
    """A circuit of scalars holds floats, not arrays."""
    m = Arrays()
    for name, xs in [("sum", (2.0,)), ("softmax", (2.0,)), ("mse", (2.0, 5.0)), ("dot", (2.0, 3.0)),
                     ("stack", (1.0, 2.0)), ("max_of", (-0.0,)), ("norm", (-3.0,))]:  # fmt: skip
        gate = BY_NAME[name]
        out = gate.value(m, *xs)
        assert [np.shape(e) for e in chained(gate, seed_like(out), xs, {})[1]] == [()] * len(xs)
