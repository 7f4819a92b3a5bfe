"""More rows for chains: counts and questions, which get no gradient, and what goes with them."""

from __future__ import annotations

from circuitlang.gates import loss
from circuitlang.gates.adjoints import row
from circuitlang.gates.probability import softmax_chain
from circuitlang.gates.samples import ramp
from circuitlang.gates.shapes import axes, reduced

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from circuitlang.gates.shapes import Shape


def diagonal_shape(x: Shape, axis: int = 0) -> Shape:
    return (x[axis], x[axis], *[1 for _ in x[axis + 1 :]])


def others_chain(m: Any, g: Any, out: Any, x: Any, axis: int = 0) -> tuple[Any]:
    """Of Σ_i g_i·Π_(k≠i) x_k, by each x_k: the others of a table whose row i is x with a 1 at i."""
    own = m.ne(m.diagonal(x, axis=axis), 0.0)
    table = m.where(own, 1.0, m.unsqueeze(x, axis=(axis,)))
    slopes = m.unsqueeze(g, axis=(axis + 1,)) * m.others(table, axis=axis + 1)
    return (m.sum(m.where(own, 0.0, slopes), axis=axis),)


def flag(word: str) -> Callable[..., Any]:
    """The value of a row that answers a question: 1 or 0."""
    return lambda m, *xs, **options: m.where(getattr(m, word)(*xs, **options), 1.0, 0.0)


def no_gradient(m: Any, g: Any, out: Any, *xs: Any, **options: Any) -> tuple[Any, ...]:
    return tuple([m.nothing for _ in xs])


ROWS = (
    row(
        "size", "x",
        no_gradient,
        lambda x, axis=None: (axes(x, axis), ())[1],
        "How many elements there are, along the axes.",
        (2.0,), (ramp(2, 3),), (ramp(2, 3), {"axis": -1}), ([],),
        options={"axis": None},
    ),
    row(
        "tally", "c",
        no_gradient,
        lambda c, axis=None: reduced(c, axis, 1),
        "How many hold, along the axes.",
        (1.0,), ([[1.0, 0.0], [1.0, 1.0]], {"axis": 1}), ([],),
        options={"axis": None},
        value=lambda m, c, axis=None: m.tally(m.ne(c, 0.0), axis=axis),
    ),
    row(
        "others", "x",
        others_chain,
        lambda x, axis=0: x,
        "For each element along an axis, the product of the others.",
        (ramp(4),), ([0.0, 2.0, 3.0],), ([0.0, 2.0, 0.0],), ([3.0],), ([],),
        (ramp(2, 3, 2), {"axis": 1}),
        options={"axis": 0},
    ),
    row(
        "diagonal", "x",
        no_gradient,
        diagonal_shape,
        "1 on the diagonal of a table of an axis against itself.",
        (ramp(3),), (ramp(2, 3, 1), {"axis": 1}),
        options={"axis": 0},
        value=flag("diagonal"),
    ),
    row(
        "first", "c",
        no_gradient,
        lambda c, axis=None, last=0: c,
        "1 at the first (or last) place that holds along the axes, else 0.",
        (1.0,), ([0.0, 1.0, 1.0],), ([0.0, 1.0, 1.0], {"last": 1}), ([0.0, 0.0],),
        ([[1.0, 1.0], [0.0, 1.0]], {"axis": 1}), ([],),
        options={"axis": None, "last": 0},
        value=lambda m, c, axis=None, last=0: m.where(
            m.first(m.ne(c, 0.0), axis=axis, last=last), 1.0, 0.0
        ),
    ),
    row(
        "peak", "x",
        no_gradient,
        lambda x, axis=None: x,
        "1 at the first of the largest elements along the axes, else 0.",
        (1.0,), ([0.0, 2.0, 2.0],), ([[1.0, 1.0], [0.0, 1.0]], {"axis": 1}), ([],),
        options={"axis": None},
        value=flag("peak"),
    ),
    row(
        "softmax_error", "scores labels",
        lambda m, g, out, scores, labels: (
            *softmax_chain(m, g, m.softmax(scores), scores), m.nothing),
        lambda scores, labels: scores,
        "What was predicted less what was there: softmax(scores) - onehot(labels).",
        *loss.CLASSES,
        value=loss.softmax_error,
    ),
    row(
        "violations", "scores labels delta",
        no_gradient,
        lambda scores, labels, delta: scores,
        "1 at each class that violates the margin, and less their number at the right one.",
        *[(*xs, 1.0) for xs in loss.CLASSES],
        value=loss.violations,
    ),
)  # fmt: skip
