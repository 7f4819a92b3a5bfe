"""Plans: what takes the place of what, when one is made, when it is given up, how many are kept."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

import circuitlang as cl
from circuitlang.engines.arrays_planned import PAYS, PLANNED
from circuitlang.engines.arrays_planned import Planned as PlannedRows
from circuitlang.engines.attempt import LIMIT, PLANS, Attempt
from circuitlang.gates import INDEX
from circuitlang.tape.tape import INPUT, Tape
from circuitlang.text.limits import Limits


def attempt_of(function: Any) -> Attempt:
    (found,) = function._plans.attempts.values()
    assert isinstance(found, Attempt)
    return found


def test_a_word_takes_the_place_of_its_first_input_only() -> None:
    """`sigmoid` looks at x after it has begun to write, where 1 + exp(-x) has to stay."""
    text = """input A : [2], W : [2]; z = A * 2; u = exp(-z) + 1; s = sigmoid(z)
              f = sum(s * 1e300 * W) + sum(reciprocal(u) * W)"""
    function = cl.parse(text).function("f", wrt=["W"])
    for _ in range(4):
        _, grads = function(A=np.array([-355.0, 0.0]), W=np.ones(2))
        assert grads["W"].tolist() == [math.exp(-710.0) * 1e300, 0.5e300 + 0.5]
    assert attempt_of(function).plan is not None


def test_a_plan_that_takes_too_much_memory_is_none() -> None:
    """Its buffers are more than the values and gradients, by which a limit counts."""
    text = "input A : [40, 1], B : [1, 40], C : [40, 1]; f = sum(max(A, B, C))"
    given = {"A": np.linspace(0.0037, 0.9987, 40)[:, None], "B": np.linspace(2, -1, 40)[None],
             "C": np.full((40, 1), 0.5)}  # fmt: skip
    free, bound = (cl.parse(text, limits=limits).function() for limits in ({}, {"memory": 40_000}))
    wanted = np.maximum(np.maximum(given["A"], given["B"]), given["C"])
    for _ in range(4):
        for function in (free, bound):
            value, grads = function(given)
            assert value == wanted.sum()
            taken = [np.sum(wanted == given[name], axis=axis, keepdims=True) for name, axis in
                     (("A", 1), ("B", 0), ("C", 1))]  # fmt: skip
            assert [grads[name].tolist() for name in "ABC"] == [x.tolist() for x in taken]
    assert (plan := attempt_of(free).plan) is not None and plan.bytes > 40_000
    assert attempt_of(bound).plan is None and attempt_of(bound).behind == LIMIT + 1


def test_rows_whose_plan_takes_too_much_memory_go_gate_by_gate() -> None:
    names, memory = [f"x{at}" for at in range(7)], 4_000_000
    listed = ", ".join(names)
    text = f"input {listed}; f = max({listed}) * mul({listed})"
    free, bound = (cl.parse(text, engine="numpy", limits=limits).function()
                   for limits in ({}, {"memory": memory}))  # fmt: skip
    rows = {name: np.linspace(1.0, 2.0 + at, PLANNED) for at, name in enumerate(names)}
    rows["x6"][: PLANNED // 2] = 0.5
    best, product = np.maximum(rows["x5"], rows["x6"]), np.prod(list(rows.values()), axis=0)
    rows["x0"][-1] = best[-1] = 9.0
    product[-1] *= 4.5
    for function in (free, bound):
        for _ in range(PAYS + 1):
            value, grads = function.map(rows)
        np.testing.assert_allclose(value, best * product, rtol=1e-14)
        for name, x in rows.items():
            routed = np.where(x == best, product, 0.0)
            routed[0] = (x[0] == 1.0) * product[0] / 6.0  # all but the last are 1 there
            np.testing.assert_allclose(grads[name], best * product / x + routed, rtol=1e-13)
    (kept,), (none,) = (each.rows().planned.attempts.values() for each in (free, bound))
    assert kept.plan is not None and kept.plan.bytes > memory
    assert none.plan is None and none.behind == LIMIT + 1


def test_rows_with_a_nan_go_gate_by_gate_and_their_plan_stays() -> None:
    count = PAYS * PLANNED + 7
    function = cl.parse("input a; f = max(a, 0.5)", engine="numpy").function()
    a = np.linspace(0.0, 1.0, count)
    for broken in ([], [3, count - 1], [3], []):
        given, wanted, slopes = a.copy(), np.maximum(a, 0.5), np.heaviside(a - 0.5, 0.5)
        given[broken] = wanted[broken] = slopes[broken] = np.nan
        value, grads = function.map(a=given)
        assert np.array_equal(value, wanted, equal_nan=True)
        assert np.array_equal(grads["a"], slopes, equal_nan=True)
    (attempt,) = function.rows().planned.attempts.values()
    assert attempt.plan is not None and not attempt.untaken


def test_a_plan_that_fails_again_and_again_is_given_up() -> None:
    function = cl.parse("input X : [3], Y : [3]; f = sum(max(X, Y))").function()
    good, bad = np.array([1.0, 2.0, 3.0]), np.array([1.0, np.nan, 3.0])
    for _ in range(LIMIT // 16 + 3):
        value, grads = function(X=bad, Y=np.zeros(3))
        assert math.isnan(value) and np.isnan(grads["X"]).tolist() == [False, True, False]
    assert attempt_of(function).behind > LIMIT
    for _ in range(3):
        value, grads = function(X=good, Y=np.zeros(3))
        assert (value, grads["X"].tolist(), grads["Y"].tolist()) == (6.0, [1.0] * 3, [0.0] * 3)
    assert attempt_of(function).behind > LIMIT


def test_of_rows_that_look_otherwise_so_many_plans_are_kept() -> None:
    tape = Tape()
    x = tape.append(INPUT, (), -1)
    planned = PlannedRows(tape, "split", Limits(), tape.append(INDEX["exp"], (x,), -1), [x])
    whole = np.zeros(40)
    for step in range(1, 20):
        first = planned.attempt({x: whole[::step]}, PAYS * PLANNED)
        assert first is not None and planned.attempt({x: whole[::step]}, PLANNED) is first
        assert len(planned.attempts) <= PLANS
