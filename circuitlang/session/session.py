"""A conversation about one circuit: what the prompt, the script runner and Python talk to."""

from __future__ import annotations

import sys
from itertools import zip_longest
from time import monotonic

from circuitlang.circuit import as_engine, as_limits
from circuitlang.reports.report import Report
from circuitlang.session.checking import check_source
from circuitlang.session.desk import Desk
from circuitlang.session.files import Folder
from circuitlang.session.past import Past, changes_circuit, short_form
from circuitlang.session.registry import COMMANDS
from circuitlang.session.state import State
from circuitlang.syntax import nodes
from circuitlang.syntax.parser import parse
from circuitlang.text.errors import CircuitError, Diagnostic, error
from circuitlang.text.limits import FILES_DEEP
from circuitlang.text.pace import Pace
from circuitlang.text.source import Source, Span
from circuitlang.views.progress import progress

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path
    from typing import Any

    from circuitlang.session.past import TakenOut
    from circuitlang.text.limits import Limits

DEFAULT = "forward; backward; show"


class Replies(list[Report]):
    """The reports of some statements, in order; as a string what a person would have read, each
    with as many digits as were asked for when it came."""

    def __init__(self) -> None:
        super().__init__()
        self._digits: list[int | None] = []

    def add(self, report: Report, digits: int | None) -> None:
        self._digits.append(digits)
        self.append(report)

    def __str__(self) -> str:
        from circuitlang.views.render import text

        return "\n".join(text(report, digits=digits) for report, digits in self._with_digits())

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        from circuitlang.exports.bundle import together

        return together(self._with_digits())

    def _with_digits(self) -> Iterator[tuple[Report, int | None]]:
        return zip_longest(self, self._digits[: len(self)])


class Session(Desk):
    """Statements go in, reports come out.  A statement happens whole or not at all: after an
    error or Ctrl-C the session is as it was before it."""

    def __init__(
        self,
        *,
        strict: bool = False,
        limits: Limits | Mapping[str, float] | None = None,
        untrusted: bool = False,
        folder: str | Path | None = None,
        presets: Mapping[str, float] | None = None,
        overwrite: bool = False,
        engine: str = "",
    ) -> None:
        """`strict` makes non-finite results errors; `limits` by name replace the defaults, which
        `untrusted` makes small; `folder` is where included files may lie (default: the current
        one); `presets` are values that hold instead of the declared ones; with `overwrite`
        saving may replace files; `engine` names what computes (default: what fits)."""
        self.limits = as_limits(limits, untrusted)
        self.folder = Folder(folder, self.limits)
        self.overwrite = overwrite
        self.engine = as_engine(engine)
        self.strict, self.presets = strict, dict(presets or {})
        super().__init__(self.empty_state())
        self.past = Past()
        self.taken_out: TakenOut | None = None  # by `undo`, until it is done
        self.history_source: Callable[[], list[str]] | None = None  # what the prompt remembers
        self.began = monotonic()  # when the present run did, for the limit on its time
        self.running: list[Source] = []  # sources that are being run: one loads the next
        self.leaving = False  # `quit` was said
        self.typed = False  # a person typed this: paths may lie anywhere
        self.repeatable: str | None = None  # what an empty line repeats
        self.ask: Callable[[str], str | None] | None = None  # puts a question to a person
        self.progress: Callable[[str], None] | None = None  # shows a line; empty: takes it away

    def empty_state(self) -> State:
        """A state without a circuit, whose files lie in the session's folder."""
        return State(self.limits, self.strict, self.folder, self.presets, self.engine)

    def begin_anew(self) -> None:
        """An empty circuit; how numbers are shown stays."""
        digits, self.state = self.state.digits, self.empty_state()
        self.state.digits = digits

    # ------------------------------------------------------------------ running

    def execute(self, text: str) -> Replies:
        """Run statements and give their reports.

        Raises CircuitError: all errors that can be found without running, before anything runs;
        the first other one at its statement; failed expectations and checks at the end.
        """
        replies = Replies()
        if not isinstance(text, str):
            raise error("bad-argument", f"statements are a string, not {type(text).__name__}")
        failures = self.run(Source("<string>", text),
                            lambda report: replies.add(report, self.state.digits))  # fmt: skip
        if failures:
            raise CircuitError(*failures)
        return replies

    def run(
        self, source: Source, emit: Callable[[Report], None], *, default: bool = False
    ) -> list[Diagnostic]:
        """Run a source, handing each report to `emit` as it comes; the failed expectations and
        checks.  With `default`, a source of declarations only is run as if it ended in
        `forward`, `backward`, `show`.  Raises CircuitError for every other error."""
        self._emit, self.failures, self.repeatable = emit, [], None
        self.began = monotonic()
        self.pace = self._new_pace()
        self.run_source(source, default)
        return self.failures

    def _new_pace(self) -> Pace | None:
        """What tells a person how far reading and building are, where there is one."""
        show = self.progress
        if show is None:
            return None

        def far(done: int, of: int, seconds: float, words: str) -> None:
            show(progress(done, of, seconds, f"{done:,} of {of:,} {words}"))

        return Pace(far, lambda: show(""))

    def run_source(self, source: Source, default: bool = False) -> None:
        """Run a source in the middle of a run."""
        self._refuse_loop(source)
        self.running.append(source)
        try:
            self._run_source(source, default)
        finally:
            self.running.pop()
            self.hush()

    def _refuse_loop(self, source: Source) -> None:
        """A file that loads itself in the end would never end."""
        folder = getattr(source, "folder", None)
        if folder is not None and any(
            folder == getattr(each, "folder", None) and source.text == each.text
            for each in self.running
        ):
            raise error("cycle", f"`{source.name}` loads itself", self.place,
                        help="take one of the loads out")  # fmt: skip
        if len(self.running) > FILES_DEEP:
            raise error("limit-exceeded", f"files load each other more than {FILES_DEEP} deep",
                        self.place, help="load the inner ones from the first file")  # fmt: skip

    def _run_source(self, source: Source, default: bool) -> None:
        statements = self._declared(source)
        for statement in statements:
            if not self.leaving:
                self._one(statement)
        if default and not statements:
            end = len(source.text.rstrip())
            place = Span(source, source.text.rfind("\n", 0, end) + 1, end)
            self.implied = True
            try:
                for statement in parse(Source("", DEFAULT)).statements:
                    self._one(statement, place)
            finally:
                self.implied = False

    def declare(self, source: Source, commands: tuple[str, ...] = ()) -> None:
        """Add the declarations of a source.  All of its commands are checked, only those named
        here run.  Raises CircuitError with everything that is wrong."""
        for statement in self._declared(source):
            word = statement.word.text if isinstance(statement, nodes.Command) else ""
            if isinstance(statement, nodes.Declaration) or word in commands:
                self._one(statement)

    def _declared(self, source: Source) -> list[nodes.Statement]:
        """Check a source as a whole and add its declarations up to the first command; the
        statements from there on, for their turn to come."""
        self.source = source
        known = self.state.builder.symbols
        parsed = parse(source, nesting=self.limits.nesting, string=self.limits.string,
                       declared=known.__contains__, pace=self.pace)  # fmt: skip
        first = next((index for index, statement in enumerate(parsed.statements)
                      if not isinstance(statement, nodes.Declaration)), len(parsed.statements),
                     )  # fmt: skip
        old, past, lowerer = self.state, self.past.stacks, self.state.lowerer
        mark, lowerer.world.pace = lowerer.mark(), self.pace
        try:
            before = check_source(self, parsed, first)
            declared = parsed.statements[:first]
            if declared:
                words = [short_form(source, statement) for statement in declared]
                state = old.copy()
                for statement in declared:
                    assert isinstance(statement, nodes.Declaration)
                    state.keep(statement, source)
                self.past.record(words, before, old, state)
                self.state = state
        except BaseException as problem:
            lowerer.rollback(mark)
            self.state, self.past.stacks = old, past
            if isinstance(problem, MemoryError):
                raise self.limits.used_up() from None
            raise
        return parsed.statements[first:]

    def _one(self, statement: nodes.Statement, place: Span | None = None) -> None:
        """Run one statement (that stands at `place`): whole, or the session stays as it was."""
        before, mark = self.state, self.state.lowerer.mark()
        past, told = self.past.stacks, len(self.warnings)
        try:
            self.state, self.repeatable = before.copy(), None
            self.place = place or self.span(statement)
            self.state.tell(self.pace)
            if self.limits.time is not None:
                self.limits.check("time", monotonic() - self.began, self.place, "this run")
            self.perform(statement)
            if changes_circuit(statement):
                words = [short_form(self.source, statement)]
                self.past.record(words, mark, before, self.state)
            self.taken_out = None
        except BaseException as problem:
            self._put_back(before, mark)
            self.state, self.past.stacks = before, past
            del self.warnings[told:]
            if isinstance(problem, MemoryError):
                raise self.limits.used_up(self.place) from None
            raise

    def _put_back(self, before: State, mark: tuple[Any, ...]) -> None:
        """The circuit as it was at the mark, also where an `undo` has taken declarations out."""
        if self.taken_out is None:
            return before.lowerer.rollback(mark)
        low, count, declared = self.taken_out
        before.lowerer.rollback(low)
        before.lowerer.again(declared, mark)
        before.declared[count : before.count] = declared
        self.taken_out = None

    def perform(self, statement: nodes.Statement) -> None:
        """Run a statement; of poles and overflows circuitlang tells, not NumPy."""
        if "numpy" not in sys.modules:
            return self._perform(statement)
        from circuitlang.readings.arrays import quiet

        with quiet():
            self._perform(statement)

    def _perform(self, statement: nodes.Statement) -> None:
        if isinstance(statement, nodes.Declaration):
            self.state.lowerer.declare(statement, self.source)
            self.state.keep(statement, self.source)
        elif isinstance(statement, nodes.Command):
            row = COMMANDS[statement.word.text]
            extra: dict[str, Any] = {"bang": True} if statement.bang else {}
            self.say(row.run(self, **statement.slots, **extra))
        else:
            from circuitlang.session.commands import numbers

            if isinstance(statement, nodes.Bare):
                self.say(numbers.value_of_expression(self, statement.expr))
            else:
                numbers.timed(self, statement)
