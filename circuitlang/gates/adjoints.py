"""Rows that no circuit's text can name: the words that the chains of tensor gates are made of.

Each is linear in its first input, or constant.  An input that only lends its shape (`like`) gets no
gradient, and neither does a condition, which is 1 or 0.
"""

from __future__ import annotations

from circuitlang.gates.gate import Gate
from circuitlang.gates.images import windows_shape
from circuitlang.gates.samples import ramp
from circuitlang.gates.tensor import SLICE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from circuitlang.gates.shapes import Shape


def other_like(g: Shape, like: Shape, **_: Any) -> Shape:
    return like


def unsqueezed(x: Shape, axis: tuple[int, ...] = ()) -> Shape:
    found = list(x)
    for place in axis:
        found.insert(place, 1)
    return tuple(found)


def part_shape(g: Shape, *xs: Shape, axis: int = 0, which: int = 0) -> Shape:
    return xs[which]


def part_chain(
    m: Any, g: Any, out: Any, x: Any, *xs: Any, axis: int = 0, which: int = 0
) -> tuple[Any, ...]:
    pieces = [g if at == which else m.expand(0.0, each) for at, each in enumerate(xs)]
    return (m.concat(*pieces, axis=axis), *[m.nothing for _ in xs])


def row(name: str, params: str, chain: Any, shape: Any, story: str, *samples: Any,
        options: Any = None, value: Any = None, more: bool = False) -> Gate:  # fmt: skip
    return Gate(
        name,
        tuple(params.split()),
        value=value or (lambda m, *xs, **given: getattr(m, name)(*xs, **given)),
        chain=chain,
        shape=shape,
        options=options,
        family="internal",
        story=story,
        samples=samples,
        more=more,
    )


CONV = {"stride": 1, "pad": 0}

ROWS = (
    row(
        "expand", "x like",
        lambda m, g, out, x, like: (m.unbroadcast(g, x), m.nothing),
        other_like,
        "Repeats its input into the shape of another.",
        (2.0, ramp(2, 2)), (ramp(2, 1), ramp(2, 3)), ([2.0], []), (ramp(1, 3), ramp(2, 2, 3)),
    ),
    row(
        "unbroadcast", "x like",
        lambda m, g, out, x, like: (m.expand(g, x), m.nothing),
        other_like,
        "Adds up the copies that broadcasting made.",
        (ramp(2, 2), 0.0), (ramp(2, 3), ramp(2, 1)), (ramp(2, 1, 3), ramp(3)), ([], [2.0]),
        (ramp(2), ramp(2)),
    ),
    row(
        "unsqueeze", "x",
        lambda m, g, out, x, axis=(): (m.sum(g, axis=axis),),
        unsqueezed,
        "Puts axes of size 1 in.",
        (2.0, {"axis": (0, 1)}), (ramp(2, 3), {"axis": (0, 3)}), (ramp(2), {"axis": ()}),
        options={"axis": ()},
    ),
    row(
        "shaped", "x like",
        lambda m, g, out, x, like: (m.shaped(g, x), m.nothing),
        other_like,
        "Puts its numbers into the shape of another.",
        (ramp(6), ramp(2, 3)), ([2.0], 1.0), ([], [[], []]),
    ),
    row(
        "scatter", "x like",
        lambda m, g, out, x, like, item=(): (m.index(g, item=item), m.nothing),
        other_like,
        "Lays its input where an index took it from, among zeros.",
        (2.0, ramp(4), {"item": (-1,)}),
        (ramp(2), ramp(3, 4), {"item": (0, (SLICE, 1, 3, None))}),
        (ramp(3, 2), ramp(5, 2), {"item": ((SLICE, None, None, -2),)}),
        options={"item": ()},
    ),
    row(
        "part", "x a",
        part_chain,
        part_shape,
        "The part that one of the joined tensors had.",
        (ramp(5), ramp(2), ramp(3), {"which": 1}),
        (ramp(2, 3), ramp(2, 1), ramp(2, 2), {"axis": -1, "which": 0}),
        options={"axis": 0, "which": 0},
        more=True,
    ),
    row(
        "conv2d_dx", "g w like",
        lambda m, h, out, g, w, like, stride=1, pad=0: (
            m.conv2d(h, w, stride=stride, pad=pad),
            m.conv2d_dw(g, h, w, stride=stride, pad=pad),
            m.nothing,
        ),
        lambda g, w, like, stride=1, pad=0: like,
        "The gradient of a convolution by the image.",
        (ramp(2, 3, 3, 3), ramp(3, 2, 2, 3, start=4), ramp(2, 2, 4, 5)),
        (ramp(2, 1, 2, 3), ramp(1, 2, 3, 3), ramp(2, 2, 4, 5), {"stride": 2, "pad": 1}),
        options=CONV,
    ),
    row(
        "conv2d_dw", "g x like",
        lambda m, h, out, g, x, like, stride=1, pad=0: (
            m.conv2d(x, h, stride=stride, pad=pad),
            m.conv2d_dx(g, h, x, stride=stride, pad=pad),
            m.nothing,
        ),
        lambda g, x, like, stride=1, pad=0: like,
        "The gradient of a convolution by the filters.",
        (ramp(2, 3, 3, 3), ramp(2, 2, 4, 5), ramp(3, 2, 2, 3, start=4)),
        (ramp(2, 1, 2, 3), ramp(2, 2, 4, 5), ramp(1, 2, 3, 3), {"stride": 2, "pad": 1}),
        options=CONV,
    ),
    row(
        "windows", "x",
        lambda m, g, out, x, size=None: (m.unwindows(g, x, size=size),),
        windows_shape,
        "An image cut into windows that lie side by side.",
        (ramp(2, 2, 4, 5), {"size": 2}), (ramp(1, 1, 3, 4), {"size": (3, 2)}),
        options={"size": None},
    ),
    row(
        "unwindows", "x like",
        lambda m, g, out, x, like, size=None: (m.windows(g, size=size), m.nothing),
        lambda x, like, size=None: like,
        "Windows put back into an image; what no window held is 0.",
        (ramp(2, 2, 2, 2, 2, 2), ramp(2, 2, 4, 5), {"size": 2}),
        options={"size": None},
    ),
)  # fmt: skip
