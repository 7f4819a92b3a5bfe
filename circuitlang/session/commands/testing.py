"""Holding a circuit to something: expect, check."""

from __future__ import annotations

from math import isfinite, isnan

from circuitlang.gates.shapes import called
from circuitlang.readings.values import first_apart, ones, shape_of
from circuitlang.session.registry import Name, Value, command
from circuitlang.session.rules import comparison, source_of_gradients
from circuitlang.syntax import nodes
from circuitlang.text.errors import Diagnostic, error
from circuitlang.views.numbers import shortest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from circuitlang.session.session import Session

RELATIVE = 1e-9


@command("expect EXPR [= VALUE] [within TOL]", group="test")
def expect(
    session: Session, expr: Value, value: Value | None = None, tol: Value | None = None
) -> None:
    """An error, and exit status 1, unless it holds: `expect f = 3`, `expect grad(x) = 2 within
    0.01`, `expect f < 0.1`.

    Equal means to a relative 1e-9, or within TOL.  A failed one is recorded and the run goes on.

    > input x = 3
    > f = x * x
    > backward
    > expect f = 9
    > expect grad(x) = 6.1 within 0.2
    > expect f < 9
    """
    if value is None:
        _comparison(session, expr, tol)
        return
    have, want = session.number(expr), session.number(value)
    given = None if tol is None else _tolerance(session, tol)
    if not (isinstance(have, float) and isinstance(want, float)):
        _tensors(session, expr, have, want, given)
        return
    most = RELATIVE * max(abs(have), abs(want)) if given is None else given
    good = have == want or (isnan(have) and isnan(want))
    if not good and isfinite(have - want):
        good = abs(have - want) <= most
    if not good:
        words = session.span(expr).text
        apart = f"they are {abs(have - want):.3g} apart" if isfinite(have - want) else None
        session.fail(Diagnostic("expectation-failed",
                                f"{words} is {shortest(have)}, not {shortest(want)}",
                                session.place, help=apart))  # fmt: skip


def _tolerance(session: Session, tol: Value) -> float:
    found = session.number(tol)
    if not (isinstance(found, float) and found >= 0):
        raise error("bad-argument", f"a tolerance is not {shortest(found)}", session.span(tol),
                    help="0 or more: `within 0.01`")  # fmt: skip
    return found


def _tensors(session: Session, expr: Value, have: Any, want: Any, tol: float | None) -> None:
    """As for numbers, in every element; one number is held against all of them."""
    words = session.span(expr).text
    if shape_of(want) not in ((), shape_of(have)):
        shapes = f"{called(shape_of(have))}, not {called(shape_of(want))}"
        session.fail(Diagnostic("expectation-failed", f"{words} has the shape {shapes}",
                                session.place))  # fmt: skip
        return
    where = first_apart(have, want, RELATIVE, tol)
    if where is not None:
        session.fail(Diagnostic("expectation-failed",
                                f"{words} is {shortest(have)}, not {shortest(want)}",
                                session.place, help=f"they differ at {where}"))  # fmt: skip


def _comparison(session: Session, expr: Value, tol: Value | None) -> None:
    comparison(session, expr, tol)
    if not ones(session.number(expr)):
        session.fail(Diagnostic("expectation-failed", f"{session.span(expr).text} does not hold",
                                session.place, lines=_sides(session, expr)))  # fmt: skip


def _sides(session: Session, expr: Value) -> list[str]:
    """What the names of a failed comparison stand for."""
    found = {}
    for node in expr.nodes:
        if isinstance(node, nodes.Ref) and not node.trail and node.name not in found:
            alone = nodes.Expr([node], node.at, node.end)
            if session.state.builder.resolve(node.name) is not None:
                found[node.name] = f"{node.name} = {shortest(session.number(alone))}"
    return list(found.values())


@command("check [NAME]", group="test")
def check(session: Session, name: Name | None = None) -> None:
    """Every gradient of NAME (default: the output) against central differences, with the relative
    error and a verdict.  A failed one is recorded and the run goes on.

    > input x = 3, y = -1
    > f = x * exp(y)
    > check
    """
    of = source_of_gradients(session, name)
    session.need_forward()
    from circuitlang.reports.check import check_gradients, diagnostics

    report = check_gradients(session.state.circuit._program(), session.state.leaves(), of)
    session.say(report)
    for problem in diagnostics(report, session.place):
        session.fail(problem)
