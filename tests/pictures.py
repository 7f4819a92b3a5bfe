"""Drawings for the tests of pictures: of text, at random, and with names that mean harm."""

from __future__ import annotations

import random
from pathlib import Path

from circuitlang.reports.drawing import Drawing, Frame, Node, draw
from circuitlang.reports.tables import Number
from circuitlang.session.session import Session

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = sorted((ROOT / "examples").glob("*.circ"))
PICTURES = ROOT / "tests" / "goldens" / "pictures"

EVIL = (
    '"];x[URL="javascript:alert(1)', "<script>alert(1)</script>", "]]>", "\\input{/etc/passwd}",
    "100%", "a\nb\x00\x1b[31m", "變數 größe", "`x` *y* _z_ #1; %%{init: {}}%%",
    "</title><b>&amp;", "\u202eabc", "\\N \\G $x^2$ ~ | {} -- >> << ``", "end", "&lt; &#60;",
    "\ud800", "\ufffe", "'\"' -->",
)  # fmt: skip


def drawn(text: str, *names: str) -> Drawing:
    """The drawing of a circuit after its statements, of all of it or around some gates."""
    session = Session()
    session.execute(text)
    standing = session.state.standing()
    found = [session.state.builder.resolve(name) for name in names]
    return draw(standing, [wire for wire in found if wire is not None] if names else None)


def at_random(seed: int) -> Drawing:
    """A drawing of up to thirty nodes, with forks, wires that are read twice and long ways."""
    chance = random.Random(seed)
    nodes: list[Node] = []
    for at in range(chance.randint(2, 30)):
        count = 0 if at < 3 else chance.choice([0, 1, 1, 2, 2, 2, 3, 4])
        reach = chance.choice([3, 8, 30])
        inputs = tuple(chance.randrange(max(0, at - reach), at) for _ in range(min(count, at)))
        nodes.append(Node(
            chance.choice(["gate", "gate", "composite"]) if inputs else "input", f"n{at}",
            f"n{at}" if chance.random() < 0.7 else "",
            chance.choice(["+", "max", "*-1"]) if inputs else "", "",
            Number(chance.choice([1.0, -2.5, 33.25])), Number(1.0), inputs, chance.random() < 0.3,
        ))  # fmt: skip
    return Drawing(tuple(nodes))


def hostile() -> Drawing:
    """Names, signs and titles that would do harm in one form or another, if they could."""
    size = len(EVIL)
    leaves = [Node("input", evil, evil, "", evil, Number(1.0), Number(-2.0)) for evil in EVIL]
    gates = [
        Node("composite" if at % 2 else "gate", f"g{evil}", f"g{evil}", evil, evil,
             Number(2.0, True), Number(None), (at, (at + 1) % size), True, at == 5, at == 3,
             at == 4, 0 if at < 2 else -1)
        for at, evil in enumerate(EVIL)
    ]  # fmt: skip
    return Drawing((*leaves, *gates), (Frame(EVIL[0], EVIL[1]),), EVIL[3], (size,), 7)


def edges(drawing: Drawing) -> int:
    return sum(len(node.inputs) for node in drawing.nodes)
