"""Text and back: printing, formatting, saving, on typed programs."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import assume, given
from hypothesis import strategies as st

import circuitlang as cl
from circuitlang.meaning.decompile import circuit_source
from circuitlang.session.session import Session
from circuitlang.syntax.format import format_source
from circuitlang.syntax.parser import parse
from circuitlang.syntax.printer import statement_text
from circuitlang.text.errors import CircuitError
from circuitlang.text.source import Source
from tests.strategies import layouts
from tests.trust.laws.depth import law
from tests.trust.laws.programs import COMMANDS, COMMON, Program, typed
from tests.trust.laws.tools import (
    bits,
    built,
    gradients,
    names_of,
    same_up_to_rounding,
    scale_of,
    shape_of_tape,
)

COMMENT = re.compile(r'"(?:[^"\\]|\\.)*"|(#[^\n]*)')


@law(60, 1500)
@given(typed())
def test_a_circuit_as_text_is_the_same_circuit(program: Program) -> None:
    circuit = built(program)
    text = circuit_source(circuit._builder)
    again = cl.parse(text)
    if "grad(" in program.text:  # what it differentiates may stand in a line of its own, before
        have, want = gradients(again, "loss"), gradients(circuit, "loss")
        scale = scale_of(circuit, "loss")
        for leaf, gradient in want.items():
            assert same_up_to_rounding(have[leaf], gradient, scale), leaf
        return
    assert shape_of_tape(again) == shape_of_tape(circuit)
    assert circuit_source(again._builder) == text
    for name, other in zip(names_of(circuit), names_of(again), strict=True):
        assert name == other or name not in circuit._builder.symbols  # parts may get names
    assert again.outputs == circuit.outputs and again._builder.ties == circuit._builder.ties


@law(60, 1500)
@given(typed(files=True), st.lists(st.sampled_from(COMMANDS), max_size=4))
def test_a_statement_as_text_is_the_same_statement(program: Program, commands: list[str]) -> None:
    source = Source("", program.text + "\n".join(commands))
    found = parse(source)
    assert not found.errors
    printed = [statement_text(each, source, written=True) for each in found.statements]
    again = Source("", "\n".join(printed))
    assert [
        statement_text(each, again, written=True) for each in parse(again).statements
    ] == printed


@law(60, 1500)
@given(st.data())
def test_formatting_twice_is_formatting_once_and_means_the_same(data: st.DataObject) -> None:
    program = data.draw(typed())
    text = data.draw(layouts(program.text)) if "#" not in program.text else program.text
    source = Source("", text)
    assume(not parse(source).errors)
    once = format_source(source)
    assert format_source(Source("", once)) == once
    assert comments(once) == comments(text)
    circuit = built(program)
    assert shape_of_tape(cl.parse(once)) == shape_of_tape(circuit)


def comments(text: str) -> list[str]:
    return [found[1].strip() for found in COMMENT.finditer(text) if found[1]]


VALUES = ("0.1", "-1e-320", "1e308", "1 / 3", "-0", "pi")


@law(40, 1000)
@given(typed(files=True), st.sampled_from(VALUES), st.booleans())
def test_what_is_saved_and_loaded_has_the_same_bits(
    program: Program, value: str, train: bool
) -> None:
    with TemporaryDirectory() as folder:
        Path(folder, "common.circ").write_text(COMMON, "utf-8")
        Path(folder, "r.csv").write_text("first\n1\n2\n", "utf-8")
        session, other = Session(folder=folder), Session(folder=folder)
        try:
            session.execute(
                f"{program.text}param trained = 0.3; goal = loss * trained\n"
                f"set first = {value}\nseed 5; input drawn_last = randn(2)"
            )
            if train:
                session.execute("descend goal rate 1e-3 steps 2")
        except CircuitError:
            assume(False)
        session.execute('save "saved.circ"')
        other.execute('load "saved.circ"')
        for each in (session, other):
            each.execute("backward loss")
        assert numbers(other) == numbers(session)


def numbers(session: Session) -> list[tuple[object, ...]]:
    standing = session.state.standing()
    tape = standing.tape
    return [(tape.name(wire), tape.op(wire), bits(standing.value(wire)),
             bits(standing.gradient(wire)))
            for wire in range(len(tape)) if wire not in standing.hidden]  # fmt: skip
