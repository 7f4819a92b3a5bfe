"""An error as text: the source line with its place underlined, and the mend; or as JSON."""

from __future__ import annotations

from circuitlang.text.escape import LONGEST_SHOWN, short, visible
from circuitlang.text.width import width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from circuitlang.text.errors import Diagnostic
    from circuitlang.text.source import Source, Span
    from circuitlang.views.style import Line

SHOWN = 100  # errors; the rest are counted
PROMPT = "<prompt>"


class Mark:
    """A span on its line, to be underlined."""

    __slots__ = ("column", "length", "line", "main", "source", "words")

    def __init__(self, span: Span, words: str, main: bool) -> None:
        self.source: Source = span.source
        self.line, self.column = span.source.position(span.start)
        self.length = span.end - span.start
        self.words = words
        self.main = main


def render(diagnostic: Diagnostic) -> list[Line]:
    """One error or warning, as LANGUAGE.md section 9 shows it."""
    kind = "warning" if diagnostic.severity == "warning" else "error"
    title = f"{diagnostic.severity}[{diagnostic.code}]"
    lines: list[Line] = [[(kind, title), ("plain", ": "), *_named(diagnostic.message)]]
    blank = " "
    if diagnostic.span is not None:
        marks = [Mark(diagnostic.span, diagnostic.words, True)]
        marks += [Mark(label.span, label.words, False) for label in diagnostic.labels]
        # At the prompt the line stands just above: its number says nothing.
        numbered = len(marks) > 1 or marks[0].source.name != PROMPT
        blank = " " * (max(len(str(mark.line)) for mark in marks) if numbered else 1)
        for name in dict.fromkeys(mark.source.name for mark in marks):
            place = [mark for mark in marks if mark.source.name == name]
            lines += _place(place, len(blank), numbered)
    lines += [[("plain", f"{blank} "), *_named(line)] for line in diagnostic.lines]
    if diagnostic.help:
        lines.append([("place", f"{blank} = "), ("help", "help"), ("plain", ": ")])
        lines[-1] += _named(diagnostic.help)
    return lines


def render_all(diagnostics: Sequence[Diagnostic], hidden: int = 0) -> list[Line]:
    """The first 100 with a blank line between, then how many more there are (`hidden` of them
    not among `diagnostics`)."""
    lines: list[Line] = []
    for diagnostic in diagnostics[:SHOWN]:
        lines += ([[]] if lines else []) + render(diagnostic)
    more = hidden + max(0, len(diagnostics) - SHOWN)
    if more:
        lines += [[], [("plain", f"… and {more:,} more error{'s' if more > 1 else ''}")]]
    return lines


def to_json(diagnostic: Diagnostic) -> dict[str, str | int | None]:
    """The members of one error in `--json`; file, line and column are null without a place."""
    span = diagnostic.span
    return {
        "code": diagnostic.code,
        "message": _shortened(diagnostic.message),
        "file": span.file if span else None,
        "line": span.line if span else None,
        "column": span.column if span else None,
        "help": _shortened(diagnostic.help) if diagnostic.help else None,
    }


def _place(marks: list[Mark], gutter: int, numbered: bool) -> list[Line]:
    """The marked lines of one file, by line number, each line once."""
    first, blank = marks[0], " " * gutter
    arrow = "-->" if first.main else ":::"
    where = f"{first.source.name}:{first.line}:{first.column}"
    lines: list[Line] = [[("place", f"{blank}{arrow} "), ("plain", where)]]
    lines.append([("place", f"{blank} |")])
    rows: dict[tuple[int, int], list[Mark]] = {}
    for mark in sorted(marks, key=lambda mark: mark.line):
        rows.setdefault((mark.line, id(mark.source)), []).append(mark)
    for (number, _), row in rows.items():
        focus = next((mark for mark in row if mark.main), row[0])
        text, shift = _window(focus.source.line(number), focus)
        figure = str(number) if numbered else ""
        lines.append([("place", f"{figure:>{gutter}} |"), ("plain", f" {_line(text)}".rstrip())])
        for mark in sorted(row, key=lambda mark: (not mark.main, mark.column)):
            lines.append([("place", f"{blank} | "), *_underline(mark, text, shift)])
    return lines


def _window(line: str, mark: Mark) -> tuple[str, int]:
    """The line, or what of it stands around the mark, and how far columns move to the left."""
    if len(line) <= LONGEST_SHOWN:
        return line, 0
    room = LONGEST_SHOWN - 2
    start = max(0, min(mark.column - 1 - room // 3, len(line) - room))
    cut = line[start : start + room]
    before, after = "…" if start else "", "…" if start + room < len(line) else ""
    return before + cut + after, start - len(before)


def _underline(mark: Mark, text: str, shift: int) -> Line:
    """Blanks, then the underline (to the line's end at most, one sign at least), then words."""
    start = max(0, mark.column - 1 - shift)
    end = min(start + mark.length, len(text.rstrip()))
    style, sign = ("error", "^") if mark.main else ("place", "-")
    blanks = " " * width(_line(text[:start]))
    signs = sign * max(1, width(_line(text[start:end])))
    line: Line = [("plain", blanks), (style, signs)]
    return [*line, (style, f" {mark.words}")] if mark.words else line


def _line(text: str) -> str:
    return visible(text.replace("\t", " "))


def _shortened(text: str) -> str:
    """A message, each name in backticks cut where it is too long, fit for every reader."""
    parts = text.split("`")
    return visible("`".join(short(part) if k % 2 else part for k, part in enumerate(parts)))


def _named(text: str) -> Line:
    """A message in pieces, with the names in backticks set off."""
    parts = _shortened(text).split("`")
    if len(parts) % 2 == 0:
        return [("plain", "`".join(parts))]
    pieces = (("name", f"`{part}`") if k % 2 else ("plain", part) for k, part in enumerate(parts))
    return [piece for piece in pieces if piece[1]]
