"""Styled text: lines of pieces, each with a style that says what it means."""

from __future__ import annotations

from circuitlang.text.escape import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

Piece = tuple[str, str]  # style, text
Line = list[Piece]

STYLES = {
    # the 16 ANSI colours only, and bold: they follow the reader's own choice of colours
    "plain": "",
    "name": "1",
    "value": "32",
    "gradient": "31",
    "error": "1;31",
    "warning": "1;33",
    "help": "36",
    "place": "34",
    "good": "32",
    "dim": "90",
    "stale": "90",
    "title": "1",
}


def plain(lines: Iterable[Line]) -> str:
    """The text alone, everything from outside escaped; lines joined by line ends."""
    return "\n".join("".join(visible(text) for _, text in line) for line in lines)


def ansi(lines: Iterable[Line]) -> str:
    """The same with the colours of a terminal."""
    return "\n".join("".join(_colored(*piece) for piece in line) for line in lines)


def _colored(style: str, text: str) -> str:
    code = STYLES[style]
    return f"\x1b[{code}m{visible(text)}\x1b[0m" if code and text else visible(text)
