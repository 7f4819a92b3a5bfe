"""The commands: each is one decorated function, and everything else about it follows.

The usage line is the contract's own (`nudge X by H`): small words stand for themselves, a word in
capitals is a slot that goes to the function's parameter of that name in small letters, `[…]` may be
left out, `a|b` is a choice of words, and `!` after the command's word means that it may carry one.
What a slot holds is said by the parameter's annotation:

    Name     one gate                         -> Expr of a single Ref
    Names    gates, `q.*`, `*`                -> tuple[Pattern, ...]
    Value    an expression                    -> Expr
    String   a string                         -> Text
    Option   one of the words that stand there, or any word -> Word
    Rest     the rest of the line, as it is   -> Text
    Done     a statement                      -> Statement
"""

from __future__ import annotations

import re

from circuitlang.session.table import ROWS
from circuitlang.syntax import nodes
from circuitlang.text.records import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

Name = nodes.Expr
Names = tuple[nodes.Pattern, ...]
Value = nodes.Expr
String = nodes.Text
Option = nodes.Word
Rest = nodes.Text
Done = nodes.Statement


class CommandRow(NamedTuple):
    word: str
    usage: str
    slots: dict[str, str]  # slot -> annotation, without `| None`
    summary: str
    group: str
    changes: bool  # it changes the circuit or its values, so that `undo` takes it back
    module: str  # of session/commands

    @property
    def run(self) -> Callable[..., Any]:
        """The command's function; its module is loaded with the first use."""
        # always asked for: a load that was interrupted, or that another thread is at, has left
        # functions here of a module that is not whole
        __import__(f"circuitlang.session.commands.{self.module}")
        return FUNCTIONS[self.word]


FUNCTIONS: dict[str, Callable[..., Any]] = {}  # of the modules that are loaded
DECLARED: dict[str, CommandRow] = {}  # what these say; table.py holds it for all
COMMANDS = {row[0]: CommandRow(*row) for row in ROWS}


def command(
    usage: str, *, group: str, changes: bool = False
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register a function as the command that `usage` begins with.

    Its docstring is its page in `help`, the first sentence of it the summary; paragraphs stand
    apart by blank lines, and in the last one `> ` is before each line of an example, which is run
    when the page is shown.  The table of all commands (session/table.py) and the grammar follow by
    `python tests/tools/make_tables.py`.
    """

    def register(run: Callable[..., Any]) -> Callable[..., Any]:
        word = usage.split()[0].rstrip("!")
        slots = {
            name: str(kind).removesuffix(" | None")
            for name, kind in run.__annotations__.items()
            if name not in ("session", "bang", "place", "return")
        }
        paragraph = " ".join((run.__doc__ or "").strip().split("\n\n")[0].split())
        summary = re.split(r"[.;] |\.$", paragraph)[0]
        module = run.__module__.rpartition(".")[2]
        FUNCTIONS[word] = run
        DECLARED[word] = CommandRow(word, usage, slots, summary, group, changes, module)
        return run

    return register
