"""Calls that look like the one before take the short way: the same bits, and nothing is missed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import circuitlang as cl
from circuitlang.engines.tensors_again import Again
from circuitlang.readings.step_calls import Places, Unlike

TEXT = """
input X : [5, 4], labels : [5], scale = 2
param W : [4, 3]
h = relu(X @ W) * scale
loss = cross_entropy(h, labels)
"""


def data(seed: int = 0) -> dict[str, Any]:
    random = np.random.default_rng(seed)
    return {"X": random.standard_normal((5, 4)), "W": random.standard_normal((4, 3)),
            "labels": random.integers(0, 3, 5).astype(np.float64)}  # fmt: skip


def warm() -> Any:
    """A function that has been called so often that it knows the short way."""
    f = cl.parse(TEXT).function("loss", wrt=["W", "X", "scale", "labels"])
    for _ in range(3):
        f(data())
    assert f._again is not None and f._again(data()) is not None
    return f


def fresh(given: dict[str, Any]) -> tuple[float, dict[str, Any]]:
    """What a function says that has never been called."""
    return cl.parse(TEXT).function("loss", wrt=["W", "X", "scale", "labels"])(given)


def assert_same(
    found: tuple[float, dict[str, Any]], expected: tuple[float, dict[str, Any]]
) -> None:
    assert found[0] == expected[0]
    assert list(found[1]) == list(expected[1])
    for name, slope in expected[1].items():
        assert type(found[1][name]) is type(slope)
        assert np.array_equal(found[1][name], slope), name


def test_other_numbers_other_results() -> None:
    f = warm()
    for seed in range(5):
        assert_same(f(data(seed)), fresh(data(seed)))


def test_labels_are_looked_at_when_they_change() -> None:
    f, given = warm(), data()
    for row in range(5):
        given["labels"][row] = (given["labels"][row] + 1) % 3  # in place: the same array
        assert_same(f(given), fresh(given))
    given["labels"][2] = 3.0
    with pytest.raises(cl.CircuitError, match="out of range"):
        f(given)
    given["labels"][2] = 0.5
    with pytest.raises(cl.CircuitError, match="no whole number"):
        f(given)
    given["labels"][2] = -0.0
    assert_same(f(given), fresh(given))


def test_a_number_that_was_declared_and_is_given_once() -> None:
    f = warm()
    assert_same(f(data(), scale=0.5), fresh({**data(), "scale": 0.5}))
    assert_same(f(data()), fresh(data()))  # and is the declared one again
    assert_same(f(data(), scale=1), fresh({**data(), "scale": 1.0}))


@pytest.mark.parametrize("other", [
    lambda x: x.astype(np.float32), lambda x: x.tolist(), np.asfortranarray,
    lambda x: np.repeat(x, 2, axis=1)[:, ::2], lambda x: x.astype(">f8"),
    lambda x: x[::-1][::-1], lambda x: x.view(np.matrix),
], ids=["float32", "list", "columns first", "gaps", "swapped", "twice", "matrix"])  # fmt: skip
def test_arrays_that_look_different(other: Any) -> None:
    given = data(3)
    expected = fresh({**given, "X": np.array(other(given["X"]), np.float64)})
    found = warm()({**given, "X": other(given["X"])})
    assert found[0] == pytest.approx(expected[0], rel=1e-14, abs=0)
    for name, slope in expected[1].items():
        assert found[1][name] == pytest.approx(slope, rel=1e-12, abs=1e-15)


def test_mistakes_are_said_as_at_first() -> None:
    f = warm()
    for given, code in [
        ({**data(), "X": np.ones((4, 5))}, "shape-mismatch"),
        ({"X": data()["X"], "labels": data()["labels"], "V": data()["W"]}, "undefined-name"),
        ({**data(), "V": 1.0}, "undefined-name"),
        ({"X": data()["X"], "labels": data()["labels"]}, "no-value"),
        ({**data(), "X": 1.0}, "shape-mismatch"),
        ({**data(), "W": "three"}, "bad-argument"),
    ]:
        with pytest.raises(cl.CircuitError) as caught:
            f(given)
        assert caught.value.code == code
        assert_same(f(data(1)), fresh(data(1)))


def test_what_does_not_fit_the_plan_is_done_the_plain_way() -> None:
    f, given = warm(), data()
    given["X"][1, 2] = np.nan
    value, grads = f(given)
    assert np.isnan(value) and np.isnan(grads["W"]).any()
    assert_same(f(data()), fresh(data()))


def test_an_input_that_gives_nothing_is_no_hindrance() -> None:
    f = cl.parse("input X : [3], idle : [2] = [1, 2]\nf = sum(X * X)").function(wrt=["X", "idle"])
    for _ in range(4):
        value, grads = f(X=np.array([1.0, 2.0, 3.0]))
        assert value == 14.0
        assert grads["X"].tolist() == [2.0, 4.0, 6.0] and grads["idle"].tolist() == [0.0, 0.0]


def test_the_short_way_is_for_calls_like_the_one_before() -> None:
    f = warm()
    again: Again = f._again
    assert again({**data(), "scale": 2.0}) is None
    assert again({"X": data()["X"]}) is None
    assert again({**data(), "X": data()["X"].tolist()}) is None
    assert again({**data(), "X": data()["X"][:4]}) is None


def test_places_of_labels() -> None:
    look = Places(3, 10)
    assert look(np.array([1.0, 0.0, 9.0])).tolist() == [1, 10, 29]
    assert look(np.array([1.0, 0.0, 9.0])).tolist() == [1, 10, 29]
    for wrong in ([1.0, 0.0, 10.0], [1.0, -1.0, 2.0], [0.5, 1.0, 2.0], [np.inf, 1.0, 2.0]):
        with pytest.raises(Unlike), np.errstate(invalid="ignore"):
            look(np.array(wrong))
    assert Places(1, 4)(2.0).tolist() == [2]
