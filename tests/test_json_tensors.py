"""Tensors in the object of `--json`: nested lists with a shape beside, no local gradients."""

from __future__ import annotations

from tests.test_json import of


def gates(text: str) -> dict[str, dict[str, object]]:
    return {gate["name"]: gate for gate in of(text)["gates"]}


def test_values_and_gradients_are_nested_lists_with_a_shape() -> None:
    found = gates("input W = [[1, 2], [3, 4]]; s = sum(W); forward; backward")
    assert found["W"] == {"name": "W", "kind": "input", "value": [[1.0, 2.0], [3.0, 4.0]],
                          "shape": [2, 2], "grad": [[1.0, 1.0], [1.0, 1.0]]}  # fmt: skip
    assert found["s"] == {"name": "s", "kind": "gate", "op": "sum", "value": 10.0, "grad": 1.0,
                          "inputs": [{"name": "W", "chained": [[1.0, 1.0], [1.0, 1.0]]}],
                          }  # fmt: skip


def test_locals_of_scalars_stay() -> None:
    found = gates("input W = [1, 2], x = 3; y = x * x; s = sum(W * y); forward; backward")
    assert found["y"]["inputs"] == [{"name": "x", "local": 3.0, "chained": 9.0}] * 2


def test_before_a_pass_shape_is_known_and_numbers_are_null() -> None:
    found = gates("input W : [2, 3]; f = W * 2")
    assert found["W"]["value"] is None and found["W"]["shape"] == [2, 3]
    assert found["f"] == {"name": "f", "kind": "gate", "op": "mul", "value": None,
                          "shape": [2, 3], "grad": None,
                          "inputs": [{"name": "W", "chained": None}, {"const": 2.0}]}  # fmt: skip


def test_named_dimensions_stand_in_the_shape_until_a_value_is_there() -> None:
    assert gates("input X : [N, 2]; f = sum(X)")["X"]["shape"] == ["N", 2]
    assert gates("input X : [N, 2] = [[1, 2]]; f = sum(X); forward")["X"]["shape"] == [1, 2]


def test_non_finite_elements_are_strings() -> None:
    found = gates("input x = [1, 0, -1]; f = log(x); forward; backward f with ones(3)")
    assert found["f"]["value"] == [0.0, "-inf", "nan"]
    assert found["x"]["grad"] == [1.0, "inf", "nan"]


def test_constant_tensors() -> None:
    found = gates("const k = [1, 2]; input x = [3, 4]; f = x * k + [5, 6]; forward")
    assert found["k"]["grad"] is None and found["k"]["shape"] == [2]
    assert found["f"]["inputs"][1] == {"const": [5.0, 6.0]}  # type: ignore[index]
    assert found["f.mul"]["inputs"][1] == {"const": [1.0, 2.0], "name": "k"}  # type: ignore[index]


def test_empty_tensors() -> None:
    found = gates("input x = zeros(0, 3); s = sum(x); forward; backward")
    assert found["x"]["value"] == [] and found["x"]["shape"] == [0, 3]
    assert found["s"]["value"] == 0.0


def test_a_composite_of_tensors() -> None:
    text = "def sq(t) { return t * t }; input x = [1, 2]; f = sum(sq(x)); forward; backward"
    found = gates(text)
    assert found["f.sq"]["inputs"] == [{"name": "x", "chained": [2.0, 4.0]}]
