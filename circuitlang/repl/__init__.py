"""The interactive prompt.  The only place that imports prompt_toolkit, and only on a terminal."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

    from circuitlang.repl.app import Reader
    from circuitlang.script.console import Console
    from circuitlang.session.session import Session


def run(session: Session, console: Console, stdin: TextIO | None, *, color: str | None = None,
        quiet: bool = False, fresh: bool = True) -> int:  # fmt: skip
    """Talk about a session until the end of input; the exit status.

    `color` is what the command line said, if it did: it counts more than the settings.  A `fresh`
    session begins with the greeting and the user's init.circ, one behind a file does not.
    """
    from circuitlang.repl import config
    from circuitlang.repl.app import Prompt

    if stdin is None:
        return 0
    settings, problems = config.load()
    if color is None and settings.color != "auto":
        console.dress(settings.color, console.ascii)
    if session.state.digits is None:
        session.state.digits = settings.digits
    out = console.out
    seated = stdin.isatty()
    terminal = seated and out.isatty() and os.environ.get("TERM") != "dumb"
    warnings: list[str] = []
    reader: Reader
    if terminal:
        from circuitlang.repl.reader import TerminalReader

        reader = TerminalReader(session, settings, warnings.append,
                                colored=console.colors[id(out)], ascii=console.ascii)  # fmt: skip
    else:
        from circuitlang.repl.lines import LineReader

        screens = [stream for stream in (out, console.err) if stream.isatty()]
        reader = LineReader(stdin, screens[0] if seated and screens else None)
    prompt = Prompt(session, console, reader, quiet=quiet, paged=terminal and settings.pager,
                    seated=seated)  # fmt: skip
    if seated and fresh and not quiet:
        prompt.greet()
    if problems:
        prompt.complain(*problems)
    prompt.warnings = warnings
    prompt.warn()
    if fresh:
        prompt.begin()
    prompt.talk()
    return 1 if prompt.failed and not seated else 0
