"""The session itself: load, history, quit."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from circuitlang.reports.notes import Note, Printed
from circuitlang.session.files import FileSource, Folder
from circuitlang.session.past import Past
from circuitlang.session.registry import String, command
from circuitlang.syntax.characters import decode

if TYPE_CHECKING:
    from circuitlang.session.session import Session


@command("load PATH", group="session", changes=True)
def load(session: Session, path: String) -> Note:
    """Begin anew with the circuit of a file, whose commands run as well; `undo` brings the old
    circuit back.

    In a file the path is relative to it and may not leave the folder of the file that was
    started; a path that a person types may be anywhere.
    """
    span = session.span(path)
    if session.typed and session.limits.files:
        real = os.path.realpath(os.path.expanduser(path.value))
        folder = Folder(os.path.dirname(real), session.limits)
    else:
        folder = session.folder
        beside = getattr(session.source, "folder", None) or folder.root
        real = folder.inside(path.value, beside, span)
    source = FileSource(path.value, decode(folder.read(real, path.value, span), path.value).text,
                        os.path.dirname(real))  # fmt: skip
    before = session.past, session.source, session.typed
    session.past, session.typed = Past(), False
    session.state = session.empty_state(folder)
    try:
        session.run_source(source)
    finally:
        session.past, session.source, session.typed = before
    builder = session.state.builder
    leaves = len(session.leaf_wires())
    return Note(f"{path.value}: {_count(leaves, 'input')}, {_count(builder.tape.gates, 'gate')}")


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'s' * (number != 1)}"


@command("history", group="session")
def history(session: Session) -> Printed:
    """What was typed; in a file the statements that changed the circuit."""
    lines = session.history_source() if session.history_source else session.past.words()
    return Printed("\n".join(lines))


@command("quit", group="session")
def quit_(session: Session) -> None:
    """Leave; at the prompt Ctrl-D on an empty line does the same."""
    session.leaving = True
