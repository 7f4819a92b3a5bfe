"""Gates that choose: they route the gradient to what was chosen, or stop it."""

from __future__ import annotations

from circuitlang.gates.gate import Gate
from circuitlang.gates.reduction import extents

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any


def best_of_others(best: Callable[[Any, Any], Any], xs: Sequence[Any]) -> tuple[list[Any], ...]:
    """For each input the best of those before it and of those after it (None at the ends)."""
    before: list[Any] = [None] * len(xs)
    after: list[Any] = [None] * len(xs)
    for i in range(1, len(xs)):
        before[i] = xs[i - 1] if i == 1 else best(before[i - 1], xs[i - 1])
        j = len(xs) - 1 - i
        after[j] = xs[j + 1] if i == 1 else best(xs[j + 1], after[j + 1])
    return before, after


def routes(
    m: Any, out: Any, xs: Sequence[Any], best: Any, ahead: Any, level: Any, last: bool
) -> tuple[Any, ...]:
    """What each input gets, under the tie rule: `ahead` is the comparison that wins alone, `level`
    the one that wins or ties; under `first` the first of a tie wins, or the `last`."""
    if len(xs) == 1:
        return (1.0,)
    before, after = best_of_others(best, xs)
    share = m.div(1.0, m.tied(xs, out)) if m.ties == "split" else 1.0
    entries = []
    for x, earlier, later in zip(xs, before, after, strict=True):
        if m.ties == "first":
            parts = [
                (level if is_later != last else ahead)(x, other)
                for other, is_later in ((earlier, False), (later, True))
                if other is not None
            ]
            wins, part = parts[0] if len(parts) == 1 else m.both(*parts), 1.0
        else:
            others = (
                later if earlier is None else earlier if later is None else best(earlier, later)
            )
            wins = level(x, others)
            part = m.where(ahead(x, others), 1.0, share) if m.ties == "split" else 1.0
        nan = m.isnan(out)
        entries.append(m.only(m.either(wins, nan), m.mend(part, nan, out)))
    return tuple(entries)


def largest(m: Any, *xs: Any) -> Any:
    result = xs[0]
    for x in xs[1:]:
        result = m.max(result, x)
    return result


def smallest(m: Any, *xs: Any) -> Any:
    result = xs[0]
    for x in xs[1:]:
        result = m.min(result, x)
    return result


def clip_local(m: Any, out: Any, x: Any, lo: Any, hi: Any) -> tuple[Any, Any, Any]:
    nan = m.isnan(out)
    one = m.mend(1.0, nan, out)
    inside = m.both(m.lt(lo, x), m.lt(x, hi))
    return tuple(m.only(m.either(c, nan), one) for c in (inside, m.lt(x, lo), m.gt(x, hi)))


def crossed(x: Any, lo: Any, hi: Any) -> str | None:
    """Why the bounds of a clip are a mistake; of arrays, those of the first element that has it."""
    wrong = lo > hi
    if not (wrong.any() if extents(wrong) else wrong):
        return None
    if extents(wrong):
        nowhere = 0.0 * wrong  # in the shape of both
        at = wrong.argmax()
        lo, hi = (nowhere + lo).flat[at], (nowhere + hi).flat[at]
    return f"`clip` needs lo ≤ hi, but lo is {lo:g} and hi is {hi:g}"


def where_local(m: Any, out: Any, c: Any, a: Any, b: Any) -> tuple[Any, Any, Any]:
    taken = m.ne(c, 0.0)
    return m.nothing, m.only(taken, 1.0), m.only(m.invert(taken), 1.0)


def attained(best: Callable[[Sequence[float]], float]) -> Callable[..., object]:
    """Which inputs attain the best value: a region of max or min."""

    def region(*xs: float) -> tuple[int, ...]:
        value = best(xs)
        return tuple([i for i, x in enumerate(xs) if x == value])

    return region


def order(x: float, y: float) -> int:
    return (x > y) - (x < y)


PAIRS = ((4.0, 2.0), (-1.0, 3.0), (2.0, 2.0), (0.0, -0.0), (-0.0, 0.0), (1e300, -1e300))
TRIPLES = ((1.0, 3.0, 2.0), (1.0, 1.0, 0.0), (5.0, 5.0, 5.0), (0.0, 7.0, 7.0), (2.0, 1.0, 2.0, 0.0))


def comparison(name: str, sign: str, words: str, holds: Callable[..., Any]) -> Gate:
    return Gate(
        name,
        ("x", "y"),
        value=lambda m, x, y: m.where(holds(m, x, y), 1.0, 0.0),
        local=lambda m, out, x, y: (m.nothing, m.nothing),
        family="choice",
        story=f"A comparison gives 1 where x is {words} y, else 0; its output is flat, so no "
        "gradient comes back.",
        samples=PAIRS,
        sign=sign,
        region=order,
    )


ROWS = (
    Gate(
        "max",
        ("x", "y"),
        value=largest,
        local=lambda m, out, *xs: routes(m, out, xs, m.max, m.gt, m.ge, False),
        family="choice",
        story="A max gate routes: the whole gradient goes to the largest input, the others hear "
        "nothing.",
        samples=(*PAIRS, *TRIPLES),
        more=True,
        region=attained(max),
    ),
    Gate(
        "min",
        ("x", "y"),
        value=smallest,
        local=lambda m, out, *xs: routes(m, out, xs, m.min, m.lt, m.le, True),
        family="choice",
        story="A min gate routes: the whole gradient goes to the smallest input, the others hear "
        "nothing.",
        samples=(*PAIRS, *TRIPLES),
        more=True,
        region=attained(min),
    ),
    Gate(
        "clip",
        ("x", "lo", "hi"),
        value=lambda m, x, lo, hi: m.min(m.max(x, lo), hi),
        local=clip_local,
        family="choice",
        story="A clip gate passes the gradient unchanged while its input is strictly between the "
        "bounds; at them and beyond, the input hears nothing.",
        domain="lo ≤ hi",
        samples=((0.5, 0.0, 1.0), (-2.0, 0.0, 1.0), (3.0, 0.0, 1.0), (0.0, 0.0, 1.0),
                 (1.0, 0.0, 1.0), (2.0, 2.0, 2.0), (-1e300, -5.0, 1e300)),
        region=lambda x, lo, hi: (order(x, lo), order(x, hi)),
        guard=crossed,
    ),
    Gate(
        "where",
        ("c", "a", "b"),
        value=lambda m, c, a, b: m.where(m.ne(c, 0.0), a, b),
        local=where_local,
        family="choice",
        story="A where gate routes by its condition: the branch that was taken hears the whole "
        "gradient, the other exactly 0, and the condition nothing.",
        samples=((1.0, 4.0, -2.0), (0.0, 4.0, -2.0), (-0.0, 1.0, 2.0), (0.5, -1e300, 0.0)),
        region=lambda c, a, b: c != 0,
    ),
    comparison("lt", "<", "less than", lambda m, x, y: m.lt(x, y)),
    comparison("le", "<=", "less than or equal to", lambda m, x, y: m.le(x, y)),
    comparison("gt", ">", "greater than", lambda m, x, y: m.gt(x, y)),
    comparison("ge", ">=", "greater than or equal to", lambda m, x, y: m.ge(x, y)),
    comparison("eq", "==", "equal to", lambda m, x, y: m.eq(x, y)),
    comparison("ne", "!=", "different from", lambda m, x, y: m.ne(x, y)),
    Gate(
        "detach",
        ("x",),
        value=lambda m, x: x,
        local=lambda m, out, x: (m.nothing,),
        family="choice",
        story="A detach gate hands its value on and stops the gradient: backward, its input is "
        "a constant.",
        samples=((2.0,), (-3.0,), (0.0,)),
    ),
)  # fmt: skip
