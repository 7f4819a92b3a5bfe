"""What stands in a drawing."""

from __future__ import annotations

import pytest

from circuitlang.reports.drawing import Node
from circuitlang.reports.tables import Number
from circuitlang.views.labels import cut, directed
from circuitlang.views.numbers import tensor


@pytest.mark.parametrize(("sign", "order", "shown"), [
    ("-", [0, 1], "-"),
    ("-", [1, 0], "↓-↑"),
    ("clip", [1, 0], "clip(↓, ↑)"),
    ("where(_, 0, _)", [1, 0], "where(↓, 0, ↑)"),
    ("my_f(_, k_1, _)", [1, 0], "my_f(↓, k_1, ↑)"),
    ("where", [1, 0, 2], "where 2,1,3"),
])  # fmt: skip
def test_where_inputs_come_from(sign: str, order: list[int], shown: str) -> None:
    node = Node("gate", "f", "f", sign, "", Number(None), None, tuple(order), True)
    assert directed(node, order) == shown


def test_texts_are_cut() -> None:
    assert (cut("abcdef", 6), cut("abcdef", 4), cut("變數變數", 4)) == ("abcdef", "abc…", "變…")


def test_a_mean_that_is_only_rounding_is_none() -> None:
    np = pytest.importorskip("numpy")
    values = np.array([0.1, 0.2, 0.3] * 5)
    assert "mean 0:" in tensor(np.concatenate([values, -values[::-1]]) + 1e-18)
    assert "mean 1.0000" in tensor(np.concatenate([values, -values]) + 1.00002e-9)
    assert "mean 1e-18" in tensor(np.full(30, 1e-18))
