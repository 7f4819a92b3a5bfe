"""Columns in a terminal."""

from __future__ import annotations

import pytest

from circuitlang.text.width import pad, width


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("abc", 3),
        ("a\tb", 3),
        ("σ·∂é×√", 6),
        ("e\u0301", 1),
        ("中文", 4),
        ("ｗ1", 3),
        ("\u1112\u1161\u11ab", 2),
        ("a\u200bb\u00ad", 2),
        ("🙂", 2),
    ],
)
def test_width(text: str, columns: int) -> None:
    assert width(text) == columns


def test_pad() -> None:
    assert pad("中", 4) == "中  "
    assert pad("e\u0301", 3, right=True) == "  e\u0301"
    assert pad("long", 2) == "long"
