"""Declarations: syntax in, wires out.  Each happens whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from circuitlang.gates import BY_NAME
from circuitlang.meaning.builder import TIES, Builder
from circuitlang.meaning.data import INITIAL, Draws, initial
from circuitlang.meaning.definitions import Definition
from circuitlang.meaning.expressions import CONSTANTS, Reader, Scope, run
from circuitlang.meaning.resolve import UPSTREAM, check_definition
from circuitlang.meaning.rules import whole_gradient
from circuitlang.meaning.tensors import shape_of
from circuitlang.syntax import nodes
from circuitlang.tape.tape import CONST
from circuitlang.text.errors import CircuitError, Diagnostic, Label, error
from circuitlang.text.limits import FILES_DEEP
from circuitlang.text.source import Source, Span
from circuitlang.text.suggest import suggest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from circuitlang.gates.gate import Gate
    from circuitlang.gates.shapes import Shape
    from circuitlang.meaning.builder import Operand
    from circuitlang.meaning.expressions import Task
    from circuitlang.text.limits import Limits

    Open = Callable[[nodes.Include, Source], "tuple[str, Source, Sequence[nodes.Statement]] | None"]


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

    @property
    def definitions(self) -> dict[str, Definition]:
        return self.builder.definitions

    def lookup(self, name: str, span: Span) -> Operand:
        wire = self.builder.resolve(name)
        if wire is not None:
            if self.building and "." in name:
                self.builder.refuse_inside(wire, name, span)
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

    def budget(self, size: int, span: Span) -> None:
        """Refuse what would go over the limit before any of it is built."""
        builder = self.builder
        room = 2 * builder.limits.gates - builder.tape.gates - builder.folded
        if size > room:
            raise builder.limits.exceeded("gates", builder.tape.gates + size, span, "this")

    def call(self, reader: Reader, definition: Definition, operands: list[Operand],
             span: Span) -> Task:  # fmt: skip
        """One composite gate: its inside, inlined; constants in, a constant out."""
        builder = self.builder
        self.budget(definition.size, span)
        if definition.depth - 1 > builder.limits.depth:
            raise builder.limits.exceeded("depth", definition.depth - 1, span, "this call")
        node = definition.node
        body = Reader(self, definition.source, definition.number)
        if all(builder.is_const(operand) for operand in operands):
            scope = Scope(dict(zip(definition.params, operands, strict=True)), closed=True)
            yield self.block(body, node, scope, "")
            return (yield body.expression(node.result, scope))
        before, origin = builder.mark(), builder.origin(span)
        covered = frozenset(rule.param.text for rule in node.rules)
        group = builder.begin(definition.name, definition.params, operands, origin, covered)
        scope = Scope(dict(zip(definition.params, group.ports, strict=True)), closed=True)
        name = returned_variable(node)
        yield self.block(body, node, scope, name)
        result = yield body.expression(node.result, scope)
        if builder.is_const(result):
            value = builder.constant(result)
            builder.rollback(before)
            return value
        inner = builder.fresh(result, group.low, origin, plain=True)
        if inner != result and name:
            builder.tape.labels[result] = name
        formulas: dict[int, Operand] = {}
        upstream = None
        if any(rule.form == "chain" for rule in node.rules):
            upstream = builder.upstream(inner, origin)
            scope = Scope({**scope.names, UPSTREAM: upstream}, closed=True)
        for rule in node.rules:
            index = definition.params.index(rule.param.text)
            formula = yield body.expression(rule.expr, scope)
            if upstream is not None and not builder.is_const(group.operands[index]):
                formula = whole_gradient(builder, rule, formula, upstream, group.operands[index],
                                         body.span(rule))  # fmt: skip
            formulas[index] = formula
        return builder.end(group, inner, formulas, origin, upstream)

    def block(self, reader: Reader, node: nodes.Define, scope: Scope, returned: str) -> Task:
        """The assignments of a definition's body; the variable `returned` gets no name of its
        own, for it is the call's gate."""
        builder = self.builder

        def assign(statement: nodes.Assign, scope: Scope) -> Task:
            name = reader.target(statement.target, scope)
            if name in scope.names:
                raise error("already-declared", f"`{name}` has a value already in this definition",
                            reader.span(statement.target), help="choose another name")  # fmt: skip
            mark = len(builder.tape)
            value = yield reader.expression(statement.expr, scope)
            if not builder.is_const(value):
                origin = builder.origin(reader.span(statement))
                value = builder.fresh(value, mark, origin)
                if name != returned:
                    builder.tape.labels[value] = name
                    builder.own(value, mark)
            scope.names[name] = value

        for statement in node.body:
            if isinstance(statement, nodes.For):
                yield reader.loop(statement, scope, assign)
            else:
                yield assign(statement, scope)


class Lowerer:
    """Adds the declarations of one source after another to a builder."""

    def __init__(self, builder: Builder, open_file: Open | None = None) -> None:
        self.builder = builder
        self.world = CircuitWorld(builder)
        self.open_file = open_file
        self.included: set[str] = set()
        self.including: list[str] = []

    def declare(self, statement: nodes.Declaration, source: Source) -> None:
        """Add a declaration, or raise CircuitError and leave the circuit as it was."""
        mark, world = self.builder.mark(), self.world
        generator, building = world.draws.state(), world.building
        world.building = True
        try:
            run(self._declare(statement, Reader(world, source), Scope()))
        except BaseException:
            self.builder.rollback(mark)
            world.draws.restore(generator)
            raise
        finally:
            world.constant_only, world.building = False, building

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
            mark = len(self.builder.tape)
            name = reader.target(statement.target, scope)
            self.builder.refuse_second(name, reader.span(statement.target))
            operand = yield reader.expression(statement.expr, scope)
            self.builder.gate(name, operand, mark, reader.span(statement.target))
        elif kind is nodes.Leaves:
            for item in statement.items:
                yield self._leaf(statement.kind, item, reader, scope)
        elif kind is nodes.For:
            yield reader.loop(
                statement, scope, lambda inner, names: self._declare(inner, reader, names)
            )
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

    def _leaf(self, kind: str, item: nodes.Leaf, reader: Reader, scope: Scope) -> Task:
        name = reader.target(item.target, scope)
        span = reader.span(item.target)
        self.builder.refuse_second(name, span)
        shape = None if item.shape is None else tuple(
            reader.dimension(size, scope) for size in item.shape)  # fmt: skip
        value: Any = None
        if item.value is not None:
            mark = len(self.builder.tape)
            self.world.constant_only = True
            operand = yield reader.expression(item.value, scope)
            self.world.constant_only = False
            if not self.builder.is_const(operand):
                raise error("not-constant", f"the initial value of `{name}` is not constant",
                            reader.span(item.value),
                            help=f"declare a gate instead: {name} = …")  # fmt: skip
            value = self.builder.constant(operand)
            assert len(self.builder.tape) == mark, "a constant expression left wires behind"
        elif kind == "const":
            raise error("not-constant", f"the constant `{name}` has no value", span,
                        help=f"write const {name} = 1")  # fmt: skip
        self.builder.leaf(kind, name, value, span, shape)

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
            operand = reader.operand(expr, Scope())
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
        opened = self.open_file(statement, reader.source)
        if opened is None:
            return
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


def returned_variable(node: nodes.Define) -> str:
    """The variable that is the call's gate: the one returned, where it is assigned last."""
    returned = node.result.nodes[-1]
    last = node.body[-1] if node.body else None
    if not isinstance(returned, nodes.Ref) or returned.trail or not isinstance(last, nodes.Assign):
        return ""
    assigned = last.target.name == returned.name and not last.target.subscripts
    return returned.name if assigned else ""


def called_in(node: nodes.Define) -> set[str]:
    """The names of the gates and definitions that a definition calls."""
    exprs, waiting = [node.result, *(rule.expr for rule in node.rules)], list(node.body)
    while waiting:
        statement = waiting.pop()
        if isinstance(statement, nodes.For):
            waiting += statement.body  # type: ignore[arg-type]
        else:
            exprs.append(statement.expr)
    return {each.name for expr in exprs for each in nodes.walk(expr)
            if isinstance(each, nodes.Call | nodes.Each)}  # fmt: skip


def declared(statement: nodes.Statement) -> list[nodes.Target | nodes.Word]:
    """The places where a statement declares names."""
    if isinstance(statement, nodes.Leaves):
        return [item.target for item in statement.items]
    if isinstance(statement, nodes.Assign):
        return [statement.target]
    if isinstance(statement, nodes.Define):
        return [statement.name]
    if isinstance(statement, nodes.For):
        return [word for inner in statement.body for word in declared(inner)]
    return []


def declared_names(statement: nodes.Statement) -> list[str]:
    """The plain names that a statement declares (for `h[t]` the name before the bracket)."""
    return [
        word.text if isinstance(word, nodes.Word) else word.name for word in declared(statement)
    ]
