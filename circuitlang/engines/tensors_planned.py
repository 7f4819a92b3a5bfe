"""A gate and its gradients by chosen leaves, of a circuit with tensors: planned for the shapes of
the leaves, then run into buffers.

The same passes as in `tensors`, which defines them, gate by gate over nodes instead of arrays; what
no wanted gradient depends on is left out.  A plan takes for granted that no nan comes where a rule
has an answer of its own for it, and which branches are taken by any element.  Where it is not so,
the passes of `tensors` do the work, and the next plan knows better; the bits are the same.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from circuitlang.engines import reference, tensors
from circuitlang.engines.attempt import Attempts
from circuitlang.engines.late import sent
from circuitlang.engines.tensors_again import Again
from circuitlang.engines.tensors_buffers import Plan
from circuitlang.gates import TABLE
from circuitlang.readings.arrays import NOTHING, Only, quiet
from circuitlang.readings.recorded import Recorded
from circuitlang.readings.recorded_floats import RecordedFloats
from circuitlang.readings.steps import Node, Steps, like, number
from circuitlang.readings.values import own
from circuitlang.tape.order import CHAINED
from circuitlang.tape.tape import CONST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circuitlang.engines.attempt import Untaken

    Signature = tuple[Any, ...]


class Planned:
    """Wire `of` of a program and its gradients by the leaves `wrt`, for any values of leaves."""

    def __init__(self, program: Any, of: int, wrt: Sequence[int]) -> None:
        self.program, self.of, self.wrt = program, of, tuple(wrt)
        self.attempts = Attempts()

    def __call__(self, leaves: dict[int, Any]) -> tuple[Any, dict[int, Any]]:
        """The value, and the gradient by each leaf; None: nothing arrived.

        The first time that leaves come in new shapes nothing is planned yet: once is not often.
        Raises bad-argument where a gate's guard objects, limit-exceeded for time and memory."""
        shapes = _signature(leaves)
        attempt = self.attempts.get(shapes)
        if attempt is None:
            self.attempts.begin(shapes)
            return self.plainly(leaves)
        found = attempt.run(
            lambda untaken: Trace.plan(self.program, self.of, self.wrt, leaves, untaken),
            lambda plan: plan.run(tuple(leaves.values())),
            self.program.limits.memory,
        )
        if found is None:
            return self.plainly(leaves)
        value, *grads = found
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


def _signature(leaves: dict[int, Any]) -> Signature:
    return tuple([wire if type(x) is float else (wire, x.shape, x.strides)
                  for wire, x in leaves.items()])  # fmt: skip


class Trace:
    """Both passes over nodes."""

    @classmethod
    def plan(cls, program: tensors.Program, of: int, wrt: Sequence[int], leaves: dict[int, Any],
             untaken: Untaken) -> Plan:  # fmt: skip
        """The plan for leaves of these shapes, for when these branches are not taken: the value
        of wire `of`, and its gradients by the leaves `wrt`."""
        with quiet():
            trace = cls(program, of, wrt, leaves, untaken)
            grads = trace.backward()
        results = [trace.values[of], *[grads.get(wire) for wire in wrt]]
        return Plan(trace.steps, trace.leaves, results, program.limits)

    def __init__(self, program: tensors.Program, of: int, wrt: Sequence[int],
                 leaves: dict[int, Any], untaken: Untaken) -> None:  # fmt: skip
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
            look = partial(self._refuse, wire)
            self.arrays.refuse(gate, look, operands)
        if gate.shape is None and all(number(x) for x in operands):
            return gate.value(self.floats, *operands)
        return self._plain(gate.value(self.arrays, *operands, **options))

    def _refuse(self, wire: int, *inputs: Any) -> None:
        reference.refuse(self.tape, wire, inputs)

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
        term, mask = self._product(upstream, slope, mask)
        if mask is not None:
            if not self._heard(mask, branch):
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

    def _product(self, upstream: Any, slope: Any, mask: Any) -> tuple[Any, Any]:
        """Upstream × slope, and where it is taken: everywhere (None), or where the mask holds."""
        if isinstance(slope, Only):
            mask = slope.mask if mask is None else self.arrays.both(slope.mask, mask)
            slope = slope.values
        return self.steps.product(upstream, slope), mask

    def _heard(self, mask: Any, branch: tuple[int, int]) -> bool:
        """Does anything go through this branch?  The run checks that it is so."""
        heard = branch not in self.untaken
        self.arrays.taken(mask, branch, heard)
        return heard

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
