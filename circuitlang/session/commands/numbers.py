"""Numbers on their own: an expression, print, nudge, time."""

from __future__ import annotations

from time import perf_counter

from circuitlang.reports.notes import Printed, Timed, ValueReport
from circuitlang.reports.nudge import NudgeReport
from circuitlang.reports.nudge import nudge as nudged
from circuitlang.session.registry import Done, Name, String, Value, command
from circuitlang.session.rules import movable
from circuitlang.syntax.template import parse_template
from circuitlang.text.errors import CircuitError, error
from circuitlang.views.numbers import formatted, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from circuitlang.session.session import Session
    from circuitlang.syntax import nodes


def value_of_expression(session: Session, expr: nodes.Expr) -> ValueReport:
    """The value of an expression alone; runs `forward` where values are stale or unset."""
    return ValueReport(_number(session, expr))


def _number(session: Session, expr: nodes.Expr) -> Any:
    """The value of an expression, after a `forward` if the present values do not do."""
    try:
        return session.number(expr)
    except CircuitError as problem:
        if problem.code != "no-value" or session.state.fresh():
            raise
    session.need_forward()
    return session.number(expr)


@command("print TEXT", group="look")
def print_(session: Session, text: String) -> Printed:
    """Text with expressions: `print "f is {f:.3f}"`; `{{` and `}}` are braces.

    > input x = 3
    > f = x * x / 7
    > backward
    > print "f is {f:.3f}, its slope {grad(x)}"
    """
    parts = parse_template(text, session.source)
    return Printed("".join(part if isinstance(part, str) else _formatted(session, *part)
                           for part in parts))  # fmt: skip


def _formatted(session: Session, expr: nodes.Expr, form: str) -> str:
    """A number of a `print`: by its format, else as the tables show numbers."""
    value = _number(session, expr)
    return formatted(value, form) if form else shown(value, session.state.digits)


@command("nudge X by H", group="look")
def nudge(session: Session, x: Name, h: Value) -> NudgeReport:
    """What the gradient predicts for a small change of X, beside what really happens.

    Predicted is gradient × H; the rest is what the second derivative and those after it add.  It is
    told of what the last `backward` started from, else of the output.

    > input x = 3
    > f = x * x
    > nudge x by 0.01
    > nudge x by 1
    """
    state = session.state
    wire = movable(session, x)
    of = state.gradients._of if state.gradients is not None else state.output(session.place)
    tape = state.builder.tape
    if tape.shape(of):
        raise error("not-scalar", f"`{tape.name(of)}` is a tensor: a nudge is told by one number",
                    session.place, help=f"run backward from one, such as sum({tape.name(of)})",
                    )  # fmt: skip
    session.need_forward()
    step = session.number(h)
    if not isinstance(step, float):
        raise error("not-scalar", "a nudge is one number, not a tensor", session.span(h),
                    help="all elements of a tensor move together")  # fmt: skip
    return nudged(session.state.circuit._program(), session.state.leaves(), of, wire, step,
                  session.pace)  # fmt: skip


@command("time STATEMENT", group="session")
def time(session: Session, statement: Done) -> Timed:
    """How long a statement takes, in seconds.

    > input x = 3
    > for t in 1 to 1000 { h[t] = sin(x * t) }
    > time forward
    """
    begin = perf_counter()
    session.perform(statement)
    return Timed(perf_counter() - begin)


def timed(session: Session, statement: nodes.Time) -> None:
    session.say(time(session, statement.statement))
