"""A reduction of one number is that number, in a circuit without any tensor."""

from __future__ import annotations

import pytest

import circuitlang as cl


@pytest.mark.parametrize(
    ("body", "value", "slope"),
    [("mean(x)", 2.5, 1.0), ("sum(x)", 2.5, 1.0), ("prod(x)", 2.5, 1.0), ("var(x)", 0.0, 0.0),
     ("norm(x)", 2.5, 1.0), ("logsumexp(x)", 2.5, 1.0), ("max(x)", 2.5, 1.0),
     ("mean(x) * sum(x)", 6.25, 5.0), ("flatten(x)[0] * 2", 5.0, 2.0), ("x.T + x", 5.0, 2.0)],
)  # fmt: skip
def test_of_one_number(body, value, slope):
    grads = cl.parse(f"input x = 2.5\nf = {body}").forward().backward()
    assert grads.run["f"] == value
    assert grads["x"] == slope
