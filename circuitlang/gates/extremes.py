"""The maximum and the minimum of a tensor: they route, as those of several gates do."""

from __future__ import annotations

from circuitlang.gates.reduction import along, extents, reduction

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def routed(
    m: Any, g: Any, out: Any, x: Any, axis: Any, keepdims: Any, last: bool
) -> tuple[Any, Any]:
    """Which elements of x a maximum or minimum routes its gradient to, and what each gets, under
    the tie rule: `first` is the first that attains it, or the `last`."""
    best, share = along(m, out, x, axis, keepdims), along(m, g, x, axis, keepdims)
    wins = m.eq(x, best)
    if m.ties == "first":
        wins = m.first(wins, axis=axis, last=int(last))
    elif m.ties == "split":
        share = m.div(share, m.tally(wins, axis=axis))
    nan = m.isnan(best)
    return m.either(wins, nan), m.mend(share, nan, best)


def chooser(last: bool) -> Callable[..., tuple[Any]]:
    def chain(m: Any, g: Any, out: Any, x: Any, axis: Any = None, keepdims: Any = 0) -> tuple[Any]:
        return (m.only(*routed(m, g, out, x, axis, keepdims, last)),)

    return chain


def kinks(method: str) -> Callable[..., object]:
    def region(x: Any, axis: Any = None, keepdims: Any = 0) -> object:
        if not extents(x):
            return 0
        return (x == getattr(x, method)(axis=axis, keepdims=True)).tobytes()

    return region


ROWS = (
    reduction(
        "max_of",
        lambda m, x, axis=None, keepdims=0: m.max_of(x, axis=axis, keepdims=keepdims),
        chooser(False),
        "The maximum of a tensor routes: the whole gradient goes to the largest element.",
        ([1.0, 1.0, 0.0],),
        nothing=False,
        region=kinks("max"),
    ),
    reduction(
        "min_of",
        lambda m, x, axis=None, keepdims=0: m.min_of(x, axis=axis, keepdims=keepdims),
        chooser(True),
        "The minimum of a tensor routes: the whole gradient goes to the smallest element.",
        ([1.0, 0.0, 0.0],),
        nothing=False,
        region=kinks("min"),
    ),
)
