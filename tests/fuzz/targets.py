"""What inputs are given to: a table of targets.

Each takes bytes and a folder and gives, as text, all that came of them.  A CircuitError is an
answer like any other; whatever else is raised is a finding.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import circuitlang as cl
from circuitlang.reports.notes import Timed
from circuitlang.reports.report import Report
from circuitlang.session.session import Session
from circuitlang.syntax.characters import decode
from circuitlang.syntax.format import format_source
from circuitlang.syntax.parser import is_complete, parse
from circuitlang.syntax.printer import statement_text
from circuitlang.text.errors import CircuitError
from circuitlang.text.source import Source
from circuitlang.views.html import html
from circuitlang.views.render import lines
from circuitlang.views.snippet import render_all
from circuitlang.views.style import ansi, plain
from tests.fuzz import watch
from tests.fuzz.common import Nonsense, errors, limits
from tests.fuzz.naming import naming

Target = Callable[[bytes, Path], str]
STATEMENTS = 60  # lines of one conversation


def parsing(data: bytes, folder: Path) -> str:
    """Bytes -> the parser, the printer and the formatter."""
    try:
        source = decode(data, "a.circ")
    except CircuitError as problem:
        return errors(problem)
    found = parse(source)
    printed = [statement_text(each, source, written=True) for each in found.statements]
    if found.errors:
        printed.append(errors(CircuitError(*found.errors, hidden=found.hidden)))
    else:
        once = format_source(source)
        if format_source(Source("a.circ", once)) != once:
            raise Nonsense("formatting twice is not formatting once")
        printed.append(once)
    return "\n".join([*printed, str(is_complete(source.text))])


def running(data: bytes, folder: Path) -> str:
    """A text -> the circuit, its values and its gradients."""
    try:
        circuit = cl.parse(data.decode("utf-8", "replace"), limits=limits(), folder=str(folder))
        run = circuit.forward()
        found = [f"{name} {exactly(run[name])}" for name in run]
        found += [plain(render_all(run.warnings))]
        grads = run.backward(seed=_seed(run, circuit))
        found += [f"{name} {exactly(grads[name])}" for name in circuit.inputs]
        found += [plain(render_all(grads.warnings))]
    except CircuitError as problem:
        return errors(problem)
    return "\n".join(found)


def _seed(run: Any, circuit: Any) -> Any:
    """Ones of the shape of the output."""
    if not circuit.outputs:
        return 1.0
    shape = getattr(run[circuit.outputs[0]], "shape", ())
    if not shape:
        return 1.0
    import numpy as np

    return np.ones(shape)


def exactly(value: Any) -> str:
    if isinstance(value, float):
        return "nan" if value != value else struct.pack(">d", value).hex()
    return repr(getattr(value, "tolist", lambda: value)())


def talking(data: bytes, folder: Path) -> str:
    """A stream of lines -> a session of a stranger's circuit."""
    return conversation(data, Session(limits=limits(), folder=str(folder)))


def with_files(data: bytes, folder: Path) -> str:
    """The same where files of its folder may be read and written."""
    with watch.resting():
        (folder / "common.circ").write_text("def twice(t) = 2 * t\ninput shared = 3\n", "utf-8")
        (folder / "points.csv").write_text("x,y,label\n1,2,0\n3,4.5,1\n,nan,2\n", "utf-8")
        (folder / "ring.circ").write_text('include "ring.circ"\ninput ringed = 1\n', "utf-8")
        (folder / "w.npy").write_bytes(NPY)
        (folder / "link.circ").symlink_to(Path(__file__))
        (folder / "inner").mkdir()
    found = conversation(data, Session(limits=limits(files=True), folder=str(folder)))
    names = sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))
    return "\n".join([found, *names])


NPY = (b"\x93NUMPY\x01\x00v\x00{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }"
       + b" " * 57 + b"\n" + struct.pack("<2d", 1.5, -2.0))  # fmt: skip


LARGE = 5_000  # gates: to tell all of them before and after each line takes too long


def stands(session: Session) -> tuple[Any, ...]:
    """What a statement that fails leaves as it was."""
    tape = session.state.builder.tape
    told = session.json() if len(tape) <= LARGE else tuple(tape.names)
    return len(tape), told, session.past.stacks


def conversation(data: bytes, session: Session) -> str:
    answers = iter(["1", "x", "", "-4", "hint", "quit"] * 20)
    session.ask = lambda question: next(answers, None)
    found: list[str] = []

    def emit(report: Report) -> None:
        if not isinstance(report, Timed):
            styled = lines(report, 80, session.state.digits)
            ansi(styled)
            html(report, session.state.digits)
            found.append(plain(styled))

    for number, line in enumerate(data.decode("utf-8", "replace").split("\n")[:STATEMENTS], 1):
        before = stands(session)
        try:
            failed = session.run(Source("<prompt>", line), emit)
            found += [plain(render_all(failed))] * bool(failed)
        except CircuitError as problem:
            found.append(errors(problem))
            if ";" not in line and stands(session) != before:
                raise Nonsense(f"line {number} failed and left something behind") from problem
        if session.leaving:
            break
    return "\n".join([*found, repr(session.json())])


TARGETS: dict[str, Target] = {
    "parse": parsing, "run": running, "session": talking, "files": with_files, "names": naming,
}  # fmt: skip
