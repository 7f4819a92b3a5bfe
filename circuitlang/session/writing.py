"""Writing the files that a command names: where it may, and whole or not at all."""

from __future__ import annotations

import os
import stat

from circuitlang.session.files import reason, resolved
from circuitlang.text.errors import CircuitError, error
from circuitlang.text.escape import visible
from circuitlang.text.records import NamedTuple
from circuitlang.text.whole import write_whole

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from circuitlang.session.session import Session
    from circuitlang.syntax.nodes import Text
    from circuitlang.text.beneath import Base
    from circuitlang.text.source import Span

CIRCUITS = (".circ",)


def allowed(session: Session, path: Text, endings: Sequence[str]) -> str:
    """The real path of a file to write, or file-not-allowed.

    What a person types may lie anywhere and be called anything.  A circuit writes only files with
    one of the `endings`, in its folder or below, and nothing there whose name begins with a dot.
    """
    span = session.span(path)
    if not session.limits.files:
        raise error("file-not-allowed", "a circuit from a stranger may not write files", span,
                    help="run it without --untrusted if you trust it")  # fmt: skip
    if not path.value or "\0" in path.value:
        raise error("file-not-allowed", f"`{path.value}` is no path", span)
    if session.typed:
        return resolved(os.path.expanduser(path.value), path.value, span)
    beside = getattr(session.source, "folder", None) or session.folder.root
    try:
        real = session.folder.inside(path.value, beside, span)
    except CircuitError as outside:
        raise error(outside.code, outside.errors[0].message, span,
                    help="a circuit writes only in its own folder") from None  # fmt: skip
    names = [path.value, real]  # a link may lead to a file of another kind
    if not all(name.endswith(tuple(endings)) for name in names):
        raise error("file-not-allowed", f"`{path.value}` does not end in {_either(endings)}", span,
                    help="a circuit writes no other files; at the prompt you may")  # fmt: skip
    if visible(path.value) != path.value:  # whoever lists the folder may have no sink for them
        raise error("file-not-allowed", f"`{path.value}` holds a character that cannot be seen",
                    span, help="a circuit writes no such names")  # fmt: skip
    for parts in (path.value, os.path.relpath(real, session.folder.root)):
        if any(part.startswith(".") and part not in (".", "..")
               for part in parts.replace("\\", "/").split("/")):  # fmt: skip
            raise error("file-not-allowed", f"`{path.value}` is hidden: its name begins with a dot",
                        span, help="a circuit writes no hidden files")  # fmt: skip
    return real


class Target(NamedTuple):
    """Where to write: the `real` path, below which folder (None: a person's own path, anywhere),
    and whether there may be nothing there yet."""

    real: str
    base: Base | None
    fresh: bool


def destination(session: Session, word: str, path: Text, endings: Sequence[str],
                bang: bool) -> Target:  # fmt: skip
    """The same, where there may be a file already: it is replaced only if the person says so, by
    the `bang` of a command that was typed (`word` is how it is written with one), or by
    `--overwrite` where it stands in a file."""
    real, span = allowed(session, path, endings), session.span(path)
    replaces = session.overwrite or (bang and session.typed)
    target = Target(real, None if session.typed else session.folder.base, not replaces)
    try:
        there = os.lstat(real)
    except OSError as problem:
        if not os.path.isdir(os.path.dirname(real)):
            above = os.path.dirname(real if session.typed else path.value)
            mend = f"make `{above or os.curdir}` first"
            raise error("file-not-found", f"there is no folder for `{path.value}`", span,
                        help=mend) from None  # fmt: skip
        if not isinstance(problem, FileNotFoundError):
            raise _unwritten(path, problem, span) from None
        return target
    if not stat.S_ISREG(there.st_mode):
        what = "a folder" if stat.S_ISDIR(there.st_mode) else "no regular file"
        raise error("file-not-allowed", f"`{path.value}` is {what}", span)
    if not replaces:
        mend = "run it with --overwrite (in Python: Session(overwrite=True))"
        if session.typed:
            mend = f"{word} {span.text} replaces it"
        raise error("file-not-allowed", f"`{path.value}` is there already", span, help=mend)
    return target


def write(session: Session, path: Text, target: Target, data: bytes) -> None:
    """Make `data` the content of the file, whole or not at all."""
    try:
        write_whole(target.real, data, target.base, fresh=target.fresh)
    except OSError as problem:
        raise _unwritten(path, problem, session.span(path)) from None


def _unwritten(path: Text, problem: OSError, span: Span) -> CircuitError:
    return error("file-not-allowed", f"`{path.value}` cannot be written: {reason(problem)}", span)


def _either(endings: Sequence[str]) -> str:
    quoted = [f"`{ending}`" for ending in endings]
    return " or ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)
