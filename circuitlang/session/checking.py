"""What can be found wrong with a command before anything runs."""

from __future__ import annotations

import re

from circuitlang.meaning.expressions import CONSTANTS, Reader
from circuitlang.meaning.resolve import check_expression
from circuitlang.meaning.world import Follow
from circuitlang.session.registry import COMMANDS
from circuitlang.session.rules import RULES, readings, subscripts
from circuitlang.session.world import SPECIAL
from circuitlang.syntax import nodes
from circuitlang.syntax.words import words
from circuitlang.text.errors import CircuitError, Diagnostic, error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from circuitlang.session.session import Session
    from circuitlang.syntax.parser import Parsed

MOST = 100  # errors that are kept; the rest is counted

FUNCTIONS = frozenset(SPECIAL) | {"shape", "randn", "uniform"}
# a name before `=`, `,`, `:` or a line's end, perhaps with subscripts, and after `def`; nothing in
# it may look far: the text comes from anyone
LEFT = re.compile(
    r"(?<=\bdef )[^\W\d]\w*+"
    r"|\b[^\W\d]\w*+(?=[ \t]{0,9}+(?:\[[^]\n]{0,99}+\][ \t]{0,9}+)?(?:[=,:]|$))",
    re.MULTILINE,
)
MOST_LINES, WIDEST = 100, 10_000  # of a block, and characters of a line
RENAMING = {"load", "reset", "undo", "redo", "delete"}  # commands that change what names there are


def changes_names(statement: nodes.Statement) -> bool:
    """Whether the names of the circuit are not known until this has run."""
    if isinstance(statement, nodes.Time):
        return changes_names(statement.statement)
    return isinstance(statement, nodes.Command) and statement.word.text in RENAMING


def names_in(problem: Diagnostic) -> list[str]:
    """The names that a statement that could not be parsed would perhaps have declared: uses of
    them are not reported."""
    if problem.span is None:
        return []
    source, line = problem.span.source, problem.span.line
    lines = [source.line(line)[:WIDEST]]
    depth = 0
    for number in range(line - 1, max(source.first_line, line - MOST_LINES) - 1, -1):
        text = source.line(number)[:WIDEST]
        lines.append(text)
        depth += text.count("{") - text.count("}")
        if depth > 0:  # the mistake is inside of the block that begins here
            return LEFT.findall("\n".join(lines))
    return LEFT.findall(lines[0])


def check_source(session: Session, parsed: Parsed, first: int) -> tuple[Any, ...]:
    """Raise everything that is wrong with a source and shows without running it.

    Where nothing is, its declarations before statement `first` stay in the circuit (those after
    commands are taken out again: they come when it is their turn), and the mark before them is
    given back.
    """
    lowerer, statements = session.state.lowerer, parsed.statements
    source, world, found = session.source, lowerer.world, list(parsed.errors)
    before = cut = lowerer.mark()
    lowerer.builder.counts.looked = 0
    lowerer.look_ahead(statements, source)
    world.failed = {name for problem in found for name in names_in(problem)}
    names_known = True
    try:
        for index, statement in enumerate(statements):
            if session.pace is not None:
                session.pace.at(index, len(statements), "statements built")
            if index == first:
                cut = lowerer.mark()
            if isinstance(statement, nodes.Declaration):
                found += lowerer.attempt(statement, source)
            elif names_known:
                found += check_command(session, statement)
                names_known = not changes_names(statement)
    except BaseException:
        lowerer.rollback(before)
        raise
    finally:
        world.failed, world.later, world.defined_later = set(), {}, {}
        world.blind = False
    if found:
        lowerer.rollback(before)
        if len({id(problem.span.source) for problem in found if problem.span}) == 1:
            found.sort(key=lambda problem: problem.span.start if problem.span else -1)
        hidden = parsed.hidden + max(0, len(found) - MOST)
        raise CircuitError(*found[:MOST], hidden=hidden)
    if first < len(statements):
        lowerer.rollback(cut)
    return before


def check_command(session: Session, statement: nodes.Statement) -> list[Diagnostic]:
    """The errors of a command that show without running it: at most one."""
    try:
        _check(session, statement)
    except Follow:
        return []
    except CircuitError as failure:
        world = session.state.lowerer.world
        if failure.code == "no-output" and (world.failed or world.blind):
            return []  # what failed would have been the gate
        return [_called(problem) for problem in failure.errors]
    return []


def _called(problem: Diagnostic) -> Diagnostic:
    """`print(x)` calls no gate: a command was meant, as functions are in other languages."""
    word = problem.span.text if problem.span else ""
    if problem.code != "unknown-gate" or word not in words().heads:
        return problem
    mend = "an expression alone prints its value" if word == "print" else (
        f"a command takes no parentheses: {word} …")  # fmt: skip
    message = f"there is no gate called `{word}`, but a command"
    return Diagnostic(problem.code, message, problem.span, help=mend)


def _check(session: Session, statement: nodes.Statement) -> None:
    if isinstance(statement, nodes.Time):
        _check(session, statement.statement)
    elif isinstance(statement, nodes.Bare):
        _bare(session, statement)
    elif isinstance(statement, nodes.Command):
        session.place = session.span(statement)
        kinds = COMMANDS[statement.word.text].slots
        for slot, argument in statement.slots.items():
            if argument is None:
                continue
            kind = kinds[slot]
            if kind == "Name":
                assert isinstance(argument, nodes.Expr)
                session.wire(argument)
            elif kind == "Names":
                assert isinstance(argument, tuple)
                for pattern in argument:
                    if isinstance(pattern, nodes.Pattern) and pattern.name is not None:
                        session.wire(pattern.name)
            elif kind == "Value":
                assert isinstance(argument, nodes.Expr)
                check_value(session, argument)
            elif kind == "String" and statement.word.text == "print":
                assert isinstance(argument, nodes.Text)
                from circuitlang.syntax.template import parse_template

                for part in parse_template(argument, session.source):
                    if not isinstance(part, str):
                        check_value(session, part[0])
        if statement.word.text in RULES:
            RULES[statement.word.text](session, **statement.slots)


def _bare(session: Session, statement: nodes.Bare) -> None:
    """`f == 3` with an f that nobody declared was meant to declare it."""
    expr = statement.expr
    last, first = expr.nodes[-1], expr.nodes[0]
    if isinstance(last, nodes.Apply) and last.gate == "eq" and isinstance(first, nodes.Ref):
        builder = session.state.builder
        alone = session.source.text[first.end : last.end].lstrip().startswith("==")
        alone = alone and first.at == statement.at and not first.trail
        if alone and builder.resolve(first.name) is None:
            session.state.lowerer.world.failed.add(first.name)
            raise error("syntax", "`==` compares; one `=` declares a gate", session.span(statement),
                        help=f"write {first.name} = …")  # fmt: skip
    if len(expr.nodes) == 1 and isinstance(first, nodes.Ref) and not first.trail:
        _lone_word(session, first)
    check_value(session, expr)


def _lone_word(session: Session, word: nodes.Ref) -> None:
    """A word alone that nothing is called was perhaps a command."""
    world = session.state.lowerer.world
    if word.name in CONSTANTS or world.builder.resolve(word.name) is not None:
        return
    heads = list(words().heads)
    from circuitlang.text.suggest import suggest

    near = suggest(word.name, [*world.builder.symbols, *heads])
    if near in heads and word.name not in world.failed:
        raise error("undefined-name", f"nothing is called `{word.name}`", session.span(word),
                    help=f"did you mean the command `{near}`?")  # fmt: skip


def check_value(session: Session, expr: nodes.Expr) -> None:
    world = session.state.lowerer.world
    reader = Reader(world, session.source)

    def defined(ref: nodes.Ref) -> None:
        name = ref.name
        for step in ref.trail:
            if isinstance(step, nodes.Index) or step.name == "T":
                break  # subscripts are known when it runs
            name += f".{step.name}"
        if ref.trail and ref.name in world.builder.subscripted:
            return
        world.lookup(name, reader.span(ref))

    check_expression(expr, reader, defined, FUNCTIONS)
    subscripts(session, expr)
    readings(session, expr)
