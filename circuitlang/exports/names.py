"""Names of a circuit as names of a Python program: ASCII, no keyword, no two alike."""

from __future__ import annotations

import builtins
import keyword
import unicodedata

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST = 60
TAKEN = {*keyword.kwlist, *keyword.softkwlist, *dir(builtins), "math", "np", "numpy", "torch",
         "F", "forward", "forward_backward", "value", "gradients", "annotations"}  # fmt: skip


class Names:
    """Gives out names, each once."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self.taken = {*TAKEN, *taken}
        self.counts: dict[str, int] = {}  # where to look for a number that is free

    def new(self, wish: str) -> str:
        """A name like the one that is wished for."""
        plain = spelled(wish)
        name, count = plain, self.counts.get(plain, 2)
        while name in self.taken:
            name = f"{plain}_" if count == 2 and f"{plain}_" not in self.taken else (
                f"{plain}_{count}")  # fmt: skip
            count += 1
        self.counts[plain] = max(2, count - 1)  # its own number may be free
        self.taken.add(name)
        return name


def spelled(name: str) -> str:
    """A name in ASCII letters, digits and `_`: `x[1, 2]` is x_1_2, `σ` sigma, `é` e."""
    found = "".join(_letters(char) for char in name)
    while "__" in found and not found.startswith("__"):
        found = found.replace("__", "_")
    found = found[:LONGEST].rstrip("_") or "gate"
    return f"_{found}" if found[0].isdigit() else found


def _letters(char: str) -> str:
    if char.isascii():
        return char if char.isalnum() or char == "_" else "" if char in " ]" else "_"
    words = unicodedata.name(char, "").split()
    if words[:1] == ["GREEK"] and "LETTER" in words:
        word = words[words.index("LETTER") + 1]
        return word.capitalize() if "CAPITAL" in words else word.lower()
    base = unicodedata.normalize("NFKD", char)[0]
    return base if base.isascii() and base.isalnum() else f"u{ord(char):x}"
