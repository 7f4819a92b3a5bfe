"""Questions about tensors: an element of few numbers, of many the shape; backward the rule."""

from __future__ import annotations

from circuitlang.gates.shapes import bracketed
from circuitlang.readings.values import shape_of
from circuitlang.reports.jacobians import is_elementwise
from circuitlang.reports.quiz_parts import NUMBER, RULE, SHAPE, Question, rule_of
from circuitlang.reports.sentences import Sentence, name, plain, say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from circuitlang.reports.chained import ChainedTerm
    from circuitlang.reports.sentences import Piece
    from circuitlang.reports.standing import Standing
    from circuitlang.reports.walk import Computed, Told

FEW = 6  # elements of a tensor whose numbers a question gives
TURNS = 2  # axes of what can be turned by mistake


def is_few(value: Any) -> bool:
    return isinstance(value, float) or value.size <= FEW


def given(called: str, value: Any) -> list[Piece]:
    """`x = [1, 2]`, of more numbers `W is [5, 10]`."""
    if is_few(value):
        return [*name(called), *plain(" = "), ("value", value)]
    return [*name(called), *plain(f" is {bracketed(shape_of(value))}")]


def of_value(standing: Standing, wire: int, step: Computed, stated: list[Piece],
             givens: tuple[tuple[str, Any], ...], number: int) -> Question | None:  # fmt: skip
    """A gate of the forward pass: one of its elements, number `number` of them counted round; of
    many the shape, where that is not simply its inputs'."""
    value, nothing = step.value, Sentence(())
    if all(map(is_few, step.operands)) and not isinstance(value, float) and value.size:
        import numpy as np

        place = np.unravel_index(number % value.size, value.shape)
        element = f"{step.name}{bracketed([int(x) for x in place])}"
        answer = float(value[place])
        return Question(say("{}. What is {}?", stated, name(element)), answer, givens, nothing,
                        step, near=((-answer, say("Mind the sign.")),))  # fmt: skip
    shapes = {shape_of(x) for x in step.operands} - {()}
    if isinstance(value, float) or (shapes == {value.shape} and is_elementwise(standing, wire)):
        return None
    near = ((value.shape[::-1], say("Turned round.")),) if value.ndim > 1 else ()
    return Question(say("{}. What shape has {}?", stated, name(step.name)), value.shape, givens,
                    nothing, step, near=near, asks=SHAPE)  # fmt: skip


def of_sent(standing: Standing, wire: int, step: Told, term: ChainedTerm, stated: list[Piece],
            givens: tuple[tuple[str, Any], ...], often: bool, sheet: bool,
            ) -> Question:  # fmt: skip
    """What an input hears from a gate: an expression that gives it; of a gate that has no rule
    in a line, its shape.  On a sheet what the gate hears, an answer before, is not given away."""
    gate, into, above = name(step.name), name(term.input), f"d{step.name}"
    shape = shape_of(term.chained)
    hears = given(above, step.hears)
    if shape_of(step.hears) and (sheet or not is_few(step.hears)):
        hears = [*name(above), *plain(f", {bracketed(shape_of(step.hears))}")]
    words = say("{}, and {} hears {}. ", stated, gate, hears)
    asks, lead = say("What does {} hear?", into), say("{} hears ", into)
    if often:
        asks = say("What does {} send to {}?", gate, into)
        lead = say("{} sends to {}: ", gate, into)
    rule, answer, kind = rule_of(standing, wire), term.chained, RULE if shape else NUMBER
    near: list[tuple[Any, Sentence]] = [
        (-answer, say("Mind the sign.")),
        (step.hears, say("That is what {} hears.", gate)),
    ]
    if len(shape) == TURNS and shape[0] == shape[1]:
        near.append((answer.T, say("That is turned round.")))
    if " back through " in term.rule and shape:
        asks, answer, kind, near = say("What shape has what {} hears?", into), shape, SHAPE, []
        rule = "a gradient has the shape of the value that it belongs to"
    known = tuple({above: step.hears, **dict(givens)}.items())
    return Question(Sentence((*words.pieces, *asks.pieces)), answer, known, lead, term, rule,
                    tuple(near), kind)  # fmt: skip


def wrong_shape(question: Question, answer: Any) -> Sentence:
    """What is said of an answer that has another shape than what it should be."""
    have = bracketed(shape_of(answer)) if shape_of(answer) else "one number"
    want = bracketed(shape_of(question.answer)) if shape_of(question.answer) else "one number"
    return say("That is {}, and a gradient has the shape of its value, {}.", plain(have),
               plain(want))  # fmt: skip
