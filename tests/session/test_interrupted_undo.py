"""Ctrl-C while `undo` takes something back: the session is as it was before the statement."""

from __future__ import annotations

from typing import Any

import pytest

from circuitlang.session.commands import editing
from circuitlang.session.session import Session

CASES = ["ties first", "input a = randn()", "g = x * f", "set x = 5", "rewire f = x + 1",
         "set x = randn()", "set k = randn()", "input a = 1; b = a * x",
         "for i in 1 to 3 { h[i] = x * i }"]  # fmt: skip


def shown(session: Session) -> tuple[Any, ...]:
    state = session.state
    drawn = state.lowerer.world.draws.state()
    return (session.json(), state.builder.ties, state.builder.outputs, session.past.words(),
            [state.builder.tape.name(wire) for wire in range(len(state.builder.tape))],
            len(state.declared[: state.count]), drawn)  # fmt: skip


@pytest.mark.parametrize("statement", CASES)
@pytest.mark.parametrize("moment", ["Note", "rollback"])
def test_at_the_last_and_at_an_early_moment(statement: str, moment: str, monkeypatch: Any) -> None:
    session = Session()
    session.execute("input x = 2, y = 3; const k = 4; f = x * x")
    session.execute("backward")
    session.execute(statement)
    before = shown(session)

    def interrupted(*_: Any, **__: Any) -> None:
        monkeypatch.undo()
        raise KeyboardInterrupt

    if moment == "Note":  # all is done, but for the words
        monkeypatch.setattr(editing, "Note", interrupted)
    else:
        monkeypatch.setattr(type(session.state.lowerer), "rollback", interrupted)
    try:
        session.execute("undo")
    except KeyboardInterrupt:
        pass
    else:
        pytest.fail(f"`undo` does not come to {moment}")
    assert shown(session) == before
    session.execute("undo")
    session.execute("redo")
    assert shown(session) == before
