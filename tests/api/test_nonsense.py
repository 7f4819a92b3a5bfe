"""What a Python caller may give by mistake, or hand on from a stranger: only a CircuitError comes
of it, and nothing in its words controls a terminal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import circuitlang as cl

RING: list[Any] = []
RING.append(RING)
ANY: Any = cl


def doubled() -> cl.Function:
    return cl.parse("input x = 1; f = x * 2").function("f")


NONSENSE: dict[str, tuple[str, Callable[[], object]]] = {
    "rows in themselves": ("bad-argument", lambda: doubled().map(x=RING)),
    "rows of many lengths": ("bad-argument", lambda: doubled().map(x=[[1], [1, 2]])),
    "a folder with a NUL": ("file-not-found", lambda: cl.parse("x = 1", folder="a\0b")),
    "half a character": ("file-not-found", lambda: cl.parse("x = 1", folder="\ud800")),
    "limits in a list": ("bad-argument", lambda: ANY.parse("x = 1", limits=[1])),
    "a limit by number": ("bad-argument", lambda: ANY.parse("x = 1", limits={1: 1})),
    "a subscript below below zero": ("bad-argument", lambda: cl.Circuit().input("x[--1]", 1.0)),
    "a subscript without an end": ("limit-exceeded", lambda: cl.parse("x[1e300] = 1")),
    "no text": ("bad-argument", lambda: ANY.Session().execute(None)),
    "bytes": ("bad-argument", lambda: ANY.Session().execute(b"x = 1")),
}


@pytest.mark.parametrize("name", NONSENSE)
def test_nonsense_is_a_circuit_error(name: str) -> None:
    code, work = NONSENSE[name]
    with pytest.raises(cl.CircuitError) as caught:
        work()
    assert caught.value.code == code
    assert str(caught.value).isprintable()


def test_the_largest_whole_number_is_told_as_one() -> None:
    with pytest.raises(cl.CircuitError, match=r"at most 9,007,199,254,740,992, not 1e\+300"):
        cl.parse("x[1e300] = 1")


@pytest.mark.parametrize("text", [
    r'load "\u001b[31m\n.circ"', r'include "\u009b31m\u202e"', r'input x = csv("\u001b]0;x\u0007")',
    r'input x = 1; save! "\u001b/../../x"', 'save "\\u001b[31m', "help \x1b[31m",
])  # fmt: skip
def test_what_a_program_prints_of_an_error_controls_no_terminal(text: str) -> None:
    """A traceback that nobody catches ends in `str(error)`."""
    with pytest.raises(cl.CircuitError) as caught:
        cl.Session().execute(text)
    problem = caught.value
    for said in (str(problem), repr(problem.errors[0]), problem.message, problem.help or ""):
        assert said.isprintable(), ascii(said)
