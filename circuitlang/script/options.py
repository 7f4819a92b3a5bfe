"""Reads the command line by a table: what argparse does, without the time that it takes to load."""

from __future__ import annotations

from circuitlang.text.errors import error
from circuitlang.text.suggest import suggest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from circuitlang.text.errors import CircuitError


class Option:
    """One option: `value` names what it takes (`NAME=N`; empty: nothing), as `a|b|c` the words
    that it may be; `commands` are those that know it, empty: all."""

    __slots__ = ("commands", "flag", "help", "value")

    def __init__(self, flag: str, value: str, help: str, commands: str = "") -> None:
        self.flag = flag
        self.value = value
        self.help = help
        self.commands = frozenset(commands.split())

    @property
    def usage(self) -> str:
        return f"{self.flag} {self.value}".rstrip()


class Given:
    """What a command line holds: words, and the values of each option in order.  `own` tells
    whether it is that of this process (and not given by a Python program), `talks` whether the
    prompt follows."""

    __slots__ = ("options", "own", "talks", "words")

    def __init__(self, own: bool = False) -> None:
        self.own = own
        self.talks = False
        self.words: list[str] = []
        self.options: dict[str, list[str]] = {}

    def __contains__(self, flag: str) -> bool:
        return flag in self.options

    def all(self, flag: str) -> list[str]:
        return self.options.get(flag, [])

    def last(self, flag: str, otherwise: str) -> str:
        return self.all(flag)[-1] if flag in self.options else otherwise

    def switches(self, *flags: str) -> dict[str, bool]:
        """The flags without their dashes, and whether each was given."""
        return {flag.strip("-"): flag in self.options for flag in flags}


def refuse(message: str, help: str | None = None) -> CircuitError:
    """The error for wrong use of the command line."""
    return error("bad-argument", message, help=help)


def meant(word: str, known: Iterable[str], otherwise: str) -> str:
    near = suggest(word, known)
    return f"did you mean `{near}`?" if near else otherwise


def read(arguments: Sequence[str], table: Sequence[Option], into: Given | None = None) -> Given:
    """Words and options in any order; `--` ends the options, `-` is a word.

    `--set x=3` and `--set=x=3` are the same, as are `-c TEXT` and `-cTEXT`.  Raises CircuitError.
    """
    given = Given() if into is None else into
    by_flag = {option.flag: option for option in table}
    waiting = iter(arguments)
    for argument in waiting:
        if argument == "--":
            given.words.extend(waiting)
        elif argument == "-" or not argument.startswith("-"):
            given.words.append(argument)
        else:
            option, value = _split(argument, by_flag)
            if option.value and value is None:
                value = next(waiting, None)
                if value is None or (value in by_flag and option.flag != "-c"):
                    raise refuse(f"`{option.flag}` needs a value", f"write {option.usage}")
            elif value is not None and not option.value:
                raise refuse(f"`{option.flag}` takes no value", f"write {option.flag} alone")
            given.options.setdefault(option.flag, []).append(_checked(option, value or ""))
    return given


def only_for(command: str, given: Given, table: Sequence[Option]) -> None:
    """Raise where an option was given that this command does not know."""
    for option in table:
        if option.flag in given and option.commands and command not in option.commands:
            homes = ", ".join(sorted(option.commands))
            raise refuse(f"`{command}` has no option `{option.flag}`", f"it is for: {homes}")


def _split(argument: str, by_flag: dict[str, Option]) -> tuple[Option, str | None]:
    """The option of an argument, and the value that is written into it."""
    flag, sign, value = argument.partition("=")
    if flag in by_flag:
        return by_flag[flag], value if sign else None
    short = by_flag.get(argument[:2])
    if short is not None and short.value and not argument.startswith("--"):
        return short, argument[2:]
    help = "`circuitlang --help` lists the options"
    if len(flag) > 2 and flag.startswith("--"):
        help = meant(flag, by_flag, help)
    near = [one for one in by_flag if len(flag) > 2 and one.startswith(flag)]
    if len(near) == 1:
        help = f"did you mean `{near[0]}`?"
    raise refuse(f"there is no option `{flag}`", help)


def _checked(option: Option, value: str) -> str:
    words = option.value.split("|")
    if len(words) > 1 and value not in words:
        help = meant(value, words, f"one of {', '.join(words)}")
        raise refuse(f"`{option.flag}` cannot be `{value}`", help)
    if option.value.startswith("NAME=") and not value.partition("=")[2]:
        raise refuse(f"`{option.flag}` needs a name and a value, not `{value}`",
                     f"write it in one word: {option.flag} {option.value}")  # fmt: skip
    return value
