"""How tightly a text binds, so that parentheses stand only where they are needed."""

from __future__ import annotations

CHOICE, OR, AND, COMPARISON, SUM, QUOTIENT, PRODUCT, UNARY, POWER, ATOM = range(10)

LEVELS = {
    "<": COMPARISON,
    ">": COMPARISON,
    "=": COMPARISON,
    "!": COMPARISON,
    "+": SUM,
    "-": SUM,
    "/": QUOTIENT,
    "*": PRODUCT,
    "·": PRODUCT,
    "@": PRODUCT,
    "**": POWER,
    "^": POWER,
}
WORDS = {"if": CHOICE, "or": OR, "and": AND}


def number(value: float) -> str:
    """The shortest text of a number: `2`, `0.5`, `-1e-300`, `inf`."""
    text = repr(float(value))
    return text.removesuffix(".0")


def word_end(text: str, at: int) -> int:
    """The end of the name or number that starts at `at`; `1e-5` is one number."""
    is_number, start = text[at] in "0123456789.", at
    while at < len(text):
        c = text[at]
        exponent = is_number and c in "+-" and at > start and text[at - 1] in "eE"
        if not (c.isalnum() or c in "_." or exponent):
            break
        at += 1
    return at


def level_of(text: str) -> int:
    """The level of the loosest operator of a text, outside all brackets."""
    level, depth, at, operand = ATOM, 0, 0, False
    while at < len(text):
        c = text[at]
        if c.isalnum() or c in "_.":
            end = word_end(text, at)
            if depth == 0:
                level = min(level, WORDS.get(text[at:end], ATOM))
                operand = text[at:end] not in WORDS
            at = end
            continue
        if c in "([{":
            depth += 1
        elif c in ")]}":
            depth -= 1
            operand = True
        elif depth == 0 and c in LEVELS:
            sign = "**" if text.startswith("**", at) else c
            level = min(level, LEVELS[sign] if operand else UNARY)
            operand = False
            at += len(sign) - 1
        at += 1
    return level


def within(text: str, least: int, level: int) -> str:
    """The text, in parentheses if it binds more loosely than its place asks."""
    return text if level >= least else f"({text})"
