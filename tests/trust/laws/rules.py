"""Which rules of the grammar a text uses, told by the machine that parses it."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from functools import cache, partial

from circuitlang.syntax import parser, tables
from circuitlang.syntax.machine import Machine
from tests.tools import lark_tables

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

NEVER = {"bad_number"}  # forms that are there to be refused


@cache
def _names() -> list[str]:
    """The rules in the order of the tables, each with its alternative."""
    rules = lark_tables.parser(lark_tables.grammar()).rules
    assert [lark_tables._rule(rule) for rule in rules] == tables.RULES.split("\n")
    return [f"{rule.origin.name} -> {rule.alias or ''} {' '.join(s.name for s in rule.expansion)}"
            for rule in rules]  # fmt: skip


def all_rules() -> set[str]:
    """Every rule that a correct text can use, one for each alternative."""
    return {name for name in _names() if not name.split(" -> ")[1].startswith(tuple(NEVER))}


class Counting(Machine):
    """The machine, which counts how often it reduces by each rule."""

    def __init__(self, builder: object, used: Counter[str]) -> None:
        super().__init__(builder)
        self.used = used

    def row(self, state: int) -> Any:
        known = self.rows[state] is not None
        row = super().row(state)
        if not known:
            for entry in self._texts[state].split():
                kind, _, rule = entry.partition(":")
                if rule:
                    size, origin, callback, leaps = row[kind]
                    counting = partial(self._count, _names()[int(rule)], callback)
                    row[kind] = (size, origin, counting, leaps)
        return row

    def _count(self, rule: str, callback: Callable[[list[Any]], Any] | None,
               children: list[Any]) -> Any:  # fmt: skip
        self.used[rule] += 1
        return children[0] if callback is None else callback(children)


@contextmanager
def counted() -> Iterator[Counter[str]]:
    """While it is open, the uses of each rule by whatever is parsed."""
    used: Counter[str] = Counter()
    loaded = parser._parser()
    machine = loaded.machine
    loaded.machine = Counting(loaded.builder, used)
    try:
        yield used
    finally:
        loaded.machine = machine
