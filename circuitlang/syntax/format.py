"""One style for every file: `circuitlang fmt`.

Statements are printed anew; comments, and single blank lines between statements, stay where they
are.  What somebody laid out over several lines inside brackets is only indented anew.
"""

from __future__ import annotations

import re

from circuitlang.syntax import nodes
from circuitlang.syntax.parser import parse
from circuitlang.syntax.printer import INDENT, block_of, head_text, inside, line_text, one_line
from circuitlang.text.errors import CircuitError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from circuitlang.syntax.printer import Inner
    from circuitlang.text.source import Source

TAB = 4
_MARK = re.compile(r"#[^\n]*|\n")
_BRACE = re.compile(r"#[^\n]*|\{")
_BLANKS = re.compile(r"[ \t]*")


def format_source(source: Source) -> str:
    """The source in the one style.  Formatting twice is formatting once, and the meaning stays.

    Raises CircuitError with everything that is wrong with the text.
    """
    parsed = parse(source)
    if parsed.errors:
        raise CircuitError(*parsed.errors, hidden=parsed.hidden)
    page = _Page(source)
    page.statements(parsed.statements, 0, len(source.text), 0)
    return "".join(f"{line}\n" for line in page.lines)


class _Page:
    """The lines that are written so far."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.text
        self.lines: list[str] = []
        self.first = True  # nothing stands in this block yet
        self.blank = False  # a blank line comes before whatever is next

    def add(self, line: str) -> None:
        if self.blank and not self.first:
            self.lines.append("")
        self.lines.append(line)
        self.first = self.blank = False

    def statements(self, held: Sequence[Inner], at: int, end: int, depth: int) -> None:
        """What stands in the text from `at` to `end`: statements, and comments between them."""
        for one in held:
            start = self.start(one)
            self.between(at, start, depth)
            self.statement(one, start, depth)
            at = one.end
        self.between(at, end, depth)

    def start(self, one: Inner) -> int:
        """Where a statement begins; an Expr is one behind its `return`."""
        if isinstance(one, nodes.Expr):
            return self.text.rfind("return", 0, one.at)
        return one.at

    def between(self, at: int, end: int, depth: int) -> None:
        """Comments and blank lines.  A comment goes behind what its line begins with, or stands
        in a line of its own as deep as the statements around it."""
        lines = 0 if at else 1
        for found in _MARK.finditer(self.text, at, end):
            comment = found[0].rstrip()
            if not comment:
                lines += 1
                self.blank = self.blank or lines > 1
            elif lines:
                self.add(INDENT * depth + comment)
                lines = 0
            else:
                self.lines[-1] += f"  {comment}"

    def statement(self, one: Inner, start: int, depth: int) -> None:
        block = block_of(one)
        if block is None:
            if "\n" in self.text[start : one.end]:
                self.keep(start, one.end, depth)
            else:
                self.add(INDENT * depth + line_text(one, self.source, written=True))
            return
        line = one_line(one, self.source, depth, written=True)
        if line:
            return self.add(line)
        brace = self.brace(block)
        if "\n" in self.text[start:brace]:
            self.keep(start, brace, depth)
        else:
            self.add(INDENT * depth + head_text(one, self.source, written=True))
        self.lines[-1] += " {"
        self.first = True
        self.statements(inside(block), brace + 1, block.end - 1, depth + 1)
        self.first, self.blank = True, False  # no blank line before the brace
        self.add(INDENT * depth + "}")

    def brace(self, block: nodes.For | nodes.Define) -> int:
        """Where the block is opened."""
        at = block.high.end if isinstance(block, nodes.For) else block.name.end
        return next(x.start() for x in _BRACE.finditer(self.text, at) if x[0] == "{")

    def keep(self, at: int, end: int, depth: int) -> None:
        """Lines as they are, moved together so that the first one is `depth` blocks deep."""
        begin = self.text.rfind("\n", 0, at) + 1
        shift = len(INDENT) * depth - self.width(begin)
        first, *others = self.text[at:end].rstrip().split("\n")
        self.add(INDENT * depth + first.rstrip())
        at += len(first) + 1
        for line in others:
            bare = line.strip()
            self.lines.append(" " * max(0, self.width(at) + shift) + bare if bare else "")
            at += len(line) + 1

    def width(self, at: int) -> int:
        """How far the line that begins at `at` is indented."""
        found = _BLANKS.match(self.text, at)
        assert found is not None
        return len(found[0].expandtabs(TAB))
