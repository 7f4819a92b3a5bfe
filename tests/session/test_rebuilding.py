"""A circuit that is built again (`set` of a constant, `rewire`, `delete`) is the same circuit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from circuitlang.meaning.copies import Copies
from circuitlang.session.session import Session
from circuitlang.text.errors import CircuitError


def leaves(session: Session) -> dict[str, Any]:
    state = session.state
    values = {**state.builder.tape.consts, **state.leaves()}
    return {name: values[wire] for name, wire in state.builder.symbols.items() if wire in values}


def run(*statements: str, folder: Path | None = None) -> Session:
    session = Session(folder=folder)
    for statement in statements:
        session.execute(statement)
    return session


DRAWN = ("const k = 2", "input w = 1", "input a = randn()", "set w = randn()", "input b = randn()",
         "for i in 1 to 3 { param v[i] = randn(); h[i] = v[i] * a }",
         "f = a * b * k * w + h[1] + h[2]", "forward")  # fmt: skip


@pytest.mark.parametrize("change", ["set k = 3", "rewire f = a + w + k", "rewire h[2] = w * b",
                                    "delete h[3]"])  # fmt: skip
def test_what_was_drawn_stays(change: str) -> None:
    session = run(*DRAWN)
    before = {name: value for name, value in leaves(session).items() if name != "k"}
    session.execute(change)
    after = leaves(session)
    assert {name: after[name] for name in before} == before
    assert after["k"] == (3.0 if "k =" in change else 2.0)


def test_what_became_constant_is_stale() -> None:
    session = run("input x = 3", "const k = 2", "a = x * k", "b = a * a", "c = b + x", "forward")
    session.execute("rewire a = k * 2")
    assert "19 stale" not in str(session.execute("show c"))
    assert "39 stale" in str(session.execute("show c"))
    session.execute("forward; expect c = 19")


def test_what_is_drawn_next_goes_on() -> None:
    plain, rebuilt = run(*DRAWN), run(*DRAWN, "set k = 3")
    for session in (plain, rebuilt):
        session.execute("input last = randn()")
    assert leaves(plain)["last"] == leaves(rebuilt)["last"]


def test_draws_follow_what_was_made_of_the_constant() -> None:
    session = run("const k = 2", "input a = uniform(low=0, high=k)", "input b = randn()")
    before = leaves(session)
    session.execute("set k = 4")
    after = leaves(session)
    assert after["a"] == 2 * before["a"] and after["b"] == before["b"]


def test_a_draw_after_a_command_comes_in_its_turn() -> None:
    text = "input a = randn()\nset a = randn()\ninput b = randn()"
    assert leaves(run(text)) == leaves(run(*text.splitlines()))


def test_an_included_file_is_not_read_again(tmp_path: Path) -> None:
    file = tmp_path / "common.circ"
    file.write_text("input c = randn()\ng = c * 2\n", "utf-8")
    session = run('include "common.circ"', "const k = 2", "f = g * k", "forward", folder=tmp_path)
    c = leaves(session)["c"]
    file.write_text("input other = 5\n", "utf-8")
    session.execute("set k = 3; backward; expect grad(c) = 6")
    file.unlink()
    session.execute("rewire f = g - k; backward; expect grad(c) = 2")
    session.execute("rewire g = c * c; forward; expect g = c * c")
    assert leaves(session) == {"c": c, "k": 3.0}


@pytest.mark.parametrize("second", ["k * 2", "3", "-0", "y * y"])
def test_what_reads_a_gate_that_becomes_constant_is_stale(second: str) -> None:
    """A constant is worked into `b * b`: nothing of the circuit reads `b` itself any more."""
    text = "input x = 0.5, y = 3", "const k = 2", "input z = 1", "u = z * 2"
    session = run(*text, "b = x * y", "c = b * b + x", "d = u + 1", "backward c")
    session.execute(f"rewire b = {second}")
    standing = session.state.standing()
    stale = {name: bool(standing.stale[wire]) for wire, name in standing.tape.names.items()}
    assert (stale["c"], stale["d"], stale["x"]) == (True, False, False)
    session.execute("forward")
    assert told(session) == told(run(*text, f"b = {second}", "c = b * b + x", "d = u + 1",
                                     "forward"))  # fmt: skip


def told(session: Session) -> dict[str, Any]:
    return {gate["name"]: gate["value"] for gate in session.json()["gates"]}


@pytest.mark.parametrize("then", ["trace", "step; step; step", "backward", "z", "check"])
def test_what_was_declared_since_the_last_pass_is_computed_after_a_delete(then: str) -> None:
    """`delete` builds the circuit again: gates without a value are in its run, and have none."""
    session = run("input x = 0.5", "a = x * 3", "c = a * a", "backward", "z = x * 2", "delete c")
    assert told(session) == {"x": 0.5, "a": 1.5, "z": None}
    session.execute(then)
    session.execute("expect z = 1")


def test_a_loop_is_many_trips_at_once_beside_constants_that_were_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[int] = []
    plain = Copies.make
    monkeypatch.setattr(Copies, "make", lambda copies: (made.append(1), plain(copies))[1])
    session = Session(presets={"c[3]": 9.0})
    session.execute("const k = 2; input x = 1; for t in 1 to 90 { h[t] = x * k * t }; forward")
    count = len(made)
    session.execute("set k = 3; forward; expect h[90] = 270")
    assert len(made) > count > 0
    session.execute(
        "for t in 1 to 90 { const c[t] = t }; f = c[3] + c[90] + x; forward; expect f = 100"
    )


def test_a_gate_that_has_another_shape_has_no_numbers_left() -> None:
    session = run("input x = 1", "d = x * [1, 2]", "e = d + 1", "backward e with [1, 1]",
                  "rewire d = x * 2")  # fmt: skip
    told = {gate["name"]: gate for gate in session.json()["gates"]}
    assert told["x"]["value"] == 1.0
    assert [told[name][key] for name in "de" for key in ("value", "grad")] == [None] * 4
    session.execute("backward; expect e = 3; expect grad(x) = 2")


def test_stale_numbers_of_another_shape_are_not_computed_with() -> None:
    session = run("input x = 1, v : [2] = [1, 2]", "d = clip(x, -1, 1)", "e = sum(d)", "backward",
                  "rewire d = clip(v, -1, 1)")  # fmt: skip
    told = {gate["name"]: gate for gate in session.json()["gates"]}
    assert (told["d"]["value"], told["d"]["shape"], told["e"]["value"]) == (None, [2], 1.0)
    assert "nan" not in str(session.execute("local; explain; diagram"))
    session.execute("undo; expect e = 1; expect grad(x) = 0")


def test_an_output_of_another_shape_is_stepped_from_anew() -> None:
    session = run("input x = 1, v : [2] = [1, 2]", "d = x * 2", "backward", "rewire d = v * 2")
    assert "d = v * 2" in str(session.execute("step"))


def test_an_input_without_a_value_has_none_in_a_circuit_that_was_built_again() -> None:
    session = run("input x = 1", "f = x * 2", "forward", "input y", "rewire f = x * y")
    told = {gate["name"]: gate for gate in session.json()["gates"]}
    assert told["y"]["value"] is None
    assert [each["local"] for each in told["f"]["inputs"]] == [None, None]
    assert "nan" not in str(session.execute("show; local"))
    for words in ("y", "forward", "step", "trace"):
        with pytest.raises(CircuitError) as caught:
            session.execute(words)
        assert (caught.value.code, caught.value.help) == ("no-value", "set y = 1, before this line")
    session.execute("set y = 2; forward; expect f = 2")


def test_local_gradients_wait_for_the_values_that_they_are_made_of() -> None:
    session = run("input x = 1, y = 2", "f = x * y", "backward", "rewire f = (x - y) * exp(x * y)")
    assert "nan" not in str(session.execute("local *"))
    assert "nan" not in repr(session.json())


def test_a_value_that_was_set_goes_with_its_leaf() -> None:
    session = run("input x = 1, y = 4", "set x = 5", "delete x", "input x = 2")
    assert leaves(session) == {"x": 2.0, "y": 4.0}
    session.execute("undo; undo")
    assert leaves(session) == {"x": 5.0, "y": 4.0}


def test_what_is_made_of_another_constant_is_not_stale() -> None:
    session = run("input x = 2; const k = 2, m = 5; a = x * k; b = x * m; forward")
    session.execute("set k = 2")
    assert "stale" not in str(session.execute("show"))
    session.execute("set k = 3")
    assert str(session.execute("show")).count("stale") == 1
    session.execute("expect b = 10")
    session.execute("forward; expect a = 6")
