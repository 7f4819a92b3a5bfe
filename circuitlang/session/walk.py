"""Stepping: where a session stands in a pass, and what its numbers are there.

The passes are the engine's; a step lets one gate more of them be seen.  What the pass has not
reached yet keeps the number that it had, stale or unset.
"""

from __future__ import annotations

from array import array
from math import nan

from circuitlang.circuit import Circuit, Gradients, Run
from circuitlang.readings.values import finite
from circuitlang.reports.nonfinite import arose_forward, backward_warning, forward_warning
from circuitlang.reports.walk import Plan, Told
from circuitlang.tape.tape import INPUT, PARAM
from circuitlang.text.records import dataclass, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from circuitlang.meaning.builder import Builder
    from circuitlang.reports.standing import Standing
    from circuitlang.reports.unit import Unit
    from circuitlang.reports.walk import Computed
    from circuitlang.session.state import State
    from circuitlang.text.errors import Diagnostic


@dataclass(frozen=True, slots=True)
class Numbers:
    """What passes change of a state."""

    run: Run | None
    gradients: Gradients | None
    changed: set[int]
    changed_by: str
    gradients_stale: str
    unset: frozenset[int]
    ungraded: frozenset[int]

    @classmethod
    def of(cls, state: State) -> Numbers:
        return cls(*(getattr(state, name) for name in cls.__slots__))

    def put(self, state: State) -> None:
        for name in self.__slots__:
            setattr(state, name, getattr(self, name))


@dataclass(frozen=True, slots=True)
class Walk:
    """Step `number` of the pass `way` is the last one taken (0: none); `wire` is its gate.

    before    the numbers as they stood, with `old` the wires that were stale or unset
    run       the values of all gates
    answer    the gradients of the output; None where it is a tensor and no `backward` has said
              what they begin with
    now       the numbers as they stand: a walk holds while nobody else changed them
    warned    the passes of which the warning was given
    """

    builder: Builder
    size: int
    settings: dict[str, float]
    plan: Plan
    opened: frozenset[int]
    units: tuple[Unit, ...]
    before: Numbers
    old: frozenset[int]
    run: Run
    answer: Gradients | None
    now: Numbers
    way: str = "forward"
    number: int = 0
    warned: frozenset[str] = frozenset()

    def holds(self, state: State) -> bool:
        """Has nothing but the walk itself changed the circuit or its numbers?"""
        return (self.builder is state.builder and self.size == len(state.builder.tape)
                and self.settings is state.settings and self.now.run is state.run
                and self.now.gradients is state.gradients and self.now.changed is state.changed
                and self.plan.of == state.output()
                and self.run._program.m.ties == state.builder.ties)  # fmt: skip

    @property
    def words(self) -> str | None:
        """The position for the toolbar, `forward 1 of 2`."""
        if not self.number:
            return None
        return f"{self.way} {self.number} of {self.plan.count(self.way)}"


def begin(state: State, of: int) -> Walk:
    """At the start of the forward pass, nothing computed yet."""
    builder = state.builder
    # warnings are given at the gate that they are about, errors of `strict` too
    run = Circuit._of(builder)._run(state.settings_by_wire())
    before, stale = Numbers.of(state), state.stale()
    known = 0 if state.run is None else len(state.run._values)
    old = frozenset(wire for wire in range(len(builder.tape))
                    if stale[wire] or wire >= known or wire in state.unset)  # fmt: skip
    seed = seed_of(state, of)
    answer = None if seed is None else run._backward(of, seed)
    return Walk(builder, len(builder.tape), state.settings, Plan(state.standing(), of),
                state.opened, state.units, before, old, run, answer, before)  # fmt: skip


def seed_of(state: State, of: int) -> Any:
    """What a backward pass of the output begins with: 1, or of a tensor what the last `backward`
    of it began with; None where there was none."""
    shape, gradients = state.builder.tape.shape(of), state.gradients
    if not shape:
        return 1.0
    return gradients.seed if gradients is not None and gradients._of == of else None


def current(state: State, of: int) -> Walk:
    """The walk that the session is on, or a new one.  Where gates were opened or closed since the
    last step, the position is found again."""
    walk: Walk | None = state.walk
    if walk is None or not walk.holds(state):
        return begin(state, of)
    if walk.opened is state.opened and walk.units is state.units:
        return walk
    plan, number = Plan(state.standing(), of), walk.number
    if number and walk.way == "forward":
        at = walk.plan.forward[number - 1]
        number = sum(wire <= at for wire in plan.forward)
    elif number > 1:
        at = walk.plan.backward[number - 2]
        number = 1 + sum(wire >= at for wire in plan.backward)
    return replace(walk, plan=plan, opened=state.opened, units=state.units, number=number)


def moved(walk: Walk, by: int) -> Walk | None:
    """The walk one step on (1) or back (-1); None where there is no such step."""
    number, plan = walk.number + by, walk.plan
    if walk.way == "forward" and number > len(plan.forward):
        return replace(walk, way="backward", number=1)
    if walk.way == "backward" and not number:
        return replace(walk, way="forward", number=len(plan.forward))
    inside = 0 <= number <= plan.count(walk.way)
    return replace(walk, number=number) if inside else None


def put(walk: Walk, state: State) -> None:
    """Give the session the numbers that it has at this place of the walk."""
    if walk.way == "forward":
        numbers = _forward(walk, state)
    else:
        assert walk.answer is not None
        numbers = _backward(walk, walk.answer, state)
    numbers.put(state)
    state.walk = replace(walk, now=numbers)


def _forward(walk: Walk, state: State) -> Numbers:
    before, run = walk.before, walk.run
    if not walk.number:
        return before
    at = walk.plan.forward[walk.number - 1]
    stale = "step" if before.gradients is not None else ""
    numbers = replace(before, gradients_stale=before.gradients_stale or stale)
    if walk.number == len(walk.plan.forward):
        finished = Run(state.circuit, run._program, run._values, run.warnings)
        return replace(numbers, run=finished, changed=set(), changed_by="", unset=frozenset())
    tape = walk.builder.tape
    values: Any = list(run._values) if tape.shapes else array("d", run._values)
    kind, old = tape.kind, before.run._values if before.run is not None else ()
    kept, known = frozenset(range(at + 1)), len(old)
    waiting = [wire for wire in range(at + 1, len(values)) if kind[wire] >= 0]
    for wire in waiting:
        values[wire] = old[wire] if wire < known else nan
    unset = frozenset(wire for wire in waiting if wire >= known or wire in before.unset)
    return replace(numbers, run=Run(state.circuit, run._program, values, ()),
                   changed=set((walk.old - kept).intersection(waiting)),
                   changed_by=before.changed_by or "step", unset=unset)  # fmt: skip


def _backward(walk: Walk, answer: Gradients, state: State) -> Numbers:
    number = walk.number
    run = Run(state.circuit, answer.run._program, answer.run._values, answer.run.warnings)
    waiting = frozenset(wire for wire, known in enumerate(walk.plan.known) if known > number)
    ungraded = waiting if number < walk.plan.count("backward") else frozenset()
    gradients = Gradients(run, walk.plan.of, answer.seed, answer._upstream, answer.warnings)
    return Numbers(run, gradients, set(), "", "", frozenset(), ungraded)


def with_numbers(state: State, walk: Walk) -> Standing:
    """The circuit with all numbers of both passes, wherever the walk is."""
    standing, answer = state.standing(), walk.answer
    standing.values, standing.of = walk.run._values, walk.plan.of
    standing.upstream = answer._upstream if answer is not None else None
    standing.stale, standing.gradients_stale = bytearray(walk.size), False
    standing.unset = standing.ungraded = frozenset()
    return standing


def warning(walk: Walk, step: Computed | Told, severity: str) -> Diagnostic | None:
    """What is to be said of non-finite numbers at this step, if that was not said before."""
    answer = walk.answer
    program, values, tape = walk.run._program, walk.run._values, walk.builder.tape
    if walk.way in walk.warned or not walk.number:
        return None
    if isinstance(step, Told):
        assert answer is not None
        last = walk.number == walk.plan.count("backward")
        if not last and all(finite(term.chained) for term in step.sends):
            return None
        return backward_warning(program, values, answer._upstream, walk.plan.of, severity)
    arose = arose_forward(tape, values)
    at = walk.plan.forward[walk.number - 1]
    if arose is None or (arose > at and tape.kind[arose] not in (INPUT, PARAM)):
        return None
    return forward_warning(tape, values, severity)
