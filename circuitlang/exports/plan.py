"""A drawing on paper: where boxes, words and wires stand, in whole pixels; SVG and TikZ write it.

Layers, rows and routes are those of the terminal; here a gate's wires come in side by side.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from circuitlang.exports.shapes import (
    CHAR,
    GAP,
    GATE,
    LONGEST,
    MARGIN,
    PITCH,
    PORT,
    ROW,
    SIZE,
    STUB,
    Box,
    Point,
    Text,
    Wire,
    ports,
)
from circuitlang.text.escape import short, visible
from circuitlang.text.width import width
from circuitlang.views.labels import directed, figure, label
from circuitlang.views.layers import Layers
from circuitlang.views.picture import Outline
from circuitlang.views.routes import Channel
from circuitlang.views.rows import rows_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from circuitlang.reports.drawing import Drawing
    from circuitlang.views.routes import Upright


class Plan:
    """boxes and texts by node; frames with their titles; wires; dots where wires fork."""

    def __init__(self, drawing: Drawing, digits: int | None) -> None:
        nodes = drawing.nodes
        self.drawing = drawing
        self.layers = Layers([node.inputs for node in nodes], [node.frame for node in nodes])
        self.rows = rows_of(self.layers)
        self.after = self.layers.neighbours(True)
        self.channels = [Channel(edges, self.rows) for edges in self.layers.edges]
        self.names = [short(label(node), LONGEST) for node in nodes]
        self.numbers = [
            (figure(node.value, "value", digits), figure(node.gradient, "gradient", digits))
            for node in nodes
        ]
        self.outlines = [Outline(drawing, self.layers, at) for at in range(len(drawing.frames))]
        self.boxes: dict[int, Box] = {}
        self.texts: dict[int, list[Text]] = {at: [] for at in range(len(nodes))}
        self.wires: list[Wire] = []
        self.dots: dict[Point, int] = {}
        self.frames: list[tuple[Box, Text]] = []
        self.uprights: dict[tuple[int, int], int] = {}  # of a layer and a column of its channel
        self.stops: dict[tuple[int, int], list[int]] = {}  # rows of a trunk, of a layer, sorted
        self.steps: dict[int, list[tuple[int, int]]] = {}
        self.starts = [0] * len(self.rows)  # where the wire of each vertex goes on
        self.first: list[int] = []
        self.end: list[int] = []
        x = 0
        for place in range(len(self.layers.order)):
            self.first.append(x)
            self.end.append(self._layer(place, x))
            x = self.end[place]
            if place < len(self.channels):
                x = self._channel(place)
        for place in range(len(self.channels)):
            self._route(place)
        for outline in self.outlines:
            self._frame(outline)

    def size(self) -> tuple[int, int, int, int]:
        """Left, top, width and height of it all, with a margin."""
        xs, ys = [0], [0]
        for box in (*self.boxes.values(), *(box for box, _ in self.frames)):
            xs += [box.x, box.x + box.width]
            ys += [box.y, box.y + box.height]
        for text in (text for texts in self.texts.values() for text in texts):
            half = CHAR * width(text.text) // (1 if text.anchor == "start" else 2)
            xs += [text.x + half, text.x - (0 if text.anchor == "start" else half)]
            ys += [text.y - SIZE // 2, text.y + SIZE // 2]
        for x, y in (point for wire in self.wires for point in wire.points):
            xs.append(x)
            ys.append(y)
        left, top = min(xs) - MARGIN, min(ys) - MARGIN
        return left, top, max(xs) + MARGIN - left, max(ys) + MARGIN - top

    def y(self, row: int) -> int:
        return row * ROW

    # ------------------------------------------------------------------ gates, names, numbers

    def _layer(self, place: int, first: int) -> int:
        """Gates and inputs from x on, then their wires with names and numbers; where they end."""
        for x in self.layers.order[place]:
            self.starts[x] = first
        nodes = [x for x in self.layers.order[place] if x < self.layers.size]
        leaves = [x for x in nodes if self.drawing.nodes[x].is_leaf]
        signs = {x: self._sign(x) for x in nodes if x not in leaves}
        column = max((max(GATE, CHAR * width(sign) + GATE // 2) for sign in signs.values()),
                     default=0)  # fmt: skip
        column = max(column, *(CHAR * width(self.names[x]) for x in leaves), 0)
        zone = max((self._needed(x) for x in nodes), default=0)
        for x in nodes:
            y = self.y(self.rows[x])
            if x in leaves:
                self.texts[x].append(Text(first, y, self.names[x], "name", "start"))
                start = first + column + GAP
            else:
                size = max(GATE, CHAR * width(signs[x]) + GATE // 2)
                left = first + (column - size) // 2
                self.boxes[x] = Box(left, y - GATE // 2, size, GATE, self.drawing.nodes[x].kind)
                self.texts[x].append(Text(left + size // 2, y, signs[x], "sign"))
                start = left + size
                if self.drawing.nodes[x].before:
                    stub = [(left - 2 * PORT, y + PORT), (left, y + PORT)]
                    self.wires.append(Wire(x, stub, None, True))
            self._wire(x, start, first + column, first + column + zone)
        return first + column + zone

    def _sign(self, at: int) -> str:
        place = self.layers.layer[at]
        order = self.channels[place - 1].from_above(at) if place else []
        return short(visible(directed(self.drawing.nodes[at], order)), LONGEST)

    def _number(self, at: int) -> int:
        return CHAR * max(width(text) for _, text in self.numbers[at])

    def _needed(self, at: int) -> int:
        """How much room the wire of a node takes with its name and numbers."""
        node, numbers = self.drawing.nodes[at], self._number(at) + 2 * GAP
        name = 0 if node.is_leaf else CHAR * width(self.names[at])
        more = 2 * PORT * bool(node.after and not self.after[at])
        if not self.after[at] and not more:
            return max(numbers, 2 * STUB) + (name and name + GAP)
        return max(numbers, name and name + 2 * GAP + 2 * STUB, 2 * STUB) + more + GAP

    def _wire(self, at: int, start: int, left: int, end: int) -> None:
        """Words and wire of a node, between `left` and `end`."""
        node, y, name = self.drawing.nodes[at], self.y(self.rows[at]), self.names[at]
        last = not self.after[at] and not node.after
        size = 0 if node.is_leaf else CHAR * width(name)
        if last:
            end = left + max(self._number(at) + 2 * GAP, 2 * STUB)
        middle = (left + end) // 2
        if last and size:
            self.texts[at].append(Text(end + GAP, y, name, "name", "start"))
        elif size:
            self.texts[at].append(Text(middle, y, name, "name"))
            self.wires.append(Wire(at, [(start, y), (middle - size // 2 - GAP // 2, y)]))
            start = middle + size // 2 + GAP // 2
        self.starts[at] = start
        if not self.after[at]:
            self.wires.append(Wire(at, [(start, y), (end, y)], None, not last))
        apart = 16 if size and not last else 11  # a name between them takes its room
        for shift, (style, text) in zip((-apart, apart), self.numbers[at], strict=True):
            if text:
                self.texts[at].append(Text(middle, y + shift, text, style))

    # ------------------------------------------------------------------ wires

    def _channel(self, place: int) -> int:
        """Where the upright pieces between two layers stand; where the next layer begins."""
        channel = self.channels[place]
        ends = sum(outline.last == place for outline in self.outlines)
        x = self.end[place] + GAP * (1 + 2 * ends)
        self.steps.update({right: ports(bar, self.rows[right])
                           for right, bar in channel.bars.items()})  # fmt: skip
        for trunk in channel.trunks.values():
            self.uprights[place, trunk.column] = x + PITCH * trunk.column
        columns = {trunk.column for trunk in channel.trunks.values()}
        x += PITCH * len(columns) + (GAP if columns and channel.bars else 0)
        for column in sorted({bar.column for bar in channel.bars.values()}):
            self.uprights[place, column] = x
            x += PITCH + PORT * max(step for right, bar in channel.bars.items()
                                    if bar.column == column
                                    for _, step in self.steps[right])  # fmt: skip
        return x + STUB

    def _route(self, place: int) -> None:
        """The wires between two layers."""
        channel = self.channels[place]
        taken = dict.fromkeys(channel.bars, 0)
        for (left, right), row in zip(channel.edges, channel.arrivals, strict=True):
            goal = self.y(self.rows[right])
            points = [(self.starts[left], self.y(self.rows[left]))]
            if left in channel.trunks:
                points = self._branch(place, channel.trunks[left], row)
            if right in channel.bars:
                shift, step = self.steps[right][taken[right]]
                taken[right] += 1
                goal += shift
                bar = self.uprights[place, channel.bars[right].column] + PORT * step
                points += [(bar, self.y(row)), (bar, goal)]
            gate = self.boxes.get(right)
            stop = gate.x if gate else self.first[place + 1]
            self.wires.append(Wire(self.layers.carries[left], [*points, (stop, goal)],
                                   right if gate else None))  # fmt: skip
        for left, trunk in channel.trunks.items():
            x, y = self.uprights[place, trunk.column], self.y(self.rows[left])
            self.wires.append(Wire(self.layers.carries[left], [(self.starts[left], y), (x, y)]))
            self._dots(left, trunk, x)

    def _branch(self, place: int, trunk: Upright, row: int) -> list[Point]:
        """From the last fork before it along a trunk to the row at which a wire leaves it."""
        x, start = self.uprights[place, trunk.column], trunk.coming[0]
        stops = self.stops.get((place, trunk.name))
        if stops is None:
            stops = self.stops[place, trunk.name] = sorted({start, *trunk.leaving})
        before = row
        if row != start:
            before = stops[bisect_left(stops, row) - 1 if row > start else bisect_right(stops, row)]
        return [(x, self.y(before)), (x, self.y(row))]

    def _dots(self, left: int, trunk: Upright, x: int) -> None:
        start, leaving = self.rows[left], set(trunk.leaving)
        for row in {start, *trunk.leaving}:
            sides = [row == start, row in leaving, row > trunk.top, row < trunk.bottom]
            if sum(sides) > 2:
                self.dots[x, self.y(row)] = self.layers.carries[left]

    def _frame(self, outline: Outline) -> None:
        """The frame of an opened composite gate, if no other gate stands where it would."""
        rows = [self.rows[x] for x in outline.inside]
        top, bottom = min(rows) - 2 - outline.height, max(rows) + 2 + outline.height
        others = [self.rows[x] for x in range(self.layers.size) if x not in outline.inside
                  and outline.first <= self.layers.layer[x] <= outline.last]  # fmt: skip
        if any(top - 2 < row < bottom + 2 for row in others):
            return
        left = min(self.boxes[x].x for x in outline.inside) - GAP * (1 + outline.height)
        right = self.end[outline.last] + GAP * (1 + outline.height)
        box = Box(left, self.y(top), right - left, self.y(bottom) - self.y(top), "frame")
        title = short(visible(outline.title), LONGEST)
        self.frames.append((box, Text(left + GAP, self.y(top) + 2 * GAP, title, "dim", "start")))
