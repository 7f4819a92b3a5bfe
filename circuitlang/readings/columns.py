"""The rules read as columns of numbers with the bits of `floats`: many gates of a kind at once.

NumPy's `+ - * /`, square roots and comparisons are IEEE 754's, as Python's are.  Its exponentials
and the like are its own, and differ from the C library's in the last place: those words take the
numbers one by one, by a loop that runs in C.
"""

from __future__ import annotations

import math
from itertools import repeat
from typing import TYPE_CHECKING, Any

import numpy as np

from circuitlang.readings import floats
from circuitlang.readings.arrays import Arrays

if TYPE_CHECKING:
    from collections.abc import Callable


def one_by_one(careful: Callable[..., float], quick: Callable[..., float] | None = None) -> Any:
    """A word of floats over columns.  `quick` is the same where it does not raise."""

    def word(*xs: Any) -> Any:
        count = max([np.size(x) for x in xs])
        read = [x.tolist() if isinstance(x, np.ndarray) else repeat(float(x)) for x in xs]
        try:
            return np.fromiter(map(quick or careful, *read), np.float64, count)
        except (ValueError, OverflowError):
            return np.fromiter(map(careful, *read), np.float64, count)

    return staticmethod(word)


class Columns(Arrays):
    """The vocabulary of columns; conditions are columns of bools."""

    __slots__ = ()

    pow = one_by_one(floats.power, math.pow)
    exp = one_by_one(floats.exp, math.exp)
    expm1 = one_by_one(floats.expm1, math.expm1)
    log = one_by_one(floats.log, math.log)
    log1p = one_by_one(floats.log1p, math.log1p)
    sin = one_by_one(floats.sin, math.sin)
    cos = one_by_one(floats.cos, math.cos)
    tan = one_by_one(floats.tan, math.tan)
    tanh = one_by_one(math.tanh)
    atan = one_by_one(math.atan)
    _sigmoid = one_by_one(floats.sigmoid)

    def sigmoid(self, x: Any, times: Any = 1.0) -> Any:
        if not np.all(np.greater(x, -700.0)):
            return self._sigmoid(x, times)
        return times / (1.0 + self.exp(-x))

    def softplus(self, x: Any) -> Any:
        return np.where(np.greater(x, 0.0), x, 0.0) + self.log1p(self.exp(-np.abs(x)))

    def sech2(self, x: Any) -> Any:
        e = self.exp(-2.0 * np.abs(x))
        return 4.0 * e / ((1.0 + e) * (1.0 + e))
