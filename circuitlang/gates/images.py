"""Gates of images, whose axes are batch, channel, height and width."""

from __future__ import annotations

from circuitlang.gates.extremes import routed
from circuitlang.gates.gate import Gate
from circuitlang.gates.rules import settled
from circuitlang.gates.samples import ramp
from circuitlang.gates.shapes import Mismatch, bracketed, count

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from circuitlang.gates.shapes import Dim, Shape

WINDOW = (0, 1)  # the axes that `windows` adds


def pair(value: Any) -> tuple[int, int]:
    """An option for height and width: one number for both, or two."""
    if isinstance(value, tuple):
        if len(value) != 2:
            raise Mismatch("one number, or two: for the height and the width", code="bad-argument")
        return value
    return value, value


def whole_pair(name: str, value: Any, least: int) -> tuple[int, int]:
    if value is None:
        raise Mismatch(f"a {name} is needed", code="bad-argument")
    both = pair(settled(name, value))
    if min(both) < least:
        raise Mismatch(f"the {name} is at least {least}, not {min(both)}", code="bad-argument")
    return both


def image(x: Shape) -> None:
    if len(x) != 4:
        raise Mismatch(f"images are batch, channel, height, width; {{0}} is {bracketed(x)}",
                       help="`reshape({0}, [1, 1, …, …])` puts these axes there")  # fmt: skip


def extent(size: Dim, window: Dim, step: int, pad: int) -> int:
    """How many windows fit along an axis."""
    for each in (size, window):
        if isinstance(each, str):
            raise Mismatch(f"the height and width of images must be known, and {each} is not",
                           help=f"`const {each} = …` says it")  # fmt: skip
    room = int(size) + 2 * pad - int(window)
    if room < 0 or int(window) == 0:
        raise Mismatch(f"a window of {window} does not fit into {int(size) + 2 * pad}",
                       words=f"{window} > {int(size) + 2 * pad}")  # fmt: skip
    return room // step + 1


def conv2d_shape(x: Shape, w: Shape, stride: Any = 1, pad: Any = 0) -> Shape:
    image(x)
    if len(w) != 4:
        raise Mismatch("filters are number, channel, height, width; "
                       f"{{1}} is {bracketed(w)}")  # fmt: skip
    if x[1] != w[1]:
        raise Mismatch(f"{{0}} has {x[1]} channels and the filters of {{1}} have {w[1]}",
                       words=f"{x[1]} ≠ {w[1]}")  # fmt: skip
    steps, pads = whole_pair("stride", stride, 1), whole_pair("pad", pad, 0)
    return (x[0], w[0], extent(x[2], w[2], steps[0], pads[0]),
            extent(x[3], w[3], steps[1], pads[1]))  # fmt: skip


def conv2d_work(x: Shape, w: Shape, stride: Any = 1, pad: Any = 0) -> int:
    """The patches of one image, a column for each place, and the padded image."""
    (down, across), (top, side) = pair(stride), pair(pad)
    high, wide = extent(x[2], w[2], down, top), extent(x[3], w[3], across, side)
    padded = (int(x[2]) + 2 * top) * (int(x[3]) + 2 * side)
    return count(x[1:2]) * (count(w[2:]) * high * wide + count(x[:1]) * padded)


def windows_shape(x: Shape, size: Any = None) -> Shape:
    image(x)
    high, wide = whole_pair("size", size, 1)
    return (high, wide, *x[:2], extent(x[2], high, high, 0), extent(x[3], wide, wide, 0))


def pool_shape(x: Shape, size: Any = None) -> Shape:
    return windows_shape(x, size)[2:]


def conv2d_chain(
    m: Any, g: Any, out: Any, x: Any, w: Any, stride: Any = 1, pad: Any = 0
) -> tuple[Any, Any]:
    return (
        m.conv2d_dx(g, w, x, stride=stride, pad=pad),
        m.conv2d_dw(g, x, w, stride=stride, pad=pad),
    )


def maxpool2d_chain(m: Any, g: Any, out: Any, x: Any, size: Any = None) -> tuple[Any]:
    g, out = m.unsqueeze(g, axis=WINDOW), m.unsqueeze(out, axis=WINDOW)
    mask, shares = routed(m, g, out, m.windows(x, size=size), WINDOW, 1, False)
    return (m.unwindows(m.where(mask, shares, 0.0), x, size=size),)


def avgpool2d_chain(m: Any, g: Any, out: Any, x: Any, size: Any = None) -> tuple[Any]:
    windows = m.windows(x, size=size)
    share = m.unsqueeze(m.div(g, m.size(windows, axis=WINDOW)), axis=WINDOW)
    return (m.unwindows(m.expand(share, windows), x, size=size),)


def maxpool2d_region(x: Any, size: Any = None) -> object:
    high, wide = pair(size)
    rows, columns = x.shape[2] // high, x.shape[3] // wide
    cut = x[:, :, : rows * high, : columns * wide]
    cells = cut.reshape(*x.shape[:2], rows, high, columns, wide)
    return (cells == cells.max(axis=(3, 5), keepdims=True)).tobytes()


IMAGES = ramp(2, 2, 4, 5)
POOLED = (
    (IMAGES, {"size": 2}),
    (ramp(1, 1, 3, 4, start=5), {"size": (3, 2)}),
    (ramp(2, 1, 2, 2), {"size": 1}),
    ([[[[2.0]]]], {"size": 1}),
)

ROWS = (
    Gate(
        "conv2d",
        ("x", "w"),
        value=lambda m, x, w, stride=1, pad=0: m.conv2d(x, w, stride=stride, pad=pad),
        chain=conv2d_chain,
        shape=conv2d_shape,
        work=conv2d_work,
        options={"stride": 1, "pad": 0},
        family="images",
        story="A convolution slides each filter over the image: the filter hears the gradient "
        "times every patch it saw, added up, and the image the gradient through every filter "
        "that saw it.",
        samples=(
            (IMAGES, ramp(3, 2, 2, 3, start=4)),
            (IMAGES, ramp(1, 2, 3, 3, start=2), {"stride": 2, "pad": 1}),
            (ramp(1, 1, 5, 4), ramp(2, 1, 2, 1, start=3), {"stride": (2, 3), "pad": (0, 1)}),
            ([[[[2.0]]]], [[[[-1.5]]]]),
            (ramp(1, 1, 2, 2), ramp(1, 1, 1, 1), {"stride": 3, "pad": 2}),
        ),
    ),
    Gate(
        "maxpool2d",
        ("x",),
        value=lambda m, x, size=None: m.max_of(m.windows(x, size=size), axis=WINDOW),
        chain=maxpool2d_chain,
        shape=pool_shape,
        options={"size": None},
        family="images",
        story="A max pool keeps the largest of each window and routes the whole gradient there.",
        samples=(*POOLED, ([[[[1.0, 1.0], [0.0, 1.0]]]], {"size": 2})),
        region=maxpool2d_region,
    ),
    Gate(
        "avgpool2d",
        ("x",),
        value=lambda m, x, size=None: m.mean(m.windows(x, size=size), axis=WINDOW),
        chain=avgpool2d_chain,
        shape=pool_shape,
        options={"size": None},
        family="images",
        story="An average pool keeps the mean of each window and shares the gradient out evenly.",
        samples=POOLED,
    ),
)
