"""Errors as data: a diagnostic says what is wrong, where, and how to mend it."""

from __future__ import annotations

from circuitlang.text.escape import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from circuitlang.text.source import Span


class Label:
    """A second place that belongs to an error, with a few words (`X is 10 × 3`)."""

    __slots__ = ("span", "words")

    def __init__(self, span: Span, words: str) -> None:
        self.span = span
        self.words = words


class Diagnostic:
    """One error or warning.

    `code` is a key of the catalog; `message` one sentence in the user's words, without a full stop;
    `span` the place (None for mistakes of a Python caller); `words` stand under the place;
    `help` is the mend; `labels` are further places; `lines` are extra lines of explanation.
    What of a circuit stands in the words is `visible`: a Python program prints them as they are.
    """

    __slots__ = ("code", "help", "labels", "lines", "message", "severity", "span", "words")

    def __init__(
        self,
        code: str,
        message: str,
        span: Span | None = None,
        *,
        help: str | None = None,
        words: str = "",
        labels: Sequence[Label] = (),
        lines: Sequence[str] = (),
        severity: str = "error",
    ) -> None:
        self.code = code
        self.message = visible(message)
        self.span = span
        self.help = visible(help) if help else help
        self.words = visible(words)
        self.labels = tuple(labels)
        self.lines = tuple(map(visible, lines))
        self.severity = severity

    def __repr__(self) -> str:
        span = self.span
        place = f"{visible(span.file)}:{span.line}:{span.column}: " if span else ""
        return f"{place}{self.severity}[{self.code}]: {self.message}"


class CircuitError(Exception):
    """The one exception that circuitlang raises on purpose.

    `code`, `message`, `span` and `help` are those of the first error; `errors` holds all of them,
    and `hidden` counts those beyond the first 100 that were found but not kept.
    """

    def __init__(self, *errors: Diagnostic, hidden: int = 0) -> None:
        self.errors = errors
        self.hidden = hidden
        super().__init__(errors[0].message)

    @property
    def code(self) -> str:
        return self.errors[0].code

    @property
    def message(self) -> str:
        return self.errors[0].message

    @property
    def span(self) -> Span | None:
        return self.errors[0].span

    @property
    def help(self) -> str | None:
        return self.errors[0].help

    def __str__(self) -> str:
        first = self.errors[0]
        more = len(self.errors) - 1 + self.hidden
        rest = f" (and {more} more)" if more else ""
        mend = f"; {first.help}" if first.help else ""
        return f"{first!r}{mend}{rest}"


def error(
    code: str,
    message: str,
    span: Span | None = None,
    *,
    help: str | None = None,
    words: str = "",
    labels: Sequence[Label] = (),
    lines: Sequence[str] = (),
) -> CircuitError:
    """A CircuitError of one diagnostic, ready to be raised."""
    return CircuitError(
        Diagnostic(code, message, span, help=help, words=words, labels=labels, lines=lines)
    )
