"""Long loops: many trips at once, as whole columns, from the sketch of one.

What the tape, the names and the limits come to is the same as if each trip had been lowered after
the other; where that cannot be seen beforehand (a name that is missing, a limit that is near), the
circuit is left alone and the trips are lowered one by one, which says what is wrong.
"""

from __future__ import annotations

from circuitlang.meaning.copies import Copies
from circuitlang.meaning.declared import declared_names
from circuitlang.meaning.scope import Scope, run
from circuitlang.meaning.sketch import sketch_of
from circuitlang.meaning.varying import Unusual
from circuitlang.text.errors import CircuitError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from circuitlang.meaning.expressions import Reader
    from circuitlang.meaning.sketch import Drawn, Sketch
    from circuitlang.meaning.world import CircuitWorld
    from circuitlang.syntax import nodes

WIRES = 16384  # made at once
FAILURES = 8  # after so many a loop goes on trip by trip
PATIENCE = 64  # trips that are lowered one by one after the first failure; then twice as many


class Repeats:
    """The trips of one `for`."""

    def __init__(self, world: CircuitWorld, reader: Reader, statement: nodes.For, scope: Scope,
                 low: int, high: int) -> None:  # fmt: skip
        self.world, self.reader, self.statement, self.scope = world, reader, statement, scope
        self.low, self.high = low, high
        outer = world.telling
        if outer is None or not outer.at <= statement.at < outer.end:
            world.telling = statement
        given = {name.partition("[")[0] for name in world.builder.presets}
        self.plain = given.isdisjoint(declared_names(statement))  # no leaf has another value
        self.failures = 0
        self.resume = low  # before this trip nothing is tried

    def trips(self, index: int) -> int:
        """Lower many trips from number `index` on: how many that were, 0 if it could not be."""
        pace = self.world.pace
        if pace is not None and self.world.telling is self.statement:
            trips = self.high - self.low + 1
            pace.at(index - self.low, trips, f"trips of {self.statement.var.text}")
        if index < self.resume or self.failures > FAILURES or not self.plain:
            return 0
        try:
            sketch = sketch_of(self.world, self.reader.source, self.statement, self.scope, index,
                               max(abs(self.low), abs(self.high)))  # fmt: skip
            size = len(sketch.tape) - len(sketch.externals)
            count = min(self.high - index + 1, max(1, WIRES // max(1, size)))
            self._make(sketch, index, count)
        except (Unusual, CircuitError, KeyError):
            self.resume = index + (PATIENCE << self.failures)
            self.failures += 1
            return 0
        return count

    def _make(self, sketch: Sketch, index: int, count: int) -> None:
        """All of it or, with an exception, nothing."""
        builder, draws = self.world.builder, self.world.draws
        mark, generator = builder.mark(), draws.state()
        try:
            Copies(self, sketch, index, count).make()
        except BaseException:
            builder.rollback(mark)
            draws.restore(generator)
            raise

    def drawn(self, value: Drawn, index: int) -> float:
        """A leaf's value in a trip, by the ordinary way."""
        world = self.world
        names = {**value.names, self.statement.var.text: float(index)}
        world.constant_only = True
        operand = run(self.reader.expression(value.expr, Scope(names)))
        world.constant_only = False
        found = world.constant(operand) if world.is_const(operand) else None
        if not isinstance(found, float):
            raise Unusual
        return found
