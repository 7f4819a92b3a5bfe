"""The circuit of a session as text that gives it back, with the values that it has now."""

from __future__ import annotations

import os

from circuitlang.meaning.data import DRAWS, FILES
from circuitlang.meaning.decompile import circuit_source
from circuitlang.meaning.expressions import Reader
from circuitlang.meaning.scope import Scope
from circuitlang.session.files import FileSource
from circuitlang.session.literals import literal
from circuitlang.syntax import nodes
from circuitlang.syntax.printer import expression_text, statement_text
from circuitlang.text.errors import CircuitError, error
from circuitlang.text.records import replace
from circuitlang.text.source import Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from circuitlang.meaning.builder import Builder
    from circuitlang.meaning.rewire import Declared
    from circuitlang.session.session import Session
    from circuitlang.session.state import State

NOWHERE = Source("", "")
TRIES = 3  # one for what `set` changed, and more for what had other values in the text


def saved_text(session: Session, real: str) -> str:
    """The text of the session's circuit, to stand in the file `real`.

    The declarations are those that were written, those of included files among them, so that the
    file stands alone.  A value that `set` or `--set` gave stands in its declaration; where it
    cannot (in a loop, or in the place of a random number, after which others are drawn) a line
    `set x = …` comes at the end.  The text is read back: were it not the same circuit (an included
    file was changed since), the gates are written one by one as they are.
    """
    state = session.state
    values = _values(state)
    try:
        declared = _standing_alone(state)
        given = [name for name in (*state.constants, *state.settings) if name in values]
        given += _from_elsewhere(session, declared, os.path.dirname(real))
        for _ in range(TRIES):
            text = _text(state, declared, {name: values[name] for name in given})
            wrong = _differing(state, values, _read_back(session, text, real))
            if not wrong:
                return text
            given += wrong
    except CircuitError:
        pass
    return circuit_source(state.builder, state.leaves())


def _values(state: State) -> dict[str, Any]:
    """The present values of what is declared with one, by name."""
    builder, leaves = state.builder, state.leaves()
    known = {**leaves, **builder.tape.consts}
    return {name: known[wire] for name, wire in builder.symbols.items() if wire in known}


def _standing_alone(state: State) -> Declared:
    """The declarations, with those of included files in the place of `include`."""
    found: Declared = []
    waiting = [(statement, source, False) for statement, source in state.declared[: state.count]]
    waiting.reverse()
    included: set[str] = set()
    while waiting:
        statement, source, inner = waiting.pop()
        if isinstance(statement, nodes.Include):
            opened = state.included(statement, source)
            if opened[0] in included:
                continue
            included.add(opened[0])
            waiting += [(each, opened[1], True) for each in reversed(opened[2])
                        if isinstance(each, nodes.Declaration)]  # fmt: skip
        elif not (inner and isinstance(statement, nodes.Output | nodes.Ties)):
            found.append((statement, source))
    return found


def _from_elsewhere(session: Session, declared: Declared, folder: str) -> list[str]:
    """The leaves whose values come from data files that another folder names."""
    found = []
    for statement, source in declared:
        beside = getattr(source, "folder", None) or session.folder.root
        if isinstance(statement, nodes.Leaves) and beside != folder:
            found += [_name(session.state, leaf.target, source) for leaf in statement.items
                      if leaf.value is not None and _calls(leaf.value, FILES)]  # fmt: skip
    return found


def _calls(expr: nodes.Expr, names: frozenset[str]) -> bool:
    return any(isinstance(node, nodes.Call) and node.name in names for node in nodes.walk(expr))


def _name(state: State, target: nodes.Target, source: Source) -> str:
    return Reader(state.lowerer.world, source).target(target, Scope())


# ---------------------------------------------------------------------- writing


def _text(state: State, declared: Declared, given: dict[str, Any]) -> str:
    """The declarations as text, with other values for some names."""
    rest = dict(given)
    lines = [statement_text(_with(state, statement, source, rest), source, written=True)
             for statement, source in declared]  # fmt: skip
    lines += [f"set {name} = {expression_text(literal(value, state.builder), NOWHERE)}"
              for name, value in rest.items()]  # fmt: skip
    return "".join(f"{line}\n" for line in lines)


def _with(state: State, statement: nodes.Declaration, source: Source,
          rest: dict[str, Any]) -> nodes.Declaration:  # fmt: skip
    """The declaration with the values that are given, which are then taken out of `rest`."""
    if not rest:
        return statement
    if isinstance(statement, nodes.Assign):
        name = _name(state, statement.target, source)
        if name in rest:
            return replace(statement, expr=literal(rest.pop(name), state.builder))
    elif isinstance(statement, nodes.Leaves):
        items = []
        for leaf in statement.items:
            name = _name(state, leaf.target, source)
            drawn = leaf.value is not None and _calls(leaf.value, DRAWS)
            if name in rest and not drawn:
                leaf = replace(leaf, value=literal(rest.pop(name), state.builder))
            items.append(leaf)
        return replace(statement, items=tuple(items))
    return statement


# ---------------------------------------------------------------------- reading back


def _read_back(session: Session, text: str, real: str) -> State:
    """What running the text gives."""
    from circuitlang.session.session import Session

    folder = os.path.dirname(real)
    other = Session(limits=session.limits, folder=folder if session.typed else session.folder.root)
    if not session.typed:
        other.folder = session.folder.below(folder)
        other.state = other.empty_state()
    other.progress = session.progress
    other.run(FileSource(real, text, folder), lambda report: None)
    return other.state


def _differing(state: State, values: dict[str, Any], other: State) -> list[str]:
    """The names of what has another value in the other circuit, which must be the same but for
    that; raises CircuitError if it is not."""
    builder, again = state.builder, other.builder
    if _form(builder) != _form(again):
        raise error("bad-argument", "the text is another circuit")
    found = _values(other)
    unnamed = [wire for wire in builder.tape.consts if wire not in builder.tape.names]
    if not all(same(builder.tape.consts[wire], again.tape.consts[wire]) for wire in unnamed):
        raise error("bad-argument", "the text has other numbers")
    return [name for name, value in values.items()
            if name not in found or not same(value, found[name])]  # fmt: skip


def _form(builder: Builder) -> tuple[Any, ...]:
    """Everything about a circuit but its numbers."""
    tape = builder.tape
    groups = [(group.name, group.low, group.result, group.operands) for group in tape.groups]
    return (tape.kind, tape.start, tape.args, tape.owner, tape.names, tape.labels, tape.shapes,
            tape.options, groups, tape.consts.keys(), builder.outputs, builder.last, builder.ties,
            [*builder.definitions])  # fmt: skip


def same(one: Any, other: Any) -> bool:
    """Are two values the same bits?"""
    if isinstance(one, float) or isinstance(other, float):
        return type(one) is type(other) and one.hex() == other.hex()
    return bool(one.shape == other.shape and one.tobytes() == other.tobytes())
