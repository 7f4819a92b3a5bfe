"""Circuits of few gates that are long: what is said of them may not take a time that grows as the
square of their length.  They are within the limits, so they end in an expectation that fails.

They are run with the others: `python -m tests.trust.bombs`.
"""

from __future__ import annotations

from pathlib import Path

from tests.trust.bombs import ONE, Bomb

END = "\nexpect 1 = 2"
ALONE = ("--untrusted", "--limit", "time=none")  # the clock on the wall runs for others too
FAILED = "expectation-failed"


def best_of(count: int, then: str) -> str:
    """A gate of so many inputs, and a command."""
    return ONE + f"f = max({'x, ' * count}x)\nforward; backward\n{then}" + END


def brackets(home: Path) -> None:
    """64 MiB, in parts: what this process holds its children hold too, and they are measured."""
    with open(home / "bomb.circ", "w", encoding="utf-8") as file:
        for _ in range(64):
            file.write("(" * 2**20)


LONG_BOMBS = {
    "40,000 arguments": Bomb(ONE + "f = add(" + "x, " * 40_000 + "x)" + END, FAILED, ALONE, 200, 2),
    "80,000 numbers": Bomb("const a = [" + "1, " * 80_000 + "1]" + END, FAILED, ALONE, 200, 3),
    "15,000 parameters": Bomb("def f(" + ", ".join(f"a{i}" for i in range(15_000)) + ") = a1" + END,
                              FAILED, ALONE, 200, 2),
    "20,000 declarations in a block": Bomb("for i in 1 to 1 {\n" + "".join(
        f"input a{i} = 1\n" for i in range(20_000)) + "}" + END, FAILED, ALONE, 200, 2),
    "code of 1,500 inputs": Bomb(best_of(1500, "code"), FAILED, ALONE, 200, 2),
    "a diagram of 8,000 wires": Bomb(best_of(8000, "diagram"), FAILED, ALONE, 200, 2),
    "a picture of 5,000 wires": Bomb(best_of(5000, 'export "a.svg"'), FAILED, (), 200, 2),
    "a picture of 5,000 wires for TeX": Bomb(best_of(5000, 'export "a.tex"'), FAILED, (), 200,
                                             2),
    "64 MiB of brackets": Bomb("", arguments=(), memory=300, seconds=4, prepare=brackets),
    "1 MiB of brackets that close nothing": Bomb(")" * (2**20 - 1), "syntax", ALONE, 200, 3),
}  # fmt: skip
