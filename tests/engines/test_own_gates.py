"""Gates of one's own in every engine: also those whose rules ask what a plan cannot know."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

import circuitlang as cl
from circuitlang.own_gates import forget

POINTS = [0.0, 1.5, -2.0, 0.5]
MANY = 50_000  # times those points: enough rows for a plan
Make = Callable[..., None]


@pytest.fixture
def own() -> Iterator[Make]:
    """Registers an elementwise gate `own`, until the test is over."""
    made: list[cl.Gate] = []

    def make(value: Any, local: Any, **more: Any) -> None:
        gate = cl.Gate("own", ("x",), value=value, local=local, family="mine", story="Mine.",
                       samples=((0.5,), (1.5,)), **more)  # fmt: skip
        made.append(cl.register(gate))

    yield make
    for gate in made:
        forget(gate)
    vars(cl).pop("own", None)


RULES: dict[str, tuple[Any, Any, list[float], list[float]]] = {
    # value, local, and what both are at the points
    "is it 0?": (lambda m, x: m.where(x == 0.0, 4.0, 2.0 * x),
                 lambda m, out, x: (m.where(x == 0.0, 0.0, 2.0),),
                 [4.0, 3.0, -4.0, 1.0], [0.0, 2.0, 2.0, 2.0]),
    "is it not 0?": (lambda m, x: m.where(x != 0.0, 2.0 * x, 4.0),
                     lambda m, out, x: (m.where(x != 0.0, 2.0, 0.0),),
                     [4.0, 3.0, -4.0, 1.0], [0.0, 2.0, 2.0, 2.0]),
    "less": (lambda m, x: m.where(x < 0.0, -x, 3.0 * x),
             lambda m, out, x: (m.where(x < 0.0, -1.0, 3.0),),
             [0.0, 4.5, 2.0, 1.5], [3.0, 3.0, -1.0, 3.0]),
    "a word of NumPy": (lambda m, x: 1.0 * np.clip(x, -1.0, 1.0),
                        lambda m, out, x: (m.where(m.gt(m.abs(x), 1.0), 0.0, 1.0),),
                        [0.0, 1.0, -1.0, 0.5], [1.0, 0.0, 0.0, 1.0]),
    "a power": (lambda m, x: x**2, lambda m, out, x: (2.0 * x,),
                [0.0, 2.25, 4.0, 0.25], [0.0, 3.0, -4.0, 1.0]),
    "a constant": (lambda m, x: 2.0, lambda m, out, x: (0.0,), [2.0] * 4, [0.0] * 4),
    "itself": (lambda m, x: x, lambda m, out, x: (1.0,), POINTS, [1.0] * 4),
}  # fmt: skip


@pytest.mark.parametrize("name", RULES)
def test_a_rule_gives_the_same_in_every_call(own: Make, name: str) -> None:
    value, local, values, slopes = RULES[name]
    own(value, local)
    for engine in ("reference", "segments", ""):
        f = cl.parse("input x; f = own(x)", engine=engine).function()
        assert [f(x=x) for x in POINTS] == [
            (out, {"x": slope}) for out, slope in zip(values, slopes, strict=True)]  # fmt: skip
    weights = np.array([1.0, 2.0, 3.0, 4.0])
    of_tensors = cl.parse("input X : [4], w = [1, 2, 3, 4]; f = sum(own(X) * w)").function()
    for _ in range(4):
        found, grads = of_tensors(X=np.array(POINTS))
        assert found == float(np.dot(values, weights)) and grads["w"].tolist() == values
        assert grads["X"].tolist() == (slopes * weights).tolist()
    of_both = cl.parse("input X : [2], x; f = own(x) * sum(X)").function()
    for x, out, slope in [*zip(POINTS, values, slopes, strict=True)] * 4:
        found, grads = of_both(X=np.ones(2), x=x)
        assert (found, grads["x"], grads["X"].tolist()) == (2.0 * out, 2.0 * slope, [out, out])


@pytest.mark.parametrize("engine", ["", "numpy"])
@pytest.mark.parametrize("name", RULES)
def test_a_rule_gives_the_same_in_every_row(own: Make, name: str, engine: str) -> None:
    value, local, values, slopes = RULES[name]
    own(value, local)
    f = cl.parse("input x; f = own(x) + 0 * x", engine=engine).function()
    for times in (1, MANY, MANY):
        found, grads = f.map(x=np.tile(POINTS, times))
        assert found.reshape(-1, 4)[[0, -1]].tolist() == [values] * 2
        assert (found.reshape(-1, 4) == values).all() and (
            grads["x"].reshape(-1, 4) == slopes
        ).all()


def test_what_asks_python_for_a_truth_is_refused_alike(own: Make) -> None:
    own(lambda m, x: 2.0 * x if x else x, lambda m, out, x: (2.0,))
    f = cl.parse("input X : [2]; f = sum(own(X))").function()
    for _ in range(4):
        with pytest.raises(ValueError, match="truth value of an array"):
            f(X=np.ones(2))


BELOW = r"`f\.own`: -2 is below 0"


def below(x: float) -> str | None:
    return f"{x:g} is below 0" if x < 0.0 else None


@pytest.mark.parametrize("engine", ["", "reference", "segments", "numpy"])
def test_a_guard_that_is_made_for_one_number_is_asked_for_each(own: Make, engine: str) -> None:
    own(lambda m, x: m.sqrt(x), lambda m, out, x: (m.div(0.5, out),), guard=below)
    f = cl.parse("input x; f = own(x) + 0", engine=engine).function()
    assert f(x=4.0) == (2.0, {"x": 0.25})
    value, grads = f.map(x=[4.0, 1.0])
    assert value.tolist() == [2.0, 1.0] and grads["x"].tolist() == [0.25, 0.5]
    for ask in (lambda: f(x=-2.0), lambda: f.map(x=[4.0, -2.0, -3.0])):
        with pytest.raises(cl.CircuitError, match=BELOW) as caught:
            ask()
        assert caught.value.code == "bad-argument"


def test_such_a_guard_is_asked_for_each_element(own: Make) -> None:
    own(lambda m, x: m.sqrt(x), lambda m, out, x: (m.div(0.5, out),), guard=below)
    f = cl.parse("input X : [2, 2]; f = own(X) + 0; g = sum(f)").function()
    for _ in range(4):
        value, grads = f(X=np.array([[4.0, 1.0], [4.0, 16.0]]))
        assert value == 9.0 and grads["X"].tolist() == [[0.25, 0.5], [0.25, 0.125]]
        with pytest.raises(cl.CircuitError, match=BELOW) as caught:
            f(X=np.array([[4.0, 1.0], [-2.0, -3.0]]))
        assert caught.value.code == "bad-argument"
    assert f(X=np.zeros((2, 2)) + 1.0)[0] == 4.0


def test_a_guard_that_fails_by_itself_says_so(own: Make) -> None:
    own(
        lambda m, x: x, lambda m, out, x: (1.0,), guard=lambda x: str(int("two")) if x > 0 else None
    )
    for engine in ("reference", "numpy"):
        circuit = cl.parse("input x = 1; f = own(x)", engine=engine)
        with pytest.raises(ValueError, match="two"):
            circuit.forward()
