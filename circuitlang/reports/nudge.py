"""Nudging an input: what its gradient predicts, beside what happens."""

from __future__ import annotations

from math import fsum, isfinite

from circuitlang.gates import INDEX, TABLE
from circuitlang.readings.values import sum_of
from circuitlang.reports.probe import DETACH, FORMULAS
from circuitlang.reports.report import Report
from circuitlang.reports.rounding import ULP
from circuitlang.tape.order import between
from circuitlang.text.records import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from circuitlang.engines.reference import Program
    from circuitlang.readings.floats import Floats
    from circuitlang.text.pace import Pace

ADD, SUB, MUL = INDEX["add"], INDEX["sub"], INDEX["mul"]
SAME = (INDEX["copy"], INDEX["port"], DETACH, *FORMULAS)
GAUSS = ((0.1127016653792583, 5 / 18), (0.5, 8 / 18), (0.8872983346207417, 5 / 18))
OFTEN = 4096  # gates between two words of how far it is
ROUNDING = 16 * ULP  # relative: less than this is left over by rounding alone


@dataclass(frozen=True, slots=True)
class NudgeReport(Report):
    """Input `name` moved by `h`: the change of `of` that its `gradient` predicts (gradient × h),
    the `true` change, and what is `left_over` (true - predicted; 0 if that is rounding)."""

    name: str
    of: str
    gradient: float
    h: float
    predicted: float
    true: float
    left_over: float


def nudge(program: Program, leaves: dict[int, float], of: int, wire: int, h: float,
          pace: Pace | None = None) -> NudgeReport:  # fmt: skip
    """Move one input or param by h, or any other wire with what depends on it; `pace` is told how
    far that is."""
    if program.tensors:
        return _tensors(program, leaves, of, wire, h)
    values = program.forward(leaves)
    gradient = program.backward(values, of)[wire] or 0.0
    changes = {wire: h}
    tape = program.tape
    moving = between(tape, wire, of)
    for number, each in enumerate(moving):
        if pace is not None and not number % OFTEN:
            pace.at(number, len(moving), "gates moved")
        operands = tape.operands(each)
        moves = [changes.get(x, 0.0) for x in operands]
        changes[each] = change(program.m, tape.kind[each], [values[x] for x in operands], moves)
    predicted, true = gradient * h + 0.0, changes.get(of, 0.0)
    left = true - predicted
    if isfinite(left) and abs(left) <= ROUNDING * abs(predicted):
        left = 0.0
    return NudgeReport(tape.name(wire), tape.name(of), gradient, h, predicted, true, left)


def _tensors(program: Any, leaves: dict[int, Any], of: int, wire: int, h: float) -> NudgeReport:
    """The same where there are tensors: all elements of a leaf move together, and what that does
    to the output is predicted by the sum of their gradients."""
    tape = program.tape
    before = program.forward(leaves)
    found = program.backward(before, of)[wire]
    gradient = 0.0 if found is None else float(sum_of(found))
    predicted = gradient * h + 0.0
    after = program.forward({**leaves, wire: before[wire] + h})[of]
    true = after - before[of]
    left = true - predicted
    most = ROUNDING * (abs(predicted) + abs(after) + abs(before[of]))
    if isfinite(left) and abs(left) <= most:
        left = 0.0
    return NudgeReport(tape.name(wire), tape.name(of), gradient, h, predicted, true, left)


def change(m: Floats, kind: int, inputs: list[float], moves: list[float]) -> float:
    """How much a gate's value changes when its inputs move: f(x + h) - f(x), but without the
    digits that are lost where nearly the same numbers are subtracted.

    Sums and products are exact; elsewhere it is the integral of the slope over the way (Gauss'
    rule of 3 points), wherever that and the difference agree to what rounding does to the latter.
    """
    moved = [x + d for x, d in zip(inputs, moves, strict=True)]
    if kind == ADD and all(map(isfinite, moves)):
        return fsum(moves)
    if kind == SUB:
        return moves[0] - moves[1]
    if kind == MUL and all(map(isfinite, inputs)):
        return _product(inputs, moves, moved)
    if kind in SAME:
        return moves[0]
    gate = TABLE[kind]
    before, after = gate.value(m, *inputs), gate.value(m, *moved)
    direct = float(after - before)
    if gate.region is not None and gate.region(*inputs) != gate.region(*moved):
        return direct
    rounding = 2 * ULP * (abs(before) + abs(after))
    integral = 0.0
    for t, weight in GAUSS:
        at = [x + t * d for x, d in zip(inputs, moves, strict=True)]
        slopes = gate.local(m, gate.value(m, *at), *at)
        for x, d, slope in zip(at, moves, slopes, strict=True):
            if d and slope is not None:
                integral += weight * slope * d
                rounding += ULP * abs(slope * x)
    return integral if isfinite(direct) and abs(integral - direct) <= rounding else direct


def _product(inputs: list[float], moves: list[float], moved: list[float]) -> float:
    """new·new·… - old·old·… as a sum with one move a term."""
    after = [1.0]
    for x in reversed(inputs[1:]):
        after.append(after[-1] * x)
    total, before = 0.0, 1.0
    for d, x, rest in zip(moves, moved, reversed(after), strict=True):
        total += before * d * rest
        before *= x
    return total
