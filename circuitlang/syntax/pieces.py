"""The text of an expression, put together as on a stack machine: operands first, then what stands
around and between them.

Nothing is copied on the way: what goes before or behind an operand is kept beside its first or
last piece, so that a sum of 100,000 terms takes one pass.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

COMPARISON, SUM, PRODUCT, SIGNED, POWER, OPERAND, CLOSED = range(1, 8)
"""How tightly a form binds, as the rules of grammar/circuit.lark stand one above another; CLOSED
is an operand that ends in a bracket of its own and may carry a trail (`f(x).T`)."""

INFIX = {
    # gate: sign, what the whole is, what its operands must be at least
    "lt": ("<", COMPARISON, (SUM, SUM)),
    "le": ("<=", COMPARISON, (SUM, SUM)),
    "gt": (">", COMPARISON, (SUM, SUM)),
    "ge": (">=", COMPARISON, (SUM, SUM)),
    "eq": ("==", COMPARISON, (SUM, SUM)),
    "ne": ("!=", COMPARISON, (SUM, SUM)),
    "add": ("+", SUM, (SUM, PRODUCT)),
    "sub": ("-", SUM, (SUM, PRODUCT)),
    "mul": ("*", PRODUCT, (PRODUCT, SIGNED)),
    "div": ("/", PRODUCT, (PRODUCT, SIGNED)),
    "matmul": ("@", PRODUCT, (PRODUCT, SIGNED)),
    "pow": ("**", POWER, (OPERAND, SIGNED)),
}


class Pieces:
    """A stack of operands, each a run of pieces of text with how tightly it binds."""

    __slots__ = ("_after", "_before", "_stack", "_text")

    def __init__(self) -> None:
        self._text: list[str] = []
        self._before: dict[int, list[str]] = {}  # by piece, the nearest one first
        self._after: dict[int, list[str]] = {}
        self._stack: list[tuple[int, int]] = []  # the operand's first piece, and its level

    def atom(self, text: str, level: int = OPERAND) -> None:
        """Push an operand that is text already."""
        self._stack.append((len(self._text), level))
        self._text.append(text)

    def join(self, glue: Sequence[str], level: int, least: Sequence[int] = (),
             grouped: Sequence[bool] = ()) -> None:  # fmt: skip
        """Make one operand of the topmost `len(glue) - 1`, with `glue` before, between and behind
        them.  One that binds less tightly than its number in `least`, or that is marked in
        `grouped`, gets parentheses."""
        count = len(glue) - 1
        if not count:
            return self.atom(glue[0], level)
        operands = self._stack[len(self._stack) - count :]
        ends = [first - 1 for first, _ in operands[1:]] + [len(self._text) - 1]
        del self._stack[len(self._stack) - count :]
        for index, (first, own) in enumerate(operands):
            if (least and own < least[index]) or (grouped and grouped[index]):
                self._before.setdefault(first, []).append("(")
                self._after.setdefault(ends[index], []).append(")")
            if glue[index]:
                self._before.setdefault(first, []).append(glue[index])
        if glue[count]:
            self._after.setdefault(ends[-1], []).append(glue[count])
        self._stack.append((operands[0][0], level))

    def infix(self, gate: str, sign: str = "", grouped: Sequence[bool] = ()) -> None:
        """`a + b`, with another `sign` for the same gate if there is one (`^`)."""
        own, level, least = INFIX[gate]
        self.join(("", f" {sign or own} ", ""), level, least, grouped)

    def prefix(self, sign: str, grouped: Sequence[bool] = ()) -> None:
        """`-a`"""
        self.join((sign, ""), SIGNED, (SIGNED,), grouped)

    def listed(self, opening: str, words: Sequence[str], closing: str) -> None:
        """`f(a, slope=b)`, `[a, b]`: an operand for each of `words`, which stands before it."""
        if not words:
            return self.atom(opening + closing, CLOSED)
        glue = [opening + words[0], *[", " + word for word in words[1:]], closing]
        self.join(glue, CLOSED)

    def text(self) -> str:
        """The text of the one operand that is left."""
        parts: list[str] = []
        for index, piece in enumerate(self._text):
            parts += reversed(self._before.get(index, ()))
            parts.append(piece)
            parts += self._after.get(index, ())
        return "".join(parts)
