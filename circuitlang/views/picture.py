"""A drawing in character cells.

Lines that touch are joined; where wires cross, the upright one passes over the other.  `●` is a
fork; at `├(` a gate gathers what it reads.
"""

from __future__ import annotations

from circuitlang.text.escape import visible
from circuitlang.text.width import width
from circuitlang.views.ascii import as_ascii
from circuitlang.views.canvas import Canvas
from circuitlang.views.labels import MORE, cut, directed, figure, label
from circuitlang.views.routes import Channel

TYPE_CHECKING = False
if TYPE_CHECKING:
    from circuitlang.reports.drawing import Drawing
    from circuitlang.reports.tables import Number
    from circuitlang.views.layers import Layers
    from circuitlang.views.style import Line

MARGIN = 2
LONGEST_SIGN = 20


class Manner:
    """How roomy a picture is: blanks in a gate and beside a name, the least of a wire that is
    seen, how long a name may be."""

    __slots__ = ("blanks", "cut", "names", "wire")

    def __init__(self, blanks: int, names: int, wire: int, cut: int) -> None:
        self.blanks = blanks
        self.names = names
        self.wire = wire
        self.cut = cut


MANNERS = (
    Manner(1, 1, 2, 24), Manner(0, 1, 1, 24), Manner(0, 1, 1, 12), Manner(0, 0, 1, 12),
    Manner(0, 0, 1, 8), Manner(0, 0, 1, 6),
)  # fmt: skip


class Picture:
    """Where everything stands.  Each layer has its gates, then the wires that come out of them
    with names and numbers, then the channel in which they run to the next layer."""

    def __init__(self, drawing: Drawing, layers: Layers, rows: list[int], manner: Manner,
                 digits: int | None, ascii: bool = False) -> None:  # fmt: skip
        self.drawing = drawing
        self.write = as_ascii if ascii else visible
        self.more = self.write(MORE)
        self.layers = layers
        self.rows = rows
        self.manner = manner
        self.canvas = Canvas()
        self.after = layers.neighbours(True)
        self.channels = [Channel(edges, rows) for edges in layers.edges]
        self.signs = [self._sign(at) for at in range(layers.size)]
        self.names = [self.write(cut(label(node, not manner.names), manner.cut))
                      for node in drawing.nodes]  # fmt: skip
        self.values = [self._figure(node.value, "value", digits) for node in drawing.nodes]
        self.gradients = [self._figure(node.gradient, "gradient", digits)
                          for node in drawing.nodes]  # fmt: skip
        self.first: list[int] = []  # of each layer the first column of its gates,
        self.end: list[int] = []  # and the one after their names and numbers
        self.starts = [0] * len(rows)  # where the wire of each vertex begins
        self.frames = [Outline(drawing, layers, at) for at in range(len(drawing.frames))]
        column = MARGIN
        for place in range(len(layers.order)):
            self._layer(place, column + sum(frame.first == place for frame in self.frames))
            column = self._channel(place) if place < len(self.channels) else 0
        self._wires()
        self._frames()

    def lines(self) -> list[Line]:
        return self.canvas.text()

    # ------------------------------------------------------------------ widths

    def _sign(self, at: int) -> str:
        """A gate as it stands there: `( + )`, `[ sigma ]`."""
        node = self.drawing.nodes[at]
        if node.is_leaf:
            return ""
        left, right = "[]" if node.kind == "composite" else "()"
        blanks = " " * self.manner.blanks
        text = self.write(cut(visible(directed(node, self._from_above(at))), LONGEST_SIGN))
        return f"{self.more * bool(node.before)}{left}{blanks}{text}{blanks}{right}"

    def _figure(self, number: Number | None, style: str, digits: int | None) -> tuple[str, str]:
        style, text = figure(number, style, digits)
        return style, self.write(text)

    def _from_above(self, at: int) -> list[int]:
        place = self.layers.layer[at]
        return self.channels[place - 1].from_above(at) if place else []

    # ------------------------------------------------------------------ gates, names, numbers

    def _layer(self, place: int, first: int) -> None:
        """Gates and inputs from column `first` on, then their wires with names and numbers."""
        nodes = [x for x in self.layers.order[place] if x < self.layers.size]
        leaves = [x for x in nodes if self.drawing.nodes[x].is_leaf]
        names = max((width(self.names[x]) for x in leaves), default=0)
        gates = max((width(self.signs[x]) for x in nodes), default=0)
        for x in self.layers.order[place]:
            self.starts[x] = first
        for x in nodes:
            self.starts[x] += names + 1 if x in leaves else width(self.signs[x])
        wires = {x: first + (names + 1 if x in leaves else gates) for x in nodes}
        end = max((wires[x] + self._needed(x, wires[x] - first) for x in nodes), default=first)
        self.first.append(first)
        self.end.append(end)
        for x in nodes:
            row, name, node = self.rows[x], self.names[x], self.drawing.nodes[x]
            edge = end - 1  # where numbers end
            if x in leaves:
                self.canvas.word(row, first, name, "name")
                if not self.after[x]:
                    self.canvas.across(row, wires[x], end - 1, x)
            else:
                edge = self._name(x, wires[x], end)
                self.canvas.word(row, first, self.signs[x], "plain")
            if node.after and not self.after[x]:
                self.canvas.word(row, end - len(self.more), self.more, "dim")
            for shift, (style, text) in ((-1, self.values[x]), (1, self.gradients[x])):
                self.canvas.word(row + shift, edge - width(text), text, style)

    def _needed(self, at: int, before: int) -> int:
        """How many columns the wire of a node takes with its name and numbers; `before` it are
        columns over which numbers may hang where there is little room."""
        manner, node = self.manner, self.drawing.nodes[at]
        number, name = self._number(at), width(self.names[at])
        more = len(self.more) * bool(node.after and not self.after[at])
        if node.is_leaf:
            return max(number + 1 - (0 if manner.names else before), manner.wire) + more
        if not self.after[at] and not more:
            if manner.names:
                return max(number, manner.wire) + manner.names + (name and 1 + name)
            return max(number, manner.wire + (name and 1 + name))
        return max(number + 2 * manner.names, name + 2 * manner.names + 2 * manner.wire) + more

    def _number(self, at: int) -> int:
        return max(width(self.values[at][1]), width(self.gradients[at][1]))

    def _name(self, at: int, first: int, end: int) -> int:
        """Put a gate's name on its wire: in the middle, or at the end of a wire that nobody
        reads.  Where its numbers end."""
        row, name, blanks = self.rows[at], self.names[at], " " * self.manner.names
        size = width(name)
        if not self.after[at] and not self.drawing.nodes[at].after:
            last = end - 1 - size if name else end
            self.canvas.across(row, self.starts[at], last - 1, at)
            self.canvas.word(row, last + 1, name, "name")
            return last if self.manner.names else end
        if not self.after[at]:
            self.canvas.across(row, self.starts[at], end - 1, at)
        if name:
            start = first + (end - first - size) // 2
            self.canvas.word(row, start - len(blanks), blanks, "plain")
            self.canvas.word(row, start, name, "name")
            self.canvas.word(row, start + size, blanks, "plain")
        number = self._number(at)
        return first + (end - first - number + 1) // 2 + number

    # ------------------------------------------------------------------ wires

    def _channel(self, place: int) -> int:
        """The column after a channel and after the sides of frames that end before it."""
        free = self.manner.blanks if self.channels[place].width else 0
        return self._start(place) + self.channels[place].width + free

    def _start(self, place: int) -> int:
        """The first column of a channel."""
        ends = sum(frame.last == place for frame in self.frames)
        return self.end[place] + ends + bool(ends)

    def _wires(self) -> None:
        canvas, rows = self.canvas, self.rows
        for place, channel in enumerate(self.channels):
            first, last = self._start(place), self.first[place + 1] - 1
            for (left, right), row in zip(channel.edges, channel.arrivals, strict=True):
                trunk, bar = channel.trunks.get(left), channel.bars.get(right)
                stop = first + bar.column if bar else last
                if trunk:
                    canvas.across(row, first + trunk.column, stop, ("bar", right), ("trunk", left))
                else:
                    canvas.across(row, self.starts[left], stop, ("bar", right))
            for left, trunk in channel.trunks.items():
                column = first + trunk.column
                canvas.across(rows[left], self.starts[left], column, ("trunk", left))
                canvas.down(column, trunk.top, trunk.bottom, ("trunk", left))
                canvas.forks.update((row, column) for row in range(trunk.top, trunk.bottom + 1))
            for right, bar in channel.bars.items():
                column = first + bar.column
                canvas.down(column, bar.top, bar.bottom, ("bar", right))
                canvas.across(rows[right], column, last, ("bar", right))

    def _frames(self) -> None:
        for frame in self.frames:
            rows = [self.rows[x] for x in frame.inside]
            starts, ends = (sum(getattr(other, side) == getattr(frame, side)
                                for other in self.frames if frame.height > other.height
                                and other.inside <= frame.inside)
                            for side in ("first", "last"))  # fmt: skip
            top, bottom = min(rows) - 2 - frame.height, max(rows) + 2 + frame.height
            others = (x for x in range(self.layers.size) if x not in frame.inside
                      and frame.first <= self.layers.layer[x] <= frame.last)  # fmt: skip
            if not any(top - 1 <= self.rows[x] <= bottom + 1 for x in others):
                self.canvas.frame(top, self.first[frame.first] - 1 - starts, bottom,
                                  self.end[frame.last] + 1 + ends, frame.title)  # fmt: skip


class Outline:
    """What a frame surrounds: its nodes, its layers, how many frames stand in one another in it."""

    __slots__ = ("first", "height", "inside", "last", "title")

    def __init__(self, drawing: Drawing, layers: Layers, at: int) -> None:
        frames = drawing.frames
        self.title = f"{frames[at].name}: {frames[at].sign}"
        depth = {at: 0}
        for other in range(at + 1, len(frames)):
            if frames[other].parent in depth:
                depth[other] = depth[frames[other].parent] + 1
        self.height = max(depth.values())
        self.inside = {x for x, node in enumerate(drawing.nodes) if node.frame in depth}
        places = [layers.layer[x] for x in self.inside]
        self.first, self.last = min(places), max(places)
