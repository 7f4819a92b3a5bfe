"""The line below the prompt, as the circuit changes."""

from __future__ import annotations

import pytest

from circuitlang.repl.toolbar import STALE, toolbar
from circuitlang.session.session import Session
from circuitlang.text.width import width


def line(session: Session, columns: int = 200) -> str:
    return "".join(text for _, text in toolbar(session, columns)).strip()


def test_how_the_circuit_stands() -> None:
    session = Session()
    said = []
    for statement in ("", "input x = 2", "f = x * x", "forward", "backward", "set x = 3", "forward",
                      "backward f", "g = f + x; output f, g", "reset"):  # fmt: skip
        session.execute(statement)
        said.append(line(session))
    assert said == [
        "no gates yet",
        "0 gates",
        "1 gate · output f · forward none · backward none",
        "1 gate · output f · forward fresh · backward none",
        "1 gate · output f · forward fresh · backward of f",
        "1 gate · output f · forward stale · backward of f stale",
        "1 gate · output f · forward fresh · backward of f stale",
        "1 gate · output f · forward fresh · backward of f",
        "2 gates · output f, g · forward stale · backward of f",
        "no gates yet",
    ]


def test_the_position_of_step() -> None:
    session = Session()
    session.execute("input x = 2; f = x * x; step")
    assert line(session).endswith("at forward 1 of 1")


@pytest.mark.parametrize("columns", [100, 60, 40, 20, 5])
def test_what_does_not_fit_goes_from_the_left(columns: int) -> None:
    session = Session()
    session.execute("input x = 2; f = x * x; backward; set x = 3")
    found = line(session, columns)
    assert width(found) <= max(columns, width("backward of f stale"))
    assert found.endswith("backward of f stale")
    assert STALE in {style for style, _ in toolbar(session, columns)}
