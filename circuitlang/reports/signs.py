"""What stands in a gate that is drawn: `+`, `max`, `exp`, with its constants `*-1`, `1/x`, `clip(_,
0, 1)`."""

from __future__ import annotations

from circuitlang.readings.notation import short_sign, text_of, value_formula

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from circuitlang.gates.gate import Gate

COMMUTING = ("add", "mul", "max", "min", "eq", "ne")
HOLE = "_"  # an operand that comes in on a wire


def ordered(gate: Gate) -> bool:
    """Whether the order of a gate's inputs matters."""
    return gate.name not in COMMUTING


def sign_of(name: str, gate: Gate | None, operands: Sequence[str | float | None],
            options: dict[str, Any] | None = None) -> str:  # fmt: skip
    """The sign of an operation.  `operands` has its constants, as a name or number, and None for
    each operand that comes in on a wire; `gate` is None for a composite gate."""
    if gate is not None and gate.options:
        return _with_options(gate, operands, options)
    fixed = [x for x in operands if x is not None]
    if gate is None:
        return _call(name, operands) if fixed else name
    literal = not any(isinstance(x, str) for x in fixed)
    if not fixed or (literal and gate.sign and len(operands) <= 2):
        return short_sign(gate, [HOLE if x is None else x for x in operands])
    sign = gate.sign or name
    if gate.sign and len(operands) == 2:
        text = text_of(fixed[0])[0]
        return sign + text if operands[0] is None or sign in "+*" else f"{text}{sign}x"
    if not ordered(gate):
        words = [text_of(x)[0] for x in fixed]
        return sign.join(["", *words]) if gate.sign else " ".join([sign, *words])
    shown = list(operands)
    while shown and len(shown) <= len(gate.params):  # an argument that is its own default
        if shown[-1] is None or shown[-1] != gate.defaults.get(gate.params[len(shown) - 1]):
            break
        shown.pop()
    return _call(name, shown) if any(x is not None for x in shown) else sign


def _with_options(gate: Gate, operands: Sequence[str | float | None],
                  options: dict[str, Any] | None) -> str:  # fmt: skip
    """`sum`, `max axis=1`, `.T`, `[0, 1:3]`."""
    holes = [HOLE if x is None else x for x in operands]
    text = value_formula(gate, holes, options)
    if text.startswith(HOLE):
        return text[1:]
    word, _, rest = text.partition("(")
    rest = rest[:-1]
    while rest.startswith(HOLE):
        rest = rest[1:].removeprefix(", ")
    return f"{word} {rest}".rstrip() if len(holes) == holes.count(HOLE) else text


def _call(name: str, operands: Sequence[str | float | None]) -> str:
    words = [HOLE if x is None else text_of(x)[0] for x in operands]
    return f"{name}({', '.join(words)})"
