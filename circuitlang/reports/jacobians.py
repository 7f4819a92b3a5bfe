"""Gates of tensors: the rule by which each input hears its gradient, the shapes that it joins, and
the Jacobian itself where it is small."""

from __future__ import annotations

from circuitlang.gates import TABLE
from circuitlang.gates.shapes import bracketed, count
from circuitlang.readings.chain_formulas import chain_formula
from circuitlang.readings.formulas import local_formula
from circuitlang.readings.precedence import PRODUCT, level_of, within
from circuitlang.readings.values import shape_of
from circuitlang.reports.gradients import InputTerm, terms

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from circuitlang.gates.shapes import Shape
    from circuitlang.reports.standing import Standing
    from circuitlang.reports.unit import Unit

SMALL = 36  # entries of a Jacobian that is shown
MOST_INPUTS = 8  # of a gate with more, no formulas are written


def has_tensors(standing: Standing, wire: int) -> bool:
    """Is the gate or leaf a tensor, or does it read one?"""
    tape = standing.tape
    operands = standing.inputs(wire) if tape.kind[wire] >= 0 else []
    return any(tape.shape(x) for x in (wire, *operands))


def row_of(standing: Standing, wire: int) -> int | None:
    """The index of the row that a gate is shown as; None for a composite gate."""
    tape = standing.tape
    index = tape.group_of.get(wire)
    if wire in standing.units or (index is not None and wire not in standing.opened):
        return None
    return tape.groups[index].inner if index is not None else wire


def is_elementwise(standing: Standing, wire: int) -> bool:
    own = row_of(standing, wire)
    return own is not None and TABLE[standing.tape.kind[own]].chain is None


def formulas(standing: Standing, wire: int) -> list[str | None]:
    """The local gradients of an elementwise gate as formulas, one for each input; None where there
    is none that could be written in a line."""
    inputs = standing.inputs(wire)
    own = row_of(standing, wire)
    if own is None or len(inputs) > MOST_INPUTS:
        return [None] * len(inputs)
    gate = TABLE[standing.tape.kind[own]]
    if gate.chain is not None:
        return [None] * len(inputs)
    return local_formula(gate, [standing.term(x) for x in inputs], standing.program.m.ties)


def rules(standing: Standing, wire: int) -> list[str]:
    """What each input hears, as text: `dD @ X.T`, `dh × (1 - h²)`, `sum(dD, axis=0)`."""
    tape, inputs = standing.tape, standing.inputs(wire)
    name = tape.name(wire)
    own = row_of(standing, wire)
    if own is None:
        return [f"d{name} back through {standing.operation(wire)}"] * len(inputs)
    gate = TABLE[tape.kind[own]]
    if gate.chain is not None:
        found: list[str | None] = [None] * len(inputs)
        if len(inputs) <= MOST_INPUTS:
            found = chain_formula(gate, [standing.term(x) for x in inputs], name,
                                  tape.options.get(own), [tape.shape(x) for x in inputs],
                                  standing.program.m.ties)  # fmt: skip
        return [rule or f"d{name} back through {gate.name}" for rule in found]
    slopes = formulas(standing, wire)
    whole = tape.shape(wire)
    return [_elementwise(name, slope or f"∂{name}/∂{standing.term(x)}", tape.shape(x), whole)
            for slope, x in zip(slopes, inputs, strict=True)]  # fmt: skip


def _elementwise(name: str, slope: str, shape: Shape, whole: Shape) -> str:
    """upstream × slope, summed over the axes along which the input was broadcast."""
    upstream = f"d{name}"
    text = {"1": upstream, "-1": f"-{upstream}"}.get(slope)
    text = text or f"{upstream} × {within(slope, PRODUCT, level_of(slope))}"
    extra = len(whole) - len(shape)
    summed = [axis for axis, size in enumerate(whole)
              if axis < extra or (shape[axis - extra] == 1 and size != 1)]  # fmt: skip
    if not summed:
        return text
    if len(summed) == len(whole):
        return f"sum({text})"
    return f"sum({text}, axis={summed[0] if len(summed) == 1 else summed})"


def arithmetic(standing: Standing, wire: int, slot: int) -> str:
    """The shapes that a rule joins: `[5, 10] = [5, 3] @ [3, 10]`, `[2, 3] from [2]`."""
    tape, inputs = standing.tape, standing.inputs(wire)
    shapes = [tape.shape(x) for x in inputs]
    out, mine = tape.shape(wire), _spelled(shapes[slot])
    if text := multiplied(standing, wire, slot):
        rest = len(products("", "", out, shapes[1 - slot], shapes[slot])) - 1
        others = f"{rest} other{'s' * (rest != 1)}"
        return f"{mine} = {text}" + (f", as {others} would have" if rest else "")
    return mine if shapes[slot] == out else f"{mine} from {_spelled(out)}"


def multiplied(standing: Standing, wire: int, slot: int) -> str:
    """`[5, 3] @ [3, 10]`: what a product of matrices multiplies for an input; else nothing."""
    tape, own = standing.tape, row_of(standing, wire)
    if own is None or TABLE[tape.kind[own]].name != "matmul":
        return ""
    shapes = [tape.shape(x) for x in standing.inputs(wire)]
    if any(len(shape) != 2 for shape in shapes):
        return ""
    out, other = bracketed(tape.shape(wire)), bracketed(shapes[1 - slot][::-1])
    return f"{out} @ {other}" if slot == 0 else f"{other} @ {out}"


def products(d: str, x: str, a: Shape, b: Shape, want: Shape) -> list[str]:
    """Every product of two matrices d and x, turned or not, in either order, of a shape."""
    found = []
    for (left, shape), (right, other) in (((d, a), (x, b)), ((x, b), (d, a))):
        for turn_left in (False, True):
            for turn_right in (False, True):
                m, n = (shape[::-1] if turn_left else shape), other[::-1] if turn_right else other
                if (turn_left and shape == (1, 1)) or (turn_right and other == (1, 1)):
                    continue
                if m[1] == n[0] and (m[0], n[1]) == want:
                    found.append(f"{left}{'.T' * turn_left} @ {right}{'.T' * turn_right}")
    return found


def _spelled(shape: Shape) -> str:
    return bracketed(shape) if shape else "a scalar"


def hears(standing: Standing, wire: int, seed: Any) -> list[InputTerm]:
    """The inputs of a gate with what each would hear if the gate heard `seed`: nothing comes from
    where that is 0, though a local gradient there be infinite."""
    tape = standing.tape
    program: Any = standing.program  # of tensors
    if wire in standing.units:
        return _unit(standing, standing.units[wire], seed)
    index = tape.group_of.get(wire)
    if index is None:
        own = low = wire
    else:
        group = tape.groups[index]
        own, low = group.result, group.low
        if wire in standing.opened:
            own = low = group.inner
    meant = seed != 0.0 if shape_of(seed) else None
    found = program.backward(standing.values, own, seed, low, meant)
    return terms(program, standing.values, own, found)


def _unit(standing: Standing, unit: Unit, seed: Any) -> list[InputTerm]:
    """The same of gates that are shown as one: through everything inside."""
    tape, heard = standing.tape, {unit.result: seed}
    for wire in sorted(unit.members, reverse=True):
        if wire not in heard:
            continue
        for term in hears(_without_units(standing), wire, heard[wire]):
            if term.chained is not None and term.taken:
                before = heard.get(term.wire)
                heard[term.wire] = term.chained if before is None else before + term.chained
    return [InputTerm(wire, None, None if tape.is_const(wire) else heard.get(wire, 0.0))
            for wire in unit.inputs]  # fmt: skip


def _without_units(standing: Standing) -> Standing:
    from copy import copy

    plain = copy(standing)
    plain.units = {}
    return plain


def jacobians(standing: Standing, wire: int) -> list[Any]:
    """∂gate/∂input for each input whose Jacobian is small: an array of the gate's shape followed
    by the input's, made of what the input hears when one element of the gate hears 1."""
    import numpy as np

    inputs = standing.inputs(wire)
    tape, out = standing.tape, shape_of(standing.values[wire])
    sizes = [count(shape_of(standing.values[x])) * count(out) for x in inputs]
    small = [not tape.is_const(x) and 0 < size <= SMALL
             for x, size in zip(inputs, sizes, strict=True)]  # fmt: skip
    found: list[Any] = [None] * len(inputs)
    if not any(small):
        return found
    for slot, x in enumerate(inputs):
        if small[slot]:
            found[slot] = np.zeros((*out, *shape_of(standing.values[x])))
    for place in np.ndindex(*out):
        seed: Any = 1.0
        if out:
            seed = np.zeros(out)
            seed[place] = 1.0
        for slot, term in enumerate(hears(standing, wire, seed)):
            if small[slot] and term.chained is not None:
                found[slot][place] = term.chained
    return found
