"""The dicts of gradients that calls in C give: the room of those that nobody holds is used again,
and nobody sees that."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import Any

import pytest

import circuitlang as cl
from circuitlang.engines import kernel
from circuitlang.tape.tape import Tape

if kernel.refusal(Tape()):
    pytest.skip("the kernel was not built", allow_module_level=True)

Call = Callable[..., tuple[float, dict[str, Any]]]


@pytest.fixture
def f() -> Call:
    """Gradients by x, y and z: y·z, x·z, x·y."""
    return cl.parse("input x = 1, y = 2, z = 3; f = x * y * z").function("f")


def right(x: float) -> dict[str, float]:
    return {"x": 6.0, "y": 3.0 * x, "z": 2.0 * x}


def test_results_that_are_held_stay_as_they_are(f: Call) -> None:
    held = [f(x=float(at))[1] for at in range(7)]
    assert held == [right(float(at)) for at in range(7)]
    del held[::2]
    more = [f(x=10.0 + at)[1] for at in range(5)]
    assert held == [right(1.0), right(3.0), right(5.0)]
    assert more == [right(10.0 + at) for at in range(5)]


def test_parts_that_are_held_stay_as_they_are(f: Call) -> None:
    number = f(x=5.0)[1]["y"]
    view, numbers = f(x=6.0)[1].values(), list(f(x=7.0)[1].values())
    entries, pair = iter(f(x=8.0)[1].items()), f(x=9.0)
    for at in range(9):
        f(x=100.0 + at)
    assert number == 15.0 and list(view) == [6.0, 18.0, 12.0] and numbers == [6.0, 21.0, 14.0]
    assert dict(entries) == right(8.0) and pair == (54.0, right(9.0))


def test_a_loop_that_holds_the_last_result(f: Call) -> None:
    grads: dict[str, Any] = {}
    for at in range(20):
        before, kept = grads, dict(grads)
        _, grads = f(x=float(at))
        assert grads == right(float(at)) and before == kept and before is not grads


@pytest.mark.parametrize("change", [
    lambda grads: grads.clear(),
    lambda grads: grads.pop("x"),
    lambda grads: grads.update(q=1.0),
    lambda grads: grads.update(x=grads.pop("x")),
    lambda grads: grads.update(x=None, y="nothing", z=[1.0]),
    lambda grads: (grads.pop("y"), grads.update(q=1.0)),
    lambda grads: grads.update(dict.fromkeys(grads, 0.5)),
    lambda grads: grads.update(x=float("7" * 3)),
])  # fmt: skip
def test_what_was_done_to_a_result_is_not_in_the_next(f: Call, change: Any) -> None:
    for at in range(4):
        grads = f(x=2.0)[1]
        change(grads)
        del grads
        found = f(x=float(at))[1]
        assert found == right(float(at)) and list(found) == ["x", "y", "z"]
    assert right(1.0)["x"] == 6.0 and float("777") == 777.0


def test_a_result_whose_entries_have_a_last_word(f: Call) -> None:
    class Loud:
        def __del__(self) -> None:
            said.append(f(x=50.0)[1])

    said: list[dict[str, Any]] = []
    for _ in range(3):
        grads = f(x=2.0)[1]
        grads["y"] = Loud()
        del grads
        assert f(x=3.0)[1] == right(3.0)
    assert said == [right(50.0)] * 3


def test_results_by_no_name_and_by_names_that_do_not_count() -> None:
    circuit = cl.parse("input x = 1, y = 2; f = x * x")
    for _ in range(3):
        assert circuit.function("f", wrt=[])() == (1.0, {})
        assert circuit.function("f", wrt=["y", "x"])() == (1.0, {"y": 0.0, "x": 2.0})
    twice = circuit.function("f", wrt=["x", "x"])
    assert [twice(x=float(at))[1] for at in range(3)] == [{"x": 0.0}, {"x": 2.0}, {"x": 4.0}]


def test_a_function_lets_go_of_its_results(f: Call) -> None:
    import weakref

    class Held:
        pass

    held = Held()
    gone = weakref.ref(held)
    f()[1]["x"] = held
    del held
    f(), f(), f()
    gc.collect()
    assert gone() is None


def test_vectors_of_any_kind_that_numpy_takes() -> None:
    np = pytest.importorskip("numpy")
    f = cl.parse("input x = 1, y = 2, z = 3; f = x * y * z").function("f")
    whole = np.array([2.0, 9.0, 3.0, 9.0, 4.0, 9.0])
    frozen = np.array([2.0, 3.0, 4.0])
    frozen.flags.writeable = False
    odd = np.empty(8 * 3 + 1, np.uint8)[1:].view(np.float64)  # at no place for a number
    odd[...] = frozen
    for given in ([2, 3, 4], (2.0, 3.0, 4.0), whole[::2], np.array([2, 3, 4]), frozen, odd,
                  np.array([2, 3, 4], np.float32), np.array([2, 3, 4], ">f8")):  # fmt: skip
        value, gradient = f.vector(given)
        assert value == 24.0 and gradient.tolist() == [12.0, 8.0, 6.0]
    for given in ([[2.0, 3.0, 4.0]], np.zeros((3, 1)), np.zeros(4), np.zeros(0), 5.0):
        with pytest.raises(cl.CircuitError) as caught:
            f.vector(given)
        assert caught.value.code == "shape-mismatch"
    for given in (None, "abc", [2.0, 3.0, "4"], [2.0, 3.0, 4j], [[2.0], [3.0, 4.0]], {}):
        with pytest.raises(cl.CircuitError) as caught:
            f.vector(given)
        assert caught.value.code == "bad-argument"
