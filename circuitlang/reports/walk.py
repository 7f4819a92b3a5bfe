"""A pass told gate by gate: what each gate computes, what it hears and what it tells its inputs."""

from __future__ import annotations

from copy import copy
from functools import cached_property

from circuitlang.reports.chained import ChainedTerm, parts_of, sent
from circuitlang.reports.jacobians import row_of
from circuitlang.reports.ledger import Ledgers
from circuitlang.reports.reading import leaking, visible_gates
from circuitlang.reports.report import Report
from circuitlang.tape.order import reach
from circuitlang.text.records import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from circuitlang.reports.standing import Standing


@dataclass(frozen=True, slots=True)
class Computed:
    """A gate of the forward pass: its expression in names, and the numbers that stand for them.
    `composite` tells that `operation` is a definition's name and not a gate's."""

    name: str
    formula: str
    operation: str
    composite: bool
    operands: tuple[Any, ...]
    value: Any
    options: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Sum:
    """The gradient of a value that is read in several places, once all of them have spoken."""

    name: str
    parts: tuple[Any, ...]
    total: Any


@dataclass(frozen=True, slots=True)
class Told:
    """A gate of the backward pass: what it heard and what it sends on.  `start`: it is what the
    pass starts from, and has not sent anything yet; `silent`: nothing arrived at it."""

    name: str
    hears: Any
    start: bool
    silent: bool
    sends: tuple[ChainedTerm, ...]
    sums: tuple[Sum, ...]


@dataclass(frozen=True, slots=True)
class StepReport(Report):
    way: str
    number: int
    count: int
    step: Computed | Told
    hint: bool  # say that an empty line goes on


@dataclass(frozen=True, slots=True)
class TraceReport(Report):
    way: str
    steps: tuple[Computed | Told, ...]


class Plan:
    """The order of the steps.  The first step of the backward pass is that `of` hears its seed;
    `known[wire]` is the number of the step at which the wire's gradient is complete.  What only
    the backward pass needs is found out when it begins."""

    def __init__(self, standing: Standing, of: int) -> None:
        self.of = of
        self.forward = visible_gates(standing)
        # `backward` uses the formula of a definition that has one, opened or not
        self._standing = on_the_way_back(standing)

    @cached_property
    def backward(self) -> list[int]:
        reached = reach(self._standing.tape, self.of)
        return [x for x in reversed(visible_gates(self._standing)) if reached[x]]

    @cached_property
    def known(self) -> list[int]:
        found = [len(self.backward) + 1] * len(self._standing.tape)
        for number, gate in enumerate(self.backward, 2):
            for wire in (*self._standing.inputs(gate), *inside(self._standing, gate)):
                found[wire] = number
        found[self.of] = 1
        return found

    def count(self, way: str) -> int:
        return len(self.forward) if way == "forward" else len(self.backward) + 1


def inside(standing: Standing, gate: int) -> list[int]:
    """The wires that are shown as one with a gate."""
    if gate in standing.units:
        return [wire for wire in standing.units[gate].members if wire != gate]
    group = standing.group(gate)
    return list(range(group.low, group.result)) if group is not None else []


def on_the_way_back(standing: Standing) -> Standing:
    """The same with those composite gates closed that have a formula of their own, and others
    opened of whose inside something outside reads: they do not pass on what they hear alone."""
    tape = standing.tape
    opened = frozenset(wire for wire in standing.opened | leaking(tape)
                       if not tape.groups[tape.group_of[wire]].has_formula)  # fmt: skip
    if opened == standing.opened:
        return standing
    seen = copy(standing)
    seen.opened, seen.sendings = opened, {}
    return seen


def computed(standing: Standing, wire: int) -> Computed:
    """One gate of the forward pass; every value has to be there."""
    *operands, value = [standing.value(x) for x in (*standing.inputs(wire), wire)]
    composite = wire in standing.units or standing.group(wire) is not None
    assert value is not None
    own = row_of(standing, wire)
    options = standing.tape.options.get(own, {}) if own is not None else {}
    return Computed(standing.tape.name(wire), standing.formula(wire, None),
                    standing.operation(wire), composite,
                    tuple(x for x in operands if x is not None), value,
                    tuple(options.items()))  # fmt: skip


def told(ledgers: Ledgers, plan: Plan, number: int) -> Told:
    """Step `number` of the backward pass; every gradient has to be there."""
    standing = ledgers.standing
    name, upstream = standing.tape.name, standing.upstream
    assert upstream is not None
    if number == 1:
        return Told(name(plan.of), standing.gradient(plan.of), True, False, (), ())
    gate = plan.backward[number - 2]
    sends, sums = tuple(sent(standing, gate)), []
    for operand in complete(standing, plan, number):
        parts = parts_of(ledgers, operand)
        if len(parts) > 1:
            sums.append(Sum(name(operand), tuple(parts), standing.gradient(operand)))
    return Told(name(gate), standing.gradient(gate), False, upstream[gate] is None, sends,
                tuple(sums))  # fmt: skip


def complete(standing: Standing, plan: Plan, number: int) -> list[int]:
    """What has heard everything at a step of the backward pass: inputs of the gate that speaks."""
    if number == 1:
        return []
    return [x for x in dict.fromkeys(standing.inputs(plan.backward[number - 2]))
            if plan.known[x] == number and not standing.tape.is_const(x)]  # fmt: skip


def steps_of(
    standing: Standing, plan: Plan, way: str, numbers: Sequence[int]
) -> list[Computed | Told]:
    """Some steps (from 1) of a pass."""
    if way == "forward":
        return [computed(standing, plan.forward[number - 1]) for number in numbers]
    seen = on_the_way_back(standing)
    ledgers = Ledgers(seen, [x for number in numbers for x in complete(seen, plan, number)])
    return [told(ledgers, plan, number) for number in numbers]


def trace(standing: Standing, way: str, of: int) -> TraceReport:
    """All of a pass."""
    plan = Plan(standing, of)
    return TraceReport(way, tuple(steps_of(standing, plan, way, range(1, plan.count(way) + 1))))
