"""Topics: what there is to know beside commands, gates, words and codes."""

from __future__ import annotations

from circuitlang.guide.topics_flow import FLOW
from circuitlang.guide.topics_use import USE
from circuitlang.reports.page import Code, Grid, Head, Words
from circuitlang.text.limits import LIMITS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from circuitlang.reports.page import Block

SMALL = "input x = -2, y = 5; f = x * y; forward; backward"

JSON = (
    'A constant operand is {"const": 1.0}. Before a pass its fields are null; what is no finite '
    'number is the string "inf", "-inf" or "nan"; tensors are nested lists with their "shape" '
    'beside them. Inner gates of a composite have a "within". Errors are {"version": 1, '
    '"errors": […]}, with the same exit status.'
)

TOPICS: dict[str, tuple[str, str]] = {
    **FLOW,
    **USE,
    "limits": ("what a circuit may take of the machine", ""),
    "json": ("the object that --json prints", ""),
}


def page(word: str, files: bool) -> list[Block]:
    from circuitlang.guide.markup import blocks

    about, text = TOPICS[word]
    return [Head(word, f": {about}", style="title"),
            *(MADE[word]() if word in MADE else blocks(text, files))]  # fmt: skip


def _limits() -> list[Block]:
    """Every limit with its default and what it is with `--untrusted`."""
    rows = [(name, _amount(default, unit), _amount(strict, unit), what)
            for name, (what, unit, default, strict) in LIMITS.items()]  # fmt: skip
    rows.append(("files", "its folder", "none", "what a circuit may read and write"))
    return [
        Words("What would go over is counted before it is built, and is `limit-exceeded`."),
        Grid(("limit", "default", "--untrusted", ""), rows),
        Words("Raise one with `--limit NAME=N`, as in `--limit gates=50000000`."),
    ]


def _amount(value: float | None, unit: str) -> str:
    if value is None:
        return "none"
    if unit.startswith("bytes"):
        return f"{value // 2**20:g} MiB" if value < 2**30 else f"{value // 2**30:g} GiB"
    return f"{value:,} s" if unit == "seconds" else f"{value:,}"


def _json() -> list[Block]:
    """The object of a small circuit, as it really comes out."""
    import json

    from circuitlang.session.session import Session

    session = Session()
    session.execute(SMALL)
    found = session.json()
    gates = ",\n".join(f"  {_spread(gate)}" for gate in found.pop("gates"))
    rest = json.dumps(found)
    return [
        Words(f"With `--json` one object is all that is printed, here of `{SMALL}`:"),
        Code(f'{rest[:-1]}, "gates": [\n{gates}]}}'),
        Words(JSON),
    ]


def _spread(gate: dict[str, Any]) -> str:
    """A gate of the object, each of its inputs in a line of its own."""
    import json

    inputs = [f"    {json.dumps(each)}" for each in gate.pop("inputs", ())]
    alone = json.dumps(gate)
    between = ",\n"
    return f'{alone[:-1]}, "inputs": [\n{between.join(inputs)}]}}' if inputs else alone


MADE: dict[str, Callable[[], list[Block]]] = {"limits": _limits, "json": _json}
