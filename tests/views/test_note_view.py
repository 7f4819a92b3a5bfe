"""Small reports, and ∂f/∂x of all leaves."""

from __future__ import annotations

from circuitlang.reports.notes import Note, Printed, Timed, ValueReport

START = "input x = -2, y = 5, z = -4; q = x + y; f = q * z"


def test_gradients_on_one_line(tell) -> None:
    assert (
        tell(f"{START}; backward")
        == """
  ∂f/∂x = -4    ∂f/∂y = -4    ∂f/∂z = 3
"""
    )


def test_a_seed_is_told(tell) -> None:
    assert (
        tell(f"{START}; backward q with 2")
        == """
  seeded with 2:    ∂q/∂x = 2    ∂q/∂y = 2    ∂q/∂z = 0
"""
    )
    assert (
        tell("backward q with 2", 40)
        == """
  seeded with 2:
  ∂q/∂x = 2    ∂q/∂y = 2    ∂q/∂z = 0
"""
    )


def test_stale_and_unset(tell) -> None:
    tell(f"{START}; backward")
    assert (
        tell("set x = 3; grads")
        == """
  ∂f/∂x = -4 stale    ∂f/∂y = -4 stale    ∂f/∂z = 3 stale
"""
    )


def test_columns_where_there_are_many(tell) -> None:
    names = ", ".join(f"x{n} = {n}" for n in range(30))
    total = " + ".join(f"{n} * x{n}" for n in range(30))
    assert (
        tell(f"input {names}; f = {total}; backward", 60)
        == """
  ∂f/∂x0  = 0     ∂f/∂x1  = 1     ∂f/∂x2  = 2
  ∂f/∂x3  = 3     ∂f/∂x4  = 4     ∂f/∂x5  = 5
  ∂f/∂x6  = 6     ∂f/∂x7  = 7     ∂f/∂x8  = 8
  ∂f/∂x9  = 9     ∂f/∂x10 = 10    ∂f/∂x11 = 11
  ∂f/∂x12 = 12    ∂f/∂x13 = 13    ∂f/∂x14 = 14
  ∂f/∂x15 = 15    ∂f/∂x16 = 16    ∂f/∂x17 = 17
  ∂f/∂x18 = 18    ∂f/∂x19 = 19    ∂f/∂x20 = 20
  ∂f/∂x21 = 21    ∂f/∂x22 = 22    ∂f/∂x23 = 23
  ∂f/∂x24 = 24    ∂f/∂x25 = 25    ∂f/∂x26 = 26
  ∂f/∂x27 = 27    ∂f/∂x28 = 28    ∂f/∂x29 = 29
"""
    )


def test_names_of_gates_inside(tell) -> None:
    tell("for i in 1 to 2 { input w[i] = i }\nf = w[1] * w[2] + exp(w[1]); backward")
    assert (
        tell("grads")
        == """
  ∂f/∂w[1] = 4.71828    ∂f/∂w[2] = 1
"""
    )
    assert (
        tell("grads f.mul, f.exp, w[1]")
        == """
  ∂f/∂f.mul = 1    ∂f/∂f.exp = 1    ∂f/∂w[1] = 4.71828
"""
    )


def test_long_names_are_cut(tell) -> None:
    tell(f"input {'x' * 100} = 1; f = 2 * {'x' * 100}; forward; show")
    assert (
        tell("backward", 40)
        == """
  ∂f/∂xxxxxxxxxxxxxxxxxxxxxxxxxxxxx… = 2
"""
    )


def test_no_leaves(tell) -> None:
    tell("const k = 2; input x = 1; f = k * x; backward")
    assert (
        tell("grads k")
        == """
  no input or param: no gradients to show
"""
    )


def test_a_note_is_folded(tell) -> None:
    assert (
        tell(Note("a and b are stale\x1b (forward)"))
        == r"""
  a and b are stale\x1b (forward)
"""
    )
    assert (
        tell(Note("this many words do not fit into one line of forty"), 40)
        == """
  this many words do not fit into one
      line of forty
"""
    )


def test_a_value_is_the_number_alone(tell) -> None:
    assert (
        tell("1 / 3")
        == """
0.333333
"""
    )
    assert (
        tell(ValueReport(1 / 3), digits=17)
        == """
0.3333333333333333
"""
    )


def test_printed_text_is_as_it_was_written(tell) -> None:
    assert (
        tell(Printed("f is  3\nand\x1b[31m more"))
        == r"""
f is  3
and\x1b[31m more
"""
    )


def test_times(tell) -> None:
    assert [tell(Timed(seconds)).strip() for seconds in (12.345, 0.0123, 1.5e-5, 0.0)] == [
        "12.3 s",
        "12.3 ms",
        "15 µs",
        "0 µs",
    ]


def test_warnings_and_failures_are_snippets(session) -> None:
    [warning] = session.execute("input x = 0; f = log(x); forward")
    assert str(warning).startswith("warning[non-finite]: `f` is -inf")
