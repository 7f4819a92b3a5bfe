"""The words of tensors, read as NumPy: inputs by place, options by keyword, as in the rows.

What they return may be a view of an input: nothing may write into it.  Arrays are contiguous or not
as NumPy makes them; the same calls give the same bits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from circuitlang.gates import loss, probability, reduction, rules
from circuitlang.gates.joins import entries
from circuitlang.gates.shapes import axes
from circuitlang.readings import convolutions

if TYPE_CHECKING:
    Axes = int | tuple[int, ...] | None

FINE, COARSE = 1e-140, 1e140  # between them squares neither vanish nor overflow


def best(pick: Any, none: float, x: Any, axis: Axes, keepdims: bool) -> Any:
    """max or min along axes, 0 told from -0."""
    found = pick(x, axis=axis, keepdims=keepdims, initial=none)
    if np.any(found == 0.0):  # NumPy leaves it open which zero wins
        zero = np.copysign(0.0, -none)
        winners = np.logical_and(np.equal(x, 0.0), np.signbit(x) == np.signbit(zero))
        there = np.any(winners, axis=axis, keepdims=keepdims)
        found = np.where(found == 0.0, np.where(there, zero, -zero), found)
    return found


def norm(x: Any, axis: Any = None, keepdims: Any = 0) -> Any:
    """√Σx²; scaled by a power of two, which rounds nothing, where squares would leave the range."""
    keep = bool(keepdims)
    length = np.sqrt(np.sum(np.square(x), axis=axis, keepdims=keep))
    if np.all((length > FINE) & (length < COARSE)):
        return length
    top = np.max(np.abs(x), axis=axis, keepdims=True, initial=0.0)
    power = np.frexp(np.where(np.isfinite(top), top, 1.0))[1]
    scaled = np.sum(np.square(np.ldexp(x, -power)), axis=axis, keepdims=keep)
    return np.ldexp(np.sqrt(scaled), power if keep else np.sum(power, axis=axis))


def others(x: Any, axis: int = 0) -> Any:
    """Along an axis the product of the others, from both ends, without dividing."""
    x = np.moveaxis(np.asarray(x), axis, 0)
    before, after = np.ones_like(x), np.ones_like(x)
    np.multiply.accumulate(x[:-1], axis=0, out=before[1:])
    np.multiply.accumulate(x[:0:-1], axis=0, out=after[-2::-1])
    return np.moveaxis(before * after, 0, axis)


def first(c: Any, axis: Any = None, last: int = 0) -> Any:
    """True at the first (or last) place along the axes where c holds, in the order of rows."""
    c = np.asarray(c)
    if c.ndim == 0 or c.size == 0:
        return c
    gone = sorted(axes(c.shape, axis))
    moved = np.moveaxis(c, gone, range(-len(gone), 0))
    flat = moved.reshape(*moved.shape[: -len(gone)], -1)
    at = flat.shape[-1] - 1 - flat[..., ::-1].argmax(-1) if last else flat.argmax(-1)
    found = np.zeros_like(flat)
    np.put_along_axis(found, at[..., None], True, -1)
    return np.moveaxis((found & flat).reshape(moved.shape), range(-len(gone), 0), gone)


def peak(x: Any, axis: Axes = None) -> Any:
    """True at the first of the largest along the axes."""
    return first(np.equal(x, np.max(x, axis=axis, keepdims=True, initial=-np.inf)), axis)


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


def onehot(labels: Any, like: Any) -> Any:
    return np.equal(np.asarray(labels)[..., None], np.arange(np.shape(like)[-1]))


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


def size(x: Any, axis: Any = None) -> float:
    shape, product = np.shape(x), 1
    for place in axes(shape, axis):
        product *= shape[place]
    return float(product)


class Tensors:
    """The vocabulary of tensors; those of elements are in `arrays`."""

    __slots__ = ()

    rank = staticmethod(np.ndim)
    shape = staticmethod(np.shape)
    size = staticmethod(size)
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
    norm = staticmethod(norm)
    others = staticmethod(others)
    first = staticmethod(first)
    peak = staticmethod(peak)
    onehot = staticmethod(onehot)
    conv2d = staticmethod(convolutions.conv2d)
    conv2d_dx = staticmethod(convolutions.conv2d_dx)
    conv2d_dw = staticmethod(convolutions.conv2d_dw)
    windows = staticmethod(convolutions.windows)
    unwindows = staticmethod(convolutions.unwindows)
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
    def sum(x: Any, axis: Axes = None, keepdims: int = 0) -> Any:
        return np.sum(x, axis=axis, keepdims=bool(keepdims))

    @staticmethod
    def prod(x: Any, axis: Axes = None, keepdims: int = 0) -> Any:
        return np.prod(x, axis=axis, keepdims=bool(keepdims))

    @staticmethod
    def max_of(x: Any, axis: Axes = None, keepdims: int = 0) -> Any:
        return best(np.max, -np.inf, x, axis, bool(keepdims))

    @staticmethod
    def min_of(x: Any, axis: Axes = None, keepdims: int = 0) -> Any:
        return best(np.min, np.inf, x, axis, bool(keepdims))

    @staticmethod
    def tally(c: Any, axis: Axes = None) -> Any:
        return np.sum(c, axis=axis, keepdims=True, dtype=np.float64)

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
