"""Layered drawing after Sugiyama: nodes in layers from left to right, in an order in which wires
rarely cross.

A wire that passes a layer has a vertex there too, one for all of its readers.  Nothing here depends
on anything but the nodes and their order: the same circuit gives the same picture everywhere.  The
first order is that of declaration and only what crosses less replaces it, so that a new gate leaves
the others where they are.
"""

from __future__ import annotations

from bisect import bisect_left, insort

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

SWEEPS = 12  # at most, from left to right and back
WORK = 400_000  # vertices that all sweeps together may visit
STRETCH = 24  # layers over which inputs may all stand at the left


class Layers:
    """Vertices in layers.  Vertex i is node i for i < len(inputs), above that a wire that passes.

    order    the vertices of each layer, from top to bottom
    layer    the layer of each vertex; carries: the node whose wire it is
    edges    between each layer and the next: (left vertex, right vertex), from top to bottom of
             the right gate's inputs; one that is read twice stands there twice
    """

    __slots__ = ("carries", "edges", "groups", "layer", "order", "size")

    def __init__(self, inputs: Sequence[Sequence[int]], groups: Sequence[int]) -> None:
        """`inputs` of each node are nodes before it; `groups`: nodes of the same number stay
        together within a layer (-1: a node of no group)."""
        self.size = len(inputs)
        self.groups = list(groups)
        self.layer = _layers(inputs)
        self.carries = list(range(self.size))
        self.order: list[list[int]] = [[] for _ in range(max(self.layer, default=-1) + 1)]
        self.edges: list[list[tuple[int, int]]] = [[] for _ in self.order[1:]]
        self._fill(inputs)
        self._uncross()

    def group(self, vertex: int) -> int:
        """A wire that passes belongs to the group of its node as long as it stays inside."""
        return self.groups[vertex]

    def neighbours(self, after: bool) -> list[list[int]]:
        """For each vertex those that it is wired to in the layer after it (or before it)."""
        found: list[list[int]] = [[] for _ in self.carries]
        for channel in self.edges:
            for left, right in channel:
                if after:
                    found[left].append(right)
                else:
                    found[right].append(left)
        return found

    def _fill(self, inputs: Sequence[Sequence[int]]) -> None:
        """Place the vertices, in the order in which they are read first, and wire them."""
        ends = list(self.layer[: self.size])
        inner = list(ends)  # the last reader of the same group
        for node, operands in enumerate(inputs):
            for x in operands:
                ends[x] = max(ends[x], self.layer[node])
                if self.groups[x] == self.groups[node]:
                    inner[x] = max(inner[x], self.layer[node])
        passing: dict[tuple[int, int], int] = {}
        read: dict[int, None] = dict.fromkeys(x for operands in inputs for x in operands)
        for node in [*read, *(x for x in range(self.size) if x not in read)]:
            self.order[self.layer[node]].append(node)
            last = node
            for place in range(self.layer[node] + 1, ends[node]):
                vertex = len(self.carries)
                self.carries.append(node)
                self.layer.append(place)
                self.groups.append(self.groups[node] if place < inner[node] else -1)
                self.order[place].append(vertex)
                self.edges[place - 1].append((last, vertex))
                passing[node, place] = last = vertex
        for node, operands in enumerate(inputs):
            place = self.layer[node] - 1
            for x in operands:
                self.edges[place].append((passing.get((x, place), x), node))

    # ------------------------------------------------------------------ order

    def _uncross(self) -> None:
        """Sweep to and fro; keep the best order that was met.  Every other time equals change
        places."""
        before, after = self.neighbours(False), self.neighbours(True)
        for place in range(1, len(self.order)):
            self._sort(place, before, place - 1)
        best = [list(layer) for layer in self.order]
        fewest = self.crossings()
        sweeps = max(2, min(SWEEPS, WORK // max(len(self.carries), 1)))
        idle = 0
        for sweep in range(sweeps):
            if not fewest or idle == 6:
                break
            backward = sweep % 2 == 0
            places = range(len(self.order) - 2, -1, -1) if backward else range(1, len(self.order))
            for place in places:
                if sweep % 4 > 1:
                    self.order[place].reverse()
                self._sort(place, after if backward else before, place + (1 if backward else -1))
            crossings = self.crossings()
            idle += 1
            if crossings < fewest:
                best, fewest, idle = [list(layer) for layer in self.order], crossings, 0
        self.order = best
        if fewest:
            self._swap(before, after)

    def _sort(self, place: int, wired: list[list[int]], other: int) -> None:
        """Sort a layer by the middles of what its vertices are wired to; groups together."""
        at = {vertex: index for index, vertex in enumerate(self.order[other])}
        layer = self.order[place]
        scale = len(at) / max(len(layer), 1)
        middles: dict[int, float] = {}
        for index, vertex in enumerate(layer):
            found = [at[x] for x in wired[vertex]]
            middles[vertex] = sum(found) / len(found) if found else (index + 0.5) * scale - 0.5
        together: dict[int, list[float]] = {}
        for vertex in layer:
            together.setdefault(self.group(vertex), []).append(middles[vertex])
        keys = {}
        for vertex in layer:
            group = self.group(vertex)
            mates = together[group] if group >= 0 else [middles[vertex]]
            keys[vertex] = (sum(mates) / len(mates), group, middles[vertex])
        layer.sort(key=keys.__getitem__)

    def _swap(self, before: list[list[int]], after: list[list[int]]) -> None:
        """Swap neighbours in a layer as long as that saves crossings."""
        if len(self.carries) > WORK // 100:
            return
        at = {vertex: index for layer in self.order for index, vertex in enumerate(layer)}
        better = True
        while better:
            better = False
            for layer in self.order:
                for index in range(len(layer) - 1):
                    upper, lower = layer[index], layer[index + 1]
                    if self.group(upper) != self.group(lower):
                        continue
                    now = sum(_crossed([at[x] for x in side[upper]], [at[x] for x in side[lower]])
                              for side in (before, after))  # fmt: skip
                    if now > 0:
                        layer[index], layer[index + 1] = lower, upper
                        at[upper], at[lower] = index + 1, index
                        better = True

    def crossings(self) -> int:
        """How often wires cross, with each vertex as one point."""
        at = {vertex: index for layer in self.order for index, vertex in enumerate(layer)}
        total = 0
        for channel in self.edges:
            pairs = sorted({(at[left], at[right]) for left, right in channel})
            total += _inversions([right for _, right in pairs])
        return total


def _layers(inputs: Sequence[Sequence[int]]) -> list[int]:
    """The longest way to each node.  Inputs stand at the left, unless the circuit is long: then
    each stands right before its first reader, as do gates whose inputs are not drawn."""
    found: list[int] = []
    for operands in inputs:
        found.append(1 + max((found[x] for x in operands), default=-1))
    if max(found, default=0) < STRETCH:
        return found
    first: dict[int, int] = {}
    for node in range(len(inputs) - 1, -1, -1):
        for x in inputs[node]:
            first[x] = min(first.get(x, found[node]), found[node])
    return [first.get(node, 1) - 1 if not operands else found[node]
            for node, operands in enumerate(inputs)]  # fmt: skip


def _crossed(upper: list[int], lower: list[int]) -> int:
    """By how much fewer crossings there are if two neighbours change places."""
    return sum((a > b) - (a < b) for a in upper for b in lower)


def _inversions(numbers: list[int]) -> int:
    """Pairs that stand in the wrong order."""
    seen: list[int] = []
    total = 0
    for number in numbers:
        total += len(seen) - bisect_left(seen, number + 1)
        insort(seen, number)
    return total
