"""Signs of ASCII only: `∂f/∂x` as `df/dx`, with columns that still line up."""

from __future__ import annotations

from circuitlang.text.escape import visible
from circuitlang.text.width import width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from circuitlang.views.style import Line

SIGNS = str.maketrans({
    "∂": "d", "Δ": "d", "·": "*", "×": "*", "−": "-", "…": "...", "→": "->", "←": "<-",
    "≠": "!=", "≤": "<=", "≥": ">=", "≈": "~", "±": "+-", "∞": "inf", "µ": "u", "█": "#",
    "▁": "_", "▂": ".", "▃": "-", "▄": "=", "▅": "+", "▆": "*", "▇": "%",
    "─": "-", "│": "|", "●": "o", "▲": "^", "▼": "v", "²": "^2", "³": "^3",
    **dict.fromkeys("┌┐└┘├┤┬┴┼", "+"),
    "↑": "^", "↓": "v", "╌": "-", "╎": ":", "╭": ".", "╮": ".", "╰": "'", "╯": "'",
})  # fmt: skip
LETTERS = {"σ(": "sigmoid(", "Φ(": "Phi(", "φ(": "phi(", "π/": "pi/"}  # as formulas have them
DOT = "·"  # what is unset; between two factors it is a product


def in_ascii(line: Line) -> Line:
    """The line in ASCII.  Where a sign becomes longer, the next gap (two blanks or more) becomes
    shorter, so that what stands in columns stays in them as far as there is room."""
    found: Line = []
    debt = 0
    for style, text in line:
        text = visible(text)
        if text.isascii() and not debt:
            found.append((style, text))
            continue
        parts = []
        for part in _parts(text):
            if part[:2] == "  ":
                taken = max(0, min(debt, len(part) - 1))
                debt -= taken
                parts.append(part[taken:])
            else:
                parts.append(as_ascii(part))
                debt += len(parts[-1]) - width(part)
        found.append((style, "".join(parts)))
    return found


def as_ascii(text: str) -> str:
    """A text in ASCII, letters of other scripts as `\\u03b1`."""
    if text.isascii():
        return text
    if text.strip() == DOT:
        return text.replace(DOT, ".")
    for sign, letters in LETTERS.items():
        text = text.replace(sign, letters)
    return text.translate(SIGNS).encode("ascii", "backslashreplace").decode("ascii")


def _parts(text: str) -> list[str]:
    """The text in turns: words with single blanks, runs of two blanks or more."""
    found: list[str] = []
    while text:
        at = text.find("  ")
        if at < 0:
            return [*found, text]
        rest = text[at:].lstrip(" ")
        found += [*([text[:at]] if at else []), text[at : len(text) - len(rest)]]
        text = rest
    return found
