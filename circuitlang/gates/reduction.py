"""Gates that make one number of many, along axes: None is all of them, as in NumPy."""

from __future__ import annotations

from circuitlang.gates.gate import Gate
from circuitlang.gates.samples import ramp
from circuitlang.gates.shapes import Mismatch, axes, reduced

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from circuitlang.gates.shapes import Shape

    Samples = tuple[tuple[Any, ...], ...]

OPTIONS = {"axis": None, "keepdims": 0}


def along(m: Any, g: Any, x: Any, axis: Any, keepdims: Any) -> Any:
    """What has the shape of a reduction of x, with its axes back as ones."""
    gone = () if keepdims else axes((0,) * m.rank(x), axis)
    return m.unsqueeze(g, axis=tuple(sorted(gone))) if gone else g


def sum_chain(m: Any, g: Any, out: Any, x: Any, axis: Any = None, keepdims: Any = 0) -> tuple[Any]:
    return (m.expand(along(m, g, x, axis, keepdims), x),)


def mean(m: Any, x: Any, axis: Any = None, keepdims: Any = 0) -> Any:
    return m.div(m.sum(x, axis=axis, keepdims=keepdims), m.size(x, axis=axis))


def mean_chain(m: Any, g: Any, out: Any, x: Any, axis: Any = None, keepdims: Any = 0) -> tuple[Any]:
    share = m.div(g, m.size(x, axis=axis))
    return (m.expand(along(m, share, x, axis, keepdims), x),)


def prod_chain(m: Any, g: Any, out: Any, x: Any, axis: Any = None, keepdims: Any = 0) -> tuple[Any]:
    """The product of the others: along the last axis the others there, times, of the products
    along it, the others again."""
    factor, rest = along(m, g, x, axis, keepdims), x
    for place in sorted(axes((0,) * m.rank(x), axis), reverse=True):
        factor = factor * m.others(rest, axis=place)
        rest = m.prod(rest, axis=place, keepdims=1)
    return (factor,)


def var(m: Any, x: Any, axis: Any = None, keepdims: Any = 0) -> Any:
    apart = x - m.mean(x, axis=axis, keepdims=1)
    return m.mean(apart * apart, axis=axis, keepdims=keepdims)


def var_chain(m: Any, g: Any, out: Any, x: Any, axis: Any = None, keepdims: Any = 0) -> tuple[Any]:
    share = along(m, m.div(2.0 * g, m.size(x, axis=axis)), x, axis, keepdims)
    return (share * (x - m.mean(x, axis=axis, keepdims=1)),)


def norm_chain(m: Any, g: Any, out: Any, x: Any, axis: Any = None, keepdims: Any = 0) -> tuple[Any]:
    length = along(m, out, x, axis, keepdims)
    direction = m.mend(m.div(x, length), m.eq(length, 0.0), 0.0)
    return (along(m, g, x, axis, keepdims) * direction,)


def shifted(m: Any, x: Any, axis: Any) -> tuple[Any, Any]:
    """The maximum, and log Σ exp(x - maximum): those at the maximum are counted, so that what is
    far below them is not lost beside 1."""
    top = m.max_of(x, axis=axis, keepdims=1)
    level = m.eq(x, top)
    rest = m.sum(m.where(level, 0.0, m.exp(x - top)), axis=axis, keepdims=1)
    return top, m.log1p(m.tally(level, axis=axis) - 1.0 + rest)


def logsumexp(m: Any, x: Any, axis: Any = None, keepdims: Any = 0) -> Any:
    top, log = shifted(m, x, axis)
    return m.sum(top + log, axis=() if keepdims else axis)


def logsumexp_chain(
    m: Any, g: Any, out: Any, x: Any, axis: Any = None, keepdims: Any = 0
) -> tuple[Any]:
    return (along(m, g, x, axis, keepdims) * m.softmax(x, axis=axis),)


def of_something(name: str) -> Callable[..., Shape]:
    """The rule of a reduction that has no value for no elements."""

    def shape(x: Shape, axis: Any = None, keepdims: Any = 0) -> Shape:
        if any(x[place] == 0 for place in axes(x, axis)):
            raise Mismatch(f"the {name} of nothing has no value",
                           code="bad-argument")  # fmt: skip
        return reduced(x, axis, keepdims)

    return shape


def extents(x: Any) -> tuple[int, ...]:
    """The sizes of an array; a float has none."""
    found: tuple[int, ...] = getattr(x, "shape", ())
    return found


def of_nothing(name: str) -> Callable[..., str | None]:
    """The same as a guard, for sizes that are known only when the circuit runs."""

    def guard(x: Any, axis: Any = None, keepdims: Any = 0) -> str | None:
        shape = extents(x)
        empty = any(shape[place] == 0 for place in axes(shape, axis))
        return f"the {name} of nothing has no value" if empty else None

    return guard


def reduction(name: str, value: Any, chain: Any, story: str, *more: Any, nothing: bool = True,
              **fields: Any) -> Gate:  # fmt: skip
    """A row; `nothing`: it has a value for no elements."""
    if not nothing:
        word = name.removesuffix("_of")
        fields |= {"shape": of_something(word), "guard": of_nothing(word)}
    return Gate(
        name,
        ("x",),
        value=value,
        chain=chain,
        shape=fields.pop("shape", reduced),
        options=OPTIONS,
        family="reduction",
        story=story,
        samples=(*SAMPLES, *EMPTY) if nothing else (*SAMPLES, *more),
        **fields,
    )


SAMPLES: Samples = (
    (2.5,),
    ([-2.0],),
    (ramp(5),),
    (ramp(2, 3),),
    (ramp(2, 3), {"axis": 0}),
    (ramp(2, 3), {"axis": -1, "keepdims": 1}),
    (ramp(2, 3, 2), {"axis": (0, 2)}),
    (ramp(2, 1, 3, 2, start=3), {"axis": (3, 1), "keepdims": 1}),
    ([[1.0, 0.0, 2.0], [0.0, 0.0, 3.0]], {"axis": 1}),
)
EMPTY: Samples = (([],), ([[], []], {"axis": 1}), ([[], []], {"axis": 0}))

ROWS = (
    reduction(
        "sum",
        lambda m, x, axis=None, keepdims=0: m.sum(x, axis=axis, keepdims=keepdims),
        sum_chain,
        "A sum distributes: every element hears exactly the gradient of the sum it went into.",
    ),
    reduction(
        "mean",
        mean,
        mean_chain,
        "A mean distributes like a sum, and divides: of n elements each hears 1/n of the gradient.",
        nothing=False,
    ),
    reduction(
        "prod",
        lambda m, x, axis=None, keepdims=0: m.prod(x, axis=axis, keepdims=keepdims),
        prod_chain,
        "A product swaps: each element hears the gradient times the product of the others.",
    ),
    reduction(
        "var",
        var,
        var_chain,
        "A variance (the mean square of the distances from the mean) pushes each element away "
        "from the mean, the harder the farther it is.",
        nothing=False,
    ),
    reduction(
        "norm",
        lambda m, x, axis=None, keepdims=0: m.norm(x, axis=axis, keepdims=keepdims),
        norm_chain,
        "A norm is the length of a vector: its gradient is the direction of the vector, of "
        "length 1, and 0 where the vector is 0.",
        region=lambda x, axis=None, keepdims=0: (
            (x != 0).any(axis=axis).tobytes() if extents(x) else x > 0
        ),
    ),
    reduction(
        "logsumexp",
        logsumexp,
        logsumexp_chain,
        "A smooth maximum: the gradient is shared out by softmax, most of it to the largest.",
        ([1000.0, 1000.0],),
    ),
)
