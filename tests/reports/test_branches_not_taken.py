"""Elements of a tensor whose branch is not taken hear exactly 0 in every report, as they do in the
gradient itself."""

from __future__ import annotations

from math import copysign

import numpy as np

import circuitlang as cl

SOURCE = "input y : [2] = [0, 1]; a = 1 / y; f = sum(where(y > 0.5, a, y)); backward"


def test_what_a_gate_sends_is_what_arrives() -> None:
    session = cl.Session()
    session.execute(SOURCE)
    said = str(session.execute("chained; trace backward; chained(a, y)"))
    assert "nan" not in said
    assert "da × (-1/y²) = [0, -1]" in said
    assert "[0, 1] × [-inf, -1] = [0, -1]" in " ".join(said.split())
    assert "y hears [1, 0] + [0, 0] + [0, -1] = [1, -1]" in said
    assert said.endswith("\n[0, -1]")
    grads = cl.parse(SOURCE).forward().backward()
    assert grads.chained("a")["y"].tolist() == [0.0, -1.0] and grads["y"].tolist() == [1.0, -1.0]


def test_it_stays_so_when_the_circuit_is_built_again() -> None:
    session = cl.Session()
    session.execute(f"{SOURCE}; z = y * y; backward f; rewire z = y; forward")
    masks = session.state.gradients._upstream.masks
    assert any(mask.tolist() == [False, True] for mask in masks.values())


def test_a_composite_gate_with_its_own_formula() -> None:
    source = SOURCE.replace("1 / y", "r(y)")
    own = "def r(t) { s = 1 / t; return s; local t = -s / t }\n"
    grads = cl.parse(own + source).forward().backward()
    assert grads.chained("a")["y"].tolist() == [0.0, -1.0]


def test_a_warning_does_not_blame_a_branch_that_is_not_taken() -> None:
    session = cl.Session()
    session.execute(SOURCE + "; input z = 0; g = f + sqrt(z)")
    said = str(session.execute("backward g"))
    assert "sends to `z` is inf" in said and "`a` sends" not in said


def test_jacobians_of_elements_have_no_nan_beside_an_infinite_slope() -> None:
    session = cl.Session()
    session.execute("input y : [2] = [0, 4]; W = [[1], [1]]; def r(t) = sqrt(t) * 1; c = r(y)")
    said = str(session.execute("forward; local c"))
    assert "[inf, 0]" in said and "[0, 0.25]" in said and "nan" not in said


def test_nothing_comes_through_a_gate_that_hears_nothing() -> None:
    session = cl.Session()
    session.execute("input x = 0; a = sqrt(x); f = detach(a) + x; backward")
    said = " ".join(str(session.execute("chained x")).split())
    assert "0 × inf = 0 (no gradient comes this way)" in said


def test_local_gradients_keep_the_sign_of_zero() -> None:
    grads = cl.parse("input a = -0.0, b = 2; f = a * b").forward().backward()
    assert copysign(1.0, grads.local("f")["b"]) == -1.0
    session = cl.Session()
    session.execute("def sq(t) = t * 3; input x = 1, z = -0.0; f = x * z; g = sq(f); backward")
    assert "∂f/∂x = z = -0" in str(session.execute("local f"))
    assert np.signbit(cl.parse("input x = 1, z = -0.0; f = x * z").forward().backward()["x"])
