"""Rows for the vertices of a layered drawing: whole numbers, so that pictures agree to the last
character on every machine."""

from __future__ import annotations

from itertools import pairwise

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from circuitlang.views.layers import Layers

NODE, PASSING = 3, 1  # rows that a node takes, with the numbers above and below; that a wire takes
FRAME = 4  # rows between gates in and out of a frame: for its side, and for one around it
ROUNDS = 8
WORK = 200_000
MANY = 3  # readers of a wire that gates do not follow
STRAIGHT = 8  # how much more a wire that passes holds on to its row than a gate does


def rows_of(layers: Layers) -> list[int]:
    """The row of each vertex; the least is 0.

    In turns each layer is moved as near as the distances allow to what it is wired to after it and
    before it.
    """
    before, after = layers.neighbours(False), layers.neighbours(True)
    main = _main(layers, before, after)
    rows = [0] * len(layers.carries)
    offsets = [_offsets(layers, layer) for layer in layers.order]
    for layer, offset in zip(layers.order, offsets, strict=True):
        for vertex, row in zip(layer, offset, strict=True):
            rows[vertex] = row
    rounds = max(2, min(ROUNDS, WORK // max(len(rows), 1)))
    for _ in range(rounds):
        for place in range(len(layers.order) - 2, -1, -1):
            _settle(layers, place, offsets[place], rows, after)
        for place in range(1, len(layers.order)):
            _settle(layers, place, offsets[place], rows, main)
    _straighten(layers, rows)
    _gather(layers, rows, before, after)
    top = min(rows, default=0)
    return [row - top for row in rows]


def _offsets(layers: Layers, layer: Sequence[int]) -> list[int]:
    """The rows of a layer's vertices if they stand as close as they may."""
    found = []
    row = 0
    for index, vertex in enumerate(layer):
        if index:
            row += distance(layers, layer[index - 1], vertex)
        found.append(row)
    return found


def distance(layers: Layers, upper: int, lower: int) -> int:
    """How many rows apart two neighbours in a layer stand at least."""
    sizes = [NODE if x < layers.size else PASSING for x in (upper, lower)]
    apart = layers.group(upper) != layers.group(lower)
    return (sum(sizes) + 1) // 2 + FRAME * apart


def _main(layers: Layers, before: list[list[int]], after: list[list[int]]) -> list[list[int]]:
    """For each vertex what it is wired to before it and follows.  A gate does not follow a wire
    that passes many gates (what every step of a loop reads) where it has another input: a chain
    of such gates would climb towards that wire."""
    readers = [0] * layers.size
    for vertex, ends in enumerate(after):
        readers[layers.carries[vertex]] += sum(end < layers.size for end in ends)
    found = []
    for vertex, ends in enumerate(before):
        own = [x for x in ends if x < layers.size or readers[layers.carries[x]] < MANY]
        found.append(own if vertex < layers.size and own else ends)
    return found


def _settle(layers: Layers, place: int, offset: Sequence[int], rows: list[int],
            wired: list[list[int]]) -> None:  # fmt: skip
    """Move a layer as near as it can be to what its vertices are wired to: the least sum of
    squares, by pooling neighbours that would come too close (the isotonic regression of wishes
    minus offsets)."""
    layer = layers.order[place]
    blocks: list[tuple[int, int, int]] = []  # sum of weighted wishes, weights, how many vertices
    for vertex, shift in zip(layer, offset, strict=True):
        ends = sorted(rows[x] for x in wired[vertex])
        middle = ends[(len(ends) - 1) // 2] + ends[len(ends) // 2] if ends else 2 * rows[vertex]
        weight = 1 if not ends else STRAIGHT if vertex >= layers.size else 2
        block = ((middle - 2 * shift) * weight, 2 * weight, 1)
        while blocks and blocks[-1][0] * block[1] > block[0] * blocks[-1][1]:
            last = blocks.pop()
            block = (last[0] + block[0], last[1] + block[1], last[2] + block[2])
        blocks.append(block)
    index = 0
    for total, weight, count in blocks:
        for vertex, shift in zip(layer[index : index + count], offset[index:], strict=False):
            rows[vertex] = total // weight + shift
        index += count


def _gather(layers: Layers, rows: list[int], before: list[list[int]], after: list[list[int]],
            ) -> None:  # fmt: skip
    """Put what is wired to nothing as near to its neighbours as it may: below the one above it,
    or, at the top of a layer, above the one below it."""
    for layer in layers.order:
        lone = [not (before[vertex] or after[vertex]) for vertex in layer]
        for index in range(1, len(layer)):
            if lone[index]:
                above = layer[index - 1]
                rows[layer[index]] = rows[above] + distance(layers, above, layer[index])
        first = next((index for index, alone in enumerate(lone) if not alone), 0)
        for index in range(first - 1, -1, -1):
            below = layer[index + 1]
            rows[layer[index]] = rows[below] - distance(layers, layer[index], below)


def _straighten(layers: Layers, rows: list[int]) -> None:
    """Give a wire the same row in all layers that it passes, where there is room."""
    upper, lower = {}, {}
    for layer in layers.order:
        for above, below in pairwise(layer):
            upper[below] = above
            lower[above] = below
    chains: dict[int, list[int]] = {}
    for vertex in range(layers.size, len(rows)):
        chains.setdefault(layers.carries[vertex], []).append(vertex)

    def fits(vertex: int, row: int) -> bool:
        above, below = upper.get(vertex), lower.get(vertex)
        return (above is None or rows[above] + distance(layers, above, vertex) <= row) and (
            below is None or row + distance(layers, vertex, below) <= rows[below]
        )

    for node, chain in chains.items():
        wishes = [rows[node], *(rows[x] for x in chain)]
        for row in sorted(set(wishes), key=lambda row: (-wishes.count(row), row)):
            if all(fits(vertex, row) for vertex in chain):
                for vertex in chain:
                    rows[vertex] = row
                break
