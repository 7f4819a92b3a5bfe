"""How formulas write options, slices and calls."""

from __future__ import annotations

from circuitlang.gates.joins import entries
from circuitlang.readings.precedence import ATOM
from circuitlang.readings.terms import Formula, show

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from circuitlang.readings.terms import Term


def slices(item: Any) -> str:
    """An index as the language writes it: `[0, 1:3, ::2]`."""
    if item == ():
        return "[…]"
    texts = []
    for entry in entries(item):
        if isinstance(entry, int):
            texts.append(str(entry))
            continue
        start, stop, step = ("" if each is None else str(each) for each in entry[1:])
        texts.append(f"{start}:{stop}" + (f":{step}" if step else ""))
    return f"[{', '.join(texts)}]"


def listed(value: Any) -> str:
    """An option as the language writes it."""
    return f"[{', '.join(map(listed, value))}]" if isinstance(value, tuple) else str(value)


def call(name: str, **defaults: Any) -> Callable[..., Formula]:
    """A word that is written as a call, with the options that are not its defaults."""

    def written(*xs: Term, **options: Any) -> Formula:
        given = [f"{key}={listed(value)}" for key, value in options.items()
                 if key != "keepdims" and value not in (None, defaults.get(key))]  # fmt: skip
        return Formula(f"{name}({', '.join([*map(show, xs), *given])})")

    return written


def transpose(x: Term, axes: Any = None) -> Formula:
    if axes is None:
        return Formula(show(x, ATOM) + ".T")
    return Formula(f"transpose({show(x)}, {listed(axes)})")


def itself(x: Term, *like: Term, **options: Any) -> Term:
    """What only fits shapes together is not written."""
    return x
