"""Wires between two layers of a drawing, along rows and columns.

A wire that has several readers in the next layer is split at a *trunk*; a gate that reads several
wires gathers them at a *bar*.  Trunks stand left, bars right, each in a column of its own where
they overlap, with a free one between; no two wires ever run along the same piece of a row.
"""

from __future__ import annotations

from collections import Counter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

TURNS = 20  # in which uprights are untangled


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

    __slots__ = ("arrivals", "bars", "edges", "left_at", "right_at", "rows", "trunks", "width")

    def __init__(self, edges: list[tuple[int, int]], rows: list[int]) -> None:
        self.edges = edges
        self.rows = rows
        self.left_at = {rows[left]: left for left, _ in edges}
        self.right_at = {rows[right]: right for _, right in edges}
        self.trunks: dict[int, Upright] = {}
        self.bars: dict[int, Upright] = {}
        split = {left for left, count in Counter(left for left, _ in edges).items() if count > 1}
        order = None
        while order is None:  # each time one wire more gets a trunk
            self.arrivals = self._arrivals(split)
            order, culprit = self._bars()
            if order is None:
                split.add(culprit)
        leaving: dict[int, list[int]] = {left: [] for left in sorted(split, key=rows.__getitem__)}
        for (left, _), row in zip(edges, self.arrivals, strict=True):
            if left in leaving:
                leaving[left].append(row)
        self.trunks = {left: Upright(left, [rows[left]], found) for left, found in leaving.items()}
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
        inputs, often = Counter(right for _, right in edges), Counter(edges)
        waiting = [at for at, (left, _) in enumerate(edges) if left in split]
        waiting.sort(key=lambda at: (inputs[edges[at][1]] > 1,
                                     abs(rows[edges[at][0]] - rows[edges[at][1]])))  # fmt: skip
        wishes: dict[tuple[int, int], Iterator[int]] = {}
        for at in waiting:
            left, right = edges[at]
            if (left, right) not in wishes:  # the next such wire goes on where this one ends:
                twice = often[left, right] > 1  # a row that was no good for it stays so
                wishes[left, right] = self._wishes(left, right, inputs[right] == 1, twice)
            row = rows[left]
            for row in wishes[left, right]:
                if row in used or self.right_at.get(row, right) != right:
                    continue
                if self.left_at.get(row, left) == left:
                    break
            found[at] = row
            used.add(row)
        return found

    def from_above(self, right: int) -> list[int]:
        """A gate's inputs from top to bottom as they come to it."""
        rows = [self.arrivals[at] for at, edge in enumerate(self.edges) if edge[1] == right]
        return sorted(range(len(rows)), key=rows.__getitem__)

    def _wishes(self, left: int, right: int, single: bool, twice: bool) -> Iterator[int]:
        start, goal = self.rows[left], self.rows[right]
        step = -1 if start <= goal else 1
        if single:
            yield goal
        else:
            if start != goal or not twice:
                yield start
            if start != goal:
                yield from (goal + step, goal + 2 * step)
            yield from (goal - step, goal + step, goal)
        for distance in range(1, len(self.rows) * len(self.edges) + 2):
            for row in (goal + distance * step, goal - distance * step):
                if row >= 0:
                    yield row

    # ------------------------------------------------------------------ columns

    def _bars(self) -> tuple[list[int] | None, int]:
        """Make the bars.  Their names in an order from left to right that keeps wires off each
        other; or None and a wire that has to be moved."""
        self.bars = {}
        arriving: dict[int, list[int]] = {}
        for (_, right), row in zip(self.edges, self.arrivals, strict=True):
            arriving.setdefault(right, []).append(row)
        for right, coming in arriving.items():
            if coming != [self.rows[right]]:
                self.bars[right] = Upright(right, coming, [self.rows[right]])
        before = self._before()
        blocked = Counter(other for others in before.values() for other in others)
        order = [name for name in self.bars if not blocked[name]]
        for name in order:
            for other in before[name]:
                blocked[other] -= 1
                if not blocked[other]:
                    order.append(other)
        if len(order) == len(self.bars):
            return order, -1
        circle = set(self.bars).difference(order)
        return None, next(left for at, (left, right) in enumerate(self.edges) if right in circle
                          and self.right_at.get(self.arrivals[at], right) in circle - {right}
                          and self.arrivals[at] == self.rows[left])  # fmt: skip

    def _before(self) -> dict[int, list[int]]:
        """For each bar those that must stand right of it: their gates' wires leave on a row at
        which a wire comes to this one."""
        found: dict[int, list[int]] = {}
        for name, bar in self.bars.items():
            others = dict.fromkeys(self.right_at.get(row, name) for row in bar.coming)
            found[name] = [other for other in others if other != name and other in self.bars]
        return found


def _untangled(uprights: list[Upright], before: dict[int, list[int]]) -> list[Upright]:
    """Swap neighbours as long as fewer wires cross."""
    for _ in uprights[:TURNS]:
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
