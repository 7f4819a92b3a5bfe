"""A stretch of short segments, as chains are made of: one gate after another, in a loop that does
nothing else.

Forward, each gate is one call of a function of floats.  Backward, the local gradients, which depend
on values alone, are computed first, for like gates at once wherever they stand; what is left for
the loop is upstream × local.
"""

from __future__ import annotations

from itertools import accumulate
from operator import mul
from typing import TYPE_CHECKING, Any

import numpy as np

from circuitlang.readings.arrays import NOTHING, Only

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circuitlang.engines.segments_layout import Form

FEW = 12  # gates up to which floats are faster than NumPy


class Part:
    """Gates from slot `low` on.

    which    the form of each, the last gate first
    outside  the slots before `low` that they read
    reads    what each reads, one gate after another: its place in `outside`, or, counted from
             there, the gate of this part
    chain    does each gate but the first read the one before it, once, and no other of this part?
    """

    __slots__ = ("chain", "forms", "high", "low", "outside", "reads", "which")

    def __init__(self, low: int, forms: Sequence[Form], which: Any, reads: Any) -> None:
        self.low, self.high = low, low + len(which)
        self.forms, self.which = forms, which
        self.outside, place = np.unique(reads[reads < low], return_inverse=True)
        self.reads = reads - (low - len(self.outside))
        self.reads[reads < low] = place
        arity, _ = self._starts()
        inner = np.flatnonzero(reads >= low)
        before = np.arange(len(which) - 2, -1, -1) + low
        owner = np.repeat(np.arange(self.high - 1, low - 1, -1), arity)[inner]
        self.chain = len(inner) == len(before) and bool(
            (reads[inner] == before).all() and (owner == before + 1).all()
        )

    def _starts(self) -> tuple[Any, Any]:
        """How many inputs each gate has, and where in `reads` they begin."""
        arity = np.array([form.arity for form in self.forms])[self.which]
        return arity, np.cumsum(arity) - arity

    # ------------------------------------------------------------------ forward

    def forward(self, values: Any) -> None:
        arity, starts = self._starts()
        first, second = self.reads[starts], np.where(arity == 1, -1, -arity)
        two = np.flatnonzero(arity == 2)
        second[two] = self.reads[starts[two] + 1]
        more = np.flatnonzero(arity > 2)
        first[more] = starts[more]
        calls = np.empty(len(self.forms), object)
        calls[:] = [form.call for form in self.forms]
        work = values.take(self.outside).tolist()
        add = work.append
        for call, x, y in zip(calls[self.which[::-1]].tolist(), first[::-1].tolist(),
                              second[::-1].tolist(), strict=True):  # fmt: skip
            if y >= 0:
                add(call(work[x], work[y]))
            elif y == -1:
                add(call(work[x]))
            else:  # its inputs begin there, and so many they are
                add(call(*[work[each] for each in self.reads[x : x - y].tolist()]))
        values[self.low : self.high] = work[len(self.outside) :]

    # ------------------------------------------------------------------ backward

    def backward(self, values: Any, grads: Any, reached: Any) -> None:
        """Add what the gates send to the gradients of what they read.  A gradient that nothing
        arrived at is -0, to which any number may be added without a change."""
        told = reached[self.low : self.high]
        if not told.any():
            return
        arity, starts = self._starts()
        slopes, taken = self._slopes(values, starts)
        inner = self.reads >= len(self.outside)
        owner = np.repeat(np.arange(len(arity) - 1, -1, -1), arity)
        within = np.flatnonzero(inner & taken)
        alone = told[-1] and np.count_nonzero(told) == 1
        if self.chain and alone and len(within) == len(told) - 1:
            told[:] = True
            along = accumulate(slopes[within].tolist(), mul, initial=float(grads[self.high - 1]))
            grads[self.low : self.high] = np.fromiter(along, np.float64, len(told))[::-1]
        else:
            self._within(grads, told, owner[within], self.reads[within], slopes[within])
        without = np.flatnonzero(taken > inner)
        if not told.all():
            without = without[told[owner[without]]]
        upstreams = grads.take(owner[without] + self.low)
        to = self.outside[self.reads[without]]
        np.add.at(grads, to, upstreams * slopes[without])
        reached[to] = True

    def _within(self, grads: Any, told: Any, gates: Any, reads: Any, slopes: Any) -> None:
        """What the gates of this part send to one another: `gates` upstream × slope to `reads`."""
        own: list[float | None] = grads[self.low : self.high].tolist()
        for gate in np.flatnonzero(~told).tolist():
            own[gate] = None
        reads = (reads - len(self.outside)).tolist()
        for gate, x, slope in zip(gates.tolist(), reads, slopes.tolist(), strict=True):
            upstream = own[gate]
            if upstream is not None:
                before = own[x]
                own[x] = upstream * slope if before is None else before + upstream * slope
        grads[self.low : self.high] = own  # None becomes nan, which nobody reads
        told[:] = [x is not None for x in own] if None in own else True

    def _slopes(self, values: Any, starts: Any) -> tuple[Any, Any]:
        """For each entry of `reads` the local gradient by it, and whether it gets one at all."""
        work = np.concatenate((values.take(self.outside), values[self.low : self.high]))
        outs = values[self.low : self.high][::-1]
        slopes, taken = np.zeros(len(self.reads)), np.ones(len(self.reads), np.bool_)
        counts = np.bincount(self.which, minlength=len(self.forms)).tolist()
        for index, form in enumerate(self.forms):
            if not counts[index]:
                continue
            gates = np.flatnonzero(self.which == index)
            at = starts[gates]
            if form.steady is not None:
                every = at[:, None] + np.arange(form.arity)
                slopes[every], taken[every] = form.steady
                continue
            if form.own or counts[index] <= FEW:
                self._by_floats(form, at.tolist(), outs[gates].tolist(), work, slopes, taken)
                continue
            read = [work[self.reads[at + k]] for k in range(form.arity)]
            found = form.gate.local(form.columns, outs[gates], *read)
            for k, slope in enumerate(found):
                if slope is NOTHING:
                    taken[at + k] = False
                elif type(slope) is Only:
                    taken[at + k], slopes[at + k] = slope.mask, slope.values
                else:
                    slopes[at + k] = slope
        return slopes, taken

    def _by_floats(self, form: Form, starts: list[int], outs: list[float], work: Any,
                   slopes: Any, taken: Any) -> None:  # fmt: skip
        for at, out in zip(starts, outs, strict=True):
            end = at + form.arity
            found = form.gate.local(form.floats, out, *work[self.reads[at:end]].tolist())
            slopes[at:end] = [0.0 if slope is None else slope for slope in found]
            taken[at:end] = [slope is not None for slope in found]
