"""What a rule comes to when it is read before there are numbers: is it one word of the vocabulary,
applied to the inputs as they come?  Are its local gradients the same whatever the numbers are?"""

from __future__ import annotations

import operator
from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from circuitlang.gates.gate import Gate


class Symbol:
    """An input, or what a word makes of some."""

    def __init__(self, word: Callable[..., Any] | None = None, *read: Any) -> None:
        self.word, self.read = word, read

    def __add__(self, other: Any) -> Symbol:
        return Symbol(operator.add, self, other)

    def __radd__(self, other: Any) -> Symbol:
        return Symbol(operator.add, other, self)

    def __sub__(self, other: Any) -> Symbol:
        return Symbol(operator.sub, self, other)

    def __rsub__(self, other: Any) -> Symbol:
        return Symbol(operator.sub, other, self)

    def __mul__(self, other: Any) -> Symbol:
        return Symbol(operator.mul, self, other)

    def __rmul__(self, other: Any) -> Symbol:
        return Symbol(operator.mul, other, self)

    def __neg__(self) -> Symbol:
        return Symbol(operator.neg, self)


class Symbols:
    """The words of a vocabulary, applied to symbols."""

    def __init__(self, plain: Any) -> None:
        self.plain, self.ties, self.nothing = plain, plain.ties, plain.nothing

    def __getattr__(self, word: str) -> Any:
        function = getattr(self.plain, word)

        def applied(*xs: Any, **given: Any) -> Symbol:
            return Symbol(None if given else function, *xs)

        return applied


def value_of(gate: Gate, m: Any, arity: int) -> Callable[..., Any]:
    """The function of the inputs that the gate's value is: the word itself where it is but one."""
    inputs = tuple([Symbol() for _ in range(arity)])
    found = gate.value(Symbols(m), *inputs)
    if type(found) is Symbol and found.word is not None and found.read == inputs:
        return found.word
    return partial(gate.value, m)


def steady_slopes(gate: Gate, m: Any, arity: int) -> tuple[Any, ...] | None:
    """The local gradients where they are the same for all numbers, else None."""
    inputs = [Symbol() for _ in range(arity)]
    found = gate.local(Symbols(m), Symbol(), *inputs)
    steady = all(type(slope) is float or slope is m.nothing for slope in found)
    return found if steady else None
