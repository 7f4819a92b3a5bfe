"""Gates of tensors in words: the shapes, and which products they leave possible."""

from __future__ import annotations

from circuitlang.gates.shapes import bracketed
from circuitlang.reports.jacobians import has_tensors as has_tensors
from circuitlang.reports.kinds import structure
from circuitlang.reports.sentences import Sentence, joined, listed, name, plain, say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from circuitlang.reports.sentences import Piece
    from circuitlang.reports.standing import Standing


def leaf(standing: Standing, wire: int) -> list[Sentence]:
    tape = standing.tape
    kind = {"input": "an input", "param": "a param, which training moves",
            "const": "a constant and takes no gradient"}[tape.op(wire)]  # fmt: skip
    first = say(
        f"{{}} is {kind}, of the shape {{}}.", name(tape.name(wire)), _shape(standing, wire)
    )
    if tape.is_const(wire):
        return [first]
    return [joined(first, say("What it hears has that shape too: one number for each of its own."))]


def gate(standing: Standing, wire: int) -> list[Sentence]:
    tape = standing.tape
    inputs = [x for x in dict.fromkeys(standing.inputs(wire)) if not tape.is_const(x)]
    if standing.operation(wire) == "matmul" and len(inputs) == 2 \
            and all(len(tape.shape(x)) == 2 for x in inputs):  # fmt: skip
        return _matmul(standing, wire, *inputs)
    hears = [[*name(tape.name(x)), *plain(" hears "), *_shape(standing, x)] for x in inputs]
    shapes = say("It is {} and hears the same shape; {}.", _shape(standing, wire), listed(hears))
    return [structure(standing, wire), shapes]


def _matmul(standing: Standing, wire: int, left: int, right: int) -> list[Sentence]:
    """The attention to dimensions that the notes ask for."""
    called = name(standing.tape.name(wire))
    a, b = (name(standing.tape.name(x)) for x in (left, right))
    of, of_a, of_b = (_shape(standing, x) for x in (wire, left, right))
    return [
        say("{} is a matrix product: {} @ {} gives {}.", called, of_a, of_b, of),
        say("What {} hears must have {}'s shape, {}. From what {} hears, {}, and {}, {}, only d{} "
            "@ {}.T has it.", a, a, of_a, called, of, b, of_b, called, b),
        say("What {} hears must be {}: only {}.T @ d{}.", b, of_b, a, called),
    ]  # fmt: skip


def _shape(standing: Standing, wire: int) -> list[Piece]:
    shape = standing.tape.shape(wire)
    return plain(bracketed(shape) if shape else "a scalar")
