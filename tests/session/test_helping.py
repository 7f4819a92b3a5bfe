"""`help` and `gates` in a conversation."""

from __future__ import annotations

import tempfile

import pytest

from circuitlang import guide
from circuitlang.session.session import Session
from circuitlang.text.errors import CircuitError
from circuitlang.views.render import text


def said(statement: str, session: Session | None = None) -> str:
    return str((session or Session()).execute(statement))


def refused(statement: str, session: Session) -> str:
    with pytest.raises(CircuitError) as failure:
        session.execute(statement)
    (problem,) = failure.value.errors
    assert problem.code == "bad-argument" and problem.span is not None
    return f"{problem.span.text}: {problem.message}; {problem.help}"


def test_alone_and_with_a_topic() -> None:
    assert said("help") == text(guide.front())
    for topic in ("mul", "+", "**", "==", "[", "chain-rule", "chain rule", "!", "undefined-name"):
        assert said(f"help {topic}") == text(guide.page(topic))
    assert said("gates") == text(guide.gates())


def test_the_rest_of_the_line_ends_at_a_semicolon_or_a_comment() -> None:
    assert said("help ; 1 + 1") == f"{text(guide.front())}\n2"
    assert said("help mul # a comment") == text(guide.page("mul"))


def test_an_unknown_topic() -> None:
    session = Session()
    session.execute("input x = 1; def sigma(t) = 2 * t; f = 3 * sigma(x) + 1")
    assert refused("help backwrd", session) == (
        "backwrd: there is no help on `backwrd`; did you mean `backward`?"
    )
    assert refused("help gardient", session).endswith("did you mean `gradient`?")
    assert refused("help f.mul", session).endswith("it is a name in this circuit: explain f.mul")
    assert refused("help sigma", session).endswith("it is a definition of this circuit")


def test_it_changes_nothing() -> None:
    session = Session()
    session.execute("input x = 1; f = x * x; backward")
    before = session.json()
    said("help rewire; help undo; help reset; help quit; help save; gates", session)
    assert session.json() == before
    assert session.past.words() == ["input x = 1", "f = x * x"]
    assert not session.leaving


def test_help_for_a_stranger_writes_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> None:
        raise AssertionError("a folder was made")

    monkeypatch.setattr(tempfile, "TemporaryDirectory", refuse)
    session = Session(untrusted=True)
    assert '    save "f.circ"' in said("help save", session)
    assert "This is right:" in said("help bad-data", session)
    for word in guide.all_topics():
        said(f"help {word}", session)


def test_where_nothing_can_be_written_pages_are_shown_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(**_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(tempfile, "TemporaryDirectory", refuse)
    assert '    save "f.circ"' in said("help save")
    assert "This is right:" in said("help bad-data")
