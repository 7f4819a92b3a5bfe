"""Reading what a person named on the command line: it may lie anywhere, and be a pipe."""

from __future__ import annotations

import os

from circuitlang.script.pipes import opened, text_of
from circuitlang.text.errors import error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

    from circuitlang.text.errors import CircuitError
    from circuitlang.text.limits import Limits


def read(file: str, stdin: TextIO | None, limits: Limits) -> tuple[bytes, str]:
    """The bytes of a file (`-`: standard input), no more than the limit, and what messages call
    it.  Raises file-not-found, file-not-allowed, limit-exceeded."""
    most = limits.source
    if file == "-":
        data, file = _all_of(stdin, most + 1), "<stdin>"
    else:
        try:
            with opened(file) as handle:
                limits.check("source", os.fstat(handle.fileno()).st_size, None, f"`{file}`")
                data = text_of(handle, most + 1)
        except (OSError, ValueError) as problem:
            raise _unreadable(file, problem) from None
    limits.check("source", len(data), None, f"`{file}`")
    return data, file


def _all_of(stdin: TextIO | None, most: int) -> bytes:
    if stdin is None:
        raise error("file-not-found", "standard input is closed")
    buffer = getattr(stdin, "buffer", None)
    if buffer is None:
        return stdin.read(most).encode("utf-8", "surrogatepass")
    return text_of(buffer, most)


def _unreadable(file: str, problem: OSError | ValueError) -> CircuitError:
    """Why a file cannot be read, and which one was perhaps meant."""
    if not isinstance(problem, FileNotFoundError):
        why = (getattr(problem, "strerror", None) or "this is no path").lower()
        return error("file-not-found", f"`{file}` cannot be read: {why}")
    folder, name = os.path.split(file)
    try:
        others = [entry.name for entry in os.scandir(folder or ".") if not entry.is_dir()]
    except OSError:
        return error("file-not-found", f"there is no file `{file}`",
                     help=f"there is no folder `{folder}` either")  # fmt: skip
    words = [] if folder else ["run", "check", "fmt", "draw", "export", "gates", "help"]
    beside = os.path.join(folder, meaning) if (meaning := _near(name, others)) else None
    near = beside or _near(name, words)
    return error("file-not-found", f"there is no file `{file}`",
                 help=f"did you mean `{near}`?" if near else None)  # fmt: skip


def _near(name: str, others: list[str]) -> str | None:
    from circuitlang.text.suggest import suggest

    if f"{name}.circ" in others:
        return f"{name}.circ"
    return suggest(name, others)
