"""A composite gate whose definition has a formula sends by that, opened or not, and every report
says so; what its inside says to inputs that have a formula is called what it is."""

from __future__ import annotations

from circuitlang.session.session import Session

SQUARE = "def sq(t, u) { m = t * u; r = m * 1; return r; local t = 3 * t }; input x = 2, y = 5; "


def said(source: str, *statements: str) -> str:
    session = Session()
    session.execute(SQUARE + source)
    return " ".join(str(session.execute("; ".join(statements))).split())


def test_chained_says_what_the_input_hears() -> None:
    found = said("f = sq(x, y); g = f * 2; backward", "expand f", "chained f")
    assert found.endswith("g told f: 2 to x: 2 × ∂f/∂x = 2 × 6 = 12 to y: 2 × ∂f/∂y = 2 × 2 = 4")
    inner = said("f = sq(x, y); g = f * 2; backward", "expand f", "chained f.m")
    assert "= 10 (not what it hears: f goes by its formula)" in inner
    assert inner.endswith("to y: 2 × ∂f.m/∂y = 2 × x = 2 × 2 = 4")  # there is no formula for it


def test_explain_says_what_the_input_hears() -> None:
    found = said("f = sq(x, 5); g = f * 2; backward", "expand f", "explain f")
    assert "f is a call of sq, opened (`collapse f`); its gradient goes by the formula that its " \
        "definition gives, not by what is shown inside. ∂f/∂x = 6." in found  # fmt: skip
    assert "So x hears 12. If x rises, f rises and g rises." in found
    inner = said("f = sq(x, 5); g = f * 2; backward", "expand f", "explain f.m")
    assert "It is inside of f, whose formula says what the inputs of that hear." in inner
    assert "(by u through everything inside)" in said("f = sq(x, y); backward", "explain f")


def test_only_what_has_a_formula_is_shown_as_one() -> None:
    found = said("f = sq(x, y); forward", "expand f")
    assert "∂f/∂x formula 6 through the inside 5 they differ" in found
    assert "∂f/∂y closed 2 opened 2 the same" in found


def test_nan_on_both_sides_of_a_border_is_the_same() -> None:
    found = said("def l(t) = log(t) * 2; input z = -1; f = l(z); forward", "expand f")
    assert "∂f/∂z closed nan opened nan the same" in found


def test_literals_in_calls_are_written_as_they_were() -> None:
    assert "sq(x, 0.1)" in said("f = sq(x, 0.1); forward", "show f")
