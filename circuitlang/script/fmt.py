"""`circuitlang fmt`: files in the one style of the language."""

from __future__ import annotations

import os
import stat

from circuitlang.script.options import Given
from circuitlang.script.runner import Runner
from circuitlang.syntax.format import format_source
from circuitlang.text.errors import CircuitError, error
from circuitlang.text.escape import visible
from circuitlang.text.whole import write_whole
from circuitlang.views.snippet import render_all

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from circuitlang.script.console import Console

UNREADABLE = ("file-not-found", "file-not-allowed", "not-a-circuit")


def fmt(paths: Sequence[str], check: bool, diff: bool, stdin: TextIO | None,
        console: Console) -> int:  # fmt: skip
    """Rewrite files in the one style, and say nothing; `-` formats standard input to standard
    output.  `check` names the files that would change instead, `diff` shows what would.

    Gives the exit status: 1 if a file has errors, or with `check` would change; 2 if one cannot be
    read or written, or is no circuit.
    """
    worst = 0
    for path in paths:
        try:
            worst = max(worst, _one(path, check, diff, stdin, console))
        except CircuitError as problem:
            console.message(render_all(problem.errors, problem.hidden))
            worst = max(worst, 2 if problem.code in UNREADABLE else 1)
    return worst


def _one(path: str, check: bool, diff: bool, stdin: TextIO | None, console: Console) -> int:
    if path != "-":
        _refuse_special(path)
    source = Runner(Given(), stdin, console)._read(path)
    new = format_source(source)
    if path == "-":
        changed = new != source.text
        if not check and not diff:
            _write(console.out, new)
    else:
        with open(path, "rb") as file:
            changed = file.read() != new.encode()  # a BOM, or other line ends, too
        if changed and not check and not diff:
            _rewrite(path, new)
    if changed and diff:
        _write(console.out, _difference(visible(source.name), source.text, new))
    elif changed and check:
        console.raw(visible(source.name))
    return int(changed and check)


def _refuse_special(path: str) -> None:
    """Raise for what is there but no file that could be written again."""
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError):
        return  # reading it will say why
    if not stat.S_ISREG(mode):
        what = "a folder" if stat.S_ISDIR(mode) else "no regular file"
        raise error("file-not-allowed", f"`{path}` is {what}",
                    help=None if stat.S_ISDIR(mode) else "circuitlang fmt - < FILE")  # fmt: skip


def _rewrite(path: str, text: str) -> None:
    try:
        write_whole(path, text.encode())
    except OSError as problem:
        why = (problem.strerror or "it failed").lower()
        raise error("file-not-allowed", f"`{path}` cannot be written: {why}") from None


def _difference(name: str, old: str, new: str) -> str:
    from difflib import unified_diff

    found = []
    for line in unified_diff(
        old.splitlines(True), new.splitlines(True), name, f"{name} (formatted)", n=3
    ):
        found.append(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n")
    return "".join(found)


def _write(out: TextIO, text: str) -> None:
    """Text as UTF-8, as files are, whatever the stream would make of it; for a terminal, what the
    terminal can show."""
    buffer = None if out.isatty() else getattr(out, "buffer", None)
    if buffer is None:
        out.write(text)
        return
    out.flush()
    buffer.write(text.encode())
