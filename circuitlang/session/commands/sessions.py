"""The session itself: load, save, history, quit."""

from __future__ import annotations

import os

from circuitlang.reports.notes import Note, Printed
from circuitlang.session.files import FileSource, Folder, resolved
from circuitlang.session.past import Past
from circuitlang.session.registry import String, command
from circuitlang.session.saved import saved_text
from circuitlang.session.writing import CIRCUITS, destination, write
from circuitlang.syntax.characters import decode
from circuitlang.text.errors import error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from circuitlang.session.session import Session


@command("load PATH", group="session", changes=True)
def load(session: Session, path: String) -> Note:
    """Begin anew with the circuit of a file, whose commands run as well; `undo` brings the old
    circuit back.

    In a file the path is relative to it and may not leave the folder of the file that was
    started; a path that a person types may be anywhere.

    > input x = 3; f = x * x; save "f.circ"
    > reset
    > load "f.circ"
    > show
    """
    span = session.span(path)
    if session.typed and session.limits.files:
        real = resolved(os.path.expanduser(path.value), path.value, span)
        folder = Folder(os.path.dirname(real), session.limits)
    else:
        folder = session.folder
        beside = getattr(session.source, "folder", None) or folder.root
        real = folder.inside(path.value, beside, span)
    source = FileSource(path.value, decode(folder.read(real, path.value, span), path.value).text,
                        os.path.dirname(real))  # fmt: skip
    before = session.past, session.source, session.typed, session.folder
    try:
        session.past, session.typed, session.folder = Past(), False, folder
        session.begin_anew()
        session.run_source(source)
    finally:
        session.past, session.source, session.typed, session.folder = before
    return Note(f"loaded {path.value}: {_size(session)}")


@command("save! PATH", group="session")
def save(session: Session, path: String, bang: bool = False) -> Note:
    """Write the circuit to a file that gives it back, with the values that it has now.

    The declarations stand there as they were written, those of included files among them, so that
    the file stands alone; a value that was `set` stands in its declaration.  Comments are left
    out, and so are commands: it is the circuit that is saved, not the conversation.

    `save!` replaces a file that is there.  In a file the path is relative to it, ends in .circ and
    may not leave its folder, and only `--overwrite` lets it replace anything.

    > input x = 3
    > f = x * x
    > set x = 4
    > save "f.circ"
    > reset; load "f.circ"
    > x
    """
    target = destination(session, "save!", path, CIRCUITS, bang)
    text = saved_text(session, target.real)
    if not text:
        raise error("bad-argument", "the circuit is empty: there is nothing to save", session.place)
    write(session, path, target, text.encode())
    size = _size(session)
    return Note(f"saved {path.value}: {size}" + ("" if target.real.endswith(CIRCUITS) else
                                           f" (circuits mostly end in {CIRCUITS[0]})"))  # fmt: skip


def _size(session: Session) -> str:
    leaves, gates = len(session.leaf_wires()), session.state.builder.tape.gates
    return f"{_count(leaves, 'input')}, {_count(gates, 'gate')}"


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'s' * (number != 1)}"


@command("history", group="session")
def history(session: Session) -> Printed:
    """What was typed; in a file the statements that changed the circuit.

    > input x = 3
    > f = x * x
    > history
    """
    lines = session.history_source() if session.history_source else session.past.words()
    return Printed("\n".join(lines))


@command("quit", group="session")
def quit_(session: Session) -> None:
    """Leave; at the prompt Ctrl-D on an empty line does the same."""
    session.leaving = True
