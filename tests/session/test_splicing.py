"""A gate replaced or taken out where it stands: the circuit is what building it again gives."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from circuitlang.meaning.lower import Lowerer
from circuitlang.session import rebuild
from circuitlang.session.saved import _form
from circuitlang.session.session import Session
from circuitlang.tape.tape import check
from circuitlang.text.errors import CircuitError
from tests.strategies import programs

DEFINED = """
def neuron(a, b) { s = a * b + 2; return tanh(s) }
def ruled(t) { s = tanh(t) * 3; return s; local t = 3 - s * s / 3 }
def chain_(t) { return t * 7; chain t = upstream * 7 }
def unread(t, u) = t * 3
"""
PROGRAMS = (
    "input x = 2; a = max(x, 1, 4); const k = 2; b = max(x + 0, 1, k, 2, 4, 9, 1) * x; f = a + b",
    "input x = 2; a = x * 3; b = a * 3 + 5; c = b * 5 + 7; f = c * 7",
    "input x = 2, y = 3; a = x * 3; b = y * 5 * 3; c = a * b + 3",
    "input x = 2; a = neuron(x, 3); b = neuron(a, 3); c = ruled(b) * 2; f = chain_(c) * 7",
    "input x = 2; a = unread(x, 5); b = unread(a, 9) * 5; c = b * 9; f = ruled(c) + 0.5",
    "input x = 2; a = x + 1; h[0] = a; for t in 1 to 30 { h[t] = neuron(h[t-1], x) * 3 }; f = h[9]",
    "input x = 2; for t in 1 to 9 { input u[t] = t; h[t] = u[t] * x }; f = h[2] + h[9] * 5",
    "input x = 2; for i in 1 to 12 { for j in i to 12 { m[i, j] = x * j + 3 } }; f = m[2, 3] * 3",
    "input x = 2; const k = 3; a = x * k; b = a * (k * 2); k2 = k * pi; f = b * k2; output b, f",
)
REWIRED = ("rewire a = x", "rewire a = x * 5", "rewire a = 3 * x * 7", "rewire a = x * 2 - 5 + x",
           "rewire a = neuron(x, 7)", "rewire a = ruled(x) + 3", "rewire b = x * 5 * 3",
           "rewire b = a * x + 9", "rewire b = neuron(neuron(a, x), 5)", "rewire f = x * 11",
           "rewire h[3] = h[2]", "rewire h[1] = ruled(x) * 7 + x", "rewire h[9] = x * 3",
           "rewire m[2, 3] = x * x * 3", "rewire m[12, 12] = x ** 5", "delete f", "delete k2",
           "delete m[1, 1]", "delete m[7, 11]")  # fmt: skip


def same_as_built_again(session: Session) -> None:
    state = session.state
    builder, _ = state.built(state.declared[: state.count])
    check(state.builder.tape)
    assert _form(state.builder) == _form(builder)
    assert [*state.builder.symbols.items()] == [*builder.symbols.items()]
    assert state.builder._pool == builder._pool
    assert state.builder.tape.gates == builder.tape.gates
    assert state.builder.subscripted == builder.subscripted
    assert state.builder.tape.group_of == builder.tape.group_of
    for one, other in zip(state.builder.tape.groups, builder.tape.groups, strict=True):
        assert all(getattr(one, name) == getattr(other, name) for name in type(one).__slots__)


@pytest.mark.parametrize("change", REWIRED)
@pytest.mark.parametrize("program", PROGRAMS)
def test_what_is_spliced_is_what_is_built(program: str, change: str) -> None:
    session = Session()
    session.execute(DEFINED + program)
    session.execute("backward" if len(change) % 2 else "forward")
    before = session.json()
    try:
        session.execute(change)
    except CircuitError as problem:
        assert problem.code in ("undefined-name", "bad-argument", "cycle")
        assert session.json() == before
        return
    same_as_built_again(session)
    session.execute("undo")
    assert session.json() == before
    session.execute("redo; k9 = x * 13; undo; backward; check; show")
    same_as_built_again(session)


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(programs(complete=True), st.data())
def test_in_random_programs(text: str, data: Any) -> None:
    session, again = Session(), Session()
    session.execute(text)
    builder = session.state.builder
    for _ in range(data.draw(st.integers(1, 3))):
        names = data.draw(st.permutations(list(builder.symbols)))[:4]
        form = data.draw(st.sampled_from(["({})", "{} * 2 + {}", "tanh({}) - 3", "max({}, 0.1, {})",
                                          "{} ** 2 * .5", "1e-3 - {}"]))  # fmt: skip
        expr = form.format(*[f"({name})" for name in names[1:]])
        change = data.draw(st.sampled_from([f"rewire {names[0]} = {expr}", f"delete {names[0]}"]))
        try:
            session.execute(change)
        except CircuitError:
            continue
        same_as_built_again(session)
    session.execute("forward")
    values = {name: session.state.run[name] for name in session.state.builder.symbols}
    state = again.state
    state.declared, state.count = session.state.declared, session.state.count
    state.attach(*session.state.built(state.declared[: state.count]))
    again.execute("forward")
    assert {name: again.state.run[name].hex() for name in values} \
        == {name: value.hex() for name, value in values.items()}  # fmt: skip


def test_nothing_else_is_declared_again(monkeypatch: pytest.MonkeyPatch) -> None:
    session = Session()
    session.execute("input x = 2; h[0] = x; for t in 1 to 900 { h[t] = h[t-1] * x }; backward")
    monkeypatch.setattr(Lowerer, "declare", None)
    monkeypatch.setattr(rebuild, "adopt", None)
    session.execute(
                    "rewire h[7] = h[5] * 3 + x; rewire h[7] = h[6]; delete h[900]")  # fmt: skip
    assert len(session.state.declared) < 12  # the loop is in pieces, not unrolled


def test_definitions_and_constants_move_with_what_calls_them() -> None:
    session = Session()
    session.execute("input x = 1; a = x + 1; const k = 2; def f(t) = t * t; b = f(x) * (k * 3)")
    session.execute("rewire a = b + 1; forward; expect a = 7")
    same_as_built_again(session)


@pytest.mark.parametrize("change", ["rewire h[200] = h[190] + k", "rewire h[3] = h[2] * h[0]"])
def test_a_loop_that_is_read_across(change: str) -> None:
    session = Session()
    session.execute(
        "input x = 1; h[0] = x; for t in 1 to 300 { h[t] = h[t-1] + x }; k = h[100] * 2"
    )
    session.execute(f"{change}; forward")
    same_as_built_again(session)
    with pytest.raises(CircuitError) as problem:
        session.execute("rewire h[3] = h[250]")
    assert problem.value.code == "cycle"
