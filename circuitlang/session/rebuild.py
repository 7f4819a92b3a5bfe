"""Building a session's circuit again from changed declarations, its numbers kept as stale."""

from __future__ import annotations

from circuitlang.meaning.declared import declared_names
from circuitlang.meaning.expressions import Reader
from circuitlang.meaning.rewire import in_order, needs, unrolled
from circuitlang.meaning.scope import Scope
from circuitlang.readings.values import same_bits
from circuitlang.reports.standing import Unit
from circuitlang.syntax import nodes
from circuitlang.text.errors import error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from circuitlang.meaning.lower import Lowerer
    from circuitlang.meaning.rewire import Declared
    from circuitlang.session.state import State
    from circuitlang.tape.tape import Tape
    from circuitlang.text.source import Source, Span


def declaration_of(state: State, name: str, span: Span) -> tuple[Declared, int]:
    """The declarations, loops and includes taken apart as far as it needs, and the number of the
    one that declares `name`."""
    declared = state.declared[: state.count]
    base = name.partition("[")[0]
    while True:
        number = _declaring(state, declared, name, base)
        if number is None:
            raise error("bad-argument", f"`{name}` has no declaration of its own", span)
        statement, source = declared[number]
        if isinstance(statement, nodes.For):
            parts = _parts_of_loop(state, statement, source)
        elif isinstance(statement, nodes.Include):
            _, source, inside = state.included(statement, source)
            parts = [each for each in inside if isinstance(each, nodes.Declaration)
                     and not isinstance(each, nodes.Output | nodes.Ties)]  # fmt: skip
        else:
            return declared, number
        drawn = state.lowerer.drawn
        if statement in drawn and parts:
            drawn[parts[0]] = drawn[statement]
        declared = [*declared[:number], *((each, source) for each in parts),
                    *declared[number + 1 :]]  # fmt: skip


def _declaring(state: State, declared: Declared, name: str, base: str) -> int | None:
    reader_world = state.lowerer.world
    for number, (statement, source) in enumerate(declared):
        if isinstance(statement, nodes.Include):
            continue
        if base not in declared_names(statement):
            continue
        if isinstance(statement, nodes.For | nodes.Define):
            return number
        targets = ([statement.target] if isinstance(statement, nodes.Assign) else
                   [leaf.target for leaf in statement.items]
                   if isinstance(statement, nodes.Leaves) else [])  # fmt: skip
        reader = Reader(reader_world, source)
        if any(reader.target(target, Scope()) == name for target in targets):
            return number
    return next((number for number, (statement, _) in enumerate(declared)
                 if isinstance(statement, nodes.Include)), None)  # fmt: skip


def _parts_of_loop(state: State, loop: nodes.For, source: Source) -> list[nodes.Declaration]:
    reader = Reader(state.lowerer.world, source)
    low = reader.whole(reader.operand(loop.low, Scope()), loop.low, "a bound")
    high = reader.whole(reader.operand(loop.high, Scope()), loop.high, "a bound")
    return list(unrolled(loop, low, high))


def rewired(state: State, name: str, expr: nodes.Expr, source: Source, span: Span) -> Declared:
    """The declarations with another expression for a gate, in an order that reads ahead nowhere;
    raises cycle."""
    declared, number = declaration_of(state, name, span)
    old, _ = declared[number]
    assert isinstance(old, nodes.Assign)
    lowerer, ends = _built_with_ends(state, declared)
    state.lowerer.drawn.update(lowerer.drawn)  # of the parts of what was taken apart
    tape = lowerer.builder.tape
    reads = needs(declared, ends, tape)
    target = _literal_target(name, expr)
    changed = nodes.Assign(target, expr, old.keyword, span.start, expr.end)
    reads[number] = _read_by(lowerer, expr, source, ends)
    for readers in _outputs(declared):
        reads[readers] = set(range(len(declared))) - _outputs(declared)
    declared = [*declared[:number], (changed, source), *declared[number + 1 :]]
    return in_order(declared, reads, name, span)


def _literal_target(name: str, expr: nodes.Expr) -> nodes.Target:
    base, _, inside = name.partition("[")
    subscripts = tuple(
        nodes.Expr([nodes.Number(float(part), expr.at, expr.at)]
                   if float(part) >= 0 else
                   [nodes.Number(-float(part), expr.at, expr.at),
                    nodes.Apply("neg", "-", 1, expr.at, expr.at)], expr.at, expr.at)
        for part in inside.removesuffix("]").split(",") if part
    )  # fmt: skip
    return nodes.Target(base, subscripts, expr.at, expr.at)


def _outputs(declared: Declared) -> set[int]:
    return {number for number, (statement, _) in enumerate(declared)
            if isinstance(statement, nodes.Output)}  # fmt: skip


def _read_by(lowerer: Lowerer, expr: nodes.Expr, source: Source, ends: list[int]) -> set[int]:
    """The numbers of the declarations that an expression reads."""
    from bisect import bisect_right

    builder = lowerer.builder
    tape, mark, before = builder.tape, builder.mark(), len(builder.tape)
    operand = Reader(lowerer.world, source).operand(expr, Scope())
    found = {bisect_right(ends, wire) for wire in tape.args[tape.start[before] :] if wire < before
             and not (tape.is_const(wire) and wire not in tape.names)}  # fmt: skip
    if isinstance(operand, int) and operand < before:
        found.add(bisect_right(ends, operand))
    for node in nodes.walk(expr):
        if isinstance(node, nodes.Ref | nodes.Call):
            wire = builder.resolve(node.name)
            if wire is not None and wire < before:
                found.add(bisect_right(ends, wire))
    builder.rollback(mark)
    return found


def _built_with_ends(state: State, declared: Declared) -> tuple[Lowerer, list[int]]:
    _, lowerer = state.built([])
    ends = []
    for statement, source in declared:
        lowerer.declare(statement, source)
        ends.append(len(lowerer.builder.tape))
    return lowerer, ends


def adopt(state: State, declared: Declared, moved: str | None, by: str) -> None:
    """Make the circuit of other declarations the session's; gates keep the numbers that they had
    under the same name, stale where they depend on the gate `moved`."""
    builder, lowerer = state.built(declared)
    old, new = state.builder.tape, builder.tape
    before = _by_name(old)
    names = {wire: new.name(wire) for wire in range(len(new))}
    inner = f"{moved}."
    came_from = {wire: before[name] for wire, name in names.items()
                 if name in before and not (moved and name.startswith(inner))}  # fmt: skip
    start = _otherwise_made(old, new, came_from)
    if moved is not None:
        start.add(builder.symbols[moved])
    back = {old_wire: wire for wire, old_wire in came_from.items()}
    settings = {name: value for name, value in state.settings.items() if name in builder.symbols}
    state.settings = settings
    state.opened = frozenset(back[wire] for wire in state.opened if wire in back)
    state.units = tuple(
        Unit(unit.name, frozenset(back[x] for x in unit.members), back[unit.result],
             [back[x] for x in unit.inputs])
        for unit in state.units
        if all(wire in back for wire in (*unit.members, *unit.inputs))
    )  # fmt: skip
    state.replace(builder, lowerer, came_from, start, by)
    state.declared, state.count = list(declared), len(declared)


def _otherwise_made(old: Tape, new: Tape, came_from: dict[int, int]) -> set[int]:
    """The wires that compute something else than under their name before: a gate that was rewired
    to a constant is worked into what reads it, which then reads neither its name nor its wire."""

    def same(wire: int, other: int) -> bool:
        if new.is_const(wire) and old.is_const(other):
            return same_bits(new.consts[wire], old.consts[other])
        return came_from.get(wire) == other

    found = set()
    for wire, other in came_from.items():
        reads, read = new.operands(wire), old.operands(other)
        if (new.kind[wire] != old.kind[other] or len(reads) != len(read)
                or new.options.get(wire) != old.options.get(other)
                or not all(map(same, reads, read))):  # fmt: skip
            found.add(wire)
    return found


def _by_name(tape: Tape) -> dict[str, int]:
    return {tape.name(wire): wire for wire in range(len(tape))}
