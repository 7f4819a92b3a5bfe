"""Wires between two layers of a drawing, along rows and columns.

A wire that has several readers in the next layer is split at a *trunk*; a gate that reads several
wires gathers them at a *bar*.  Trunks stand left, bars right, each in a column of its own where
they overlap, with a free one between; no two wires ever run along the same piece of a row.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LEFT, RIGHT = -1, -2  # the borders of the channel in place of a column


class Upright:
    """A trunk or a bar: an upright line, with the rows at which wires come and leave."""

    __slots__ = ("bottom", "column", "coming", "leaving", "name", "top")

    def __init__(self, name: int, coming: Iterable[int], leaving: Iterable[int]) -> None:
        self.name = name
        self.coming = tuple(coming)
        self.leaving = tuple(leaving)
        self.top = min(*self.coming, *self.leaving)
        self.bottom = max(*self.coming, *self.leaving)
        self.column = 0

    def over(self, row: int) -> bool:
        return self.top <= row <= self.bottom

    def crossings(self, right: Upright) -> int:
        """How many wires cross if the other one stands right of this one."""
        return sum(map(self.over, right.coming)) + sum(map(right.over, self.leaving))

    def meets(self, other: Upright) -> bool:
        return self.top <= other.bottom and other.top <= self.bottom


class Channel:
    """What runs between two layers.

    trunks, bars   by the vertex that they belong to, with their columns from 0 to width - 1
    arrivals       for each edge the row at which it comes to its gate's bar (or to the gate)
    """

    __slots__ = ("arrivals", "bars", "edges", "rows", "trunks", "width")

    def __init__(self, edges: list[tuple[int, int]], rows: list[int]) -> None:
        self.edges = edges
        self.rows = rows
        self.trunks: dict[int, Upright] = {}
        self.bars: dict[int, Upright] = {}
        split = {x for x in (left for left, _ in edges) if _count(edges, 0, x) > 1}
        order = None
        while order is None:  # each time one wire more gets a trunk
            self.arrivals = self._arrivals(split)
            order, culprit = self._bars()
            if order is None:
                split.add(culprit)
        for left in sorted(split, key=rows.__getitem__):
            leaving = [self.arrivals[at] for at, edge in enumerate(edges) if edge[0] == left]
            self.trunks[left] = Upright(left, [rows[left]], leaving)
        trunks = _untangled(list(self.trunks.values()), {})
        width = _pack(trunks)
        bars = _untangled([self.bars[name] for name in order], self._before())
        self.width = _pack(bars[::-1])
        self.width += width + bool(width and self.width)
        for bar in bars:
            bar.column = self.width - 1 - bar.column

    # ------------------------------------------------------------------ rows

    def _arrivals(self, split: set[int]) -> list[int]:
        """A row for each edge.  A wire with one reader stays on its own; the others get rows
        that nobody uses, as near to the gate as can be."""
        rows, edges = self.rows, self.edges
        found = [rows[left] for left, _ in edges]
        used = {rows[left] for left, _ in edges if left not in split}
        single = {right for _, right in edges if _count(edges, 1, right) == 1}
        waiting = [at for at, (left, _) in enumerate(edges) if left in split]
        waiting.sort(key=lambda at: (edges[at][1] not in single,
                                     abs(rows[edges[at][0]] - rows[edges[at][1]])))  # fmt: skip
        for at in waiting:
            left, right = edges[at]
            others = {rows[x] for x, _ in edges if x != left}
            others.update(rows[x] for _, x in edges if x != right)
            for row in self._wishes(left, right, right in single):
                if row not in used and row not in others:
                    break
            found[at] = row
            used.add(row)
        return found

    def _wishes(self, left: int, right: int, single: bool) -> Iterator[int]:
        start, goal = self.rows[left], self.rows[right]
        step = -1 if start <= goal else 1
        if single:
            yield goal
        else:
            if start != goal:
                yield start
            yield from (goal + step, goal - step, goal + 2 * step, goal - 2 * step, goal)
        low = min(*self.rows, 0)
        for distance in range(1, 2 * (max(self.rows) - low) + len(self.edges) + 3):
            for row in (goal + distance * step, goal - distance * step):
                if row >= low:
                    yield row

    # ------------------------------------------------------------------ columns

    def _bars(self) -> tuple[list[int] | None, int]:
        """Make the bars.  Their names in an order from left to right that keeps wires off each
        other; or None and a wire that has to be moved."""
        self.bars = {}
        for right in dict.fromkeys(right for _, right in self.edges):
            coming = [self.arrivals[at] for at, edge in enumerate(self.edges) if edge[1] == right]
            if coming != [self.rows[right]]:
                self.bars[right] = Upright(right, coming, [self.rows[right]])
        before = self._before()
        order: list[int] = []
        waiting = list(self.bars)
        while waiting:
            ready = [x for x in waiting if not any(x in before[y] for y in waiting)]
            if not ready:
                circle = [at for at, (left, right) in enumerate(self.edges) if right in waiting
                          and any(self.arrivals[at] == self.rows[x] for x in before[right])
                          and self.arrivals[at] == self.rows[left]]  # fmt: skip
                return None, self.edges[circle[0]][0]
            order.append(ready[0])
            waiting.remove(ready[0])
        return order, -1

    def _before(self) -> dict[int, set[int]]:
        """For each bar those that must stand right of it: their gates' wires leave on a row at
        which a wire comes to this one."""
        return {name: {other for other, found in self.bars.items()
                       if other != name and self.rows[other] in bar.coming}
                for name, bar in self.bars.items()}  # fmt: skip


def _count(edges: list[tuple[int, int]], side: int, vertex: int) -> int:
    return sum(edge[side] == vertex for edge in edges)


def _untangled(uprights: list[Upright], before: dict[int, set[int]]) -> list[Upright]:
    """Swap neighbours as long as fewer wires cross."""
    for _ in uprights:
        swapped = False
        for at in range(len(uprights) - 1):
            one, two = uprights[at], uprights[at + 1]
            if two.name in before.get(one.name, ()) or not one.meets(two):
                continue
            if two.crossings(one) < one.crossings(two):
                uprights[at], uprights[at + 1] = two, one
                swapped = True
        if not swapped:
            break
    return uprights


def _pack(uprights: list[Upright]) -> int:
    """Put each into the first column where none before it is in the way; how many are used."""
    for at, one in enumerate(uprights):
        one.column = max((other.column + 1 for other in uprights[:at] if one.meets(other)),
                         default=0)  # fmt: skip
    return max((one.column + 1 for one in uprights), default=0)
