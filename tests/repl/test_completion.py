"""What Tab offers at each place, and how little it does for a large circuit."""

from __future__ import annotations

from pathlib import Path

import pytest

from circuitlang.gates import TABLE
from circuitlang.repl.completion import offers
from circuitlang.repl.files import paths
from circuitlang.repl.names import MOST
from circuitlang.session.registry import COMMANDS
from circuitlang.session.session import Session
from circuitlang.syntax.words import words

GATES = {row.name for row in TABLE if row.family != "internal"}


@pytest.fixture(scope="module")
def session() -> Session:
    made = Session()
    made.execute("""
        input alpha = 1, beta = 2; param weight = 3; const kay = 4
        def sig(t) = 1 / (1 + exp(-t))
        total = alpha + beta * weight; h[1] = total; h[2] = h[1] * alpha; out = sig(h[2])
        forward
    """)
    return made


def shown(session: Session, text: str) -> set[str]:
    return {offer.shown for offer in offers(session, text)}


LEAVES, CONSTS = {"alpha", "beta", "weight"}, {"kay"}
NAMED = {"total", "h[1]", "h[2]", "out"}


def test_the_beginning_of_a_statement(session: Session) -> None:
    own = words()
    for text in ("", "x = 1; ", "x = 1\n", "  "):
        found = shown(session, text)
        assert own.declarations | own.commands <= found
        assert NAMED | LEAVES | CONSTS | {"sig", "exp", "grad"} <= found
        assert all(offer.about() for offer in offers(session, text))


def test_every_command_and_gate_tells_about_itself(session: Session) -> None:
    about = {offer.text.rstrip(): offer.about() for offer in offers(session, "")}
    for row in COMMANDS.values():
        assert about[row.word] == row.summary
    calls = {offer.text: offer.about() for offer in offers(session, "")}
    for row in TABLE:
        if row.family != "internal":
            assert calls[f"{row.name}("].endswith(f")  {row.story}")
    assert calls["clip("].startswith("(x, lo, hi)  ")
    assert calls["leaky_relu("].startswith("(x, slope=0.01)  ")
    assert calls["add("].startswith("(x, y, …)  ")
    assert calls["sig("] == "(t)  your definition"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("backward ", NAMED | {"with"}),
        ("backward total ", {"with"}),
        ("rewire ", NAMED),
        ("show ", NAMED | LEAVES | CONSTS),
        ("show alpha, t", {"total"}),
        ("time show alpha, t", {"total"}),
        ("explain ", NAMED | LEAVES | CONSTS),
        ("set ", LEAVES | CONSTS),
        ("nudge ", LEAVES),
        ("nudge alpha ", {"by"}),
        ("show total.", {"total.mul"}),
        ("show h[", {"h[1]", "h[2]"}),
        ("ties ", {"split", "first", "both"}),
        ("step ", {"back"}),
        ("for t in 1 ", {"to"}),
        ("input ", set()),
        ("gate ", set()),
        ("collapse total, out as ", set()),
        ("q = total # al", set()),
        ("# al", set()),
        ('print "al', set()),
        ("q = ) al", set()),
        ("q = sigm", {"sigmoid"}),
        ("q = cli", {"clip"}),
        ("q = leaky", {"leaky_relu"}),
        ("q = max(alpha,\n    tot", {"total"}),
        ("def f(left, right) { lefty = lef", {"left", "lefty"}),
        ("expect gra", {"grad"}),
        ("q = gra", set()),
        ("help chaine", {"chained", "chained-gradient"}),
        ("help chain-r", {"chain-rule"}),
        ("x; help undefined-", {"undefined-name"}),
        ("\\thet", {"\\theta"}),
        ("\\eta", {"\\eta"}),
    ],
)
def test_places(session: Session, text: str, expected: set[str]) -> None:
    assert shown(session, text) == expected


def test_names_say_what_they_are(session: Session) -> None:
    about = {offer.shown: offer.about() for offer in offers(session, "show ")}
    assert about["alpha"] == "input  1"
    assert about["kay"] == "const  4"
    assert about["total"] == "add  7"
    assert about["out"] == "sig  0.999089"


def test_ten_thousand_names_are_little_work(monkeypatch: pytest.MonkeyPatch) -> None:
    large = Session()
    large.execute("input x = 1\n" + "\n".join(f"node_{k} = x + {k}" for k in range(10_000)))
    asked = []
    monkeypatch.setattr(type(large.state.builder.tape), "op", lambda tape, wire: asked.append(wire))
    for text in ("show ", "show node_", "q = node_"):
        found = [offer for offer in offers(large, text) if offer.shown.startswith("node_")]
        assert MOST - 3 <= len(found) <= MOST
    assert asked == []  # what a name is, is looked up when its line is drawn
    few = {offer.text for offer in offers(large, "show node_99")}
    assert len(few) == 111
    # what all begin with is not lost with those that are left out
    names = {offer.text for offer in offers(large, "show ")}
    assert {min(large.state.builder.symbols), max(large.state.builder.symbols)} <= names


# ---------------------------------------------------------------------- files


def test_files(session: Session, home: Path) -> None:
    for name in ("a.circ", "b.circ", "data.csv", "notes.txt", ".hidden.circ", 'qu"ote.circ'):
        (home / name).write_text("")
    (home / "lessons").mkdir()
    (home / "lessons" / "one.circ").write_text("")
    for word in ("load", "include", "save"):
        assert {"a.circ", "b.circ", "lessons/"} == shown(session, f'{word} "')
    assert [offer.text for offer in offers(session, 'load "a')] == ['a.circ"']
    assert next(offer.text for offer in offers(session, "load ")) == '"a.circ"'
    assert shown(session, 'load "lessons/') == {"lessons/one.circ"}
    assert shown(session, 'load "nowhere/') == set()
    assert shown(session, 'load ".h') == {".hidden.circ"}
    assert shown(session, 'input X = csv("d') == {"data.csv"}
    assert shown(session, 'print "') == set()


def test_a_large_folder_is_not_read_whole(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("circuitlang.repl.files.MOST", 5)
    for k in range(20):
        (home / f"{k}.circ").write_text("")
    assert len(list(paths("", (".circ",)))) <= 5
