"""Learning: descend, ascend."""

from __future__ import annotations

from time import monotonic

from circuitlang.caller import same_dimensions
from circuitlang.reports.training import Trained
from circuitlang.session.commands.plotting import Target
from circuitlang.session.descent import PATIENCE, Course, Plan
from circuitlang.session.descent import descend as descended
from circuitlang.session.feeding import rows_of
from circuitlang.session.losses import loss_of
from circuitlang.session.registry import Name, Option, String, Value, command
from circuitlang.session.training_rules import loss_to_move, plan_of
from circuitlang.tape.order import reach
from circuitlang.text.errors import CircuitError, Diagnostic, Label, error
from circuitlang.views.numbers import shown
from circuitlang.views.progress import progress

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from circuitlang.session.session import Session

OFTEN = 0.1  # seconds between two looks at the progress


@command("descend! LOSS rate R steps N [using sgd|momentum|adam] [on FILE [batch B]] "
         "[as PATH]",
         group="change", changes=True)  # fmt: skip
def descend(session: Session, loss: Name, r: Value, n: Value, using: Option | None = None,
            file: String | None = None, b: Value | None = None, path: String | None = None,
            bang: bool = False) -> None:  # fmt: skip
    """Move the params against the gradient of LOSS, N steps at rate R: training.

    Only params move, and only those that LOSS depends on; one `undo` takes all steps back.
    `momentum` keeps 0.9 of the last step's speed; `adam` has β 0.9 and 0.999, ε 1e-8.

    With `on` each column of the CSV file that is named like an input that is one number feeds it,
    row by row, and the loss and its gradients are means over the rows: all of them, or B at a time,
    in an order that follows from `seed`.  With `as "loss.svg"` or `.png` the curve of the loss is
    drawn into that file too, as `plot` does it; `descend!` replaces one that is there.

    Ctrl-C ends it after a step and keeps what was learned.  Where the loss rises 10 steps in a row,
    far above where it began, or is not finite, it ends with the best values that it saw.

    > input x = 3
    > param w = 0
    > loss = (w * x - 6) ** 2
    > descend loss rate 0.01 steps 40
    > w
    """
    picture = None if path is None else Target(session, "descend", path, bang)
    _train(session, 1.0, loss, r, n, using, file, b, picture)


@command("ascend! LOSS rate R steps N [using sgd|momentum|adam] [on FILE [batch B]] "
         "[as PATH]",
         group="change", changes=True)  # fmt: skip
def ascend(session: Session, loss: Name, r: Value, n: Value, using: Option | None = None,
           file: String | None = None, b: Value | None = None, path: String | None = None,
           bang: bool = False) -> None:  # fmt: skip
    """Move the params along the gradient of LOSS, so that it grows; otherwise as `descend`.

    > param x = 0
    > f = 3 - (x - 1) ** 2
    > ascend f rate 0.1 steps 50
    > x
    """
    picture = None if path is None else Target(session, "ascend", path, bang)
    _train(session, -1.0, loss, r, n, using, file, b, picture)


def _train(session: Session, sign: float, loss: Name, r: Value, n: Value, using: Option | None,
           file: String | None, b: Value | None, picture: Target | None) -> None:  # fmt: skip
    of, params = loss_to_move(session, loss)
    plan = plan_of(session, sign, r, n, using, b)
    state = session.state
    tape = state.builder.tape
    columns = {} if file is None else rows_of(session, file)
    leaves = _complete(session, of, columns)
    function = loss_of(state.builder, of, leaves, params, columns)
    if plan.batch >= function.count:
        plan.batch = 0
    start = {wire: leaves[wire] for wire in params}
    try:
        course = descended(function, start, plan, session.limits, _watcher(session, plan))
    finally:
        if session.progress is not None:
            session.progress("")
    name, word = tape.name(of), "descend" if sign > 0 else "ascend"
    problem = _problem(session, course, plan, name, session.span(r).text)
    if problem is not None and state.strict and problem.code == "non-finite":
        problem.severity = "error"
        raise CircuitError(problem)
    for wire, value in course.params.items():
        state.set_leaf(tape.name(wire), value, f"{word} {name}")
    found = Trained(name, plan.rule, plan.rate, course.done, plan.steps, course.first,
                    course.last, course.curve, function.count, plan.batch,
                    course.stopped == "interrupted", course.at)  # fmt: skip
    session.say(found)
    if picture is not None and found.curve:
        session.say(picture.write(found))
    if problem is not None:
        session.warn((problem,))
    session.say(session.stale_note())


def _complete(session: Session, of: int, columns: dict[int, Any]) -> dict[int, Any]:
    """The values of inputs and params; raises no-value where one that counts has none."""
    builder, leaves = session.state.builder, session.state.leaves()
    tape = builder.tape
    for wire, needed in enumerate(reach(tape, of)):
        lacks = needed and tape.is_leaf(wire) and not tape.is_const(wire) and wire not in leaves
        if lacks and wire not in columns:
            name, place = tape.name(wire), tape.place(wire)
            label = [Label(place, "declared without a value")] if place is not None else []
            raise error("no-value", f"`{name}` has no value yet", session.place, labels=label,
                        help=f"set {name} = 1, before this line, or a column `{name}` in the data",
                        )  # fmt: skip
    same_dimensions(tape, leaves)
    return leaves


def _watcher(session: Session, plan: Plan) -> Callable[[int, float], None]:
    """What tells a person at a terminal how far it is."""
    show = session.progress
    if show is None:
        return lambda done, loss: None
    began, last = monotonic(), 0.0

    def watch(done: int, loss: float) -> None:
        nonlocal last
        now = monotonic()
        if now - last >= OFTEN:
            last = now
            words = f"step {done:,} of {plan.steps:,}  loss {shown(loss)}"
            show(progress(done, plan.steps, now - began, words))

    return watch


def _problem(session: Session, course: Course, plan: Plan, name: str, rate: str,
             ) -> Diagnostic | None:  # fmt: skip
    """Why the descent gave up, and the mend."""
    smaller = f"a smaller rate: rate {plan.rate / 10:g}"
    kept = "the params are those of the best step" if course.done else "no param was moved"
    at = f"at step {course.done + 1:,}"
    if course.stopped == "worse":
        way = "rose" if plan.sign > 0 else "fell"
        return Diagnostic("bad-argument", f"`{name}` {way} {PATIENCE} steps in a row, from "
                          f"{shown(course.first)} to {shown(course.bad)}: the rate {rate} is too "
                          f"large; {kept}", session.place, help=smaller, severity="warning",
                          )  # fmt: skip
    if course.stopped == "loss":
        what = f"`{name}` is {shown(course.bad)}"
        mend = smaller if course.done else f"`show *` tells where {shown(course.bad)} begins"
        return Diagnostic("non-finite", f"{what} {at}: {kept}" if course.done
                          else f"{what} before the first step: {kept}", session.place, help=mend,
                          severity="warning")  # fmt: skip
    if course.stopped == "gradient":
        param = session.state.builder.tape.name(course.bad)
        return Diagnostic("non-finite", f"the gradient of `{param}` is not finite {at}: {kept}",
                          session.place, help=smaller if course.done else
                          f"`backward {name}` tells where that begins", severity="warning",
                          )  # fmt: skip
    return None
