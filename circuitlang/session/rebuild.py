"""A session's circuit with a declaration changed: its wires alone where nothing else changes, else
built again.  The numbers of the passes are kept, as stale."""

from __future__ import annotations

from array import array
from bisect import bisect_right

from circuitlang.meaning.expressions import Reader
from circuitlang.meaning.rewire import in_order, names_read, needs
from circuitlang.meaning.scope import Scope
from circuitlang.meaning.splice import Splice, extent, without
from circuitlang.meaning.trips import subscripts, whole
from circuitlang.readings.values import same_bits
from circuitlang.reports.unit import Unit
from circuitlang.session.declarations import declaration_of, unrolled_once
from circuitlang.syntax import nodes
from circuitlang.tape.order import followers
from circuitlang.text.errors import CircuitError, error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from circuitlang.meaning.builder import Builder
    from circuitlang.meaning.lower import Lowerer
    from circuitlang.meaning.rewire import Declared
    from circuitlang.session.state import State
    from circuitlang.tape.tape import Tape
    from circuitlang.text.source import Source, Span


# ---------------------------------------------------------------------- another expression


def rewire(state: State, name: str, expr: nodes.Expr, source: Source, span: Span) -> None:
    """Another expression for a gate, whose place may have to be another one; raises cycle."""
    declared, number = declaration_of(state, name, span)
    old, _ = declared[number]
    assert isinstance(old, nodes.Assign)
    changed = nodes.Assign(_literal_target(name, expr), expr, old.keyword, span.start, expr.end)
    place = declared, number
    if _rewired_alone(state, name, changed, source, place, span):
        return
    declared = _reordered(state, name, changed, source, place, span)
    adopt(state, declared, name, f"rewire {name}")


def _rewired_alone(state: State, name: str, changed: nodes.Assign, source: Source,
                   place: tuple[Declared, int], span: Span) -> bool:  # fmt: skip
    """Replace the gate's own wires, if nothing else changes: whether that could be done."""
    builder, (declared, number) = state.builder, place
    tape, wire = builder.tape, builder.symbols[name]
    where = extent(tape, wire)
    if where is None:
        return False
    low, high = where
    twin = without(builder, low, high)
    lowerer, size = state.lowerer.over(twin), len(tape)
    world, reader = lowerer.world, Reader(lowerer.world, source)
    world.heard, world.building = [], True
    operand = reader.operand(changed.expr, Scope())
    world.building = False
    read = {wire for wire in (*world.heard, *twin.tape.args[len(tape.args) :]) if wire < size}
    if read:
        moves = followers(tape, (wire,), max(read))
        if any(low <= each <= wire or moves[each] for each in read):
            raise error("cycle", f"`{name}` would depend on itself", span,
                        help="a gate may not read what is computed from it")  # fmt: skip
    new = twin.tape
    alone = not twin.is_const(operand) and new.derived.keys() == tape.derived.keys()
    if not alone or new.shapes or max(read, default=-1) >= low \
            or _defined_ahead(builder, changed, declared, number):  # fmt: skip
        return False
    result = twin.fresh(operand, size, twin.origin(reader.span(changed.target)))
    twin.own(result, size)
    splice = Splice(builder, twin, low, high, result)
    if not splice.whole:  # somebody reads a part of the gate
        return False
    declared = [*declared[:number], (changed, source), *declared[number + 1 :]]
    _put_in(state, splice, lowerer, declared, {splice.gone[wire]}, f"rewire {name}")
    return True


def _defined_ahead(builder: Builder, changed: nodes.Assign, declared: Declared,
                   number: int) -> bool:  # fmt: skip
    """May the expression call a definition that comes only after it?"""
    called = names_read(changed) & builder.definitions.keys()
    called -= {statement.name.text for statement, _ in declared[:number]
               if isinstance(statement, nodes.Define)}  # fmt: skip
    return bool(called) and any(isinstance(statement, nodes.Define | nodes.Include)
                                for statement, _ in declared[number:])  # fmt: skip


def _literal_target(name: str, expr: nodes.Expr) -> nodes.Target:
    written = tuple(whole(each, expr) for each in subscripts(name))
    return nodes.Target(name.partition("[")[0], written, expr.at, expr.at)


def _reordered(state: State, name: str, changed: nodes.Assign, source: Source,
               place: tuple[Declared, int], span: Span) -> Declared:  # fmt: skip
    """The declarations in an order that reads ahead nowhere; loops are unrolled where it needs."""
    declared, number = place
    while True:
        lowerer, ends = _built_with_ends(state, declared)
        reads = needs(declared, ends, lowerer.builder.tape)
        reads[number] = _read_by(lowerer, changed.expr, source, ends)
        outputs = {each for each, (statement, _) in enumerate(declared)
                   if isinstance(statement, nodes.Output)}  # fmt: skip
        for each in outputs:
            reads[each] = set(range(len(declared))) - outputs
        new = [*declared[:number], (changed, source), *declared[number + 1 :]]
        try:
            return in_order(new, reads, name, span)
        except CircuitError:
            finer = [unrolled_once(state, *each) for each in declared]
            if len(finer) == sum(map(len, finer)):
                raise
            number = sum(map(len, finer[:number]))
            declared = [part for parts in finer for part in parts]


def _read_by(lowerer: Lowerer, expr: nodes.Expr, source: Source, ends: list[int]) -> set[int]:
    """The numbers of the declarations that an expression reads."""
    builder, world = lowerer.builder, lowerer.world
    tape, mark, size, args = builder.tape, builder.mark(), len(builder.tape), len(builder.tape.args)
    world.heard = []
    Reader(world, source).operand(expr, Scope())
    literal = {wire for wire in tape.consts if wire not in tape.names}
    read = {*world.heard, *tape.args[args:]} - literal
    builder.rollback(mark)
    return {bisect_right(ends, wire) for wire in read if wire < size}


def _built_with_ends(state: State, declared: Declared) -> tuple[Lowerer, list[int]]:
    """The declarations built, and where the wires of each end; what their random numbers begin
    with is remembered of each by its own."""
    _, lowerer = state.built([])
    ends = []
    for statement, source in declared:
        lowerer.declare(statement, source)
        ends.append(len(lowerer.builder.tape))
    state.lowerer.drawn.update(lowerer.drawn)
    return lowerer, ends


# ---------------------------------------------------------------------- out


def delete(state: State, name: str, span: Span) -> None:
    """Take out what nothing reads; raises CircuitError where a declaration names it still."""
    declared, number = declaration_of(state, name, span)
    statement, source = declared[number]
    rest: Declared = []
    if isinstance(statement, nodes.Leaves):
        if state.lowerer.drawn:
            _built_with_ends(state, declared)
        reader = Reader(state.lowerer.world, source)
        items = tuple(leaf for leaf in statement.items
                      if reader.target(leaf.target, Scope()) != name)  # fmt: skip
        if items:
            rest = [(nodes.Leaves(statement.kind, items, statement.at, statement.end), source)]
    after = [*declared[:number], *rest, *declared[number + 1 :]]
    wire, by = state.builder.symbols[name], f"delete {name}"
    where = extent(state.builder.tape, wire)
    named = any(isinstance(each, nodes.Output) for each, _ in declared)
    if where is not None and not named and not state.builder.tape.is_const(wire) \
            and not state.lowerer.drawn:  # fmt: skip
        twin = without(state.builder, *where)
        splice = Splice(state.builder, twin, *where)
        if splice.whole:
            _put_in(state, splice, state.lowerer.over(twin), after, set(), by)
            return
    adopt(state, after, None, by)


# ---------------------------------------------------------------------- what the session has then


def _put_in(state: State, splice: Splice, lowerer: Lowerer, declared: Declared, moved: set[int],
            by: str) -> None:  # fmt: skip
    came, added = splice.came, splice.end - splice.size
    came[splice.low : splice.low + added] = array("i", [-1]) * added
    for wire in moved:  # the gate itself, whose value is stale
        came[wire] = splice.high - 1
    _take(state, lowerer, came, declared, moved, by)


def adopt(state: State, declared: Declared, moved: str | None, by: str) -> None:
    """Make the circuit of other declarations the session's; gates keep the numbers that they had
    under the same name, stale where they depend on the gate `moved`."""
    builder, lowerer = state.built(declared)
    before, inner = _by_name(state.builder.tape), f"{moved}."
    came = array("i", [
        -1 if moved and name.startswith(inner) else before.get(name, -1)
        for name in map(builder.tape.name, range(len(builder.tape)))
    ])  # fmt: skip
    start = {builder.symbols[moved]} if moved is not None else set()
    start |= _otherwise_made(state.builder.tape, builder.tape, came)
    _take(state, lowerer, came, declared, start, by)


def _otherwise_made(old: Tape, new: Tape, came: array[int]) -> set[int]:
    """The wires that compute something else than under their name before: a gate that was rewired
    to a constant is worked into what reads it, which then reads neither its name nor its wire."""

    def same(wire: int, other: int) -> bool:
        if new.is_const(wire) and old.is_const(other):
            return same_bits(new.consts[wire], old.consts[other])
        return came[wire] == other

    found = set()
    for wire, other in enumerate(came):
        if other < 0:
            continue
        reads, read = new.operands(wire), old.operands(other)
        if (new.kind[wire] != old.kind[other] or len(reads) != len(read)
                or new.options.get(wire) != old.options.get(other)
                or not all(map(same, reads, read))):  # fmt: skip
            found.add(wire)
    return found


def _by_name(tape: Tape) -> dict[str, int]:
    return {tape.name(wire): wire for wire in range(len(tape))}


def _take(state: State, lowerer: Lowerer, came: array[int], declared: Declared, moved: set[int],
          by: str) -> None:  # fmt: skip
    """Make a circuit the session's, of whose wires `came` says which ones they were (or -1)."""
    symbols = lowerer.builder.symbols
    back = array("i", [-1]) * len(state.builder.tape)
    for new, old in enumerate(came):
        if old >= 0:
            back[old] = new
    state.settings = {name: value for name, value in state.settings.items() if name in symbols}
    state.opened = frozenset(back[wire] for wire in state.opened if back[wire] >= 0)
    state.units = tuple(
        Unit(unit.name, frozenset(back[x] for x in unit.members), back[unit.result],
             [back[x] for x in unit.inputs])
        for unit in state.units
        if all(back[wire] >= 0 for wire in (*unit.members, *unit.inputs))
    )  # fmt: skip
    state.replace(lowerer.builder, lowerer, came, back, moved, by)
    state.declared, state.count = list(declared), len(declared)
