"""What explain says is true on both sides of a kink, and of ties with constants or with itself."""

from __future__ import annotations

import pytest

from circuitlang.session.session import Session


def said(source: str, names: str) -> str:
    session = Session()
    session.execute(source)
    return " ".join(str(session.execute(f"explain {names}")).split())


@pytest.mark.parametrize("source", [
    "input x = 0; f = relu(x); backward",
    "input x = 0; q = x * 3; f = relu(q) * 2; backward",
    "input x = 0; f = sign(x); backward",
    "input x = 2; f = x > 2; backward",
    "input x = 0, y = 1; f = where(x, y, 2 * y); backward",
    "input x = 1; f = clip(x, 0, 1) * 3; backward",
    "input x = 0; f = sum(relu([1, 2] * x)); backward",
])  # fmt: skip
def test_a_zero_at_a_kink_does_not_say_that_nothing_happens(source: str) -> None:
    found = said(source, "x")
    assert "is at a tie or kink, so f may react to x all the same" in found
    assert "as far as that tells" not in found


def test_no_direction_is_promised_at_a_tie() -> None:
    source = "input x = 3, y = 3; q = x + 0; f = min(q, y); backward"
    found = said(source, "x, q, f")  # raising x alone leaves f at 3
    assert "f rises" not in found and "would change f" not in found
    assert "f wants x higher, with a force of 0.5. But f is at a tie or kink" in found
    away = said(source.replace("y = 3", "y = 4"), "x, q, f")
    assert "If q rises, f rises" in away and "would change f by about 0.01" in away


def test_a_tie_of_a_tensor_on_the_way_counts() -> None:
    source = "input X : [3] = [1, 1, 0], s = 1; f = max(X * s); backward"
    assert "is at a tie or kink" in said(source, "s")
    assert "is at a tie or kink" not in said(source.replace("[1, 1, 0]", "[1, 2, 0]"), "s")


def test_a_gradient_of_zero_where_all_is_smooth() -> None:
    assert "as far as that tells, a small change of x does nothing to f." in said(
        "input x = 0; f = x * x; backward", "x")  # fmt: skip


def test_a_condition_at_its_border_counts_though_no_gradient_comes_there() -> None:
    source = "input a = 1, b = 2, c = 2; g = max(a, b); f = where(b == c, exp(g), g); backward"
    assert "But f.eq is at a tie or kink" in said(source, "b")
    assert "tie or kink" not in said(source.replace("c = 2", "c = 3"), "b, g")
    both = "input x = 2, y = 3; f = where((x > 2) * (y > 1), x * y, y); backward"
    assert "f.gt is at a tie or kink" in said(both, "x")
    assert "tie or kink" not in said(both, "y")


def test_a_detach_on_the_way_is_named() -> None:
    found = said("input x = 2; q = detach(x * 3); f = q * 1; g = f + x; backward f", "x")
    assert "q lets no gradient through, so f may react to x all the same" in found
    both = said("input x = 2; q = detach(x * 3); g = q + x; backward", "x")
    assert (
        "g wants x higher, with a force of 1. But q lets no gradient through: by "
        "that way a step of x may do more."
    ) in both


@pytest.mark.parametrize(("rule", "gate", "words"), [
    ("split", "max(x, x)", "f is a max gate at a tie: x = 2 stands in 2 of its places. Under"),
    ("split", "max(x, x, x)", "x = 2 stands in 3 of its places. Under `ties split` they share the "
     "gradient, 0.333333 each."),
    ("split", "max(x, x, 2)", "x, x and 2 are all 2."),
    ("first", "max(2, x)", "the first of them, 2, wins: a constant, which hears nothing."),
    ("first", "min(2, x)", "the last of them, x, hears the whole gradient."),
    ("both", "max(2, x)", "each of them, but for constants, hears the whole gradient."),
    ("split", "add(x, 2, 3)", "f shifts x by 2 and 3: the gradient passes unchanged."),
    ("split", "leaky_relu(-x, 3)", "the gradient is multiplied by 3."),
    ("split", "leaky_relu(x - 2, -3)", "of its two slopes it takes the flatter, 1."),
])  # fmt: skip
def test_ties_and_other_words(rule: str, gate: str, words: str) -> None:
    assert words in said(f"ties {rule}; input x = 2; f = {gate}; backward", "f")


def test_who_hears_nothing_gets_no_large_gradient() -> None:
    source = "input a = 1, b = 9; q = a * b; f = q * 0; backward"
    assert "large gradient" not in said(source, "q")


def test_digits_hold_for_what_a_session_says_in_python() -> None:
    session = Session()
    session.execute("input x = 0.1; f = x * 3; digits 17; forward")
    assert str(session.execute("f")) == "0.30000000000000004"
    replies = session.execute("f; digits 2; f")
    assert str(replies) == "0.30000000000000004\n0.30"
    assert replies._repr_mimebundle_()["text/plain"] == str(replies)
