"""The user's own settings: config.toml and init.circ in the configuration folder."""

from __future__ import annotations

import os
import re

from circuitlang.text.errors import CircuitError, Diagnostic, error
from circuitlang.text.records import NamedTuple
from circuitlang.text.source import Source, Span
from circuitlang.text.suggest import suggest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

LARGEST = 1 << 20  # bytes of a file of settings


class Config(NamedTuple):
    """What config.toml may hold, with the values that hold without it."""

    toolbar: bool = True
    keys: str = "emacs"
    pager: bool = True
    color: str = "auto"
    digits: int | None = None
    history: bool = True
    suggestions: bool = True


def _is_bool(value: Any) -> bool:
    return isinstance(value, bool)


ALLOWED: dict[str, tuple[str, Callable[[Any], bool]]] = {
    "toolbar": ("true or false", _is_bool),
    "keys": ('"emacs" or "vi"', lambda value: value in ("emacs", "vi")),
    "pager": ("true or false", _is_bool),
    "color": ('"auto", "always" or "never"', lambda value: value in ("auto", "always", "never")),
    "digits": ("a whole number from 0 to 17", lambda value: type(value) is int and 0 <= value < 18),
    "history": ("true or false", _is_bool),
    "suggestions": ("true or false", _is_bool),
}


def beneath(variable: str, otherwise: str, *names: str) -> str | None:
    """A place in one of the user's folders, by the XDG Base Directory Specification: below what the
    variable says, unless that is relative; None where there is no home either."""
    for path in (os.environ.get(variable, ""), os.path.expanduser(otherwise)):
        if os.path.isabs(path):
            return os.path.join(path, *names)
    return None


def folder() -> str | None:
    """Where the user's settings are: `CIRCUITLANG_CONFIG`, else below `XDG_CONFIG_HOME`."""
    own = os.environ.get("CIRCUITLANG_CONFIG")
    return own or beneath("XDG_CONFIG_HOME", "~/.config", "circuitlang")


def load() -> tuple[Config, list[Diagnostic]]:
    """The settings, and what is wrong with them: what is right counts all the same."""
    try:
        source = read("config.toml")
    except CircuitError as problem:
        return Config(), list(problem.errors)
    if source is None:
        return Config(), []
    import tomllib

    try:
        given = tomllib.loads(source.text)
    except tomllib.TOMLDecodeError as wrong:
        return Config(), [_broken(source, str(wrong))]
    problems = [found for key, value in given.items() if (found := _wrong(source, key, value))]
    right = {key: value for key, value in given.items()
             if key in ALLOWED and ALLOWED[key][1](value)}  # fmt: skip
    return Config(**right), problems


def init() -> Source | None:
    """init.circ, if there is one.  Raises CircuitError where it cannot be read."""
    return read("init.circ")


def read(name: str) -> Source | None:
    """A file of the configuration folder, or None where there is none."""
    from circuitlang.syntax.characters import decode

    place = folder()
    if place is None:
        return None
    path = os.path.join(place, name)
    try:
        with open(path, "rb") as file:
            return decode(file.read(LARGEST), path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as problem:
        why = (problem.strerror or "it cannot be opened").lower()
        raise error("file-not-found", f"`{path}` cannot be read: {why}") from None


def _broken(source: Source, words: str) -> Diagnostic:
    """A file that is no TOML; the parser's words end in the place."""
    found = re.search(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)", words)
    row, column = (int(found[1]), int(found[2])) if found and found[1] else (0, 0)
    lines = source.text.split("\n")
    at = len(source.text.rstrip())
    if row:
        at = sum(len(line) + 1 for line in lines[: row - 1]) + column - 1
    message = words[: found.start()] if found else words
    return Diagnostic(
        "syntax",
        f"this is no TOML: {message[:1].lower()}{message[1:]}",
        Span(source, at, at + 1),
        help='a setting is written like `keys = "vi"`',
    )


def _wrong(source: Source, key: str, value: Any) -> Diagnostic | None:
    """What is wrong with one setting."""
    place = re.search(rf'(?m)^[ \t\[]*["\']?({re.escape(key)})\b', source.text)
    span = Span(source, place.start(1), place.end(1)) if place else None
    if key not in ALLOWED:
        near = suggest(key, ALLOWED)
        mend = f"did you mean `{near}`?" if near else f"there are {', '.join(ALLOWED)}"
        return Diagnostic("bad-argument", f"there is no setting `{key}`", span, help=mend)
    words, fits = ALLOWED[key]
    if fits(value):
        return None
    return Diagnostic("bad-argument", f"`{key}` must be {words}", span)
