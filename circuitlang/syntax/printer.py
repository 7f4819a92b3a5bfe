"""Nodes -> text, in the one style that `circuitlang fmt` writes.

Commands are printed without a list of them: the small words between their slots (`nudge x by 0.1`)
are those of the source.
"""

from __future__ import annotations

import re

from circuitlang.syntax import nodes
from circuitlang.syntax.spelling import expression_text as expression_text
from circuitlang.syntax.usage import BEFORE_BRACKET
from circuitlang.syntax.words import words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from circuitlang.text.source import Source

    Block = nodes.For | nodes.Define
    Inner = nodes.Statement | nodes.Rule | nodes.Expr  # what a block holds; an Expr: its `return`

INDENT = "    "
LONGEST_LINE = 100  # up to here a block that was written in one line stays in one

_WORD = re.compile(r"[^\W\d]\w*")


def statement_text(
    statement: nodes.Statement, source: Source, indent: int = 0, *, written: bool = False
) -> str:
    """A statement without its comments, every line of it `indent` blocks deep.

    A block that holds one statement stays in one line if the source has it so.
    """
    block = block_of(statement)
    if block is None:
        return INDENT * indent + line_text(statement, source, written=written)
    line = one_line(statement, source, indent, written=written)
    if line:
        return line
    lines = [f"{INDENT * indent}{head_text(statement, source, written=written)} {{"]
    for inner in inside(block):
        if isinstance(inner, nodes.For):
            lines.append(statement_text(inner, source, indent + 1, written=written))
        else:
            lines.append(INDENT * (indent + 1) + line_text(inner, source, written=written))
    return "\n".join([*lines, f"{INDENT * indent}}}"])


def block_of(statement: Inner) -> Block | None:
    """The loop or definition whose body stands in braces, if the statement is or times one."""
    while isinstance(statement, nodes.Time):
        statement = statement.statement
    if isinstance(statement, nodes.Define):
        return statement if statement.block else None
    return statement if isinstance(statement, nodes.For) else None


def inside(block: Block) -> list[Inner]:
    """What a block holds, in order."""
    if isinstance(block, nodes.For):
        return list(block.body)
    return [*block.body, block.result, *block.rules]


def one_line(statement: Inner, source: Source, indent: int, *, written: bool = False) -> str:
    """A statement with a block in one line, or nothing where it has to stand in several."""
    block = block_of(statement)
    assert block is not None
    held = inside(block)
    if len(held) > 1 or "\n" in source.text[block.at : block.end]:
        return ""
    if held and isinstance(held[0], nodes.For):
        return ""
    middle = f" {line_text(held[0], source, written=written)} " if held else ""
    line = f"{INDENT * indent}{head_text(statement, source, written=written)} {{{middle}}}"
    return line if len(line) <= LONGEST_LINE else ""


def head_text(statement: Inner, source: Source, *, written: bool = False) -> str:
    """What stands before the brace of a block."""
    match statement:
        case nodes.Time():
            return f"time {head_text(statement.statement, source, written=written)}"
        case nodes.For():
            low = expression_text(statement.low, source, written=written)
            high = expression_text(statement.high, source, written=written)
            return f"for {statement.var.text} in {low} to {high}"
        case nodes.Define():
            params = ", ".join(word.text for word in statement.params)
            return f"def {statement.name.text}({params})"
    raise TypeError(statement)


def line_text(one: Inner, source: Source, *, written: bool = False) -> str:
    """A statement that has no block, in one line."""

    def text(expr: nodes.Expr) -> str:
        return expression_text(expr, source, written=written)

    match one:
        case nodes.Assign():
            keyword = "gate " if one.keyword else ""
            return f"{keyword}{_target(one.target, source)} = {text(one.expr)}"
        case nodes.Leaves():
            return f"{one.kind} {', '.join(_leaf(leaf, source, written) for leaf in one.items)}"
        case nodes.Expr():
            return f"return {text(one)}"
        case nodes.Rule():
            return f"{one.form} {one.param.text} = {text(one.expr)}"
        case nodes.Define():
            return f"{head_text(one, source)} = {text(one.result)}"
        case nodes.Output():
            return f"output {', '.join(map(text, one.names))}"
        case nodes.Include():
            return f"include {source.text[one.path.at : one.path.end]}"
        case nodes.Seed():
            return f"seed {text(one.value)}"
        case nodes.Ties():
            return f"ties {one.rule.text}"
        case nodes.Bare():
            return _bare(text(one.expr))
        case nodes.Time():
            return f"time {line_text(one.statement, source, written=written)}"
        case nodes.Command():
            return _command(one, source, written)
    raise TypeError(one)


def _target(target: nodes.Target, source: Source) -> str:
    inner = ", ".join(expression_text(expr, source) for expr in target.subscripts)
    return f"{target.name}[{inner}]" if target.subscripts else target.name


def _leaf(leaf: nodes.Leaf, source: Source, written: bool) -> str:
    found = _target(leaf.target, source)
    if leaf.shape is not None:
        found += f" : [{', '.join(expression_text(size, source) for size in leaf.shape)}]"
    if leaf.value is not None:
        found += f" = {expression_text(leaf.value, source, written=written)}"
    return found


def _bare(text: str) -> str:
    """In parentheses if it would begin with the word of a declaration or a command."""
    found = _WORD.match(text)
    word = found[0] if found else ""
    called = text[len(word) : len(word) + 1] == "(" and word not in BEFORE_BRACKET
    return f"({text})" if word in words().heads and not called else text


def _command(command: nodes.Command, source: Source, written: bool) -> str:
    """The slots in the order of the source, with the words that stand between them there."""
    parts = [command.word.text + "!" * command.bang]
    end = command.word.end
    for held in command.slots.values():
        if held is None:
            continue
        if isinstance(held, nodes.Expr | nodes.Word | nodes.Text):
            at, last = held.at, held.end
            text = source.text[at:last]
            if isinstance(held, nodes.Expr):
                text = expression_text(held, source, written=written)
        else:
            at, last = held[0].at, held[-1].end
            text = ", ".join(_pattern(one, source) for one in held)
        parts += [*source.text[end:at].replace("!", " ").split(), text]
        end = last
    return " ".join([*parts, *source.text[end : command.end].replace("!", " ").split()])


def _pattern(pattern: nodes.Pattern, source: Source) -> str:
    name = expression_text(pattern.name, source) if pattern.name else ""
    return name + ("." if name and pattern.star else "") + "*" * pattern.star
