"""The Python API: a circuit, a run of it, and its gradients.

>>> import circuitlang as cl
>>> circuit = cl.parse("input x = -2, y = 5, z = -4; q = x + y; f = q * z")
>>> grads = circuit.forward(x=3.0).backward()
>>> grads["x"], grads.chained("q")
(-4.0, {'x': -4.0, 'y': -4.0})
"""

from __future__ import annotations

from circuitlang import engines
from circuitlang.caller import constant, declared_name, leaf_value, same_dimensions, shape_of
from circuitlang.gates.shapes import bracketed
from circuitlang.meaning.builder import COPY, Builder
from circuitlang.reports.nonfinite import forward_warning
from circuitlang.run import Gradients, Run
from circuitlang.text.errors import CircuitError, error
from circuitlang.text.limits import Limits
from circuitlang.wires import Handle

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from circuitlang.engines.reference import Program
    from circuitlang.function import Function
    from circuitlang.gates.shapes import Shape
    from circuitlang.text.pace import Pace


class Circuit:
    """A circuit: built from text by `parse` and `load`, or gate by gate with these methods.

    Evaluating a circuit never changes it, so many threads may evaluate the same one.
    """

    def __init__(self, *, strict: bool = False, limits: Mapping[str, float] | Limits | None = None,
                 engine: str = "") -> None:  # fmt: skip
        """`strict` makes a non-finite value or gradient an error instead of a warning; `limits`
        replaces some of the limits by name (`{"gates": 1000}`); `engine` names what computes:
        `reference`, `segments`, `numpy` or `kernel` (default: what fits).

        Raises bad-argument where there is no such engine or limit."""
        self.strict = strict
        self._builder = Builder(as_limits(limits))
        self._builder.engine = as_engine(engine)
        self._compiled: Program | None = None
        self._pace: Pace | None = None  # is told how far a pass is

    @classmethod
    def _of(cls, builder: Builder, strict: bool = False) -> Circuit:
        circuit = cls(strict=strict)
        circuit._builder = builder
        return circuit

    # ------------------------------------------------------------------ building

    def input(self, name: str, value: Any = None, *, shape: Any = None) -> Handle:
        """Declare an input, a leaf that gets a gradient; without a value `forward` needs one.

        A value is a number, or what NumPy makes an array of; `shape` is needed only where there is
        no value, or to name dimensions: `shape=["N", 3]`."""
        return self._leaf("input", name, value, shape)

    def param(self, name: str, value: Any = None, *, shape: Any = None) -> Handle:
        """Declare a param: a leaf that gets a gradient and that training moves."""
        return self._leaf("param", name, value, shape)

    def const(self, name: str, value: Any) -> Handle:
        """Declare a constant, a leaf that gets no gradient."""
        return self._leaf("const", name, value, None)

    def _leaf(self, kind: str, name: str, value: Any, shape: Any) -> Handle:
        builder, name = self._builder, declared_name(name)
        start = None if value is None else constant(value, f"the value of `{name}`")
        mark = builder.mark()
        try:
            wire = builder.leaf(kind, name, start, None, shape_of(builder, shape))
        except CircuitError:
            builder.rollback(mark)
            raise
        return Handle(builder, wire)

    def gate(self, name: str, expression: Any) -> Handle:
        """Name the output of an expression; the operations in it are called after the name
        (`f.add`) unless an earlier gate owns them already."""
        builder, name = self._builder, declared_name(name)
        if not isinstance(expression, Handle):
            return self.const(name, expression)
        expression.belongs_to(builder)
        wire = expression._wire
        builder.refuse_second(name, None)
        if builder.tape.is_const(wire):
            return self.const(name, builder.constant(wire))
        if wire in builder.tape.names or builder.tape.owner[wire] >= 0 or wire in builder.values:
            wire = builder.emit(COPY, (wire,), -1, shape=builder.tape.shape(wire))
        builder.own_scattered(wire)
        builder.declare(name, wire, None)
        builder.last = wire
        return Handle(builder, wire)

    def output(self, *gates: Handle | str) -> None:
        """Mark what `backward` starts from: the first one, all of them are reported."""
        self._builder.outputs = tuple(
            self._wire(gate) if isinstance(gate, str) else gate.belongs_to(self._builder)
            for gate in gates
        )

    def ties(self, rule: str) -> None:
        """How `max` and `min` share a gradient at a tie: `split`, `first` or `both`."""
        if rule not in ("split", "first", "both"):
            raise error("bad-argument", f"there is no rule for ties called {rule!r}",
                        help="split, first or both")  # fmt: skip
        self._builder.ties = rule
        self._compiled = None

    # ------------------------------------------------------------------ asking

    @property
    def names(self) -> tuple[str, ...]:
        """The names of everything declared, in order."""
        return tuple(self._builder.symbols)

    @property
    def inputs(self) -> tuple[str, ...]:
        """The names of the inputs and params, in order."""
        builder = self._builder
        return tuple(name for name, wire in builder.symbols.items()
                     if builder.tape.is_leaf(wire) and not builder.tape.is_const(wire))  # fmt: skip

    @property
    def outputs(self) -> tuple[str, ...]:
        """The names of the outputs: what `output` marked, else the last gate declared."""
        builder = self._builder
        wires = builder.outputs or ((builder.last,) if builder.last >= 0 else ())
        return tuple(builder.tape.name(wire) for wire in wires)

    def __getitem__(self, name: str) -> Handle:
        """The gate of that name, to build on with operators."""
        return Handle(self._builder, self._wire(name))

    def __len__(self) -> int:
        """The number of gates."""
        return self._builder.tape.gates

    def __repr__(self) -> str:
        outputs = ", ".join(self.outputs) or "none"
        return f"<Circuit: {len(self.inputs)} inputs, {len(self)} gates, output {outputs}>"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        """The circuit drawn, for a notebook."""
        from circuitlang.exports.bundle import bundle

        return bundle(repr(self), self._builder, self._program())

    def to_source(self) -> str:
        """The circuit as text: `parse` makes of it a circuit with the same gates in the same
        order.  Loops are unrolled, and gates that have no name but need one get one."""
        from circuitlang.meaning.decompile import circuit_source

        return circuit_source(self._builder)

    def _wire(self, name: str) -> int:
        if not isinstance(name, str):
            raise error("bad-argument", f"a gate's name is a string, not {type(name).__name__}")
        wire = self._builder.resolve(name)
        if wire is None:
            raise self._builder.undefined(name, None)
        return wire

    def _output(self) -> int:
        builder = self._builder
        wire = builder.outputs[0] if builder.outputs else builder.last
        if wire < 0:
            raise error("no-output", "the circuit has no gate to start from",
                        help="declare a gate, or name an output")  # fmt: skip
        return wire

    def _program(self) -> Program:
        program, builder = self._compiled, self._builder
        tape = builder.tape
        now = len(tape), tape.version, builder.ties
        if program is None or (program.size, program.version, program.m.ties) != now:
            tape.firm = max(tape.firm, len(tape))
            program = engines.compile(builder.tape, builder.ties, builder.limits, builder.engine)
            self._compiled = program
        program.pace = self._pace
        return program

    # ------------------------------------------------------------------ running

    def forward(self, values: Mapping[str, Any] | None = None, /, **named: Any) -> Run:
        """Compute every gate.  Inputs and params take their declared values unless given here,
        by keyword, or in a mapping for names that Python cannot spell (`{"w[0]": 1.0}`).

        Raises CircuitError: undefined-name, not-a-leaf, bad-argument, no-value; and non-finite
        if the circuit is strict."""
        given = {**(values or {}), **named}
        return self._run({wire: leaf_value(value, name, self._builder.tape.shape(wire))
                          for name, value in given.items()
                          for wire in (self._leaf_wire(name),)})  # fmt: skip

    def _leaf_wire(self, name: str) -> int:
        wire = self._wire(name)
        tape = self._builder.tape
        if not tape.is_leaf(wire) or tape.is_const(wire):
            what = "a constant" if tape.is_const(wire) else "a gate"
            raise error("not-a-leaf", f"`{name}` is {what}: only inputs and params take a value",
                        tape.place(wire))  # fmt: skip
        return wire

    def _run(self, given: dict[int, Any]) -> Run:
        builder = self._builder
        leaves = {**builder.values, **given}
        tape = builder.tape
        for wire in builder.symbols.values():
            if tape.kind[wire] < 0 and wire not in leaves and not tape.is_const(wire):
                name = tape.name(wire)
                raise error("no-value", f"`{name}` has no value yet", tape.place(wire),
                            help=given_as(name, tape.shape(wire)))  # fmt: skip
        if tape.shapes:
            same_dimensions(tape, leaves)
        program = self._program()
        try:
            values = program.forward(leaves)
        except MemoryError:
            raise builder.limits.used_up() from None
        warning = forward_warning(tape, values, "error" if self.strict else "warning")
        if warning is not None and self.strict:
            raise CircuitError(warning)
        return Run(self, program, values, () if warning is None else (warning,))

    def gradient(self, name: str | None = None, *, wrt: str) -> Circuit:
        """A circuit that computes the gradient of gate `name` (default: the output) by `wrt`: this
        one and, as its output, the gate `df_dx` (of f by x), made of gates like the others.

        Raises CircuitError: undefined-name, not-a-leaf, not-scalar, already-declared."""
        from circuitlang.transforms.differentiate import differentiate

        of = self._output() if name is None else self._wire(name)
        by, builder = self._wire(wrt), self._builder.clone()
        if builder.tape.is_const(of) or builder.tape.is_const(by):
            which = name if builder.tape.is_const(of) else wrt
            raise error("not-a-leaf", f"`{which}` is a constant")
        mark = len(builder.tape)
        operand = differentiate(builder, of, by, None)
        title = declared_name(_plain(f"d{builder.tape.name(of)}_d{wrt}"))
        builder.outputs = (builder.gate(title, operand, mark, None),)
        return Circuit._of(builder, self.strict)

    def function(self, name: str | None = None, wrt: Sequence[str] | None = None) -> Function:
        """The circuit as a function of its inputs: `f(x=3.0)` gives the value of gate `name`
        (default: the output) and its gradient by each name of `wrt` (default: all inputs)."""
        from circuitlang.function import Function

        return Function(self, self._output() if name is None else self._wire(name),
                        self.inputs if wrt is None else tuple(wrt))  # fmt: skip


def _plain(name: str) -> str:
    """A name without subscripts and dots."""
    return "".join(letter if letter.isidentifier() or letter.isdigit() else "_" for letter in name)


def given_as(name: str, shape: Shape = ()) -> str:
    """How a Python caller gives `forward` a value."""
    what, value = ("it an array of " + bracketed(shape), "…") if shape else ("it one", "1.0")
    call = f"{name}={value}" if name.isidentifier() else f'{{"{name}": {value}}}'
    return f"give {what}: forward({call})"


def as_limits(limits: Mapping[str, float] | Limits | None, untrusted: bool = False) -> Limits:
    """The limits that hold: given by name, or all at once."""
    if isinstance(limits, Limits):
        return limits
    found = Limits(untrusted=untrusted)
    if limits is not None and not hasattr(limits, "items"):
        raise error("bad-argument", "limits are numbers by name", help='write it {"gates": 1000}')
    for name, value in (limits or {}).items():
        found = found.replace(name, value)
    return found


def as_engine(name: str) -> str:
    """The name of an engine, or nothing: the circuit chooses."""
    if name and name not in engines.ENGINES:
        raise error("bad-argument", f"there is no engine `{name}`",
                    help=f"there is: {', '.join(engines.ENGINES)}")  # fmt: skip
    return name


__all__ = ["Circuit", "Gradients", "Run", "as_engine", "as_limits"]
