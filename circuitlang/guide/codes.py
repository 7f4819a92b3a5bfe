"""A page for each code of the catalog, with the error that its example really gives."""

from __future__ import annotations

from circuitlang.reports.page import Code, Head, Page, Pairs, Words, Wrong
from circuitlang.text.errors import CircuitError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from circuitlang.reports.page import Block
    from circuitlang.text.entry import Entry
    from circuitlang.text.errors import Diagnostic


def codes() -> Page:
    """Every code with what it means in a few words."""
    from circuitlang.text.catalog import CATALOG

    rows = [(code, entry.title) for code, entry in CATALOG.items()]
    return Page([Head("codes of errors"), Pairs(rows, close=True),
                 Words("`help CODE` shows an example of one, and the mend.")])  # fmt: skip


def page(entry: Entry, files: bool) -> list[Block]:
    """A code: what it means, an example with the error that it really gives, the same mended."""
    shown = "This goes wrong, with --strict:" if entry.strict else "This goes wrong:"
    wrong = errors_of(entry) if files or not entry.files else []
    return [
        Head(entry.code, f": {entry.title}", style="error"),
        Words(entry.explanation),
        Words(shown, style="title"),
        Code(entry.bad),
        *([Wrong(wrong)] if wrong else []),
        Words("This is right:", style="title"),
        Code(entry.good),
    ]


def errors_of(entry: Entry) -> list[Diagnostic]:
    """The errors that the bad example of a code gives."""
    if not entry.files:
        return _errors(entry, None)
    from tempfile import TemporaryDirectory

    try:
        with TemporaryDirectory(prefix="circuitlang-") as folder:
            for name, text in entry.files.items():
                with open(f"{folder}/{name}", "w", encoding="utf-8") as file:
                    file.write(text)
            return _errors(entry, folder)
    except OSError:
        return []  # there is nowhere to write


def _errors(entry: Entry, folder: str | None) -> list[Diagnostic]:
    from circuitlang.session.session import Session
    from circuitlang.text.source import Source

    session = Session(strict=entry.strict, folder=folder)
    try:
        return session.run(Source("example.circ", entry.bad), lambda report: None)
    except CircuitError as problem:
        return list(problem.errors)
