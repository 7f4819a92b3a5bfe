"""Questions about the numbers of a circuit."""

from __future__ import annotations

from collections import Counter

from circuitlang.gates.shapes import bracketed
from circuitlang.readings.values import shape_of
from circuitlang.reports import quiz_tensors as tensors
from circuitlang.reports.chained import ChainedTerm
from circuitlang.reports.quiz_parts import Question, rule_of
from circuitlang.reports.report import Report
from circuitlang.reports.sentences import (
    Sentence,
    gradient,
    listed,
    name,
    plain,
    say,
    slope,
    value,
)
from circuitlang.reports.walk import Computed, Sum, Told, steps_of
from circuitlang.text.records import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from circuitlang.reports.sentences import Piece
    from circuitlang.reports.standing import Standing
    from circuitlang.reports.walk import Plan

MOST = 12  # inputs of a gate that is asked about
SENT = 3  # parts of the name of an answer: gate, place and input
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")


@dataclass(frozen=True, slots=True)
class Sheet(Report):
    """The questions, and after them the answers: where there is nobody to ask."""

    questions: tuple[Question, ...]


class Quiz:
    """The questions of a circuit, in the order of its passes.  With `sheet` a number that is the
    answer to an earlier question is not given away: `(1)` stands for it."""

    def __init__(self, standing: Standing, plan: Plan, *, sheet: bool = False) -> None:
        self.standing = standing
        self.plan = plan
        self.sheet = sheet
        self.questions: list[Question] = []
        self.asked: dict[tuple[str, ...], int] = {}  # what an answer is -> number of the question
        self.sent: dict[str, list[int]] = {}  # the parts of a sum -> their questions

    def ask(self, way: str) -> None:
        """Add a question for each number that a pass makes."""
        standing, plan = self.standing, self.plan
        steps = steps_of(standing, plan, way, range(1, plan.count(way) + 1))
        wires = plan.forward if way == "forward" else [plan.of, *plan.backward]
        sends = [term for step in steps if isinstance(step, Told) for term in step.sends]
        self.places = Counter(term.input for term in sends)
        for wire, step in zip(wires, steps, strict=True):
            if isinstance(step, Computed):
                if len(step.operands) <= MOST:
                    self._value(wire, step)
            elif len(step.sends) <= MOST:
                for term in step.sends if not step.silent else ():
                    self._sent(wire, step, term)
                for each in step.sums:
                    if len(each.parts) <= MOST and isinstance(each.total, float):
                        self._sum(each)

    def _add(self, question: Question, *what: str) -> None:
        self.questions.append(question)
        if self.sheet:
            self.asked[what] = len(self.questions)
            if len(what) == SENT:
                self.sent.setdefault(what[-1], []).append(len(self.questions))

    def _number(self, number: float, style: str, *what: str) -> list[Piece]:
        """A number, or the question that asks for it."""
        at = self.asked.get(what)
        return [(style, number)] if at is None else [("dim", f"({at})")]

    def _givens(self, wire: int) -> tuple[tuple[str, Any], ...]:
        """The names that a gate reads, with their values."""
        found = {}
        for operand in self.standing.inputs(wire):
            text, number = self.standing.term(operand), self.standing.value(operand)
            if isinstance(text, str) and number is not None:
                found[text] = number
        return tuple(found.items())

    def _stated(self, wire: int) -> list[Piece]:
        """`f = q * z, q = 8, z = -4`"""
        standing = self.standing
        found = [*name(standing.tape.name(wire)), *plain(f" = {standing.formula(wire, None)}")]
        for text, number in self._givens(wire):
            if not isinstance(number, float):
                found += [*plain(", "), *self._tensor(text, number)]
                continue
            found += [*plain(", "), *name(text), *plain(" = "),
                      *self._number(number, "value", text)]  # fmt: skip
        return found

    def _tensor(self, text: str, value: Any) -> list[Piece]:
        """A tensor that a gate reads.  On a sheet only leaves have their numbers: an element of
        another may have been asked for."""
        wire = self.standing.builder.resolve(text)
        if self.sheet and (wire is None or not self.standing.tape.is_leaf(wire)):
            return [*name(text), *plain(f" is {bracketed(shape_of(value))}")]
        return tensors.given(text, value)

    def _value(self, wire: int, step: Computed) -> None:
        if shape_of(step.value) or any(not tensors.is_few(x) for x in step.operands):
            found = tensors.of_value(self.standing, wire, step, self._stated(wire),
                                     self._givens(wire), len(self.questions))  # fmt: skip
            if found is not None:
                self._add(found, "a tensor", step.name)
            return
        words = say("{}. What is {}?", self._stated(wire), name(step.name))
        near = ((-step.value, say("Mind the sign.")),)
        lead = Sentence(())
        self._add(Question(words, step.value, self._givens(wire), lead, step, near=near), step.name)

    def _sent(self, wire: int, step: Told, term: ChainedTerm) -> None:
        if term.rule:
            found = tensors.of_sent(self.standing, wire, step, term, self._stated(wire),
                                    self._givens(wire), self.places[term.input] > 1,
                                    self.sheet)  # fmt: skip
            self._add(found, "a tensor", step.name)
            return
        gate, into = name(step.name), name(term.input)
        given = self._stated(wire)
        if term.formula is None:  # what is inside of a composite gate cannot be seen
            given += [*plain(", "), *slope(step.name, term.input), *plain(" = "),
                      *value(term.local)]  # fmt: skip
        what: tuple[str, ...] = (term.input, "")
        asks, lead = say("What does {} hear?", into), say("{} hears ", into)
        if self.places[term.input] > 1:
            place = f", its {ORDINALS[term.slot - 1]} input" if 0 < term.slot <= 6 else ""
            asks = say(f"What does {{}} send to {{}}{place}?", gate, into)
            lead = say("{} sends to {}: ", gate, into)
            what = (step.name, str(term.slot), term.input)
        hears = self._number(step.hears, "gradient", step.name, "")
        words = say("{}, and {} hears {}. ", given, gate, hears)
        near = [(-term.chained, say("Mind the sign.")),
                (term.local, say("That is {} alone: it is still to be multiplied by what {} "
                                 "hears.", slope(step.name, term.input), gate)),
                (step.hears, say("That is what {} hears: it is still to be multiplied by {}.",
                                 gate, slope(step.name, term.input)))]  # fmt: skip
        near += [(other.chained, say("That is what {} hears.", name(other.input)))
                 for other in step.sends if other.input != term.input]  # fmt: skip
        self._add(Question(Sentence((*words.pieces, *asks.pieces)), term.chained,
                           self._givens(wire), lead, term, rule_of(self.standing, wire),
                           tuple(near)), *what)  # fmt: skip

    def _sum(self, each: Sum) -> None:
        asked = self.sent.get(each.name, [])
        parts = listed([gradient(part) for part in each.parts], MOST)
        if len(asked) == len(each.parts):
            parts = listed([[("dim", f"({at})")] for at in asked], MOST)
        words = say("{} is sent {}. What does it hear in all?", name(each.name), parts)
        near = [(-each.total, say("Mind the sign."))]
        near += [(part, say("That is one of them only: what arrives is added up."))
                 for part in each.parts]  # fmt: skip
        rule = "where paths meet, gradients add up"
        self._add(Question(words, each.total, (), Sentence(()), each, rule, tuple(near)),
                  each.name, "")  # fmt: skip
