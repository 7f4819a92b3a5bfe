"""A circuit is compiled once, and anew when it has changed: at the prompt each line is a run."""

from __future__ import annotations

import pytest

import circuitlang as cl
from circuitlang import engines
from circuitlang.session.session import Session


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How large the circuits were that were compiled."""
    sizes: list[int] = []
    plain = engines.compile

    def counted(tape, *rest, **given):  # type: ignore[no-untyped-def]
        sizes.append(len(tape))
        return plain(tape, *rest, **given)

    monkeypatch.setattr(engines, "compile", counted)
    return sizes


def test_lines_that_change_nothing_compile_nothing(compiled: list[int]) -> None:
    session = Session()
    session.execute("input x = 2, y = 3; f = x * y")
    for line in ("forward", "backward", "show", "set x = 5; forward", "backward", "grads",
                 "expect grad(x) = 3", "expect f = 15", "explain f"):  # fmt: skip
        session.execute(line)
    assert compiled == [3]


def test_what_was_taken_back_is_not_run(compiled: list[int]) -> None:
    """Circuits of one size that are not the same."""
    session = Session()
    for line in (
        "input x = 2, y = 3", "f = x * y; forward",
        "undo", "f = x + y; forward; expect f = 5",
        "rewire f = x - y", "forward; expect f = -1",
        "delete f", "f = y / x; forward; expect f = 1.5",
        "reset", "input x = 7, y = 1; f = x * y; forward; expect f = 7",
    ):  # fmt: skip
        session.execute(line)
    with pytest.raises(cl.CircuitError):
        session.execute("g = x - y; h = g * nothing; forward")
    session.execute("g = x + y; forward; expect g = 8")
    assert len(compiled) >= 6


def test_a_builder_that_went_back_under_a_circuit() -> None:
    circuit = cl.Circuit()
    x = circuit.input("x", 3.0)
    mark = circuit._builder.tape.mark()
    assert (x * x).belongs_to(circuit._builder) == 1
    first = circuit._program()
    assert circuit._program() is first
    circuit._builder.tape.rollback(mark)
    circuit._builder.tape.append(first.tape.kind[0], (), -1)
    assert circuit._program() is not first and circuit._program() is circuit._program()
