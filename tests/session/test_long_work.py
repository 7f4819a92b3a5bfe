"""Long work: how far it is, and that it can be stopped."""

from __future__ import annotations

import pytest

from circuitlang.meaning import copies
from circuitlang.session.session import Session
from circuitlang.text import pace

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
