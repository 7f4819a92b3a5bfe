"""A page of help: what stands on it, one block under the other."""

from __future__ import annotations

from circuitlang.reports.report import Report

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from circuitlang.text.errors import Diagnostic


class Block:
    """A part of a page.  `close`: no blank line before it."""

    __slots__ = ("close",)
    close: bool


class Head(Block):
    """What the page is about, and in a few words what that is."""

    __slots__ = ("about", "name", "style")

    def __init__(self, name: str, about: str = "", *, style: str = "name") -> None:
        self.name, self.about, self.style, self.close = name, about, style, False


class Words(Block):
    """A paragraph."""

    __slots__ = ("style", "text")

    def __init__(self, text: str, *, close: bool = False, style: str = "plain") -> None:
        self.text, self.close, self.style = text, close, style


class Pairs(Block):
    """Names, each with what is said of it beside it; `style` is that of the names.  `even`: what
    is said is lists of words, two blanks apart."""

    __slots__ = ("even", "rows", "style")

    def __init__(self, rows: Sequence[tuple[str, str]], *, close: bool = False,
                 style: str = "name", even: bool = False) -> None:  # fmt: skip
        self.rows, self.close, self.style, self.even = rows, close, style, even


class Grid(Block):
    """A table; the last column may go on below."""

    __slots__ = ("header", "rows")

    def __init__(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        self.header, self.rows, self.close = header, rows, False


class Slopes(Block):
    """Gates with their local gradients: the call, how it is written, the gradients."""

    __slots__ = ("rows", "title")

    def __init__(self, title: str, rows: Sequence[tuple[str, str, Sequence[str]]]) -> None:
        self.title, self.rows, self.close = title, rows, False


class Code(Block):
    """Lines as they are typed."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text, self.close = text, False


class Wrong(Block):
    """Errors as they are shown."""

    __slots__ = ("errors",)

    def __init__(self, errors: Sequence[Diagnostic]) -> None:
        self.errors, self.close = errors, False


class Turn:
    """What was typed, and what was answered to it, at so many digits."""

    __slots__ = ("digits", "reports", "text", "wrong")

    def __init__(self, text: str, reports: Sequence[Report], wrong: Sequence[Diagnostic],
                 digits: int | None) -> None:  # fmt: skip
        self.text, self.reports, self.wrong, self.digits = text, reports, wrong, digits


class Talk(Block):
    """A conversation that really took place."""

    __slots__ = ("turns",)

    def __init__(self, turns: Sequence[Turn]) -> None:
        self.turns, self.close = turns, False


class Page(Report):
    __slots__ = ("blocks",)

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
