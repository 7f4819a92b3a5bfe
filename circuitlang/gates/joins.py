"""Shape rules of what joins tensors and cuts them."""

from __future__ import annotations

from circuitlang.gates.rules import mistake, settled
from circuitlang.gates.shapes import Mismatch, axes, bracketed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from circuitlang.gates.shapes import Dim, Shape


def concat(*shapes: Shape, axis: int = 0) -> Shape:
    first = shapes[0]
    if any(not shape for shape in shapes):
        raise Mismatch("single numbers cannot be joined by `concat`",
                       help="`stack` makes a tensor of numbers")  # fmt: skip
    (place,) = axes(first, axis)
    total: list[Dim] = []
    for at, shape in enumerate(shapes):
        if len(shape) != len(first):
            raise Mismatch(f"{{0}} has {len(first)} axes and {{{at}}} has {len(shape)}")
        for along, (size, other) in enumerate(zip(first, shape, strict=True)):
            if along != place and size != other:
                raise Mismatch(f"{{0}} and {{{at}}} differ in axis {along}, which they share: "
                               f"{size} meets {other}", words=f"{size} ≠ {other}")  # fmt: skip
        total.append(shape[place])
    names = [size for size in total if isinstance(size, str)]
    joined: Dim = sum([size for size in total if isinstance(size, int)])
    if names:
        if len(names) > 1 or joined:
            raise Mismatch(f"the length of the joined axis is not known before {names[0]} is",
                           help=f"`const {names[0]} = …` says it")  # fmt: skip
        joined = names[0]
    return (*first[:place], joined, *first[place + 1 :])


def stack(*shapes: Shape, axis: int = 0) -> Shape:
    for at, shape in enumerate(shapes):
        if shape != shapes[0]:
            raise Mismatch(f"{{0}} is {bracketed(shapes[0])} and {{{at}}} is {bracketed(shape)}: "
                           "what is stacked has one shape")  # fmt: skip
    (place,) = axes((1, *shapes[0]), axis)
    return (*shapes[0][:place], len(shapes), *shapes[0][place:])


def entries(item: Any) -> tuple[Any, ...]:
    """The option `item` of an index: its entries, or one of them."""
    return item if isinstance(item, tuple) and item[:1] != ("slice",) else (item,)


def index(x: Shape, item: Any = ()) -> Shape:
    """Each entry of `item` is an int or ("slice", start, stop, step); the rest is taken whole."""
    item = entries(item)
    if len(item) > len(x):
        raise mistake(f"{{0}} is {bracketed(x)}: {len(item)} indices are too many",
                      "an element of a number is the number" if not x else None)  # fmt: skip
    found: list[Dim] = []
    for size, entry in zip(x, item, strict=False):
        if not isinstance(entry, tuple):
            entry = settled("item", entry)
            if isinstance(size, int) and not -size <= entry < size:
                valid = f"indices go from 0 to {size - 1}, or from -{size} to -1" if size else None
                raise mistake(f"there is no index {entry}: the size is {size}", valid)
            continue
        _, start, stop, step = entry
        if step == 0:
            raise mistake("a slice cannot step by 0")
        if isinstance(size, int):
            found.append(len(range(*slice(start, stop, step).indices(size))))
        elif start is None and stop is None and step in (None, 1, -1):
            found.append(size)
        else:
            raise Mismatch(f"the length of this part of {size} is not known before {size} is",
                           help=f"`const {size} = …` says it")  # fmt: skip
    return (*found, *x[len(item) :])
