"""What an input may make the interpreter do: an audit hook that sees files, sockets, processes,
imports, `exec` and `compile`.

The hook is there for good once it is added (Python has no way back); it looks only while `watched`
is open.  Whatever happens inside of an import is the module's own doing; which modules may be
imported at all is `MODULES`.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path

import circuitlang

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

MODULES = frozenset(sys.stdlib_module_names) | {
    "circuitlang", "lark", "numpy", "prompt_toolkit", "uniplot"}  # fmt: skip
NEVER = (
    "socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork",
    "os.startfile", "pty.", "ctypes.", "urllib.", "http.", "ftplib.", "smtplib.", "imaplib.",
    "webbrowser.", "pickle.", "os.kill", "os.putenv", "os.unsetenv", "code.__new__", "exec",
    "compile", "marshal.", "builtins.breakpoint", "sqlite3.", "syslog.", "mmap.",
)  # fmt: skip
PATHS = ("open", "os.listdir", "os.scandir", "os.rename", "os.remove", "os.rmdir", "os.mkdir",
         "os.link", "os.symlink", "os.truncate", "os.chmod", "os.chown", "os.utime", "os.chdir",
         "shutil.", "tempfile.", "glob.")  # fmt: skip
IMPORTER = "<frozen importlib"
PACKAGE = os.path.dirname(os.path.realpath(circuitlang.__file__))
READER = os.path.join(PACKAGE, "exports", "helpers.py")  # reads the package's own functions


class Forbidden(BaseException):
    """Raised into the interpreter, so that what it was about to do does not happen."""


class _Watch:
    """What is forbidden at this moment, and what was tried."""

    folder: str | None = None  # nothing is watched while there is none
    tried: list[str]
    added = False


def _by(file: str) -> bool:
    """Is what happens the doing of this file?"""
    frame: Any = sys._getframe(2)
    while frame is not None:
        if frame.f_code.co_filename.startswith(file):
            return True
        frame = frame.f_back
    return False


def _importing() -> bool:
    return _by(IMPORTER)


def _reading(event: str) -> bool:
    """What exported code brings along is source of the package, parsed by ast to be printed."""
    return event == "compile" and _by(READER)


def _inside(path: Any, folder: str) -> bool:
    if isinstance(path, int):
        return True  # a file that is open already
    try:
        real = os.path.realpath(os.fsdecode(path))
    except (TypeError, ValueError):
        return True  # no path at all: it opens nothing
    return real == folder or real.startswith(folder + os.sep)


def _hook(event: str, args: tuple[Any, ...]) -> None:
    folder = _Watch.folder
    if folder is None:
        return
    if event == "import":
        wrong = args[0].partition(".")[0] not in MODULES
    elif event.startswith(PATHS):
        wrong = any(isinstance(path, str | bytes | os.PathLike) and not _inside(path, folder)
                    for path in args[:2 if event in ("os.rename", "os.link") else 1])  # fmt: skip
        if event == "os.listdir" and _inside(args[0], PACKAGE):
            return  # which forms of export there are
        wrong = wrong and not _importing()
    elif event.startswith(NEVER):
        wrong = not (_importing() or _reading(event))
    else:
        return
    if wrong:
        _Watch.tried.append(f"{event} {str(args[0])[:200] if args else ''}")
        raise Forbidden(_Watch.tried[-1])


@contextmanager
def watched(folder: Path) -> Iterator[list[str]]:
    """While it is open, files may be opened in `folder` alone; gives what else was tried."""
    if not _Watch.added:
        sys.addaudithook(_hook)
        _Watch.added = True
    _Watch.tried = []
    _Watch.folder = os.path.realpath(folder)
    try:
        yield _Watch.tried
    finally:
        _Watch.folder = None


@contextmanager
def resting() -> Iterator[None]:
    """While it is open nothing is watched: for what reads an output again."""
    folder, _Watch.folder = _Watch.folder, None
    try:
        yield
    finally:
        _Watch.folder = folder
