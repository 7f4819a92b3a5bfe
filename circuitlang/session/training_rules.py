"""What must hold for `descend` and `ascend`, whatever the numbers are."""

from __future__ import annotations

from circuitlang.gates.shapes import bracketed
from circuitlang.session.descent import Plan
from circuitlang.tape.order import reach
from circuitlang.tape.tape import PARAM
from circuitlang.text.errors import error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from circuitlang.session.session import Session
    from circuitlang.syntax.nodes import Expr, Text, Word


def loss_to_move(session: Session, loss: Expr) -> tuple[int, list[int]]:
    """The wire of the loss, and the params that it depends on."""
    tape = session.state.builder.tape
    wire, span = session.wire(loss), session.span(loss)
    name = tape.name(wire)
    if tape.shape(wire):
        raise error("not-scalar", f"`{name}` is a tensor, {bracketed(tape.shape(wire))}: only one "
                    "number can be made smaller", span, help=f"a gate such as mean({name})",
                    )  # fmt: skip
    params = [x for x, needed in enumerate(reach(tape, wire)) if needed and tape.kind[x] == PARAM]
    if not params:
        raise error("bad-argument", f"`{name}` depends on no param: there is nothing to learn",
                    span, help="declare what may move with `param` instead of `input`")  # fmt: skip
    return wire, params


def plan_of(session: Session, sign: float, r: Expr, n: Expr, using: Word | None, b: Expr | None,
            ) -> Plan:  # fmt: skip
    rate = session.constant(r, "the rate")
    if not (isinstance(rate, float) and 0.0 < rate < float("inf")):
        raise error("bad-argument", "the rate is a number above 0", session.span(r),
                    help="rate 0.1; `ascend` goes the other way")  # fmt: skip
    steps = _count(session, n, "the number of steps")
    batch = 0 if b is None else _count(session, b, "the size of a batch")
    return Plan(using.text if using else "sgd", rate, steps, sign, batch,
                session.state.lowerer.world.draws.seed)  # fmt: skip


def _count(session: Session, expr: Expr, what: str) -> int:
    count = session.constant(expr, what)
    if not (isinstance(count, float) and 1.0 <= count < 1e15 and count == int(count)):
        raise error("bad-argument", f"{what} is a whole number, 1 or more", session.span(expr))
    return int(count)


def trainable(session: Session, loss: Expr, r: Expr, n: Expr, using: Word | None = None,
              file: Text | None = None, b: Expr | None = None) -> None:  # fmt: skip
    """The rule of both commands."""
    loss_to_move(session, loss)
    plan_of(session, 1.0, r, n, using, b)
