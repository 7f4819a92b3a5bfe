"""Long work: how far it is, and that it can be stopped."""

from __future__ import annotations

import pytest

import circuitlang as cl
from circuitlang.engines import reference, segments_layout
from circuitlang.engines.clock import Clock
from circuitlang.meaning import copies
from circuitlang.session.session import Session
from circuitlang.text import pace
from circuitlang.text.limits import Limits
from circuitlang.text.source import Source

LOOP = "for i in 1 to 60000 { g[i] = g[i - 1] * x }"
NESTED = "for i in 1 to 40 { for j in 1 to 3000 { h[i, j] = x * j } }"


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "PATIENCE", -1.0)
    monkeypatch.setattr(pace, "OFTEN", -1.0)


def told(text: str) -> list[str]:
    lines: list[str] = []
    session = Session()
    session.progress = lines.append
    session.execute(text)
    return lines


@pytest.mark.usefixtures("impatient")
def test_how_far_it_is() -> None:
    lines = told(f"input x = 0.5, g[0] = 1\n{LOOP}\n{NESTED}")
    assert any("trips of i" in line and "of 60,000" in line for line in lines)
    assert any("of 40 trips of i" in line for line in lines)
    assert not any("trips of j" in line for line in lines)  # the outer loop is what one waits for
    assert "statements read" in lines[0]
    assert lines[-1] == ""  # it is taken away


@pytest.mark.usefixtures("impatient")
def test_how_far_a_nudge_is() -> None:
    lines = told(
        "input x = 0.5, g[0] = 1; for i in 1 to 9000 { g[i] = g[i - 1] * x }; nudge x by 1"
    )
    assert any("8,192 of 9,000 gates moved" in line for line in lines)
    assert lines[-1] == ""


def test_short_work_says_nothing() -> None:
    assert told("input x = 0.5, g[0] = 1; g[1] = g[0] * x; forward") == []


def test_an_interrupt_leaves_the_session_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    session = Session()
    session.execute("input x = 0.5, g[0] = 1; f = x * 2; backward")
    before = session.json()
    plain, times = copies.Copies._operands, []

    def interrupted(self: copies.Copies) -> None:
        plain(self)
        times.append(1)
        if len(times) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(copies.Copies, "_operands", interrupted)
    with pytest.raises(KeyboardInterrupt):
        session.execute(LOOP)
    assert len(times) == 3
    assert session.json() == before
    assert len(session.state.builder.symbols) == 3
    session.execute(LOOP)
    session.execute("backward; expect grad(x) = 0; expect g[0] = 1")
    assert session.state.builder.tape.gates == 60001


PASSES = "input x = 0.5, g[0] = 1; for i in 1 to 3000 { g[i] = g[i - 1] * x }; forward; backward"
TENSORS = "input X = [1, 2]; f = sum(X * X); forward; backward"


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("engine", ["reference", "segments", ""])
def test_how_far_a_pass_is(monkeypatch: pytest.MonkeyPatch, engine: str) -> None:
    monkeypatch.setattr(segments_layout, "BLOCK", 100)
    monkeypatch.setattr(reference, "CLOCK", 100)
    lines: list[str] = []
    session = Session(engine=engine)
    session.progress = lines.append
    session.run(Source("", TENSORS if not engine else PASSES), lambda report: lines.append("."))
    for words in ("gates, forward", "gates, backward"):
        shown = [line for line in lines if words in line]
        of = "3" if not engine else "3,002"
        assert len(shown) > (20 if engine else 1) and all(f"of {of} {words}" in x for x in shown)
        done = [int(line.split("%")[1].split(" of ")[0].replace(",", "")) for line in shown]
        assert done == sorted(done) and len(set(done)) == len(done)
    assert lines[lines.index(".") - 1] == ""  # it is taken away before the report
    assert session.state.run is not None and session.state.run._program.pace is session.pace


def test_a_pass_after_a_pass_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many short passes, as `check` makes them, are not one long one."""
    now = [0.0]
    monkeypatch.setattr(pace, "monotonic", lambda: now[0])
    lines: list[str] = []
    watch = pace.Pace(lambda *told: lines.append(str(told)), lambda: lines.append(""))
    for _ in range(10):
        clock = Clock(Limits(), watch, 100, "gates, forward")
        now[0] += 0.75
        clock.look(50)
    assert lines == []
    now[0] += 0.75
    clock.look(80)
    assert lines == ["(80, 100, 1.5, 'gates, forward')"]


def test_the_time_of_a_pass_runs_out_whatever_stands_where(monkeypatch: pytest.MonkeyPatch,
                                                           ) -> None:  # fmt: skip
    """The clock is looked at after so many gates, not at those with certain numbers."""
    monkeypatch.setattr(reference, "CLOCK", 4)
    text = "input x = 1, y = 2, z = 3, u = 4; " + "; ".join(
        f"input l[{i}] = 1; a[{i}] = x * l[{i}]; b[{i}] = a[{i}] + y; c[{i}] = b[{i}] * z"
        for i in range(20)
    )
    builder = cl.parse(f"{text}; input w = 1; f = c[19] * c[18]")._builder
    tape = builder.tape
    assert all(tape.is_leaf(wire) for wire in range(0, len(tape), 4))
    program = reference.compile(tape, "split", Limits().replace("time", 1e-9))
    with pytest.raises(cl.CircuitError) as caught:
        program.forward(builder.values)
    assert caught.value.code == "limit-exceeded"
    values = reference.compile(tape, "split", Limits()).forward(builder.values)
    with pytest.raises(cl.CircuitError) as caught:
        program.backward(values, len(tape) - 1)
    assert caught.value.code == "limit-exceeded"


@pytest.mark.parametrize("engine", ["reference", "segments"])
def test_an_interrupted_pass_leaves_what_was(monkeypatch: pytest.MonkeyPatch, engine: str) -> None:
    session = Session(engine=engine)
    session.execute(PASSES.replace("forward; backward", "backward; set x = 0.25"))
    before = session.json()

    def interrupted(self: Clock, done: int = 0) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Clock, "look", interrupted)
        session.progress = lambda line: None
        with pytest.raises(KeyboardInterrupt):
            session.execute("forward")
    assert session.json() == before
    session.execute("forward; backward; expect g[3000] = 0.25 ** 3000")
