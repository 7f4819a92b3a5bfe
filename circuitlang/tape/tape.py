"""A circuit as columns: one row a wire, in evaluation order.  Structure, never values of a pass."""

from __future__ import annotations

from array import array

from circuitlang.gates import TABLE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from circuitlang.gates.shapes import Shape
    from circuitlang.text.source import Span

INPUT, PARAM, CONST = -1, -2, -3
LEAF_KINDS = {"input": INPUT, "param": PARAM, "const": CONST}
LEAF_NAMES = {INPUT: "input", PARAM: "param", CONST: "const"}


class Group:
    """One call of a composite gate, inlined: wires `low` … `result` are its inside.

    `operands` are the wires outside that it reads, `ports` the wires inside that stand for them
    (a `copy`, or the operand itself where that is constant); `inner` is what the body computes
    (it is `result` itself unless the definition has its own `local`); from `formulas` on stand
    the wires of those formulas, which belong to no reader.
    """

    __slots__ = ("formulas", "inner", "low", "name", "operands", "params", "parent", "ports",
                 "result", "ruled")  # fmt: skip

    def __init__(self, name: str, params: tuple[str, ...], low: int, parent: int) -> None:
        self.name = name
        self.params = params
        self.low = low
        self.parent = parent
        self.operands: tuple[int, ...] = ()
        self.ports: tuple[int, ...] = ()
        self.inner = self.result = self.formulas = -1
        self.ruled: tuple[int, ...] = ()  # numbers of the parameters that have a formula

    @property
    def has_formula(self) -> bool:
        return self.inner != self.result


class Tape:
    """Append-only columns: wire i reads only wires < i.

    kind    index of the gate's row in the table, or INPUT, PARAM, CONST
    start   the operands of wire i are args[start[i]:start[i + 1]]
    owner   the wire whose name this one's begins with (`f.add` is owned by f); -1: its own
    origin  index into `places`: where in the source it was written; -1: nowhere
    names   the names of what was declared; labels: of variables inside composite gates
    consts  the values of constant wires
    shapes  the shapes of tensors; a wire that is not in it is a scalar
    options the options of gates that have any (`axis`)
    derived what `grad(f, x)` made: its result -> (first wire of it, f, x)

    What is compiled of a tape holds as long as `version` is what it was: it goes up when wires are
    taken away that were there then (`firm` of them).
    """

    __slots__ = (
        "_children", "_labels", "args", "consts", "derived", "firm", "gates", "group_of", "groups",
        "kind", "labels", "lows", "names", "options", "origin", "owner", "places", "shapes",
        "start", "version",
    )  # fmt: skip

    def __init__(self) -> None:
        self.kind = array("h")
        self.start = array("q", [0])
        self.args = array("i")
        self.owner = array("i")
        self.origin = array("i")
        self.names: dict[int, str] = {}
        self.labels: dict[int, str] = {}
        self.lows: dict[int, int] = {}  # where a gate built in Python has its first operation
        self.consts: dict[int, Any] = {}  # floats, and arrays where there are tensors
        self.shapes: dict[int, Shape] = {}
        self.options: dict[int, dict[str, Any]] = {}
        self.derived: dict[int, tuple[int, int, int]] = {}
        self.places: list[Span] = []
        self.groups: list[Group] = []
        self.group_of: dict[int, int] = {}  # result wire -> group
        self.firm = self.version = 0
        self.gates = 0  # wires that count as gates: no leaves, no ports
        self._children: dict[int, dict[str, int]] = {}  # both caches are filled by `children`
        self._labels: dict[int, dict[int, str]] = {}

    def __len__(self) -> int:
        return len(self.kind)

    def clone(self) -> Tape:
        """A tape of its own with the same columns."""
        twin = Tape()
        for column in self.__slots__:
            value = getattr(self, column)
            setattr(twin, column, value if isinstance(value, int) else value.__copy__()
                    if hasattr(value, "__copy__") else type(value)(value))  # fmt: skip
        return twin

    def append(self, kind: int, operands: Sequence[int], origin: int) -> int:
        wire = len(self.kind)
        self.kind.append(kind)
        self.args.extend(operands)
        self.start.append(len(self.args))
        self.owner.append(-1)
        self.origin.append(origin)
        return wire

    def operands(self, wire: int) -> array[int]:
        return self.args[self.start[wire] : self.start[wire + 1]]

    def is_const(self, wire: int) -> bool:
        return self.kind[wire] == CONST

    def is_leaf(self, wire: int) -> bool:
        return self.kind[wire] < 0

    def place(self, wire: int) -> Span | None:
        origin = self.origin[wire]
        return self.places[origin] if origin >= 0 else None

    def shape(self, wire: int) -> Shape:
        return self.shapes.get(wire, ())

    def op(self, wire: int) -> str:
        """What the wire is: its definition's name, its gate's name, or input, param, const."""
        group = self.group_of.get(wire)
        if group is not None:
            return self.groups[group].name
        kind = self.kind[wire]
        return TABLE[kind].name if kind >= 0 else LEAF_NAMES[kind]

    # Names.  Only what was declared has its name stored; `f.add2` is found when it is asked for.

    def name(self, wire: int) -> str:
        parts = []
        while wire not in self.names:
            owner = self.owner[wire]
            if owner < 0:
                return spelled(self.consts[wire]) if wire in self.consts else f"#{wire}"
            parts.append(self.label(owner, wire))
            wire = owner
        return ".".join([self.names[wire], *reversed(parts)])

    def label(self, owner: int, wire: int) -> str:
        """The last part of the name of a wire that another one owns."""
        self.children(owner)
        return self._labels[owner][wire]

    def children(self, owner: int) -> dict[str, int]:
        """The wires whose names begin with the owner's, by the last part of their names."""
        found = self._children.get(owner)
        if found is None:
            found = self._name_children(owner)
            self._labels[owner] = {wire: label for label, wire in found.items()}
            self._children[owner] = found  # last: an interrupt leaves none of it, or all
        return found

    def _name_children(self, owner: int) -> dict[str, int]:
        low = self.lows.get(owner, owner)
        known = owner in self.lows
        while not known and low > 0 and (self.owner[low - 1] >= 0 or self._is_literal(low - 1)):
            low -= 1
        own = [wire for wire in range(low, owner) if self.owner[wire] == owner]
        found = {self.labels[wire]: wire for wire in own if wire in self.labels}
        counts: dict[str, int] = {}
        for wire in own:
            if wire in self.labels:
                continue
            op = label = self.op(wire)
            while label in found:
                counts[op] = counts.get(op, 1) + 1
                label = f"{op}{counts[op]}"
            found[label] = wire
        return found

    def _is_literal(self, wire: int) -> bool:
        return self.kind[wire] == CONST and wire not in self.names

    def readers(self) -> Iterator[tuple[int, int, int]]:
        """Each place where a wire is read: (operand, reader, position among its inputs)."""
        start, args = self.start, self.args
        for wire in range(len(self.kind)):
            low = start[wire]
            for slot in range(low, start[wire + 1]):
                yield args[slot], wire, slot - low

    # Going back: what was appended since a mark can be taken away again.

    def mark(self) -> tuple[int, ...]:
        return (len(self.kind), len(self.args), len(self.names), len(self.labels),
                len(self.consts), len(self.shapes), len(self.options), len(self.places),
                len(self.groups), len(self.group_of), self.gates)  # fmt: skip

    def rollback(self, mark: tuple[int, ...]) -> None:
        wires, args, *sparse, places, groups, group_of, gates = mark
        if wires < self.firm:
            self.firm, self.version = wires, self.version + 1
        del self.kind[wires:], self.owner[wires:], self.origin[wires:]
        del self.start[wires + 1 :], self.args[args:]
        del self.places[places:], self.groups[groups:]
        self.lows = {owner: low for owner, low in self.lows.items() if owner < wires}
        self.derived = {wire: made for wire, made in self.derived.items() if wire < wires}
        tables: tuple[dict[int, Any], ...] = (
            self.names, self.labels, self.consts, self.shapes, self.options,
        )  # fmt: skip
        for table, size in zip(tables, sparse, strict=True):
            while len(table) > size:
                table.popitem()
        while len(self.group_of) > group_of:
            self.group_of.popitem()
        self.gates = gates
        self._children = {o: c for o, c in self._children.items() if o < wires}


def spelled(value: Any) -> str:
    """What a constant without a name is called."""
    return repr(value) if isinstance(value, float) else f"[{' × '.join(map(str, value.shape))}]"


def check(tape: Tape) -> None:
    """Raise AssertionError unless the tape is legal: says what that means, for the tests."""
    size = len(tape)
    assert len(tape.owner) == len(tape.origin) == size and len(tape.start) == size + 1
    assert tape.start[0] == 0 and tape.start[size] == len(tape.args)
    for wire in range(size):
        operands = tape.operands(wire)
        assert all(0 <= operand < wire for operand in operands), f"{wire} reads ahead"
        kind = tape.kind[wire]
        if kind < 0:
            assert kind in LEAF_NAMES and not operands
            assert (kind == CONST) == (wire in tape.consts)
        else:
            assert TABLE[kind].takes(len(operands)), f"{tape.name(wire)}: wrong arity"
            assert not all(tape.is_const(operand) for operand in operands), "not folded"
        assert tape.owner[wire] < size and (tape.owner[wire] > wire or tape.owner[wire] == -1)
    for index, group in enumerate(tape.groups):
        assert group.low <= group.inner <= group.result < size and group.parent < index
        assert len(group.operands) == len(group.ports) == len(group.params)
