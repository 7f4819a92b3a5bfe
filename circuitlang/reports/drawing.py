"""A circuit as it is drawn: nodes and the wires between them, with the numbers on them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from circuitlang.gates import BY_NAME
from circuitlang.reports.reading import readers_of, visible_gates
from circuitlang.reports.report import Report
from circuitlang.reports.signs import ordered, sign_of
from circuitlang.reports.standing import Standing
from circuitlang.reports.tables import Number, gradient_of, value_of
from circuitlang.text.records import dataclass, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from circuitlang.gates.shapes import Shape

MOST = 2000  # nodes of one drawing


@dataclass(frozen=True, slots=True)
class Node:
    """A leaf or a gate, with the wire that comes out of it.

    name     its full name; label: what stands on the wire, empty for an operation without a name
    sign     what stands in the gate, constant operands with it; formula: the gate written out
    inputs   the nodes that it reads, in order; one that is read twice stands there twice
    ordered  the order of its inputs matters
    before   how many of its inputs, after: how many of its readers are not drawn
    frame    the innermost opened composite gate that it belongs to; -1: none
    """

    kind: str  # input, param, const, gate, composite
    name: str
    label: str
    sign: str
    formula: str
    value: Number
    gradient: Number | None  # None for a constant, which has none
    inputs: tuple[int, ...] = ()
    ordered: bool = False
    output: bool = False
    before: int = 0
    after: int = 0
    frame: int = -1
    shape: str = ""  # of a tensor: `[2, 3]`

    @property
    def is_leaf(self) -> bool:
        return self.kind in ("input", "param", "const")


@dataclass(frozen=True, slots=True)
class Frame:
    """A composite gate that is opened: its nodes stand inside of a frame."""

    name: str
    sign: str
    parent: int = -1


@dataclass(frozen=True, slots=True)
class Drawing(Report):
    """Nodes in the order of evaluation: each reads only nodes before it."""

    nodes: tuple[Node, ...]
    frames: tuple[Frame, ...] = ()
    of: str | None = None  # what the gradients are of
    focus: tuple[int, ...] = ()  # the nodes that were asked for, or the outputs
    left_out: int = 0  # gates and inputs that are not drawn


def draw(standing: Standing, wires: Iterable[int] | None = None, most: int = MOST) -> Drawing:
    """The whole circuit; or with `wires` those, the operations that they are made of, and the
    neighbours of all these.  What is more than `most` is left out, farthest first."""
    tape, builder = standing.tape, standing.builder
    asked = list(wires) if wires is not None else None
    if asked is not None:
        _open(standing, asked)
    leaves = [x for x in builder.symbols.values() if tape.is_leaf(x) and not tape.is_const(x)]
    seen = sorted({*leaves, *visible_gates(standing), *_lone_constants(standing)})
    outputs = [x for x in builder.outputs or (builder.last,) if x >= 0]
    chosen = seen
    if asked is not None:
        chosen = _around(standing, asked, seen)
    if len(chosen) > most:
        chosen = _nearest(standing, asked or outputs or chosen[-1:], frozenset(chosen), most)
    drawn = _nodes(standing, chosen, frozenset(outputs))
    places = {wire: place for place, wire in enumerate(chosen)}
    focus = tuple(places[x] for x in (asked or outputs) if x in places)
    frames, inside = _frames(standing, chosen)
    nodes = tuple(replace(node, frame=frame) for node, frame in zip(drawn, inside, strict=True))
    of = tape.name(standing.of) if standing.of >= 0 else None
    return Drawing(nodes, frames, of, focus, len({*seen, *chosen}) - len(chosen))


def part(drawing: Drawing, keep: Iterable[int]) -> Drawing:
    """The drawing with only some of its nodes; what is left out is counted."""
    kept = sorted(set(keep))
    places = {old: new for new, old in enumerate(kept)}
    lost = [0] * len(drawing.nodes)
    for node in (node for old, node in enumerate(drawing.nodes) if old not in places):
        for x in set(node.inputs):
            lost[x] += 1
    nodes = []
    frames, moved = _kept_frames(drawing, kept)
    for old in kept:
        node = drawing.nodes[old]
        inputs = tuple(places[x] for x in node.inputs if x in places)
        before = node.before + len({x for x in node.inputs if x not in places})
        nodes.append(replace(node, inputs=inputs, before=before, after=node.after + lost[old],
                             frame=moved[node.frame]))  # fmt: skip
    focus = tuple(places[x] for x in drawing.focus if x in places)
    left_out = drawing.left_out + len(drawing.nodes) - len(kept)
    return replace(drawing, nodes=tuple(nodes), frames=frames, focus=focus, left_out=left_out)


def _kept_frames(drawing: Drawing, kept: list[int]) -> tuple[tuple[Frame, ...], dict[int, int]]:
    """The frames that still have something in them, and where each of them stands now."""
    wanted: set[int] = set()
    for at in kept:
        frame = drawing.nodes[at].frame
        while frame >= 0:
            wanted.add(frame)
            frame = drawing.frames[frame].parent
    moved = {-1: -1} | {old: new for new, old in enumerate(sorted(wanted))}
    frames = (drawing.frames[old] for old in sorted(wanted))
    return tuple(replace(frame, parent=moved[frame.parent]) for frame in frames), moved


# ---------------------------------------------------------------------- what is drawn


def _open(standing: Standing, asked: list[int]) -> None:
    """Open what hides a wire that was asked for."""
    tape = standing.tape
    for wire in asked:
        owner = tape.owner[wire]
        while owner >= 0:
            if owner in tape.group_of:
                standing.opened |= {owner}
            owner = tape.owner[owner]
        hiding = [x for x, unit in standing.units.items() if wire in unit.members and wire != x]
        for result in hiding:
            del standing.units[result]


def _lone_constants(standing: Standing) -> list[int]:
    """Named constants that nothing reads: the others stand inside of gates."""
    tape = standing.tape
    named = {wire for wire in tape.consts if wire in tape.names}
    return sorted(named.difference(tape.args)) if named else []


def _around(standing: Standing, asked: list[int], seen: list[int]) -> list[int]:
    """What was asked for with its own operations, their inputs and their readers."""
    tape = standing.tape
    known = {*seen, *asked}
    core = set(asked)
    for wire in asked:
        core.update(x for x in standing.below(wire) if x in known)
    near = {x for wire in core if not tape.is_leaf(wire) for x in standing.inputs(wire)}
    near = {x for x in near if not tape.is_const(x)}
    near.update(gate for places in readers_of(standing, core).values() for gate, _ in places)
    return sorted(core | near)


def _nearest(standing: Standing, start: list[int], known: frozenset[int], most: int) -> list[int]:
    """At most `most` wires: what `start` is made of, ring by ring."""
    found = dict.fromkeys(start[:most])
    ring = list(found)
    while ring and len(found) < most:
        ring = [x for wire in ring if not standing.tape.is_leaf(wire)
                for x in standing.inputs(wire) if x in known and x not in found]  # fmt: skip
        found.update(dict.fromkeys(ring[: most - len(found)]))
    return sorted(found)


# ---------------------------------------------------------------------- nodes and frames


def _nodes(standing: Standing, chosen: list[int], outputs: frozenset[int]) -> list[Node]:
    tape, group_of = standing.tape, standing.tape.group_of
    places = {wire: place for place, wire in enumerate(chosen)}
    inputs = {wire: standing.inputs(wire) for wire in chosen if not tape.is_leaf(wire)}
    after = [len({gate for gate, _ in reading if gate not in places})
             for reading in readers_of(standing, chosen).values()]  # fmt: skip
    found = []
    for place, wire in enumerate(chosen):
        kind, sign, formula, matters = standing.kind(wire), "", standing.kind(wire), False
        operands = inputs.get(wire, [])
        drawn = tuple(places[x] for x in operands if x in places)
        cut = {x for x in operands if x not in places and not tape.is_const(x)}
        if wire in inputs:
            composite = wire in standing.units or standing.group(wire) is not None
            kind = "composite" if composite else "gate"
            name = standing.operation(wire)
            row = None if composite else BY_NAME[name]
            index = group_of.get(wire)
            own = tape.groups[index].inner if index is not None else wire
            sign = sign_of(name, row, [_operand(standing, x) for x in operands],
                           tape.options.get(own))  # fmt: skip
            formula = standing.formula(wire, None)
            matters = len(drawn) + len(cut) > 1 and (row is None or ordered(row))
        named = wire in tape.names or wire in tape.labels or wire in group_of
        name = tape.name(wire)
        found.append(Node(kind, name, name if named else "", sign, formula,
                          value_of(standing, wire), gradient_of(standing, wire), drawn, matters,
                          wire in outputs, len(cut), after[place], -1,
                          _shape(tape.shape(wire))))  # fmt: skip
    return found


def _shape(shape: Shape) -> str:
    return f"[{', '.join(map(str, shape))}]" if shape else ""


def _operand(standing: Standing, wire: int) -> str | float | None:
    """A constant as it stands in the sign of a gate; None for any other operand."""
    return standing.term(wire) if standing.tape.is_const(wire) else None


def _frames(standing: Standing, chosen: list[int]) -> tuple[tuple[Frame, ...], list[int]]:
    """The opened composite gates, and the innermost one around each wire."""
    tape = standing.tape
    inside = [-1] * len(chosen)
    frames: list[Frame] = []
    for group in tape.groups:  # outer groups come before those inside of them
        if group.result not in standing.opened:
            continue
        low, high = bisect_left(chosen, group.low), bisect_right(chosen, group.result)
        members = [at for at in range(low, high) if tape.kind[chosen[at]] >= 0]
        if len(members) > 1:
            parent = inside[members[0]]
            for at in members:
                inside[at] = len(frames)
            frames.append(Frame(tape.name(group.result), group.name, parent))
    return tuple(frames), inside
