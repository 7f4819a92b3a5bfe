"""Rows go through in blocks: what a row gives, to the bit, depends on neither its place in a block
nor on how many others there are, nor on whether the results are written past the cache."""

from __future__ import annotations

import pytest

import circuitlang as cl
from circuitlang.engines import arrays, kernel_rows, reference
from circuitlang.gates import TABLE
from circuitlang.text.limits import Limits
from tests.engines.tapes import KINDS, random_tape

np = pytest.importorskip("numpy")

ENGINES = [arrays, kernel_rows]
COMPILED = [kind for kind in KINDS if TABLE[kind].guard is None
            and TABLE[kind].name not in ("given", "max", "min")]  # fmt: skip
TEXTS = {
    "a neuron": "f = sigmoid(a*b + c*d + a)",
    "sums pass one gradient to many": "g = a + b; h = g + c; f = h + d",
    "one input twice": "g = a * a + a; f = g * b - c",
    "a dear gate of an input": "f = tanh(a) * b + exp(c)",
    "a dear gate is the output": "f = sigmoid(a)",
    "dear gates read twice": "g = tanh(a * b); h = sigmoid(g); f = g * h + silu(g) * softplus(a)",
    "branches": "g = where(a > 0, b, c) * max(b, d); f = g + relu(d)",
    "in some rows only": "f = where(a > 0, tanh(b), sigmoid(c)) + where(b > 1, c * d, c + d)",
    "a sum of many": "f = sum(a * k + b for k in 1 to 12) * c + d",
    "an input": "f = a",
    "nothing is heard": "f = sign(a) + (b > 0)",
    "outside of the domain": "f = sqrt(a) * b + log(c) * max(a, d)",
    "a branch that is seldom taken": "f = where(a > 7.6, b * c, d) + relu(b - 8) * a",
    "far down": "f = sigmoid(a * 400) * b",
    "a quotient": "f = (a - b) / (1 + c*c) / d",
}


def of(engine, text):
    circuit = cl.parse(f"input a, b, c, d; {text}")
    f = circuit.function("f", wrt=["a", "b", "c", "d"])
    tape = f._program.tape
    if engine is kernel_rows and (why := kernel_rows.refusal(tape)) is not None:
        pytest.skip(why)
    names = {name: wire for name, wire in f._leaves.items() if wire is not None}
    rows = engine.Rows(tape, "split", Limits(), f._output, names.values())

    def run(columns, count):
        leaves = {wire: columns[name] for name, wire in names.items()}
        value, grads = rows.over(leaves, set(leaves), count)
        return np.array([value, *(grads[wire] for wire in names.values())])

    return run


def columns(count, shift=0):
    random = np.random.default_rng(7)
    found = {}
    for name in "abcd":
        room = np.empty(count + shift)
        room[shift:] = random.normal(0.0, 2.0, count)
        room[shift::61] = 0.0
        room[shift + 5 :: 977] = -1e5
        found[name] = room[shift:]
    return found


@pytest.mark.parametrize("engine", ENGINES, ids=["numpy", "kernel"])
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_row_gives_the_same_wherever_it_stands(engine, text):
    run = of(engine, text)
    count = 150_000  # its results do not stay in a cache; with NumPy it is planned
    whole = run(columns(count), count)
    for low, high in ((0, 1), (3, 8), (63, 66), (1000, 1200), (8100, 17_000), (count - 9, count)):
        part = {name: x[low:high] for name, x in columns(count, shift=3).items()}
        here = run(part, high - low)
        assert np.array_equal(here, whole[:, low:high], equal_nan=True)
        signs = ~np.isnan(here)  # which a nan has depends on the loop that made it, up to NumPy 2.2
        assert np.array_equal(np.signbit(here)[signs], np.signbit(whole[:, low:high])[signs])


@pytest.mark.parametrize("engine", ENGINES, ids=["numpy", "kernel"])
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_rows_are_those_of_the_reference(engine, text):
    run = of(engine, text)
    circuit = cl.parse(f"input a, b, c, d; {text}", engine="reference")
    f = circuit.function("f", wrt=["a", "b", "c", "d"])
    here = columns(2000)
    found = run(here, 2000)
    names = [name for name, wire in f._leaves.items() if wire is not None]
    for row in [*range(0, 2000, 37), 5, 61, 122]:
        value, grads = f({name: float(x[row]) for name, x in here.items()})
        wanted = [value, *(grads[name] for name in names)]
        np.testing.assert_allclose(found[:, row], wanted, rtol=1e-12, atol=1e-13)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_many_rows_go_by_a_plan(text, monkeypatch):
    by_hand = []
    plainly = arrays.Rows._into
    monkeypatch.setattr(arrays.Rows, "_into", lambda *args: by_hand.append(plainly(*args)))
    of(arrays, text)(columns(600_000), 600_000)
    assert not by_hand


def test_blocks_that_a_plan_does_not_expect_go_gate_by_gate():
    run = of(arrays, "f = where(a > 1e3, b * c, d) * sqrt(b)")
    here = columns(150_000)
    before = run(here, 150_000)
    here["a"][70_000] = 2e3
    here["b"][70_000] = 4.0
    after = run(here, 150_000)
    changed = np.flatnonzero((before != after).any(axis=0) & ~np.isnan(after).any(axis=0))
    assert changed.tolist() == [70_000]
    c = here["c"][70_000]
    assert after[:, 70_000].tolist() == [4.0 * c * 2.0, 0.0, 3.0 * c, 8.0, 0.0]


@pytest.mark.parametrize("engine", ENGINES, ids=["numpy", "kernel"])
@pytest.mark.parametrize("seed", range(30))
def test_random_circuits_wherever_a_row_stands(engine, seed):
    tape, leaves = random_tape(seed, 40, 0.05, KINDS if engine is arrays else COMPILED)
    if engine is kernel_rows and (why := kernel_rows.refusal(tape)) is not None:
        pytest.skip(why)
    count = 140_000
    given = {wire: np.linspace(-2.0, 2.0, count) + 0.01 * wire for wire in leaves}
    rows = engine.Rows(tape, "split", Limits(), len(tape) - 1, leaves)
    value, grads = rows.over(given, set(leaves), count)
    for low, high in ((17, 19), (250, 900), (139_990, count)):
        part, slopes = rows.over(
            {wire: x[low:high] for wire, x in given.items()}, set(leaves), high - low
        )
        assert np.array_equal(part, value[low:high], equal_nan=True)
        for wire in leaves:
            assert np.array_equal(slopes[wire], grads[wire][low:high], equal_nan=True)
    truth = reference.compile(tape, "split", Limits())
    upstream = truth.backward(truth.forward({w: float(x[17]) for w, x in given.items()}),
                              len(tape) - 1)  # fmt: skip
    for wire in leaves:
        assert (upstream[wire] is None) <= (grads[wire][17] == 0.0)


@pytest.mark.parametrize("size", [1, 2, 3, 5, 7, 8, 20])
def test_small_blocks_begin_where_they_may(size):
    """As few rows go through together as the memory allows; the first block, which ends where a
    line of the cache does, has no room for more."""
    text = "g[0] = a * b; for i in 1 to 60 { g[i] = g[i-1] * 1.01 + c }; f = g[60] * d"
    tape = cl.parse(f"input a, b, c, d; {text}").function("f", wrt=list("abcd"))._program.tape
    if kernel_rows.refusal(tape) is not None:
        pytest.skip("the kernel was not built")
    given = dict(enumerate(columns(60).values()))
    large = kernel_rows.Rows(tape, "split", Limits(), len(tape) - 1, range(4))
    limits = Limits().replace("memory", kernel_rows.BYTES * len(tape) * size)
    small = kernel_rows.Rows(tape, "split", limits, len(tape) - 1, range(4))
    assert small.size == size < large.size
    held = []  # so that results lie at other places of a line
    for count in (9, 13, 31, 57, 60):
        part = {wire: x[:count] for wire, x in given.items()}
        value, grads = small.over(part, set(given), count)
        whole, slopes = large.over(part, set(given), count)
        assert np.array_equal(value, whole)
        assert all(np.array_equal(grads[wire], slopes[wire]) for wire in given)
        held += [value, np.empty(count)]
