"""`quiz`: questions, verdicts, the score."""

from __future__ import annotations

from circuitlang.gates.shapes import called
from circuitlang.reports.chained import ChainedTerm
from circuitlang.reports.quiz_parts import SHAPE, Question
from circuitlang.reports.walk import Computed
from circuitlang.views.chained_view import chained_product
from circuitlang.views.layout import INDENT
from circuitlang.views.story_view import pieces, wrap
from circuitlang.views.style import plain
from circuitlang.views.walk_view import computed, in_line, rule_product, sum_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from circuitlang.reports.answers import Score, Verdict
    from circuitlang.reports.quiz import Sheet
    from circuitlang.views.style import Line


def asked(question: Question, columns: int, digits: int | None) -> str:
    """The question as the prompt asks it; the answer follows on the same line."""
    return plain(wrap(pieces(question.words, digits), columns)) + "  "


def verdict(report: Verdict, columns: int, digits: int | None) -> list[Line]:
    question, answer = report.question, answer_text(report.question, digits)
    because = _because(question, digits)
    if report.right:
        return wrap([("good", "Right: "), *because], columns)
    head: Line = [("error", "No: "), ("plain", "it is ")]
    if report.right is None:
        head = [("plain", "It is ")]
    hint = [*pieces(report.hint, digits), ("plain", " ")] if report.hint else []
    return wrap([*head, ("value", answer), ("plain", ". "), *hint, *_capital(because)], columns)


def answer_text(question: Question, digits: int | None) -> str:
    if question.asks == SHAPE:
        return called(question.answer)
    return in_line(question.answer, digits)


def _because(question: Question, digits: int | None) -> Line:
    """`a multiply gate swaps. q hears 1 × z = -4.`"""
    because, rule = question.because, [("plain", f"{question.rule}. ")]
    if isinstance(because, Computed):
        return [*computed(because, digits), ("plain", ".")]
    if isinstance(because, ChainedTerm):
        product = (rule_product if because.rule else chained_product)(because, digits)
        return [*rule, *pieces(question.lead, digits), *product, ("plain", ".")]
    return [*rule, *sum_of(because, digits), ("plain", ".")]


def _capital(line: Line) -> Line:
    """A sentence begins with a capital, unless that is a name."""
    (style, text), *rest = line
    return [(style, text[:1].upper() + text[1:] if style == "plain" else text), *rest]


def score(report: Score, columns: int, digits: int | None) -> list[Line]:
    left = report.count - report.asked
    line: Line = [INDENT, ("title", f"{report.right} of {report.asked} right")]
    return [[*line, ("dim", f", {left} not asked")] if left else line]


def sheet(report: Sheet, columns: int, digits: int | None) -> list[Line]:
    """First all questions, then all answers."""
    if not report.questions:
        return [[INDENT, ("dim", "there is nothing to ask")]]
    lines: list[Line] = []
    for number, question in enumerate(report.questions, 1):
        lines += wrap([("dim", f"{number}. "), *pieces(question.words, digits)], columns)
    lines += [[], [INDENT, ("title", "answers")]]
    for number, question in enumerate(report.questions, 1):
        lines += wrap([("dim", f"{number}. "), ("value", answer_text(question, digits)),
                       ("plain", ": "), *_because(question, digits)], columns)  # fmt: skip
    return lines
