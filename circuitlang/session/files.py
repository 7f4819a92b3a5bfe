"""Reading the files that a circuit names: only regular ones, only below its own folder."""

from __future__ import annotations

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

    from circuitlang.syntax import nodes
    from circuitlang.text.limits import Limits


class Folder:
    """The folder that the circuit may read: that of the file that was started."""

    def __init__(self, root: str | Path | None, limits: Limits) -> None:
        self.root = os.path.realpath(os.fspath(root) if root is not None else os.getcwd())
        self.limits = limits
        self.read_so_far = 0

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
        real = os.path.realpath(os.path.join(beside, path))
        if os.path.commonpath([self.root, real]) != self.root:
            raise error("file-not-allowed", f"`{path}` lies outside of the circuit's folder", span,
                        help="copy the file into the folder")  # fmt: skip
        return real

    def read(self, real: str, shown: str, span: Span | None) -> bytes:
        """The bytes of a regular file; the sizes of all sources together are limited."""
        try:
            handle = os.open(real, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        except OSError as problem:
            raise error("file-not-found", f"`{shown}` cannot be read: {reason(problem)}", span,
                        ) from None  # fmt: skip
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            os.close(handle)
            what = "a folder" if stat.S_ISDIR(status.st_mode) else "no regular file"
            raise error("file-not-allowed", f"`{shown}` is {what}, not a file to read", span)
        with open(handle, "rb") as file:
            self.limits.check("source", self.read_so_far + status.st_size, span, f"`{shown}`")
            data = file.read(self.limits.source - self.read_so_far + 1)
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
            raise _meant(problem.errors[0], path, real) from None
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


def _meant(problem: Diagnostic, path: str, real: str) -> CircuitError:
    """A file that is not there, with one beside it of nearly the same name."""
    if problem.code != "file-not-found":
        return CircuitError(problem)
    folder, name = os.path.split(path)
    try:
        with os.scandir(os.path.dirname(real)) as entries:
            others = [entry.name for entry in entries if entry.is_file()]
    except OSError:
        others = []
    near = f"{name}.circ" if f"{name}.circ" in others else suggest(name, others)
    mend = f"did you mean `{os.path.join(folder, near)}`?" if near else (
        "paths are relative to the file that they stand in")  # fmt: skip
    return error(problem.code, problem.message, problem.span, help=mend)


def reason(problem: OSError) -> str:
    """Why a file cannot be opened, in a few words."""
    return (problem.strerror or "it is not there").lower()
