"""How many columns a text takes in a terminal."""

from __future__ import annotations


def width(text: str) -> int:
    """Columns of `text`: two for a wide letter, none for a combining mark or a format control,
    one for anything else (a tab counts as a blank)."""
    if text.isascii():
        return len(text)
    from unicodedata import category, east_asian_width  # only where the text is not ASCII

    total = 0
    for char in text:
        if char < "\u0300":  # Latin
            total += char != "\u00ad"
        elif category(char) in ("Mn", "Me", "Cf") or "\u1160" <= char <= "\u11ff":
            continue  # the second range: vowels and finals that join the Hangul letter before
        else:
            total += 2 if east_asian_width(char) in "WF" else 1
    return total


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """`text` with blanks after it (before it: `right`) up to `columns`."""
    blanks = " " * (columns - width(text))
    return blanks + text if right else text + blanks
