"""Names and strings of an input, in circuits that go through every renderer and exporter."""

from __future__ import annotations

import json
import re
from pathlib import Path
from zlib import crc32

import circuitlang as cl
from circuitlang.exports import forms
from circuitlang.meaning.decompile import circuit_source
from circuitlang.reports.report import Report
from circuitlang.session.session import Session
from circuitlang.text.errors import CircuitError
from circuitlang.text.source import Source
from circuitlang.views.html import html
from circuitlang.views.render import IN_ASCII, lines
from circuitlang.views.snippet import render_all
from circuitlang.views.style import ansi
from tests.fuzz import watch
from tests.fuzz.common import Nonsense, limits
from tests.fuzz.renderers import CHECKS

# A, B, … are replaced by names of the input
SCALARS = """input A = 2, B[1] = -0.5
param C = 0.25
def D(A) { B = A * A; return B + 1 }
E = D(A) * B[1] + max(A, C)
F = exp(E) / A
ties first
backward F"""
TENSORS = """input A : [B, 3] = [[1, 2, 3], [4, 5, 6]]
input C : [3] = [1, -1, 2]
D = A @ C
E = sum(D) + 1
backward E"""
LOOKS = ["show *", "local", "chained", "explain", "diagram", "grads", "trace backward", "code",
         "check"]  # fmt: skip
LONGEST = 300  # of a name: longer ones are refused, which is tested elsewhere


def naming(data: bytes, folder: Path) -> str:
    """The first line holds names, the rest is a string, a comment, a path and a mistake;
    which circuit they are put into depends on all of it."""
    first, _, rest = data.decode("utf-8", "replace").partition("\n")
    names = [name for name in dict.fromkeys(first.split(" ")) if name and _usable(name)][:6]
    names += [name for name in ("aa", "bb", "cc", "dd", "ee", "ff") if name not in names]
    found: list[str] = []
    for template in (SCALARS, TENSORS)[crc32(data) % 2 :][:1]:
        session = Session(limits=limits(), folder=str(folder))
        text = _filled(template, names)
        if _say(session, text, found):
            for look in LOOKS:
                _say(session, look, found)
            _export(session, found)
        for line in _with_string(rest, names[0]):
            _say(session, line, found)
    return "\n".join(found)


def _usable(name: str) -> bool:
    try:
        cl.Circuit().input(name[:LONGEST], 1.0)
    except CircuitError:
        return False
    return True


def _filled(template: str, names: list[str]) -> str:
    """The declarations keep their keyword, so that every name may be declared."""
    text = re.sub(r"^([A-F] =)", r"gate \1", template, flags=re.MULTILINE)
    return re.sub(r"\b[A-F]\b", lambda found: names[ord(found[0]) - ord("A")], text)


def _with_string(rest: str, name: str) -> list[str]:
    quoted = json.dumps(rest, ensure_ascii=False)
    return [f"print {quoted}", f"load {quoted}", f"export {quoted}", f"show {name} # {rest}",
            f"help {rest}", rest, f"{name} + {rest}"]  # fmt: skip


def _say(session: Session, text: str, found: list[str]) -> bool:
    def emit(report: Report) -> None:
        digits = session.state.digits
        _checked("html", html(report, digits), found)
        _checked("terminal", ansi(lines(report, 80, digits)), found)
        if type(report).__name__ in IN_ASCII:
            _checked("terminal", ansi(lines(report, 40, digits, ascii=True)), found)

    try:
        failed = session.run(Source("<prompt>", text), emit)
    except CircuitError as problem:
        _checked("terminal", ansi(render_all(problem.errors, problem.hidden)), found)
        return False
    _checked("terminal", ansi(render_all(failed)), found)
    return True


def _export(session: Session, found: list[str]) -> None:
    standing = session.state.standing()
    for ending, form in sorted(forms().items()):
        try:
            text = form.export(standing, 4)
        except CircuitError as problem:
            text = f"{ending}: {problem.code}"
            found.append(text)
            continue
        _checked(ending, text, found)
    _checked(".json", json.dumps(session.json()), found)
    text = circuit_source(session.state.builder, session.state.leaves())
    again = circuit_source(cl.parse(text)._builder)
    if again != text:
        raise Nonsense(f"a circuit written as text is another when it is read\n{text}\n{again}")
    found.append(text)


def _checked(form: str, text: str, found: list[str]) -> None:
    try:
        with watch.resting():  # the readers compile what they read
            CHECKS[form](text)
    except Exception as wrong:
        raise Nonsense(f"{form}: {type(wrong).__name__} {wrong}\n{text}") from wrong
    found.append(text)
