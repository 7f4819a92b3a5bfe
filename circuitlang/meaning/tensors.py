"""Gates of tensors: their shapes are found and checked before anything is computed or allocated."""

from __future__ import annotations

from circuitlang.gates import INDEX, TABLE
from circuitlang.gates.rules import WAYS, arrangement
from circuitlang.gates.shapes import Mismatch, bracketed, broadcast, called, matmul, spelled
from circuitlang.readings.floats import Floats
from circuitlang.readings.notation import value_formula
from circuitlang.readings.precedence import ATOM, PRODUCT, level_of, within
from circuitlang.readings.values import literal
from circuitlang.text.errors import CircuitError, Label, error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from circuitlang.gates.gate import Gate
    from circuitlang.gates.shapes import Shape
    from circuitlang.meaning.builder import Builder, Operand
    from circuitlang.text.source import Span

BYTES = 8  # of an element


def shape_of(builder: Builder, operand: Operand) -> Shape:
    """The shape of an operand; () is a scalar."""
    if isinstance(operand, int):
        return builder.tape.shape(operand)
    return () if isinstance(operand, float) else tuple(operand.shape)


def apply(builder: Builder, gate: Gate, operands: Sequence[Operand], span: Span | None,
          options: dict[str, Any]) -> Operand:  # fmt: skip
    """As Builder.apply, of operands that may be tensors, with the gate's options."""
    chosen = {**gate.options, **options}
    shapes = [shape_of(builder, operand) for operand in operands]
    try:
        shape = gate.shape(*shapes, **chosen) if gate.shape else broadcast(*shapes)
    except Mismatch as problem:
        raise mismatch(builder, gate, operands, problem, span) from None
    builder.limits.shape(shape, span, "this tensor")
    if gate.work is not None:
        builder.limits.check("memory", BYTES * gate.work(*shapes, **chosen), span, "this gate")
    constant = [builder.constant(x) if builder.is_const(x) else None for x in operands]
    if all(value is not None for value in constant):
        if gate.guard is not None and (why := gate.guard(*constant, **chosen)) is not None:
            raise error("bad-argument", why, span)
        builder.counts.fold(span)
        return compute(gate, constant, chosen, builder.ties)
    wires = [builder.wire(operand) for operand in operands]
    wire = builder.emit(INDEX[gate.name], wires, builder.origin(span), shape=shape)
    if chosen:
        builder.tape.options[wire] = chosen
    return wire


def compute(gate: Gate, operands: Sequence[Any], options: dict[str, Any], ties: str) -> Any:
    """The value of a gate: a float, or an array where tensors are involved."""
    if gate.shape is None and all(isinstance(x, float) for x in operands):
        return float(gate.value(Floats(ties=ties), *operands))
    from circuitlang.engines.tensors import plain
    from circuitlang.readings.arrays import Arrays, quiet

    with quiet():
        return plain(gate.value(Arrays(ties=ties), *operands, **options))


def mismatch(builder: Builder, gate: Gate, operands: Sequence[Operand], problem: Mismatch,
             span: Span | None) -> CircuitError:  # fmt: skip
    """Shapes that do not fit: both sides, where each came from, and what fits instead."""
    names = [described(builder, operand) for operand in operands]
    shapes = [shape_of(builder, operand) for operand in operands]
    factors = names
    if gate.name == "matmul":
        factors = [within(name, ATOM, level_of(name)) if isinstance(operand, int) else name
                   for operand, name in zip(operands, names, strict=True)]  # fmt: skip
    message = problem.message.format(*factors)
    mend = problem.help.format(*factors) if problem.help is not None else None
    if gate.name == "matmul":
        mend = _product_that_fits(shapes, factors) or mend
    elif gate.shape is None and len(operands) == 2:
        mend = _broadcast_that_fits(gate, shapes, names) or mend
    labels = []
    wires = {x: name for x, name in zip(operands, names, strict=True) if isinstance(x, int)}
    for wire, name in wires.items():
        place = builder.tape.place(wire)
        if place is not None and place != span:
            labels.append(Label(place, f"{name} {_is(builder.tape.shape(wire))}"))
    if not labels and "[" not in message:
        shown = ", ".join(f"{name} is {called(shape)}" for operand, shape, name
                          in zip(operands, shapes, names, strict=True)
                          if isinstance(operand, int))  # fmt: skip
        message = f"{message} ({shown})" if shown else message
    return error(problem.code, message, span, words=problem.words, help=mend, labels=labels)


def _is(shape: Shape) -> str:
    """`is 5 × 10`, `has 3 elements`."""
    if len(shape) == 1:
        return f"has {shape[0]} element{'s' * (shape[0] != 1)}"
    return f"is {spelled(shape)}"


def _product_that_fits(shapes: Sequence[Shape], names: Sequence[str]) -> str | None:
    """The product of the same two, turned or swapped, that fits, and what it gives."""
    text = arrangement(*shapes)
    for way, first, second, turn_first, turn_second in WAYS:
        if way == text:
            left, right = shapes[first], shapes[second]
            found = matmul(left[::-1] if turn_first else left,
                           right[::-1] if turn_second else right)  # fmt: skip
            return f"{text.format(*names)} fits, and gives {called(found)}"
    return None


def _broadcast_that_fits(gate: Gate, shapes: Sequence[Shape], names: Sequence[str]) -> str | None:
    """An elementwise gate of two: with one of them turned, or a vector as a column."""
    if not gate.sign:
        return None
    sides = [within(name, PRODUCT, level_of(name)) for name in names]
    for slot in (1, 0):
        shape, other = shapes[slot], shapes[1 - slot]
        text, turned = f"{within(names[slot], ATOM, level_of(names[slot]))}.T", shape[::-1]
        if len(shape) == 1:
            turned, text = (*shape, 1), f"reshape({names[slot]}, {shape[0]}, 1)"
        if len(shape) > 2 or not shape or len(other) < len(turned):
            continue
        try:
            found = broadcast(turned, other)
        except Mismatch:
            continue
        pair = [sides[0], text] if slot else [text, sides[1]]
        return f"{pair[0]} {gate.sign} {pair[1]} fits, and gives {called(found)}"
    return None


def described(builder: Builder, operand: Operand, most: int = 40, deep: int = 4) -> str:
    """What a message calls an operand: its name, or the text that it was written as, or (of gates
    that Python built, which stand in no text) its formula."""
    if not isinstance(operand, int):
        return literal(operand) if not isinstance(operand, float) else f"{operand:g}"
    tape = builder.tape
    if operand in tape.names:
        return tape.names[operand]
    if tape.is_const(operand):
        return described(builder, tape.consts[operand])
    place = tape.place(operand)
    text = " ".join(place.text.split()) if place is not None else ""
    if not text and deep:
        parts = [described(builder, x, most, deep - 1) for x in tape.operands(operand)]
        if "this value" not in parts:
            text = value_formula(TABLE[tape.kind[operand]], parts, tape.options.get(operand))
    return text if text and len(text) <= most else "this value"


# ---------------------------------------------------------------------- values of leaves


def fitting(builder: Builder, wire: int, value: Any, shape: Shape, span: Span | None) -> None:
    """Raise shape-mismatch unless a value has the shape that was declared.  A named dimension
    takes the size that it meets first, and has it everywhere."""
    name = builder.tape.name(wire)
    have: tuple[int, ...] = () if isinstance(value, float) else tuple(value.shape)
    if len(have) == len(shape):
        for size, declared in zip(have, shape, strict=True):
            if isinstance(declared, str):
                known, first = builder.dims.setdefault(declared, (size, wire))
                if known != size:
                    place = builder.tape.place(first)
                    labels = [Label(place, f"{declared} is {known} here")] if place else ()
                    raise error("shape-mismatch", f"the dimension `{declared}` is {known} in "
                                f"`{builder.tape.name(first)}` and {size} in `{name}`", span,
                                words=_is(have),
                                labels=labels,
                                help="a named dimension is the same wherever it stands",
                                )  # fmt: skip
            elif declared != size:
                break
        else:
            return
    raise error("shape-mismatch", f"`{name}` is declared as {bracketed(shape)}, and this value is "
                f"{called(have)}", span,
                help=f"full({bracketed(shape)}, {value:g})" if isinstance(value, float) and
                all(isinstance(size, int) for size in shape) else None)  # fmt: skip
