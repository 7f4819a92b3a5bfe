"""A long segment: many gates of a kind at one level, computed by NumPy at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from circuitlang.readings.arrays import NOTHING, Only

if TYPE_CHECKING:
    from circuitlang.engines.segments_layout import Form


class Part:
    """Gates of one form from slot `low` on; `reads` has a row for each, the last gate first."""

    __slots__ = ("form", "high", "low", "reads")

    def __init__(self, low: int, form: Form, reads: Any) -> None:
        self.low, self.form = low, form
        self.reads = reads.reshape(-1, form.arity)
        self.high = low + len(self.reads)

    def forward(self, values: Any) -> None:
        form, own = self.form, values[self.low : self.high][::-1]
        own[:] = form.gate.value(form.columns, *[values.take(x) for x in self.reads.T])

    def backward(self, values: Any, grads: Any, reached: Any) -> None:
        """Add what the gates send to the gradients of what they read.  A gradient that nothing
        arrived at is -0, to which any number may be added without a change."""
        told = reached[self.low : self.high][::-1]
        if not told.any():
            return
        form, upstream = self.form, grads[self.low : self.high][::-1]
        slopes = form.slopes
        if slopes is None:
            own = values[self.low : self.high][::-1]
            read = [values.take(x) for x in self.reads.T]
            slopes = form.gate.local(form.columns, own, *read)
        heard = [k for k, slope in enumerate(slopes) if slope is not NOTHING]
        terms = np.empty((len(told), len(heard)))
        taken = None if told.all() else np.repeat(told[:, None], len(heard), axis=1)
        for column, k in enumerate(heard):
            slope = slopes[k]
            if type(slope) is Only:
                if taken is None:
                    taken = np.ones(terms.shape, np.bool_)
                taken[:, column] &= slope.mask
                slope = slope.values
            np.multiply(upstream, slope, out=terms[:, column])
        reads = self.reads if len(heard) == form.arity else self.reads[:, heard]
        to, sent = (reads.ravel(), terms.ravel()) if taken is None else (reads[taken], terms[taken])
        np.add.at(grads, to, sent)
        reached[to] = True
