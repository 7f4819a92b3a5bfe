"""What a call gives a gate: which of its arguments are inputs, and which are options."""

from __future__ import annotations

from circuitlang.gates import BY_NAME
from circuitlang.text.errors import error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

    from circuitlang.gates.gate import Gate
    from circuitlang.meaning.builder import Operand
    from circuitlang.text.source import Span

REDUCTIONS = {"max": "max_of", "min": "min_of"}
"""Gates that reduce one tensor under the name of a gate of several inputs."""
GATHERED = ("shape",)
"""Options that take all positional arguments that are left: `reshape(x, 2, 3)`."""


def reduction_of(name: str, arity: int, keywords: Iterable[str]) -> Gate | None:
    """The row that reduces, where a call of `max` or `min` means that."""
    if name not in REDUCTIONS or not (arity == 1 or {"axis", "keepdims"}.intersection(keywords)):
        return None
    return BY_NAME.get(REDUCTIONS[name])


def arranged(gate: Gate, called: str, positional: Sequence[Any],
             named: Sequence[tuple[str, Any]], option: Callable[[Any, str], Any],
             span: Span | None) -> tuple[list[Operand], dict[str, Any]]:  # fmt: skip
    """The inputs of a call in their order, and its options by name; `option(argument, word)` is
    the value of an option.  Raises bad-argument and wrong-arity."""
    inputs = len(positional) if gate.more else len(gate.params)
    options: dict[str, Any] = {}
    rest = list(positional[inputs:])
    for word in gate.options if not gate.more else ():
        if not rest:
            break
        taken = rest if word in GATHERED and len(rest) > 1 else rest[:1]
        rest = rest[len(taken) :]
        found = [option(argument, word) for argument in taken]
        options[word] = tuple(found) if len(found) > 1 else found[0]
    given: dict[str, Any] = {}
    for word, argument in named:
        if word in gate.options and word not in options:
            options[word] = option(argument, word)
        elif word in gate.params[len(positional) :] and word not in given:
            given[word] = argument
        else:
            words = ", ".join((*gate.params, *gate.options))
            raise error("bad-argument", f"`{called}` has no input `{word}` left to give", span,
                        help=f"{called}({words})")  # fmt: skip
    ordered = [*positional[:inputs], *rest]
    for word in gate.params[len(positional) :] if given else ():
        if word in given:
            ordered.append(given[word])
        elif word in gate.defaults:
            ordered.append(gate.defaults[word])
        else:
            raise error("wrong-arity", f"`{called}` needs `{word}` too", span)
    return ordered, options
