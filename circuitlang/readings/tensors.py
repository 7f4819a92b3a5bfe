"""The words of tensors, read as NumPy: inputs by place, options by keyword, as in the rows.

What they return may be a view of an input: nothing may write into it.  Arrays are contiguous or not
as NumPy makes them; the same calls give the same bits.
"""

from __future__ import annotations

import numpy as np

from circuitlang.gates import loss, probability, reduction, rules
from circuitlang.gates.joins import entries
from circuitlang.readings import convolutions, reductions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Axes = int | tuple[int, ...] | None


def unbroadcast(g: Any, like: Any) -> Any:
    """The sum over the axes that broadcasting made; `like` is an array, or a shape."""
    want = like if isinstance(like, tuple) else np.shape(like)
    have = np.shape(g)
    if have == want:
        return g
    lead = len(have) - len(want)
    gone = [*range(lead)]
    gone += [lead + at for at, size in enumerate(want) if size == 1 != have[lead + at]]
    return np.sum(g, axis=tuple(gone), keepdims=True).reshape(want)


def selector(item: Any) -> Any:
    return tuple(
        [entry if isinstance(entry, int) else slice(*entry[1:]) for entry in entries(item)]
    )


def scatter(g: Any, like: Any, item: Any = ()) -> Any:
    found = np.zeros(np.shape(like))
    found[selector(item)] = g
    return found


def part(g: Any, *xs: Any, axis: int = 0, which: int = 0) -> Any:
    start = sum([np.shape(x)[axis] for x in xs[:which]])
    where = [slice(None)] * np.ndim(g)
    where[axis] = slice(start, start + np.shape(xs[which])[axis])
    return np.asarray(g)[tuple(where)]


def places(labels: Any) -> tuple[Any, Any]:
    """Where the labels point, in a matrix of all rows."""
    flat = np.asarray(labels).reshape(-1).astype(np.intp)
    return np.arange(flat.size), flat


def pick(x: Any, labels: Any) -> Any:
    """Of each row of x the element that its label names; the axis stays."""
    shape = np.shape(x)
    return np.reshape(x, (-1, shape[-1]))[places(labels)].reshape(*shape[:-1], 1)


def at_label(x: Any, labels: Any, value: Any) -> Any:
    """x with `value` (one for all, or one a row) written where the labels point."""
    shape = np.shape(x)
    rows = np.array(x, np.float64).reshape(-1, shape[-1])
    rows[places(labels)] = np.reshape(value, -1)
    return rows.reshape(shape)


class Tensors:
    """The vocabulary of tensors; those of elements are in `arrays`."""

    __slots__ = ()

    rank = staticmethod(np.ndim)
    shape = staticmethod(np.shape)
    size = staticmethod(reductions.size)
    matmul = staticmethod(np.matmul)
    dot = staticmethod(np.dot)
    outer = staticmethod(np.multiply.outer)
    transpose = staticmethod(np.transpose)
    shaped = staticmethod(lambda x, like: np.reshape(x, np.shape(like)))
    broadcast = staticmethod(lambda x, shape: np.broadcast_to(x, shape))
    expand = staticmethod(lambda x, like: np.broadcast_to(x, np.shape(like)))
    unsqueeze = staticmethod(lambda x, axis: np.expand_dims(x, axis))
    unbroadcast = staticmethod(unbroadcast)
    concat = staticmethod(lambda *xs, axis=0: np.concatenate(xs, axis))
    stack = staticmethod(lambda *xs, axis=0: np.stack(xs, axis))
    index = staticmethod(lambda x, item: np.asarray(x)[selector(item)])
    scatter = staticmethod(scatter)
    part = staticmethod(part)
    norm = staticmethod(reductions.norm)
    others = staticmethod(reductions.others)
    first = staticmethod(reductions.first)
    peak = staticmethod(reductions.peak)
    pick = staticmethod(pick)
    at_label = staticmethod(at_label)
    conv2d = staticmethod(convolutions.conv2d)
    conv2d_dx = staticmethod(convolutions.conv2d_dx)
    conv2d_dw = staticmethod(convolutions.conv2d_dw)
    windows = staticmethod(convolutions.windows)
    unwindows = staticmethod(convolutions.unwindows)
    sum = staticmethod(reductions.sum)
    prod = staticmethod(reductions.prod)
    max_of = staticmethod(reductions.max_of)
    min_of = staticmethod(reductions.min_of)
    tally = staticmethod(reductions.tally)
    finer = staticmethod(lambda v, a: a)

    @staticmethod
    def reshape(x: Any, shape: Any) -> Any:
        wanted: Any = rules.reshape(np.shape(x), shape)
        return np.reshape(x, wanted)

    @staticmethod
    def flatten(x: Any, axis: int = 0) -> Any:
        wanted: Any = rules.flatten(np.shape(x), axis)
        return np.reshape(x, wanted)

    @staticmethod
    def diagonal(x: Any, axis: int = 0) -> Any:
        size = np.shape(x)[axis]
        return np.eye(size, dtype=bool).reshape(size, size, *[1] * (np.ndim(x) - axis - 1))

    def mean(self, x: Any, axis: Axes = None, keepdims: int = 0) -> Any:
        return reduction.mean(self, x, axis, keepdims)

    def softmax(self, x: Any, axis: Axes = -1) -> Any:
        return probability.softmax(self, x, axis)

    def softmax_error(self, scores: Any, labels: Any) -> Any:
        return loss.softmax_error(self, scores, labels)

    def violations(self, scores: Any, labels: Any, delta: Any) -> Any:
        return loss.violations(self, scores, labels, delta)
