"""Changing values, and how the circuit is seen: set, expand, collapse, digits."""

from __future__ import annotations

from circuitlang.gates.shapes import called
from circuitlang.readings.values import shape_of
from circuitlang.reports.inside import Opened, opened
from circuitlang.reports.notes import Note
from circuitlang.reports.unit import Unit
from circuitlang.session.registry import Name, Names, Option, Value, command
from circuitlang.session.rules import article, digits_after_the_point, settable
from circuitlang.text.errors import error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from circuitlang.session.session import Session


@command("set NAME = VALUE", group="change", changes=True)
def set_(session: Session, name: Name, value: Value) -> Note | None:
    """A new value for an input, a param or a constant; later results are stale until the next
    pass.

    > input x = -2, y = 5
    > f = x * y
    > backward
    > set x = 3
    > backward
    """
    state, wire = session.state, settable(session, name)
    tape = state.builder.tape
    words = tape.name(wire)
    number = session.constant(value, "the new value", draws=True)
    if tape.is_const(wire):
        if tape.shape(wire) != shape_of(number):
            raise error("shape-mismatch", f"`{words}` is {called(tape.shape(wire))}, and this "
                        f"value is {called(shape_of(number))}", session.span(value))  # fmt: skip
        state.set_constant(words, number, f"set {words}", session.span(name))
    else:
        state.set_leaf(words, number, f"set {words}", session.span(value))
    return session.stale_note()


@command("expand NAMES", group="look")
def expand(session: Session, names: Names) -> Opened:
    """Open a composite gate: its inner gates are listed under names that begin with its own.

    Shows that the gradients at its borders are the same, opened or closed.

    > def sigma(t) = 1 / (1 + exp(-t))
    > input x = 1
    > p = sigma(x)
    > backward
    > expand p
    > show
    """
    state = session.state
    wires = session.wires(names)
    results = {unit.result for unit in state.units}
    for pattern in names:
        for wire in session.wires((pattern,)):
            if wire not in state.builder.tape.group_of and wire not in results:
                name = state.builder.tape.name(wire)
                raise error("bad-argument", f"`{name}` is no composite gate", session.span(pattern),
                            help="only calls of a `def` and what `collapse … as` made can be "
                            "opened")  # fmt: skip
    members = tuple(
        wire
        for unit in state.units
        if unit.result in wires
        for wire in sorted(unit.members)
        if wire in state.builder.tape.names
    )
    state.units = tuple(unit for unit in state.units if unit.result not in wires)
    state.opened = state.opened | {wire for wire in wires if wire in state.builder.tape.group_of}
    return opened(state.standing(), wires, True, members)


@command("collapse NAMES [as UNIT]", group="look")
def collapse(session: Session, names: Names, unit: Option | None = None) -> Opened | Note:
    """Close a composite gate again; or show gates of your choice as one (`collapse q, r, f as
    unit`), which must have one result.

    > input x = 1, y = 2
    > q = x * y
    > f = exp(q) + q
    > backward
    > collapse q, f as unit
    > show
    """
    state = session.state
    wires = session.wires(names)
    tape = state.builder.tape
    if unit is None and all(wire in tape.group_of for wire in wires):
        state.opened = state.opened - set(wires)
        return opened(state.standing(), wires, False)
    members = _members(session, names)
    inside = frozenset(members)
    read = [(operand, reader) for operand, reader, _ in tape.readers() if operand in inside]
    marked = {x for x in (*state.builder.outputs, state.builder.last) if x in inside}
    results = marked | {operand for operand, reader in read if reader not in inside}
    results |= inside.difference(operand for operand, _ in read)  # read by nobody: an end
    if len(results) > 1:
        shown = ", ".join(tape.name(x) for x in sorted(results))
        raise error("bad-argument", f"these gates have {len(results)} results: {shown}",
                    session.place,
                    help="choose gates of which only one is read elsewhere or by nobody",
                    )  # fmt: skip
    for other in state.units:
        if other.members & inside:
            raise error("bad-argument", f"`{tape.name(other.result)}` is shown as part of "
                        f"`{other.name}` already", session.place,
                        help=f"expand {tape.name(other.result)} first")  # fmt: skip
    standing = state.standing()
    inputs = dict.fromkeys(x for wire in sorted(inside) for x in standing.inputs(wire)
                           if x not in inside and not tape.is_const(x))  # fmt: skip
    result = results.pop()
    made = Unit(unit.text if unit else "unit", inside, result, list(inputs))
    state.units = (*state.units, made)
    gates = f"{len(wires)} gates are" if len(wires) != 1 else "1 gate is"
    return Note(f"{gates} shown as {tape.name(result)} = {state.standing().formula(result)}")


def _members(session: Session, names: Names) -> set[int]:
    """The chosen gates and the unnamed operations that belong to them."""
    tape, standing = session.state.builder.tape, session.state.standing()
    members = set()
    for pattern in names:
        for wire in session.wires((pattern,)):
            if tape.is_leaf(wire):
                raise error("bad-argument", f"`{tape.name(wire)}` is {article(tape.op(wire))}, not "
                            "a gate", session.span(pattern))  # fmt: skip
            members.add(wire)
            members.update(standing.below(wire, hidden=True))
    return members


@command("digits [N]", group="look")
def digits(session: Session, n: Value | None = None) -> None:
    """N digits after the point in tables and diagrams; 2 gives the figures of the notes, 17 the
    shortest text that reads back to the same bits; alone: 6 significant digits again.

    > input x = 2
    > f = 1 / (1 + exp(-x))
    > backward
    > digits 2
    > show
    > digits 17
    > f
    """
    if n is None:
        session.state.digits = None
        return
    session.state.digits = digits_after_the_point(session, n)
