"""Text of the guide -> blocks of a page.

Paragraphs stand apart by blank lines.  One whose lines begin with `> ` is a conversation: what
follows is typed (`. ` goes on in the next line), and what is answered is found out by really
typing it, each time that the page is shown.  `| ` stands before lines that are shown as they are,
`: ` before a name and, two blanks on, what is said of it.
"""

from __future__ import annotations

from circuitlang.reports.page import Code, Pairs, Talk, Turn, Words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from circuitlang.reports.page import Block
    from circuitlang.reports.report import Report
    from circuitlang.text.errors import Diagnostic

PROMPT, MORE, CODE, NAME = "> ", ". ", "| ", ": "
WRITES = ("save", "export")  # words of conversations that need a folder


def blocks(text: str, files: bool = True) -> list[Block]:
    """The blocks of a text.  Without `files` no conversation takes place that would write one."""
    found: list[Block] = []
    for part in text.strip().split("\n\n"):
        rows = [row.strip() for row in part.strip().splitlines()]
        if rows[0].startswith(PROMPT):
            found.append(talk(entries(rows), files))
        elif rows[0].startswith(CODE):
            found.append(Code("\n".join(row.removeprefix(CODE).removeprefix("|") for row in rows)))
        elif rows[0].startswith(NAME):
            parts = [row.removeprefix(NAME).partition("  ") for row in rows]
            found.append(Pairs([(name, said.strip()) for name, _, said in parts]))
        else:
            found.append(Words(" ".join(" ".join(rows).split())))
    return found


def entries(rows: Sequence[str]) -> list[str]:
    """What is typed, without prompts."""
    found: list[str] = []
    for row in rows:
        if row.startswith(MORE) or row == MORE.strip():
            found[-1] += f"\n{row[len(MORE) :]}"
        else:
            found.append(row.removeprefix(PROMPT))
    return found


def talk(typed: Sequence[str], files: bool = True) -> Block:
    """What a session answers to what is typed."""
    if not any(f'{word} "' in each for each in typed for word in WRITES):
        return _talk(typed, None)
    if files:
        from tempfile import TemporaryDirectory

        try:
            with TemporaryDirectory(prefix="circuitlang-") as folder:
                return _talk(typed, folder)
        except OSError:
            pass  # there is nowhere to write
    return Code("\n".join(typed))


def _talk(typed: Sequence[str], folder: str | None) -> Talk:
    from circuitlang.session.session import Session
    from circuitlang.text.errors import CircuitError
    from circuitlang.text.source import Source
    from circuitlang.views.snippet import PROMPT as HERE

    session = Session(folder=folder, untrusted=folder is None)
    turns: list[Turn] = []
    line = 1
    for text in typed:
        reports: list[Report] = []
        emit: Callable[[Report], None] = reports.append
        wrong: Sequence[Diagnostic] = ()
        try:
            session.run(Source(HERE, text, line), emit)
        except CircuitError as problem:
            wrong = problem.errors
        line += text.count("\n") + 1
        turns.append(Turn(text, reports, wrong, session.state.digits))
    return Talk(turns)
