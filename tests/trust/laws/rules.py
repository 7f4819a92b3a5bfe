"""Which rules of the grammar a text uses, told by the machine that parses it."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from copy import copy

from circuitlang.syntax import parser

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from lark.grammar import Rule

NEVER = {"bad_number"}  # forms that are there to be refused


def name(rule: Rule) -> str:
    return f"{rule.origin.name} -> {rule.alias or ''} {' '.join(s.name for s in rule.expansion)}"


def all_rules() -> set[str]:
    """Every rule that a correct text can use, one for each alternative."""
    return {name(rule) for rule in parser._parser().lark.rules if rule.alias not in NEVER}


@contextmanager
def counted() -> Iterator[Counter[str]]:
    """While it is open, the uses of each rule by whatever is parsed."""
    used: Counter[str] = Counter()
    loaded = parser._parser()
    table: Any = loaded.lark.parser.parser._parse_table
    machine = loaded.machine
    counting = copy(machine)
    counting.actions = {}
    for state, row in table.states.items():
        counting.actions[state] = {
            kind: action if isinstance(action, int) else
            (action[0], action[1], _counting(used, row[kind][1], action[2]))
            for kind, action in machine.actions[state].items()
        }  # fmt: skip
    loaded.machine = counting
    try:
        yield used
    finally:
        loaded.machine = machine


def _counting(used: Counter[str], rule: Rule, callback: Callable[[list[Any]], Any] | None,
              ) -> Callable[[list[Any]], Any]:  # fmt: skip
    words = name(rule)

    def reduce(children: list[Any]) -> Any:
        used[words] += 1
        return children[0] if callback is None else callback(children)

    return reduce
