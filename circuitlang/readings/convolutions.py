"""Convolutions and windows, read as NumPy: a convolution is a product of matrices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from circuitlang.gates.images import pair

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]


def patches(x: Any, w: Any, stride: Any, pad: Any) -> Array:
    """What each filter sees: batch, channel, row, column, height, width; a view of x, padded."""
    (down, right), (top, side) = pair(stride), pair(pad)
    if top or side:
        x = np.pad(x, ((0, 0), (0, 0), (top, top), (side, side)))
    view = np.lib.stride_tricks.sliding_window_view(x, np.shape(w)[2:], axis=(2, 3))
    return view[:, :, ::down, ::right]


def conv2d(x: Any, w: Any, stride: Any = 1, pad: Any = 0) -> Array:
    seen = patches(x, w, stride, pad)
    return np.moveaxis(np.tensordot(seen, w, ((1, 4, 5), (1, 2, 3))), -1, 1)


def conv2d_dw(g: Any, x: Any, like: Any, stride: Any = 1, pad: Any = 0) -> Array:
    seen = patches(x, like, stride, pad)
    return np.tensordot(g, seen, ((0, 2, 3), (0, 2, 3)))


def conv2d_dx(g: Any, w: Any, like: Any, stride: Any = 1, pad: Any = 0) -> Array:
    """Each element of g spread over the patch it was made of."""
    (down, right), (top, side) = pair(stride), pair(pad)
    batch, channels, height, width = np.shape(like)
    rows, columns = np.shape(g)[2:]
    padded = np.zeros((channels, batch, height + 2 * top, width + 2 * side))
    shares = np.tensordot(w, g, ((0,), (1,)))  # channel, height, width, batch, row, column
    for i in range(np.shape(w)[2]):
        for j in range(np.shape(w)[3]):
            place = padded[:, :, i : i + down * rows : down, j : j + right * columns : right]
            place += shares[:, i, j]
    return padded[:, :, top : top + height, side : side + width].swapaxes(0, 1)


def windows(x: Any, size: Any = None) -> Array:
    high, wide = pair(size)
    batch, channels, height, width = np.shape(x)
    rows, columns = height // high, width // wide
    cut = np.asarray(x)[:, :, : rows * high, : columns * wide]
    return cut.reshape(batch, channels, rows, high, columns, wide).swapaxes(3, 4)


def unwindows(g: Any, like: Any, size: Any = None) -> Array:
    batch, channels, rows, columns, high, wide = np.shape(g)
    found = np.zeros(np.shape(like))
    cut = np.swapaxes(g, 3, 4).reshape(batch, channels, rows * high, columns * wide)
    found[:, :, : rows * high, : columns * wide] = cut
    return found
