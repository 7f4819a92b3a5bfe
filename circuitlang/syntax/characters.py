"""Characters that may not stand in a circuit, and bytes that are none."""

from __future__ import annotations

import re

from circuitlang.text.errors import CircuitError, Diagnostic, error
from circuitlang.text.source import Source, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

# Nowhere, not even in a comment: controls; blanks but the common two; what is not seen and moves
# or joins what is seen (Trojan Source, CVE-2021-42574); lone surrogates.
_FORBIDDEN = (
    "[\x00-\x08\x0b-\x1f\x7f-\xa0\xad\u061c\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f"
    "\u3000\ufeff\ufff9-\ufffb\U000e0000-\U000e007f\ud800-\udfff]"
)

_TYPED = {  # a sign that looks right -> what to type
    **dict.fromkeys("−–—‐‑‒﹣－", "-"),
    **dict.fromkeys("“”„‟«»＂″", '"'),
    **dict.fromkeys("‘’‚‛′`´'", '"'),
    **dict.fromkeys("×·⋅∗✕✖•⨯＊", "*"),
    **dict.fromkeys("÷∕⁄／", "/"),
    **dict.fromkeys("≤⩽≦", "<="),
    **dict.fromkeys("≥⩾≧", ">="),
    **dict.fromkeys("≠", "!="),
    **dict.fromkeys("≡⩵", "=="),
    **dict.fromkeys("＝≔", "="),
    **dict.fromkeys("（", "("),
    **dict.fromkeys("）", ")"),
    **dict.fromkeys("，、", ","),
    **dict.fromkeys("：", ":"),
    **dict.fromkeys("；", ";"),
    **dict.fromkeys("＋", "+"),
    **dict.fromkeys("＜", "<"),
    **dict.fromkeys("＞", ">"),
    "√": "sqrt(…)",
    "²": "** 2",
    "³": "** 3",
    "½": "1 / 2",
    "∞": "inf",
    "∑": "sum(…)",
    "∏": "prod(…)",
    "∂": "grad(…)",
    "ᵀ": ".T",
    "…": "the values themselves, or `for … in … to …`",
    "→": "=",
    "←": "=",
}


def forbidden(text: str) -> Iterator[int]:
    """Where characters stand that are allowed nowhere."""
    if text.replace("\n", "").replace("\t", "").isprintable():  # nearly always, and soon known
        return iter(())
    return (found.start() for found in re.finditer(_FORBIDDEN, text))


def bad_character(source: Source, at: int) -> Diagnostic:
    """What is wrong with the character at `at`, and what to type instead."""
    import unicodedata

    char = source.text[at]
    code = f"U+{ord(char):04X}"
    name = unicodedata.name(char, "").lower()
    called = f"{code} ({name})" if name else code
    typed = _TYPED.get(char)
    shown = char.isprintable()
    if typed:
        message = f"`{char}` is no sign of the language"
        help = f"type `{typed}`" if char != "…" else f"write {typed}"
    elif char == "\x00":
        message, help = "there is a NUL character here", "save the file as UTF-8 text"
    elif unicodedata.category(char)[0] == "Z":
        message, help = f"this is not the common blank but {called}", "replace it by a blank"
    elif not shown:
        message, help = f"a character that cannot be seen stands here: {called}", "delete it"
    elif unicodedata.category(char)[0] == "N":
        message = f"`{char}` is no digit of the language"
        digit = unicodedata.digit(char, None)
        help = "numbers are written with 0 to 9" if digit is None else f"type `{digit}`"
    else:
        message = f"`{char}` is no sign of the language"
        help = "names are made of letters, digits and `_`"
    return Diagnostic("bad-character", message, Span(source, at, at + 1), help=help)


_KINDS = (  # how files of other programs begin
    (b"%PDF", "a PDF"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"PK\x03\x04", "a zip archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x93NUMPY", "a NumPy array"),
)
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")


def decode(data: bytes, name: str) -> Source:
    """The text of a file.  Raises `not-a-circuit` for another kind of file, `bad-character` for
    bytes that are not UTF-8."""
    for start, kind in _KINDS:
        if data.startswith(start):
            raise not_a_circuit(name, f"this is {kind}, not a circuit")
    if data.startswith(_WIDE) or (len(data) > 1 and data[:4096].count(0) * 4 >= len(data[:4096])):
        wide = "UTF-32" if b"\x00\x00\x00" in data[:64] else "UTF-16"
        if not data.startswith(_WIDE) and not _looks_wide(data):
            raise not_a_circuit(name, "this is a binary file, not a circuit")
        raise not_a_circuit(name, f"this file is in {wide}, not in UTF-8", "save it as UTF-8")
    try:
        source = Source(name, data.decode("utf-8"))
    except UnicodeDecodeError as problem:
        good = data[: problem.start].decode("utf-8")
        source = Source(name, good + data[problem.start :].decode("utf-8", "replace"))
        at = len(Source(name, good).text)
        raise error(
            "bad-character",
            f"the byte 0x{data[problem.start]:02X} here is not UTF-8",
            Span(source, at, at + 1),
            help="save the file as UTF-8",
        ) from None
    check_kind(source)
    return source


def check_kind(source: Source) -> None:
    """Raise `not-a-circuit` for text that is written in another language."""
    head = source.text[:4096].lstrip()
    if not head.startswith(("<", "{")):
        return
    low = head[:512].lower()
    if low.startswith(("<?xml", "<!--", "<project", "<svg")):
        logisim = "logisim" in source.text[:4096].lower()
        kind = "a circuit of Logisim" if logisim else "an XML file"
        raise not_a_circuit(source.name, f"this is {kind}, not of this language", source=source)
    if low.startswith(("<!doctype", "<html", "<head", "<body")):
        raise not_a_circuit(source.name, "this is a web page, not a circuit", source=source)
    if re.match(r"<[a-z][\w:-]*[\s/>]", low):
        raise not_a_circuit(source.name, "this is an XML file, not a circuit", source=source)
    if re.match(r'\{\s*(?:"(?:[^"\\]|\\.)*"\s*:|\}\s*\Z)', head):
        raise not_a_circuit(source.name, "this is a JSON file, not a circuit", source=source)


def not_a_circuit(
    name: str, message: str, help: str | None = None, source: Source | None = None
) -> CircuitError:
    """The error for a file given by mistake."""
    span = Span(source or Source(name, ""), 0, 0 if source is None else 1)
    mend = help or "a circuit is text like `input x = 2`"
    return error("not-a-circuit", message, span, help=mend)


def _looks_wide(data: bytes) -> bool:
    """Whether the NULs of `data` are the upper halves of plain letters."""
    for code in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"):
        size = 4 if "32" in code else 2
        part = data[: len(data[:4096]) // size * size]
        try:
            text = part.decode(code)
        except UnicodeDecodeError:
            continue
        if text and sum(c.isascii() and (c.isprintable() or c in "\r\n\t") for c in text) * 2 > len(
            text
        ):
            return True
    return False
