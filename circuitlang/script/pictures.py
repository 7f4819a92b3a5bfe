"""`draw` and `export` on the command line: a file's circuit as a picture."""

from __future__ import annotations

import os

from circuitlang.reports.drawing import draw
from circuitlang.script.options import refuse
from circuitlang.script.runner import Outcome
from circuitlang.session.commands.drawing import exported, form_named
from circuitlang.text.errors import CircuitError, error
from circuitlang.text.whole import write_whole

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from circuitlang.exports import Form
    from circuitlang.script.options import Given
    from circuitlang.script.runner import Runner
    from circuitlang.session.session import Session

STANDING = ("set", "rewire", "delete", "undo", "redo", "reset", "load", "digits", "expand",
            "collapse", "forward", "backward", "descend", "ascend")  # fmt: skip
"""Of a file's commands those that make it stand as it does at its end."""
LACKING = ("no-value", "no-output", "no-gradient-yet", "not-scalar", "not-a-leaf")


def asked(word: str, words: list[str], given: Given) -> list[tuple[str, Form]]:
    """The files of `-o`, each with its form, after a look at the words of the command line."""
    paths = given.all("-o")
    if len(words) != 1 and (paths or not words):
        raise refuse(f"`{word}` needs {'a file' if not words else 'one file at a time'}",
                     f"circuitlang {word} FILE -o out.svg")  # fmt: skip
    if word == "export" and not paths:
        raise refuse("`export` needs a file to write", "circuitlang export FILE -o out.svg")
    return [(path, form_named(path)) for path in paths]


def drawn(runner: Runner, file: str, targets: list[tuple[str, Form]], title: str) -> Outcome:
    """Draw a file's circuit as it stands at its end, with values and gradients: to the files
    asked for, else on standard output."""

    def picture(session: Session) -> None:
        complete(session)
        for path, form in targets:
            _write(path, exported(session, form))
        if not targets:
            runner.emitter(session, title)(draw(session.state.standing()))

    return runner.stand(file, STANDING, picture)


def complete(session: Session) -> None:
    """Run the passes that the file did not run, as far as there are numbers to run them with."""
    state = session.state
    steps: list[Callable[[], object]] = []
    if not state.fresh():
        steps.append(session.forward)
    if steps or state.gradients is None or state.gradients_stale:
        of = state.gradients._of if state.gradients is not None else -1
        steps.append(lambda: session.state.backward(of if of >= 0 else session.state.output()))
    try:
        for step in steps:
            step()
    except CircuitError as problem:
        if problem.code not in LACKING:
            raise


def _write(path: str, data: bytes) -> None:
    """Write a file that a person named, whatever is there; into a device or a pipe directly."""
    try:
        if os.path.exists(path) and not os.path.isfile(path):
            with open(path, "wb") as file:
                file.write(data)
        else:
            write_whole(path, data)
    except (OSError, ValueError) as problem:
        why = (getattr(problem, "strerror", None) or "this is no path").lower()
        raise error("file-not-allowed", f"`{path}` cannot be written: {why}") from None
