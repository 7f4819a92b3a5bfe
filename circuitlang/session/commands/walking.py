"""One gate at a time: step, trace."""

from __future__ import annotations

from circuitlang.readings.values import same_bits
from circuitlang.reports.notes import Note
from circuitlang.reports.walk import StepReport, TraceReport, steps_of
from circuitlang.reports.walk import trace as traced
from circuitlang.session import walk as walks
from circuitlang.session.registry import Option, command
from circuitlang.text.errors import CircuitError, error
from circuitlang.text.records import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from circuitlang.session.session import Session


@command("step [back]", group="run")
def step(session: Session, back: Option | None = None) -> Note | None:
    """One gate of the pass: first the forward pass, then the backward pass of the output.

    Each step is a line of arithmetic (of large tensors, of their shapes), and really computes its
    gate: what the pass has not reached yet stays as it was, stale or unset.  `step back` takes the
    last step back.  At the prompt an empty line steps again.  A change of the circuit, `forward`
    and `backward` start a new walk.  An output that is a tensor goes backward from the seed that
    the last `backward` of it had.

    > input x = -2, y = 5
    > f = x * y
    > step
    > step
    > step
    > step back
    """
    state = session.state
    of = output_of(session)
    here = session.passing(lambda: walks.current(state, of))
    there = walks.moved(here, -1 if back else 1)
    if there is None and back:
        return Note("nothing is computed yet: there is no step to take back")
    if there is None:
        return Note("the pass is complete: `step back` goes back, and after a change of the "
                    "circuit or `forward` the steps begin again")  # fmt: skip
    if there.way == "backward" and there.answer is None:
        there.run._backward(there.plan.of, None, session.place)  # says what a tensor needs
    walks.put(there, state)
    session.repeatable = "step back" if back else "step"
    if not there.number:
        return Note("back at the start of forward")
    plan = there.plan
    (line,) = steps_of(walks.with_numbers(state, there), plan, there.way, [there.number])
    begins = not back and there.way == "forward" and there.number == 1
    session.say(StepReport(there.way, there.number, plan.count(there.way), line,
                           begins and session.typed))  # fmt: skip
    severity = "error" if state.strict else "warning"
    found = None if back else walks.warning(there, line, severity)
    if found is not None:
        if state.strict:
            raise CircuitError(found)
        session.warn((found,))
        assert state.walk is not None
        state.walk = replace(state.walk, warned=there.warned | {there.way})
    return None


@command("trace [forward|backward]", group="run")
def trace(session: Session, way: Option | None = None) -> TraceReport | None:
    """All of a pass at once, each gate a line of arithmetic; alone: both passes.

    Runs the pass where its numbers are stale or unset; the backward pass is the output's.

    > input x = -2, y = 5, z = -4
    > q = x + y
    > f = q * z
    > trace backward
    """
    of = output_of(session)
    if way is None or way.text == "forward":
        run = None if session.state.fresh() else session.passing(session.state.forward)
        session.say(traced(session.state.standing(), "forward", of))
        session.warn(run.warnings if run is not None else ())
        if way is not None:
            return None
    session.need_forward()
    state = session.state
    gradients = state.gradients
    fresh = gradients is not None and not state.gradients_stale and not state.ungraded
    seed = walks.seed_of(state, of)
    same = gradients is not None and gradients._of == of and seed is not None
    if gradients is None or not fresh or not same or not same_bits(gradients.seed, seed):
        gradients = state.backward(of, seed, session.place)
        session.say(traced(state.standing(), "backward", of))
        session.warn(gradients.warnings)
        return None
    return traced(state.standing(), "backward", of)


def output_of(session: Session) -> int:
    """The wire that the backward pass starts from."""
    state = session.state
    of = state.output(session.place)
    if state.builder.tape.is_const(of):
        raise error("not-a-leaf", f"`{state.builder.tape.name(of)}` is a constant: nothing can "
                    "change it", session.place)  # fmt: skip
    return of
