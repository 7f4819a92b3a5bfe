"""What a session is at one moment: the circuit, the numbers of the last passes, how it is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circuitlang.circuit import Circuit, Gradients, Run
from circuitlang.meaning.builder import Builder
from circuitlang.meaning.lower import Lowerer
from circuitlang.reports.standing import Standing, Unit
from circuitlang.text.errors import error

if TYPE_CHECKING:
    from collections.abc import Mapping

    from circuitlang.meaning.lower import Open
    from circuitlang.syntax import nodes
    from circuitlang.text.limits import Limits
    from circuitlang.text.source import Source, Span


class State:
    """Everything that a statement may change.

    declared       the declarations so far, from which the circuit can be built again
    settings       values that `set` gave to inputs and params, by name
    constants      values that `set` gave to constants, by name
    changed        leaves whose value changed since the last forward
    changed_by     the statement that made values stale, for messages
    gradients_stale  the same for gradients; empty: they are fresh, or there are none
    opened, units  composite gates that are shown opened, gates that are shown as one
    """

    def __init__(self, limits: Limits, strict: bool, open_file: Open,
                 presets: Mapping[str, float]) -> None:  # fmt: skip
        self.limits = limits
        self.strict = strict
        self.open_file = open_file
        self.declared: list[tuple[nodes.Declaration, Source]] = []
        self.settings: dict[str, float] = {}
        self.constants: dict[str, float] = dict(presets)
        self.run: Run | None = None
        self.gradients: Gradients | None = None
        self.changed: set[int] = set()
        self.changed_by = ""
        self.gradients_stale = ""
        self.opened: frozenset[int] = frozenset()
        self.units: tuple[Unit, ...] = ()
        self.digits: int | None = None
        self.attach(self.new_builder())

    def new_builder(self, constants: Mapping[str, float] | None = None) -> Builder:
        builder = Builder(self.limits)
        builder.presets = dict(self.constants if constants is None else constants)
        return builder

    def attach(self, builder: Builder, lowerer: Lowerer | None = None) -> None:
        """Make a builder the session's circuit."""
        self.builder = builder
        self.lowerer = lowerer or Lowerer(builder, self.open_file)
        self.circuit = Circuit._of(builder, self.strict)

    # ------------------------------------------------------------------ the circuit's numbers

    def leaves(self) -> dict[int, float]:
        """The present values of inputs and params."""
        symbols = self.builder.symbols
        return {**self.builder.values,
                **{symbols[name]: value for name, value in self.settings.items()}}  # fmt: skip

    def stale(self) -> bytearray:
        """1 for each wire whose value is older than the circuit."""
        tape = self.builder.tape
        found = bytearray(len(tape))
        if self.run is None or not self.changed:
            return found
        start, args = tape.start, tape.args
        for wire in self.changed:
            found[wire] = 1
        for wire in range(min(self.changed), len(self.run._values)):
            if any(found[x] for x in args[start[wire] : start[wire + 1]]):
                found[wire] = 1
        for wire in self.changed:
            found[wire] = 0  # a leaf shows its new value at once
        return found

    def standing(self) -> Standing:
        values, leaves = None, self.leaves()
        if self.run is not None:
            values = self.run._values
            if self.changed:
                values = values[:]
                for wire in self.changed:
                    values[wire] = leaves.get(wire, values[wire])
        upstream, of = None, -1
        if self.gradients is not None:
            upstream, of = self.gradients._upstream, self.gradients._of
        return Standing(self.builder, self.circuit._program(), values, leaves, self.stale(),
                        upstream, of, bool(self.gradients_stale), self.opened, self.units,
                        )  # fmt: skip

    def fresh(self) -> bool:
        """Do all gates have a value that is up to date?"""
        size = len(self.builder.tape)
        return self.run is not None and not self.changed and len(self.run._values) == size

    def output(self, span: Span | None = None) -> int:
        """The wire that `backward` without a name starts from."""
        builder = self.builder
        wire = builder.outputs[0] if builder.outputs else builder.last
        if wire < 0:
            raise error("no-output", "there is no gate to start from", span,
                        help="declare a gate first: f = x * y")  # fmt: skip
        return wire

    # ------------------------------------------------------------------ changes

    def forward(self) -> Run:
        """Compute every gate and keep the values."""
        run = self.circuit._run(self.settings_by_wire())
        if self.gradients is not None and not self.gradients_stale:
            self.gradients_stale = "forward"
        self.run = run
        self.changed, self.changed_by = set(), ""
        return run

    def settings_by_wire(self) -> dict[int, float]:
        return {self.builder.symbols[name]: value for name, value in self.settings.items()}

    def backward(self, of: int, seed: float) -> Gradients:
        assert self.run is not None
        self.gradients = self.run._backward(of, seed)
        self.gradients_stale = ""
        return self.gradients

    def set_leaf(self, name: str, value: float, by: str) -> None:
        wire = self.builder.symbols[name]
        self.settings = {**self.settings, name: value}
        if self.run is not None:
            self.changed = {*self.changed, wire}
            self.changed_by = by
        if self.gradients is not None:
            self.gradients_stale = by

    def set_constant(self, name: str, value: float, by: str, span: Span) -> None:
        """Build the circuit again with another constant: nothing but values may differ."""
        before = self.builder
        constants = {**self.constants, name: value}
        builder = self.new_builder(constants)
        lowerer = Lowerer(builder, self.open_file)
        for statement, source in self.declared:
            lowerer.declare(statement, source)
        old, new = before.tape, builder.tape
        if old.kind != new.kind or old.args != new.args or old.names != new.names:
            raise error("bad-argument", f"`{name}` shapes the circuit: a bound or a subscript was "
                        "made of it", span, help="change its declaration and start again",
                        )  # fmt: skip
        moved = {wire for wire in new.consts if new.consts[wire].hex() != old.consts[wire].hex()}
        self.constants = constants
        self.attach(builder, lowerer)
        if self.run is not None:
            run = self.run
            values = run._values[:]
            for wire in moved:
                if wire < len(values):
                    values[wire] = new.consts[wire]
            self.run = Run(self.circuit, self.circuit._program(), values, run.warnings)
            self.changed = {*self.changed, *(wire for wire in moved if wire < len(values))}
            self.changed_by = by
        if self.gradients is not None and self.run is not None:
            kept = self.gradients
            self.gradients = Gradients(self.run, kept._of, kept.seed, kept._upstream)
            self.gradients_stale = by
