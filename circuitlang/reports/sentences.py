"""Sentences with numbers in them: pieces of text, each with a style, numbers as numbers."""

from __future__ import annotations

from circuitlang.text.records import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    Piece = tuple[str, str | float]  # style, text or number


@dataclass(frozen=True, slots=True)
class Sentence:
    """`remark` is the same in a word or two, where there is something to remark."""

    pieces: tuple[Piece, ...]
    remark: str = ""


def name(text: str) -> list[Piece]:
    return [("name", text)]


def value(number: float) -> list[Piece]:
    return [("value", number)]


def gradient(number: float) -> list[Piece]:
    return [("gradient", number)]


def plain(thing: str | float) -> list[Piece]:
    return [("plain", thing)]


def percent(share: float) -> list[Piece]:
    """A share as `1.8%`."""
    return plain(f"{100 * share:.{2 if abs(share) < 0.995 else 6}g}%")


def slope(of: str, by: str) -> list[Piece]:
    """∂of/∂by."""
    return [("plain", "∂"), ("name", of), ("plain", "/∂"), ("name", by)]


def listed(items: Sequence[list[Piece]], most: int = 4, count: int = 0) -> list[Piece]:
    """`x`, `x and y`, `x, y and z`, `x, y, z and 7 more`; of `count` items, where not all of them
    are given."""
    count = count or len(items)
    kept = list(items) if count <= most else list(items[: most - 1])
    if count > most:
        kept.append(plain(f"{count - most + 1} more"))
    found: list[Piece] = []
    for index, item in enumerate(kept):
        if index:
            found += plain(" and " if index == len(kept) - 1 else ", ")
        found += item
    return found


def say(words: str, *parts: list[Piece], remark: str = "") -> Sentence:
    """The words with a part for each `{}`."""
    texts = words.split("{}")
    assert len(texts) == len(parts) + 1, words
    pieces: list[Piece] = plain(texts[0])
    for part, text in zip(parts, texts[1:], strict=True):
        pieces += [*part, ("plain", text)]
    return Sentence(tuple(piece for piece in pieces if piece != ("plain", "")), remark)


def joined(*sentences: Sentence | None) -> Sentence:
    """Sentences one after the other."""
    pieces: list[Piece] = []
    remarks = []
    for sentence in sentences:
        if sentence is not None:
            pieces += [*(plain(" ") if pieces else []), *sentence.pieces]
            remarks += [sentence.remark] if sentence.remark else []
    return Sentence(tuple(pieces), ", ".join(remarks))
