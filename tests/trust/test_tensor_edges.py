"""Edge points of tensors through the engines, not only through the rows: what stands in the tables
of tests/gates/test_tensor_numerics, ties, broadcasting, nothing at all, four axes; and the plans
that functions of tensors run, which must say what the engine says, point after point."""

from __future__ import annotations

import itertools
import math
from typing import Any

import pytest

np = pytest.importorskip("numpy")
pytest.importorskip("mpmath")
import circuitlang as cl  # noqa: E402
from circuitlang.gates import BY_NAME  # noqa: E402
from tests.gates.test_tensor_numerics import POINTS, TIES  # noqa: E402
from tests.trust import engines  # noqa: E402
from tests.trust.test_edges import FORMS, GATES, of  # noqa: E402


def through(gate: str, xs: Any, options: dict[str, Any], ties: str = "split",
            engine: str = "numpy", heard: float = 1.0) -> tuple[Any, list[Any]]:  # fmt: skip
    """Value and gradients of a gate alone, by an engine, seeded with ones."""
    leaves = [np.asarray(x, float) for x in xs]
    shapes = [str(list(x.shape)) if x.shape else "" for x in leaves]
    tape, f, wires = engines.circuit(gate, shapes, {**BY_NAME[gate].options, **options})
    ask = engines.ask(engine, tape, f, wires, ties)
    feed = {wire: x if x.shape else float(x) for wire, x in zip(wires, leaves, strict=True)}
    shape = tape.shape(f)
    value, grads = ask(feed, np.full(shape, heard) if shape else heard)
    return value, [np.zeros(x.shape) if g is None else g for g, x in zip(grads, leaves,
                                                                         strict=True)]  # fmt: skip


@pytest.mark.parametrize("engine", engines.of_tensors())
@pytest.mark.parametrize(("name", "xs", "options", "value", "gradients"), POINTS)
def test_point(engine: str, name: str, xs: Any, options: Any, value: Any, gradients: Any) -> None:
    out, grads = through(name, xs, options, engine=engine)
    np.testing.assert_allclose(out, value, rtol=5e-16, atol=0)
    for got, want, x in zip(grads, gradients, xs, strict=True):
        assert np.shape(got) == np.shape(x)
        np.testing.assert_allclose(got, want, rtol=1e-15, atol=0)


@pytest.mark.parametrize("engine", engines.of_tensors())
@pytest.mark.parametrize(("name", "ties", "x", "options", "gradient"), TIES)
def test_ties(engine: str, name: str, ties: str, x: Any, options: Any, gradient: Any) -> None:
    np.testing.assert_array_equal(through(name, [x], options, ties, engine)[1][0], gradient)


@pytest.mark.parametrize("heard", [math.inf, math.nan])
def test_losers_hear_nothing(heard: float) -> None:
    """A tensor's maximum sends exactly 0 to what it did not take, whatever that holds."""
    for name, x in (("max_of", [1.0, -math.inf, 0.0]), ("min_of", [-1.0, math.inf, 0.0])):
        slopes = through(name, [x], {}, heard=heard)[1][0]
        assert slopes[1:].tolist() == [0.0, 0.0]


# what does not depend on a value, with shapes of nothing and of four axes
SHAPES = [(), (0,), (1,), (3,), (2, 3), (0, 3), (2, 0), (1, 3), (2, 1), (2, 1, 2, 3), (1, 1, 1, 1)]


@pytest.mark.parametrize(("a", "b"), [*itertools.product(SHAPES, repeat=2)])
def test_broadcast_gradients_have_the_shape_of_their_values(a: Any, b: Any) -> None:
    """Σ c·(a ∘ b) for add, mul, max and where: shapes, and sums over what was repeated."""
    try:
        whole = np.broadcast_shapes(a, b)
    except ValueError:
        return
    source = np.random.default_rng(7)
    x, y = source.uniform(1, 2, a), source.uniform(3, 4, b)
    local = {"add": (1.0, 1.0), "mul": (y, x), "max": (0.0, 1.0), "sub": (1.0, -1.0)}
    for name, slopes in local.items():
        value, grads = through(name, [x, y], {})
        assert np.shape(value) == whole
        for got, slope, like in zip(grads, slopes, (x, y), strict=True):
            dense = np.broadcast_to(slope, whole)
            extra = tuple(range(len(whole) - like.ndim))
            want = dense.sum(axis=extra)
            ones = tuple(i for i, n in enumerate(like.shape) if n == 1)
            want = want.sum(axis=ones, keepdims=True)
            assert np.shape(got) == like.shape, name
            np.testing.assert_allclose(got, want, rtol=1e-14)


def test_masks_meet_at_a_fork() -> None:
    """Two branches of which each element takes one: what holds nan or inf is not heard of."""
    text = """
    input x : [4] = [-1, 0, 4, -9], c : [2, 1] = [[1], [-3]]
    s = where(x > 0, sqrt(x), 0) + where(x > 0, log(x), -x) + relu(x)
    f = sum(where(c, s, 1 / (x - x)))
    """
    grads = cl.parse(text).forward().backward("f")
    per_row = [-1.0, -1.0, 0.25 + 0.25 + 1.0, -1.0]
    assert grads["x"].tolist() == [2 * slope for slope in per_row]
    assert grads["c"].tolist() == [[0.0]] * 2


@pytest.mark.parametrize("gate", GATES)
@pytest.mark.parametrize("form", FORMS)
def test_plans_say_what_the_engine_says(form: str, gate: str) -> None:
    """Each edge point through one plan, one after another: no number of the last is left."""
    for (count, ties), group in of(gate):
        shapes = FORMS[form][:count]
        if not any(shape for _, shape in shapes):
            return
        tape, f, xs = engines.circuit(gate, [text for text, _ in shapes], total=True)
        plan = engines.ask("planned", tape, f, xs, ties)
        plain = engines.ask("numpy", tape, f, xs, ties)
        for row in group:
            points = zip(xs, shapes, row.at, strict=True)
            leaves = {x: np.full(shape, at) if shape else at for x, (_, shape), at in points}
            (value, slopes), (wanted, expected) = plan(leaves), plain(leaves)
            assert np.array_equal(value, wanted, equal_nan=True), row
            for got, want, (_, shape) in zip(slopes, expected, shapes, strict=True):
                pair = [np.zeros(shape) if g is None else np.asarray(g) for g in (got, want)]
                assert pair[0].shape == pair[1].shape
                np.testing.assert_array_equal(*pair, err_msg=str(row))
