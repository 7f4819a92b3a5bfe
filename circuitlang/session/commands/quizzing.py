"""A quiz on the numbers of the circuit."""

from __future__ import annotations

import re

from circuitlang.meaning.expressions import CONSTANTS, Reader
from circuitlang.meaning.scope import Scope
from circuitlang.reports.answers import Score, Verdict, judge
from circuitlang.reports.notes import Note
from circuitlang.reports.quiz import Quiz, Sheet
from circuitlang.reports.quiz_parts import NUMBER, RULE, SHAPE, Question
from circuitlang.session.commands.walking import output_of
from circuitlang.session.registry import Option, command
from circuitlang.session.walk import begin, with_numbers
from circuitlang.session.world import NumberWorld
from circuitlang.syntax.parser import parse_expression
from circuitlang.text.errors import CircuitError, error
from circuitlang.text.source import Source, Span
from circuitlang.views.numbers import shown
from circuitlang.views.quiz_view import asked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from circuitlang.meaning.builder import Operand
    from circuitlang.session.session import Session
    from circuitlang.session.state import State

COLUMNS = 80
SIGNS = str.maketrans({"−": "-", "×": "*", "·": "*", "÷": "/"})
LEAVE = ("quit", "exit")
NO_IDEA = ("", "?")
UNREADABLE = {NUMBER: "that is no number", SHAPE: "that is no shape",
              RULE: "that gives nothing"}  # fmt: skip
SCALARS = ("[]", "()", "one number", "a number", "a scalar", "scalar", "number")


@command("quiz [forward|backward]", group="look")
def quiz(session: Session, way: Option | None = None) -> Score | Sheet:
    """The circuit with its numbers left out: asks for each, judges the answer, explains a wrong
    one, and counts.

    An answer is a number or an expression (`-1/2`, `1 * z`), right within 2%.  Of tensors an
    element is asked for, or the shape (`5, 3`); backward any expression that gives what the input
    hears (`dD @ X.T`).  An empty answer or
    `?` gives the solution, `quit` leaves.  In a file the questions are printed, then the answers.
    The numbers of the session stay as they are.

    > input x = -2, y = 5
    > f = x * y
    > quiz
    """
    state = session.state
    walk = begin(state, output_of(session))
    if walk.answer is None and (way is None or way.text == "backward"):
        walk.run._backward(walk.plan.of, None, session.place)  # says what a tensor needs
    made = Quiz(with_numbers(state, walk), walk.plan, sheet=session.ask is None)
    for each in ("forward", "backward") if way is None else (way.text,):
        made.ask(each)
    if session.ask is None or not made.questions:
        return Sheet(tuple(made.questions))
    return _talk(session, made.questions)


def _talk(session: Session, found: list[Question]) -> Score:
    """Ask until the end, or until the person has had enough."""
    right = done = 0
    for question in found:
        try:
            verdict = _one(session, question)
        except (KeyboardInterrupt, EOFError):
            verdict = None
        if verdict is None:
            break
        done += 1
        right += verdict.right is True
        session.say(verdict)
    return Score(right, done, len(found))


def _one(session: Session, question: Question) -> Verdict | None:
    """The verdict on an answer; None where the person leaves.  What is no answer is asked again."""
    assert session.ask is not None
    digits = session.state.digits
    while True:
        answer = session.ask(asked(question, COLUMNS, digits))
        if answer is None or answer.strip().lower() in LEAVE:
            return None
        if answer.strip() in NO_IDEA:
            return Verdict(question, None)
        try:
            if question.asks == SHAPE:
                found: Any = sizes(answer)
            else:
                found = worked_out(session.state, answer, dict(question.given))
        except CircuitError as problem:
            session.say(Note(f"{UNREADABLE[question.asks]}: {problem.errors[0].message}"))
            continue
        return judge(question, found, lambda number: shown(number, digits))


class Answer(NumberWorld):
    """An answer may use what the question gives, and nothing else of the circuit."""

    def __init__(self, state: State, given: dict[str, Any]) -> None:
        super().__init__(state)
        self.given = given

    def lookup(self, name: str, span: Span) -> Operand:
        if name in self.given:
            return self.given[name]
        if name in CONSTANTS:
            return CONSTANTS[name]
        raise error("undefined-name", f"the question does not give `{name}`", span)

    def has(self, name: str) -> bool:
        return name in self.given

    def special(self, call: object, operands: object, span: Span) -> None:
        return None


def sizes(answer: str) -> tuple[int, ...]:
    """The shape that an answer stands for: `[5, 3]`, `5 × 3`, `one number`; raises CircuitError."""
    if answer.strip().lower() in SCALARS:
        return ()
    words = re.split(r"[,\s×x*]+", answer.strip().strip("[]()").strip(" ,"))
    if not all(word.isascii() and word.isdecimal() for word in words):
        raise error("bad-argument", "sizes are whole numbers: 5, 3")
    return tuple(int(word) for word in words)


def worked_out(state: State, answer: str, given: dict[str, Any]) -> Any:
    """The number or tensor that an answer stands for; raises CircuitError."""
    source = Source("<answer>", answer.translate(SIGNS).strip())
    expr = parse_expression(source, 0, len(source.text))
    world = Answer(state, given)
    operand = Reader(world, source).operand(expr, Scope())
    return world.number(operand, Span(source, expr.at, expr.end))
