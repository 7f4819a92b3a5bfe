"""The gradient of a gate as gates of the same circuit.

Reverse mode on the tape, as the engines do it, but every product and every sum is a new gate: the
rules of the rows are read as wires.  What a branch that is not taken passes is exactly 0 here as
well: a chain that went through one is held at 0 by a `where` where the branch is not taken.
"""

from __future__ import annotations

from circuitlang.gates import TABLE
from circuitlang.tape.order import reach
from circuitlang.text.errors import error
from circuitlang.transforms.wires import Only, Wire, Wires

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from circuitlang.meaning.builder import Builder, Operand
    from circuitlang.tape.tape import Group, Tape
    from circuitlang.text.source import Span


def differentiate(builder: Builder, of: int, by: int, span: Span | None) -> Operand:
    """∂of/∂by as an operand; 0 where `of` does not depend on `by`.

    Raises not-scalar for the gradient of a tensor, bad-argument where a gate has no second
    derivative yet.
    """
    tape = builder.tape
    if tape.shape(of):
        raise error("not-scalar", f"`{tape.name(of)}` is a tensor: the gradient is taken of one "
                    "number", span, help=f"sum({tape.name(of)}) is one")  # fmt: skip
    m = Wires(builder, span)
    mark, before = builder.mark(), len(tape)
    between = _between(tape, of, by)
    found: dict[int, tuple[Any, Any]] = {of: (Wire(m, 1.0), None)}
    for wire in range(of, by, -1):
        if wire not in found or not between[wire]:
            continue
        upstream, reached = found.pop(wire)
        if tape.kind[wire] < 0:
            continue
        operands = tape.operands(wire)
        for slot, term, mask in _terms(m, tape, wire, upstream, reached):
            if between[operands[slot]]:
                found[operands[slot]] = _sum(m, found.get(operands[slot]), term, mask)
    if by not in found:
        builder.rollback(mark)
        return _zero(builder, by)
    return _only_needed(builder, m.operand(found[by][0]), mark, before)


def _between(tape: Tape, of: int, by: int) -> bytearray:
    """1 for each wire on a way from `by` to `of`."""
    above = reach(tape, of)
    below = bytearray(len(tape))
    below[by] = 1
    start, args = tape.start, tape.args
    for wire in range(by + 1, of + 1):
        if any(below[x] for x in args[start[wire] : start[wire + 1]]):
            below[wire] = 1
    return bytearray(a & b for a, b in zip(above, below, strict=True))


def _only_needed(builder: Builder, result: Operand, mark: Any, before: int) -> Operand:
    """The result without the gates that were made for other inputs of the rules."""
    tape = builder.tape
    if not isinstance(result, int) or result < before:
        builder.rollback(mark)
        return result
    needed = reach(tape, result)
    wanted = [(wire, tape.kind[wire], list(tape.operands(wire)), tape.place(wire),
               tape.shape(wire), tape.options.get(wire), tape.consts.get(wire))
              for wire in range(before, result + 1) if needed[wire]]  # fmt: skip
    builder.rollback(mark)
    moved: dict[int, int] = {}
    for wire, kind, operands, place, shape, options, constant in wanted:
        if constant is not None:
            moved[wire] = builder.wire(constant)
            continue
        origin = builder.origin(place)  # going back took the places of these gates, too
        moved[wire] = new = builder.emit(kind, [moved.get(x, x) for x in operands], origin,
                                         shape=shape)  # fmt: skip
        if options:
            tape.options[new] = options
    return moved[result]


def _terms(m: Wires, tape: Tape, wire: int, upstream: Any, reached: Any,
           ) -> list[tuple[int, Any, Any]]:  # fmt: skip
    """What a gate sends: (number of the input, gradient, where a branch was taken)."""
    gate = TABLE[tape.kind[wire]]
    inputs = [Wire(m, x) for x in tape.operands(wire)]
    if gate.name == "given":
        return _by_formula(m, tape, wire, upstream, reached)
    if gate.name == "chained":
        return _whole(m, tape, wire, upstream, reached)
    if gate.chain is not None:
        sent = gate.chain(m, upstream, Wire(m, wire), *inputs, **(tape.options.get(wire) or {}))
        return [(slot, m.where(term.condition, term.value, 0.0), term.condition)
                if isinstance(term, Only) else (slot, term, None)
                for slot, term in enumerate(sent) if term is not None]  # fmt: skip
    found = []
    slopes = gate.local(m, Wire(m, wire), *inputs)
    for slot, slope in enumerate(slopes):
        if slope is None:
            continue
        mask = reached
        if isinstance(slope, Only):
            mask = slope.condition if reached is None else m.both(reached, slope.condition)
            slope = slope.value
        term = upstream * slope
        if mask is not None:
            term = m.where(mask, term, 0.0)
        here, there = m.shape(term), tape.shape(tape.operands(wire)[slot])
        if here != there:
            term = m.unbroadcast(term, inputs[slot])
            mask = None
        found.append((slot, term, mask))
    return found


def _by_formula(m: Wires, tape: Tape, wire: int, upstream: Any, reached: Any,
                ) -> list[tuple[int, Any, Any]]:  # fmt: skip
    """What a composite gate with formulas of its own sends: upstream × formula.

    The formula is written out anew, of the inputs themselves: the one inside of the gate reads
    ports that pass nothing back, and its derivative would be lost.
    """
    operands = tape.operands(wire)
    group = tape.groups[tape.group_of[wire]] if wire in tape.group_of else None
    formulas: dict[int, Any] = {}
    if group is not None:
        outside = {x: Wire(m, x) for x in group.operands}
        formulas = _attached(m, tape, group, list(operands[2::2]), outside)
    return [(slot, upstream * formulas.get(operands[slot + 1], Wire(m, operands[slot + 1])),
             reached) for slot in range(1, len(operands), 2)]  # fmt: skip


def _whole(m: Wires, tape: Tape, wire: int, upstream: Any, reached: Any,
           ) -> list[tuple[int, Any, Any]]:  # fmt: skip
    """What a composite gate sends whose formulas give the whole gradient, made of `upstream`."""
    operands = tape.operands(wire)
    if wire not in tape.group_of:
        raise error("bad-argument", "`chain` formulas have no derivative as gates here yet",
                    tape.place(wire))  # fmt: skip
    group = tape.groups[tape.group_of[wire]]
    made = {**{x: Wire(m, x) for x in group.operands}, operands[1]: Wire(m, m.operand(upstream))}
    formulas = _attached(m, tape, group, list(operands[3::2]), made)
    found: list[tuple[int, Any, Any]] = [(0, upstream, reached)]
    for slot in range(2, len(operands), 2):
        term = formulas[operands[slot + 1]]
        found.append((slot, term if reached is None else m.where(reached, term, 0.0), None))
    return found


def _attached(m: Wires, tape: Tape, group: Group, wanted: list[int], made: dict[int, Any],
              ) -> dict[int, Any]:  # fmt: skip
    """The wires of a composite gate that `wanted` needs, made anew; `made` are those outside."""
    if any(tape.op(port) == "copy" for port in group.ports if port >= group.low):
        raise error("bad-argument", f"`{group.name}` has a formula for some of its parameters "
                    "only: it has no second derivative yet", m.span,
                    help="give a `local` for each parameter")  # fmt: skip
    made = {
        **made,
        **{
            port: made.get(operand, Wire(m, operand))
            for port, operand in zip(group.ports, group.operands, strict=True)
        },
    }
    needed = set(wanted)
    for wire in range(max(wanted), group.low - 1, -1):
        if wire in needed:
            needed.update(tape.operands(wire))
    for wire in sorted(needed):
        if wire in made or wire < group.low or tape.kind[wire] < 0:
            continue
        inputs = [made.get(x, Wire(m, x)) for x in tape.operands(wire)]
        row = TABLE[tape.kind[wire]]
        if row.name == "given":
            inner = tape.groups[tape.group_of[wire]]
            outer = {x: known for x, known in made.items() if x < inner.low}
            formulas = _attached(m, tape, inner, list(tape.operands(wire)[2::2]), outer)
            inputs[2::2] = [formulas[x] for x in tape.operands(wire)[2::2]]
        if row.name in ("chained", "upstream"):
            raise error("bad-argument", "a `chain` inside of a `chain` or `local` has no "
                        "derivative as gates yet", tape.place(wire))  # fmt: skip
        made[wire] = m.gate(row.name, *inputs, **(tape.options.get(wire) or {}))
    return {wire: made.get(wire, Wire(m, wire)) for wire in wanted}


def _sum(m: Wires, before: tuple[Any, Any] | None, term: Any, mask: Any) -> tuple[Any, Any]:
    if before is None:
        return term, mask
    total, other = before
    joined = None if mask is None or other is None else m.either(other, mask)
    return total + term, joined


def _zero(builder: Builder, by: int) -> Operand:
    shape = builder.tape.shape(by)
    if not shape:
        return 0.0
    import numpy as np

    return np.zeros(tuple(size if isinstance(size, int) else 1 for size in shape))
