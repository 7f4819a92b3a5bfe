"""Text -> statements.

Each statement is parsed on its own: what is wrong with one leaves the others whole, and memory is
given back as the parser goes.
"""

from __future__ import annotations

import gc
from _thread import RLock  # what `threading` is made of

from circuitlang.syntax import nodes
from circuitlang.syntax.build import Builder
from circuitlang.syntax.characters import bad_character, check_kind
from circuitlang.syntax.lexer import BadCharacter, Lexeme, Lexer
from circuitlang.syntax.machine import END, Machine, Run, Unexpected
from circuitlang.syntax.scanner import Scan, Scanner
from circuitlang.syntax.words import words
from circuitlang.text.errors import CircuitError, Diagnostic
from circuitlang.text.records import NamedTuple
from circuitlang.text.source import Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from circuitlang.text.pace import Pace

    Known = Callable[[str], bool]

NESTING = 200
STRING = 1_000_000
MOST_ERRORS = 100
TOLD = 256  # statements between two looks at how far it is


class Parsed(NamedTuple):
    """The statements of a source in order, and one diagnostic for each that is none: the first
    hundred; `hidden` counts the others."""

    statements: list[nodes.Statement]
    errors: list[Diagnostic]
    hidden: int = 0


class _Parser:
    """The scanner, lexer, machine and builder of the grammar; one for the process."""

    def __init__(self) -> None:
        self.builder = Builder()
        self.words = words()
        self.scanner = Scanner(self.words)
        self.lexer = Lexer(self.words)
        self.machine = Machine(self.builder)
        self.lock = RLock()  # an interrupt as it is given back stops nobody

    def run(self, source: Source, at: int, end: int, start: str, longest: int) -> Any:
        """The node for `source.text[at:end]`.  Raises CircuitError, Unexpected, BadCharacter."""
        self.builder.begin(source, longest)
        run = Run(self.machine, start)
        self.lexer.feed(source, at, end, run)
        return run.feed(END, Lexeme(END, "", end, end))

    def explain(
        self, wrong: Exception, source: Source, at: int, end: int, known: Known
    ) -> Diagnostic:
        """What `run` raised, in the user's words."""
        from circuitlang.syntax import slips
        from circuitlang.syntax.case import case

        if isinstance(wrong, Unexpected):
            return slips.explain(case(source, at, end, wrong.token, wrong.run, self.words, known))
        if isinstance(wrong, BadCharacter):
            return slips.unknown_sign(source, wrong.at)
        assert isinstance(wrong, CircuitError)
        return wrong.errors[0]


_loaded: _Parser | None = None
_loading = RLock()


def _parser() -> _Parser:
    global _loaded
    with _loading:
        if _loaded is None:
            _loaded = _Parser()
    return _loaded


def parse(
    source: Source,
    *,
    nesting: int = NESTING,
    string: int = STRING,
    declared: Known = lambda name: False,
    pace: Pace | None = None,
) -> Parsed:
    """All statements of a source; those that are wrong become diagnostics, in order of place.

    `nesting` bounds the brackets and blocks within one another, `string` the characters of one
    string.  A text in another language (XML, JSON) is one `not-a-circuit`.  `declared` tells which
    names a session knows already: a statement that begins with one of them is no unknown command.
    `pace` is told how far it is.
    """
    try:
        check_kind(source)
    except CircuitError as other:
        return Parsed([], [*other.errors])
    parser = _parser()
    with parser.lock:
        collecting = gc.isenabled()
        gc.disable()  # it would walk all nodes again and again, and none of them is in a cycle
        try:
            scan = parser.scanner.scan(source, nesting)
            return _parse(parser, source, scan, string, declared, pace)
        finally:
            if collecting:
                gc.enable()


def _parse(parser: _Parser, source: Source, scan: Scan, string: int, declared: Known,
           pace: Pace | None) -> Parsed:  # fmt: skip
    statements: list[nodes.Statement] = []
    errors = [bad_character(source, place) for place in scan.loose[:MOST_ERRORS]]
    failed = len(scan.loose)

    def known(name: str) -> bool:
        return declared(name) or name in _declared(statements)

    said = 0
    indent: int | None = None
    for number, (at, end, problem) in enumerate(scan.pieces):
        if pace is not None and not number % TOLD:
            pace.at(number, len(scan.pieces), "statements read")
        if indent is not None and source.position(at)[1] > indent:
            continue  # the body of a `def f(x):` that was reported
        indent = None
        if problem is None:
            try:
                statements.append(parser.run(source, at, end, "statement", string))
                continue
            except (CircuitError, Unexpected, BadCharacter) as wrong:
                if said < MOST_ERRORS:
                    problem = parser.explain(wrong, source, at, end, known)
                if source.text[end - 1] == ":":
                    indent = source.position(at)[1]
        failed += 1
        if problem is not None and said < MOST_ERRORS:
            errors.append(problem)
            said += 1
    errors.sort(key=lambda one: one.span.start if one.span else 0)
    return Parsed(statements, errors[:MOST_ERRORS], max(0, failed - MOST_ERRORS))


def _declared(statements: list[nodes.Statement]) -> set[str]:
    """The names that these statements declare."""
    names: set[str] = set()
    for one in statements:
        if isinstance(one, nodes.Leaves):
            names.update(leaf.target.name for leaf in one.items)
        elif isinstance(one, nodes.Assign):
            names.add(one.target.name)
        elif isinstance(one, nodes.Define):
            names.add(one.name.text)
    return names


def parse_expression(source: Source, start: int, end: int) -> nodes.Expr:
    """The expression `source.text[start:end]`; raises CircuitError."""
    text = source.text[start:end]
    start += len(text) - len(text.lstrip(" \t"))
    end -= len(text) - len(text.rstrip(" \t"))
    parser = _parser()
    with parser.lock:
        try:
            expr: nodes.Expr = parser.run(source, start, max(start, end), "value", STRING)
        except (Unexpected, BadCharacter) as wrong:
            problem = parser.explain(wrong, source, start, end, lambda name: True)
            raise CircuitError(problem) from None
    return expr


def is_complete(text: str) -> bool:
    """Whether Enter should run `text`: no bracket is open, and no operator waits for an operand."""
    parser = _parser()
    source = Source("", text)
    scan = parser.scanner.scan(source, NESTING)
    if not scan.pieces:
        return True
    at, end, problem = scan.pieces[-1]
    if scan.open:
        return problem is not None and problem.code != "unclosed-bracket"
    if problem is not None or source.text[end - 1] not in "-+*/@^<>=,":
        return True
    wrong = parse(Source("", source.text[at:end])).errors
    return not wrong or wrong[0].span is None or wrong[0].span.end < end - at
