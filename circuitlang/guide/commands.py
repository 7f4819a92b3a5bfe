"""A page for each command: its usage, and its docstring, which holds a conversation as well."""

from __future__ import annotations

from circuitlang.guide.markup import blocks
from circuitlang.reports.page import Head, Page, Pairs, Words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from circuitlang.reports.page import Block
    from circuitlang.session.registry import CommandRow

TITLES = {"run": "running", "look": "looking", "change": "changing", "test": "testing",
          "session": "the session"}  # fmt: skip


def all_of_them() -> dict[str, CommandRow]:
    from circuitlang.session.registry import COMMANDS

    return COMMANDS


def groups() -> dict[str, list[CommandRow]]:
    """The commands by what they are for, in the order in which one comes to need them."""
    found: dict[str, list[CommandRow]] = {group: [] for group in TITLES}
    for row in all_of_them().values():
        found.setdefault(row.group, []).append(row)
    return {group: rows for group, rows in found.items() if rows}


def commands() -> Page:
    """Every command in a line."""
    found: list[Block] = []
    for group, rows in groups().items():
        found += [Head(TITLES.get(group, group), style="title"),
                  Pairs([(usage(row), row.summary) for row in rows], close=True)]  # fmt: skip
    return Page([*found, Words("An expression alone prints its value. `help NAME` explains one "
                               "command.")])  # fmt: skip


def usage(row: CommandRow) -> str:
    """The usage line for people: `save! PATH` may do without its `!`."""
    return row.usage.replace("! ", "[!] ")


def page(row: CommandRow, files: bool) -> list[Block]:
    return [Head(usage(row)), *blocks(row.run.__doc__ or "", files)]
