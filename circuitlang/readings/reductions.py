"""Reductions, read as NumPy."""

from __future__ import annotations

import numpy as np

from circuitlang.gates.shapes import axes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Axes = int | tuple[int, ...] | None

FINE, COARSE = 1e-140, 1e140  # between them squares neither vanish nor overflow
FEW, MANY = 16, 256  # layers; results


def fold(ufunc: np.ufunc, x: Any, axis: Axes, keepdims: Any, **options: Any) -> Any:
    """ufunc.reduce.  Few layers of many elements are taken one after another: NumPy would start its
    inner loop anew for every result, at up to ten times the cost."""
    if axis is not None and np.size(x) >= MANY:
        gone = axes(np.shape(x), axis)
        layers = 1
        for place in gone:
            layers *= np.shape(x)[place]
        if 1 < layers <= FEW and np.size(x) >= MANY * layers:
            moved = np.moveaxis(x, gone, range(len(gone)))
            first_layer, *more = np.ndindex(moved.shape[: len(gone)])
            found = moved[first_layer].copy()
            for layer in more:
                ufunc(found, moved[layer], out=found)
            return np.expand_dims(found, gone) if keepdims else found
    return ufunc.reduce(x, axis=axis, keepdims=bool(keepdims), **options)


def sum(x: Any, axis: Axes = None, keepdims: Any = 0) -> Any:
    return fold(np.add, x, axis, keepdims)


def prod(x: Any, axis: Axes = None, keepdims: Any = 0) -> Any:
    return fold(np.multiply, x, axis, keepdims)


def tally(c: Any, axis: Axes = None) -> Any:
    return fold(np.add, np.asarray(c, np.float64), axis, True)


def best(ufunc: np.ufunc, none: float, x: Any, axis: Axes, keepdims: Any) -> Any:
    """max or min along axes, 0 told from -0: NumPy leaves it open which of them wins."""
    found = fold(ufunc, x, axis, keepdims, initial=none)
    if np.any(found == 0.0):
        zero = np.copysign(0.0, -none)
        winners = np.logical_and(np.equal(x, 0.0), np.signbit(x) == np.signbit(zero))
        there = np.any(winners, axis=axis, keepdims=bool(keepdims))
        found = np.where(found == 0.0, np.where(there, zero, -zero), found)
    return found


def max_of(x: Any, axis: Axes = None, keepdims: Any = 0) -> Any:
    return best(np.maximum, -np.inf, x, axis, keepdims)


def min_of(x: Any, axis: Axes = None, keepdims: Any = 0) -> Any:
    return best(np.minimum, np.inf, x, axis, keepdims)


def norm(x: Any, axis: Axes = None, keepdims: Any = 0) -> Any:
    """√Σx²; scaled by a power of two, which rounds nothing, where squares would leave the range."""
    length = np.sqrt(sum(np.square(x), axis, keepdims))
    if np.all((length > FINE) & (length < COARSE)):
        return length
    top = max_of(np.abs(x), axis, 1)
    power = np.frexp(np.where(np.isfinite(top), top, 1.0))[1]
    scaled = np.sqrt(sum(np.square(np.ldexp(x, -power)), axis, keepdims))
    return np.ldexp(scaled, power if keepdims else np.sum(power, axis=axis))


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
    return first(np.equal(x, max_of(x, axis, 1)), axis)


def size(x: Any, axis: Any = None) -> float:
    shape, product = np.shape(x), 1
    for place in axes(shape, axis):
        product *= shape[place]
    return float(product)
