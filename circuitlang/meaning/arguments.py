"""What stands in a call and after a name: inputs and options, subscripts and slices."""

from __future__ import annotations

from circuitlang.gates import BY_NAME
from circuitlang.meaning.calls import arranged, reduction_of
from circuitlang.syntax import nodes
from circuitlang.text.errors import error
from circuitlang.text.records import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from circuitlang.gates.gate import Gate
    from circuitlang.meaning.builder import Operand
    from circuitlang.meaning.expressions import Reader
    from circuitlang.meaning.scope import Scope


class Cut(NamedTuple):
    """A slice of an index, `start:stop:step`."""

    start: int | None
    stop: int | None
    step: int | None


# ---------------------------------------------------------------------- calls


def gate_of(reader: Reader, node: nodes.Call) -> Gate:
    """The row that a call means: `max(X)` reduces, `max(a, b)` chooses."""
    return reduction_of(node.name, node.arity, node.keywords) or reader.gate(node)


def arguments(reader: Reader, gate: Gate, node: nodes.Call,
              operands: list[Operand]) -> tuple[list[Operand], dict[str, Any]]:  # fmt: skip
    """The inputs of a call in their order, and its options by name."""
    named = tuple(zip(node.keywords, operands[node.arity :], strict=True))
    return arranged(gate, node.name, operands[: node.arity], named,
                    lambda operand, word: option(reader, operand, node, word),
                    reader.span(node))  # fmt: skip


def option(reader: Reader, operand: Operand, node: Any, word: str) -> Any:
    """The value of an option: a number, whole where it can be, or a tuple of them."""
    if isinstance(operand, str) or not reader.world.is_const(operand):
        mend = "it is a part of the gate, not an input"
        if node.name == "sum":
            mend = "`sum` adds up one tensor; `+` or `add(a, b)` adds values"
        raise error("not-constant", f"`{word}` must be constant", reader.span(node), help=mend)
    value = reader.world.constant(operand)
    if isinstance(value, float):
        return _whole(value)
    return tuple(_whole(float(each)) for each in value.ravel())


def _whole(value: float) -> float:
    """The number as an int where it is whole and exact as one."""
    return int(value) if abs(value) < 2**53 and value == int(value) else value


# ---------------------------------------------------------------------- arrays


def array(reader: Reader, node: nodes.Array, operands: list[Operand]) -> Operand:
    """A tensor literal: a constant where its elements are, else the gate `stack` of them."""
    if operands and not all(reader.world.is_const(operand) for operand in operands):
        return reader.world.apply(BY_NAME["stack"], operands, reader.span(node))
    import numpy as np

    try:
        return np.array([reader.world.constant(operand) for operand in operands], np.float64)
    except ValueError:
        raise error("shape-mismatch", "the rows of this tensor differ in length",
                    reader.span(node), help="every row needs as many elements as the first",
                    ) from None  # fmt: skip


# ---------------------------------------------------------------------- names and indices


def cut(reader: Reader, node: nodes.Slice, stack: list[Operand]) -> Cut:
    count = node.start + node.stop + node.step
    values = iter(stack[len(stack) - count :])
    parts = [reader.whole(next(values), node, "a bound of a slice") if there else None
             for there in (node.start, node.stop, node.step)]  # fmt: skip
    del stack[len(stack) - count :]
    if parts[2] == 0:
        raise error("bad-argument", "the step of a slice cannot be 0", reader.span(node))
    return Cut(*parts)


def reference(reader: Reader, node: nodes.Ref, stack: list[Operand], scope: Scope) -> Operand:
    """What a name with its trail means: the longest name that is declared, then its elements.

    `X[0]` is the declared name `X[0]` if there is one, else an element of X; `.T` transposes.
    """
    count = sum(step.count for step in node.trail if isinstance(step, nodes.Index))
    items = stack[len(stack) - count :]
    del stack[len(stack) - count :]
    steps = list(steps_of(node.trail, items))
    best, used, name = "", 0, node.name
    if known(reader, name, scope):
        best = name
    unknown = not best  # of two unknown beginnings in a row none leads to a name
    for number, (step, inside) in enumerate(steps, 1):
        if isinstance(step, nodes.Index):
            if any(isinstance(item, Cut) or not reader.world.is_const(item) for item in inside):
                break
            whole = [reader.whole(item, node, "a subscript") for item in inside]
            name += f"[{', '.join(map(str, whole))}]"
        elif step.name == "T":
            break
        else:
            name += f".{step.name}"
        if known(reader, name, scope):
            best, used, unknown = name, number, False
        elif unknown:
            break
        else:
            unknown = True
    left = steps[used:]
    scalar = bool(best) and not is_tensor(reader, reader.lookup(best, scope, node))
    if not best or (left and (scalar or isinstance(left[0][0], nodes.Member))
                    and left[0][0] != nodes.Member("T")):  # fmt: skip
        return reader.lookup(name, scope, node)  # says what is wrong with it
    return follow(reader, reader.lookup(best, scope, node), left, node)


def known(reader: Reader, name: str, scope: Scope) -> bool:
    return name in scope.names or reader.world.has(name)


def is_tensor(reader: Reader, operand: Operand) -> bool:
    return bool(reader.world.shape(operand))


def steps_of(trail: tuple[nodes.Index | nodes.Member, ...], items: list[Operand],
             ) -> Iterator[tuple[nodes.Index | nodes.Member, list[Operand]]]:  # fmt: skip
    """The steps of a trail, each with its items."""
    at = 0
    for step in trail:
        size = step.count if isinstance(step, nodes.Index) else 0
        yield step, items[at : at + size]
        at += size


def follow(reader: Reader, operand: Operand, steps: Any, node: Any) -> Operand:
    """An operand's element, slice or transpose, step by step."""
    for step, inside in steps:
        if isinstance(step, nodes.Index):
            spec = tuple(
                ("slice", *item) if isinstance(item, Cut) else reader.whole(item, node, "an index")
                for item in inside
            )
            operand = reader.world.apply(BY_NAME["index"], [operand], reader.span(node),
                                         {"item": spec})  # fmt: skip
        elif step.name == "T":
            operand = reader.world.apply(BY_NAME["transpose"], [operand], reader.span(node))
        else:
            raise error("syntax", f"`.{step.name}` belongs to a name", reader.span(node))
    return operand
