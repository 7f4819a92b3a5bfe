"""quiz: what is asked, what is right, what is said of a wrong answer."""

from __future__ import annotations

from math import inf, nan

import pytest

from circuitlang.reports.answers import same
from circuitlang.session.session import Session
from circuitlang.text.errors import CircuitError
from circuitlang.text.source import Source
from circuitlang.views.numbers import shown

FIRST = "input x = 3, y = 5, z = -4; q = x + y; f = q * z"


class Person:
    """Gives answers in turn, then none; keeps the whole conversation."""

    def __init__(self, *answers: str | type[BaseException]) -> None:
        self.answers = list(answers)
        self.said: list[str] = []

    def ask(self, question: str) -> str | None:
        answer = self.answers.pop(0) if self.answers else None
        self.said.append(question + (answer if isinstance(answer, str) else ""))
        if isinstance(answer, type):
            raise answer
        return answer

    def talk(self, text: str) -> str:
        session = Session()
        session.ask = self.ask
        session.run(Source("<prompt>", text), lambda report: self.said.append(str(report)))
        return "\n" + "\n".join(line.rstrip() for line in self.said) + "\n"


def test_the_conversation() -> None:
    assert (
        Person("-4", "8", "-4", "-4").talk(f"{FIRST}; quiz backward")
        == """
  f = q * z, q = 8, z = -4, and f hears 1. What does q hear?  -4
  Right: a multiply gate swaps. q hears 1 × z = -4.
  f = q * z, q = 8, z = -4, and f hears 1. What does z hear?  8
  Right: a multiply gate swaps. z hears 1 × q = 8.
  q = x + y, x = 3, y = 5, and q hears -4. What does x hear?  -4
  Right: an add gate distributes. x hears -4 × 1 = -4.
  q = x + y, x = 3, y = 5, and q hears -4. What does y hear?  -4
  Right: an add gate distributes. y hears -4 × 1 = -4.
  4 of 4 right
"""
    )


def test_forward() -> None:
    assert (
        Person("9", "-32").talk(f"{FIRST}; quiz forward")
        == """
  q = x + y, x = 3, y = 5. What is q?  9
  No: it is 8. q = x + y = 3 + 5 = 8.
  f = q * z, q = 8, z = -4. What is f?  -32
  Right: f = q * z = 8 × -4 = -32.
  1 of 2 right
"""
    )


def test_wrong_answers_that_tell_what_was_mixed_up() -> None:
    assert (
        Person("-2", "6", "2", "-2", "7", "1.9").talk(
            "input x = 2, y = 3; q = x * y; f = -q; quiz backward"
        )
        == """
  f = -q, q = 6, and f hears 1. What does q hear?  -2
  No: it is -1. A negate gate turns the sign of what it passes on, forward and
    backward. q hears 1 × -1 = -1.
  q = x * y, x = 2, y = 3, and q hears -1. What does x hear?  6
  No: it is -3. A multiply gate swaps. x hears -1 × y = -1 × 3 = -3.
  q = x * y, x = 2, y = 3, and q hears -1. What does y hear?  2
  No: it is -2. Mind the sign. A multiply gate swaps. y hears -1 × x = -1 × 2 =
    -2.
  0 of 3 right
"""
    )
    said = Person("1", "4", "-8").talk("input x = 2, y = 4; q = x * y; f = -2 * q; quiz backward")
    assert "No: it is -2. That is what f hears: it is still to be multiplied by ∂f/∂q." in said
    assert "No: it is -8. That is ∂q/∂x alone: it is still to be multiplied by what q" in said
    assert "No: it is -4. That is what x hears." in said


def test_at_a_fork_each_part_and_then_the_sum() -> None:
    assert (
        Person("1", "1", "-3", "6", "6", "6")
        .talk("input x = 3; a = -x; g = x * x + a; quiz backward")
        .split("What does a hear?  1\n")[1]
        == """\
  Right: an add gate distributes. a hears 1 × 1 = 1.
  g.mul = x * x, x = 3, and g.mul hears 1. What does g.mul send to x, its first
    input?  -3
  No: it is 3. Mind the sign. A multiply gate swaps. g.mul sends to x: 1 × x =
    3.
  g.mul = x * x, x = 3, and g.mul hears 1. What does g.mul send to x, its second
    input?  6
  No: it is 3. A multiply gate swaps. g.mul sends to x: 1 × x = 3.
  a = -x, x = 3, and a hears 1. What does a send to x?  6
  No: it is -1. A negate gate turns the sign of what it passes on, forward and
    backward. a sends to x: 1 × -1 = -1.
  x is sent -1, 3 and 3. What does it hear in all?  6
  No: it is 5. Where paths meet, gradients add up. x hears -1 + 3 + 3 = 5.
  2 of 6 right
"""
    )


def test_no_idea_and_leaving() -> None:
    assert (
        Person("?", "", "quit").talk(f"{FIRST}; quiz backward")
        == """
  f = q * z, q = 8, z = -4, and f hears 1. What does q hear?  ?
  It is -4. A multiply gate swaps. q hears 1 × z = -4.
  f = q * z, q = 8, z = -4, and f hears 1. What does z hear?
  It is 8. A multiply gate swaps. z hears 1 × q = 8.
  q = x + y, x = 3, y = 5, and q hears -4. What does x hear?  quit
  0 of 2 right, 2 not asked
"""
    )


@pytest.mark.parametrize("leaving", [KeyboardInterrupt, EOFError])
def test_ctrl_c_and_ctrl_d(leaving: type[BaseException]) -> None:
    said = Person("-4", leaving).talk(f"{FIRST}; quiz backward; show f")
    assert "  1 of 1 right, 3 not asked\n" in said and said.endswith("output\n")


def test_what_is_no_answer_is_asked_again() -> None:
    assert (
        Person("grad(q)", "x", "k", "1e999", "z * 1")
        .talk(f"{FIRST}; quiz backward")
        .split("What does z hear?")[0]
        == """
  f = q * z, q = 8, z = -4, and f hears 1. What does q hear?  grad(q)
  that is no number: there is no gate called `grad`
  f = q * z, q = 8, z = -4, and f hears 1. What does q hear?  x
  that is no number: the question does not give `x`
  f = q * z, q = 8, z = -4, and f hears 1. What does q hear?  k
  that is no number: the question does not give `k`
  f = q * z, q = 8, z = -4, and f hears 1. What does q hear?  1e999
  that is no number: `1e999` is too large for a float
  f = q * z, q = 8, z = -4, and f hears 1. What does q hear?  z * 1
  Right: a multiply gate swaps. q hears 1 × z = -4.
  f = q * z, q = 8, z = -4, and f hears 1. """
    )


@pytest.mark.parametrize("answer", ["1 *", "(", "four", "1; 2", "set x = 1", "x = 1", "²", "'"])
def test_no_answers(answer: str) -> None:
    said = Person(answer, "-4").talk(f"{FIRST}; quiz backward")
    assert said.count("that is no number: ") == 1 and "1 of 1 right" in said


@pytest.mark.parametrize("answer", ["-4", "-4.0", "−4", "-8/2", "1 × -4", "-4e0", " -4 ", "q / -2",
                                    "-4.05", "-2 ** 2", "mul(1, z)", "-0.4e1"])  # fmt: skip
def test_ways_to_write_an_answer(answer: str) -> None:
    assert "Right" in Person(answer).talk(f"{FIRST}; quiz backward")


@pytest.mark.parametrize(("have", "want", "digits", "right"), [
    (1.02, 1.0, None, True), (1.021, 1.0, None, False), (-1.0, 1.0, None, False),
    (0.0, 0.0, None, True), (1e-9, 0.0, None, False), (0.004, 0.0, 2, True),
    (0.2, 0.1966, 1, True), (0.3, 0.1966, 1, False), (4.0, 3.6, 0, True), (3.0, 3.6, 0, False),
    (inf, inf, None, True), (-inf, inf, None, False), (1e300, inf, None, False),
    (nan, nan, None, True), (nan, 1.0, None, False), (1.0, nan, None, False),
    (-1e-3, -1.004e-3, 2, True), (0.0, -1.004e-3, 2, False), (0.33, 1 / 3, None, True),
])  # fmt: skip
def test_tolerance(have: float, want: float, digits: int | None, right: bool) -> None:
    assert same(have, want, shown(want, digits)) is right


def test_without_anybody_to_ask_a_sheet() -> None:
    """An answer to one question is not given away in the next."""
    session = Session()
    session.execute(f"{FIRST}; g = f + q")
    assert (
        f"\n{session.execute('quiz')}\n"
        == """
  1. q = x + y, x = 3, y = 5. What is q?
  2. f = q * z, q = (1), z = -4. What is f?
  3. g = f + q, f = (2), q = (1). What is g?
  4. g = f + q, f = (2), q = (1), and g hears 1. What does f hear?
  5. g = f + q, f = (2), q = (1), and g hears 1. What does g send to q?
  6. f = q * z, q = (1), z = -4, and f hears (4). What does f send to q?
  7. f = q * z, q = (1), z = -4, and f hears (4). What does z hear?
  8. q is sent (5) and (6). What does it hear in all?
  9. q = x + y, x = 3, y = 5, and q hears (8). What does x hear?
  10. q = x + y, x = 3, y = 5, and q hears (8). What does y hear?

  answers
  1. 8: q = x + y = 3 + 5 = 8.
  2. -32: f = q * z = 8 × -4 = -32.
  3. -24: g = f + q = -32 + 8 = -24.
  4. 1: an add gate distributes. f hears 1 × 1 = 1.
  5. 1: an add gate distributes. g sends to q: 1 × 1 = 1.
  6. -4: a multiply gate swaps. f sends to q: 1 × z = -4.
  7. 8: a multiply gate swaps. z hears 1 × q = 8.
  8. -3: where paths meet, gradients add up. q hears 1 + -4 = -3.
  9. -3: an add gate distributes. x hears -3 × 1 = -3.
  10. -3: an add gate distributes. y hears -3 × 1 = -3.
"""
    )


def test_a_quiz_gives_no_numbers_away() -> None:
    session = Session()
    session.execute(f"{FIRST}; quiz")
    assert session.state.run is None and session.state.gradients is None
    session.execute("step; quiz")
    assert session.state.position == "forward 1 of 2"


def test_a_composite_gate_brings_its_local_gradient() -> None:
    said = Person("10", "6").talk("def sq(t) = t * t + 1; input x = 3; p = sq(x); quiz")
    assert "p = sq(x), x = 3, ∂p/∂x = 6, and p hears 1. What does x hear?  6\n  Right: " in said


@pytest.mark.parametrize(("text", "code"), [("input x = 1", "no-output"),
                                            ("input x; f = x + 1", "no-value")])  # fmt: skip
def test_nothing_to_ask(text: str, code: str) -> None:
    with pytest.raises(CircuitError) as caught:
        Session().execute(f"{text}; quiz")
    assert caught.value.code == code
    assert str(Session().execute("input x = 1; output x; quiz")) == "  there is nothing to ask"
