"""The command line.  Results go to standard output, messages to standard error.

Exit status: 0 good; 1 an error in a circuit, a failed `expect` or `check`; 2 wrong use, a file that
cannot be read or is no circuit; 130 after Ctrl-C; 141, quietly, when the pipe is closed.
"""

from __future__ import annotations

import os
import sys

from circuitlang import __version__
from circuitlang.script.console import Console
from circuitlang.script.options import Given, Option, only_for, read, refuse
from circuitlang.text.errors import CircuitError
from circuitlang.text.escape import short, visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TextIO

    from circuitlang.script.runner import Outcome
    from circuitlang.session.session import Session
    from circuitlang.views.style import Line

GOOD, WRONG, MISUSE, INTERRUPTED, CLOSED = 0, 1, 2, 130, 141

RUNS = "run check draw export map"
OPTIONS = (
    Option("-c", "STATEMENTS", "statements instead of a file, or after it; may be repeated", "run"),
    Option("-o", "FILE", "where the result goes; its ending is its form", "draw export map"),
    Option("--data", "FILE", "the rows, .csv or .npy; columns named like inputs feed them", "map"),
    Option("--skip-bad", "", "leave rows out that are no numbers, and count them", "map"),
    Option("-i", "", "the prompt afterwards", "run"),
    Option("--set", "NAME=VALUE", "a value instead of the declared one; may be repeated", RUNS),
    Option(
        "--json", "", "one object as the only output; for several files one line each", "run check"
    ),
    Option("--strict", "", "a value or gradient that is not finite is an error", RUNS),
    Option("--quiet", "", "no notes; results, warnings and errors stay", "run check map"),
    Option("--overwrite", "", "`save`, `export` and `… as` may replace files", "run"),
    Option("--limit", "NAME=N", "another limit (see help limits); may be repeated", RUNS),
    Option("--untrusted", "", "a circuit from a stranger: small limits, no files", RUNS),
    Option(
        "--engine",
        "NAME",
        "what computes: reference, segments, numpy, kernel (else what fits)",
        RUNS,
    ),
    Option("--check", "", "change nothing; name the files that would change", "fmt"),
    Option("--diff", "", "change nothing; show what would change", "fmt"),
    Option("--color", "auto|always|never", "colours; auto: on a terminal, without NO_COLOR"),
    Option("--ascii", "", "signs of ASCII only"),
    Option("--version", "", "the version"),
    Option("--help", "", "this text"),
    Option("-h", "", "the same"),
)
USES = {
    "circuitlang": "the prompt",
    "circuitlang [run] FILE…": "run circuits; `-` is standard input",
    "circuitlang -c 'STATEMENTS'": "run statements",
    "circuitlang check FILE…": "every gradient against numbers; no output when good",
    "circuitlang fmt FILE…": "rewrite files in the one style; `-` is standard input",
    "circuitlang draw FILE [-o OUT]": "the circuit as a picture: .svg .dot .tex .mmd, or here",
    "circuitlang export FILE -o OUT": "the circuit in another form, which follows the ending",
    "circuitlang map FILE": "each row of --data in, its outputs and gradients out to -o",
    "circuitlang gates": "every gate with its local gradients",
    "circuitlang help [TOPIC]": "the commands and what else there is; what one of them does",
}


def main(
    argv: Sequence[str] | None = None,
    stdin: TextIO | None = None,
    stdout: TextIO | None = None,
    stderr: TextIO | None = None,
) -> int:
    """Run the command line and give the exit status; never raises."""
    arguments = sys.argv[1:] if argv is None else list(argv)
    out, err = stdout or sys.stdout or _nowhere(), stderr or sys.stderr or _nowhere()
    try:
        console = Console(out, err)
        status = _status(arguments, stdin or sys.stdin, console, argv is None)
        console.flush()
    except KeyboardInterrupt:
        return _leave(INTERRUPTED, out, err)
    except BrokenPipeError:
        return _leave(CLOSED, out, err)
    except OSError as problem:
        return _say(f"circuitlang: cannot write: {problem.strerror}", MISUSE, out, err)
    except MemoryError:
        return _say("circuitlang: the memory is used up", WRONG, out, err)
    except Exception as problem:
        if os.environ.get("CIRCUITLANG_DEBUG"):
            import traceback

            return _say(traceback.format_exc(), WRONG, out, err)
        name, said = type(problem).__name__, visible(short(str(problem).strip()))
        return _say(f"circuitlang: internal error ({name}: {said}); this is a mistake in "
                    "circuitlang, please report it", WRONG, out, err)  # fmt: skip
    return status


def _status(arguments: list[str], stdin: TextIO | None, console: Console,
            own: bool) -> int:  # fmt: skip
    given = Given(own)
    try:
        read(arguments, OPTIONS, given)
        console.dress(given.last("--color", "auto"), "--ascii" in given)
        if "--help" in given or "-h" in given:
            console.result(usage())
            return GOOD
        if "--version" in given:
            console.result([[("plain", f"circuitlang {__version__}")]])
            return GOOD
        name = given.words[0] if given.words and given.words[0] in COMMANDS else "run"
        words = given.words[1:] if given.words[:1] == [name] else given.words
        only_for(name, given, OPTIONS)
        return COMMANDS[name](words, given, stdin, console)
    except CircuitError as problem:
        _report(problem, "--json" in arguments, console)
        return MISUSE


def usage() -> list[Line]:
    """What `--help` prints."""
    rows = [*USES.items(), ("", ""), *((option.usage, option.help) for option in OPTIONS)]
    size = max(len(form) for form, _ in rows) + 2
    title: Line = [("title", "circuits of gates: values forward, gradients backward")]
    return [title, [], *([("name", f"  {form:{size}}"), ("plain", words)] if form else []
                         for form, words in rows)]  # fmt: skip


# ---------------------------------------------------------------------- run and check


def _run(words: list[str], given: Given, stdin: TextIO | None, console: Console) -> int:
    """`run FILE…`: each file in a session of its own, `-c` after it, then with `-i` the prompt.
    Without any of these: the prompt on a terminal, else what standard input holds."""
    alone = not words and "-c" not in given and "-i" not in given
    if alone and (stdin is None or not stdin.isatty()):
        words, alone = ["-"], False
    talks = alone or "-i" in given
    if talks and "--json" in given:
        raise refuse("`--json` is for programs: it does not go with the prompt")
    given.talks = talks
    status, session = _each(words or [""], given, stdin, console, False)
    if not talks or session is None:
        return status
    from circuitlang import repl

    fresh = not words and "-c" not in given
    color = given.last("--color", "") or None
    return max(status, repl.run(session, console, stdin, color=color, quiet="--quiet" in given,
                                fresh=fresh))  # fmt: skip


def _check(words: list[str], given: Given, stdin: TextIO | None, console: Console) -> int:
    if not words:
        raise refuse("`check` needs a file", "circuitlang check FILE")
    return _each(words, given, stdin, console, True)[0]


def _each(files: list[str], given: Given, stdin: TextIO | None, console: Console,
          check: bool) -> tuple[int, Session | None]:  # fmt: skip
    """Run or check each file; the worst status of all, and the last session."""
    from circuitlang.script.runner import Runner

    runner = Runner(given, stdin, console)
    worst = GOOD
    for file in files:
        title = file if len(files) > 1 else ""
        outcome = runner.check(file) if check else runner.run(file, title)
        _conclude(outcome, "--json" in given, check, console)
        worst = max(worst, outcome.status)
    return worst, outcome.session


def _conclude(outcome: Outcome, as_json: bool, check: bool, console: Console) -> None:
    """Show how a run ended.  People have seen its failed expectations as they came."""
    problem, failures = outcome.problem, outcome.failures
    if as_json and (failures or problem):
        rest = problem.errors if problem else ()
        hidden = problem.hidden if problem else 0
        _report(CircuitError(*failures, *rest, hidden=hidden), True, console)
    elif problem is not None:
        _report(problem, False, console)
    elif as_json and outcome.session is not None:
        import json

        found = {"version": 1, "errors": []} if check else outcome.session.json()
        console.raw(json.dumps(found, allow_nan=False))


def _report(problem: CircuitError, as_json: bool, console: Console) -> None:
    """Errors: to standard error for people, as an object to standard output for programs."""
    from circuitlang.views.snippet import SHOWN, render_all, to_json

    if not as_json:
        console.message(render_all(problem.errors, problem.hidden))
        return
    import json

    errors = [to_json(each) for each in problem.errors[:SHOWN]]
    more = problem.hidden + len(problem.errors) - len(errors)
    console.raw(json.dumps({"version": 1, "errors": errors} | ({"more": more} if more else {})))


# ---------------------------------------------------------------------- fmt, gates and help


def _fmt(words: list[str], given: Given, stdin: TextIO | None, console: Console) -> int:
    from circuitlang.script.fmt import fmt

    if not words:
        raise refuse("`fmt` needs a file", "circuitlang fmt FILE")
    return fmt(words, "--check" in given, "--diff" in given, stdin, console)


def _map(words: list[str], given: Given, stdin: TextIO | None, console: Console) -> int:
    from circuitlang.script.mapping import run_map
    from circuitlang.script.runner import Runner

    outcome = run_map(Runner(given, stdin, console), words, given, console)
    _conclude(outcome, False, False, console)
    return outcome.status


def _pictures(words: list[str], given: Given, stdin: TextIO | None, console: Console) -> int:
    """`draw FILE…` and `export FILE -o OUT`."""
    from circuitlang.script.pictures import asked, drawn
    from circuitlang.script.runner import Runner

    targets = asked(given.words[0], words, given)
    runner, worst = Runner(given, stdin, console), GOOD
    for file in words:
        outcome = drawn(runner, file, targets, file if len(words) > 1 else "")
        _conclude(outcome, False, False, console)
        worst = max(worst, outcome.status)
    return worst


def _gates(words: list[str], given: Given, stdin: TextIO | None, console: Console) -> int:
    from circuitlang import guide
    from circuitlang.views.page_view import page

    if words:
        raise refuse(f"`gates` takes no name, not `{words[0]}`", f"circuitlang help {words[0]}")
    console.result(page(guide.gates(), console.columns, None))
    return GOOD


def _help(words: list[str], given: Given, stdin: TextIO | None, console: Console) -> int:
    from circuitlang import guide
    from circuitlang.views.page_view import page

    found = [guide.page(word) for word in words] or [guide.front()]
    for index, each in enumerate(found):
        console.result([*([[]] if index else []), *page(each, console.columns, None)])
    return GOOD


COMMANDS: dict[str, Callable[[list[str], Given, TextIO | None, Console], int]] = {
    "run": _run,
    "check": _check,
    "fmt": _fmt,
    "draw": _pictures,
    "export": _pictures,
    "map": _map,
    "gates": _gates,
    "help": _help,
}


# ---------------------------------------------------------------------- leaving


def _nowhere() -> TextIO:
    """A stream for a standard stream that is closed."""
    return open(os.devnull, "w", encoding="utf-8")


def _leave(status: int, *streams: TextIO) -> int:
    """Leave without another word, even where the interpreter flushes at its end."""
    for stream in streams:
        try:
            stream.flush()
        except OSError:
            try:
                null = os.open(os.devnull, os.O_WRONLY)
                os.dup2(null, stream.fileno())
                os.close(null)
            except (OSError, ValueError):
                pass
    return status


def _say(words: str, status: int, out: TextIO, err: TextIO) -> int:
    try:
        err.write(words.rstrip() + "\n")
    except OSError:
        pass
    return _leave(status, out, err)
