"""Moving one element of a tensor: what depends on it is computed again, as `probe` does for
numbers, with an estimate of what rounding does."""

from __future__ import annotations

from math import inf, isfinite
from time import monotonic

import numpy as np

from circuitlang.gates import TABLE
from circuitlang.reports.probe import NOTHING, ORDINARY, Web
from circuitlang.reports.rounding import ULP

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Hashable
    from typing import Any

    from circuitlang.gates.gate import Gate

    Regions = tuple[Hashable, ...]
    Place = tuple[int, ...]  # of an element; empty for a number

OPERATIONS = 4.0  # roundings that an element of a gate has seen


class TensorProbe:
    """The sum of the elements of wire `target`, each times its weight, as a function of element
    `place` of wire `source`.  It answers what `numeric` and `verdict` ask of a `Probe`."""

    def __init__(self, web: Web, source: int, place: Place, target: int, weights: Any,
                 noise: float, direction: Any = None) -> None:  # fmt: skip
        """`noise` bounds what rounding does to the sum where everything is as it stands.  With a
        `direction` all elements move at once, each by x times its number there."""
        self.web = web
        self.source = source
        self.place = place
        self.target = target
        self.weights = weights
        self.around = noise
        value: Any = web.base[source]
        self.direction = direction
        self.x = 0.0 if direction is not None else float(value[place] if place else value)
        self.wires, _ = web.dependents(source, target)
        tape = web.tape
        self.bends = [wire for wire in self.wires if TABLE[tape.kind[wire]].region is not None]
        self.seen: dict[float, tuple[float, Regions]] = {}
        self.rough = 0.0
        self._typical: float | None = None
        self.f, self.here = self.look(self.x)

    @property
    def held(self) -> bool:
        return not self.web.held.isdisjoint((self.source, *self.wires))

    def restore(self) -> None:
        for wire in (self.source, *self.wires):
            self.web.work[wire] = self.web.base[wire]

    def look(self, x: float) -> tuple[float, Regions]:
        """The sum at x, and the piece that each gate with a kink is on."""
        found = self.seen.get(x)
        if found is None:
            web: Any = self.web
            if monotonic() > web.deadline:
                limits = web.program.limits
                over = monotonic() - web.deadline + (limits.time or 0.0)
                raise limits.exceeded("time", over, None, "the check")
            work = web.work
            if self.direction is not None:
                work[self.source] = web.base[self.source] + x * self.direction
            elif self.place:
                moved = np.array(web.base[self.source])
                moved[self.place] = x
                work[self.source] = moved
            else:
                work[self.source] = x
            for wire in self.wires:
                work[wire] = web.program._value(wire, work)
            pieces = tuple(pieces_of(web.tape, wire, work, web.base) for wire in self.bends)
            with np.errstate(all="ignore"):
                total = float(np.sum(self.weights * work[self.target]))
            found = self.seen[x] = (total, pieces)
        return found

    def bent(self, h: float) -> list[int]:
        """The gates that are on different pieces at x - h, x and x + h."""
        low, high = self.look(self.x - h)[1], self.look(self.x + h)[1]
        pieces = zip(self.bends, low, self.here, high, strict=True)
        return [wire for wire, a, b, c in pieces if not a == b == c]

    def noise(self, h: float) -> float:
        """A bound on the rounding error of the sum between x and x + h."""
        there = abs(self.look(self.x + h)[0])
        grown = max(1.0, there / abs(self.f)) if self.f and isfinite(there) else 1.0
        return self.around * grown + ULP * there

    @property
    def typical(self) -> float:
        """How steep an ordinary function of this size would be; never quite 0."""
        if self._typical is None:
            size = max(abs(self.x), 1.0)
            around = [abs(self.look(self.x + d)[0]) for d in (-size, 0.0, size)]
            self._typical = max((f for f in around if f < inf), default=0.0) / size + NOTHING
        return self._typical

    @property
    def floor(self) -> float:
        return ORDINARY * self.around / max(abs(self.x), 1.0)


def pieces_of(tape: Any, wire: int, work: list[Any], base: list[Any]) -> Hashable:
    """The pieces that a gate's elements are on; of an elementwise gate those that are on another
    piece than where everything stands, so that only what moved has to be looked at."""
    gate: Gate = TABLE[tape.kind[wire]]
    region: Any = gate.region
    operands = [work[x] for x in tape.operands(wire)]
    if gate.shape is not None:
        return (region(*operands, **(tape.options.get(wire) or {})), _nans(operands))
    each = np.broadcast_arrays(*operands, *[base[x] for x in tape.operands(wire)])
    here, there = each[: len(operands)], each[len(operands) :]
    moved = np.zeros(here[0].shape, bool)
    for a, b in zip(here, there, strict=True):
        moved |= a != b
    at = np.flatnonzero(moved).tolist()
    now, before = (list(map(region, *[array[moved].tolist() for array in arrays]))
                   for arrays in (here, there))  # fmt: skip
    return (tuple((place, piece) for place, piece, old in zip(at, now, before, strict=True)
                  if piece != old), _nans(operands))  # fmt: skip


def _nans(operands: list[Any]) -> bool:
    return any(bool(np.isnan(x).any()) for x in operands)


def rounding_of(program: Any, values: Any, gradients: Any, of: int) -> float:
    """What rounding may do to the sum that `gradients` are of: the roundings of every gate, each
    carried to the end by its gradient."""
    tape, total = program.tape, 0.0
    with np.errstate(all="ignore"):
        for wire in range(of + 1):
            if gradients[wire] is None or tape.kind[wire] < 0:
                continue
            for each in (wire, *tape.operands(wire)):
                slope = gradients[each]
                if slope is not None:
                    mass = float(np.sum(np.abs(slope) * np.abs(values[each])))
                    total += mass if isfinite(mass) else 0.0
    return OPERATIONS * ULP * total
