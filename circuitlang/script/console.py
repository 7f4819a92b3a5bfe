"""Where text goes: results to standard output, messages to standard error."""

from __future__ import annotations

import os

from circuitlang.text.escape import visible
from circuitlang.views.ascii import as_ascii, in_ascii
from circuitlang.views.style import ansi, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

    from circuitlang.views.style import Line


class Console:
    """Two streams, and how text is dressed for each: colours, or signs of ASCII only."""

    def __init__(self, out: TextIO, err: TextIO) -> None:
        self.out = out
        self.err = err
        self.ascii = False
        self.colors = {id(out): False, id(err): False}
        for stream in (out, err):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="backslashreplace")
            self.ascii = self.ascii or not _has_signs(stream)

    def dress(self, color: str, ascii: bool) -> None:
        """`color` is auto, always or never; `ascii` asks for signs of ASCII only."""
        self.ascii = self.ascii or ascii
        for stream in (self.out, self.err):
            self.colors[id(stream)] = color == "always" or (color == "auto" and _colorful(stream))

    def result(self, lines: Iterable[Line]) -> None:
        self.out.write(self._text(lines, self.out) + "\n")

    def message(self, lines: Iterable[Line]) -> None:
        self.out.flush()
        self.err.write(self._text(lines, self.err) + "\n")
        self.err.flush()

    def raw(self, text: str) -> None:
        """A line for programs, as it is."""
        self.out.write(text + "\n")

    @property
    def watched(self) -> bool:
        """Whether a person sees messages as they come, on a terminal that can take them back."""
        return self.err.isatty() and os.environ.get("TERM") != "dumb"

    def progress(self, words: str) -> None:
        """One line that is written over and over; empty: it is gone."""
        self.out.flush()
        most = max(self.columns - 1, 1)
        self.err.write("\r\x1b[K" + (as_ascii(words) if self.ascii else visible(words))[:most])
        self.err.flush()

    def flush(self) -> None:
        self.out.flush()
        self.err.flush()

    @property
    def columns(self) -> int:
        """How wide results may be."""
        try:
            return os.get_terminal_size(self.out.fileno()).columns or 80
        except (OSError, ValueError):
            return 80

    def _text(self, lines: Iterable[Line], stream: TextIO) -> str:
        shown = map(in_ascii, lines) if self.ascii else lines
        return (ansi if self.colors[id(stream)] else plain)(shown)


def _has_signs(stream: TextIO) -> bool:
    """Whether the stream's encoding can hold the signs of formulas and diagrams."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    try:
        "∂σ─·×…".encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _colorful(stream: TextIO) -> bool:
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return stream.isatty()
