"""A gate and its gradients by chosen leaves, of a circuit with tensors: planned for the shapes of
the leaves, then run into buffers.

The same passes as in `tensors`, which defines them, gate by gate over nodes instead of arrays; what
no wanted gradient depends on is left out.  A plan takes for granted that no nan comes where a rule
has an answer of its own for it, and which branches are taken by any element.  Where it is not so,
the passes of `tensors` do the work, and the next plan knows better; the bits are the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from circuitlang.engines import tensors
from circuitlang.engines.late import CHAINED, sent
from circuitlang.engines.tensors_again import Again
from circuitlang.engines.tensors_buffers import Plan
from circuitlang.gates import TABLE
from circuitlang.readings.arrays import NOTHING, Only, quiet
from circuitlang.readings.recorded import Recorded
from circuitlang.readings.recorded_floats import RecordedFloats
from circuitlang.readings.step_calls import Unlike
from circuitlang.readings.steps import Node, Steps, like, number
from circuitlang.readings.values import own
from circuitlang.tape.tape import CONST
from circuitlang.text.errors import error

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circuitlang.gates.gate import Gate

    Signature = tuple[Any, ...]

PLANS = 8  # for leaves of other shapes
FAILURE, LIMIT = 16, 200  # a plan that failed must serve so often; what it may be behind with


class Attempt:
    """The plan for leaves of some shapes, if there is one yet.

    untaken  branches that nothing goes through: (gate, number of the input)
    behind   how often it failed, less how often it served
    """

    __slots__ = ("behind", "plan", "untaken")

    def __init__(self) -> None:
        self.plan: Plan | None = None
        self.untaken: frozenset[tuple[int, int]] = frozenset()
        self.behind = 0


class Planned:
    """Wire `of` of a program and its gradients by the leaves `wrt`, for any values of leaves."""

    def __init__(self, program: Any, of: int, wrt: Sequence[int]) -> None:
        self.program, self.of, self.wrt = program, of, tuple(wrt)
        self.attempts: dict[Signature, Attempt] = {}

    def __call__(self, leaves: dict[int, Any]) -> tuple[Any, dict[int, Any]]:
        """The value, and the gradient by each leaf; None: nothing arrived.

        The first time that leaves come in new shapes nothing is planned yet: once is not often.
        Raises bad-argument where a gate's guard objects, limit-exceeded for time and memory."""
        shapes = _signature(leaves)
        attempt = self.attempts.get(shapes)
        if attempt is None:
            if len(self.attempts) >= PLANS:
                self.attempts.clear()
            self.attempts[shapes] = Attempt()
            return self.plainly(leaves)
        if attempt.behind > LIMIT:
            return self.plainly(leaves)
        plan = attempt.plan
        if plan is None:
            try:
                plan = attempt.plan = self.plan(leaves, attempt.untaken)
            except (TypeError, AttributeError):  # a gate of one's own may do what nodes cannot
                attempt.behind = LIMIT + 1
                return self.plainly(leaves)
            if plan.bytes > self.program.limits.memory:
                attempt.behind, attempt.plan = LIMIT + 1, None
                return self.plainly(leaves)
        try:
            value, *grads = plan.run(tuple(leaves.values()))
        except Unlike as unlike:
            attempt.behind += FAILURE
            if unlike.branch is not None and attempt.plan is plan:  # no other thread was first
                attempt.plan, attempt.untaken = None, attempt.untaken ^ {unlike.branch}
            return self.plainly(leaves)
        if attempt.behind:
            attempt.behind -= 1
        return value, dict(zip(self.wrt, grads, strict=True))

    def again(self, leaves: dict[int, Any], given: dict[str, Any], names: dict[str, int],
              wrt: Sequence[str]) -> Again | None:  # fmt: skip
        """The short way for calls like this one, where there is a plan for it and nothing that the
        caller would have to look at: each value that was given is of a leaf, and each input of
        `wrt` gets a gradient."""
        attempt = self.attempts.get(_signature(leaves))
        if attempt is None or attempt.plan is None or not given.keys() <= names.keys() >= {*wrt}:
            return None
        return Again(attempt, given, {name: leaves[wire] for name, wire in names.items()}, wrt)

    def plainly(self, leaves: dict[int, Any]) -> tuple[Any, dict[int, Any]]:
        """The same by the passes that define it."""
        values = self.program.forward(leaves)
        upstream = self.program.backward(values, self.of)
        grads = {wire: upstream[wire] for wire in self.wrt}  # may share memory, with leaves too
        return values[self.of], {wire: None if x is None else own(x) for wire, x in grads.items()}

    def plan(self, leaves: dict[int, Any], untaken: frozenset[tuple[int, int]]) -> Plan:
        """The plan for leaves of these shapes, for when these branches are not taken."""
        with quiet():
            trace = Trace(self.program, self.of, self.wrt, leaves, untaken)
            grads = trace.backward()
        results = [trace.values[self.of], *[grads.get(wire) for wire in self.wrt]]
        return Plan(trace.steps, trace.leaves, results, self.program.limits)


def _signature(leaves: dict[int, Any]) -> Signature:
    return tuple([wire if type(x) is float else (wire, x.shape, x.strides)
                  for wire, x in leaves.items()])  # fmt: skip


class Trace:
    """Both passes over nodes."""

    def __init__(self, program: tensors.Program, of: int, wrt: Sequence[int],
                 leaves: dict[int, Any], untaken: frozenset[tuple[int, int]]) -> None:  # fmt: skip
        self.untaken = untaken
        self.program, self.tape, self.of = program, program.tape, of
        self.steps = Steps()
        self.arrays = Recorded(self.steps, program.arrays)
        self.floats = RecordedFloats(self.steps, program.m)
        self.leaves = [self.steps.leaf(value) for value in leaves.values()]
        self.values: dict[int, Any] = {**self.tape.consts,
                                       **dict(zip(leaves, self.leaves, strict=True))}  # fmt: skip
        held = sum(like(value).nbytes for value in self.values.values() if not number(value))
        kind = self.tape.kind
        self.hears = bytearray(of + 1)
        for wire in wrt:
            self.hears[wire] = kind[wire] != CONST
        for wire in program.order:
            if wire > of or kind[wire] < 0:
                continue
            operands = self.tape.operands(wire)
            value = self.values[wire] = self._of(wire, [self.values.get(x, 0.0) for x in operands])
            self.hears[wire] = any(self.hears[x] for x in operands)
            if not number(value):
                held += like(value).nbytes
                program.limits.check("memory", 2 * held, self.tape.place(wire), "this pass")

    def _of(self, wire: int, operands: list[Any]) -> Any:
        gate = TABLE[self.tape.kind[wire]]
        options = self.tape.options.get(wire) or {}
        if gate.guard is not None:
            self.arrays.refuse(gate, self._guard(wire, gate, options), operands)
        if gate.shape is None and all(number(x) for x in operands):
            return gate.value(self.floats, *operands)
        return self._plain(gate.value(self.arrays, *operands, **options))

    def _guard(self, wire: int, gate: Gate, options: dict[str, Any]) -> Any:
        def look(*operands: Any) -> None:
            why = gate.guard(*operands, **options) if gate.guard else None
            if why is not None:
                raise error("bad-argument", f"`{self.tape.name(wire)}`: {why}",
                            self.tape.place(wire))  # fmt: skip

        return look

    def _plain(self, value: Any) -> Any:
        if type(value) is not Node:
            return tensors.plain(value)
        return value if type(value.like) is float else self.arrays.floats(value)

    # ------------------------------------------------------------------ backward

    def backward(self) -> dict[int, Any]:
        """The gradients of wire `of`, by wire, where something arrives."""
        tape = self.tape
        grads: dict[int, Any] = {self.of: 1.0}
        masks: dict[int, Any] = {}
        for wire in self.program.back:
            upstream = grads.get(wire)
            if upstream is None or not self.hears[wire]:
                continue
            sent = self._terms(wire, upstream, masks.pop(wire, None))
            for x, arrives in zip(tape.operands(wire), sent, strict=True):
                if arrives is None:
                    continue
                term, mask = arrives
                if x not in grads:
                    grads[x], merged = term, mask
                else:
                    grads[x] = grads[x] + term
                    old = masks.pop(x, None)
                    merged = None if mask is None or old is None else self.arrays.either(mask, old)
                if merged is not None:
                    masks[x] = merged
        return grads

    def _terms(self, wire: int, upstream: Any, reached: Any) -> list[tuple[Any, Any] | None]:
        """As `Program.terms`, for the inputs that hear."""
        tape = self.tape
        gate, operands = TABLE[tape.kind[wire]], tape.operands(wire)
        wanted = [bool(self.hears[x]) for x in operands]
        inputs = [self.values.get(x) for x in operands]
        if tape.kind[wire] == CHAINED:
            terms = sent(tape, wire, self.values, upstream, self._of)
            return [(term, None) if asked and term is not None else None
                    for asked, term in zip(wanted, terms, strict=True)]  # fmt: skip
        value = self.values[wire]
        if gate.chain is not None:
            options = tape.options.get(wire) or {}
            terms = [*gate.chain(self.arrays, upstream, value, *inputs, **options)]
            return [(self._plain(self._dense(term)), None)
                    if asked and term is not NOTHING and term is not None else None
                    for asked, term in zip(wanted, terms, strict=True)]  # fmt: skip
        numbers = all(number(x) for x in inputs)
        slopes = gate.local(self.floats if numbers else self.arrays, value, *inputs)
        return [self._term(upstream, slope, reached, x, (wire, slot))
                if asked and slope is not NOTHING and slope is not None else None
                for slot, (asked, slope, x) in enumerate(zip(wanted, slopes, inputs, strict=True))
                ]  # fmt: skip

    def _term(self, upstream: Any, slope: Any, mask: Any, x: Any, branch: tuple[int, int],
              ) -> tuple[Any, Any] | None:  # fmt: skip
        if isinstance(slope, Only):
            mask = slope.mask if mask is None else self.arrays.both(slope.mask, mask)
            slope = slope.values
        term = self.steps.product(upstream, slope)
        if mask is not None:
            self.arrays.taken(mask, branch, branch not in self.untaken)
            if branch in self.untaken:
                return None
            if not number(mask):
                term = self.arrays.where(mask, term, 0.0)
                mask = self.arrays.expand(mask, term)
        term = self._summed(term, x)
        if mask is not None and number(x):
            mask = None
        elif mask is not None and np.shape(like(mask)) != np.shape(like(x)):
            counted = self._summed(self.arrays.floats(mask), x)
            mask = self.arrays.gt(counted, 0.0)
        return term, mask

    def _summed(self, term: Any, x: Any) -> Any:
        """A gradient summed over the axes along which its value was broadcast."""
        if number(x):
            return self._plain(term if number(term) else self.arrays.sum(term))
        want, have = np.shape(like(x)), np.shape(like(term))
        if have == want:
            return self.arrays.floats(term)
        if tensors.fits_into(have, want):
            return self.steps.apply(tensors.repeated, term, want)
        return self.arrays.summed(term, want)

    def _dense(self, term: Any) -> Any:
        return self.arrays.where(term.mask, term.values, 0.0) if isinstance(term, Only) else term
