"""The rules read as text: `y·x^(y - 1)`, `σ(x)·σ(-x)`, `1 if x > 0 else 0`.

The reading prints what a reader should see: trivial constants are worked out, edge points
(`m.mend`) are left out, and parentheses stand only where they are needed.
"""

from __future__ import annotations

from circuitlang.readings.notation import short_sign, value_formula
from circuitlang.readings.precedence import AND, ATOM, CHOICE, COMPARISON, OR, PRODUCT
from circuitlang.readings.terms import Formula, compare, divide, operand, power, same, show

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeAlias

    from circuitlang.gates.gate import Gate
    from circuitlang.readings.terms import Term

    Condition: TypeAlias = Formula | bool

__all__ = ["local_formula", "local_formula_at", "short_sign", "value_formula"]

OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}
STRICT = {">=": ">", "<=": "<"}
LONG = 6  # of more inputs than that a formula shows the first, …, the last


def named(name: str) -> Callable[[Term], Formula]:
    return lambda x: Formula(f"{name}({show(x)})")


def weighed(name: str) -> Callable[..., Term]:
    """A function that takes `times`: `x·σ(x)`, but `σ(x)·(1 + x)`."""

    def function(x: Term, times: Term = 1.0) -> Term:
        value = Formula(f"{name}({show(x)})")
        compound = isinstance(times, Formula) and times.level < PRODUCT
        return value * times if compound else times * value

    return function


def best(name: str) -> Callable[[Term, Term], Formula]:
    """max or min of two; where the rule nests them, `max(a, b, c)`."""

    def function(x: Term, y: Term) -> Formula:
        parts: list[Term] = []
        for t in (x, y):
            parts += t.parts if isinstance(t, Formula) and t.sign == name else (t,)
        return Formula(f"{name}({', '.join(map(show, parts))})", ATOM, name, tuple(parts))

    return function


def either(c: Condition, d: Condition) -> Condition:
    if isinstance(c, bool):
        return c or d
    if isinstance(d, bool):
        return d or c
    return Formula(f"{show(c, OR)} or {show(d, OR)}", OR)


def both(c: Condition, d: Condition) -> Condition:
    if isinstance(c, bool):
        return c and d
    if isinstance(d, bool):
        return d and c
    if c.sign == d.sign == "<" and same(c.parts[1], d.parts[0]):
        return Formula(f"{c.text} < {show(d.parts[1])}", COMPARISON)
    return Formula(f"{show(c, AND)} and {show(d, AND)}", AND)


def invert(c: Condition) -> Condition:
    if isinstance(c, bool):
        return not c
    if c.sign in OPPOSITE:
        return compare(OPPOSITE[c.sign], *c.parts)
    return Formula(f"not {show(c, COMPARISON)}", AND)


def where(c: Condition, a: Term, b: Term) -> Term:
    if isinstance(c, bool):
        return a if c else b
    text = f"{show(a, OR)} if {show(c, OR)} else {show(b)}"
    return Formula(text, CHOICE, "if", (c, a, b))


def only(c: Condition, v: Term) -> Term:
    if isinstance(c, Formula) and isinstance(v, Formula) and v.sign == "if":
        ahead, a, b = v.parts
        if ahead.sign == STRICT.get(c.sign) and all(map(same, ahead.parts, c.parts)):
            # a >= b, where a > b has been answered, is a == b
            return where(ahead, a, where(compare("==", *c.parts), b, 0.0))
    return where(c, v, 0.0)


def differs(x: Term, y: Term) -> Condition:
    if isinstance(x, Formula) and x.level == COMPARISON and not isinstance(y, Formula) and y == 0:
        return x  # an operand that is a condition already
    return compare("!=", x, y)


class Formulas:
    """The vocabulary of text: a term is a Formula or a constant, a condition a Formula or known."""

    __slots__ = ("ties",)

    nothing = None

    div = staticmethod(divide)
    pow = staticmethod(power)
    exp = staticmethod(named("exp"))
    expm1 = staticmethod(lambda x: Formulas.exp(x) - 1.0)
    log = staticmethod(named("log"))
    log1p = staticmethod(lambda x: Formulas.log(1.0 + x))
    sqrt = staticmethod(named("sqrt"))
    sin = staticmethod(named("sin"))
    cos = staticmethod(named("cos"))
    tan = staticmethod(named("tan"))
    tanh = staticmethod(named("tanh"))
    atan = staticmethod(named("arctan"))
    abs = staticmethod(named("abs"))
    sign = staticmethod(named("sign"))
    max = staticmethod(best("max"))
    min = staticmethod(best("min"))
    sigmoid = staticmethod(weighed("σ"))
    softplus = staticmethod(named("softplus"))
    sech2 = staticmethod(lambda x: 1.0 - power(Formulas.tanh(x), 2.0))
    cdf = staticmethod(weighed("Φ"))
    pdf = staticmethod(weighed("φ"))
    where = staticmethod(where)
    only = staticmethod(only)
    both = staticmethod(both)
    either = staticmethod(either)
    invert = staticmethod(invert)
    lt = staticmethod(lambda x, y: compare("<", x, y))
    le = staticmethod(lambda x, y: compare("<=", x, y))
    gt = staticmethod(lambda x, y: compare(">", x, y))
    ge = staticmethod(lambda x, y: compare(">=", x, y))
    eq = staticmethod(lambda x, y: compare("==", x, y))
    ne = staticmethod(differs)
    isnan = staticmethod(lambda x: x != x)
    mend = staticmethod(lambda v, c, a: a if c is True else v)

    def __init__(self, ties: str = "split") -> None:
        self.ties = ties

    @staticmethod
    def tied(xs: Sequence[Term], out: Term) -> Term:
        return 2.0 if len(xs) == 2 else Formula("ties")


def complete(gate: Gate, operands: Sequence[str | float]) -> list[str | float]:
    """The operands with the defaults of those that were left out."""
    return [*operands, *map(gate.defaults.__getitem__, gate.params[len(operands) :])]


def local_formula_at(
    gate: Gate, operands: Sequence[str | float], index: int, ties: str = "split"
) -> str | None:
    """∂out/∂(input `index`) as text, in terms of the operands; None where no gradient ever goes.

    Of more than six inputs the first two, the one asked for and the last are shown.
    """
    given = complete(gate, operands)
    if gate.more and len(given) > LONG:
        kept = sorted({0, 1, index, len(given) - 1})
        gap = next(i for i, at in enumerate(kept) if i != at)
        place = kept.index(index)
        given = [given[i] for i in kept]
        given.insert(gap, "…")
        index = place + (place >= gap)
    m, xs = Formulas(ties), [operand(x) for x in given]
    entry = gate.local(m, gate.value(m, *xs), *xs)[index]
    return None if entry is None else show(entry)


def local_formula(
    gate: Gate, operands: Sequence[str | float], ties: str = "split"
) -> list[str | None]:
    """The local gradient by each input as text; see `local_formula_at`."""
    if gate.more and len(operands) > LONG:
        return [local_formula_at(gate, operands, i, ties) for i in range(len(operands))]
    m, xs = Formulas(ties), [operand(x) for x in complete(gate, operands)]
    entries = gate.local(m, gate.value(m, *xs), *xs)
    return [None if entry is None else show(entry) for entry in entries]
