"""What the numbers say about one computed slope."""

from __future__ import annotations

from math import inf, isfinite, nan

from circuitlang.reports import numeric
from circuitlang.reports.numeric import Slope
from circuitlang.text.records import dataclass, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from circuitlang.reports.probe import Probe

AGREE = 1e-7  # relative: what computing the gradient itself may lose to rounding
TELLING = 1e-5  # relative: a numeric slope this good decides
FLAT = 1e-6  # relative to f/x: a slope below this is none to speak of
SURE = 1e-3  # relative: a slope this good tells what is far off
FAILED = ("wrong", "not finite")


@dataclass(frozen=True, slots=True)
class Verdict:
    """A computed slope beside the numeric one.

    verdict             right, wrong, kink (any slope between those of the two sides is right),
                        not finite, not connected, or unclear: the numbers cannot tell
    computed, numeric   the slopes; `numeric` is nan where there is none
    within              how good the numeric one is: an absolute bound
    error               |computed - numeric| relative to the larger; at a kink, to the nearest
                        slope between those of the two sides
    words               what there is to say about it, or nothing
    """

    verdict: str
    computed: float
    numeric: float
    within: float
    error: float
    words: str

    @property
    def good(self) -> bool:
        return self.verdict not in FAILED

    @property
    def parts(self) -> tuple[str, float, float, float, float, str]:
        return (self.verdict, self.computed, self.numeric, self.within, self.error, self.words)


def judge(probe: Probe, computed: float, loss: float = 0.0) -> Verdict:
    """Hold a computed slope of a probe against the numbers; rounding may have cost the computed
    one as much as `loss`."""
    if not probe.wires and probe.source != probe.target:
        return _compare(probe, Slope(0.0, 0.0), computed, loss)
    if not (isfinite(probe.x) and isfinite(probe.f)):
        which, value = (probe.target, probe.f) if isfinite(probe.x) else (probe.source, probe.x)
        words = f"`{_name(probe, which)}` is {value:g} here: there is nothing to compare"
        return Verdict("not finite", computed, nan, inf, nan, words)
    if not isfinite(computed):
        return _not_finite(probe, computed)
    found = numeric.slope(probe, computed)
    if found is not None and _decides(probe, found, computed):
        return _compare(probe, found, computed, loss)
    return _from_sides(probe, found, computed, loss)


def _decides(probe: Probe, found: Slope, computed: float) -> bool:
    """Whether a numeric slope is good enough to tell right from wrong."""
    sharp = numeric.SLACK * found.within <= TELLING * max(abs(found.value), abs(computed))
    return sharp or _is_flat(probe, found, computed)


def _is_flat(probe: Probe, found: Slope, computed: float) -> bool:
    """Whether both slopes vanish against f itself, within what rounding lets one see."""
    return max(found.within, abs(computed), abs(found.value)) <= FLAT * probe.typical


def _compare(probe: Probe, found: Slope, computed: float, loss: float) -> Verdict:
    largest = max(abs(computed), abs(found.value))
    error = relative(computed - found.value, max(largest, 1e3 * found.within))
    wrong = found.far(computed) > AGREE * largest + loss
    words = "what passes through `detach` is left out" if probe.held else ""
    if computed and not wrong and numeric.SLACK * found.within > TELLING * largest:
        words = f"too small to be seen beside the rounding of `{_name(probe, probe.target)}`"
    return Verdict("wrong" if wrong else "right", computed, found.value, found.within, error, words)


def _from_sides(probe: Probe, middle: Slope | None, computed: float, loss: float) -> Verdict:
    """At or next to a tie, a kink, a jump, or the border of where f is defined."""
    below, above = numeric.side(probe, -1.0), numeric.side(probe, 1.0)
    sides = [each for each in (below, above) if each is not None]
    bent = _bent(probe)
    if sides and bent:
        return _between(probe, sides, computed, loss, bent)
    known = sorted([*sides, *([middle] if middle else ())], key=lambda each: each.within)
    if known and _decides(probe, known[0], computed):
        found = _compare(probe, known[0], computed, loss)
        if middle or len(sides) > 1:
            return found
        words = f"by the side {'below' if above is None else 'above'}: the other has no slope"
        return replace(found, words=words)
    if not known and not any(isfinite(f) for f in _neighbours(probe)):
        words = f"`{_name(probe, probe.target)}` is finite nowhere around this point"
        return Verdict("not finite", computed, nan, inf, nan, words)
    return _unclear(known[0] if known else Slope(nan, inf), computed, loss)


def _between(probe: Probe, sides: list[Slope], computed: float, loss: float,
             bent: list[int]) -> Verdict:  # fmt: skip
    """At a tie or a kink: every slope between those of the two sides is right."""
    low, high = sorted((sides[0].value, sides[-1].value))
    middle, nearest = (low + high) / 2, min(max(computed, low), high)
    within = max(each.within for each in sides)
    largest = max(abs(low), abs(high), abs(computed))
    bound = numeric.SLACK * within + AGREE * largest + loss
    error = relative(computed - nearest, max(largest, 1e3 * within))
    jumps = _jumps(probe, sides)
    words = _kink(probe, bent, low, high, any(jumps))
    if abs(computed - nearest) > bound:
        # the slope of a branch that is taken at this point alone shows nowhere
        sure = not all(jumps) and within <= SURE * largest
        return Verdict("wrong" if sure else "unclear", computed, middle, within, error, words)
    if high - low <= bound and not any(jumps):
        if not _decides(probe, Slope(middle, within), computed):
            return _unclear(Slope(middle, within), computed, loss)
        return Verdict("right", computed, middle, within, error, "")
    return Verdict("kink", computed, middle, within, error, words)


def _kink(probe: Probe, bent: list[int], low: float, high: float, jump: bool) -> str:
    where = f"`{_name(probe, bent[0])}`"
    if jump:
        f, (below, above) = f"`{_name(probe, probe.target)}`", _neighbours(probe)
        values = f"{f} is {below:.6g} below, {probe.f:.6g} at it, {above:.6g} above"
        return f"{where} jumps here: {values}, so there is no slope at this point"
    if f"{low:.6g}" == f"{high:.6g}":
        return f"{where} is at a tie or kink, with slope {low:.6g} on both sides"
    return f"{where} is at a tie or kink: any slope from {low:.6g} to {high:.6g} will do"


def _bent(probe: Probe) -> list[int]:
    """The gates that have a tie or a kink at x, to its last bits."""
    return probe.bent(next(numeric.steps(probe.x)))


def _jumps(probe: Probe, sides: list[Slope]) -> list[bool]:
    """Whether the value jumps between x and its neighbours below and above."""
    h = next(numeric.steps(probe.x))
    steepest = max(abs(each.value) + each.within for each in sides)
    still = 8 * (steepest * h + max(probe.noise(h), probe.noise(-h)))
    return [isfinite(f) and not abs(f - probe.f) <= still for f in _neighbours(probe)]


def _neighbours(probe: Probe) -> tuple[float, float]:
    h = next(numeric.steps(probe.x))
    return probe.look(probe.x - h)[0], probe.look(probe.x + h)[0]


def _not_finite(probe: Probe, computed: float) -> Verdict:
    found = numeric.slope(probe, computed)
    value, within = (found.value, found.within) if found is not None else (nan, inf)
    words = f"the gradient is {computed:g}"
    if found is not None:
        words += f", though the numbers give {value:.6g}"
    return Verdict("not finite", computed, value, within, nan, words)


def _unclear(found: Slope, computed: float, loss: float) -> Verdict:
    """The numbers are not good, and so the gradient is wrong only if it is far off."""
    largest = max(abs(computed), abs(found.value))
    error = relative(computed - found.value, largest)
    if found.within <= SURE * abs(found.value) and error > 100 * SURE + relative(loss, largest):
        return Verdict("wrong", computed, found.value, found.within, error, "")
    good = f"is known to ±{found.within:.2g} only" if isfinite(found.within) else "shows at no step"
    words = f"rounding hides the slope: it {good}"
    return Verdict("unclear", computed, found.value, found.within, error, words)


def relative(difference: float, size: float) -> float:
    return abs(difference) / size if size else abs(difference)


def _name(probe: Probe, wire: int) -> str:
    return probe.web.tape.name(wire)
