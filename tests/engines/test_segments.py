"""The engine of segments cuts a circuit into parts: whatever the cut, its numbers are those of the
reference, bit for bit."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from random import Random

import pytest

import circuitlang as cl
from circuitlang import engines
from circuitlang.engines import kernel, order, reference, segments, segments_layout, segments_short
from circuitlang.gates import TABLE
from circuitlang.own_gates import forget
from circuitlang.tape.tape import CONST, INPUT, Tape
from circuitlang.text.limits import Limits
from tests.engines.tapes import KINDS, ODD, arity, number, random_tape, sorted_bounds
from tests.engines.test_conformance import RULES, same

CUTS = {"all long": (1, 16384, 6), "all short, by columns": (10**9, 16384, 0),
        "all short, by floats": (10**9, 16384, 10**9), "small blocks": (4, 7, 2)}  # fmt: skip


@pytest.fixture(params=CUTS)
def cut(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    long, block, few = CUTS[request.param]
    monkeypatch.setattr(segments_layout, "LONG", long)
    monkeypatch.setattr(segments_layout, "BLOCK", block)
    monkeypatch.setattr(segments_short, "FEW", few)


def agree(tape: Tape, leaves: dict[int, float], ties: str, *ends: int) -> segments.Program:
    truth = reference.compile(tape, ties, Limits())
    found = segments.compile(tape, ties, Limits())
    values, others = truth.forward(leaves), found.forward(leaves)
    for wire, (x, y) in enumerate(zip(values, others, strict=True)):
        assert same(x, y), (wire, tape.op(wire), x, y)
    for of in ends or (len(tape) - 1,):
        grads, upstream = truth.backward(values, of, -1.75), found.backward(others, of, -1.75)
        for wire, (a, b) in enumerate(zip(grads, upstream, strict=True)):
            assert same(a, b), (of, wire, tape.op(wire), a, b)
        assert truth.finite(grads) == found.finite(upstream)
    return found


@pytest.mark.usefixtures("cut")
@pytest.mark.parametrize("seed", range(30))
def test_random_circuits_however_they_are_cut(seed: int) -> None:
    tape, leaves = random_tape(seed, 30 + 10 * seed, odd=0.1 if seed % 2 else 0.0)
    middle = Random(seed).randrange(len(leaves), len(tape))
    agree(tape, leaves, RULES[seed % 3], len(tape) - 1, middle)


def layered(seed: int, width: int, depth: int) -> tuple[Tape, dict[int, float]]:
    """Layers of a few kinds each, which read the layer before; ordinary and odd numbers."""
    random, tape, leaves = Random(seed), Tape(), {}
    for _ in range(width):
        leaves[tape.append(INPUT, (), -1)] = number(random, 0.05)
    constant = tape.append(CONST, (), -1)
    tape.consts[constant] = random.choice((2.0, -0.0, 0.5, math.inf))
    layer = list(leaves)
    for _ in range(depth):
        kinds = random.sample(KINDS, 3)
        made = []
        for _ in range(width):
            kind = random.choice(kinds)
            operands = [random.choice(layer) for _ in range(arity(random, kind))]
            if len(operands) > 1 and random.random() < 0.3:
                operands[-1] = constant
            if TABLE[kind].guard is not None:
                operands[1:] = sorted_bounds(tape, random)
            made.append(tape.append(kind, operands, -1))
        layer = made
    tape.append(KINDS[0], layer, -1)  # add: the sum of them all
    return tape, leaves


@pytest.mark.parametrize("seed", range(12))
def test_wide_circuits(seed: int) -> None:
    tape, leaves = layered(seed, 400, 6)
    agree(tape, leaves, RULES[seed % 3])


@pytest.mark.parametrize("long", [1, 10**9], ids=["long", "short"])
@pytest.mark.parametrize("ties", RULES)
def test_every_row_at_odd_points_side_by_side(monkeypatch: pytest.MonkeyPatch, ties: str,
                                              long: int) -> None:  # fmt: skip
    monkeypatch.setattr(segments_layout, "LONG", long)
    for kind in KINDS:
        gate, points = TABLE[kind], []
        counts = {len(sample) for sample in gate.samples}
        for count in counts:
            points += [xs for xs in gate.samples if len(xs) == count]
            points += itertools.product(ODD if count < 3 else ODD[::4] if count == 3 else ODD[::9],
                                        repeat=count)  # fmt: skip
        points = [xs for xs in points if gate.guard is None or gate.guard(*xs) is None]
        tape, leaves = Tape(), {}
        made = []
        for xs in points:
            operands = [tape.append(INPUT, (), -1) for _ in xs]
            leaves.update(zip(operands, xs, strict=True))
            made.append(operands)
        gates = [tape.append(kind, operands, -1) for operands in made]
        truth = reference.compile(tape, ties, Limits())
        found = segments.compile(tape, ties, Limits())
        values = truth.forward(leaves)
        assert all(map(same, values, found.forward(leaves))), gate.name
        tape.append(KINDS[0], gates, -1)  # add: each hears 1, and each slope is seen
        agree(tape, leaves, ties)


@pytest.mark.parametrize("seed", range(12))
def test_chains(seed: int) -> None:
    random, tape, leaves = Random(seed), Tape(), {}
    for _ in range(5):
        leaves[tape.append(INPUT, (), -1)] = random.uniform(-2.0, 2.0)
    wire = 0
    for _ in range(1500):
        kind = random.choice([k for k in KINDS if TABLE[k].guard is None and not TABLE[k].more])
        others = [random.randrange(5) for _ in range(len(TABLE[kind].params) - 1)]
        wire = tape.append(kind, [wire, *others] if seed % 2 else [*others, wire], -1)
        if seed > 5 and random.random() < 0.01:
            wire = tape.append(KINDS[0], [wire, wire - random.randrange(3)], -1)
    agree(tape, leaves, RULES[seed % 3])


def test_a_chain_that_is_read_in_the_middle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segments_layout, "BLOCK", 100)
    source = """input x = 0.9, y = -0.3; g[0] = x; for i in 1 to 500 { g[i] = tanh(g[i-1]) * x - y }
        f = g[500] * g[250] + g[120] * y"""
    builder = cl.parse(source)._builder
    middle = builder.symbols["g[300]"]
    found = agree(builder.tape, builder.values, "split", len(builder.tape) - 1, middle)
    assert sum(part.chain for part in found.layout.parts) > 10


def test_a_chain_whose_gradient_dies_on_the_way() -> None:
    """What a gate does not send is not a gradient of 0."""
    source = "input x = -1, y = 2; g[0] = x; for i in 1 to 300 { g[i] = relu(g[i-1]) - y }"
    circuit = cl.parse(source, engine="segments")
    grads = circuit.forward().backward()
    assert math.copysign(1.0, grads["x"]) == 1.0 and grads["x"] == 0.0
    tape = circuit._builder.tape
    agree(tape, circuit._builder.values, "split")


def test_the_order_is_the_canonical_one() -> None:
    for seed in range(20):
        tape, _ = random_tape(seed, 100)
        slots = segments_layout.Layout(tape, "split").slots.tolist()
        gates = order.canonical(tape)
        assert [slots[wire] for wire in gates] == list(range(len(tape) - len(gates), len(tape)))
        assert sorted(slots) == list(range(len(tape)))


def test_parts_are_small_enough_to_be_interrupted(monkeypatch: pytest.MonkeyPatch) -> None:
    assert segments_layout.BLOCK <= 1 << 15  # some milliseconds
    monkeypatch.setattr(segments_layout, "BLOCK", 100)
    wide, _ = layered(1, 1000, 3)
    narrow, _ = random_tape(1, 1000)
    for tape in (wide, narrow):
        parts = segments_layout.Layout(tape, "split").parts
        assert max(part.high - part.low for part in parts) == 100
    monkeypatch.setattr(segments_layout, "READS", 300)
    for tape in (wide, narrow):
        parts = segments_layout.Layout(tape, "split").parts
        assert [a.high for a in parts[:-1]] == [b.low for b in parts[1:]]
        assert all(part.reads.size <= 300 or part.high == part.low + 1 for part in parts)


@pytest.fixture
def own() -> Iterator[cl.Gate]:
    def only_of_floats(m: object, x: float) -> float:
        return math.fabs(x) if x < 0.5 else float(math.floor(x))

    gate = cl.register(cl.Gate("stairs", ("x",), value=only_of_floats, family="elementary",
                               local=lambda m, out, x: (1.0 if x < 0.5 else None,),
                               story="Stairs.", samples=((0.25,), (1.5,))))  # fmt: skip
    yield gate
    forget(gate)


def test_gates_of_ones_own_are_computed_as_they_are_written(own: cl.Gate) -> None:
    text = "; ".join(f"input x[{i}] = 0.{i}; g[{i}] = stairs(x[{i}])" for i in range(100))
    circuit = cl.parse(f"{text}; f = sum(g[i] * x[i] for i in 0 to 99)")
    agree(circuit._builder.tape, circuit._builder.values, "split")


def test_bounds_that_cross_are_a_mistake() -> None:
    with pytest.raises(cl.CircuitError) as caught:
        cl.parse("input x = 1, lo = 2; f = clip(x, lo, 1)", engine="segments").forward()
    assert caught.value.code == "bad-argument" and "`f`" in caught.value.message


def test_the_time_runs_out() -> None:
    tape, leaves = random_tape(1, 50)
    program = segments.compile(tape, "split", Limits().replace("time", 1e-9))
    with pytest.raises(cl.CircuitError) as caught:
        program.forward(leaves)
    assert caught.value.code == "limit-exceeded"
    values = segments.compile(tape, "split", Limits()).forward(leaves)
    with pytest.raises(cl.CircuitError) as caught:
        program.backward(values, len(tape) - 1)
    assert caught.value.code == "limit-exceeded"


def test_a_circuit_without_gates() -> None:
    circuit = cl.parse("input x = 2", engine="segments")
    assert circuit.forward()["x"] == 2.0
    assert cl.Circuit(engine="segments").forward()._values.tolist() == []


def test_it_is_chosen_where_the_kernel_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernel, "_kernel", None)
    small, large = cl.Circuit(), cl.Circuit()
    for circuit, count in ((small, 10), (large, 60_000)):
        x = f = circuit.input("x", 0.5)
        for _ in range(count):
            f = f * x
        circuit.gate("f", f)
    assert type(small._program()) is reference.Program
    assert type(large._program()) is segments.Program
    assert type(small.function()._program) is reference.Program
    assert type(large.function()._program) is segments.Program


def test_a_definition_with_a_chain_is_left_to_the_reference(monkeypatch: pytest.MonkeyPatch,
                                                            ) -> None:  # fmt: skip
    monkeypatch.setattr(engines, "SEGMENTS_PAY", dict.fromkeys(engines.SEGMENTS_PAY, 1))
    monkeypatch.setattr(kernel, "_kernel", None)
    text = "def sq(x) { return x * x; chain x = upstream * 2 * x }; input a = 3; g = sq(a)"
    circuit = cl.parse(text.replace("; ", "\n"))
    assert segments.refusal(circuit._builder.tape) is not None
    assert type(circuit._program()) is reference.Program
    assert circuit.forward().backward()["a"] == 6.0
