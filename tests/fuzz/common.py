"""What the targets share."""

from __future__ import annotations

from circuitlang.text.errors import CircuitError
from circuitlang.text.limits import Limits
from circuitlang.views.snippet import render_all
from circuitlang.views.style import ansi, plain

TIME = 1.0  # seconds for a run: so there is room up to the two that are held


class Nonsense(Exception):
    """An output that is not what it has to be."""


def limits(*, files: bool = False) -> Limits:
    """Those of a stranger's circuit, with less time."""
    found = Limits.untrusted().replace("time", TIME)
    found.files = files
    return found


def errors(problem: CircuitError) -> str:
    """All that a person would read about a mistake."""
    shown = render_all(problem.errors, problem.hidden)
    ansi(shown)
    return plain(shown)
