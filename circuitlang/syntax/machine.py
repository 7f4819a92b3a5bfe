"""The LALR machine: runs lark's tables and calls the transformer as it reduces.

The same loop as lark's own, but each action holds its callback, so that nothing is looked up by
rule, and the many reductions that only rename an operand (`?sum: product`) cost next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lark.parse_tree_builder import ExpandSingleChild
from lark.parsers.lalr_analysis import Shift

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lark import Lark
    from lark.grammar import Rule

    from circuitlang.syntax.lexer import Lexeme

    # Shift to a state, or reduce: how many values, to which nonterminal, by which callback
    Action = int | tuple[int, str, Callable[[list[Any]], Any] | None]

END = "$END"


class Unexpected(Exception):
    """No statement goes on with this terminal."""

    def __init__(self, token: Lexeme, run: Run) -> None:
        self.token = token
        self.run = run


class Machine:
    """The tables of a loaded grammar, with the callbacks in place."""

    def __init__(self, parser: Lark) -> None:
        table: Any = parser.parser.parser._parse_table
        self.starts: dict[str, int] = table.start_states
        self.ends: dict[str, int] = table.end_states
        reductions: dict[int, Action] = {}  # by the identity of the rule: rules compare slowly
        self.actions: dict[int, dict[str, Any]] = {}
        for state, row in table.states.items():
            self.actions[state] = actions = {}
            for kind, (what, target) in row.items():
                if what is Shift:
                    actions[kind] = target
                    continue
                if id(target) not in reductions:
                    reductions[id(target)] = _reduction(target, parser._callbacks)
                actions[kind] = reductions[id(target)]


def _reduction(rule: Rule, callbacks: Mapping[Rule, Any]) -> Action:
    callback, size = callbacks[rule], len(rule.expansion)
    renames = size == 1 and isinstance(callback, ExpandSingleChild)
    return size, rule.origin.name, None if renames else callback


class Run:
    """One statement on its way through the machine."""

    __slots__ = ("actions", "end", "stack", "values")

    def __init__(self, machine: Machine, start: str) -> None:
        self.actions = machine.actions
        self.end = machine.ends[start]
        self.stack = [machine.starts[start]]
        self.values: list[Any] = []

    def feed(self, token: Lexeme) -> Any:
        """Take the next terminal; at the end the finished node.  Raises Unexpected."""
        kind, actions, end = token.type, self.actions, self.end
        stack, values = self.stack, self.values
        while True:
            action = actions[stack[-1]].get(kind)
            if type(action) is int:
                stack.append(action)
                values.append(token)
                return None
            if action is None:
                raise Unexpected(token, self)
            size, origin, callback = action
            if callback is None:
                stack[-1] = actions[stack[-2]][origin]
                if stack[-1] == end:
                    return values[-1]
                continue
            children = values[-size:] if size else []
            if size:
                del stack[-size:], values[-size:]
            stack.append(actions[stack[-1]][origin])
            values.append(callback(children))
            if stack[-1] == end:
                return values[-1]

    def accepts(self, kind: str) -> bool:
        """Whether this terminal could come next."""
        actions, stack = self.actions, self.stack[:]
        while True:
            action = actions[stack[-1]].get(kind)
            if action is None or type(action) is int:
                return action is not None
            size, origin, _ = action
            if size:
                del stack[-size:]
            stack.append(actions[stack[-1]][origin])
            if stack[-1] == self.end:
                return True
