"""`diagram` in the terminal."""

from __future__ import annotations

import pytest

from circuitlang.session.session import Session
from circuitlang.text.width import width
from circuitlang.views.render import lines
from circuitlang.views.style import ansi, plain
from tests.effort import growth
from tests.pictures import EVIL, drawn, hostile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


START = "input x = -2, y = 5, z = -4; q = x + y; f = q * z"
NEURON = """param w0 = 2, w1 = -3, w2 = -3
input x0 = -1, x1 = -2
f = 1 / (exp(-(w0*x0 + w1*x1 + w2)) + 1)
backward
digits 2
"""


def test_the_first_figure_of_the_notes(tell) -> None:
    assert (
        tell(f"{START}; backward; diagram")
        == """
    -2
  x ───┐          3
    -4 ├─( + )── q ──┐
     5 │         -4  │       -12
  y ───┘             ├─( * )──── f
    -4               │         1
    -4               │
  z ─────────────────┘
     3
"""
    )


def test_the_neuron_of_the_notes_fits(tell) -> None:
    assert (
        tell(NEURON + "diagram", 80, 2)
        == """
   2.00
  w0 ───┐   -2.00
  -0.20 ├(*)─────┐
  -1.00 │    0.20│
  x0 ───┘        │   4.00
   0.39          ├(+)────┐
  -3.00          │   0.20│
  w1 ───┐    6.00│       │
  -0.39 ├(*)─────┘       │   1.00     -1.00      0.37     1.37     0.73
  -2.00 │    0.20        ├(+)────(*-1)─────(exp)─────(+1)─────(1/x)── f
  x1 ───┘                │   0.20     -0.20     -0.53    -0.53     1.00
  -0.59                  │
  -3.00                  │
  w2 ────────────────────┘
   0.20
"""
    )


def test_unset_and_stale(tell) -> None:
    assert (
        tell("input x = 2; f = exp(x); diagram")
        == """
    2          ·
  x ──( exp )─── f
    ·          ·
"""
    )
    assert (
        tell("forward; backward; set x = 3; diagram")
        == """
           3         7.38906?
  x ─────────( exp )───────── f
    7.38906?               1?

  ? stale
"""
    )


def test_colours_say_what_signs_say() -> None:
    shown = ansi(lines(drawn(f"{START}; backward"), 80))
    assert "\x1b[32m3\x1b[0m" in shown and "\x1b[31m-4\x1b[0m" in shown
    assert plain(lines(drawn(START), 80)).count("·") == 7


def test_forks_and_crossings_can_be_told_apart(tell) -> None:
    assert (
        tell("input a = 2, b = 2; top = max(a, b); low = min(a, b); s = top + low; diagram")
        == """
    2                 ·
  a ──●──┬─( max )── top ──┐        ·
    · │┌─┘            ·    ├─( + )─── s
    2 └│─┐            ·    │        ·
  b ───●─┴─( min )── low ──┘
    ·                 ·
"""
    )


def test_constants_stand_inside_of_gates(tell) -> None:
    shown = tell(
        """input x = 2; const k = 3
    f = max(-x + 1, 0) * k + 1 / clip(x, 0, 1) - x ** 2 + leaky_relu(x, 0.2); diagram""",
        200,
    )
    for sign in ("*-1", "+1", "max 0", "*k", "1/x", "clip(_, 0, 1)", "**2", "leaky_relu(_, 0.2)"):
        assert f"( {sign} )" in shown, sign


def test_the_order_of_inputs_is_shown_where_it_matters(tell) -> None:
    shown = tell("input x, y; f = x - y; g = y - x; diagram")
    assert "( - )───── f" in shown and "( ↓-↑ )─── g" in shown  # from the lower the upper


def test_a_composite_is_one_box(tell) -> None:
    assert (
        tell("def sq(t) = t*t + 1; input x = 3; f = sq(x); backward; diagram")
        == """
    3        10
  x ──[ sq ]─── f
    6         1
"""
    )


def test_or_opened_in_a_frame(tell) -> None:
    assert (
        tell("def sq(t) = t*t + 1; input x = 3; f = sq(x); backward; expand f; diagram")
        == """
          ╭╌ f: sq ╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╮
    3 ┌─┐ ╎        9         10   ╎
  x ──● ├──( * )──────( +1 )─── f ╎
    6 └─┘ ╎        1          1   ╎
          ╰╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╯
"""
    )


def test_around_what_was_asked_for(tell) -> None:
    assert (
        tell(f"{START}; g = -f; backward; diagram q")
        == """
    -2
  x ───┐         3            -12
     4 ├─( + )── q ──…( * )── f ──…
     5 │         4             -1
  y ───┘
     4

  gradients of g · 2 more not drawn (at …)
"""
    )


def test_gradients_of_something_else_are_named(tell) -> None:
    assert "gradients of q" in tell(f"{START}; backward q; output f; diagram")


@pytest.mark.parametrize("columns", [20, 40, 60, 80, 120])
def test_what_does_not_fit_is_counted(tell, columns: int) -> None:
    shown = tell(NEURON + "diagram", columns, 2)  # tell holds the width
    assert ("more not drawn" in shown) == (columns < 80)


def test_columns_of_a_terminal() -> None:
    text = "input größe = 1, 変数 = 2; é = größe * 変数; f = exp(é); diagram"
    shown = plain(lines(drawn(text), 80)).split("\n")
    row = next(line for line in shown if "変数" in line)
    column = width(row[: row.index("┘")])
    other = next(line for line in shown if "größe" in line)
    assert width(other[: other.index("┐")]) == column


def test_ascii_keeps_its_columns(tell) -> None:
    from circuitlang.views.ascii import in_ascii

    found = lines(drawn("input größe = 1, b = 2; f = größe * b - b"), 80, None, True)
    shown = plain(map(in_ascii, found)).split("\n")
    assert all(line.isascii() for line in shown)
    corner, gate = shown[1].index("+"), shown[2].index("+")
    assert shown[1].startswith(r"  gr\xf6\xdfe --") and corner == gate


def test_nothing_of_a_name_reaches_the_terminal() -> None:
    shown = plain(lines(hostile(), 200))
    assert not any(ord(sign) < 32 and sign != "\n" for sign in shown)
    assert "\u202e" not in shown
    assert EVIL[2] in shown


def test_an_empty_circuit(tell) -> None:
    assert tell("diagram") == "\n  there is nothing to draw\n"


SIZES = {
    "deep": "input x = 0.5; param w = 1.1; h[0] = x\nfor t in 1 to 500 { h[t] = tanh(w * h[t-1]) }",
    "wide": "for i in 1 to 500 { input x[i] = 1; param w[i] = 2 }\n"
    "f = sum(w[i] * x[i] for i in 1 to 500)",
}


@pytest.mark.parametrize("name", SIZES)
def test_of_a_thousand_gates_what_has_room_is_drawn(name: str) -> None:
    def drawn(size: int) -> Callable[[], str]:
        session = Session()
        session.execute(SIZES[name].replace("500", str(size)))
        session.execute("backward")
        return lambda: str(session.execute("diagram"))

    assert growth(drawn(250), drawn(500)) < 2.5
    shown = drawn(500)()
    assert "more not drawn (at …)" in shown
    assert shown.count("\n") < 120
