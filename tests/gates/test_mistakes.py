"""What a row refuses, and how it says so."""

from __future__ import annotations

import pytest

import circuitlang as cl
from circuitlang.gates import BY_NAME
from circuitlang.gates.gate import Gate
from circuitlang.text.errors import CircuitError


def refused(text: str) -> CircuitError:
    with pytest.raises(CircuitError) as caught:
        cl.parse(text).forward()
    return caught.value


@pytest.mark.parametrize(("lo", "hi", "told"), [
    ("[0, 3]", "[1, 2]", "lo is 3 and hi is 2"), ("[0, 3]", "2.5", "lo is 3 and hi is 2.5"),
    ("1.5", "[2, 1]", "lo is 1.5 and hi is 1"), ("2", "-1", "lo is 2 and hi is -1"),
    ("[[0], [9]]", "[1, 2]", "lo is 9 and hi is 1"),
])  # fmt: skip
def test_the_bounds_that_cross_are_told(lo: str, hi: str, told: str) -> None:
    """Of tensors those of the first element that has it."""
    problem = refused(f"input x = [1, 2], lo = {lo}, hi = {hi}; f = clip(x, lo, hi)")
    assert (problem.code, told in problem.message) == ("bad-argument", True), problem.message


def test_bounds_that_are_equal_do_not_cross() -> None:
    run = cl.parse("input x = [1, 5], b = [2, 3]; f = clip(x, b, b)").forward()
    assert run["f"].tolist() == [2.0, 3.0]


def test_a_size_beyond_all_limits() -> None:
    problem = refused("input x = [1, 2]; f = reshape(x, 1e30)")
    assert problem.code == "bad-argument"
    assert "a size of 1e+30 is out of reach" in problem.message


def test_a_row_has_one_of_local_and_chain() -> None:
    words = {"family": "neural", "story": "", "samples": ((1.0,),)}
    one, many = (lambda m, out, x: (1.0,)), (lambda m, g, out, x: (g,))
    with pytest.raises(ValueError, match="odd: a gate has either"):
        Gate("odd", ("x",), value=lambda m, x: x, **words)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="odd: a gate has either"):
        Gate("odd", ("x",), value=lambda m, x: x, local=one, chain=many,
             **words)  # type: ignore[arg-type]  # fmt: skip


def test_a_row_in_words_and_without_a_local_gradient() -> None:
    assert repr(BY_NAME["clip"]) == "Gate(clip(x, lo, hi))"
    assert repr(BY_NAME["add"]) == "Gate(add(x, y, …))"
    with pytest.raises(TypeError, match="no local gradient"):
        BY_NAME["matmul"].local(None, 1.0, 1.0, 1.0)
