"""`undo` and `redo` take back a statement, and not how a person chose to see the circuit since."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from circuitlang.session.session import Session

START = (
    "def s(t) { u = exp(t); return u / (1 + u) }",
    "input x = 1; p = s(x); f = p * 2; g = f + x",
)


def run(*statements: str, **settings: Any) -> Session:
    session = Session(**settings)
    for statement in statements:
        session.execute(statement)
    return session


def opened(session: Session) -> list[str]:
    tape = session.state.builder.tape
    return sorted(tape.name(wire) for wire in session.state.opened)


@pytest.mark.parametrize("change", ["set x = 2", "h = x * 3", "rewire f = p * 3", "ties both",
                                    "input y = randn()", "reset"])  # fmt: skip
def test_digits_stay(change: str) -> None:
    session = run(*START, change, "digits 3", "undo")
    assert session.state.digits == 3
    session.execute("digits 5; redo")
    assert session.state.digits == 5
    session.execute("undo; undo")
    assert session.state.digits == 5


@pytest.mark.parametrize("change", ["set x = 2", "h = x * 3", "rewire f = p * 3", "set k = 3"])
def test_what_was_opened_since_stays_open(change: str) -> None:
    session = run("const k = 2", *START, change, "expand p", "undo")
    assert opened(session) == ["p"]
    session.execute("collapse p; redo")
    assert opened(session) == []


def test_what_was_opened_goes_with_its_gate_and_comes_back() -> None:
    session = run(*START, "q = s(x)", "expand q, p", "undo")
    assert opened(session) == ["p"]
    session.execute("redo")
    assert opened(session) == ["p", "q"]
    session.execute("delete q")
    assert opened(session) == ["p"]
    session.execute("undo")
    assert opened(session) == ["p", "q"]


@pytest.mark.parametrize("change", ["set x = 2", "rewire g = x - f", "delete g"])
def test_units_stay(change: str) -> None:
    session = run(*START, change, "collapse p, f as unit", "undo")
    assert [unit.name for unit in session.state.units] == ["unit"]
    assert "unit(x)" in str(session.execute("show f"))
    session.execute("expand f; redo")
    assert not session.state.units


def test_a_unit_goes_where_its_gates_are_not() -> None:
    session = run(*START, "h = g * 2", "collapse g, h as unit", "undo")
    assert not session.state.units
    session.execute("redo")
    assert [unit.name for unit in session.state.units] == ["unit"]


def test_what_a_loaded_file_said_of_digits_goes_with_it(tmp_path: Path) -> None:
    (tmp_path / "f.circ").write_text("digits 2; input z = 1; h = z * 2")
    session = run(*START, "digits 4", 'load "f.circ"', folder=tmp_path)
    assert session.state.digits == 2
    session.execute("undo")
    assert session.state.digits == 4
    session.execute("redo")
    assert session.state.digits == 2


@pytest.mark.parametrize("anew", ["reset", 'load "f.circ"'])
def test_digits_outlive_a_circuit(anew: str, tmp_path: Path) -> None:
    (tmp_path / "f.circ").write_text("input z = 1; h = z * 2")
    assert run(*START, "digits 3", anew, folder=tmp_path).state.digits == 3


@pytest.mark.parametrize("change", [
    "set x = randn()", "set k = randn()", "input z = randn()", "input z : [2] = randn(2)",
    "rewire f = x * 3", "seed 7", "reset", 'load "f.circ"', "set x = uniform()",
])  # fmt: skip
def test_what_is_drawn_next_goes_with_the_statement(change: str, tmp_path: Path) -> None:
    """Else a number would be drawn twice, or left out."""
    (tmp_path / "f.circ").write_text("input a = randn()")
    begin = ("seed 5", "input x = randn(), y = randn(); const k = 3", "f = x * k")
    following = "input next = randn(), too = uniform(), last : [2] = randn(2)"

    def drawn(*statements: str) -> str:
        session = run(*begin, *statements, following, "digits 17", folder=tmp_path)
        return repr([session.state.leaves()[session.state.builder.symbols[name]]
                     for name in ("next", "too", "last")])  # fmt: skip

    without, once = drawn(), drawn(change)
    assert drawn(change, "undo") == without
    assert drawn(change, "undo", "redo") == once
    assert drawn(change, "undo", change) == once
    assert drawn("set y = 4", change, "undo", "undo", "redo") == without
