"""Nothing from outside controls a terminal."""

from __future__ import annotations

import sys
import unicodedata

import pytest

from circuitlang.text.escape import short, visible


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain text ~", "plain text ~"),
        ("\x1b[31mred", r"\x1b[31mred"),
        ("a\nb\rc\td", r"a\nb\rc\td"),
        ("\x00\x07\x7f", r"\x00\x07\x7f"),
        ("\x85\x9b", r"\x85\x9b"),
        ("a\u202eb\u2066", r"a\u202eb\u2066"),
        ("\u200b\u200d\ufeff\u00ad", r"\u200b\u200d\ufeff\xad"),
        ("\u2028\u2029\u00a0\u3000", r"\u2028\u2029\xa0\u3000"),
        ("\ud800", r"\ud800"),
        ("\U000e0041\U000f0000", r"\U000e0041\U000f0000"),
        ("\u3164\ufe0f", r"\u3164\ufe0f"),
        ("σ(x)·∂f/∂q × √2 ≠ 中文 é e\u0301", "σ(x)·∂f/∂q × √2 ≠ 中文 é e\u0301"),
    ],
)
def test_visible(text: str, expected: str) -> None:
    assert visible(text) == expected
    assert visible(expected) == expected


def test_every_character_that_could_do_harm() -> None:
    harmful = {"Cc", "Cf", "Cs", "Zl", "Zp", "Co"}
    for code in range(sys.maxunicode + 1):
        if unicodedata.category(chr(code)) in harmful:
            assert visible(chr(code)).isascii()


def test_letters_stay() -> None:
    for code in range(sys.maxunicode + 1):
        char = chr(code)
        if char.isalpha() and char not in "\u115f\u1160\u3164\uffa0":
            assert visible(char) == char


def test_short() -> None:
    assert short("x" * 200) == "x" * 200
    assert short("x" * 201) == "x" * 199 + "…"
