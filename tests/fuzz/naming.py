"""Names and strings of an input, in circuits that go through every renderer and exporter."""

from __future__ import annotations

import json
import re
from pathlib import Path
from random import Random
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
STRINGS = ["print {quoted}", "load {quoted}", "export {quoted}", "show {name} # {rest}",
           "help {rest}", "{rest}", "{name} + {rest}"]  # fmt: skip
LONGEST = 300  # of a name: longer ones are refused, which is tested elsewhere


def naming(data: bytes, folder: Path) -> str:
    """The first line holds names, the rest is a string, a comment, a path and a mistake; which
    circuit they are put into, and which looks and exports it goes through, depends on all of it:
    a few a run, so that there are many runs, and every one of them within some hundred."""
    first, _, rest = data.decode("utf-8", "replace").partition("\n")
    names = [name for name in dict.fromkeys(first.split(" ")) if name and _usable(name)][:6]
    names += [name for name in ("aa", "bb", "cc", "dd", "ee", "ff") if name not in names]
    found: list[str] = []
    template, looks, endings, places = chosen(data)
    session = Session(limits=limits(), folder=str(folder))
    if _say(session, _filled(template, names), found):
        for look in looks:
            _say(session, look, found)
        for ending in endings:
            _export(session, ending, found)
    quoted = json.dumps(rest, ensure_ascii=False)
    for line in places:
        _say(session, line.format(quoted=quoted, name=names[0], rest=rest), found)
    return "\n".join(found)


def chosen(data: bytes) -> tuple[str, list[str], list[str], list[str]]:
    """The circuit, looks, exports and lines for a string that an input goes through."""
    chance = Random(crc32(data))
    return (chance.choice((SCALARS, TENSORS)), chance.sample(LOOKS, 2),
            chance.sample([*sorted(forms()), ".json", ".circ"], 2),
            chance.sample(STRINGS, 3))  # fmt: skip


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


def _export(session: Session, ending: str, found: list[str]) -> None:
    if ending == ".json":
        _checked(ending, json.dumps(session.json()), found)
        return
    if ending == ".circ":
        text = circuit_source(session.state.builder, session.state.leaves())
        again = circuit_source(cl.parse(text)._builder)
        if again != text:
            raise Nonsense(f"a circuit written as text is another when it is read\n{text}\n{again}")
        found.append(text)
        return
    try:
        text = forms()[ending].export(session.state.standing(), 4)
    except CircuitError as problem:
        found.append(f"{ending}: {problem.code}")
        return
    _checked(ending, text, found)


def _checked(form: str, text: str, found: list[str]) -> None:
    try:
        with watch.resting():  # the readers compile what they read
            CHECKS[form](text)
    except Exception as wrong:
        raise Nonsense(f"{form}: {type(wrong).__name__} {wrong}\n{text}") from wrong
    found.append(text)
