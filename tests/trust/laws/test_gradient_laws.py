"""Changes that may not change a gradient, and seeds; on typed programs."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

import circuitlang as cl
from circuitlang.text.errors import CircuitError
from tests.trust.laws.changes import permuted, renamed, with_dead_gates
from tests.trust.laws.depth import law
from tests.trust.laws.programs import Program, typed, written
from tests.trust.laws.tools import bits, built, gradients, same_up_to_rounding, scale_of

SEEDS = st.integers(0, 2**32 - 1)


@law(60, 1500)
@given(typed(), SEEDS)
def test_independent_statements_in_another_order(program: Program, seed: int) -> None:
    circuit = built(program)
    other = permuted(program, random.Random(seed))
    have, want = gradients(cl.parse(other.text), "loss"), gradients(circuit, "loss")
    assert set(have) == set(want)
    scale = scale_of(circuit, "loss")
    for name, gradient in want.items():
        assert same_up_to_rounding(have[name], gradient, scale), name


@law(60, 1500)
@given(typed(), SEEDS)
def test_other_names(program: Program, seed: int) -> None:
    circuit = built(program)
    other, _ = renamed(program, random.Random(seed))
    have = gradients(cl.parse(other.text), other.output)
    assert [bits(x) for x in have.values()] == [
        bits(x) for x in gradients(circuit, "loss").values()
    ]


@law(60, 1500)
@given(typed(), SEEDS)
def test_gates_that_nothing_reads(program: Program, seed: int) -> None:
    circuit = built(program)
    other = cl.parse(with_dead_gates(program, random.Random(seed)).text)
    have, want = gradients(other, "loss"), gradients(circuit, "loss")
    assert {name: bits(x) for name, x in have.items()} == {
        name: bits(x) for name, x in want.items()
    }


@law(60, 800)
@given(SEEDS)
def test_a_composite_gate_written_out(seed: int) -> None:
    program, inlined = (written(random.Random(seed), inline=inline) for inline in (False, True))
    assume(program.text != inlined.text)
    circuit = built(program)
    have, want = gradients(cl.parse(inlined.text), "loss"), gradients(circuit, "loss")
    scale = scale_of(circuit, "loss")
    for name, gradient in want.items():
        assert same_up_to_rounding(have[name], gradient, scale), name


@law(60, 1500)
@given(typed(), SEEDS)
def test_backward_is_linear_in_its_seed(program: Program, seed: int) -> None:
    """Of every gate, tensors too, with seeds of any numbers."""
    run = built(program).forward()
    chance = np.random.default_rng(seed)
    names = [name for name in run if name not in run._circuit.inputs]
    name = names[int(chance.integers(len(names)))]
    try:
        shape = np.shape(run[name])
        a, b = chance.normal(size=(2, *shape))
        parts = [run.backward(name, seed=as_seed(x)) for x in (a, b, 2 * a - b / 4)]
    except CircuitError as problem:
        assert problem.code == "not-a-leaf", problem  # a constant
        assume(False)
    scale = max(float(np.max(np.abs(np.nan_to_num(x, posinf=0, neginf=0)), initial=0.0))
                for part in parts for x in part._upstream if x is not None)  # fmt: skip
    for leaf in run._circuit.inputs:
        x, y, both = (np.asarray(part[leaf]) for part in parts)
        with np.errstate(all="ignore"):
            want = 2 * x - y / 4
        assert same_up_to_rounding(both, want, scale), (name, leaf)


def as_seed(x: Any) -> Any:
    return x if np.ndim(x) else float(x)
