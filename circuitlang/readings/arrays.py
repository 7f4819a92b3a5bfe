"""The rules read as NumPy arrays, element by element (over rows, or over a tensor); the words of
whole tensors are in `tensors`.

The only reading that needs NumPy.  The operators of a rule speak NumPy's warnings: read rules
`with quiet():`.
"""

from __future__ import annotations

import numpy as np

from circuitlang.readings import normal
from circuitlang.readings.tensors import Tensors

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from numpy.typing import NDArray

    Array = NDArray[np.float64]
    Mask = NDArray[np.bool_]


class Only:
    """An entry of a local gradient that holds where `mask` does; elsewhere the branch is not taken
    and gets exactly 0, whatever stands in `values`."""

    __slots__ = ("mask", "values")

    def __init__(self, values: Array, mask: Mask) -> None:
        self.values = values
        self.mask = mask

    def dense(self) -> Array:
        """The entry with its zeros."""
        return np.where(self.mask, self.values, 0.0)


class Nothing:
    """The entry of an input that never gets a gradient."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "NOTHING"


NOTHING = Nothing()

# NumPy has no erf; what is built on it goes through the floats one by one: slow, and exact
_pdf = np.frompyfunc(normal.pdf, 2, 1)
_cdf = np.frompyfunc(normal.cdf, 2, 1)


def quiet() -> np.errstate:
    """A context in which NumPy says nothing of poles, overflows and nan."""
    return np.errstate(all="ignore")


def larger(x: Any, y: Any) -> Any:
    """As floats.larger; NumPy leaves it open which zero wins."""
    return np.where(np.equal(x, 0.0) & np.equal(y, 0.0), np.add(x, y), np.maximum(x, y))


def smaller(x: Any, y: Any) -> Any:
    """As floats.smaller."""
    sum_of_zeros = np.negative(np.subtract(np.negative(x), y))
    return np.where(np.equal(x, 0.0) & np.equal(y, 0.0), sum_of_zeros, np.minimum(x, y))


def power(x: Any, y: Any) -> Any:
    """As floats.power; for an exponent of 1/2 that is a single number NumPy takes a square root,
    which at -0 and -inf is something else."""
    found = np.power(x, y)
    if np.size(y) == 1 and np.all(np.equal(y, 0.5)):
        found = np.where(np.equal(x, 0.0) | np.equal(x, -np.inf), np.abs(x), found)
    return found


def sigmoid(x: Any, times: Any = None) -> Any:
    """As floats.sigmoid."""
    x = np.asarray(x, np.float64)
    if times is None:
        found = np.asarray(np.exp(np.negative(x)))
        found = np.divide(1.0, np.add(found, 1.0, out=found), out=found)
        deep = np.less_equal(x, -700.0)  # there 1 + exp(x) is 1
        return np.where(deep, np.exp(x), found) if np.any(deep) else found
    root = np.exp(0.5 * np.minimum(x, 0.0))
    deep = times * root * (root / (1.0 + root * root))
    near = times / (1.0 + np.exp(-x))
    gone = np.where(np.isnan(times), times, np.copysign(0.0, times))
    return np.where(root == 0.0, gone, np.where(x <= -700.0, deep, near))


def softplus(x: Any) -> Any:
    """As floats.softplus."""
    return np.where(np.greater(x, 0.0), x, 0.0) + np.log1p(np.exp(-np.abs(x)))


def sech2(x: Any) -> Any:
    """As floats.sech2."""
    e = np.exp(-2.0 * np.abs(x))
    return 4.0 * e / ((1.0 + e) * (1.0 + e))


class Arrays(Tensors):
    """The vocabulary of arrays; conditions are arrays of bools."""

    __slots__ = ("ties",)

    nothing = NOTHING

    div = staticmethod(np.divide)
    pow = staticmethod(power)
    exp = staticmethod(np.exp)
    expm1 = staticmethod(np.expm1)
    log = staticmethod(np.log)
    log1p = staticmethod(np.log1p)
    sqrt = staticmethod(np.sqrt)
    sin = staticmethod(np.sin)
    cos = staticmethod(np.cos)
    tan = staticmethod(np.tan)
    tanh = staticmethod(np.tanh)
    atan = staticmethod(np.arctan)
    abs = staticmethod(np.abs)
    sign = staticmethod(np.sign)
    max = staticmethod(larger)
    min = staticmethod(smaller)
    sigmoid = staticmethod(sigmoid)
    softplus = staticmethod(softplus)
    sech2 = staticmethod(sech2)
    lt = staticmethod(np.less)
    le = staticmethod(np.less_equal)
    gt = staticmethod(np.greater)
    ge = staticmethod(np.greater_equal)
    eq = staticmethod(np.equal)
    ne = staticmethod(np.not_equal)
    isnan = staticmethod(np.isnan)
    both = staticmethod(np.logical_and)
    either = staticmethod(np.logical_or)
    invert = staticmethod(np.logical_not)
    where = staticmethod(np.where)
    only = staticmethod(lambda c, v: Only(v, c))
    mend = staticmethod(lambda v, c, a: np.where(c, a, v))

    def __init__(self, ties: str = "split") -> None:
        self.ties = ties

    @staticmethod
    def cdf(x: Any, times: Any = 1.0) -> Any:
        return np.asarray(_cdf(x, times), np.float64)

    @staticmethod
    def pdf(x: Any, times: Any = 1.0) -> Any:
        return np.asarray(_pdf(x, times), np.float64)

    @staticmethod
    def tied(xs: Sequence[Any], out: Any) -> Any:
        count = np.zeros(np.shape(out))
        for x in xs:
            count += np.equal(x, out)
        return count
