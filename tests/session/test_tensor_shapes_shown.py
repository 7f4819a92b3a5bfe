"""Shapes that do not fit: both sides, where each came from, and the arrangement that fits."""

from __future__ import annotations

import pytest

from circuitlang.session.session import Session
from circuitlang.text.errors import CircuitError
from circuitlang.views.snippet import render
from circuitlang.views.style import plain


def told(text: str) -> str:
    with pytest.raises(CircuitError) as caught:
        Session().execute(text)
    return "\n".join(plain(render(each)) for each in caught.value.errors)


def test_a_product() -> None:
    text = """input W : [5, 10] = randn(5, 10)
input X : [10, 3] = randn(10, 3)
D = W @ X
E = X @ W
"""
    assert (
        told(text)
        == """\
error[shape-mismatch]: X @ W cannot be multiplied: 3 columns meet 5 rows
 --> <string>:4:5
  |
1 | input W : [5, 10] = randn(5, 10)
  |       - W is 5 × 10
2 | input X : [10, 3] = randn(10, 3)
  |       - X is 10 × 3
4 | E = X @ W
  |     ^^^^^ 3 ≠ 5
  = help: W @ X fits, and gives [5, 3]"""
    )


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("input a : [5, 10], b : [3, 10]; f = a @ b", "a @ b.T fits, and gives [5, 3]"),
        ("input a : [10, 5], b : [10, 3]; f = a @ b", "a.T @ b fits, and gives [5, 3]"),
        ("input a : [2, 3], b : [4, 2]; f = (a + 1) @ b", "b @ (a + 1) fits, and gives [4, 3]"),
        ("input a : [N, 3], b : [4, N]; f = a @ b", "b @ a fits, and gives [4, 3]"),
        ("input a : [2, 3], b : [3, 2]; f = a + b", "a + b.T fits, and gives [2, 3]"),
        ("input a : [2, 3], b : [2]; f = a * b", "a * reshape(b, 2, 1) fits, and gives [2, 3]"),
        ("input a : [2, 3], b : [5, 7]; f = a + b", "sizes must be equal, or one of them 1"),
    ],
)
def test_what_fits(text: str, mend: str) -> None:
    assert f"= help: {mend}" in told(text)


def test_named_dimensions() -> None:
    found = told("input a : [N, 3], b : [M, 3]; f = a + b")
    assert "N meets M" in found and "a is N × 3" in found and "b is M × 3" in found


def test_two_sizes_of_a_dimension_have_both_places() -> None:
    found = told("input a : [N, 3] = zeros(2, 3)\ninput b : [N] = zeros(4)")
    assert "the dimension `N` is 2 in `a` and 4 in `b`" in found
    assert "N is 2 here" in found and "^ has 4 elements" in found


def explained(text: str) -> str:
    return " ".join(str(Session().execute(text)[-1]).split())


def test_only_one_product_has_the_shape() -> None:
    found = explained("input W : [5, 10], X : [10, 3]; D = W @ X; explain D")
    assert "From what D hears, [5, 3], and X, [10, 3], only dD @ X.T has it." in found
    assert "What X hears must be [10, 3]: only W.T @ dD." in found


def test_equal_sizes_decide_nothing() -> None:
    found = explained("input A : [3, 3], B : [3, 3]; C = A @ B; explain C")
    assert "the dimensions cannot decide" in found and "it is dC @ B.T." in found
    assert "as 7 others would have" in explained("input A : [3, 3], B : [3, 3]; C = A @ B; local C")
