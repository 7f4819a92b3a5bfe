"""Numbers on their own: an expression, print, nudge, time."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from circuitlang.reports.notes import Printed, Timed, ValueReport
from circuitlang.reports.nudge import NudgeReport
from circuitlang.reports.nudge import nudge as nudged
from circuitlang.session.registry import Done, Name, String, Value, command
from circuitlang.syntax.template import parse_template
from circuitlang.text.errors import error

if TYPE_CHECKING:
    from circuitlang.session.session import Session
    from circuitlang.syntax import nodes


def value_of_expression(session: Session, expr: nodes.Expr) -> ValueReport:
    """The value of an expression alone; runs `forward` where values are stale or unset."""
    _forward_if_read(session, expr)
    return ValueReport(session.number(expr))


def _forward_if_read(session: Session, *exprs: nodes.Expr) -> None:
    """Constants need no pass; everything else a fresh one."""
    from circuitlang.syntax import nodes

    names = {node.name for expr in exprs for node in nodes.walk(expr)
             if isinstance(node, nodes.Ref)}  # fmt: skip
    tape, resolve = session.state.builder.tape, session.state.builder.resolve
    wires = [resolve(name) for name in names]
    if any(wire is None or not tape.is_leaf(wire) for wire in wires):
        session.need_forward()


@command("print TEXT", group="look")
def print_(session: Session, text: String) -> Printed:
    """Text with expressions: `print "f is {f:.3f}"`; `{{` and `}}` are braces."""
    parts = parse_template(text, session.source)
    _forward_if_read(session, *(part[0] for part in parts if not isinstance(part, str)))
    shown = [part if isinstance(part, str) else session.formatted(*part) for part in parts]
    return Printed("".join(shown))


@command("nudge X by H", group="look")
def nudge(session: Session, x: Name, h: Value) -> NudgeReport:
    """What the gradient predicts for a small change of X, beside what really happens.

    Predicted is gradient × H; the rest is what the second derivative and those after it add.
    """
    state = session.state
    wire, span = session.wire(x), session.span(x)
    tape = state.builder.tape
    if not tape.is_leaf(wire) or tape.is_const(wire):
        raise error("not-a-leaf", f"`{tape.name(wire)}` is {_article(tape.op(wire))}: only inputs "
                    "and params can be nudged", span)  # fmt: skip
    of = state.gradients._of if state.gradients is not None else state.output(session.place)
    session.need_forward()
    return nudged(session.state.circuit._program(), session.state.leaves(), of, wire,
                  session.number(h))  # fmt: skip


def _article(word: str) -> str:
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"


@command("time STATEMENT", group="session")
def time(session: Session, statement: Done) -> Timed:
    """How long a statement takes, in seconds."""
    begin = perf_counter()
    session.perform(statement)
    return Timed(perf_counter() - begin)


def timed(session: Session, statement: nodes.Time) -> None:
    session.say(time(session, statement.statement))
