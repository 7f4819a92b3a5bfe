"""What a gate is doing, in words, from its numbers: a rule for each kind of gate.

A rule gets the facts of a gate and gives one or two sentences, or None where it has nothing
better to say than the gate's story and its local gradients, which every gate has.
"""

from __future__ import annotations

from circuitlang.reports.rules_choice import CHOICE
from circuitlang.reports.sentences import (
    Sentence,
    joined,
    listed,
    percent,
    plain,
    say,
    slope,
    value,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from circuitlang.reports.facts import Facts, Input
    from circuitlang.reports.sentences import Piece

    Rule = Callable[[Facts], Sentence | None]

UNEVEN = 2.0  # from here on one factor is small beside the other


def one_moving(g: Facts) -> tuple[Input, Input, bool] | None:
    """Of a gate of two inputs with one constant: the other input, the constant, is it first?"""
    if len(g.inputs) != 2 or len(g.moving) != 1:
        return None
    first = not g.inputs[0].const
    return g.moving[0], g.inputs[1 if first else 0], first


def times(each: Input) -> list[Piece]:
    """`z = -4`: the local gradient of an input, with its formula where that says something."""
    if each.formula is None or _is_number(each.formula):
        return value(each.local)
    return [("plain", f"{each.formula} = "), ("value", each.local)]


def _is_number(formula: str) -> bool:
    try:
        float(formula)
    except ValueError:
        return False
    return True


def both(count: int) -> list[Piece]:
    return plain("both inputs" if count == 2 else f"all {count} inputs")


def add(g: Facts) -> Sentence:
    if len(g.moving) == 1:
        x, given = g.moving[0], [each.called for each in g.inputs if each.const]
        return say("{} shifts {} by {}: the gradient passes unchanged.", g.called, x.called,
                   listed(given))  # fmt: skip
    if len({x.wire for x in g.moving}) == 1:
        return say("{} adds {} to itself: {} hears the gradient once for each place.", g.called,
                   g.moving[0].called, g.moving[0].called)  # fmt: skip
    return say("{} is an add gate: it hands the gradient it gets to {}, unchanged.", g.called,
               both(len(g.moving)))  # fmt: skip


def sub(g: Facts) -> Sentence:
    pair = one_moving(g)
    if pair is not None:
        x, c, first = pair
        how = "{} takes {} from {}: the gradient passes " + ("unchanged." if first else
                                                            "with its sign turned.")  # fmt: skip
        return say(how, g.called, *((c.called, x.called) if first else (x.called, c.called)))
    x, y = g.inputs
    return say("{} is a subtract gate: {} hears the gradient as it is, {} with its sign turned.",
               g.called, x.called, y.called)  # fmt: skip


def mul(g: Facts) -> Sentence:
    pair = one_moving(g)
    if pair is not None:
        return say("{} scales {} by {}, and the gradient by the same {}.", g.called,
                   pair[0].called, pair[1].called, pair[1].called)  # fmt: skip
    if len(g.inputs) != 2:
        return say("{} multiplies {} inputs: each hears the gradient times the product of the "
                   "others.", g.called, plain(str(len(g.inputs))))  # fmt: skip
    x, y = g.inputs
    if x.wire == y.wire:
        return say("{} multiplies {} by itself: {} hears the gradient times {}, twice.", g.called,
                   x.called, x.called, value(x.value))  # fmt: skip
    swap = say("{} is a multiply gate, it swaps: {} hears the gradient times {}, {} hears it "
               "times {}.", g.called, x.called, times(x), y.called, times(y))  # fmt: skip
    small, large = sorted((x, y), key=lambda each: abs(each.value))
    if small.value == 0.0:
        return joined(swap, say("{} is 0, so nothing comes to {}.", small.called,
                                large.called))  # fmt: skip
    if abs(large.value) >= UNEVEN * abs(small.value) and not g.silent:
        return joined(swap, say("The small input, {}, gets the large gradient.", small.called))
    return swap


def div(g: Facts) -> Sentence:
    pair = one_moving(g)
    if pair is not None and pair[2]:
        return say("{} divides {} by {}, and the gradient too.", g.called, pair[0].called,
                   pair[1].called)  # fmt: skip
    if pair is not None:
        return say("{} divides {} by {}: the gradient is multiplied by {}. The nearer {} comes to "
                   "0, the larger that is.", g.called, pair[1].called, pair[0].called,
                   times(pair[0]), pair[0].called)  # fmt: skip
    x, y = g.inputs
    return say("{} is a divide gate: the numerator {} hears the gradient times {}, the "
               "denominator {} times {}.", g.called, x.called, times(x), y.called,
               times(y))  # fmt: skip


def power(g: Facts) -> Sentence:
    pair = one_moving(g)
    if pair is not None:
        x, c, first = pair
        base, exponent = (x, c) if first else (c, x)
        return say("{} raises {} to the power {}: it multiplies the gradient by {}.", g.called,
                   base.called, exponent.called, times(x))  # fmt: skip
    x, y = g.inputs
    return say("{} is a power gate: the base {} hears the gradient times {}, the exponent {} "
               "times {}.", g.called, x.called, times(x), y.called, times(y))  # fmt: skip


def single(words: str) -> Rule:
    """A gate of one input, by words with places for the gate and its input."""
    return lambda g: say(words, g.called, g.inputs[0].called)


def factor(words: str) -> Rule:
    """The same, with a third place for the local gradient."""
    return lambda g: say(words, g.called, g.inputs[0].called, times(g.inputs[0]))


def share(what: str, best: str, faint: float = 0.0) -> Rule:
    """A gate that passes a share of the gradient; `best` says where it passes most, and below
    `faint` it is called saturated."""

    def rule(g: Facts) -> Sentence:
        x = g.inputs[0]
        first = say(f"{{}} {what}. At {{}} = {{}} it passes {{}} of the gradient{best}.", g.called,
                    x.called, value(x.value), percent(x.local))  # fmt: skip
        if x.local >= faint:
            return first
        return joined(first, say("It is saturated: almost nothing comes back.",
                                 remark="saturated"))  # fmt: skip

    return rule


def generic(g: Facts) -> Sentence:
    """Any gate: its story, and its local gradients as they are."""
    seen = {each.wire: each for each in g.moving}
    slopes = [[*slope(g.name, str(each.text)), *plain(" = "), *value(each.local)]
              for each in seen.values()]  # fmt: skip
    local = say("Here {}.", listed(slopes)) if slopes else None
    head = say(f"{{}} is {article(g.op)} {g.op} gate.", g.called)
    return joined(head, Sentence((("plain", g.story),)), local)


def article(word: str) -> str:
    return "an" if word[0] in "aeio" else "a"


RULES: dict[str, Rule] = {
    "add": add,
    "sub": sub,
    "mul": mul,
    "div": div,
    "pow": power,
    "neg": single("{} turns the sign of {}, and that of the gradient."),
    "copy": single("{} is another name for {}: value and gradient pass unchanged."),
    "exp": factor("{} is an exp gate, its own slope: what {} hears is the gradient times {}."),
    "log": factor("{} is a log gate, it divides by its input: {} hears the gradient times {}."),
    "sqrt": factor("{} is a square root: {} hears the gradient times {}, more the nearer it "
                   "comes to 0."),
    "square": factor("{} is a square: {} hears the gradient times {}."),
    "reciprocal": factor("{} is a reciprocal: {} hears the gradient times {}, more the nearer it "
                         "comes to 0."),
    "sin": factor("{} is a sin gate: {} hears the gradient times {}."),
    "cos": factor("{} is a cos gate: {} hears the gradient times {}."),
    "tan": factor("{} is a tan gate: {} hears the gradient times {}, never less than it was."),
    "sigmoid": share("squashes into (0, 1)", " (at best 25%, at 0)", 0.025),
    "tanh": share("squashes into (-1, 1)", " (all of it at 0)", 0.1),
    "arctan": share("bends its input into (-π/2, π/2)", " (all of it at 0)", 0.1),
    "softplus": share("is a smooth relu", "", 0.02),
    "gelu": share("is a relu with a soft corner", ""),
    "silu": share("is a relu with a soft corner", ""),
    "elu": share("bends towards -1 below 0", "", 0.02),
    **CHOICE,
}  # fmt: skip
