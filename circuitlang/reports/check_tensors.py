"""The numeric check where there are tensors: every element of each leaf (of large ones a sample),
one verdict a leaf, with the element that is furthest off."""

from __future__ import annotations

import numpy as np

from circuitlang.gates import TABLE
from circuitlang.readings.arrays import quiet
from circuitlang.reports.check import CheckReport, FormulaRow, Row
from circuitlang.reports.mistakes import mistake, turned
from circuitlang.reports.probe import Web
from circuitlang.reports.probe_tensors import TensorProbe, rounding_of
from circuitlang.reports.verdict import Verdict, judge
from circuitlang.tape.tape import INPUT, PARAM
from circuitlang.text.records import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from circuitlang.reports.probe_tensors import Place
    from circuitlang.tape.tape import Group

SAMPLE = 200  # of a tensor with no more elements, and not too dear, all are looked at
MOST, LEAST = 64, 4  # of a larger one so many, spread evenly
KINKS = 20_000  # elements that may have one: of more some do, whichever way one goes
WORK = 1_500_000  # elements that may be computed anew for one look at each of the sample
LOSS = 1e-12  # of a tensor's largest gradient: what rounding takes from any of its gradients
RANKS = ("right", "not connected", "unclear", "kink", "not finite", "wrong")
GOLDEN = 0.6180339887498949


def check_tensors(program: Any, leaves: dict[int, Any], of: int) -> CheckReport:
    """Check the gradients of wire `of`; of a tensor, those of the sum of its elements, each times
    a weight of its own, so that no element can hide behind another."""
    with quiet():
        return _check(program, program.forward(leaves), of)


def _check(program: Any, values: Any, of: int) -> CheckReport:
    tape = program.tape
    weights = weights_of(values[of])
    gradients = program.backward(values, of, weights)
    noise = rounding_of(program, values, gradients, of)
    web = Web(program, values, of)
    rows = []
    for wire in range(len(tape)):
        if tape.kind[wire] in (INPUT, PARAM):
            name, gradient = tape.name(wire), gradients[wire]
            if web.reached[wire]:
                found, _ = elements(web, wire, of, gradient, weights, noise)
                verdict = summary(found, np.size(values[wire]))
                if len(found) < np.size(values[wire]):
                    verdict = with_all(verdict, web, wire, of, gradient, weights, noise)
                rows.append(Row(*verdict.parts, _named(name, found), wire))
            else:
                wrong = gradient is not None and bool(np.any(gradient))
                verdict = Verdict("wrong" if wrong else "not connected", 0.0, 0.0, 0.0,
                                  float(wrong), "")  # fmt: skip
                rows.append(Row(*verdict.parts, name, wire))
    formulas = [row for group in tape.groups if group.has_formula and web.reached[group.result]
                for row in _formulas(program, values, web, group)]  # fmt: skip
    return CheckReport(tape.name(of), tuple(rows), tuple(formulas))


def weights_of(value: Any) -> Any:
    """For each element a weight between 1 and 2, no two of them alike; for a number 1."""
    if isinstance(value, float):
        return 1.0
    return 1.0 + (GOLDEN * np.arange(1.0, value.size + 1.0) % 1.0).reshape(value.shape)


Found = list[tuple["Place", Verdict]]


def elements(web: Web, source: int, target: int, gradient: Any, weights: Any,
             noise: float) -> tuple[Found, Any]:  # fmt: skip
    """The verdict on each element that is looked at; and the numeric slopes, as an array where
    all elements were."""
    value = web.base[source]
    computed = np.zeros(np.shape(value)) if gradient is None else np.asarray(gradient)
    finite = np.abs(computed[np.isfinite(computed)])
    loss = LOSS * float(finite.max()) if finite.size else 0.0
    found: Found = []
    slopes = np.full(np.shape(value), np.nan)
    wires, _ = web.dependents(source, target)
    work = sum(int(np.size(web.base[wire])) for wire in wires) or 1
    for place in places(np.shape(value), max(LEAST, WORK // work)):
        probe: Any = TensorProbe(web, source, place, target, weights, noise)
        verdict = judge(probe, float(computed[place]), loss)
        probe.restore()
        slopes[place] = verdict.numeric
        found.append((place, verdict))
    return found, slopes


def with_all(verdict: Verdict, web: Web, source: int, target: int, gradient: Any, weights: Any,
             noise: float) -> Verdict:  # fmt: skip
    """The verdict on a sample, and beside it one on all elements: moved at once along a direction,
    which the numbers may not be able to tell (kinks on the way), and then nothing is said."""
    value: Any = web.base[source]
    bends = (wire for wire in web.dependents(source, target)[0]
             if TABLE[web.tape.kind[wire]].region is not None)  # fmt: skip
    if sum(int(np.size(web.base[wire])) for wire in bends) > KINKS:
        return verdict
    direction = (weights_of(value) - 1.5) / np.sqrt(value.size)
    parts = (np.zeros(value.shape) if gradient is None else gradient) * direction
    probe: Any = TensorProbe(web, source, (), target, weights, noise, direction)
    found = judge(probe, float(parts.sum()), LOSS * float(np.abs(parts).sum()))
    probe.restore()
    if found.verdict == "wrong" and verdict.good:
        return replace(found, words=f"all {value.size:,} elements moved at once: some are wrong")
    if found.verdict == "right":
        return replace(verdict, words=f"{verdict.words}; all of them moved at once agree")
    return verdict


def places(shape: Sequence[int], most: int = SAMPLE) -> list[Place]:
    """All places of a tensor, or a sample of them that is the same every time."""
    size = int(np.prod(shape))
    most = min(most, SAMPLE if size <= SAMPLE else MOST)
    indices: Sequence[int] = range(size)
    if size > most:  # the golden section keeps out of step with rows and columns
        indices = sorted({int(GOLDEN * at % 1.0 * size) for at in range(most)})
    return [tuple(map(int, np.unravel_index(at, shape))) for at in indices]


def worst(found: Found) -> tuple[Place, Verdict]:
    """The element that is furthest off; where all are good, how far is chance, and it is the one of
    the steepest slope."""
    return max(found, key=lambda each: (
        RANKS.index(each[1].verdict), abs(each[1].computed) if each[1].good else each[1].error,
    ))  # fmt: skip


def summary(found: Found, size: int) -> Verdict:
    """The verdict on a tensor: that on its worst element."""
    if not found:
        return Verdict("right", 0.0, 0.0, 0.0, 0.0, "it has no elements")
    place, verdict = worst(found)
    if not place:
        return verdict
    bad = sum(not each.good for _, each in found)
    seen = f"{size:,} elements" if len(found) == size else (
        f"{len(found)} elements that were looked at, of {size:,}")  # fmt: skip
    which = (f"{bad} of {seen} failed; this one is the furthest off" if bad else
             "" if size == 1 else
             f"the steepest of {seen}, which all agree" if verdict.verdict == "right" else
             f"one of {seen}, none of which is wrong")  # fmt: skip
    return replace(verdict, words="; ".join(part for part in (verdict.words, which) if part))


def _named(name: str, found: Found) -> str:
    place = worst(found)[0] if found else ()
    return f"{name}[{', '.join(map(str, place))}]" if place else name


def _formulas(program: Any, values: Any, web: Web, group: Group) -> list[FormulaRow]:
    """The formulas of one call, against what its inside does when an element of a port moves."""
    from circuitlang.engines.tensors import sent_by

    tape = program.tape
    weights = weights_of(values[group.result])
    given = sent_by(program, values, group, {group.result: weights})
    inside = program.backward(values, group.inner, weights, group.low)
    noise = rounding_of(program, values, inside, group.inner)
    rows = []
    for index in group.ruled:
        param, port = group.params[index], group.ports[index]
        computed = given.get(port)
        found, slopes = elements(web, port, group.inner, computed, weights, noise)
        hint = ""
        if found and not worst(found)[1].good and computed is not None:
            others = {name: values[x] for name, x in zip(group.params, group.ports, strict=True)
                      if x != port}  # fmt: skip
            hint = mistake(computed, slopes) or turned(computed, slopes, weights, others)
        gate = tape.name(group.result)
        verdict = summary(found, np.size(values[port]))
        rows.append(FormulaRow(*verdict.parts, _named(param, found), port, gate, group.name, hint))
    return rows
