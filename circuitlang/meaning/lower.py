"""Declarations: syntax in, wires out.  Each happens whole or not at all."""

from __future__ import annotations

from circuitlang.meaning.builder import TIES
from circuitlang.meaning.declared import declared, declared_names
from circuitlang.meaning.definitions import Definition
from circuitlang.meaning.expressions import Reader
from circuitlang.meaning.loops import loop
from circuitlang.meaning.refusals import whole
from circuitlang.meaning.resolve import check_definition
from circuitlang.meaning.scope import Scope, run
from circuitlang.meaning.statements import assign, leaf
from circuitlang.meaning.world import CircuitWorld, Follow
from circuitlang.syntax import nodes
from circuitlang.tape.tape import CONST
from circuitlang.text.errors import CircuitError, Diagnostic, error
from circuitlang.text.limits import FILES_DEEP
from circuitlang.text.source import Span
from circuitlang.text.suggest import suggest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from circuitlang.meaning.builder import Builder
    from circuitlang.meaning.repeat import Repeats
    from circuitlang.meaning.scope import Task
    from circuitlang.text.source import Source

    Open = Callable[[nodes.Include, Source], "tuple[str, Source, Sequence[nodes.Statement]] | None"]


class Lowerer:
    """Adds the declarations of one source after another to a builder.

    drawn   where the random generator stood before each declaration that drew from it
    opened  what each `include` was when it was read
    With these a circuit that is built again (`like`) is the same, whatever was drawn in between and
    whatever has become of the files.
    """

    def __init__(self, builder: Builder, open_file: Open | None = None) -> None:
        self.builder = builder
        self.world = CircuitWorld(builder)
        self.open_file = open_file
        self.included: set[str] = set()
        self.including: list[str] = []
        # where the random generator stood before each declaration that drew from it, and before
        # those that are built again; what each `include` was when it was read
        self.drawn: dict[nodes.Declaration, Any] = {}
        self.replayed: dict[nodes.Declaration, Any] = {}
        self.opened: dict[nodes.Include, tuple[str, Source, Sequence[nodes.Statement]]] = {}

    def like(self, other: Lowerer) -> None:
        """Build declarations that another one built as they were there: whatever was drawn in
        between, and whatever has become of the files."""
        self.replayed, self.opened = dict(other.drawn), dict(other.opened)

    def over(self, builder: Builder) -> Lowerer:
        """One that goes on where this one is, over another builder of the same declarations."""
        twin = Lowerer(builder, self.open_file)
        twin.world.read = self.world.read
        twin.world.draws.restore(self.world.draws.state())
        twin.included, twin.drawn = set(self.included), dict(self.drawn)
        twin.opened = dict(self.opened)
        return twin

    def declare(self, statement: nodes.Declaration, source: Source) -> None:
        """Add a declaration, or raise CircuitError and leave the circuit as it was."""
        mark, world = self.builder.mark(), self.world
        generator, building = world.draws.state(), world.building
        world.building, world.telling = True, None
        try:
            if statement in self.replayed:
                world.draws.restore(self.replayed[statement])
            start = world.draws.state()
            run(self._declare(statement, Reader(world, source), Scope()))
            if world.draws.state() is not start:
                self.drawn[statement] = start
        except BaseException:
            self.builder.rollback(mark)
            world.draws.restore(generator)
            raise
        finally:
            world.constant_only, world.building = False, building

    def again(self, declared: Sequence[tuple[nodes.Declaration, Source]],
              mark: tuple[Any, ...]) -> None:  # fmt: skip
        """Add declarations that were taken out once more, up to the mark that was there before."""
        for statement, source in declared:
            self.declare(statement, source)
        self.world.draws.restore(mark[1])

    def mark(self) -> tuple[Any, ...]:
        """Where `rollback` comes back to."""
        return self.builder.mark(), self.world.draws.state(), frozenset(self.included)

    def rollback(self, mark: tuple[Any, ...]) -> None:
        builder, generator, included = mark
        self.builder.rollback(builder)
        self.world.draws.restore(generator)
        self.included = set(included)
        self.world.failed, self.world.blind = set(), False

    def _declare(self, statement: Any, reader: Reader, scope: Scope) -> Task:
        kind = type(statement)
        if kind is nodes.Assign:
            yield assign(self.world, statement, reader, scope)
        elif kind is nodes.Leaves:
            for item in statement.items:
                yield leaf(self.world, statement.kind, item, reader, scope)
        elif kind is nodes.For:
            yield loop(reader, statement, scope,
                       lambda inner, names: self._declare(inner, reader, names),
                       lambda *plan: self._repeats(reader, *plan))  # fmt: skip
        elif kind is nodes.Define:
            self._define(statement, reader)
        elif kind is nodes.Output:
            self._output(statement, reader)
        elif kind is nodes.Include:
            self._include(statement, reader)
        elif kind is nodes.Seed:
            value = yield reader.expression(statement.value, scope)
            self.world.draws.restart(reader.whole(value, statement.value, "a seed"))
        elif kind is nodes.Ties:
            self._ties(statement, reader)

    def _repeats(self, reader: Reader, *plan: Any) -> Repeats:
        from circuitlang.meaning.repeat import Repeats

        return Repeats(self.world, reader, *plan)

    def _define(self, node: nodes.Define, reader: Reader) -> None:
        span = reader.span(node.name)
        self.builder.refuse_second(node.name.text, span)
        definition = Definition(node, reader.source, span, len(self.builder.definitions))
        check_definition(definition, self.world)
        definition.measure(self.builder.definitions)
        self.builder.definitions[node.name.text] = definition

    def _output(self, statement: nodes.Output, reader: Reader) -> None:
        wires = []
        for expr in statement.names:
            operand = whole(self.builder, reader, expr)
            if not isinstance(operand, int) or self.builder.tape.kind[operand] == CONST:
                raise error("bad-argument", "a constant cannot be an output: nothing can change it",
                            reader.span(expr), help="outputs are gates, inputs and params",
                            )  # fmt: skip
            wires.append(operand)
        if not self.including:
            self.builder.outputs = tuple(wires)

    def _ties(self, statement: nodes.Ties, reader: Reader) -> None:
        rule = statement.rule.text
        if rule not in TIES:
            near = suggest(rule, TIES)
            raise error("bad-argument", f"there is no rule for ties called `{rule}`",
                        reader.span(statement.rule),
                        help=f"did you mean `{near}`?" if near else "split, first or both",
                        )  # fmt: skip
        if not self.including:
            self.builder.ties = rule

    def _include(self, statement: nodes.Include, reader: Reader) -> None:
        """The declarations of another file, once; its commands and its output are left out."""
        span = reader.span(statement)
        if self.open_file is None:
            raise error("file-not-allowed", "files may not be read here", span)
        opened = self.opened.get(statement) or self.open_file(statement, reader.source)
        if opened is None:
            return
        self.opened[statement] = opened
        key, source, statements = opened
        if key in self.including:
            raise error("cycle", f"`{source.name}` includes itself", span,
                        help="take one of the includes out")  # fmt: skip
        if key in self.included:
            return
        if len(self.including) >= FILES_DEEP:
            raise error("limit-exceeded", f"files include each other more than {FILES_DEEP} deep",
                        span, help="include the inner ones from the first file")  # fmt: skip
        self.including.append(key)
        world = self.world
        before = world.failed, world.later, world.defined_later, world.blind
        try:
            self.look_ahead(statements, source)
            found = self.declare_all(statements, source)
        finally:
            self.including.pop()
            world.failed, world.later, world.defined_later, world.blind = before
        if found:
            raise CircuitError(*found)
        self.included.add(key)

    def declare_all(self, statements: Sequence[nodes.Statement], source: Source,
                    ) -> list[Diagnostic]:  # fmt: skip
        """Add every declaration among the statements; the errors of those that failed."""
        found: list[Diagnostic] = []
        for statement in statements:
            if isinstance(statement, nodes.Declaration):
                found += self.attempt(statement, source)
        return found

    def look_ahead(self, statements: Sequence[nodes.Statement], source: Source) -> None:
        """Remember what the statements declare, for names that are read too early."""
        world = self.world
        world.failed, world.later, world.defined_later = set(), {}, {}
        world.blind = False
        for statement in statements:
            if isinstance(statement, nodes.Define):
                world.defined_later.setdefault(statement.name.text, statement)
            for word in declared(statement):
                name = word.text if isinstance(word, nodes.Word) else word.name
                world.later.setdefault(name, Span(source, word.at, word.end))

    def attempt(self, statement: nodes.Declaration, source: Source) -> list[Diagnostic]:
        """Add a declaration; if it fails, its errors, and its names are remembered as failed."""
        names, world = declared_names(statement), self.world
        if isinstance(statement, nodes.For):
            self._passed(names)  # the body may read what it declared itself
        try:
            self.declare(statement, source)
        except CircuitError as failure:
            world.failed.update(names)
            world.blind |= isinstance(statement, nodes.Include)
            return [] if isinstance(failure, Follow) else list(failure.errors)
        finally:
            self._passed(names)
        return []

    def _passed(self, names: list[str]) -> None:
        for name in names:
            self.world.later.pop(name, None)
            self.world.defined_later.pop(name, None)
