"""Loads the grammar: ready tables where they fit the installed lark, else compiled in memory."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any, NamedTuple

import lark
from lark.grammar import Rule
from lark.lexer import TerminalDef

FILES = ("circuit.lark", "commands.lark")
STARTS = ("statement", "value")
DECLARATIONS = frozenset(
    ["input", "param", "const", "gate", "def", "for", "ties", "output", "include", "seed"]
)


class Tables(NamedTuple):
    """The LALR tables as plain data, with what they were made from."""

    lark: str
    hash: str
    data: dict[str, Any]
    memo: dict[Any, Any]


class Words(NamedTuple):
    """The language's own words."""

    declarations: frozenset[str]
    commands: frozenset[str]
    inner: frozenset[str]  # `with`, `to`, `return`, …

    @property
    def heads(self) -> frozenset[str]:
        """The words that begin statements."""
        return self.declarations | self.commands


def folder() -> Path:
    """Where the grammar texts are: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).parents[1]
    inside = package / "grammar"
    return inside if (inside / FILES[0]).is_file() else package.parent / "grammar"


def text() -> str:
    """Both grammar files as one text."""
    return "".join((folder() / name).read_text("utf-8") for name in FILES)


def digest(grammar: str) -> str:
    return hashlib.sha256(grammar.encode()).hexdigest()


def compile_tables(grammar: str, *, strict: bool = False) -> Tables:
    """Compile the grammar; `strict` also proves it free of conflicts (needs interegular)."""
    parser = lark.Lark(grammar, parser="lalr", start=list(STARTS), strict=strict)
    data, memo = parser.memo_serialize([TerminalDef, Rule])
    options = data["options"]
    data["options"] = {name: options[name] for name in ("parser", "lexer", "start", "priority")}
    data["options"]["maybe_placeholders"] = True
    data["parser"]["parser"] = _ordered(data["parser"]["parser"])
    return Tables(lark.__version__, digest(grammar), _plain(data), _plain(memo))


def load(transformer: object) -> lark.Lark:
    """A parser that calls `transformer` with each form as it is recognised."""
    grammar = text()
    tables = _ready(grammar) or compile_tables(grammar)
    parser: Any = lark.Lark.__new__(lark.Lark)
    loaded: lark.Lark = parser._load(
        {"data": tables.data, "memo": tables.memo},
        transformer=transformer,
        _plugins={"ContextualLexer": _no_lexer},  # ours is quicker: lexer.py
    )
    return loaded


def _no_lexer(*conf: object, **options: object) -> None:
    return None


def _ready(grammar: str) -> Tables | None:
    """The tables that travel with the package, if they were made from this text by this lark."""
    try:
        from circuitlang.syntax import tables
    except ImportError:
        return None
    made = Tables(tables.LARK, tables.HASH, tables.DATA, tables.MEMO)
    return made if made.lark == lark.__version__ and made.hash == digest(grammar) else None


def spelling(terminal: TerminalDef) -> str | None:
    """The word that a terminal stands for, or None if it is no word."""
    found = re.match(r"[a-z_]+(?=$|\(\?!)", terminal.pattern.value)
    return found[0] if found else None


def words(parser: lark.Lark) -> Words:
    """The words of a loaded grammar."""
    heads: set[str] = set()
    inner: set[str] = set()
    for terminal in parser.terminals:
        word = spelling(terminal)
        if word:
            (heads if "(?!" in terminal.pattern.value else inner).add(word)
    return Words(DECLARATIONS, frozenset(heads - DECLARATIONS), frozenset(inner))


def _ordered(table: dict[str, Any]) -> dict[str, Any]:
    """The same parse table, its tokens in order of name and its states as they are reached, so that
    it does not depend on the order of Python's sets."""
    names: dict[int, str] = table["tokens"]
    rows = {
        state: sorted((names[token], action) for token, action in row.items())
        for state, row in table["states"].items()
    }
    order = [state for _, state in sorted(table["start_states"].items())]
    reached = {state: number for number, state in enumerate(order)}
    for state in order:  # grows
        for _, (reduces, target) in rows[state]:
            if not reduces and target not in reached:
                reached[target] = len(order)
                order.append(target)
    tokens = {name: number for number, name in enumerate(sorted(names.values()))}
    return {
        "tokens": {number: name for name, number in tokens.items()},
        "states": {
            reached[state]: {
                tokens[name]: (reduces, target if reduces else reached[target])
                for name, (reduces, target) in rows[state]
            }
            for state in order
        },
        "start_states": {name: reached[table["start_states"][name]] for name in STARTS},
        "end_states": {name: reached[table["end_states"][name]] for name in STARTS},
    }


def _plain(value: Any) -> Any:
    """The same data of dicts, lists and tuples only, in an order that does not vary."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    if isinstance(value, (list, tuple)):
        return type(value)(_plain(one) for one in value)
    return str(value) if isinstance(value, str) else value
