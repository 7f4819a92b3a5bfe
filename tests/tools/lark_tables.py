"""The grammar by lark -> the plain tables that circuitlang/syntax reads without it."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

import lark
from lark.grammar import Rule, Symbol
from lark.lexer import TerminalDef

GRAMMAR = Path(__file__).resolve().parents[2] / "grammar"
FILES = ("circuit.lark", "commands.lark")
STARTS = ("statement", "value")
RAW = "REST"  # the terminal that the lexer takes by itself


def grammar() -> str:
    """Both grammar files as one text."""
    return "".join((GRAMMAR / name).read_text("utf-8") for name in FILES)


def parser(text: str, **options: Any) -> lark.Lark:
    """Lark's own parser of a grammar; `strict=True` also proves it free of conflicts."""
    return lark.Lark(text, parser="lalr", start=list(STARTS), **options)


def module(text: str) -> str:
    """The tables of a grammar as a module of plain literals."""
    made = parser(text)
    starts, states = _states(made)
    keywords = {word: t.name for t in made.terminals if (word := spelling(t))}
    calls = {t.name for t in made.terminals if spelling(t) and "(" in _behind(t)}
    raw = next(t for t in made.terminals if t.name == RAW)
    dropped = {RAW, *made.lexer_conf.ignore}
    signs = sorted(
        (t for t in made.terminals if not spelling(t) and t.name not in dropped), key=_rank
    )
    parts = {
        "LARK": lark.__version__,
        "HASH": hashlib.sha256(text.encode()).hexdigest(),
        "STARTS": starts,
        "HEADS": " ".join(sorted(w for w, t in keywords.items() if "(?!" in _pattern(made, t))),
        "KEYWORDS": " ".join(f"{word}={name}" for word, name in sorted(keywords.items())),
        "CALLS": " ".join(sorted(calls)),
        "SIGNS": " ".join(t.name for t in signs),
        "PATTERN": "|".join(f"({t.pattern.to_regexp()})" for t in signs),
        RAW: raw.pattern.to_regexp(),
    }
    lines = [
        '"""The parse tables of grammar/*.lark.  Printed by tests/tools/make_tables.py."""',
        "# ruff: noqa",
        *(f"{name} = {value!a}" for name, value in parts.items()),
        _long("RULES", [_rule(rule) for rule in made.rules]),
        _long("STATES", states),
    ]
    return "\n".join(lines) + "\n"


def spelling(terminal: TerminalDef) -> str | None:
    """The word that a terminal stands for, or None if it is no word."""
    found = re.match(r"[a-z_]+(?=$|\(\?!)", terminal.pattern.value)
    return found[0] if found else None


def _behind(terminal: TerminalDef) -> str:
    """What the pattern of a word says about what stands behind it."""
    return terminal.pattern.value[len(spelling(terminal) or "") + 3 :]


def _pattern(made: lark.Lark, name: str) -> str:
    return next(t.pattern.value for t in made.terminals if t.name == name)


def _rank(terminal: TerminalDef) -> tuple[int, int, int, str]:
    """Lark's own order of terminals that could begin at the same place."""
    pattern = terminal.pattern
    return -terminal.priority, -pattern.max_width, -len(pattern.value), terminal.name


def _rule(rule: Rule) -> str:
    """`origin callback size plan`.

    callback   the transformer's method; `=`: the one child goes on as it is; `*`: a list of parts
    plan       which children it gets: their places, `*` before one whose parts are taken, `_` for
               an empty place; `-`: all, as they are
    """
    size, name = len(rule.expansion), str(rule.alias or rule.origin.name)
    plan = _plan(rule.expansion, list(rule.options.empty_indices))
    if rule.options.expand1 and not rule.alias:
        assert plan == ["0"] and size == 1, f"{rule}: `?` wants an alias where there is a choice"
        name = "="
    elif name.startswith("_"):
        name = "*"
    same = plan == [str(place) for place in range(size)]
    return f"{rule.origin.name} {name} {size} {'-' if same else ','.join(plan)}"


def _plan(expansion: list[Symbol], empty: list[bool]) -> list[str]:
    """`empty` has False for each symbol, and True for each empty place before, between, behind."""
    plan: list[str] = []
    places = enumerate(expansion)
    for nothing in empty or [False] * len(expansion):
        if nothing:
            plan.append("_")
            continue
        place, symbol = next(places)
        if not symbol.is_term:
            plan.append(f"*{place}" if symbol.name.startswith("_") else str(place))
        elif not symbol.filter_out:
            plan.append(str(place))
    return plan


def _states(made: Any) -> tuple[dict[str, tuple[int, int]], list[str]]:
    """For each start the first and the last state; each state as `TERMINAL:rule rule>state …`,
    in order of name, the states as they are reached, so that nothing depends on Python's sets."""
    table = made.parser.parser._parse_table
    numbers = {id(rule): number for number, rule in enumerate(made.rules)}
    same = {rule: number for number, rule in enumerate(made.rules)}
    order = [table.start_states[name] for name in STARTS]
    reached = {state: number for number, state in enumerate(order)}
    texts = []
    for state in order:  # grows
        entries = []
        for name, (action, target) in sorted(table.states[state].items()):
            if "Reduce" in repr(action):
                entries.append(f"{name}:{numbers.get(id(target), same[target])}")
                continue
            if target not in reached:
                reached[target] = len(order)
                order.append(target)
            entries.append(f"{name}>{reached[target]}")
        texts.append(" ".join(entries))
    ends = table.end_states
    return {
        name: (reached[table.start_states[name]], reached[ends[name]]) for name in STARTS
    }, texts


def _long(name: str, lines: list[str]) -> str:
    return "\n".join([f'{name} = """\\', *lines[:-1], f'{lines[-1]}"""'])
