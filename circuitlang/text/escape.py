"""The one sink for text from outside: whatever could control a terminal becomes visible."""

from __future__ import annotations

LONGEST_SHOWN = 200  # characters of a name or a source line in a message

_SHORT = {"\n": r"\n", "\r": r"\r", "\t": r"\t"}
# Letters and marks by their category, but nothing is to be seen of them.
_INVISIBLE = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0"
    + "".join(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
)


def visible(text: str) -> str:
    r"""`text` with each control, bidirectional, zero-width or otherwise invisible character, each
    blank but the common one and each lone surrogate written as `\x1b` or `\u202e`.

    Letters, marks and signs of every script stay.  A second time it changes nothing.
    """
    if text.isprintable() and (text.isascii() or _INVISIBLE.isdisjoint(text)):
        return text
    return "".join(c if c.isprintable() and c not in _INVISIBLE else _escape(c) for c in text)


def short(text: str, most: int = LONGEST_SHOWN) -> str:
    """`text`, or its beginning and `…`, in at most `most` characters."""
    return text if len(text) <= most else text[: most - 1] + "…"


def _escape(char: str) -> str:
    code = ord(char)
    if char in _SHORT:
        return _SHORT[char]
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
