"""What commands ask of their session: names as wires, expressions as numbers, passes, messages."""

from __future__ import annotations

from circuitlang.gates.shapes import example
from circuitlang.meaning.expressions import Reader
from circuitlang.meaning.refusals import whole
from circuitlang.meaning.scope import Scope
from circuitlang.reports.notes import Failure, Note, Warned
from circuitlang.session.world import evaluate
from circuitlang.text.errors import CircuitError, Diagnostic, Label, error
from circuitlang.text.source import Source, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeVar

    from circuitlang.reports.report import Report
    from circuitlang.session.state import State
    from circuitlang.syntax import nodes
    from circuitlang.text.pace import Pace

    T = TypeVar("T")

MOST = 6  # names that a sentence lists


class Desk:
    """The part of a session that its commands work with."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.warnings: list[Diagnostic] = []
        self.failures: list[Diagnostic] = []
        self.source = Source("<string>", "")
        self.place: Span | None = None  # of the command that is running
        self.implied = False  # it does not stand in the source
        self.pace: Pace | None = None  # is told how far long work is
        self._emit: Callable[[Report], None] = lambda report: None

    def say(self, report: Report | None) -> None:
        if report is not None:
            self.hush()
            self._emit(report)

    def hush(self) -> None:
        """Take away what was told of how far long work is."""
        if self.pace is not None:
            self.pace.over()

    def note(self, words: str) -> None:
        self.say(Note(words))

    def warn(self, found: tuple[Diagnostic, ...]) -> None:
        for warning in found:
            self.warnings.append(warning)
            self.say(Warned(warning))

    def fail(self, problem: Diagnostic) -> None:
        """Record a failed expectation or check; the run goes on."""
        self.failures.append(problem)
        self.say(Failure(problem))

    def span(self, node: Any) -> Span:
        return Span(self.source, node.at, node.end)

    def wire(self, name: nodes.Expr) -> int:
        """The wire that a name of a command means."""
        world, tape = self.state.lowerer.world, self.state.builder.tape
        called = self.span(name).text
        if tape.shapes and world.builder.resolve(called) is None:
            of = next((tape.name(x) for x, shape in tape.shapes.items() if called in shape), None)
            if of is not None:
                raise error("bad-argument", f"`{called}` is a dimension of `{of}`, not a value",
                            self.span(name), help=f"the value of `{of}` says how large it is",
                            )  # fmt: skip
        operand = whole(world.builder, Reader(world, self.source), name)
        if isinstance(operand, int):
            return operand
        raise world.builder.undefined(self.span(name).text, self.span(name))

    def wires(self, names: tuple[nodes.Pattern, ...] | None) -> list[int]:
        """The wires that the NAMES of a command mean; without names what a table lists."""
        standing = self.state.standing()
        if names is None:
            return standing.listed()
        found: list[int] = []
        for pattern in names:
            if pattern.name is None:
                found += [wire for wire in range(len(standing.tape))
                          if wire not in standing.hidden]  # fmt: skip
            elif pattern.star:
                found += standing.below(self.wire(pattern.name))
            else:
                found.append(self.wire(pattern.name))
        return list(dict.fromkeys(found))

    def number(self, expr: nodes.Expr) -> Any:
        """The value of an expression by the numbers of the last passes."""
        return evaluate(self.state, expr, self.source)

    def constant(self, expr: nodes.Expr, what: str, draws: bool = False) -> Any:
        """The value of a constant expression: numbers and constants only, and with `draws` what
        `randn` and `uniform` give."""
        world, builder = self.state.lowerer.world, self.state.builder
        mark, world.constant_only = builder.mark(), draws
        try:
            operand = Reader(world, self.source).operand(expr, Scope())
            if world.is_const(operand):
                return world.constant(operand)
        finally:
            builder.rollback(mark)
            world.constant_only = False
        raise error("not-constant", f"{what} is not constant", self.span(expr),
                    help="use numbers and constants")  # fmt: skip

    def leaf_wires(self) -> list[int]:
        """The wires of inputs and params, in order."""
        tape = self.state.builder.tape
        return [wire for wire in self.state.builder.symbols.values()
                if tape.is_leaf(wire) and not tape.is_const(wire)]  # fmt: skip

    def need_forward(self) -> None:
        """Run `forward` where a value is stale or unset, and say so."""
        if not self.state.fresh():
            self.forward()
            if gates := self.state.builder.tape.gates:
                self.note(f"forward first: {gates} gate{'s' * (gates != 1)}")

    def forward(self) -> None:
        run = self.passing(self.state.forward)
        self.hush()
        self.warn(run.warnings)

    def passing(self, work: Callable[[], T]) -> T:
        """What some work gives that runs a pass."""
        try:
            return work()
        except CircuitError as problem:
            raise self._without_value(problem.errors[0]) from None

    def _without_value(self, problem: Diagnostic) -> CircuitError:
        """A pass that lacks a value is the mistake of the command that asked for it."""
        if problem.code != "no-value" or problem.span is None:
            return CircuitError(problem)
        name = problem.span.text
        wire, tape = self.state.builder.symbols.get(name), self.state.builder.tape
        value = example(tape.shape(wire)) if wire is not None else "1"
        if self.implied:
            return CircuitError(Diagnostic(problem.code, problem.message, problem.span,
                                           help=f"give it one here: {name} = {value}"))  # fmt: skip
        label = Label(problem.span, "declared without a value")
        return CircuitError(Diagnostic(problem.code, problem.message, self.place, labels=[label],
                                       help=f"set {name} = {value}, before this line"))  # fmt: skip

    def stale_note(self) -> Note | None:
        """Which declared gates are stale after a change."""
        state = self.state
        tape = state.builder.tape
        wires = [x for x, old in enumerate(state.stale()) if old and x in tape.names]
        if not wires:
            return None
        names = listed([tape.name(x) for x in wires[: MOST + 1]], len(wires))
        return Note(f"{names} {'is' if len(wires) == 1 else 'are'} stale (forward)")

    def json(self) -> dict[str, Any]:
        """The circuit and its numbers as the object that `--json` prints."""
        from circuitlang.reports.json import circuit_object

        standing = self.state.standing()
        if not standing.tape.shapes:
            return circuit_object(standing, self.warnings)
        from circuitlang.readings.arrays import quiet

        with quiet():
            return circuit_object(standing, self.warnings)


def listed(names: list[str], count: int) -> str:
    """Names in a sentence: `x, y and z`; of `count` names the first ones do."""
    if count > MOST:
        return f"{', '.join(names[:MOST])} and {count - MOST} more"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
