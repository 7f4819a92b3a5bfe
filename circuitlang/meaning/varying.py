"""Constants that differ from trip to trip of a loop: its variable, and what is computed of it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from circuitlang.gates.gate import Gate
    from circuitlang.readings.floats import Floats

    Affine = tuple[int, int]  # (a, b): a × the loop's variable + b
    Subscript = int | Affine

DEEPEST = 20  # so deep may what is computed of a loop's variable be
EXACT = 2**52  # so far a float tells whole numbers apart, whatever is added next


class Unusual(Exception):
    """A loop has something in it that is unrolled trip by trip only."""


class Varying:
    """The loop's variable (without a gate), or a gate of constants of which some vary.

    Two that are computed in the same way are equal.

    affine  what it is as a subscript, if it is affine in the variable
    """

    __slots__ = ("_key", "affine", "depth", "gate", "operands")

    def __init__(self, gate: Gate | None = None, operands: Sequence[Varying | float] = (),
                 most: int = 0) -> None:  # fmt: skip
        """`most` is the largest that the loop's variable gets."""
        self.gate = gate
        self.operands = operands
        depths = [each.depth for each in operands if isinstance(each, Varying)]
        self.depth: int = 1 + max(depths, default=0)
        if self.depth > DEEPEST:
            raise Unusual
        keys = [each._key if isinstance(each, Varying) else each.hex() for each in operands]
        self._key: Any = (gate.name if gate else "", *keys)
        self.affine = (1, 0) if gate is None else _affine(gate.name, operands)
        if self.affine is not None and abs(self.affine[0]) * most + abs(self.affine[1]) > EXACT:
            self.affine = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Varying) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)

    def at(self, index: int, m: Floats) -> float:
        """Its value in the trip of that number."""
        if self.gate is None:
            return float(index)
        return float(self.gate.value(m, *[
            each.at(index, m) if isinstance(each, Varying) else each
            for each in self.operands]))  # fmt: skip


def _affine(gate: str, operands: Sequence[Varying | float]) -> Affine | None:
    parts = [_parts(each) for each in operands]
    if None in parts:
        return None
    if gate == "neg":
        ((a, b),) = parts  # type: ignore[misc]
        return -a, -b
    if len(parts) != 2 or gate not in ("add", "sub", "mul"):
        return None
    (a, b), (c, d) = parts  # type: ignore[misc]
    if gate == "mul":
        return (a * d, b * d) if c == 0 else (b * c, b * d) if a == 0 else None
    return (a + c, b + d) if gate == "add" else (a - c, b - d)


def _parts(operand: Varying | float) -> Affine | None:
    if isinstance(operand, Varying):
        return operand.affine
    whole = abs(operand) < EXACT and operand == int(operand)
    return (0, int(operand)) if whole else None


def spelled(base: str, subscripts: tuple[Subscript, ...], low: int, trips: int) -> list[str]:
    """The names `base[…]` in `trips` trips from number `low` on."""
    varying = [each for each in subscripts if isinstance(each, tuple)]
    if len(varying) > 1:
        rows = [[x if isinstance(x, int) else x[0] * index + x[1] for x in subscripts]
                for index in range(low, low + trips)]  # fmt: skip
        return [f"{base}[{', '.join(map(str, row))}]" for row in rows]
    ((a, b),) = varying
    left, right = ", ".join("@" if isinstance(x, tuple) else str(x) for x in subscripts).split("@")
    left, right = f"{base}[{left}", f"{right}]"
    return [f"{left}{a * i + b}{right}" for i in range(low, low + trips)]
