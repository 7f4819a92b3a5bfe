"""The conversation: read, run, show; until Ctrl-D or `quit`."""

from __future__ import annotations

import io
import os

from circuitlang import __version__
from circuitlang.repl import config
from circuitlang.repl.pager import page
from circuitlang.repl.statements import Statement, statements
from circuitlang.script.console import Console
from circuitlang.text.errors import CircuitError, Diagnostic
from circuitlang.views.render import lines
from circuitlang.views.snippet import render_all

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol

    from circuitlang.reports.report import Report
    from circuitlang.session.session import Session
else:
    Protocol = object  # says its types; nothing is made of it


class Reader(Protocol):
    """Where entries come from: a terminal, or plain lines."""

    def read(self) -> str: ...
    def ask(self, question: str) -> str | None: ...


class Prompt:
    """One conversation about a session."""

    def __init__(
        self,
        session: Session,
        console: Console,
        reader: Reader,
        *,
        quiet: bool = False,
        paged: bool = False,
        seated: bool = True,
    ) -> None:
        """With `quiet` no greeting and no notes; `paged` results that are taller than the
        terminal go through a pager; somebody is `seated` there who can be asked."""
        self.session = session
        self.console = console
        self.reader = reader
        self.quiet = quiet
        self.paged = paged
        self.line = 1  # the number of the next line that is entered
        self.entered: list[str] = []
        self.failed = False  # something went wrong
        self.warnings: list[str] = []  # of what reads and keeps the lines; not told yet
        session.history_source = lambda: self.entered
        session.ask = reader.ask if seated else None
        session.progress = console.progress if console.watched and not quiet else None

    def greet(self) -> None:
        version = ".".join(__version__.split(".")[:2])
        show = self.console.result if self.console.out.isatty() else self.console.message
        show([[("title", f"circuitlang {version}"), ("dim", "  ·  help, or Ctrl-D to leave")]])

    def talk(self) -> None:
        """Until the end."""
        while True:
            try:  # around the loop, so that there is no moment between two lines to leave at
                while not self.session.leaving:
                    self.warn()
                    self.console.flush()
                    self.take(self.reader.read())
                return
            except KeyboardInterrupt:
                continue  # the line is dropped
            except EOFError:
                return

    def take(self, entry: str) -> None:
        """Run what was entered, statement by statement, to the first error."""
        if not entry.strip():
            entry = self.session.repeatable or ""
        elif not entry.startswith((" ", "\t")):
            self.entered.append(entry)
        waiting = list(statements(entry, self.line))
        self.line += entry.count("\n") + 1 if entry.strip() else 0
        self.session.typed = True
        for done, statement in enumerate(waiting, 1):
            if not self.run(statement):
                self.failed = True
                self._left_out(len(waiting) - done)
                return
            if self.session.leaving:
                return

    def run(self, statement: Statement) -> bool:
        """Run one statement; whether the next may follow.  The session is as it was if not."""
        try:
            if statement.problem is not None:
                raise CircuitError(statement.problem)
            self.failed |= bool(self.session.run(statement.source, self.show))
        except CircuitError as problem:
            self.complain(*problem.errors, hidden=problem.hidden)
        except KeyboardInterrupt:
            self.say("stopped")
        except OSError:
            raise  # of the console: nobody reads what is said
        except MemoryError:
            self.say("the memory is used up", "error")
        except Exception as problem:
            self.say(_internal(problem), "error")
        else:
            return True
        return False

    def _left_out(self, count: int) -> None:
        if count:
            self.say(f"{count:,} statement{'s were' if count > 1 else ' was'} not run")

    # ------------------------------------------------------------------ showing

    def show(self, report: Report) -> None:
        console = self.console
        shown = lines(report, console.columns, self.session.state.digits, console.ascii)
        if not shown:
            return
        if report.channel != "result":
            if not self.quiet or hasattr(report, "diagnostic"):
                console.message(shown)
        elif not (self.paged and len(shown) >= self._rows() and self._page(shown)):
            console.result(shown)
            console.flush()

    def _page(self, shown: list[list[tuple[str, str]]]) -> bool:
        text = io.StringIO()
        console = Console(text, text)
        console.ascii = self.console.ascii
        console.colors[id(text)] = self.console.colors[id(self.console.out)]
        console.result(shown)
        self.console.flush()
        return page(text.getvalue())

    def _rows(self) -> int:
        try:
            return os.get_terminal_size(self.console.out.fileno()).lines
        except (OSError, ValueError):
            return 1_000_000

    def complain(self, *problems: Diagnostic, hidden: int = 0) -> None:
        self.console.message(render_all(problems, hidden))

    def warn(self) -> None:
        """Tell what there is to be warned of."""
        while self.warnings:
            self.say(self.warnings.pop(0), "warning")

    def say(self, words: str, style: str = "dim") -> None:
        self.console.message([[("plain", "  "), (style, words)]])

    # ------------------------------------------------------------------ settings

    def begin(self) -> None:
        """Run the user's init.circ."""
        try:
            source = config.init()
            if source is not None:
                self.session.run(source, self.show)
        except CircuitError as problem:
            self.complain(*problem.errors, hidden=problem.hidden)
        except KeyboardInterrupt:
            self.say("stopped")


def _internal(problem: Exception) -> str:
    if os.environ.get("CIRCUITLANG_DEBUG"):
        import traceback

        return "".join(traceback.format_exception(problem))
    return (f"internal error ({type(problem).__name__}: {problem}); this is a mistake in "
            "circuitlang, please report it; the session is as it was")  # fmt: skip
