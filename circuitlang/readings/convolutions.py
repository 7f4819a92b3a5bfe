"""Convolutions and windows, read as NumPy: a convolution is a product of matrices.

The patches that a filter sees are laid out as the columns of a matrix, for a few images at a time,
so that it stays in cache.
"""

from __future__ import annotations

import numpy as np

from circuitlang.gates.images import pair

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from numpy.typing import NDArray

    Array = NDArray[np.float64]

ELEMENTS = 1 << 16  # of a matrix of patches: half a megabyte


class Plan:
    """The sizes of a convolution, and the places of a padded image that each element of a filter
    meets."""

    __slots__ = (
        "batch",
        "block",
        "columns",
        "depth",
        "height",
        "kernel",
        "pads",
        "places",
        "rows",
        "width",
    )

    def __init__(self, x: tuple[int, ...], w: tuple[int, ...], stride: Any, pad: Any) -> None:
        (down, right), (top, side) = pair(stride), pair(pad)
        self.batch, channels, self.height, self.width = x
        self.kernel = w[1:]
        self.pads = top, side
        self.rows = (self.height + 2 * top - w[2]) // down + 1
        self.columns = (self.width + 2 * side - w[3]) // right + 1
        self.places = [
            (i, j, slice(i, i + down * self.rows, down), slice(j, j + right * self.columns, right))
            for i in range(w[2])
            for j in range(w[3])
        ]
        self.depth = channels * w[2] * w[3]
        self.block = max(1, ELEMENTS // max(1, self.depth * self.rows * self.columns))

    def blocks(self) -> Iterator[slice]:
        return (slice(at, min(at + self.block, self.batch))
                for at in range(0, self.batch, self.block))  # fmt: skip

    def patches(self, x: Array) -> Array:
        """Rows: channel, height, width of a filter; columns: image, row, column."""
        x = x.swapaxes(0, 1)
        (top, side), count = self.pads, x.shape[1]
        if top or side:
            x = np.pad(x, ((0, 0), (0, 0), (top, top), (side, side)))
        found = np.empty((*self.kernel, count, self.rows, self.columns))
        for i, j, down, right in self.places:
            found[:, i, j] = x[:, :, down, right]
        return found.reshape(self.depth, count * self.rows * self.columns)

    def flat(self, g: Array) -> Array:
        """Gradients of outputs as a matrix: filters, by image, row and column."""
        return g.swapaxes(0, 1).reshape(g.shape[1], len(g) * self.rows * self.columns)

    def folded(self, shares: Array, count: int) -> Array:
        """The adjoint of `patches`."""
        (top, side), channels = self.pads, self.kernel[0]
        parts = shares.reshape(*self.kernel, count, self.rows, self.columns)
        found = np.zeros((channels, count, self.height + 2 * top, self.width + 2 * side))
        for i, j, down, right in self.places:
            found[:, :, down, right] += parts[:, i, j]
        return found[:, :, top : top + self.height, side : side + self.width].swapaxes(0, 1)


def conv2d(x: Any, w: Any, stride: Any = 1, pad: Any = 0) -> Array:
    plan = Plan(x.shape, w.shape, stride, pad)
    filters = w.reshape(len(w), plan.depth)
    found = np.empty((plan.batch, len(w), plan.rows, plan.columns))
    for block in plan.blocks():
        part = found[block]
        product = filters @ plan.patches(x[block])
        part[...] = product.reshape(part.swapaxes(0, 1).shape).swapaxes(0, 1)
    return found


def conv2d_dw(g: Any, x: Any, like: Any, stride: Any = 1, pad: Any = 0) -> Array:
    plan = Plan(x.shape, like.shape, stride, pad)
    found = np.zeros((len(like), plan.depth))
    for block in plan.blocks():
        found += plan.flat(g[block]) @ plan.patches(x[block]).T
    return found.reshape(like.shape)


def conv2d_dx(g: Any, w: Any, like: Any, stride: Any = 1, pad: Any = 0) -> Array:
    plan = Plan(like.shape, w.shape, stride, pad)
    found, filters = np.empty(like.shape), w.reshape(len(w), plan.depth)
    for block in plan.blocks():
        part = g[block]
        found[block] = plan.folded(filters.T @ plan.flat(part), len(part))
    return found


def windows(x: Any, size: Any = None) -> Array:
    high, wide = pair(size)
    batch, channels, height, width = np.shape(x)
    rows, columns = height // high, width // wide
    cut = np.asarray(x)[:, :, : rows * high, : columns * wide]
    return cut.reshape(batch, channels, rows, high, columns, wide).transpose(3, 5, 0, 1, 2, 4)


def unwindows(g: Any, like: Any, size: Any = None) -> Array:
    high, wide, batch, channels, rows, columns = np.shape(g)
    found = np.zeros(np.shape(like))
    cells = np.transpose(g, (2, 3, 4, 0, 5, 1))
    cut = cells.reshape(batch, channels, rows * high, columns * wide)
    found[:, :, : rows * high, : columns * wide] = cut
    return found
