"""What a session is at one moment: the circuit, the numbers of the last passes, how it is seen."""

from __future__ import annotations

from array import array
from math import nan

from circuitlang import engines
from circuitlang.caller import leaf_value
from circuitlang.circuit import Circuit, Gradients, Run
from circuitlang.engines.upstream import Heard, reached
from circuitlang.meaning.builder import Builder
from circuitlang.meaning.lower import Lowerer
from circuitlang.readings.values import same_bits, shape_of, size_of
from circuitlang.reports.standing import Standing
from circuitlang.tape.order import followers
from circuitlang.tape.tape import INPUT, PARAM
from circuitlang.text.errors import error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from circuitlang.engines.reference import Program
    from circuitlang.reports.unit import Unit
    from circuitlang.session.files import Folder
    from circuitlang.session.walk import Walk
    from circuitlang.syntax import nodes
    from circuitlang.tape.tape import Tape
    from circuitlang.text.limits import Limits
    from circuitlang.text.pace import Pace
    from circuitlang.text.source import Source, Span


class State:
    """Everything that a statement may change.

    declared       the declarations so far, from which the circuit can be built again; the list
                   grows and is shared by the states before and after, `count` of it is this one's
    settings       values that `set` gave to inputs and params, by name
    constants      values that `set` gave to constants, by name
    changed        leaves whose value changed since the last forward
    changed_by     the statement that made values stale, for messages
    gradients_stale  the same for gradients; empty: they are fresh, or there are none
    opened, units  composite gates that are shown opened, gates that are shown as one
    walk           where `step` stands
    """

    def __init__(self, limits: Limits, strict: bool, folder: Folder,
                 presets: Mapping[str, Any], engine: str = "") -> None:  # fmt: skip
        self.limits = limits
        self.strict = strict
        self.engine = engine
        self.folder = folder
        self.declared: list[tuple[nodes.Declaration, Source]] = []
        self.count = 0
        self.settings: dict[str, Any] = {}
        self.constants: dict[str, Any] = dict(presets)
        self.given = 0  # bytes of all values that were ever set
        self.run: Run | None = None
        self.gradients: Gradients | None = None
        self.changed: set[int] = set()
        self.changed_by = ""
        self.gradients_stale = ""
        self.unset: frozenset[int] = frozenset()  # made by a `rewire`, or leaves: no value yet
        self.ungraded: frozenset[int] = frozenset()  # the same for gradients
        self.walk: Walk | None = None
        self.opened: frozenset[int] = frozenset()
        self.units: tuple[Unit, ...] = ()
        self.digits: int | None = None
        self.attach(self.new_builder())

    def copy(self) -> State:
        """Another one that holds the same things."""
        twin = State.__new__(State)
        twin.__dict__.update(self.__dict__)
        return twin

    def new_builder(self, constants: Mapping[str, Any] | None = None) -> Builder:
        builder = Builder(self.limits)
        builder.engine = self.engine
        builder.presets = dict(self.constants if constants is None else constants)
        return builder

    def attach(self, builder: Builder, lowerer: Lowerer | None = None) -> None:
        """Make a builder the session's circuit."""
        self.builder = builder
        self.lowerer = lowerer or self._lowerer(builder)
        self.circuit = Circuit._of(builder, self.strict)

    def _lowerer(self, builder: Builder) -> Lowerer:
        lowerer = Lowerer(builder, self.folder.include)
        lowerer.world.read = self.folder.data
        return lowerer

    def keep(self, statement: nodes.Declaration, source: Source) -> None:
        """Remember a declaration that was added to the circuit."""
        del self.declared[self.count :]
        self.declared.append((statement, source))
        self.count += 1

    def built(self, declared: list[tuple[nodes.Declaration, Source]],
              constants: Mapping[str, Any] | None = None) -> tuple[Builder, Lowerer]:  # fmt: skip
        """The circuit of some declarations, built anew."""
        builder = self.new_builder(constants)
        lowerer = self._lowerer(builder)
        lowerer.like(self.lowerer)
        for statement, source in declared:
            lowerer.declare(statement, source)
        lowerer.world.draws.restore(self.lowerer.world.draws.state())  # what is drawn next
        return builder, lowerer

    def included(self, statement: nodes.Include, source: Source,
                 ) -> tuple[str, Source, Sequence[nodes.Statement]]:  # fmt: skip
        """The file that a declaration of the circuit includes, as it was when it was read."""
        return self.lowerer.opened.get(statement) or self.folder.include(statement, source)

    # ------------------------------------------------------------------ the circuit's numbers

    def leaves(self) -> dict[int, Any]:
        """The present values of inputs and params."""
        return {**self.builder.values, **self.settings_by_wire()}

    def stale(self) -> bytearray:
        """1 for each wire whose value is older than the circuit."""
        tape = self.builder.tape
        if self.run is None or not self.changed:
            return bytearray(len(tape))
        found = followers(tape, self.changed, min(len(tape), len(self.run._values)) - 1)
        found += bytes(len(tape) - len(found))
        for wire in self.changed:  # a leaf shows its new value at once
            found[wire] = not tape.is_leaf(wire)
        return found

    def standing(self) -> Standing:
        values, leaves = None, self.leaves()
        if self.run is not None:
            values = self.run._values
            if self.changed:
                values = values[:]
                for wire in self.changed:
                    if wire < len(values):
                        values[wire] = leaves.get(wire, values[wire])
        upstream, of = None, -1
        if self.gradients is not None:
            upstream, of = self.gradients._upstream, self.gradients._of
        return Standing(self.builder, self._program(), values, leaves, self.stale(),
                        upstream, of, bool(self.gradients_stale), self.opened, self.units,
                        self.unset, self.ungraded)  # fmt: skip

    def _program(self) -> Program:
        """What computes, by the rule for ties of the last pass: another one holds from the next."""
        program = self.circuit._program()
        if self.run is None or self.run._program.m.ties == program.m.ties:
            return program
        other: Program = engines.compile(self.builder.tape, self.run._program.m.ties, self.limits,
                                         self.builder.engine)  # fmt: skip
        return other

    def fresh(self) -> bool:
        """Do all gates have a value that is up to date?"""
        size = len(self.builder.tape)
        return (self.run is not None and not self.changed and not self.unset
                and len(self.run._values) == size)  # fmt: skip

    def output(self, span: Span | None = None) -> int:
        """The wire that `backward` without a name starts from."""
        builder = self.builder
        wire = builder.outputs[0] if builder.outputs else builder.last
        if wire < 0:
            raise error("no-output", "there is no gate to start from", span,
                        help="declare a gate first: f = x * y")  # fmt: skip
        return wire

    @property
    def position(self) -> str | None:
        """Where `step` stands, `forward 1 of 2`; None while nobody steps."""
        return self.walk.words if self.walk is not None and self.walk.holds(self) else None

    def tell(self, pace: Pace | None) -> None:
        """Whom the passes tell how far they are."""
        self.circuit._pace = pace
        if self.run is not None:
            self.run._program.pace = pace

    # ------------------------------------------------------------------ changes

    def forward(self) -> Run:
        """Compute every gate and keep the values."""
        run = self.circuit._run(self.settings_by_wire())
        if self.gradients is not None and not self.gradients_stale:
            self.gradients_stale = "forward"
        self.run = run
        self.changed, self.changed_by, self.unset = set(), "", frozenset()
        return run

    def settings_by_wire(self) -> dict[int, Any]:
        return {self.builder.symbols[name]: value for name, value in self.settings.items()}

    def backward(self, of: int, seed: Any = None, place: Span | None = None) -> Gradients:
        assert self.run is not None
        program = self.circuit._program()
        if self.run._program is not program:  # another rule for ties; the values are the same
            self.run = Run(self.circuit, program, self.run._values, self.run.warnings)
        self.gradients = self.run._backward(of, seed, place)
        self.gradients_stale, self.ungraded = "", frozenset()
        return self.gradients

    def set_leaf(self, name: str, value: Any, by: str, span: Span | None = None) -> None:
        wire = self.builder.symbols[name]
        value = leaf_value(value, name, self.builder.tape.shape(wire), span)
        self.settings = {**self.settings, name: value}
        self.given += size_of([value])
        if self.run is not None and wire < len(self.run._values) \
                and shape_of(self.run._values[wire]) != shape_of(value):  # fmt: skip
            self.run = self.gradients = None  # of another shape: nothing fits together any more
            self.changed, self.changed_by, self.gradients_stale = set(), "", ""
        if self.run is not None:
            self.changed = {*self.changed, wire}
            self.changed_by = by
        if self.gradients is not None:
            self.gradients_stale = by

    def set_constant(self, name: str, value: Any, by: str, span: Span) -> None:
        """Build the circuit again with another constant: nothing but values may differ."""
        before = self.builder
        constants = {**self.constants, name: value}
        builder, lowerer = self.built(self.declared[: self.count], constants)
        old, new = before.tape, builder.tape
        if (old.kind, old.args, old.names, old.shapes, old.options) != (
                new.kind, new.args, new.names, new.shapes, new.options):  # fmt: skip
            raise error("bad-argument", f"`{name}` shapes the circuit: a bound, a subscript or a "
                        "shape was made of it", span, help="change its declaration and start again",
                        )  # fmt: skip
        moved = {wire for wire in new.consts if not same_bits(new.consts[wire], old.consts[wire])}
        kept = self.settings_by_wire()
        moved |= {wire for wire, first in builder.values.items()
                  if wire not in kept and not same_bits(first, before.values[wire])}  # fmt: skip
        self.constants = constants
        same = range(len(new))
        self.replace(builder, lowerer, same, same, moved, by)

    def replace(self, builder: Builder, lowerer: Lowerer, came: Sequence[int], back: Sequence[int],
                moved: set[int], by: str) -> None:  # fmt: skip
        """Make another circuit the session's.  `came` tells for its wires which ones of the old
        circuit they were, `back` the reverse (-1: none): those keep their numbers, stale where they
        depend on `moved`; but what has another shape now has none."""
        run, gradients, before = self.run, self.gradients, self.builder.tape
        self.attach(builder, lowerer)
        if run is None:
            return
        if before.shapes or builder.tape.shapes:
            came, back = _of_one_shape(before, builder.tape, came, back)
        old, known, kind, none = run._values, len(run._values), builder.tape.kind, self.unset
        values: Any = [old[wire] if 0 <= wire < known else nan for wire in came]
        values = values if builder.tape.shapes else array("d", values)
        leaves = self.leaves()
        for wire, value in leaves.items():
            if not 0 <= came[wire] < known:
                values[wire] = value
        for wire, value in builder.tape.consts.items():
            values[wire] = value
        self.run = Run(self.circuit, self._program(), values, run.warnings)
        self.unset = frozenset([wire for wire, was in enumerate(came) if kind[wire] >= 0
                                and (not 0 <= was < known or was in none)])  # fmt: skip
        self.unset |= {wire for wire in self.builder.symbols.values()
                       if kind[wire] in (INPUT, PARAM) and wire not in leaves}  # fmt: skip
        self.changed = {back[wire] for wire in self.changed if back[wire] >= 0} | moved
        self.changed_by = by
        self._replace_gradients(gradients, came, back, by)

    def _replace_gradients(self, gradients: Gradients | None, came: Sequence[int],
                           back: Sequence[int], by: str) -> None:  # fmt: skip
        self.gradients = None
        if gradients is None or self.run is None or back[gradients._of] < 0:
            return
        above, known, none = gradients._upstream, len(gradients._upstream), self.ungraded
        self.ungraded = frozenset([wire for wire, before in enumerate(came)
                                   if not 0 <= before < known or before in none])  # fmt: skip
        upstream = Heard([above[wire] if 0 <= wire < known and wire not in none else None
                          for wire in came])  # fmt: skip
        upstream.masks = {wire: mask for wire, before in enumerate(came)
                          if (mask := reached(above, before)) is not None}  # fmt: skip
        self.gradients = Gradients(self.run, back[gradients._of], gradients.seed, upstream)
        self.gradients_stale = by


def _of_one_shape(old: Tape, new: Tape, came: Sequence[int], back: Sequence[int],
                  ) -> tuple[list[int], list[int]]:  # fmt: skip
    """`came` and `back` without the wires that have another shape in the other circuit."""
    return ([was if was >= 0 and new.shape(wire) == old.shape(was) else -1
             for wire, was in enumerate(came)],
            [now if now >= 0 and new.shape(now) == old.shape(wire) else -1
             for wire, now in enumerate(back)])  # fmt: skip
