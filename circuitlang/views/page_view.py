"""Pages of help: paragraphs wrapped, lists in columns, conversations as they look at the prompt."""

from __future__ import annotations

from circuitlang.reports import page as pages
from circuitlang.text.width import pad, width
from circuitlang.views.layout import INDENT, blanks, columns_of, flow, fold, trimmed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from circuitlang.views.style import Line

WIDEST = 80  # columns of a paragraph, however wide the terminal is
PROMPT, MORE = "> ", ". "
BESIDE = 24  # columns that what stands beside a name needs; with fewer it stands below


def page(report: pages.Page, columns: int, digits: int | None) -> list[Line]:
    lines: list[Line] = []
    for block in report.blocks:
        if lines and not block.close:
            lines.append([])
        lines += BLOCKS[type(block)](block, columns)
    return lines


def wrapped(text: str, columns: int, gap: str = " ") -> list[str]:
    """The words of a text in lines of so many columns; blanks inside of `…` stay together."""
    rows: list[str] = []
    for word in _parts(text, gap):
        if rows and width(rows[-1]) + len(gap) + width(word) <= columns:
            rows[-1] += gap + word
        else:
            rows.append(word)
    return rows


def _parts(text: str, gap: str) -> list[str]:
    """The words; one that begins with a backtick goes on to the next one."""
    if gap != " ":
        return text.split(gap)
    parts: list[str] = []
    for word in text.split():
        if parts and parts[-1].count("`") % 2:
            parts[-1] += f" {word}"
        else:
            parts.append(word)
    return parts


# ---------------------------------------------------------------------- blocks


def _head(block: pages.Head, columns: int) -> list[Line]:
    line: Line = [(block.style, block.name)]
    if block.about:
        line.append(("dim" if block.style == "name" else "plain", block.about))
    return fold(line, columns)


def _words(block: pages.Words, columns: int) -> list[Line]:
    most = min(columns, WIDEST) - width(INDENT[1])
    return [[INDENT, (block.style, row)] for row in wrapped(block.text, most)]


def _pairs(block: pages.Pairs, columns: int) -> list[Line]:
    left = max(width(name) for name, _ in block.rows) + 2
    below = columns - len(INDENT[1]) - left < BESIDE
    indent = 6 if below else len(INDENT[1]) + left
    lines: list[Line] = []
    for name, said in block.rows:
        rows = wrapped(said, min(columns, WIDEST) - indent, "  " if block.even else " ")
        first: Line = [INDENT, (block.style, name)]
        if rows and not below:
            first += [*blanks(left - width(name)), ("plain", rows.pop(0))]
        lines += fold(first, columns)
        lines += [[*blanks(indent), ("plain", row)] for row in rows]
    return lines


def _grid(block: pages.Grid, columns: int) -> list[Line]:
    rows = [block.header, *block.rows]
    sizes = [max(width(row[at]) for row in rows) + 2 for at in range(len(block.header) - 1)]
    lines: list[Line] = []
    for row in rows:
        cells = [pad(cell, size) for cell, size in zip(row, sizes, strict=False)]
        style = "name" if lines else "title"
        line: Line = [INDENT, (style, cells[0]), ("plain", "".join(cells[1:]) + row[-1])]
        lines += fold(trimmed(line), columns)
    return lines


def _slopes(block: pages.Slopes, columns: int) -> list[Line]:
    first = max(width(call) for call, _, _ in block.rows) + 2
    second = max(width(written) for _, written, _ in block.rows) + 2
    lines: list[Line] = [[("title", block.title)]]
    for call, written, slopes in block.rows:
        cells: list[Line] = [[("gradient", slope)] for slope in slopes]
        cells = cells or [[("dim", "passes no gradient")]]
        head: Line = [("name", pad(call, first)), ("plain", pad(written, second))]
        wide = first + second + len(INDENT[1])
        if wide + max(map(columns_of, cells)) <= columns:
            lines += flow([[*head, *cells[0]], *cells[1:]], columns, 3, wide)
        else:
            lines += fold([INDENT, ("name", call), ("plain", f"  {written}".rstrip())], columns)
            for line in flow(cells, columns - 4, 3, 2):
                lines += fold([*blanks(4), *line], columns)
    return lines


def _code(block: pages.Code, columns: int) -> list[Line]:
    return [[*blanks(4), ("plain", row)] if row else [] for row in block.text.splitlines()]


def _wrong(block: pages.Wrong, columns: int) -> list[Line]:
    from circuitlang.views.snippet import render_all

    return [[INDENT, *line] if line else [] for line in render_all(block.errors)]


def _talk(block: pages.Talk, columns: int) -> list[Line]:
    from circuitlang.views.render import lines as rendered
    from circuitlang.views.snippet import render_all

    found: list[Line] = []
    for turn in block.turns:
        for number, row in enumerate(turn.text.split("\n")):
            found.append([INDENT, ("dim", MORE if number else PROMPT), ("name", row)])
        answers: list[Iterable[Line]] = [
            rendered(report, columns - len(INDENT[1]), turn.digits) for report in turn.reports
        ]
        if turn.wrong:
            answers.append(render_all(turn.wrong))
        found += [[INDENT, *line] if columns_of(line) else [] for each in answers for line in each]
    return found


BLOCKS: dict[type[pages.Block], Callable[[Any, int], list[Line]]] = {
    pages.Head: _head,
    pages.Words: _words,
    pages.Pairs: _pairs,
    pages.Grid: _grid,
    pages.Slopes: _slopes,
    pages.Code: _code,
    pages.Wrong: _wrong,
    pages.Talk: _talk,
}
