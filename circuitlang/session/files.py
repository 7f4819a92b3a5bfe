"""Reading the files that a circuit names: only regular ones, only below its own folder."""

from __future__ import annotations

import errno
import os
import stat

from circuitlang.syntax.characters import decode
from circuitlang.syntax.parser import parse
from circuitlang.text.errors import CircuitError, Diagnostic, error
from circuitlang.text.source import Source, Span
from circuitlang.text.suggest import suggest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import BinaryIO

    from circuitlang.syntax import nodes
    from circuitlang.text.beneath import Base
    from circuitlang.text.limits import Limits

SOCKET = (errno.ENXIO, errno.EOPNOTSUPP)  # what systems say of a socket that is opened
PART = 2**16  # bytes that are read at once where nobody knows how many will come


class Folder:
    """The folder that the circuit may read: that of the file that was started."""

    def __init__(self, root: str | Path | None, limits: Limits) -> None:
        path = os.fspath(root) if root is not None else os.getcwd()
        try:
            self.root = os.path.realpath(path)
        except ValueError:
            raise error("file-not-found", f"`{path}` is no path of a folder") from None
        except OSError:  # a link went away while it was followed
            self.root = os.path.abspath(path)
        self.identity = _identity(self.root)
        self.limits = limits
        self.read_so_far = 0
        self._base: Base | None = None

    @property
    def base(self) -> Base:
        """Where the way to each file begins: this very folder, whatever its name leads to later."""
        if self._base is None:
            from circuitlang.text.beneath import Base

            self._base = Base(self.root, self.identity)
        return self._base

    def inside(self, path: str, beside: str, span: Span) -> str:
        """The real path of what a circuit names, or file-not-allowed.

        `beside` is the folder of the file that names it.  No link is followed out of the root.
        """
        if not self.limits.files:
            raise error("file-not-allowed", "a circuit from a stranger may not read files", span,
                        help="run it without --untrusted if you trust it")  # fmt: skip
        if "\0" in path or os.path.isabs(path) or os.path.splitdrive(path)[0]:
            raise error("file-not-allowed", f"`{path}` is not a path below the circuit's folder",
                        span, help="give a path relative to this file")  # fmt: skip
        real = resolved(os.path.join(beside, path), path, span)
        if not self._holds(real):
            raise error("file-not-allowed", f"`{path}` lies outside of the circuit's folder", span,
                        help="copy the file into the folder")  # fmt: skip
        return real

    def _holds(self, real: str) -> bool:
        """Does it lie in the folder, or is it the folder?"""
        try:
            return os.path.commonpath([self.root, real]) == self.root
        except ValueError:  # on another drive of Windows
            return False

    def below(self, path: str) -> Folder:
        """A folder below as one of its own: files there may not leave it."""
        folder = Folder(self.root, self.limits)
        folder._base, folder.root = self.base, path
        return folder

    def read(self, real: str, shown: str, span: Span | None, *, own: bool = False) -> bytes:
        """The bytes of a regular file; the sizes of all sources together are limited.

        `real` lies below the folder, and no link on the way is followed; but with `own` it is a
        person's own path.
        """
        from circuitlang.text.beneath import READ, Moved

        try:
            handle = os.open(real, READ) if own else self.base.file(real)
        except Moved as problem:
            raise error("file-not-allowed", f"`{shown}` cannot be read: {reason(problem)}", span,
                        ) from None  # fmt: skip
        except (OSError, ValueError) as problem:
            if isinstance(problem, OSError) and problem.errno in SOCKET:
                raise error("file-not-allowed", f"`{shown}` is no regular file, not a file to read",
                            span) from None  # fmt: skip
            raise error("file-not-found", f"`{shown}` cannot be read: {reason(problem)}", span,
                        ) from None  # fmt: skip
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            os.close(handle)
            what = "a folder" if stat.S_ISDIR(status.st_mode) else "no regular file"
            raise error("file-not-allowed", f"`{shown}` is {what}, not a file to read", span)
        with open(handle, "rb") as file:
            self.limits.check("source", self.read_so_far + status.st_size, span, f"`{shown}`")
            data = whole_of(file, status.st_size, self.limits.source - self.read_so_far)
        self.read_so_far += len(data)
        self.limits.check("source", self.read_so_far, span, f"`{shown}`")
        return data

    def data(self, path: str, span: Span) -> bytes:
        """The bytes of a data file that a circuit names (`csv`, `npy`)."""
        beside = getattr(span.source, "folder", None) or self.root
        return self.read(self.inside(path, beside, span), path, span)

    def include(self, statement: nodes.Include, source: Source,
                ) -> tuple[str, Source, Sequence[nodes.Statement]]:  # fmt: skip
        """The statements of an included file, under its real path."""
        span = Span(source, statement.path.at, statement.path.end)
        path = statement.path.value
        beside = getattr(source, "folder", None) or self.root
        real = self.inside(path, beside, span)
        try:
            data = self.read(real, path, span)
        except CircuitError as problem:
            raise _meant(problem.errors[0], path, real, self.base) from None
        shown = os.path.join(os.path.dirname(source.name), path)
        if source.name.startswith("<"):
            shown = path
        included = FileSource(shown, decode(data, shown).text, os.path.dirname(real))
        parsed = parse(included, nesting=self.limits.nesting, string=self.limits.string)
        if parsed.errors:
            raise CircuitError(*parsed.errors)
        return real, included, parsed.statements


class FileSource(Source):
    """A source that knows the folder that it came from."""

    __slots__ = ("folder",)

    def __init__(self, name: str, text: str, folder: str) -> None:
        super().__init__(name, text)
        self.folder = folder


def _meant(problem: Diagnostic, path: str, real: str, base: Base) -> CircuitError:
    """A file that is not there, with one beside it of nearly the same name."""
    if problem.code != "file-not-found":
        return CircuitError(problem)
    folder, name = os.path.split(path)
    others = base.names(os.path.dirname(real))
    near = f"{name}.circ" if f"{name}.circ" in others else suggest(name, others)
    mend = f"did you mean `{os.path.join(folder, near)}`?" if near else (
        "paths are relative to the file that they stand in")  # fmt: skip
    return error(problem.code, problem.message, problem.span, help=mend)


def whole_of(file: BinaryIO, size: int, most: int) -> bytes:
    """What is in a file of that size; of one that grows meanwhile, or whose size the system does
    not tell, as much as comes, up to one byte more than `most`."""
    data = file.read(min(size, most) + 1)
    if len(data) <= size:
        return data
    parts = [data]
    left = most + 1 - len(data)
    while left > 0 and (part := file.read(min(left, PART))):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def _identity(path: str) -> tuple[int, int] | None:
    """Device and number of a folder; None where there is none."""
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_dev, status.st_ino


def resolved(path: str, shown: str, span: Span | None) -> str:
    """The path without links.  Raises file-not-found for what is no path, and where a link goes
    away while it is followed."""
    try:
        return os.path.realpath(path)
    except (OSError, ValueError) as problem:
        raise error("file-not-found", f"`{shown}` cannot be read: {reason(problem)}", span,
                    ) from None  # fmt: skip


def reason(problem: OSError | ValueError) -> str:
    """Why a file cannot be opened, in a few words."""
    if not isinstance(problem, OSError):
        return "this is no path"
    return (problem.strerror or "it is not there").lower()
