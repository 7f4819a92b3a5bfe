"""Programs with their expectation on the line.

    f * 2                # = 7            the value of an expression alone, to 1e-12 of it
    print "{f}"          # prints 3.5
    f = y + 1            # error[undefined-name] 5      found before anything runs; the column
    grad(x)              # stops[no-gradient-yet] 1     found at its turn; it ends the run
                         (column 0: the place is on another line)
    f = log(x)           # warns[non-finite]            at its turn, a pass says so
    expect f = 2         # fails[expectation-failed]    recorded, and the run goes on
    backward             # says forward first: 2 gates

A line may carry several, each behind a `#` of its own.  Every program runs in three ways: whole;
whole without the lines that must fail; and statement by statement, where after each failure the
session must be as it was before.
"""

from __future__ import annotations

import math
import re
from ast import literal_eval
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from circuitlang.reports.notes import Failure, Note, Printed, ValueReport, Warned
from circuitlang.session.session import Session
from circuitlang.syntax.parser import parse
from circuitlang.tape.tape import check
from circuitlang.text.errors import CircuitError, Diagnostic
from circuitlang.text.source import Source

PROGRAMS = sorted((Path(__file__).parent / "programs").glob("*.circ"))
EXPECTATION = re.compile(
    r"# (?:(=|prints|says)(?: ([^#\n]*))?(?=#|$)"
    r"|(error|stops)\[([a-z-]+)\] (\d+)|(warns|fails)\[([a-z-]+)\])"
)
LATE = {"used-before-declared": ("undefined-name", "unknown-gate")}
"""What an error is where only one statement is known."""


class Expected(NamedTuple):
    what: str  # =, prints, says, error, stops, warns, fails
    line: int
    words: str  # the value, the text or the code
    column: int = 0


class Program:
    """A program's text and what its lines expect."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text
        self.expected: list[Expected] = []
        for number, line in enumerate(text.split("\n"), 1):
            for found in EXPECTATION.finditer(line):
                said, words, stops, code, column, goes_on, other = found.groups()
                if said:
                    self.expected.append(Expected(said, number, (words or "").strip()))
                elif stops:
                    self.expected.append(Expected(stops, number, code, int(column)))
                else:
                    self.expected.append(Expected(goes_on, number, other))

    def only(self, *what: str, line: int | None = None) -> list[Expected]:
        return [one for one in self.expected
                if one.what in what and line in (None, one.line)]  # fmt: skip

    def without(self, lines: set[int], after: int | None = None) -> str:
        """The text with some lines emptied, up to a line."""
        kept = [("" if number in lines else line)
                for number, line in enumerate(self.text.split("\n"), 1)]  # fmt: skip
        return "\n".join(kept[:after])


def session() -> Session:
    return Session(folder=PROGRAMS[0].parent)


def failure_of(one: Diagnostic) -> Expected:
    assert one.span is not None, one
    return Expected("error", one.span.line, one.code, one.span.column)


class Log:
    """What a run says, by line."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.found: list[Expected] = []

    def __call__(self, report: object) -> None:
        place = self.session.place
        assert place is not None
        line = place.source.position(place.end)[0]
        if isinstance(report, ValueReport):
            value = report.value
            words = repr(value if isinstance(value, float) else value.tolist())
            self.found.append(Expected("=", line, words))
        elif isinstance(report, Printed):
            self.found.append(Expected("prints", line, report.text.strip()))
        elif isinstance(report, Note):
            self.found.append(Expected("says", line, report.words.strip()))
        elif isinstance(report, Warned):
            self.found.append(Expected("warns", line, report.diagnostic.code))
        elif isinstance(report, Failure):
            self.found.append(Expected("fails", line, report.diagnostic.code))


def same(have: Expected, want: Expected) -> bool:
    if want.what != "=":
        return have == want
    if "[" in have.words + want.words:
        x, y = (literal_eval(each.words) for each in (have, want))
        alike = np.shape(x) == np.shape(y) and np.allclose(x, y, rtol=1e-12, atol=0.0)
        return alike and (have.what, have.line) == (want.what, want.line)
    x, y = float(have.words), float(want.words)
    near = (math.isnan(x) and math.isnan(y)) or math.isclose(x, y, rel_tol=1e-12)
    zero = x != 0 or math.copysign(1, x) == math.copysign(1, y)
    return near and zero and (have.what, have.line) == (want.what, want.line)


def compare(found: list[Expected], wanted: list[Expected]) -> None:
    """Everything expected was said, and nothing else: notes may be passed over."""
    lines = {one.line for one in wanted if one.what == "says"}
    found = [one for one in found if one.what != "says" or one.line in lines]
    for have, want in zip(found, wanted, strict=False):
        assert same(have, want), f"line {want.line}: {have} where {want} was expected"
    assert found[len(wanted) :] == []
    assert wanted[len(found) :] == []


@pytest.fixture(params=PROGRAMS, ids=lambda path: path.stem)
def program(request: pytest.FixtureRequest) -> Program:
    path: Path = request.param
    return Program(path.name, path.read_text("utf-8"))


def test_static_errors_come_all_at_once(program: Program) -> None:
    wanted = program.only("error")
    try:
        session().run(Source(program.name, program.without(stops_of(program))), lambda report: None)
    except CircuitError as failure:
        found = [failure_of(one) for one in failure.errors]
        assert found == wanted
    else:
        assert wanted == []


def stops_of(program: Program) -> set[int]:
    return {one.line for one in program.only("stops")}


def test_whole(program: Program) -> None:
    fresh = session()
    log = Log(fresh)
    bad = {one.line for one in program.only("error", "stops")}
    fresh.run(Source(program.name, program.without(bad)), log)
    compare(log.found, program.only("=", "prints", "says", "warns", "fails"))
    check(fresh.state.builder.tape)


def test_each_stop(program: Program) -> None:
    bad = {one.line for one in program.only("error", "stops")}
    for stop in program.only("stops"):
        text = program.without(bad - {stop.line}, after=stop.line)
        with pytest.raises(CircuitError) as caught:
            session().run(Source(program.name, text), lambda report: None)
        found = failure_of(caught.value.errors[0])
        if not stop.column:
            found = found._replace(line=stop.line, column=0)
        assert found == stop._replace(what="error"), caught.value


def test_statement_by_statement(program: Program) -> None:
    fresh = session()
    log = Log(fresh)
    for text in alone(program):
        failing = failures_in(program, text)
        before = fresh.json(), snapshot(fresh)
        try:
            fresh.run(Source(program.name, text), log)
        except CircuitError as failure:
            found = [failure_of(one) for one in failure.errors]
            assert len(found) == len(failing), failure
            for have, want in zip(found, failing, strict=True):
                assert have.words in LATE.get(want.words, (want.words,)), failure
            if failing[0].words not in LATE:
                assert [one.column for one in found if failing[0].column] == [
                    one.column for one in failing if one.column
                ]
            assert (fresh.json(), snapshot(fresh)) == before
        else:
            assert failing == [], text.strip()
    compare(log.found, program.only("=", "prints", "says", "warns", "fails"))
    check(fresh.state.builder.tape)


def alone(program: Program) -> list[str]:
    """Each statement in a text in which everything else is blank, so that its place is the same.

    What cannot be parsed stands on a line of its own.
    """
    lines = program.text.split("\n")
    broken = {one.line for one in program.only("error")}
    text = program.without(broken)
    pieces = [(statement.at, statement.end) for statement in parse(Source("", text)).statements]
    found = [(at, blanked(text, at, end)) for at, end in pieces]
    for number, line in enumerate(lines, 1):
        if number in broken:
            at = len("\n".join(text.split("\n")[: number - 1]))
            found.append((at, "\n" * (number - 1) + line))
    return [piece for _, piece in sorted(found)]


def blanked(text: str, at: int, end: int) -> str:
    before = "".join(c if c == "\n" else " " for c in text[:at])
    return before + text[at:end]


def failures_in(program: Program, text: str) -> list[Expected]:
    number = text.count("\n") + 1
    first = len(text) - len(text.lstrip())
    low = text[:first].count("\n") + 1
    return [one for line in range(low, number + 1)
            for one in program.only("error", "stops", line=line)]  # fmt: skip


def snapshot(session: Session) -> tuple[object, ...]:
    """The columns of the tape, and what the names mean."""
    builder = session.state.builder
    tape = builder.tape
    return (list(tape.kind), list(tape.start), list(tape.args), list(tape.owner),
            list(tape.origin), dict(tape.names), dict(tape.labels), repr(tape.consts),
            len(tape.places), len(tape.groups), dict(tape.group_of), tape.gates,
            dict(builder.symbols), repr(builder.values), list(builder.definitions),
            builder.outputs, builder.last, builder.ties, builder.counts.mark())  # fmt: skip


def test_there_are_programs() -> None:
    assert len(PROGRAMS) > 20
