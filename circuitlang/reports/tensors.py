"""Gates of tensors in words: the shapes, and which products they leave possible."""

from __future__ import annotations

from circuitlang.gates.shapes import bracketed
from circuitlang.reports.jacobians import has_tensors as has_tensors
from circuitlang.reports.jacobians import products
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
    both = standing.inputs(wire)
    inputs = [x for x in dict.fromkeys(both) if not tape.is_const(x)]
    if standing.operation(wire) == "matmul" and all(len(tape.shape(x)) == 2 for x in both):
        return _matmul(standing, wire, *both)
    hears = [[*name(tape.name(x)), *plain(" hears "), *_shape(standing, x)] for x in inputs]
    shapes = say("It is {} and hears the same shape; {}.", _shape(standing, wire), listed(hears))
    return [structure(standing, wire), shapes]


def _matmul(standing: Standing, wire: int, left: int, right: int) -> list[Sentence]:
    """The attention to dimensions that the notes ask for."""
    tape = standing.tape
    called = name(tape.name(wire))
    a, b = (name(str(standing.term(x))) for x in (left, right))
    of, of_a, of_b = (_shape(standing, x) for x in (wire, left, right))
    lines = [say("{} is a matrix product: {} @ {} gives {}.", called, of_a, of_b, of)]
    if not tape.is_const(left):
        ways = _ways(standing, wire, right, left)
        line = say("What {} hears must have {}'s shape, {}.", a, a, of_a)
        if len(ways) == 1:
            rest = say("From what {} hears, {}, and {}, {}, only d{} @ {}.T has it.", called, of, b,
                       of_b, called, b)  # fmt: skip
        else:
            rest = _undecided(ways, say("it is d{} @ {}.T.", called, b))
        lines.append(joined(line, rest))
    if not tape.is_const(right):
        ways = _ways(standing, wire, left, right)
        if len(ways) == 1:
            lines.append(say("What {} hears must be {}: only {}.T @ d{}.", b, of_b, a, called))
        else:
            lines.append(joined(say("What {} hears must be {}.", b, of_b),
                                _undecided(ways, say("it is {}.T @ d{}.", a, called))))  # fmt: skip
    return lines


def _ways(standing: Standing, wire: int, other: int, hearer: int) -> list[str]:
    """The products of what the gate hears and the other input that have the hearer's shape."""
    shape = standing.tape.shape
    return products(f"d{standing.tape.name(wire)}", str(standing.term(other)), shape(wire),
                    shape(other), shape(hearer))  # fmt: skip


def _undecided(ways: list[str], answer: Sentence) -> Sentence:
    """Equal sizes: more than one product has the shape."""
    shown = listed([plain(way) for way in ways])
    return joined(say("Here the sizes are equal, so the dimensions cannot decide: {} all have it;",
                      shown), answer)  # fmt: skip


def _shape(standing: Standing, wire: int) -> list[Piece]:
    shape = standing.tape.shape(wire)
    return plain(bracketed(shape) if shape else "a scalar")
