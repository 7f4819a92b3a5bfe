"""Changing the circuit itself: rewire, delete, undo, redo, reset."""

from __future__ import annotations

from bisect import bisect_right

from circuitlang.reports.notes import Note
from circuitlang.session import rebuild
from circuitlang.session.registry import Name, Value, command
from circuitlang.text.errors import CircuitError, error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from circuitlang.session.session import Session


@command("rewire NAME = EXPR", group="change", changes=True)
def rewire(session: Session, name: Name, expr: Value) -> Note | None:
    """Replace a gate's expression; what read the old gate reads the new one.

    The expression may read any gate, declared before or after, unless that closes a cycle.

    > input x = -2, y = 5
    > q = x + y
    > f = q * 3
    > backward
    > rewire q = x - y
    > show
    > backward
    """
    state = session.state
    wire, span = session.wire(name), session.span(name)
    tape = state.builder.tape
    words = tape.name(wire)
    if tape.is_leaf(wire):
        raise error("bad-argument", f"`{words}` is {_kind(tape.op(wire))}, not a gate", span,
                    help=f"set {words} = … gives it a value")  # fmt: skip
    if words not in state.builder.symbols:
        raise error("bad-argument", f"`{words}` is a part of another gate", span,
                    help="rewire the gate that it is a part of")  # fmt: skip
    rebuild.rewire(state, words, expr, session.source, span)
    return session.stale_note()


@command("delete NAME", group="change", changes=True)
def delete(session: Session, name: Name) -> None:
    """Remove a gate (or an input, a param, a constant) that nothing reads.

    > input x = 3
    > q = x * x
    > f = x + 1
    > delete q
    > show
    """
    state = session.state
    wire, span = session.wire(name), session.span(name)
    tape = state.builder.tape
    words = tape.name(wire)
    if words not in state.builder.symbols:
        raise error("bad-argument", f"`{words}` is a part of another gate", span,
                    help="delete the gate that it is a part of")  # fmt: skip
    if wire in tape.args:
        reader = tape.name(bisect_right(tape.start, tape.args.index(wire)) - 1)
        raise error("bad-argument", f"`{words}` is read by `{reader}`", span,
                    help=f"delete or rewire `{reader}` first")  # fmt: skip
    if wire in state.builder.outputs:
        raise error("bad-argument", f"`{words}` is an output", span,
                    help="name another output first")  # fmt: skip
    try:
        rebuild.delete(state, words, span)
    except CircuitError as failure:
        raise error("bad-argument", f"`{words}` is still read", span,
                    help=f"by the declaration at {_place(failure)}") from None  # fmt: skip


def _kind(word: str) -> str:
    return f"an {word}" if word == "input" else f"a {word}"


def _place(failure: CircuitError) -> str:
    return f"line {failure.span.line}" if failure.span else "another place"


@command("undo", group="change")
def undo(session: Session) -> Note:
    """Take back the last statement that changed the circuit or its values, with the results as
    they were before it.

    > input x = 3
    > f = x * x
    > set x = 4
    > undo
    > undo
    """
    words = session.past.undo(session)
    if words is None:
        raise error("bad-argument", "there is nothing to take back", session.place)
    return Note(f"took back: {words}")


@command("redo", group="change")
def redo(session: Session) -> Note:
    """Do again what `undo` took back last.

    > input x = 3
    > f = x * x
    > undo
    > redo
    """
    words = session.past.redo(session)
    if words is None:
        raise error("bad-argument", "there is nothing to do again", session.place)
    return Note(f"did again: {words}")


@command("reset", group="session", changes=True)
def reset(session: Session) -> Note:
    """Begin anew with an empty circuit; `undo` brings the old one back.  `digits` stays.

    > input x = 3
    > reset
    > undo
    > x
    """
    session.begin_anew()
    return Note("an empty circuit")
