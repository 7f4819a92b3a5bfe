"""Circuits from text: `parse` and `load`."""

from __future__ import annotations

from circuitlang.session.session import Session
from circuitlang.syntax.characters import decode
from circuitlang.text.errors import error
from circuitlang.text.source import Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from os import PathLike

    from circuitlang.circuit import Circuit
    from circuitlang.text.limits import Limits


def parse(
    text: str,
    *,
    folder: str | PathLike[str] | None = None,
    untrusted: bool = False,
    limits: Mapping[str, float] | Limits | None = None,
    strict: bool = False,
    engine: str = "",
) -> Circuit:
    """The circuit that `text` declares.  Its commands are checked, but do not run.

    Files that it includes lie in `folder` (default: the current one).  `untrusted` sets small
    limits and forbids files, `limits` replaces single limits by name (`{"gates": 1000}`), `strict`
    makes every value or gradient that is not finite an error.  `engine` names what computes:
    `reference`, `segments`, `numpy` or `kernel` (default: what fits).

    Raises CircuitError with everything that is wrong in `errors`.
    """
    if not isinstance(text, str):
        raise error("bad-argument", f"the text of a circuit is a string, not {_kind(text)}",
                    help="circuitlang.load(path) reads a file")  # fmt: skip
    session = Session(strict=strict, limits=limits, untrusted=untrusted, folder=_path(folder),
                      engine=engine)  # fmt: skip
    session.declare(Source("<string>", text))
    return session.state.circuit


def load(
    path: str | PathLike[str],
    *,
    folder: str | PathLike[str] | None = None,
    untrusted: bool = False,
    limits: Mapping[str, float] | Limits | None = None,
    strict: bool = False,
    engine: str = "",
) -> Circuit:
    """The circuit that a file declares; as `parse`, and files that it includes lie in its own
    folder unless `folder` names another.  Raises CircuitError."""
    name = _path(path)
    if name is None:
        raise error("bad-argument", "`load` needs the path of a file, not None")
    home = _path(folder) or name.rpartition("/")[0] or ("/" if name[:1] == "/" else ".")
    session = Session(strict=strict, limits=limits, untrusted=untrusted, folder=home,
                      engine=engine)  # fmt: skip
    session.declare(decode(session.folder.read(name, name, None, own=True), name))
    return session.state.circuit


def _path(path: object) -> str | None:
    from os import fsdecode

    if path is None:
        return None
    try:
        return fsdecode(path)  # type: ignore[arg-type]
    except TypeError:
        raise error("bad-argument", f"a path is a string or a Path, not {_kind(path)}") from None


def _kind(value: object) -> str:
    return type(value).__name__
