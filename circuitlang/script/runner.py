"""Runs the circuits of a command line: from a file's name to an outcome."""

from __future__ import annotations

import os

from circuitlang.engines import ENGINES
from circuitlang.meaning.builder import Builder
from circuitlang.meaning.lower import Lowerer
from circuitlang.script import reading
from circuitlang.script.options import meant, refuse
from circuitlang.script.watch import TimeIsUp, Watch
from circuitlang.session.session import Session
from circuitlang.syntax import nodes
from circuitlang.syntax.characters import decode
from circuitlang.syntax.parser import parse
from circuitlang.text.errors import CircuitError, error
from circuitlang.text.limits import Limits
from circuitlang.text.source import Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TextIO

    from circuitlang.reports.report import Report
    from circuitlang.script.console import Console
    from circuitlang.script.options import Given
    from circuitlang.text.errors import Diagnostic

TYPED = "<command line>"
IN_THE_CIRCUIT = ("bad-character", "limit-exceeded")  # what can be wrong with a file that is one


class Outcome:
    """How a run ended.

    failures  failed expectations, which were shown as they came
    problem   the errors that are not shown yet
    status    the exit status
    """

    __slots__ = ("failures", "problem", "session", "status")

    def __init__(self, session: Session | None, problem: CircuitError | None, status: int,
                 failures: Sequence[Diagnostic] = ()) -> None:  # fmt: skip
        self.session = session
        self.problem = problem
        self.status = status
        self.failures = tuple(failures)


class Runner:
    """Runs each file in a session of its own, all with the same options.

    Raises CircuitError for options that make no sense.
    """

    def __init__(self, given: Given, stdin: TextIO | None, console: Console) -> None:
        self.stdin = stdin
        self.console = console
        self.silent = "--json" in given
        self.quiet = "--quiet" in given
        self.strict = "--strict" in given
        self.overwrite = "--overwrite" in given
        self.statements = "\n".join(given.all("-c"))
        self.session: Session | None = None  # of the present run
        self.size = 0  # of the source that was read last, in bytes
        self.limits = limits_of(given)
        self.engine = given.last("--engine", "")
        if self.engine and self.engine not in ENGINES:
            help = meant(self.engine, ENGINES, f"there is: {', '.join(ENGINES)}")
            raise refuse(f"there is no engine `{self.engine}`", help)
        self.presets = dict(map(self._preset, given.all("--set")))
        if "--untrusted" in given and given.own:
            from circuitlang.script.confine import confine

            confine(self.limits, talks=given.talks, writes="-o" in given, runs=len(given.words))

    # ------------------------------------------------------------------ run

    def run(self, file: str, title: str = "") -> Outcome:
        """Run a file (`-`: standard input; empty: none), then the statements of `-c`."""
        return self._in_time(lambda: self._run(file, title))

    def _in_time(self, work: Callable[[], Outcome]) -> Outcome:
        """A whole run, from the reading on; where its time is up, that is how it ended."""
        self.session = None
        watch = Watch(self.limits)
        try:
            with watch:
                return work()
        except TimeIsUp:
            session: Session | None = self.session
            problem = watch.error(session.place if session else None)
            return Outcome(session, problem, 1, session.failures if session else ())

    def _run(self, file: str, title: str) -> Outcome:
        try:
            sources = self._sources(file)
            session = self.session = self._session(file)
        except CircuitError as problem:
            return self._unread(problem)
        self._refuse_unknown(sources, file)
        failures: list[Diagnostic] = []
        emit = self.emitter(session, title)
        for source in sources:
            session.typed = source.name == TYPED
            try:
                failures += session.run(source, emit, default=source is sources[-1])
            except CircuitError as problem:
                failures += session.failures
                return Outcome(session, problem, _status(problem, source), failures)
        return Outcome(session, None, 1 if failures else 0, failures)

    def emitter(self, session: Session, title: str) -> Callable[[Report], None]:
        """What shows the reports of a run as they come, `title` before the first result."""
        if self.silent:
            return lambda report: None
        from circuitlang.views.render import lines

        console, waiting = self.console, [title] if title else []

        def emit(report: Report) -> None:
            shown = lines(report, console.columns, session.state.digits, console.ascii)
            if report.channel != "result":
                if shown and not (self.quiet and not hasattr(report, "diagnostic")):
                    console.message(shown)
            elif shown:
                if waiting:
                    console.result([[("title", f"==> {waiting.pop()} <==")]])
                console.result(shown)

        return emit

    # ------------------------------------------------------------------ check

    def check(self, file: str) -> Outcome:
        """Build a file's circuit, then hold the gradients of each output against numbers.  Of its
        commands only `set` runs, so that inputs have their values."""
        from circuitlang.reports.check import check_gradients, diagnostics

        failures: list[Diagnostic] = []

        def hold(session: Session) -> None:
            state = session.state
            builder, tape = state.builder, state.builder.tape
            for wire in builder.outputs or ((builder.last,) if builder.last >= 0 else ()):
                session.forward()
                report = check_gradients(state.circuit._program(), state.leaves(), wire)
                failures.extend(diagnostics(report, tape.place(wire)))

        outcome = self.stand(file, ("set",), hold)
        if not failures:
            return outcome
        errors = outcome.problem.errors if outcome.problem else ()
        hidden = outcome.problem.hidden if outcome.problem else 0
        together = CircuitError(*failures, *errors, hidden=hidden)
        return Outcome(outcome.session, together, max(outcome.status, 1))

    def stand(self, file: str, commands: Sequence[str], then: Callable[[Session], None]) -> Outcome:
        """Build a file's circuit, run those of its commands that are named, then call `then`."""
        return self._in_time(lambda: self._stand(file, commands, then))

    def _stand(self, file: str, commands: Sequence[str], then: Callable[[Session], None],
               ) -> Outcome:  # fmt: skip
        try:
            source = self._read(file)
            session = self.session = self._session(file)
        except CircuitError as problem:
            return self._unread(problem)
        self._refuse_unknown([source], file)
        try:
            session.declare(source, commands=tuple(commands))
            then(session)
        except CircuitError as problem:
            return Outcome(session, problem, _status(problem, source))
        return Outcome(session, None, 0)

    # ------------------------------------------------------------------ what is read

    def _sources(self, file: str) -> list[Source]:
        self.size = 0
        found = [self._read(file)] if file else []
        return [*found, Source(TYPED, self.statements)] if self.statements else found

    def _read(self, file: str) -> Source:
        data, name = reading.read(file, self.stdin, self.limits)
        self.size = len(data)
        return decode(data, name)

    def _unread(self, problem: CircuitError) -> Outcome:
        return Outcome(None, problem, 1 if problem.code in IN_THE_CIRCUIT else 2)

    def _session(self, file: str) -> Session:
        folder = "." if file in ("", "-") else os.path.dirname(file) or "."
        session = Session(
            strict=self.strict,
            limits=self.limits,
            folder=folder,
            presets=self.presets,
            overwrite=self.overwrite,
            engine=self.engine,
        )
        if self.console.watched and not (self.silent or self.quiet):
            session.progress = self.console.progress
        session.folder.read_so_far = self.size  # what it includes is counted with it
        return session

    # ------------------------------------------------------------------ --set

    def _preset(self, text: str) -> tuple[str, float]:
        """Name and value of `--set x=2*pi`."""
        source = Source("--set", f"const {text}")
        parsed = parse(source)
        if parsed.errors:
            raise CircuitError(*parsed.errors)
        builder = Builder(self.limits)
        for statement in parsed.statements:
            if isinstance(statement, nodes.Leaves):
                Lowerer(builder).declare(statement, source)
        if len(parsed.statements) != 1 or len(builder.symbols) != 1:
            raise refuse(f"`{text}` is not one name and its value", "use --set for each of them")
        name, wire = next(iter(builder.symbols.items()))
        return name, builder.constant(wire)

    def _refuse_unknown(self, sources: list[Source], file: str) -> None:
        """Raise where `--set` names what the circuit does not declare, or a gate."""
        if not self.presets:
            return
        session = self._session(file)
        try:
            for source in sources:
                session.declare(source)
        except CircuitError:
            return  # the run will say it
        builder = session.state.builder
        for name in self.presets:
            wire = builder.symbols.get(name)
            if wire is None:
                missing = builder.undefined(name, None)
                raise error("undefined-name", f"`--set {name}=…`: {missing.message}",
                            help=missing.help)  # fmt: skip
            if not builder.tape.is_leaf(wire):
                raise error("not-a-leaf", f"`--set {name}=…`: `{name}` is a gate, and computed",
                            help="set one of its inputs")  # fmt: skip


def limits_of(given: Given) -> Limits:
    """The limits of a command line.  Raises bad-argument."""
    limits = Limits(untrusted="--untrusted" in given)
    for text in given.all("--limit"):
        name, _, value = text.partition("=")
        limits = limits.replace(name, value)
    return limits


def _status(problem: CircuitError, source: Source) -> int:
    """2 if what was started is no circuit, else 1."""
    span = problem.span
    started = span is not None and span.source is source
    return 2 if problem.code == "not-a-circuit" and started else 1
