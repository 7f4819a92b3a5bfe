"""The reader of the command line, and what it says about slips."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from circuitlang.cli import OPTIONS
from circuitlang.script.options import read
from circuitlang.text.errors import CircuitError
from tests.cli.commandline import FIRST, Done

Run = Callable[..., Done]


@pytest.mark.parametrize(
    ("arguments", "words", "options"),
    [
        ("a b", ["a", "b"], {}),
        ("a --json b", ["a", "b"], {"--json": [""]}),
        ("--set x=1 --set=y=2", [], {"--set": ["x=1", "y=2"]}),
        ("-c f -cg -c=h", [], {"-c": ["f", "g", "h"]}),
        ("-c -x -c --json", [], {"-c": ["-x", "--json"]}),
        ("- -- --json -c", ["-", "--json", "-c"], {}),
        ("--color=never --color always", [], {"--color": ["never", "always"]}),
    ],
)
def test_reading(arguments: str, words: list[str], options: dict[str, list[str]]) -> None:
    given = read(arguments.split(), OPTIONS)
    assert (given.words, given.options) == (words, options)


@pytest.mark.parametrize(
    ("arguments", "message", "help"),
    [
        ("--jsn", "there is no option `--jsn`", "did you mean `--json`?"),
        ("--over", "there is no option `--over`", "did you mean `--overwrite`?"),
        ("--xyzzy=3", "there is no option `--xyzzy`", "`circuitlang --help` lists the options"),
        ("-x", "there is no option `-x`", "`circuitlang --help` lists the options"),
        ("-ic", "there is no option `-ic`", "`circuitlang --help` lists the options"),
        ("--set", "`--set` needs a value", "write --set NAME=VALUE"),
        ("--set --json", "`--set` needs a value", "write --set NAME=VALUE"),
        ("--json=1", "`--json` takes no value", "write --json alone"),
        ("--color=alway", "`--color` cannot be `alway`", "did you mean `always`?"),
        ("--limit gates", "`--limit` needs a name and a value, not `gates`",
         "write it in one word: --limit NAME=N"),
    ],
)  # fmt: skip
def test_slips(arguments: str, message: str, help: str) -> None:
    with pytest.raises(CircuitError) as caught:
        read(arguments.split(), OPTIONS)
    assert (caught.value.message, caught.value.help) == (message, help)


def test_slips_are_wrong_use(run: Run) -> None:
    done = run("--jsn", FIRST)
    assert (done.status, done.out) == (2, "")
    assert done.err == (
        "error[bad-argument]: there is no option `--jsn`\n  = help: did you mean `--json`?\n"
    )


def test_options_belong_to_commands(run: Run) -> None:
    done = run("check", FIRST, "--overwrite")
    assert done.status == 2
    assert "`check` has no option `--overwrite`" in done.err
    assert run("gates", "--json").status == 2


def test_help_names_every_option(run: Run) -> None:
    done = run("--help")
    assert (done.status, done.err) == (0, "")
    assert done == run("-h") == run("run", FIRST, "--help")
    for option in OPTIONS:
        assert option.flag in done.out
    assert max(map(len, done.out.splitlines())) <= 100


def test_version(run: Run) -> None:
    from circuitlang import __version__

    assert run("--version") == Done(0, f"circuitlang {__version__}\n", "")
