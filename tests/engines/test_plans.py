"""Plans: what takes the place of what."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

import circuitlang as cl
from circuitlang.engines.tensors_planned import Attempt


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
