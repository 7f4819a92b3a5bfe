"""quiz of circuits with tensors: elements, shapes, and what gives a gradient."""

from __future__ import annotations

import pytest

from circuitlang.session.session import Session
from circuitlang.text.errors import CircuitError
from tests.session.test_quiz import Person

SMALL = "input W = [[1, 2], [3, -4]], x = [1, 1]; s = W @ x; L = sum(s * s)"
LARGE = "input A = full(5, 10, 0.5), X = full(10, 3, 2); D = A @ X; L = sum(D)"


def test_few_numbers_are_asked_for_one_by_one() -> None:
    assert (
        Person("3", "9", "7").talk(f"{SMALL}; quiz forward")
        == """
  s = W @ x, W = [[1, 2], [3, -4]], x = [1, 1]. What is s[0]?  3
  Right: s = W @ x = [[1, 2], [3, -4]] @ [1, 1] = [3, -1].
  L.mul = s * s, s = [3, -1]. What is L.mul[1]?  9
  No: it is 1. L.mul = s * s = [3, -1] × [3, -1] = [9, 1].
  L = sum(L.mul), L.mul = [9, 1]. What is L?  7
  No: it is 10. L = sum(L.mul) = sum([9, 1]) = 10.
  1 of 3 right
"""
    )


def test_backward_any_expression_that_gives_the_gradient() -> None:
    found = Person("1", "ones(2)", "[-3, 1]", "s * dL.mul", "[[6, 6], [-2, -2]]", "ds @ W").talk(
        f"{SMALL}; quiz backward"
    )
    assert (
        found
        == """
  L = sum(L.mul), L.mul = [9, 1], and L hears dL = 1. What does L.mul hear?  1
  No: it is [1, 1]. That is one number, and a gradient has the shape of its
    value, [2]. A sum distributes. L.mul hears broadcast(dL) = [1, 1].
  L.mul = s * s, s = [3, -1], and L.mul hears dL.mul = [1, 1]. What does L.mul
    send to s?  ones(2)
  No: it is [3, -1]. That is what L.mul hears. A multiply gate swaps. L.mul
    sends to s: dL.mul × s = [1, 1] × [3, -1] = [3, -1].
  L.mul = s * s, s = [3, -1], and L.mul hears dL.mul = [1, 1]. What does L.mul
    send to s?  [-3, 1]
  No: it is [3, -1]. Mind the sign. A multiply gate swaps. L.mul sends to s:
    dL.mul × s = [1, 1] × [3, -1] = [3, -1].
  s = W @ x, W = [[1, 2], [3, -4]], x = [1, 1], and s hears ds = [6, -2]. What
    does W hear?  s * dL.mul
  that gives nothing: the question does not give `s`
  s = W @ x, W = [[1, 2], [3, -4]], x = [1, 1], and s hears ds = [6, -2]. What
    does W hear?  [[6, 6], [-2, -2]]
  Right: a matrix multiply swaps like a multiply gate. W hears outer(ds, x) =
    [[6, 6], [-2, -2]].
  s = W @ x, W = [[1, 2], [3, -4]], x = [1, 1], and s hears ds = [6, -2]. What
    does x hear?  ds @ W
  Right: a matrix multiply swaps like a multiply gate. x hears W.T @ ds = [0,
    20].
  2 of 5 right
"""
    )


def test_of_many_numbers_the_shape_and_the_rule() -> None:
    assert (
        Person("3 × 5", "ones(5, 3)", "X.T @ dD", "X @ dD.T", "A.T @ dD").talk(f"{LARGE}; quiz")
        == """
  D = A @ X, A is [5, 10], X is [10, 3]. What shape has D?  3 × 5
  No: it is [5, 3]. Turned round. D = A @ X: [5, 10] @ [10, 3] = [5, 3] 10 … 10.
  L = sum(D), D is [5, 3], and L hears dL = 1. What does D hear?  ones(5, 3)
  Right: a sum distributes. D hears broadcast(dL) = [5, 3] 1 … 1.
  D = A @ X, A is [5, 10], X is [10, 3], and D hears dD, [5, 3]. What does A
    hear?  X.T @ dD
  that gives nothing: [3 × 10 numbers] @ [5 × 3 numbers] cannot be multiplied:
      10 columns meet 5 rows
  D = A @ X, A is [5, 10], X is [10, 3], and D hears dD, [5, 3]. What does A
    hear?  X @ dD.T
  No: it is [5, 10] 6 … 6. That is [10, 5], and a gradient has the shape of its
    value, [5, 10]. A matrix multiply swaps like a multiply gate. A hears dD @
    X.T: [5, 3] @ [3, 10] = [5, 10] 6 … 6.
  D = A @ X, A is [5, 10], X is [10, 3], and D hears dD, [5, 3]. What does X
    hear?  A.T @ dD
  Right: a matrix multiply swaps like a multiply gate. X hears A.T @ dD: [10, 5]
    @ [5, 3] = [10, 3] 2.5 … 2.5.
  2 of 4 right
"""
    )


@pytest.mark.parametrize("answer", ["5, 3", "[5, 3]", "5 3", "5x3", "(5, 3)", "5 * 3"])
def test_a_shape_may_be_written_in_many_ways(answer: str) -> None:
    assert "Right" in Person(answer).talk(f"{LARGE}; quiz forward")


def test_what_is_no_shape_is_asked_again() -> None:
    found = Person("five by three", "5, 3").talk(f"{LARGE}; quiz forward")
    assert "that is no shape: sizes are whole numbers: 5, 3" in found and "1 of 1 right" in found


def test_a_sheet_gives_no_answer_away() -> None:
    session = Session()
    questions, _, answers = str(session.execute(f"{SMALL}; quiz")).partition("answers")
    assert "L.mul = s * s, s is [2]. What is L.mul[1]?" in questions
    assert "L hears dL = 1" in questions and "s hears ds, [2]." in questions
    assert "5. [3, -1]: a multiply gate swaps." in answers


def test_an_output_that_is_a_tensor() -> None:
    text = "input W = [[1, 2], [3, -4]], x = [1, 1]; s = W @ x"
    with pytest.raises(CircuitError, match="say what its gradient begins with"):
        Person().talk(f"{text}; quiz")
    assert "What is s[0]?" in Person().talk(f"{text}; quiz forward")
    assert "s hears ds = [1, 2]" in Person().talk(f"{text}; backward s with [1, 2]; quiz backward")


def test_a_composite_gate_has_no_rule_in_a_line() -> None:
    text = "def twice(t) { return t + t }\ninput x = [1, 2]; y = twice(x); L = sum(y)"
    found = Person("[1, 1]", "2").talk(f"{text}; quiz backward")
    assert "What shape has what x hears? 2 Right: a gradient has the shape" in " ".join(
        found.split()
    )
