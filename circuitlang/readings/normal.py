"""The normal distribution in floats: its density φ and its distribution function Φ."""

from __future__ import annotations

import math

SQRT_HALF = 0.7071067811865476
SQRT_HALF_REST = -4.8336466567264567e-17  # √½ - SQRT_HALF
INV_SQRT_PI = 0.5641895835477563
INV_SQRT_2PI, INV_SQRT_2PI_REST = 0.3989422804014327, -2.49232720227773e-17
SPLITTER = 134217729.0  # 2**27 + 1, Dekker's constant: cuts a float into two halves of 26 bits
TOP = SQRT_HALF * SPLITTER - (SQRT_HALF * SPLITTER - SQRT_HALF)
END = SQRT_HALF - TOP
GONE = 40.0  # further out both have underflowed
DEEP = 37.0  # further out φ is subnormal, or soon will be
# 64·log 2, the first part a multiple of 2**-43
LIFT, LIFT_REST = 44.361419555836505, -5.62123739673937e-15

# y·Φ(-y)·exp(y²/2) for y from 1 to 21, as a polynomial in (y - 3)/(y + 3): Chebyshev's
# interpolation at 20 points, off by 2e-17 at most; the highest power first, the constant in two
RATIO = (
    2.462820024781145e-07, -6.255272034261207e-07, -5.772073779875489e-07,
    1.3998698638298536e-06, 3.023186857126638e-06, -7.240306337832715e-08,
    -1.2102696524995201e-05, -1.6932572800476328e-05, 3.277898425382746e-05,
    0.0001165982206905084, -5.108949235715987e-05, -0.0006512014976462249,
    -9.118275427131768e-06, 0.0040001067241432625, -0.001745122886905873,
    -0.02886294608243371, 0.09137734741572207, -0.13965713097145085,
    0.10987585410794232,
)  # fmt: skip
ODD = (19.0, 17.0, 15.0, 13.0, 11.0, 9.0, 7.0, 5.0, 3.0)
MIDDLE, MIDDLE_REST = 0.3645418450666865, -6.9104311681929844e-18


def vanishing(times: float) -> float:
    """The product with a factor that underflowed: the factor falls faster than `times` grows."""
    return times if times != times else math.copysign(0.0, times)


def rounded_off(x: float, square: float) -> float:
    """x² less the float `square` that it was rounded to, exactly (Dekker)."""
    high = x * SPLITTER - (x * SPLITTER - x)
    low = x - high
    return (high * high - square + 2.0 * high * low) + low * low


def weighed(power: float, head: float, small: float) -> float:
    """power·(head + small), rounded but once: what is rounded off power·head is added as well."""
    product = power * head
    high = power * SPLITTER - (power * SPLITTER - power)
    low = power - high
    top = head * SPLITTER - (head * SPLITTER - head)
    end = head - top
    off = (high * top - product + high * end + low * top) + low * end
    return product + (off + power * small)


def falling(x: float, times: float, head: float, tail: float) -> float:
    """times·exp(-x²/2)·(head + tail), |x| at most GONE, tail small beside head.

    An exponential magnifies the rounding of its argument, so what is rounded off x² is put back
    to first order.  Where the exponential would be subnormal it is taken 2**64 times as large.
    """
    square = x * x
    rest = 0.5 * rounded_off(x, square)
    if abs(x) < DEEP:
        return times * weighed(math.exp(-0.5 * square), head, tail - (head + tail) * rest)
    rest -= LIFT_REST
    lifted = weighed(math.exp(LIFT - 0.5 * square), head, tail - (head + tail) * rest)
    return times * lifted * 2.0**-64


def pdf(x: float, times: float = 1.0) -> float:
    """times·φ(x), φ(x) = exp(-x²/2) / √(2π)."""
    if x != x:
        return x
    if abs(x) > GONE:
        return vanishing(times)
    return falling(x, times, INV_SQRT_2PI, INV_SQRT_2PI_REST)


def cdf(x: float, times: float = 1.0) -> float:
    """times·Φ(x), the normal distribution function: Φ(x) = erfc(-x/√2) / 2.

    Below -1 the exponential and the ratio of Mills are taken apart, for erfc of the C library is
    off by 2 or 3 units there; from -20 on with the asymptotic series of Abramowitz & Stegun
    26.2.12.  Above, what is rounded off x/√2 is put back to first order.
    """
    if x < -1.0:
        if x < -GONE:
            return vanishing(times)
        if x < -20.0:
            r = 1.0 / (x * x)
            series = 1.0
            for k in ODD:
                series = 1.0 - k * r * series
            tail = INV_SQRT_2PI_REST - INV_SQRT_2PI * r * series
            return falling(x, times / -x, INV_SQRT_2PI, tail)
        t = (-x - 3.0) / (3.0 - x)
        ratio = 0.0
        for coefficient in RATIO:
            ratio = (ratio + coefficient) * t
        return falling(x, times / -x, MIDDLE, ratio + MIDDLE_REST)
    if x > 9.0:
        return times
    t = -x * SQRT_HALF
    high = -x * SPLITTER - (-x * SPLITTER + x)
    low = -x - high
    off = (high * TOP - t + high * END + low * TOP) + low * END - x * SQRT_HALF_REST
    return times * (0.5 * math.erfc(t) - INV_SQRT_PI * off * math.exp(-t * t))
