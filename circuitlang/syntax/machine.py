"""The LALR machine: runs the tables that lark made of the grammar, and calls the builder.

What lark's own loop does, without lark (which takes five times as long to load as an interpreter to
start) and with less work for a token: a state's row is read when it is first reached, and a row of
reductions of one child (`?sum: product`, and so on down to a name) is taken in one leap, which is
remembered.  The tests hold it against lark's own parser.
"""

from __future__ import annotations

from sys import intern

from circuitlang.syntax import tables

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from circuitlang.syntax.lexer import Lexeme

    Callback = Callable[[list[Any]], Any]
    # From the state below to the one that a row of reductions of one child ends in, with what
    # is called on the child on the way
    Leaps = dict[int, tuple[int, tuple[Callback, ...]]]
    # Reduce: how many values, to which nonterminal, by which callback (None: the child goes on)
    Reduction = tuple[int, str, Callback | None, Leaps]
    Row = dict[str, Any]  # shift (or go) to a state: its number; reduce: a Reduction

END = "$END"


class Unexpected(Exception):
    """No statement goes on with this terminal."""

    def __init__(self, token: Lexeme, run: Run) -> None:
        self.token = token
        self.run = run


class Machine:
    """The tables, with the builder's methods in place."""

    def __init__(self, builder: object) -> None:
        self._builder = builder
        self._texts = tables.STATES.split("\n")
        self._rules = tables.RULES.split("\n")
        self.rows: list[Row | None] = [None] * len(self._texts)

    def row(self, state: int) -> Row:
        """What may come in a state."""
        row = self.rows[state]
        if row is None:
            row = self.rows[state] = {}
            for entry in self._texts[state].split():
                kind, shift, target = entry.partition(">")
                if shift:
                    row[intern(kind)] = int(target)
                else:
                    kind, _, rule = entry.partition(":")
                    row[intern(kind)] = self._reduction(self._rules[int(rule)])
        return row

    def _reduction(self, rule: str) -> Reduction:
        origin, name, size, plan = rule.split()
        callback: Callback | None = None
        if name == "*":
            callback = _parts
        elif name != "=":
            callback = getattr(self._builder, name)
        if callback is not None and plan != "-":
            callback = _planned(callback, plan)
        return int(size), intern(origin), callback, {}

    def leap(self, below: int, reduction: Reduction, kind: str, end: int) -> tuple[int, Any]:
        """Where the reductions of one child lead that begin with this one and see `kind`."""
        called: list[Callback] = []
        action: Any = reduction
        while True:
            _, origin, callback, _ = action
            if callback is not None:
                called.append(callback)
            state = self.row(below)[origin]
            action = self.row(state).get(kind)
            if state == end or type(action) is not tuple or action[0] != 1:
                reduction[3][below] = found = state, tuple(called)
                return found


def _parts(children: list[Any]) -> list[Any]:
    """Of a form that only repeats another."""
    return children


def _longer(children: list[Any], places: list[int]) -> list[Any]:
    """The list of a form that repeats (`*0,2`), with what came now: the same list, for nobody else
    holds it.  A new one for each part would take a time that grows as their number squared."""
    found: list[Any] = children[places[0]]
    found += [children[place] for place in places[1:]]
    return found


def _planned(callback: Callback, plan: str) -> Callback:
    """A callback that gets only the children of its rule's plan (tests/tools/lark_tables.py)."""
    steps = [(step[0], int(step.lstrip("*_") or 0)) for step in plan.split(",")]
    places = [place for _, place in steps]
    if all(sign.isdigit() for sign, _ in steps):
        return lambda children: callback([children[place] for place in places])
    if callback is _parts:
        return lambda children: _longer(children, places)

    def chosen(children: list[Any]) -> Any:
        found: list[Any] = []
        for sign, place in steps:
            if sign == "*":
                found += children[place]
            else:
                found.append(None if sign == "_" else children[place])
        return callback(found)

    return chosen


class Run:
    """One statement on its way through the machine."""

    __slots__ = ("end", "machine", "stack", "values")

    def __init__(self, machine: Machine, start: str) -> None:
        self.machine = machine
        begin, self.end = tables.STARTS[start]
        self.stack = [begin]
        self.values: list[Any] = []

    def row(self) -> Row:
        """What may come next; a terminal among it may still be refused (see `accepts`)."""
        return self.machine.row(self.stack[-1])

    def feed(self, kind: str, token: Lexeme) -> Any:
        """Take the next terminal; at the end the finished node.  Raises Unexpected."""
        machine, stack, values = self.machine, self.stack, self.values
        rows = machine.rows
        end = self.end if kind == END else -1  # it ends nowhere else
        while True:
            row = rows[stack[-1]] or machine.row(stack[-1])
            action = row.get(kind)
            if type(action) is int:
                stack.append(action)
                values.append(token)
                return None
            if action is None:
                raise Unexpected(token, self)
            size, origin, callback, leaps = action
            if size == 1:
                below = stack[-2]
                leap = leaps.get(below) or machine.leap(below, action, kind, end)
                for called in leap[1]:
                    values[-1] = called(values[-1:])
                stack[-1] = leap[0]
            else:
                children: list[Any] = values[-size:] if size else []
                if size:
                    del stack[-size:], values[-size:]
                values.append(callback(children))
                stack.append(machine.row(stack[-1])[origin])
            if stack[-1] == end:
                return values[-1]

    def accepts(self, kind: str) -> bool:
        """Whether this terminal could come next."""
        row, stack = self.machine.row, self.stack[:]
        end = self.end if kind == END else -1
        while True:
            action = row(stack[-1]).get(kind)
            if action is None or type(action) is int:
                return action is not None
            size, origin, _, _ = action
            if size:
                del stack[-size:]
            stack.append(row(stack[-1])[origin])
            if stack[-1] == end:
                return True
