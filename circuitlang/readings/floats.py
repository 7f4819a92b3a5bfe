"""The rules read as Python floats: IEEE 754 results, and nothing ever raises."""

from __future__ import annotations

import math

from circuitlang.readings.normal import cdf, pdf, vanishing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

INF, NAN = math.inf, math.nan


def div(x: float, y: float) -> float:
    try:
        return x / y
    except ZeroDivisionError:
        return NAN if x == 0 or x != x else math.copysign(INF, x) * math.copysign(1.0, y)


def power(x: float, y: float) -> float:
    """x**y, real: nan for a negative x and a y that is not whole, never complex."""
    try:
        return math.pow(x, y)
    except OverflowError:
        return -INF if x < 0 and math.fmod(y, 2.0) else INF
    except ValueError:  # 0 to a negative power, or a negative number to a broken one
        if x != 0:
            return NAN
        odd = abs(math.fmod(y, 2.0)) == 1.0
        return math.copysign(INF, x) if odd else INF


def exp(x: float) -> float:
    try:
        return math.exp(x)
    except OverflowError:
        return INF


def expm1(x: float) -> float:
    try:
        return math.expm1(x)
    except OverflowError:
        return INF


def log(x: float) -> float:
    if x > 0:
        return math.log(x)
    return -INF if x == 0 else NAN


def log1p(x: float) -> float:
    if x > -1:
        return math.log1p(x)
    return -INF if x == -1 else NAN


def sqrt(x: float) -> float:
    return NAN if x < 0 else math.sqrt(x)


def sin(x: float) -> float:
    return NAN if math.isinf(x) else math.sin(x)


def cos(x: float) -> float:
    return NAN if math.isinf(x) else math.cos(x)


def tan(x: float) -> float:
    return NAN if math.isinf(x) else math.tan(x)


def sign(x: float) -> float:
    """-1, 0 or 1; nan at nan (NumPy's: 0 also at -0)."""
    return 1.0 if x > 0 else -1.0 if x < 0 else x + 0.0


def larger(x: float, y: float) -> float:
    """The larger of two; nan if either is; 0 is larger than -0."""
    if x > y or x != x:
        return x
    return x + y if x == y == 0 else y


def smaller(x: float, y: float) -> float:
    """The smaller of two; nan if either is; -0 is smaller than 0."""
    if x < y or x != x:
        return x
    return -(-x - y) if x == y == 0 else y


def sigmoid(x: float, times: float = 1.0) -> float:
    """times / (1 + exp(-x)), without overflow."""
    if x > -700.0:
        return times / (1.0 + math.exp(-x))
    root = exp(0.5 * x)  # nan comes through here
    if root == 0:
        return vanishing(times)
    return times * root * (root / (1.0 + root * root))  # exp(x) itself would be subnormal


def softplus(x: float) -> float:
    """log(1 + exp(x)), without overflow."""
    return (x if x > 0 else 0.0) + math.log1p(math.exp(-abs(x)))


def sech2(x: float) -> float:
    """1 - tanh(x)², exact where tanh(x) has rounded to 1."""
    e = math.exp(-2.0 * abs(x))
    return 4.0 * e / ((1.0 + e) * (1.0 + e))


class Floats:
    """The vocabulary of plain floats; conditions are bools, a branch not taken is None."""

    __slots__ = ("ties",)

    nothing = None

    div = staticmethod(div)
    pow = staticmethod(power)
    exp = staticmethod(exp)
    expm1 = staticmethod(expm1)
    log = staticmethod(log)
    log1p = staticmethod(log1p)
    sqrt = staticmethod(sqrt)
    sin = staticmethod(sin)
    cos = staticmethod(cos)
    tan = staticmethod(tan)
    tanh = staticmethod(math.tanh)
    atan = staticmethod(math.atan)
    abs = staticmethod(abs)
    sign = staticmethod(sign)
    max = staticmethod(larger)
    min = staticmethod(smaller)
    sigmoid = staticmethod(sigmoid)
    softplus = staticmethod(softplus)
    sech2 = staticmethod(sech2)
    cdf = staticmethod(cdf)
    pdf = staticmethod(pdf)

    def __init__(self, ties: str = "split") -> None:
        self.ties = ties

    @staticmethod
    def lt(x: float, y: float) -> bool:
        return x < y

    @staticmethod
    def le(x: float, y: float) -> bool:
        return x <= y

    @staticmethod
    def gt(x: float, y: float) -> bool:
        return x > y

    @staticmethod
    def ge(x: float, y: float) -> bool:
        return x >= y

    @staticmethod
    def eq(x: float, y: float) -> bool:
        return x == y

    @staticmethod
    def ne(x: float, y: float) -> bool:
        return x != y

    @staticmethod
    def isnan(x: float) -> bool:
        return x != x

    @staticmethod
    def both(c: bool, d: bool) -> bool:
        return c and d

    @staticmethod
    def either(c: bool, d: bool) -> bool:
        return c or d

    @staticmethod
    def invert(c: bool) -> bool:
        return not c

    @staticmethod
    def where(c: bool, a: float | None, b: float | None) -> float | None:
        return a if c else b

    @staticmethod
    def only(c: bool, v: float | None) -> float | None:
        return v if c else None

    @staticmethod
    def mend(v: float, c: bool, a: float) -> float:
        return a if c else v

    @staticmethod
    def tied(xs: Sequence[float], out: float) -> float:
        return float(sum([x == out for x in xs]))
