"""Rules of gates that choose: who won, which branch was taken, what is at a kink."""

from __future__ import annotations

from circuitlang.reports.sentences import Sentence, gradient, listed, plain, say, value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from circuitlang.reports.facts import Facts, Input

    Rule = Callable[[Facts], Sentence | None]

KINK = "at a kink"
SHARES = {
    "split": "Under `ties split` they share the gradient, {} each.",
    "both": "Under `ties both` each of them{} hears the whole gradient.",
}


def route(largest: bool) -> Rule:
    """max and min: the winner and the others, or a tie and the rule for it."""

    def rule(g: Facts) -> Sentence | None:
        winners = [each for each in g.inputs if each.value == g.value]
        if not winners:
            return None  # a nan
        what = f"{{}} is a {g.op} gate"
        if len(winners) > 1:
            return _tie(g, winners, what, largest)
        best = winners[0]
        others = [each for each in g.inputs if each is not best]
        beaten = [[*each.called, *plain(" = "), *value(each.value)] if isinstance(each.text, str)
                  else each.called for each in others]  # fmt: skip
        word = "largest" if largest else "smallest"
        if len(g.inputs) == 2:
            word = "larger" if largest else "smaller"
        if best.const:
            return say(f"{what}, and the constant {{}} wins over {{}}: no input hears anything.",
                       g.called, best.called, listed(beaten), remark="a constant wins")  # fmt: skip
        if not any(not each.const for each in others):
            return say(f"{what}: {{}} = {{}} wins over {{}}, so the gradient passes unchanged.",
                       g.called, best.called, value(best.value), listed(beaten))  # fmt: skip
        silent = listed([each.called for each in others if not each.const])
        verb = "hears" if sum(not each.const for each in others) == 1 else "hear"
        return say(f"{what}: it routes the whole gradient to the {word} input, {{}} = {{}}, and "
                   f"{{}} {verb} nothing.", g.called, best.called, value(best.value),
                   silent)  # fmt: skip

    return rule


def _tie(g: Facts, winners: list[Input], what: str, largest: bool) -> Sentence:
    names = listed([each.called for each in winners])
    count = "both" if len(winners) == 2 else "all"
    head, parts = f"{what} at a tie: {{}} are {count} {{}}. ", [g.called, names, value(g.value)]
    if len({each.wire for each in winners}) == 1:
        head = f"{what} at a tie: {{}} = {{}} stands in {len(winners)} of its places. "
        parts[1] = winners[0].called
    if g.ties == "first":
        chosen = winners[0] if largest else winners[-1]
        place = "first" if largest else "last"
        tail = f"Under `ties first` the {place} of them, {{}}, " + (
            "wins: a constant, which hears nothing." if chosen.const
            else "hears the whole gradient.")  # fmt: skip
        parts.append(chosen.called)
    else:
        tail = SHARES[g.ties]
        inputs = ", but for constants," if any(each.const for each in winners) else ""
        parts.append(gradient(1.0 / len(winners)) if g.ties == "split" else plain(inputs))
    return say(head + tail, *parts, remark="a tie")


def relu(g: Facts) -> Sentence:
    x = g.inputs[0]
    if x.value > 0:
        return say("{} is a relu that is on, for {} = {} is positive: the gradient passes "
                   "unchanged.", g.called, x.called, value(x.value))  # fmt: skip
    if x.value == 0:
        return say("{} is a relu at its kink, {} = 0: of its slopes 0 and 1 it takes 0, and "
                   "nothing passes.", g.called, x.called, remark=KINK)  # fmt: skip
    return say("{} is a relu that is off: {} = {} is negative, so {} is 0 and passes nothing. It "
               "is dead until {} rises above 0, and no gradient tells {} to.", g.called,
               x.called, value(x.value), g.called, x.called, x.called, remark="dead")  # fmt: skip


def leaky_relu(g: Facts) -> Sentence:
    x = g.inputs[0]
    if x.value > 0:
        return say("{} is a leaky relu, and {} = {} is positive: the gradient passes unchanged.",
                   g.called, x.called, value(x.value))  # fmt: skip
    if x.value == 0:
        return say("{} is a leaky relu at its kink, {} = 0: of its two slopes it takes the "
                   "flatter, {}.", g.called, x.called, value(x.local), remark=KINK)  # fmt: skip
    how = "only {} of the gradient passes" if 0.0 <= x.local < 1.0 else \
        "the gradient is multiplied by {}"  # fmt: skip
    return say(f"{{}} is a leaky relu, and {{}} = {{}} is negative: {how}.", g.called, x.called,
               value(x.value), value(x.local))  # fmt: skip


def absolute(g: Facts) -> Sentence:
    x = g.inputs[0]
    if x.value == 0:
        return say("{} is an abs gate at its kink, {} = 0: between its slopes -1 and 1 it takes "
                   "0, and nothing passes.", g.called, x.called, remark=KINK)  # fmt: skip
    side, how = ("positive", "unchanged") if x.value > 0 else ("negative", "with its sign turned")
    return say(f"{{}} is an abs gate, and {{}} = {{}} is {side}: the gradient passes {how}.",
               g.called, x.called, value(x.value))  # fmt: skip


def clip(g: Facts) -> Sentence:
    x, low, high = g.inputs
    if low.value < x.value < high.value:
        return say("{} clips {} to {} … {}; {} is inside, and the gradient passes unchanged.",
                   g.called, x.called, low.called, high.called, value(x.value))  # fmt: skip
    bound = low if x.value <= low.value else high
    if x.value == bound.value:
        return say("{} clips {} at {}, and {} stands just there, at a kink: nothing passes to it.",
                   g.called, x.called, bound.called, x.called, remark=KINK)  # fmt: skip
    side = "below" if bound is low else "above"
    return say(f"{{}} clips {{}} = {{}}, which is {side} {{}}: {{}} hears nothing.", g.called,
               x.called, value(x.value), bound.called, x.called, remark="clipped")  # fmt: skip


def where(g: Facts) -> Sentence:
    c, a, b = g.inputs
    taken, other = (a, b) if c.value != 0 else (b, a)
    holds = "holds" if c.value != 0 else "does not hold"
    hears = "" if taken.const else " and hears the whole gradient"
    return say(f"{{}} is a where gate, and its condition {{}} {holds}: {{}} is taken{hears}, {{}} "
               "is not taken and hears exactly 0.", g.called, c.called, taken.called,
               other.called)  # fmt: skip


def comparison(g: Facts) -> Sentence:
    return say("{} is a comparison, and gives {}: it is flat wherever it does not jump, so no "
               "gradient comes back.", g.called, value(g.value), remark="flat")  # fmt: skip


def sign(g: Facts) -> Sentence:
    return say("{} keeps only the sign of {}: it is flat, so no gradient comes back.", g.called,
               g.inputs[0].called, remark="flat")  # fmt: skip


def detach(g: Facts) -> Sentence:
    return say("{} hands the value of {} on and stops the gradient: backward, {} is a constant.",
               g.called, g.inputs[0].called, g.inputs[0].called, remark="stops")  # fmt: skip


CHOICE: dict[str, Rule] = {
    "max": route(True),
    "min": route(False),
    "relu": relu,
    "leaky_relu": leaky_relu,
    "abs": absolute,
    "clip": clip,
    "where": where,
    **dict.fromkeys(("lt", "le", "gt", "ge", "eq", "ne"), comparison),
    "sign": sign,
    "detach": detach,
}
