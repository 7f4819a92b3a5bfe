"""A gate's value as the language writes it (`q * z`), and the sign that a diagram shows for it."""

from __future__ import annotations

from circuitlang.readings.precedence import (
    ATOM,
    POWER,
    QUOTIENT,
    SUM,
    UNARY,
    level_of,
    number,
    within,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from circuitlang.gates.gate import Gate

# sign -> the least level of its left and of its right operand
INFIX = {
    "+": (SUM, QUOTIENT),
    "-": (SUM, QUOTIENT),
    "*": (QUOTIENT, UNARY),
    "/": (QUOTIENT, UNARY),
    "@": (QUOTIENT, UNARY),
    "**": (ATOM, UNARY),
    **dict.fromkeys(("<", "<=", ">", ">=", "==", "!="), (SUM, SUM)),
}
LONG = 8  # of more inputs than that the first three and the last are shown


def text_of(operand: str | float) -> tuple[str, int]:
    text = operand if isinstance(operand, str) else number(operand)
    return text, level_of(text)


def value_formula(gate: Gate, operands: Sequence[str | float],
                  options: dict[str, Any] | None = None) -> str:  # fmt: skip
    """The gate's value in the language's notation, with the parentheses that its operands need:
    `q * z`, `-(x + y)`, `max(a, b)`, `X.T`, `X[0, 1:3]`, `sum(X, axis=0)`.  Long lists are cut
    with `…`: this is text to be read."""
    if gate.options:
        return _with_options(gate, operands, options or {})
    shown = list(operands)
    while shown and len(shown) <= len(gate.params):  # an argument that is its own default
        if shown[-1] != gate.defaults.get(gate.params[len(shown) - 1]):
            break
        shown.pop()
    if gate.name in ("given", "chained"):
        return text_of(shown[0])[0]
    if len(shown) > LONG:
        shown[3:-1] = ["…"]
    texts = [text_of(x) for x in shown]
    if gate.sign == "-" and len(texts) == 1:
        return "-" + within(texts[0][0], POWER, texts[0][1])
    if gate.sign in INFIX and len(texts) > 1:
        left, right = INFIX[gate.sign]
        first = within(texts[0][0], left, texts[0][1])
        rest = [within(text, right, level) for text, level in texts[1:]]
        return f" {gate.sign} ".join([first, *rest])
    return f"{gate.name}({', '.join([text for text, _ in texts])})"


def _with_options(gate: Gate, operands: Sequence[str | float], options: dict[str, Any]) -> str:
    """The same of a gate with options; those that are its defaults are not written."""
    from circuitlang.readings.calls import listed, slices

    texts = [text_of(x) for x in operands]
    if gate.name == "index":
        return within(texts[0][0], ATOM, texts[0][1]) + slices(options.get("item", ()))
    if gate.name == "transpose" and options.get("axes") is None:
        return within(texts[0][0], ATOM, texts[0][1]) + ".T"
    shown = [text for text, _ in texts]
    if len(shown) > LONG:
        shown[3:-1] = ["…"]
    shown += [listed(value) if word == "shape" else f"{word}={listed(value)}"
              for word, value in options.items() if value != gate.options.get(word)]  # fmt: skip
    return f"{gate.name.removesuffix('_of')}({', '.join(shown)})"


def short_sign(gate: Gate, operands: Sequence[str | float]) -> str:
    """What a diagram writes into the gate: `+`, `max`, `exp`, and, where one operand is a constant,
    the notes' one-input gates `+1`, `*2`, `1/x`, `*-1`."""
    if gate.name in ("neg", "reciprocal"):
        return {"neg": "*-1", "reciprocal": "1/x"}[gate.name]
    sign = gate.sign or gate.name
    fixed = [x for x in operands if not isinstance(x, str)]
    if len(operands) != 2 or len(fixed) != 1 or not gate.sign:
        return sign
    text, level = text_of(fixed[0])
    if isinstance(operands[0], str) or sign in "+*":
        return sign + text
    return f"{within(text, POWER if sign == '**' else SUM, level)}{sign}x"
