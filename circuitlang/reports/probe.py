"""Moving one wire: what depends on it is computed again, with a bound on what rounding does."""

from __future__ import annotations

from math import ceil, copysign, frexp, inf, isfinite, ldexp
from time import monotonic

from circuitlang.gates import INDEX, TABLE
from circuitlang.reports.rounding import rounding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable, Hashable

    from circuitlang.engines.reference import Program
    from circuitlang.reports.rounding import Step

    Regions = tuple[Hashable, ...]

NOTHING = 1e-294  # here the floats themselves end
ADD, DETACH, GIVEN = INDEX["add"], INDEX["detach"], INDEX["given"]
FORMULAS = (GIVEN, INDEX["chained"])  # no value reads their formulas
WIDE = 8  # a sum of more terms is moved by its terms' changes, not added up again
ORDINARY = 64  # functions are not expected to bend within 1/64 of x, or of 1
BLOCKS = (24, 6)  # noise is bounded once for all steps within a factor 2**24, or 2**6


class Web:
    """Who reads whom, among the wires that the value of wire `of` depends on.

    With `held`, a `detach` gate stays what it is while its input moves, as backward takes it.
    The formula of a composite gate is read by no value.  Runs until the limit of time is over.
    """

    def __init__(self, program: Program, values: array[float], of: int, held: bool = True) -> None:
        self.program = program
        self.base = values
        self.work = list(values)
        tape = self.tape = program.tape
        ports = {port for group in tape.groups for port in group.ports}
        self.reached = bytearray(len(tape))
        self.held: set[int] = set()  # wires that a held `detach` reads
        self.readers: dict[int, list[int]] = {}
        self.reached[of] = 1
        for wire in range(of, -1, -1):
            if not self.reached[wire] or tape.kind[wire] < 0:
                continue
            operands = tape.operands(wire)
            if held and tape.kind[wire] == DETACH and wire not in ports:
                self.held.add(operands[0])
                continue
            for operand in operands[:1] if tape.kind[wire] in FORMULAS else operands:
                self.reached[operand] = 1
                self.readers.setdefault(operand, []).append(wire)
        limit = program.limits.time
        self.deadline = monotonic() + limit if limit else inf

    def dependents(self, source: int, target: int) -> tuple[list[int], dict[int, list[int]]]:
        """The wires up to `target` that move with `source`, in order; and for wide sums among
        them the terms that move."""
        tape, found = self.tape, {source}
        waiting, wide = [source], dict[int, list[int]]()
        while waiting:
            wire = waiting.pop()
            for reader in self.readers.get(wire, ()):
                if reader > target:
                    continue
                terms = tape.start[reader + 1] - tape.start[reader]
                if tape.kind[reader] == ADD and terms > WIDE:
                    wide.setdefault(reader, []).append(wire)
                if reader not in found:
                    found.add(reader)
                    waiting.append(reader)
        found.remove(source)
        return sorted(found), wide


class Probe:
    """The value of wire `target` as a function of the value of wire `source`."""

    def __init__(self, web: Web, source: int, target: int) -> None:
        self.web = web
        self.source = source
        self.target = target
        self.x = web.base[source]
        self.f = web.base[target]
        self.wires, wide = web.dependents(source, target)
        tape = web.tape
        self.steps: list[Step] = []
        self.bends: list[tuple[int, Callable[..., object], tuple[int, ...]]] = []
        for wire in self.wires:
            if wire in wide:
                self.steps.append((wire, None, tuple(wide[wire])))
                continue
            gate, operands = TABLE[tape.kind[wire]], tuple(tape.operands(wire))
            self.steps.append((wire, gate.value, operands))
            if gate.region is not None:
                self.bends.append((wire, gate.region, operands))
        self.seen: dict[float, tuple[float, Regions]] = {}
        self.bounds: dict[tuple[int, Regions], float] = {}
        self._noisy: tuple[float, float] | None = None
        self._typical: float | None = None
        self.here = self.look(self.x)[1]

    @property
    def held(self) -> bool:
        """Whether a `detach` gate that is held still hides part of the dependence."""
        return not self.web.held.isdisjoint((self.source, *self.wires))

    def restore(self) -> None:
        """Put everything back where it was, for the next probe."""
        base, work = self.web.base, self.web.work
        for wire in (self.source, *self.wires):
            work[wire] = base[wire]

    def look(self, x: float) -> tuple[float, Regions]:
        """The value at x, and the piece that each gate with a kink is on."""
        found = self.seen.get(x)
        if found is None:
            self._move(x)
            work = self.web.work
            pieces = [_piece(region, [work[o] for o in ops]) for _, region, ops in self.bends]
            found = self.seen[x] = (work[self.target], tuple(pieces))
        return found

    def _move(self, x: float) -> None:
        web = self.web
        if web.deadline < inf and monotonic() > web.deadline:
            limits = web.program.limits
            over = monotonic() - web.deadline + (limits.time or 0.0)
            raise limits.exceeded("time", over, None, "the check")
        work, base, m = web.work, web.base, web.program.m
        work[self.source] = x
        for wire, rule, operands in self.steps:
            if rule is None:
                work[wire] = base[wire] + sum([work[o] - base[o] for o in operands])
            else:
                work[wire] = rule(m, *[work[o] for o in operands])

    def bent(self, h: float) -> list[int]:
        """The gates that are on different pieces at x - h, x and x + h."""
        low, high = self.look(self.x - h)[1], self.look(self.x + h)[1]
        pieces = zip(self.bends, low, self.here, high, strict=True)
        return [bend[0] for bend, a, b, c in pieces if not a == b == c]

    def noise(self, h: float) -> float:
        """A bound on the rounding error of the value between x and x + h, of either sign: that
        at x + (a larger h), if nothing happens on the way there."""
        regions = self.look(self.x + h)[1]
        exponent = frexp(abs(h))[1] - 1
        for block in BLOCKS:
            top = block * ceil(exponent / block)
            known = self.bounds.get((top, regions))
            if known is None and top < 1000:
                far = self.x + copysign(ldexp(1.0, top), h)
                value, there = self.look(far)
                known = inf
                if there == regions and isfinite(value):
                    known = max([n for n in (self._noise(far)[0], self._here()[0]) if n < inf],
                                default=inf)  # fmt: skip
                self.bounds[top, regions] = known
            if known is not None and isfinite(known):
                return known
        return self._noise(self.x + h)[0]

    @property
    def typical(self) -> float:
        """How steep an ordinary function of this size would be; never quite 0."""
        if self._typical is None:
            size = max(abs(self.x), 1.0)
            around = [abs(self.look(self.x + d)[0]) for d in (-size, 0.0, size)]
            self._typical = max(f for f in around if isfinite(f)) / size + NOTHING
        return self._typical

    @property
    def floor(self) -> float:
        """What a slope must be for an ordinary step to lift it over the rounding at x."""
        return ORDINARY * self._here()[0] / max(abs(self.x), 1.0)

    @property
    def rough(self) -> float:
        """How much the noise of its inputs bends the value at x, beyond moving it."""
        return self._here()[1]

    def _here(self) -> tuple[float, float]:
        if self._noisy is None:
            self._noisy = self._noise(self.x)
        return self._noisy

    def _noise(self, x: float) -> tuple[float, float]:
        self._move(x)
        return rounding(self.web.program, self.web.base, self.web.work, self.steps, self.target)


def _piece(region: Callable[..., object], inputs: list[float]) -> Hashable:
    return region(*inputs), [x for x in inputs if x != x] == []
