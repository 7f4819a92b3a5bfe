"""What operations mean where a circuit is declared: each is a gate of it."""

from __future__ import annotations

from circuitlang.gates import BY_NAME
from circuitlang.meaning import composites
from circuitlang.meaning.data import INITIAL, Draws, initial
from circuitlang.meaning.declared import called_in
from circuitlang.meaning.expressions import CONSTANTS
from circuitlang.meaning.refusals import refuse_inside
from circuitlang.meaning.tensors import shape_of
from circuitlang.tape.order import reach
from circuitlang.text.errors import CircuitError, Diagnostic, Label, error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from circuitlang.gates.gate import Gate
    from circuitlang.gates.shapes import Shape
    from circuitlang.meaning.builder import Builder, Operand
    from circuitlang.meaning.definitions import Definition
    from circuitlang.meaning.expressions import Reader
    from circuitlang.meaning.scope import Task
    from circuitlang.syntax import nodes
    from circuitlang.text.limits import Limits
    from circuitlang.text.pace import Pace
    from circuitlang.text.source import Span


class Follow(CircuitError):
    """A consequence of an error that is reported already: it is not reported again."""


class CircuitWorld:
    """Operations as gates of the circuit that is being built."""

    def __init__(self, builder: Builder, seed: int = 0) -> None:
        self.builder = builder
        self.draws = Draws(seed)
        self.read: Callable[[str, Span], bytes] | None = None  # files that the circuit names
        self.later: dict[str, Span] = {}  # names that the file declares further down
        self.defined_later: dict[str, nodes.Define] = {}  # the definitions among them
        self.failed: set[str] = set()  # names whose own declaration is reported already
        self.blind = False  # an include failed: who knows what it would have declared
        self.constant_only = False  # an initial value: `randn` and `uniform` may be called
        self.building = False  # a declaration is being added
        self.heard: list[int] | None = None  # what names meant, where somebody wants to know
        self.pace: Pace | None = None  # is told how far a long loop is
        self.telling: nodes.For | None = None  # the outermost one, which tells it

    @property
    def definitions(self) -> dict[str, Definition]:
        return self.builder.definitions

    def lookup(self, name: str, span: Span) -> Operand:
        wire = self.builder.resolve(name)
        if wire is not None:
            if self.heard is not None:
                self.heard.append(wire)
            if self.building and "." in name:
                refuse_inside(self.builder.tape, wire, name, span)
            return wire
        if name in CONSTANTS:
            return CONSTANTS[name]
        raise self.missing(name, span)

    def missing(self, name: str, span: Span) -> CircuitError:
        """What is wrong with a name that nothing has."""
        builder = self.builder
        base = name.partition("[")[0].partition(".")[0]
        if name in self.failed or base in self.failed:
            return Follow(Diagnostic("undefined-name", f"`{name}` was not declared", span))
        known = base in builder.subscripted and base != name
        if place := self.later.get(name) or (None if known else self.later.get(base)):
            itself = place.line == span.line and place.source is span.source
            return error("used-before-declared", f"`{name}` is read before it is declared", span,
                         labels=[Label(place, "declared here")],
                         help="a gate cannot read itself" if itself and place.start < span.start
                         else "a gate reads only gates above it: move this line down")  # fmt: skip
        if name in builder.definitions:
            return error("undefined-name", f"`{name}` is a definition, not a value", span,
                         help=f"call it: {name}({', '.join(builder.definitions[name].params)})",
                         )  # fmt: skip
        if base != name and base in builder.symbols and "." not in name:
            return error("undefined-name", f"nothing is called `{name}`: `{base}` is one number",
                         span, help=f"`{base}` alone reads it")  # fmt: skip
        if self.blind:
            return Follow(Diagnostic("undefined-name", f"`{name}` may be in the include", span))
        return builder.undefined(name, span)

    def calls_back(self, name: str, definition: str) -> bool:
        """Does `name`, which is defined further down, call a definition in the end?"""
        waiting, seen = [name], {name}
        while waiting:
            node = self.defined_later.get(waiting.pop())
            called = called_in(node) if node is not None else set()
            if definition in called:
                return True
            waiting += called - seen
            seen |= called
        return False

    def missing_gate(self, name: str, place: Span) -> CircuitError | None:
        """What is wrong with a call of a value, or of a definition that failed or comes later."""
        if name in self.failed:
            return Follow(Diagnostic("unknown-gate", f"`{name}` was not defined", place))
        if name in self.defined_later:
            return error("used-before-declared", f"`{name}` is called before it is defined", place,
                         labels=[Label(self.later[name], "defined here")],
                         help="definitions come before their calls: move this one up")  # fmt: skip
        if name in self.builder.symbols or name in self.builder.subscripted or name in CONSTANTS:
            return error("unknown-gate", f"`{name}` is a value, not a gate that can be called",
                         place, help=f"to multiply write `{name} * (…)`")  # fmt: skip
        if self.blind and name not in BY_NAME:
            return Follow(Diagnostic("unknown-gate", f"`{name}` may be in the include", place))
        return None

    @property
    def limits(self) -> Limits:
        return self.builder.limits

    def has(self, name: str) -> bool:
        return self.builder.resolve(name) is not None

    def shape(self, operand: Operand) -> Shape:
        return shape_of(self.builder, operand)

    def apply(self, gate: Gate, operands: Sequence[Operand], span: Span,
              options: dict[str, Any] | None = None) -> Operand:  # fmt: skip
        return self.builder.apply(gate, operands, span, options)

    def special(self, call: nodes.Call, operands: list[Operand], span: Span) -> Operand | None:
        if call.name == "grad":
            return self._gradient(operands, span)
        if call.name not in INITIAL:
            return None
        if not self.constant_only:
            raise error("not-constant", f"`{call.name}` gives initial values, not gates", span,
                        help=f"declare a leaf: input r = {call.name}(…)")  # fmt: skip
        values = [x if isinstance(x, str) else self._known(call, x, span) for x in operands]
        return initial(call, values, span, self.draws, self.builder.limits, self.read)

    def _gradient(self, operands: list[Operand], span: Span) -> Operand:
        """The calculus gate: `grad(f, x)` as gates of this circuit."""
        from circuitlang.transforms.differentiate import differentiate

        if len(operands) != 2:
            raise error("wrong-arity", f"`grad` in a gate takes two names, not {len(operands)}",
                        span, help="grad(f, x)")  # fmt: skip
        of, by = operands
        if not isinstance(of, int) or not isinstance(by, int) or self.is_const(by):
            raise error("bad-argument", "`grad` takes a gate and what to differentiate it by",
                        span, help="grad(f, x)")  # fmt: skip
        if self.is_const(of):
            return 0.0
        tape = self.builder.tape
        before = len(tape)
        made_here = tape.owner[by] < 0 and by not in tape.names and by not in tape.labels
        if made_here and tape.kind[by] >= 0 and not reach(tape, of)[by]:
            raise error("bad-argument", "`grad` differentiates by what has a name: the gate does "
                        "not depend on an expression that is made here", span,
                        help="of a part of a tensor the gradient is a part: grad(f, X)[0]",
                        )  # fmt: skip
        result = differentiate(self.builder, of, by, span)
        if isinstance(result, int) and result >= before and not tape.is_const(result):
            tape.derived[result] = (before, of, by)
        return result

    def _known(self, call: nodes.Call, operand: Operand, span: Span) -> Any:
        if not self.is_const(operand):
            raise error("not-constant", f"`{call.name}` takes constants", span)
        return self.constant(operand)

    def is_const(self, operand: Operand) -> bool:
        return self.builder.is_const(operand)

    def constant(self, operand: Operand) -> Any:
        return self.builder.constant(operand)

    def budget(self, size: int, span: Span, trips: int = 0) -> None:
        """Refuse what would go over the limit before any of it is built; also the `trips` of
        loops in loops of which nothing comes."""
        builder = self.builder
        builder.counts.turn(trips, span)
        room = 2 * builder.limits.gates - builder.tape.gates - builder.counts.folded
        if size > room:
            raise builder.limits.exceeded("gates", builder.tape.gates + size, span, "this")

    def call(self, reader: Reader, definition: Definition, operands: list[Operand],
             span: Span) -> Task:  # fmt: skip
        return composites.call(self, definition, operands, span)
