"""What an answer to a question is worth."""

from __future__ import annotations

from math import isnan

from circuitlang.readings.values import first_apart, shape_of
from circuitlang.reports.quiz_parts import RULE, SHAPE, Question
from circuitlang.reports.quiz_tensors import wrong_shape
from circuitlang.reports.report import Report
from circuitlang.reports.sentences import Sentence
from circuitlang.text.records import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

CLOSE = 0.02 + 1e-12  # relative: an answer that is this near is right; 2% itself is
MANY = 1000  # elements of which none is looked at as tables show it


@dataclass(frozen=True, slots=True)
class Verdict(Report):
    """`right` is None where no answer was given; `hint` says what was mixed up."""

    question: Question
    right: bool | None
    hint: Sentence | None = None


@dataclass(frozen=True, slots=True)
class Score(Report):
    right: int
    asked: int
    count: int  # of all questions; some may not have been asked


def same(have: float, want: float, text: str) -> bool:
    """Is an answer right: within 2%, or what tables show (`text`) to half of its last digit?"""
    if isnan(want) or isnan(have):
        return isnan(want) and isnan(have)
    if have == want or have == float(text):
        return True
    mantissa, _, exponent = text.partition("e")
    places = len(mantissa.partition(".")[2])
    last = 10.0 ** (int(exponent or 0) - places) if places else 0.0
    return abs(have - want) <= max(CLOSE * abs(want), 0.5 * last) < float("inf")


def alike(have: Any, want: Any, text: Callable[[float], str]) -> bool:
    """Is every element right?"""
    if shape_of(have) != shape_of(want):
        return False
    if have.size > MANY:
        return first_apart(have, want, CLOSE, None) is None
    pairs = zip(have.ravel().tolist(), want.ravel().tolist(), strict=True)
    return all(same(x, y, text(y)) for x, y in pairs)


def judge(question: Question, answer: Any, text: Callable[[float], str]) -> Verdict:
    """The verdict; `text` is how tables show a number."""
    if question.asks == SHAPE:
        hint = next((hint for wrong, hint in question.near if wrong == answer), None)
        return Verdict(question, answer == question.answer, hint)
    if question.asks == RULE:
        if shape_of(answer) != shape_of(question.answer):
            return Verdict(question, False, wrong_shape(question, answer))
        hint = next((hint for wrong, hint in question.near if alike(answer, wrong, text)), None)
        return Verdict(question, alike(answer, question.answer, text), hint)
    if shape_of(answer):
        return Verdict(question, False, wrong_shape(question, answer))
    if same(answer, question.answer, text(question.answer)):
        return Verdict(question, True)
    near = [(number, hint) for number, hint in question.near if not shape_of(number)]
    hint = next((hint for number, hint in near
                 if abs(answer - number) <= CLOSE * abs(number)), None)  # fmt: skip
    return Verdict(question, False, hint)
