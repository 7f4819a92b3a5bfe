"""The vocabulary of arrays, read as steps for later (see `steps`).

Where NumPy has to choose element by element it takes its time on every change of mind of the
processor; here a choice is made of bits, which costs the same whatever is chosen.  A question that
a rule asks of edge points only (is anything nan?) is checked once for the whole array, and the
answer taken to be no; likewise whether a branch is taken at all. Where it is not so, the run raises
`Unlike` and has to be done the plain way.
"""

from __future__ import annotations

from functools import partial
from math import inf
from typing import TYPE_CHECKING, Any

import numpy as np

from circuitlang.gates import loss, probability, reduction
from circuitlang.gates.shapes import axes
from circuitlang.readings import arrays, reductions
from circuitlang.readings import step_calls as calls
from circuitlang.readings.arrays import NOTHING, Arrays, Only
from circuitlang.readings.steps import OUT, Node, Steps, like, number

if TYPE_CHECKING:
    from circuitlang.gates.gate import Gate


class Recorded:
    """The vocabulary of arrays; words that are not here are those of `arrays`, as steps."""

    nothing = NOTHING
    finer = staticmethod(lambda v, a: a)

    def __init__(self, steps: Steps, plain: Arrays) -> None:
        self.steps, self.plain, self.ties = steps, plain, plain.ties
        self._opposite: dict[int, Any] = {}  # of a condition
        self._asked: set[tuple[int, bool]] = set()  # conditions that were, and the answer
        self._cleared: set[tuple[int, int]] = set()  # nodes that are 0 where a mask is
        steps.words = {np.where: self.where}

    def __getattr__(self, word: str) -> Any:
        return partial(self.steps.apply, getattr(self.plain, word))

    # ------------------------------------------------------------------ what is known before

    @staticmethod
    def rank(x: Any) -> int:
        return np.ndim(like(x))

    @staticmethod
    def shape(x: Any) -> tuple[int, ...]:
        return np.shape(like(x))

    @staticmethod
    def size(x: Any, axis: Any = None) -> float:
        return reductions.size(like(x), axis)

    # ------------------------------------------------------------------ words made of words

    def mean(self, x: Any, axis: Any = None, keepdims: Any = 0) -> Any:
        return reduction.mean(self, x, axis, keepdims)

    def softmax(self, x: Any, axis: Any = -1) -> Any:
        return probability.softmax(self, x, axis)

    def softmax_error(self, scores: Any, labels: Any) -> Any:
        return loss.softmax_error(self, scores, labels)

    def violations(self, scores: Any, labels: Any, delta: Any) -> Any:
        return loss.violations(self, scores, labels, delta)

    def sigmoid(self, x: Any, times: Any = None) -> Any:
        if times is not None:
            return self.steps.apply(arrays.sigmoid, x, times)
        return self.steps.apply(calls.sigmoid, self.steps.apply(np.exp, -x) + 1.0, x, OUT)

    def cdf(self, x: Any, times: Any = 1.0) -> Any:
        return self.steps.apply(self.plain.cdf, x, times)

    def pdf(self, x: Any, times: Any = 1.0) -> Any:
        return self.steps.apply(self.plain.pdf, x, times)

    def pow(self, x: Any, y: Any) -> Any:
        steady = type(y) is float and y != 0.5  # see `arrays.power`
        return self.steps.apply(np.power if steady else arrays.power, x, y)

    def softplus(self, x: Any) -> Any:
        return arrays.softplus(x)

    def sech2(self, x: Any) -> Any:
        return arrays.sech2(x)

    def max(self, x: Any, y: Any) -> Any:
        return arrays.larger(x, y)

    def min(self, x: Any, y: Any) -> Any:
        return arrays.smaller(x, y)

    def tied(self, xs: Any, out: Any) -> Any:
        return self.steps.apply(calls.tied, out, *xs)

    def tally(self, c: Any, axis: Any = None) -> Any:
        if self.rank(c) == 0:
            return self.floats(c)
        return self.steps.apply(np.add.reduce, c, axis, np.float64, OUT, True)

    def sum(self, x: Any, axis: Any = None, keepdims: Any = 0) -> Any:
        return self._folded(np.add, x, axis, keepdims)

    def prod(self, x: Any, axis: Any = None, keepdims: Any = 0) -> Any:
        return self._folded(np.multiply, x, axis, keepdims)

    def _folded(self, ufunc: Any, x: Any, axis: Any, keepdims: Any) -> Any:
        if calls.in_layers(like(x), axis):
            gone = axes(self.shape(x), axis)
            return self.steps.apply(calls.layers, x, ufunc, gone, bool(keepdims), OUT)
        return self.steps.apply(ufunc.reduce, x, axis, None, OUT, bool(keepdims))

    def max_of(self, x: Any, axis: Any = None, keepdims: Any = 0) -> Any:
        return self._best("max_of", np.maximum, -inf, x, axis, keepdims)

    def min_of(self, x: Any, axis: Any = None, keepdims: Any = 0) -> Any:
        return self._best("min_of", np.minimum, inf, x, axis, keepdims)

    def _best(self, word: str, ufunc: Any, none: float, x: Any, axis: Any, keepdims: Any) -> Any:
        narrow = calls.is_narrow(like(x), axis)
        if not narrow and calls.in_layers(like(x), axis):
            return self.steps.apply(getattr(self.plain, word), x, axis=axis, keepdims=keepdims)
        return self.steps.apply(calls.best, x, ufunc, none, axis, bool(keepdims), narrow, OUT)

    def concat(self, *xs: Any, axis: int = 0) -> Any:
        return self.steps.apply(calls.joined, OUT, *xs, axis=axis)

    def stack(self, *xs: Any, axis: int = 0) -> Any:
        return self.steps.apply(calls.stacked, OUT, *xs, axis=axis)

    def pick(self, x: Any, labels: Any) -> Any:
        return self.steps.apply(calls.read, x, self._places(x, labels))

    def at_label(self, x: Any, labels: Any, value: Any) -> Any:
        return self.steps.apply(calls.written, x, self._places(x, labels), value, OUT)

    def _places(self, x: Any, labels: Any) -> Any:
        """Where the labels point in all rows of x laid end to end."""
        return self._looked_up(labels, self.shape(x)[-1])

    def _looked_up(self, labels: Any, classes: int) -> Any:
        size = int(reductions.size(like(labels)))
        look = self.steps.held((size, classes), calls.Places(size, classes))
        return self.steps.apply(look, labels)

    def refuse(self, gate: Gate, look: Any, operands: Any) -> None:
        """Have the guard of a gate look at its operands.  That of labels is left to the plain way:
        they are looked at here as well."""
        if gate.guard is loss.bad_label and gate.guard(*[like(x) for x in operands]) is None:
            self._looked_up(operands[1], self.shape(operands[0])[-1])
        else:
            self.steps.check(look, *operands, early=False)

    def transpose(self, x: Any, axes: Any = None) -> Any:
        if axes is None and self.rank(x):
            return self.steps.apply(calls.turned, x)
        return self.steps.apply(np.transpose, x, axes)

    def shaped(self, x: Any, like: Any) -> Any:
        return self.steps.apply(np.reshape, x, self.shape(like))

    def unbroadcast(self, g: Any, x: Any) -> Any:
        return self.summed(g, self.shape(x))

    def summed(self, g: Any, want: tuple[int, ...]) -> Any:
        """The sum over the axes that `want` lacks, or has as 1."""
        have = self.shape(g)
        if have == want:
            return g
        lead = len(have) - len(want)
        gone = [*range(lead)]
        gone += [lead + at for at, size in enumerate(want) if size == 1 != have[lead + at]]
        found = self.steps.apply(np.add.reduce, g, tuple(gone), None, OUT)
        return found if self.shape(found) == want else self.steps.apply(np.reshape, found, want)

    def expand(self, x: Any, like: Any) -> Any:
        want = self.shape(like)
        return x if self.shape(x) == want else self.steps.apply(np.broadcast_to, x, want)

    def floats(self, x: Any) -> Any:
        """A condition as 1 and 0; numbers as they are."""
        if number(x):
            return self.steps.apply(float, x)
        return x if like(x).dtype == np.float64 else self.steps.apply(calls.as_floats, x)

    # ------------------------------------------------------------------ conditions

    def isnan(self, x: Any) -> Any:
        if type(x) is not Node:
            return np.isnan(x)
        self.steps.check(calls.no_nan, x)
        return False

    def taken(self, c: Any, branch: Any, so: bool) -> None:
        """The steps are right only if the condition holds somewhere (or, if not `so`, nowhere);
        else Unlike tells of this branch."""
        if type(c) is Node and (c.at, so) in self._asked:
            return
        opposite = self._opposite.get(c.at) if type(c) is Node else None
        if opposite is not None:
            self.steps.check(calls.Everywhere(branch, not so), opposite)
        else:
            self.steps.check(calls.Somewhere(branch, so), c)
        if type(c) is Node:
            self._asked.add((c.at, so))

    def invert(self, c: Any) -> Any:
        if type(c) is not Node:
            return np.logical_not(c)
        found = self.steps.apply(np.logical_not, c)
        self._opposite[found.at] = c
        return found

    def both(self, c: Any, d: Any) -> Any:
        for one, other in ((c, d), (d, c)):
            if _settled(one):
                return other if one else False
        return self.steps.apply(np.logical_and, c, d)

    def either(self, c: Any, d: Any) -> Any:
        for one, other in ((c, d), (d, c)):
            if _settled(one):
                return True if one else other
        return self.steps.apply(np.logical_or, c, d)

    def only(self, c: Any, v: Any) -> Any:
        if _settled(c):
            return v if c else NOTHING
        return Only(v, c)

    def mend(self, v: Any, c: Any, a: Any) -> Any:
        return self.where(c, a, v)

    def where(self, c: Any, a: Any, b: Any) -> Any:
        if _settled(c):
            return a if c else b
        if number(c) or not (_is_float(a) and _is_float(b)):
            return self.steps.apply(np.where, c, a, b)
        if _zero(b):
            return self._cleared_by(self._mask(c, True), a)
        if _zero(a):
            return self._cleared_by(self._mask(c, False), b)
        one, other, apply = self._bits(a), self._bits(b), self.steps.apply
        apart = apply(np.bitwise_and, apply(np.bitwise_xor, one, other), self._mask(c, True))
        return apply(calls.numbers, apply(np.bitwise_xor, apart, other))

    def _cleared_by(self, mask: Any, x: Any) -> Any:
        """x, and 0 where the mask has no bits."""
        if type(x) is Node and type(mask) is Node and (x.at, mask.at) in self._cleared:
            return x
        bits = self.steps.apply(np.bitwise_and, self._bits(x), mask)
        found = self.steps.apply(calls.numbers, bits)
        if type(found) is Node and type(mask) is Node:
            self._cleared.add((found.at, mask.at))
        return found

    def _mask(self, c: Any, where: bool) -> Any:
        """All bits where the condition holds (or where it does not), and none elsewhere."""
        opposite = self._opposite.get(c.at) if type(c) is Node else None
        if opposite is not None:
            c, where = opposite, not where
        whole = self.steps.apply(calls.small, c)
        if where:
            return self.steps.apply(np.negative, whole)
        return self.steps.apply(np.subtract, whole, np.int8(1))

    def _bits(self, x: Any) -> Any:
        return self.steps.apply(calls.bits, x)


def _settled(c: Any) -> bool:
    return isinstance(c, (bool, np.bool_))


def _zero(x: Any) -> bool:
    return isinstance(x, float) and x.hex() == "0x0.0p+0"


def _is_float(x: Any) -> bool:
    return isinstance(like(x), float) or getattr(like(x), "dtype", None) == np.float64
