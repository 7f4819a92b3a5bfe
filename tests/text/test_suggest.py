"""Did-you-mean finds slips of the fingers and of the keyboard, and keeps quiet otherwise."""

from __future__ import annotations

import pytest

from circuitlang.text.suggest import distance, suggest
from tests.effort import lines_run

WORDS = ("input", "param", "const", "gate", "forward", "backward", "sigmoid", "softplus", "show")


@pytest.mark.parametrize(
    ("word", "candidates", "expected"),
    [
        ("imput", WORDS, "input"),
        ("inptu", WORDS, "input"),
        ("forwrad", WORDS, "forward"),
        ("bakcwrd", WORDS, "backward"),
        ("Sigmoid", WORDS, "sigmoid"),
        ("sigmod", WORDS, "sigmoid"),
        ("soft_plus", WORDS, "softplus"),
        ("hsow", WORDS, "show"),
        ("w1", ("x", "w0", "w2"), "w0"),
        ("yy", ("x", "y", "z"), "y"),
        ("w", ("x", "w0"), "w0"),
        ("X", ("y", "x"), "x"),
        ("σ", ("x", "sigma"), "sigma"),
        ("sigma", ("x", "σ"), "σ"),
        ("а", ("a",), "a"),
        ("ο1", ("o1",), "o1"),
        ("form", ("fomr", "farm", "forms"), "fomr"),
        ("card", ("bard", "cars"), "cars"),
        ("h[3]", ("h[1]", "h[2]"), "h[1]"),
        ("x", ("y", "z"), None),
        ("ab", ("xb",), None),
        ("zebra", WORDS, None),
        ("", WORDS, None),
        ("x" * 300, ("x" * 299,), None),
        ("same", ("same",), None),
        ("abc", (), None),
    ],
)
def test_suggest(word: str, candidates: tuple[str, ...], expected: str | None) -> None:
    assert suggest(word, candidates) == expected


@pytest.mark.parametrize(
    ("a", "b", "most", "expected"),
    [
        ("", "", 0, 0),
        ("abc", "abc", 0, 0),
        ("abc", "acb", 1, 1),
        ("abc", "", 3, 3),
        ("abc", "", 2, None),
        ("kitten", "sitting", 3, 3),
        ("kitten", "sitting", 2, None),
        ("abcdef", "badcfe", 3, 3),
    ],
)
def test_distance(a: str, b: str, most: int, expected: int | None) -> None:
    assert distance(a, b, most) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [("wieght_99999", "weight_99999"), ("wieght_xyzzy", None), ("nothing_like_it", None)],
)
def test_many_names_are_quick(word: str, expected: str | None) -> None:
    names = [f"weight_{k:05}" for k in range(100_000)]
    assert suggest(word, names) == expected
    # a few lines for each name, and a limited number of them measured
    few, many = (lines_run(lambda n=n: suggest(word, names[:n])) for n in (10_000, 20_000))
    assert many - few < 10_000 * 15
