"""Signs of ASCII only."""

from __future__ import annotations

from circuitlang.session.session import Session
from circuitlang.views.ascii import as_ascii, in_ascii
from circuitlang.views.render import lines
from circuitlang.views.style import plain


def said(text: str) -> str:
    return "\n" + plain(map(in_ascii, lines(Session().execute(text)[-1]))) + "\n"


def test_a_ledger_stays_in_columns() -> None:
    assert (
        said("input x = 3; g = sigmoid(x) + x * x; backward g; chained x")
        == """
  x feeds 3 places; the gradient is the sum of what they send:
    g.sigmoid  1 * sigmoid(x)*sigmoid(-x) = 0.0451767
    g.mul      1 * x = 3                   via g.mul, first input
    g.mul      1 * x = 3                   via g.mul, second input
    sum        6.04518                     (keeping only the last would give 3)
"""
    )


def test_unset_is_a_dot_and_a_product_a_star() -> None:
    assert (
        said("input x = 3; g = x * 2; show")
        == """
  gate  is     value  gradient
  x     input      3         .
  g     x * 2      .         .  output
"""
    )
    assert as_ascii("σ(x)·σ(-x) × 2") == "sigmoid(x)*sigmoid(-x) * 2"


def test_letters_of_other_scripts_are_escaped() -> None:
    assert as_ascii("α…") == r"\u03b1..."
    assert (
        said("input α = 3, β = 4; f = α * β; backward; show")
        == r"""
  gate  is     value  gradient
  \u03b1  input    3         4
  \u03b2  input    4         3
  f     \u03b1 * \u03b2  12  1  output
"""
    )


def test_control_characters_stay_escaped() -> None:
    assert in_ascii([("plain", "a\x1b∂")]) == [("plain", r"a\x1bd")]
