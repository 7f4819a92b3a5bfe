"""What an answer to a question is worth."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan

from circuitlang.reports.quiz import Question
from circuitlang.reports.report import Report
from circuitlang.reports.sentences import Sentence

CLOSE = 0.02 + 1e-12  # relative: an answer that is this near is right; 2% itself is


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


def judge(question: Question, answer: float, text: str) -> Verdict:
    """The verdict; `text` is how tables show the right answer."""
    if same(answer, question.answer, text):
        return Verdict(question, True)
    hint = next((hint for number, hint in question.near
                 if abs(answer - number) <= CLOSE * abs(number)), None)  # fmt: skip
    return Verdict(question, False, hint)
