"""step, step back and trace: what is said, and what the numbers are on the way."""

from __future__ import annotations

import pytest

from circuitlang.session.session import Session
from circuitlang.text.errors import CircuitError

FIRST = "input x = -2, y = 5, z = -4; q = x + y; f = q * z"


def begun(text: str, **options: bool) -> Session:
    session = Session(**options)  # type: ignore[arg-type]
    session.execute(text)
    return session


def said(session: Session, statement: str) -> str:
    return f"\n{session.execute(statement)}\n"


def test_each_step_is_a_line_of_arithmetic() -> None:
    session = begun(FIRST)
    assert (
        said(session, "step; step; step; step; step; step")
        == """
  forward 1 of 2    q = x + y = -2 + 5 = 3
  forward 2 of 2    f = q * z = 3 × -4 = -12
  backward 1 of 3   f hears 1 (the output)
  backward 2 of 3   f tells q: 1 × ∂f/∂q = 1 × z = -4
                        and z: 1 × ∂f/∂z = 1 × q = 3
  backward 3 of 3   q tells x: -4 × 1 = -4                    and y: -4 × 1 = -4
  the pass is complete: `step back` goes back, and after a change of the circuit
      or `forward` the steps begin again
"""
    )


def test_a_step_computes_one_gate_and_no_more() -> None:
    session = begun(f"{FIRST}; backward; set x = 3")
    session.execute("step")
    assert (
        said(session, "show")
        == """
  gate  is     value        gradient
  x     input      3              -4 stale
  y     input      5              -4 stale
  z     input     -4               3 stale
  q     x + y      8              -4 stale
  f     q * z    -12 stale         1 stale  output
"""
    )
    assert said(session, "step; step; step; show").endswith("""
  gate  is     value  gradient
  x     input      3         ·
  y     input      5         ·
  z     input     -4         8
  q     x + y      8        -4
  f     q * z    -32         1  output
""")


def test_before_any_pass_what_is_not_reached_is_unset() -> None:
    session = begun(FIRST)
    session.execute("step")
    assert session.json()["gates"][4]["value"] is None
    with pytest.raises(CircuitError) as caught:
        session.execute("expect f = -12")
    assert caught.value.code == "no-value"
    session.execute("step; expect f = -12; expect q = 3")


def test_after_the_last_gate_of_a_walk_that_began_anew_nothing_is_unset() -> None:
    session = begun(FIRST)
    session.execute("step; rewire q = x - y; step; step; expect f = 28")
    assert session.json()["gates"][4]["value"] == 28.0


def test_after_the_last_step_all_is_as_after_forward_and_backward() -> None:
    walked, ran = begun(FIRST), begun(f"{FIRST}; forward; backward")
    walked.execute("step; " * 5)
    assert walked.json() == ran.json()
    assert str(walked.execute("show *; chained")) == str(ran.execute("show *; chained"))


def test_step_back_returns_to_each_state_on_the_way() -> None:
    session = begun(f"{FIRST}; forward; backward; set y = 1")
    seen = [session.json()]
    for _ in range(5):
        session.execute("step")
        seen.append(session.json())
    for expected in reversed(seen[:-1]):
        session.execute("step back")
        assert session.json() == expected
    assert (
        said(session, "step back")
        == """
  nothing is computed yet: there is no step to take back
"""
    )
    assert (
        said(session, "step; step back")
        == """
  forward 1 of 2    q = x + y = -2 + 1 = -1
  back at the start of forward
"""
    )


def test_position_and_what_an_empty_line_repeats() -> None:
    session = begun(FIRST)
    assert session.state.position is None and session.repeatable is None
    session.execute("step")
    assert (session.state.position, session.repeatable) == ("forward 1 of 2", "step")
    session.execute("step; step; step back")
    assert (session.state.position, session.repeatable) == ("forward 2 of 2", "step back")
    session.execute("show")
    assert (session.state.position, session.repeatable) == ("forward 2 of 2", None)
    session.execute("step; step; step")
    assert session.state.position == "backward 3 of 3"
    session.execute("step")
    assert session.repeatable is None


@pytest.mark.parametrize("change", ["set x = 1", "g = x * f", "forward", "backward", "undo",
                                    "rewire q = x - y", "output q", "ties first",
                                    "x + f"])  # fmt: skip
def test_a_change_or_a_pass_starts_again(change: str) -> None:
    session = begun(f"{FIRST}; set x = 7")
    session.execute(f"step; {change}")
    assert session.state.position is None
    assert said(session, "step").startswith("\n  forward 1 of ")


@pytest.mark.parametrize("look", ["show", "digits 2", "local", "explain", "x + y", "k + 1"])
def test_looking_does_not(look: str) -> None:
    session = begun(f"const k = 2; {FIRST}; forward")
    session.execute(f"step; {look}; step")
    assert session.state.position == "forward 2 of 2"


def test_undo_finds_the_walk_as_it_was() -> None:
    session = begun(FIRST)
    session.execute("step; set x = 1; undo")
    assert session.state.position == "forward 1 of 2"


def test_what_was_not_reached_is_unset_after_a_rewire_too() -> None:
    session = begun("input x = 1; y = x + 1; z = y + 1; w = z * x")
    assert (
        said(session, "step; rewire y = x * 2; show").split("\n", 3)[-1]
        == """\
  gate  is     value        gradient
  x     input      1               ·
  y     x * 2      2 stale         ·
  z     y + 1      ·               ·
  w     z * x      ·               ·  output
"""
    )
    session = begun("input x = 1; y = x + 1; z = y + 1; w = z * x; forward")
    session.execute("step; step; step; step; step; rewire w = z * z")
    assert [gate["grad"] for gate in session.json()["gates"]] == [None, None, 1.0, 1.0]


def test_an_error_leaves_the_walk() -> None:
    session = begun(FIRST)
    session.execute("step")
    with pytest.raises(CircuitError):
        session.execute("set q = 1")
    assert session.state.position == "forward 1 of 2" and session.repeatable is None


def test_opening_a_gate_on_the_way() -> None:
    session = begun("def sq(t) = t * t + 1; input x = 3; p = sq(x); f = p + 1")
    assert (
        said(session, "step")
        == """
  forward 1 of 2    p = sq(x) = sq(3) = 10
"""
    )
    session.execute("expand p")
    assert (
        said(session, "step back; step; step; step; step; step; step; step")
        == """
  forward 1 of 3    p.mul = x * x = 3 × 3 = 9
  forward 2 of 3    p = p.mul + 1 = 9 + 1 = 10
  forward 3 of 3    f = p + 1 = 10 + 1 = 11
  backward 1 of 4   f hears 1 (the output)
  backward 2 of 4   f tells p: 1 × 1 = 1
  backward 3 of 4   p tells p.mul: 1 × 1 = 1
  backward 4 of 4   p.mul tells x: 1 × ∂p.mul/∂x = 1 × x = 3
                            and x: 1 × ∂p.mul/∂x = 1 × x = 3
                    x hears 3 + 3 = 6
  the pass is complete: `step back` goes back, and after a change of the circuit
      or `forward` the steps begin again
"""
    )


def test_a_warning_comes_at_the_gate_it_is_about() -> None:
    session = begun("input x = 0; a = x + 0; h = log(a); f = h * 2")
    assert "warning" not in said(session, "step")
    assert (
        said(session, "step")
        == """
  forward 2 of 3    h = log(a) = log(0) = -inf
warning[non-finite]: `h` is -inf: log has a pole there (0)
 --> <string>:1:29
  |
1 | input x = 0; a = x + 0; h = log(a); f = h * 2
  |                             ^^^^^^
  h = log(a)
  a = x + 0 = 0
  = help: keep the input of log where it is defined: a > 0; a pole at 0
"""
    )
    assert "warning" not in said(session, "step; step; step")
    assert "warning" in said(session, "step")


def test_strict_stops_at_that_gate() -> None:
    session = begun("input x = 0; a = x + 0; h = log(a)", strict=True)
    session.execute("step")
    with pytest.raises(CircuitError) as caught:
        session.execute("step")
    assert caught.value.code == "non-finite" and session.state.position == "forward 1 of 2"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("input x = 1; const k = 2", "no-output"),
        ("input x; f = x + 1", "no-value"),
    ],
)
def test_where_there_is_nothing_to_walk(text: str, code: str) -> None:
    for command in ("step", "step back", "trace"):
        with pytest.raises(CircuitError) as caught:
            begun(text).execute(command)
        assert caught.value.code == code


def test_trace_runs_what_is_stale_and_leaves_what_is_fresh() -> None:
    session = begun(FIRST)
    assert (
        said(session, "trace forward")
        == """
  forward 1 of 2    q = x + y = -2 + 5 = 3
  forward 2 of 2    f = q * z = 3 × -4 = -12
"""
    )
    session.execute("backward; trace forward; expect grad(x) = -4; set x = 3")
    assert (
        said(session, "trace backward")
        == """
  forward first: 2 gates
  backward 1 of 3   f hears 1 (the output)
  backward 2 of 3   f tells q: 1 × ∂f/∂q = 1 × z = -4
                        and z: 1 × ∂f/∂z = 1 × q = 8
  backward 3 of 3   q tells x: -4 × 1 = -4                    and y: -4 × 1 = -4
"""
    )
    session.execute("expect grad(z) = 8")
    session.execute("backward q; trace backward; expect grad(z) = 8")


def test_a_branch_that_is_not_taken_and_a_kink() -> None:
    session = begun("input x = -1; f = where(x > 0, log(x), 2 * x)")
    assert (
        said(session, "trace backward").split("the output)")[-1]
        == """
  backward 2 of 5   f tells f.gt: 1 × ∂f/∂f.gt = 1 × 0 = 0
                        and f.log: 1 × ∂f/∂f.log = 1 × (1 if f.gt != 0 else 0)
                            = 0
                        and f.mul: 1 × ∂f/∂f.mul = 1 × (1 if f.gt == 0 else 0)
                            = 1
  backward 3 of 5   f.mul tells x: 1 × 2 = 2
  backward 4 of 5   f.log hears nothing: no gradient comes this way
  backward 5 of 5   f.gt hears nothing: no gradient comes this way
                    x hears 0 + 0 + 2 = 2
"""
    )


def test_the_output_may_be_a_leaf() -> None:
    assert (
        said(begun("input x = 2; output x"), "step; step")
        == """
  backward 1 of 1   x hears 1 (the output)
  the pass is complete: `step back` goes back, and after a change of the circuit
      or `forward` the steps begin again
"""
    )
