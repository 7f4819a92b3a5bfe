"""Did-you-mean finds slips of the fingers and of the keyboard, and keeps quiet otherwise."""

from __future__ import annotations

import itertools

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
        ("ba", ("xa", "ab"), "ab"),
        ("ba", ("ca",), None),
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


def by_the_book(a: str, b: str) -> int:
    """Restricted Damerau–Levenshtein distance, the whole table of it."""
    table = {(i, 0): i for i in range(len(a) + 1)} | {(0, j): j for j in range(len(b) + 1)}
    for i, j in itertools.product(range(1, len(a) + 1), range(1, len(b) + 1)):
        same = a[i - 1] == b[j - 1]
        table[i, j] = min(table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + 1 - same)
        if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
            table[i, j] = min(table[i, j], table[i - 2, j - 2] + 1)
    return table[len(a), len(b)]


def test_the_distance_of_short_words() -> None:
    words = ["".join(word) for size in range(5) for word in itertools.product("abc", repeat=size)]
    for a, b in itertools.product(words[::2], words[1::3]):
        right = by_the_book(a, b)
        for most in range(4):
            assert distance(a, b, most) == (right if right <= most else None), (a, b, most)


@pytest.mark.parametrize(
    ("word", "expected"),
    [("wieght_99999", "weight_99999"), ("wieght_xyzzy", None), ("nothing_like_it", None)],
)
def test_many_names_are_quick(word: str, expected: str | None) -> None:
    names = [f"weight_{k:05}" for k in range(100_000)]
    assert suggest(word, names) == expected
    # a few lines for each name, and a limited number of them measured
    few, many = (lines_run(lambda n=n: suggest(word, names[:n])) for n in (10_000, 20_000))
    assert many - few < 10_000 * 30
