"""Readers are found from what is read: the same as by asking every gate that is shown."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from circuitlang.reports.reading import readers_of, visible_gates
from circuitlang.reports.standing import Standing
from circuitlang.session.session import Session
from circuitlang.tape.order import levels
from circuitlang.text.errors import CircuitError
from tests.strategies import programs


def by_asking_every_gate(standing: Standing, wanted: list[int]) -> dict[int, list[tuple[int, int]]]:
    found: dict[int, list[tuple[int, int]]] = {wire: [] for wire in wanted}
    for gate in visible_gates(standing):
        for slot, operand in enumerate(standing.inputs(gate)):
            if operand in found:
                found[operand].append((gate, slot))
    return found


def test_what_an_opened_gate_with_a_formula_reads() -> None:
    session = Session()
    session.execute("input x = 1; def d(t) { return (t + t) - t; local t = 1 }; z = d(x); expand z")
    standing = session.state.standing()
    wires = range(len(session.state.builder.tape))
    everything = [wire for wire in wires if wire not in standing.hidden]
    for wire in everything:
        assert readers_of(standing, [wire]) == by_asking_every_gate(standing, [wire])


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(programs(complete=True), st.data())
def test_who_reads(text: str, data: st.DataObject) -> None:
    session = Session()
    session.execute(text)
    tape = session.state.builder.tape
    composite = [tape.name(wire) for wire in tape.group_of if wire in tape.names]
    for name in data.draw(st.lists(st.sampled_from(composite), max_size=2) if composite
                          else st.just([])):  # fmt: skip
        session.execute(f"expand {name}")
    named = [name for name, wire in session.state.builder.symbols.items() if not tape.is_leaf(wire)]
    if data.draw(st.booleans()):
        try:
            session.execute(f"collapse {', '.join(named[-2:])} as unit")
        except CircuitError:
            pass  # they have more than one result
    standing = session.state.standing()
    everything = [wire for wire in range(len(tape)) if wire not in standing.hidden]
    wanted = data.draw(st.lists(st.sampled_from(everything), max_size=5, unique=True))
    for some in (everything, wanted):
        assert readers_of(standing, some) == by_asking_every_gate(standing, some)


@settings(max_examples=30, deadline=None)
@given(programs(complete=True))
def test_levels(text: str) -> None:
    session = Session()
    session.execute(text)
    tape, found = session.state.builder.tape, levels(session.state.builder.tape)
    for wire in range(len(tape)):
        assert found[wire] == (0 if tape.is_leaf(wire) else
                               1 + max(found[x] for x in tape.operands(wire)))  # fmt: skip
