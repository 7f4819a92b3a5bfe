"""`explain`: sentences, each wrapped below its gate."""

from __future__ import annotations

from circuitlang.views.layout import INDENT, columns_of, fold
from circuitlang.views.numbers import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from circuitlang.reports.explain import Explained
    from circuitlang.reports.sentences import Sentence
    from circuitlang.views.style import Line

BLANK, HANG = ("plain", " "), ("plain", "  ")


def explained(report: Explained, columns: int, digits: int | None) -> list[Line]:
    if not report.gates:
        return [[INDENT, ("dim", "there is no gate to explain")]]
    lines: list[Line] = []
    for gate in report.gates:
        if lines and not report.short:
            lines.append([])
        for sentence in (gate.brief,) if report.short else gate.lines:
            lines += wrap(pieces(sentence, digits), columns)
    return lines


def pieces(sentence: Sentence, digits: int | None) -> Line:
    """The sentence with its numbers as text."""
    return [(style, text if isinstance(text, str) else shown(text, digits))
            for style, text in sentence.pieces]  # fmt: skip


def wrap(line: Line, columns: int) -> list[Line]:
    """Indented lines, broken between words; what follows is indented a little more."""
    lines: list[Line] = [[]]
    used = 0
    for word in _words(line):
        wide = columns_of(word)
        if used and used + 1 + wide > columns:
            lines.append([])
            used = 0
        start = [BLANK] if used else [INDENT, *([HANG] if len(lines) > 1 else [])]
        lines[-1] += [*start, *word]
        used += columns_of(start) + wide
    return [part for row in lines for part in fold(row, columns)]


def _words(line: Line) -> list[Line]:
    """The pieces between blanks; a name with a blank in it is one word."""
    words: list[Line] = [[]]
    for style, text in line:
        parts = [text] if style == "name" else text.split(" ")
        for at, part in enumerate(parts):
            if at:
                words.append([])
            if part:
                words[-1].append((style, part))
    return [word for word in words if word]
