"""Notebooks: `%load_ext circuitlang`, then cells that begin with `%%circuit` are of the language.

All of them are one conversation, as at the prompt.  `%%circuit NAME` also puts the circuit, as it
is after the cell, into the notebook's variable NAME; `%%circuit --new` begins anew.
"""

from __future__ import annotations

from circuitlang.exports.bundle import reported
from circuitlang.session.session import Session
from circuitlang.text.errors import CircuitError
from circuitlang.text.source import Source
from circuitlang.views.snippet import render
from circuitlang.views.style import plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from circuitlang.reports.report import Report
    from circuitlang.text.errors import Diagnostic

NEW = "--new"


class Shown:
    """A report on its way into a notebook."""

    def __init__(self, report: Report, digits: int | None) -> None:
        self.report = report
        self.digits = digits

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return reported(self.report, self.digits)


class Cells:
    """The conversation of a notebook."""

    def __init__(self, shell: Any) -> None:
        self.shell = shell
        self.count = 0
        self.session = self._new()

    def _new(self) -> Session:
        session = Session()
        session.typed = True
        return session

    def run(self, line: str, cell: str) -> None:
        """A cell of the language; raises UsageError with everything that is wrong in it."""
        from IPython.core.error import UsageError
        from IPython.display import display

        words = line.split()
        names = [word for word in words if word != NEW]
        if len(names) > 1 or not all(name.isidentifier() for name in names):
            raise UsageError(f"%%circuit takes the name of a variable, or {NEW}")
        if NEW in words:
            self.session = self._new()
        session = self.session
        self.count += 1

        def show(report: Report) -> None:
            display(Shown(report, session.state.digits))  # type: ignore[no-untyped-call]

        try:
            failures = session.run(Source(f"<cell {self.count}>", cell), show)
        except CircuitError as problem:
            raise UsageError(_text(problem.errors)) from None
        for name in names:
            self.shell.user_ns[name] = session.state.circuit
        if failures:
            raise UsageError(f"{len(failures)} of what was expected did not hold")


def _text(errors: Any) -> str:
    found: list[Diagnostic] = list(errors)
    return "\n".join(["", *(plain(render(each)) for each in found)])


def load_ipython_extension(shell: Any) -> None:
    """Make `%%circuit` known; IPython calls this at `%load_ext circuitlang`."""
    cells = Cells(shell)
    shell.register_magic_function(cells.run, "cell", "circuit")
