"""Which gates of a tape stand in a text under a name of their own, and which within another one.

A gate that was written inside of another one's expression goes back there.  What only Python can
build gets a name first: an operation that is read in several places, or in none, or that would nest
brackets deeper than a text may.  The name is made of the one that it has without being declared
(`f.add` becomes `f_add`; `add_` where no gate owns it), with as many `_` behind it as make it new.
"""

from __future__ import annotations

import re

from circuitlang.gates import TABLE
from circuitlang.syntax.pieces import CLOSED, INFIX, OPERAND, SIGNED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from circuitlang.meaning.builder import Builder


class Naming:
    """Says of each wire how a text refers to it.

    names    what is declared there: its names, by wire
    hidden   1 for each wire inside of a composite gate, which its definition writes
    level    how tightly a gate's expression binds: CLOSED if it is a call
    swapped  gates that read their inputs in another order than that in which they were computed:
             a call may give them by name in any order
    """

    def __init__(self, builder: Builder) -> None:
        self.builder = builder
        self.tape = builder.tape
        self.names = dict(self.tape.names)
        self.hidden = self._hidden()
        self.level = bytearray(len(self.tape))
        self.swapped: set[int] = set()
        self._taken = {*builder.symbols, *builder.definitions, *builder.subscripted}
        self._name_more()

    def _hidden(self) -> bytearray:
        found = bytearray(len(self.tape))
        for group in self.tape.groups:
            if group.parent < 0:
                end = max(group.result + 1, group.formulas)
                found[group.low : end] = b"\1" * (end - group.low)
                found[group.result] = 0
        for result, (low, _, _) in self.tape.derived.items():
            found[low:result] = b"\1" * (result - low)
        return found

    # ------------------------------------------------------------------ one wire

    def operands(self, wire: int) -> Sequence[int]:
        """What a gate reads, as its reader sees it: a composite one reads its arguments."""
        if wire in self.tape.derived:
            return self.tape.derived[wire][1:]
        group = self.tape.group_of.get(wire)
        return self.tape.operands(wire) if group is None else self.tape.groups[group].operands

    def host(self, wire: int) -> int:
        """The gate in whose expression the wire was written; -1 if that was in no text."""
        host = wire if wire in self.tape.names else self.tape.owner[wire]
        return -1 if host in self.tape.lows else host

    def inline(self, wire: int, reader: int) -> bool:
        """Does the wire stand within the expression of its reader?"""
        if wire in self.names or self.hidden[wire] or self.tape.kind[wire] < 0:
            return False
        host = self.host(wire)
        return host < 0 or host == self.host(reader)

    def spelled(self, wire: int) -> tuple[str, int]:
        """How a text reads a wire that does not stand within it, and how tightly that binds."""
        if wire in self.names:
            return self.names[wire], OPERAND
        if wire in self.tape.consts:
            return self.number(self.tape.consts[wire])
        return self.path(wire), OPERAND

    def path(self, wire: int) -> str:
        """The name of a wire, or the path to it from the one that owns it."""
        parts: list[str] = []
        while wire not in self.names:
            owner = self.tape.owner[wire]
            parts.append(self.tape.label(owner, wire))
            wire = owner
        return ".".join([self.names[wire], *reversed(parts)])

    def number(self, value: Any) -> tuple[str, int]:
        """The shortest text that reads back to the same bits, whatever has been called `inf`."""
        if not isinstance(value, float):
            return self._array(value), OPERAND
        text = repr(value).removesuffix(".0")
        if text.lstrip("-") in self._taken:
            text = {"inf": "(1 / 0)", "-inf": "(-1 / 0)", "nan": "(0 / 0)"}[text]
        return text, SIGNED if text[0] == "-" else OPERAND

    def _array(self, value: Any) -> str:
        """A tensor as a literal; one without elements, which has none, as `zeros`."""
        if not value.size and value.shape != (0,):
            return f"zeros({', '.join(map(str, value.shape))})"
        if value.ndim > 1:
            return f"[{', '.join(self._array(row) for row in value)}]"
        return f"[{', '.join(self.number(element)[0] for element in value.tolist())}]"

    # ------------------------------------------------------------------ more names

    def _name_more(self) -> None:
        tape = self.tape
        own, everywhere = self._reads()
        deep = [0] * len(tape)  # how deep the brackets nest in each gate's expression
        for wire in range(len(tape)):
            if tape.kind[wire] < 0 or self.hidden[wire]:
                continue
            self._see(wire)
            if wire not in self.names:
                places = own if self.host(wire) >= 0 else everywhere
                if places[wire] != 1:
                    self._invent(wire)
            deep[wire] = self._depth(wire, deep)

    def _reads(self) -> tuple[list[int], list[int]]:
        """For each wire in how many places it is read: where it was written, and everywhere."""
        tape = self.tape
        own, everywhere = [0] * len(tape), [0] * len(tape)
        for wire in range(len(tape)):
            if tape.kind[wire] >= 0 and not self.hidden[wire]:
                host = self.host(wire)
                for operand in self.operands(wire):
                    everywhere[operand] += 1
                    own[operand] += self.host(operand) == host
        for wire in self.builder.outputs:
            everywhere[wire] += 1
        return own, everywhere

    def _see(self, wire: int) -> None:
        """Note the form of a gate's expression."""
        gate = TABLE[self.tape.kind[wire]].name
        operands = self.operands(wire)
        if self.host(wire) >= 0 and len(operands) > 1:
            inner = [x for x in operands if self.inline(x, wire)]
            if inner != sorted(inner):
                self.swapped.add(wire)
        self.level[wire] = CLOSED
        plain = wire not in self.tape.group_of and wire not in self.tape.derived
        if plain and wire not in self.swapped:
            if gate == "neg":
                self.level[wire] = SIGNED
            elif gate in INFIX and len(operands) == 2:
                self.level[wire] = INFIX[gate][1]

    def _depth(self, wire: int, deep: list[int]) -> int:
        """How deep the brackets nest in a gate's expression; what would go too deep is named."""
        level, operands = self.level[wire], self.operands(wire)
        least: Sequence[int] = [CLOSED + 1] * len(operands)  # a call has brackets of its own
        if level != CLOSED:
            gate = TABLE[self.tape.kind[wire]].name
            least = (SIGNED,) if level == SIGNED else INFIX[gate][2]
        deepest = 0
        for operand, needed in zip(operands, least, strict=True):
            if self.inline(operand, wire):
                depth = deep[operand] + (self.level[operand] < needed)
                if depth > self.builder.limits.nesting:
                    self._invent(operand)
                    depth = 1
            else:
                text, own = self.spelled(operand)
                depth = ("[" in text or "(" in text) + (own < needed)
            deepest = max(deepest, depth)
        return deepest

    def _invent(self, wire: int) -> None:
        """Give a wire a name that nothing has."""
        owned = self.tape.owner[wire] >= 0
        name = re.sub(r"\W+", "_", self.path(wire)) if owned else self.tape.op(wire) + "_"
        self.names[wire] = self.new(name)

    def new(self, name: str) -> str:
        """A name that nothing has."""
        while name in self._taken:
            name += "_"
        self._taken.add(name)
        return name
