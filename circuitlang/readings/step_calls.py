"""What the steps of `recorded` call, where NumPy has no function of its own for it."""

from __future__ import annotations

from operator import attrgetter
from typing import Any

import numpy as np

from circuitlang.gates.shapes import axes
from circuitlang.readings.arrays import Arrays
from circuitlang.readings.floats import Floats
from circuitlang.readings.reductions import FEW, MANY
from circuitlang.readings.steps import TAKES_OVER

NARROW = 24  # columns

# everything by place: that takes half as long
LEAST: Any = np.minimum.reduce
MOST: Any = np.maximum.reduce
ALL: Any = np.logical_and.reduce
ANY: Any = np.logical_or.reduce


class Unlike(Exception):
    """These values are not what the steps were found for; `branch`: that one is taken although it
    was not (or the reverse)."""

    def __init__(self, branch: Any = None) -> None:
        super().__init__()
        self.branch = branch


def bits(x: Any) -> Any:
    return np.asarray(x, np.float64).view(np.int64)


def numbers(bits: Any) -> Any:
    return bits.view(np.float64)


def small(c: Any) -> Any:
    return c.view(np.int8)


turned = attrgetter("T")


def in_layers(x: Any, axis: Any) -> bool:
    """Does `reductions.fold` take the layers of x one after another?"""
    if axis is None or np.size(x) < MANY:
        return False
    layers = 1
    for place in axes(np.shape(x), axis):
        layers *= np.shape(x)[place]
    return 1 < layers <= FEW and np.size(x) >= MANY * layers


def layers(x: Any, ufunc: Any, gone: tuple[int, ...], keepdims: bool, out: Any) -> Any:
    """As `reductions.fold` does it, into an array."""
    moved = np.moveaxis(x, gone, range(len(gone)))
    first, *more = np.ndindex(moved.shape[: len(gone)])
    if out is None:
        out = np.expand_dims(moved[first], gone).copy() if keepdims else moved[first].copy()
    found = np.squeeze(out, gone) if keepdims else out
    np.copyto(found, moved[first])
    for layer in more:
        ufunc(found, moved[layer], out=found)
    return out


def is_narrow(x: Any, axis: Any) -> bool:
    """Are there so few columns that NumPy takes longer to begin each row than to go through it?"""
    return np.ndim(x) > 1 and axis in (-1, np.ndim(x) - 1) and 1 <= x.shape[-1] <= NARROW


def best(x: Any, ufunc: Any, none: float, axis: Any, keepdims: bool, narrow: bool, out: Any) -> Any:
    """As `reductions.best`; of a narrow one with rows and columns exchanged."""
    if narrow and out is not None and out.flags.c_contiguous:  # else its rows are no view of it
        columns = x.reshape(-1, x.shape[-1]).T.copy()
        found = ufunc.reduce(columns, 0, None, out.reshape(-1), False, none)
    else:
        found = ufunc.reduce(x, axis, None, out, keepdims, none)
    if not ALL(found, None):
        found = found if out is None else out
        zero = np.copysign(0.0, -none)
        winners = np.logical_and(np.equal(x, 0.0), np.signbit(x) == np.signbit(zero))
        there = np.any(winners, axis=axis, keepdims=keepdims)
        mended = np.where(found == 0.0, np.where(there, zero, -zero), found)
        if out is None:
            return mended
        np.copyto(out, mended)
    return found if out is None else out


def joined(out: Any, *xs: Any, axis: int = 0) -> Any:
    return np.concatenate(xs, axis, out)


def stacked(out: Any, *xs: Any, axis: int = 0) -> Any:
    return np.stack(xs, axis, out)


class Places:
    """Where labels point in `size` rows of so many classes laid end to end.  Raises Unlike unless
    they are whole numbers from 0, below the number of classes.

    Labels that are as they were are not looked at again: training goes over the same ones."""

    def __init__(self, size: int, classes: int) -> None:
        self.rows, self.classes = np.arange(size) * classes, classes
        self.last: tuple[bytes, Any] | None = None

    def __call__(self, labels: Any) -> Any:
        key, last = np.asarray(labels).tobytes(), self.last
        if last is not None and last[0] == key:
            return last[1]
        flat = np.asarray(labels).reshape(-1)
        found = flat.astype(np.intp)
        beyond = MOST(found.view(np.uintp), None, None, None, False, 0) >= self.classes
        if beyond or not ALL(np.equal(found, flat)):
            raise Unlike
        found += self.rows
        self.last = key, found
        return found


def read(x: Any, places: Any) -> Any:
    return x.reshape(-1).take(places).reshape(*x.shape[:-1], 1)


def written(x: Any, places: Any, value: Any, out: Any) -> Any:
    if out is None:
        out = np.empty(x.shape)
    if out is not x:
        np.copyto(out, x)
    if out.flags.c_contiguous:
        out.reshape(-1).put(places, value)
    else:
        out.flat[places] = value
    return out


def as_floats(x: Any, out: Any = None) -> Any:
    if out is None:
        return np.asarray(x, np.float64)
    np.copyto(out, x)
    return out


def sigmoid(raised: Any, x: Any, out: Any) -> Any:
    """As in `arrays`, from 1 + exp(-x)."""
    found = np.divide(1.0, raised, out)
    if not LEAST(x, None, None, None, False, np.inf) > -700.0:
        np.copyto(found, np.exp(x), where=np.less_equal(x, -700.0))
    return found


def tied(best: Any, *xs: Any) -> Any:
    return Arrays.tied(xs, best)


def tied_floats(best: float, *xs: float) -> float:
    return Floats.tied(xs, best)


def no_nan(x: Any) -> None:
    least = x if isinstance(x, float) else LEAST(x, None, None, None, False, np.inf)
    if least != least:
        raise Unlike


class Somewhere:
    """Checks that a condition holds somewhere, or does not."""

    fold = staticmethod(ANY)

    def __init__(self, branch: Any, so: bool) -> None:
        self.branch, self.so = branch, so

    def __call__(self, c: Any) -> None:
        if bool(self.fold(c, None)) is not self.so:
            raise Unlike(self.branch)


class Everywhere(Somewhere):
    """Checks that a condition holds everywhere, or does not."""

    fold = staticmethod(ALL)


TAKES_OVER.update((written, sigmoid))
