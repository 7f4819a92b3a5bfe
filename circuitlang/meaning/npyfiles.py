"""NumPy's .npy files: what a header announces, found out before anything is allocated for it.

The header is a Python literal.  NumPy has Python parse it as one, which a few thousand brackets or
signs can turn into a crash; here it is read by what headers are made of, and nothing else.
"""

from __future__ import annotations

import re
from math import prod

from circuitlang.text.errors import error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, BinaryIO

    from circuitlang.text.limits import Limits
    from circuitlang.text.source import Span

MAGIC = b"\x93NUMPY"
LONGEST = 10_000  # bytes of a header, as in NumPy
DEEPEST = 4  # brackets in brackets: the fields of a type stand at the third
WORD = re.compile(r"""\s*('[^'\\\n]*'|"[^"\\\n]*"|True|False|[0-9]{1,30}|[][(){},:])""")
CLOSES = {"(": ")", "[": "]", "{": "}"}
NUMBERS = re.compile(r"[<>|=]?(?:b1|[iu][1248]|f(?:2|4|8|12|16))")
FIELD = re.compile(r"[<>|=]?[biufcSUV][0-9]{1,5}")
KINDS = {"c": "complex numbers", "O": "Python objects", "U": "text", "S": "text", "a": "text",
         "M": "dates", "m": "times", "V": "raw bytes"}  # fmt: skip


class Header:
    """What a file announces: the shape, whether columns come first, the type of an element, and
    where the elements begin."""

    __slots__ = ("begin", "by_columns", "dtype", "shape")

    def __init__(self, file: BinaryIO, path: str, span: Span | None, *, fields: bool = False,
                 ) -> None:  # fmt: skip
        """Read it; with `fields` an element may be several numbers with names.  Raises bad-data."""
        import numpy as np

        try:
            words = _literal(file)
            if words.keys() != {"descr", "fortran_order", "shape"}:
                raise ValueError
            self.shape, self.by_columns = words["shape"], words["fortran_order"]
            described = words["descr"]
            if not isinstance(self.shape, tuple) or type(self.by_columns) is not bool:
                raise ValueError
            if not all(type(size) is int for size in self.shape):
                raise ValueError
            if isinstance(described, str):
                if not NUMBERS.fullmatch(described):
                    raise error("bad-data", f"`{path}` holds {_kind(described)}, not real numbers",
                                span)  # fmt: skip
            elif not fields:
                raise error("bad-data", f"`{path}` holds named fields, not real numbers", span)
            else:
                described = _fields(described)
            self.dtype: Any = np.dtype(described)
        except (ValueError, TypeError, IndexError):
            raise error("bad-data", f"`{path}` is no array in NumPy's .npy format", span,
                        help="numpy.save writes such files") from None  # fmt: skip
        self.begin = file.tell()

    def bytes(self) -> int:
        """How many bytes of elements are announced."""
        count: int = prod(self.shape)
        return count * int(self.dtype.itemsize)

    def hold(self, have: int, path: str, span: Span | None) -> None:
        """Raise bad-data where fewer bytes of elements are there than are announced."""
        if have < self.bytes():
            raise error("bad-data", f"`{path}` ends early: {self.bytes()} bytes of numbers are "
                        f"announced, {max(have, 0)} are there", span)  # fmt: skip


def _literal(file: BinaryIO) -> dict[str, Any]:
    begin = file.read(len(MAGIC) + 2)
    version = begin[len(MAGIC) :]
    if not begin.startswith(MAGIC) or version not in (b"\1\0", b"\2\0", b"\3\0"):
        raise ValueError
    size = int.from_bytes(file.read(2 if version == b"\1\0" else 4), "little")
    if size > LONGEST:
        raise ValueError
    data = file.read(size)
    text = data.decode("utf-8" if version == b"\3\0" else "latin-1")
    words, at = [], 0
    if len(data) < size:
        raise ValueError
    while word := WORD.match(text, at):
        words.append(word[1])
        at = word.end()
    words.reverse()
    found = _value(words, 0)
    if not isinstance(found, dict) or words or text[at:].strip():
        raise ValueError
    return found


def _value(words: list[str], depth: int) -> Any:
    """The literal that the words (last first) begin with, which are taken away."""
    word = words.pop()
    if word[0] in "'\"":
        return word[1:-1]
    if word in ("True", "False"):
        return word == "True"
    if word.isdigit():
        return int(word)
    if word not in CLOSES or depth == DEEPEST:
        raise ValueError
    found = []
    while words[-1] != CLOSES[word]:
        item = _value(words, depth + 1)
        if word == "{":
            if words.pop() != ":":
                raise ValueError
            item = item, _value(words, depth + 1)
        found.append(item)
        if words[-1] == ",":
            words.pop()
        elif words[-1] != CLOSES[word]:
            raise ValueError
    words.pop()
    return found if word == "[" else tuple(found) if word == "(" else dict(found)


def _kind(described: str) -> str:
    return KINDS.get(described.lstrip("<>|=")[:1], "something else")


def _fields(described: Any) -> list[tuple[str, str]]:
    """Names and types of the fields of an element, each one number (others may be of text)."""
    if not isinstance(described, list) or not described:
        raise ValueError
    for field in described:
        name, kind = field
        if not isinstance(name, str) or not isinstance(kind, str) or not FIELD.fullmatch(kind):
            raise ValueError
    return described


def array(data: bytes, path: str, span: Span | None, limits: Limits) -> Any:
    """The array of an .npy file; its header is held against the limits and against the size of
    the file before anything is allocated."""
    import io

    import numpy as np

    header = Header(io.BytesIO(data), path, span)
    limits.shape(header.shape, span, f"`{path}`")
    limits.check("memory", 8 * prod(header.shape), span, f"`{path}`")
    header.hold(len(data) - header.begin, path, span)
    found = np.frombuffer(data, header.dtype, prod(header.shape), header.begin)
    found = found.reshape(header.shape, order="F" if header.by_columns else "C")
    with np.errstate(all="ignore"):
        floats = found.astype(np.float64, "C")
    return floats if floats.ndim else float(floats)
