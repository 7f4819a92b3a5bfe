"""A circuit -> the text of a circuit with the same gates, whoever built it.

Read back, the text gives the same tape: the same gates in the same order with the same names,
inputs and constants.  Loops stand there unrolled, constant arithmetic as its result, random values
as numbers.  A circuit that Python built may get names for gates that had none (see naming.py).
"""

from __future__ import annotations

from circuitlang.gates import TABLE
from circuitlang.meaning.builder import COPY
from circuitlang.meaning.naming import Naming
from circuitlang.meaning.renaming import renamed
from circuitlang.syntax.pieces import CLOSED, SIGNED, Pieces
from circuitlang.syntax.printer import statement_text
from circuitlang.syntax.words import words
from circuitlang.tape.tape import LEAF_NAMES
from circuitlang.text.errors import error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from circuitlang.meaning.builder import Builder

NAMES = {"max_of": "max", "min_of": "min"}  # what a text calls these gates
WIDTH = 80  # so long may a line of leaves get


def circuit_source(builder: Builder, values: Mapping[int, float] | None = None) -> str:
    """The text of a circuit; `values` are those of its inputs and params, by wire (default: the
    declared ones).

    A definition gets another name (`add_`) where a gate that has its name must be called after it.
    """
    others: dict[str, str] = {}
    while True:
        written = _Text(builder, builder.values if values is None else values, others)
        text = written.text()
        if not written.hidden:
            return text
        others |= {name: written.naming.new(f"{name}_") for name in written.hidden}


class _Text:
    """The lines that are written so far.

    hidden  gates that were needed where a definition has taken their name
    """

    def __init__(self, builder: Builder, values: Mapping[int, float], renamed: dict[str, str],
                 ) -> None:  # fmt: skip
        self.builder = builder
        self.tape = builder.tape
        self.values = values
        self.naming = Naming(builder)
        self.heads = words().heads
        self.lines: list[str] = []
        self.leaves: tuple[str, list[str]] = ("", [])  # kind and items of the line that grows
        self.last = -1  # the gate declared last
        self.renamed = renamed  # definitions
        self.defined: set[str] = set()
        self.hidden: set[str] = set()

    def text(self) -> str:
        builder, tape = self.builder, self.tape
        if builder.ties != "split":
            self.lines.append(f"ties {builder.ties}")
        definitions = list(builder.definitions)
        place = {name: number for number, name in enumerate(definitions)}
        written = seen = 0
        for wire in range(len(tape)):
            if wire not in self.naming.names:
                continue
            needed = written
            while seen < len(tape.groups) and tape.groups[seen].low <= wire:
                needed = max(needed, place[tape.groups[seen].name] + 1)
                seen += 1
            # as late as can be: until then the name may have meant a gate
            self.define(definitions[written:needed])
            written = needed
            if tape.is_leaf(wire):
                self.leaf(wire)
            else:
                self.gate(wire)
        self.define(definitions[written:])
        self.output()
        return "".join(f"{line}\n" for line in self.lines)

    def add(self, line: str) -> None:
        kind, items = self.leaves
        if items:
            self.lines.append(f"{kind} {', '.join(items)}")
            self.leaves = ("", [])
        if line:
            self.lines.append(line)

    def define(self, names: list[str]) -> None:
        for name in names:
            definition = self.builder.definitions[name]
            node = definition.node
            if self.renamed:
                known = {old: new for old, new in self.renamed.items() if old in self.defined}
                node = renamed(node, self.renamed.get(name, name), known)
            self.defined.add(name)
            self.add(statement_text(node, definition.source))

    def leaf(self, wire: int) -> None:
        """A leaf; several of one kind share a line."""
        kind = LEAF_NAMES[self.tape.kind[wire]]
        value = self.tape.consts.get(wire, self.values.get(wire))
        item = self.naming.names[wire]
        if shape := self.tape.shape(wire):
            item += f" : [{', '.join(map(str, shape))}]"
        if value is not None:
            item += f" = {self.naming.number(value)[0]}"
        line, items = self.leaves
        if line != kind or len(kind) + sum(map(len, items)) + len(item) > WIDTH:
            self.add("")
            self.leaves = kind, items = kind, []
        items.append(item)

    def gate(self, wire: int) -> None:
        name = self.naming.names[wire]
        keyword = "gate " if name.partition("[")[0] in self.heads else ""
        self.add(f"{keyword}{name} = {self.expression(wire)}")
        self.last = wire

    def output(self) -> None:
        builder = self.builder
        marked = builder.outputs or ((builder.last,) if builder.last != self.last else ())
        shown = ", ".join(self.naming.spelled(wire)[0] for wire in marked if wire >= 0)
        self.add(f"output {shown}" if shown else "")

    # ------------------------------------------------------------------ expressions

    def expression(self, root: int) -> str:
        """The expression of a gate, put together without recursion."""
        naming, tape = self.naming, self.tape
        if tape.kind[root] == COPY and root not in tape.group_of:
            (operand,) = naming.operands(root)
            if not naming.inline(operand, root):
                return naming.spelled(operand)[0]
        pieces = Pieces()
        waiting = [(root, root, False)]
        while waiting:
            wire, reader, ready = waiting.pop()
            if ready:
                self.put(pieces, wire)
            elif wire == root or naming.inline(wire, reader):
                waiting.append((wire, reader, True))
                waiting += [(operand, wire, False) for _, operand in reversed(self.inputs(wire))]
            else:
                pieces.atom(*naming.spelled(wire))
        return pieces.text()

    def inputs(self, wire: int) -> list[tuple[int, int]]:
        """Number and wire of each input of a gate, in the order in which a text gives them."""
        inputs = list(enumerate(self.naming.operands(wire)))
        if wire in self.naming.swapped:
            inputs.sort(key=lambda each: each[1])
        return inputs

    def put(self, pieces: Pieces, wire: int) -> None:
        """Make one operand of the inputs of a gate."""
        gate, level = TABLE[self.tape.kind[wire]], self.naming.level[wire]
        if level == SIGNED:
            return pieces.prefix("-")
        if level != CLOSED:
            return pieces.infix(gate.name)
        inputs = self.inputs(wire)
        before = [""] * len(inputs)
        if wire in self.naming.swapped:
            before = [f"{gate.params[number]}=" for number, _ in inputs]
        op = self.tape.op(wire)
        options = "" if wire in self.tape.derived else self.options(wire)
        if wire in self.tape.derived:
            op = "grad"
        elif wire in self.tape.group_of:
            op = self.renamed.get(op, op)
        elif op == "index":
            return pieces.listed("(", before, f"){subscripts(self.tape.options[wire]['item'])}")
        elif op in self.defined and op not in self.renamed:
            self.hidden.add(op)
        elif gate.family == "internal":
            raise error("bad-argument", f"`{self.naming.path(wire)}` is a gate that no text can "
                        f"name: {op}", self.tape.place(wire))  # fmt: skip
        pieces.listed(f"{NAMES.get(op, op)}(", before, f"{options})")

    def options(self, wire: int) -> str:
        """The options of a gate that are not those it has anyway, as a call gives them."""
        usual = TABLE[self.tape.kind[wire]].options
        found = (self.tape.options.get(wire) or {}).items()
        return "".join(f", {word}={spelled_option(value)}" for word, value in found
                       if word not in usual or usual[word] != value)  # fmt: skip


def spelled_option(value: Any) -> str:
    return f"[{', '.join(map(str, value))}]" if isinstance(value, tuple) else f"{value}"


def subscripts(item: Any) -> str:
    """`[0, 1:3]`, from what the gate `index` has as its option."""
    entries = item if isinstance(item, tuple) and item[:1] != ("slice",) else (item,)
    shown = []
    for entry in entries:
        if isinstance(entry, tuple):
            start, stop, step = ("" if part is None else str(part) for part in entry[1:])
            shown.append(f"{start}:{stop}" + (f":{step}" if step else ""))
        else:
            shown.append(str(entry))
    return f"[{', '.join(shown)}]"
