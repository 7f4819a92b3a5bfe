"""The slope of a probed wire by differences: steps over all magnitudes, extrapolated to none.

Each estimate comes with a bound of its error.  Steps are powers of two, so that x + h is exact.
The walk begins at the finest step, where rounding makes the bound wide but no structure of the
function can hide, and goes to coarser ones as long as they say the same more sharply.
"""

from __future__ import annotations

from itertools import dropwhile
from math import frexp, inf, isfinite, ldexp

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from circuitlang.reports.probe import Probe

    Slopes = Callable[[float], "tuple[float, float] | None"]

BITS = 3  # from a step to the next: a factor 8
RATIO = float(2**BITS)
DEPTH = 4  # columns of the extrapolation
LOST = 12  # steps without a beginning of convergence: give up
MISSES = 4  # steps that tell nothing, before the first that does
WORSE = 4  # steps without a gain: enough
SHARP = 1e-12  # relative: no use in more
BENT = 1e-3  # relative: rounding that bends f by this much hides its shape
NEAR = 1e-3  # relative: this close, a sequence has converged whatever rounding may do
SLACK = 4.0  # bounds are first-order: how far beyond them is still agreement
LEAST = 2.0**-1072  # what a few roundings among the smallest numbers come to
QUICK = 1e-9  # relative: the computed gradient is this close at steps of ordinary size,
SURE = 1e-6  # which are this sharp


class Slope:
    """A numeric slope; the true one is within `within` of it."""

    __slots__ = ("value", "within")

    def __init__(self, value: float, within: float) -> None:
        self.value = value
        self.within = within

    def far(self, other: float) -> float:
        """How far another slope is from this one, beyond the bound; negative if within."""
        return abs(other - self.value) - SLACK * self.within


def magnitude(x: float) -> int:
    """The power of two above |x| (or the largest there is); of 0 that of 1."""
    return min(frexp(x)[1], 1023) if x else 0


def steps(x: float, finest: int = 51) -> Iterator[float]:
    """Steps for x from its last bits to far beyond it; all magnitudes if x is 0."""
    low, count = (max(magnitude(x) - finest, -1070), 40) if x else (-100, 60)
    for k in range(low, low + BITS * count, BITS):
        if k < 1000:
            yield ldexp(1.0, k)


def central(probe: Probe, h: float) -> tuple[float, float] | None:
    """(f(x + h) - f(x - h)) / 2h and what rounding may do to it; None where f is not finite, or
    where a gate of the circuit comes to another piece of its curve."""
    low, high = probe.x - h, probe.x + h
    (f, below), (g, above) = probe.look(low), probe.look(high)
    if not below == probe.here == above:
        return None
    return _difference(low, f, high, g, probe.noise(h))


def one_sided(probe: Probe, h: float, piece: object) -> tuple[float, float] | None:
    """(f(x + 2h) - f(x + h)) / h: the value at x itself is not used, it may be on a tie."""
    near, far = probe.x + h, probe.x + 2 * h
    (f, here), (g, there) = probe.look(near), probe.look(far)
    if not here == piece == there or _blurred(probe, f, g):
        return None
    return _difference(near, f, far, g, probe.noise(2 * h))


def _blurred(probe: Probe, f: float, g: float) -> bool:
    """Whether rounding bends the circuit at x by more than f moves: then it hides not only the
    last digits but the shape, as in tan(1e15 * x)."""
    return probe.rough > BENT * (abs(f - probe.f) + abs(g - probe.f))


def _difference(a: float, f: float, b: float, g: float, noise: float) -> tuple[float, float] | None:
    width = b - a
    if not (width and isfinite(width) and isfinite(noise) and isfinite(g - f)):
        return None
    slope, bound = (g - f) / width, 2 * (noise + LEAST) / abs(width)
    return (slope, bound) if isfinite(slope) and isfinite(bound) else None


def extrapolate(slopes: Slopes, sizes: Iterable[float], power: int) -> Slope | None:
    """Richardson's extrapolation of slopes whose error is a series in h**power; `sizes` rise.

    It ends where a step contradicts the finer ones: there begins what is not the point itself."""
    rows: list[list[float]] = []
    bounds: list[float] = []
    best: Slope | None = None
    idle, low, high = 0, -inf, inf
    for h in sizes:
        found = slopes(h)
        if found is None:
            idle += 1
            if rows or idle > MISSES:
                break
            continue
        now = _extend(rows, bounds, found, power)
        if best is None:
            if len(rows) > 1 and _converges(rows, bounds):
                best, idle = now, 0
            elif len(rows) > LOST:
                break
        elif not low - 2 * now.within <= now.value <= high + 2 * now.within:
            break
        elif now.within < best.within:
            best, idle = now, 0
        else:
            idle += 1
        if best is not None:
            low, high = max(low, now.value - 2 * now.within), min(high, now.value + 2 * now.within)
            if idle >= WORSE or best.within <= SHARP * abs(best.value):
                break
    return best


def _extend(rows: list[list[float]], bounds: list[float], found: tuple[float, float],
            power: int) -> Slope:  # fmt: skip
    """One more row of the scheme; what it says best."""
    row = [found[0]]
    now = Slope(found[0], inf)
    i = len(rows)
    bounds.append(found[1])
    for j in range(1, min(i, DEPTH) + 1):
        finer = rows[i - 1][j - 1]
        row.append(finer + (finer - row[j - 1]) / (RATIO ** (power * j) - 1.0))
        within = abs(finer - row[j - 1]) + 1.2 * bounds[i - j]
        if within < now.within:
            now = Slope(row[j], within)
    rows.append(row)
    return now


def _converges(rows: list[list[float]], bounds: list[float]) -> bool:
    """Whether the finest steps resolve the function at all (those of sin(1e22) do not)."""
    last = abs(rows[-2][0] - rows[-1][0])
    near = last <= max(bounds[-2] + bounds[-1], NEAR * abs(rows[-2][0]))
    return near or (len(rows) == 3 and abs(rows[0][0] - rows[1][0]) <= last / 2)


def slope(probe: Probe, computed: float) -> Slope | None:
    """The slope at x by central differences.

    `computed` saves work, nothing else: where steps of ordinary size and one fine step agree
    with it sharply, no others are tried."""

    def slopes(h: float) -> tuple[float, float] | None:
        return central(probe, h)

    size, ready = magnitude(probe.x), []
    for scale in (size,) if size > -6 else (0, size):
        ordinary = [ldexp(1.0, scale - k) for k in (12, 9, 6, 3, 0)]
        quick = extrapolate(slopes, ordinary[:3], 2)
        fine = central(probe, ldexp(1.0, max(min(scale - 23, size - 12), -1070)))
        if quick is None or fine is None or abs(quick.value - fine[0]) > quick.within + 2 * fine[1]:
            continue
        near = max(QUICK * abs(computed), quick.within)
        if abs(computed - quick.value) <= near and quick.within <= SURE * abs(computed):
            return quick
        if abs(quick.value) <= SLACK * quick.within and abs(computed) <= probe.floor:
            still = extrapolate(slopes, ordinary, 2)
            if still and max(abs(still.value) / SLACK, still.within) <= probe.floor:
                return _floored(probe, still)
        ready.append(quick)
    full = extrapolate(slopes, dropwhile(lambda h: _hidden(probe, h), steps(probe.x)), 2)
    for quick in ready:
        if full and quick.within < full.within and full.far(quick.value) <= 0.0:
            full = quick
    return _floored(probe, full)


def _floored(probe: Probe, found: Slope | None) -> Slope | None:
    """Where only steps far from x say that nothing moves, what moves less than the last bit of
    f at x is still not excluded."""
    if found is not None and abs(found.value) <= SLACK * found.within:
        found.within = max(found.within, probe.floor)
    return found


def _hidden(probe: Probe, h: float) -> bool:
    return _blurred(probe, probe.look(probe.x - h)[0], probe.look(probe.x + h)[0])


def side(probe: Probe, sign: float) -> Slope | None:
    """The slope on one side of x: above it for sign 1, below it for -1."""
    sizes = [sign * h for h in steps(probe.x, 50)]
    piece = probe.look(probe.x + sizes[0])[1]
    return _floored(probe, extrapolate(lambda h: one_sided(probe, h, piece), sizes, 1))
