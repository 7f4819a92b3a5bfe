"""What a plan is made of, and its measures in pixels."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from circuitlang.views.routes import Upright

CHAR = 8  # pixels of a letter: of the widest monospaced font at this size, and some
SIZE = 13  # of the font
ROW = 20
GATE = 32  # height of a gate, and its least width
STUB = 12  # of a wire beside a name
GAP = 6  # beside words
PITCH = 14  # between upright wires
PORT = 6  # between the wires that come into a gate
ROOM = GATE // 2 - 2  # above and below the middle of a gate, for the wires that come in
PORTS = 5  # wires that come in side by side; more are gathered
MARGIN = 16
LONGEST = 40  # letters of a name or sign

Point = tuple[int, int]


class Text:
    __slots__ = ("anchor", "style", "text", "x", "y")

    def __init__(self, x: int, y: int, text: str, style: str, anchor: str = "middle") -> None:
        self.x = x
        self.y = y  # the middle of its line
        self.text = text
        self.style = style  # name, sign, value, gradient, dim, stale
        self.anchor = anchor  # start, middle, end


class Wire:
    """A line from corner to corner; `node` is where it comes from, `to` what it ends at (None: it
    goes on), `cut`: it leads to what is not drawn."""

    __slots__ = ("cut", "node", "points", "to")

    def __init__(self, node: int, points: Sequence[Point], to: int | None = None,
                 cut: bool = False) -> None:  # fmt: skip
        self.node = node
        self.points = _corners(points)
        self.to = to
        self.cut = cut


class Box:
    __slots__ = ("height", "kind", "width", "x", "y")

    def __init__(self, x: int, y: int, width: int, height: int, kind: str) -> None:
        self.x = x
        self.y = y
        self.width = width
        self.height = height
        self.kind = kind  # gate, composite, frame


def _corners(points: Sequence[Point]) -> list[Point]:
    """The corners of a line, without those that it passes straight."""
    found: list[Point] = []
    for point in points:
        if found and found[-1] == point:
            continue
        if len(found) > 1 and (found[-2][0] == found[-1][0] == point[0]
                               or found[-2][1] == found[-1][1] == point[1]):  # fmt: skip
            found[-1] = point
        else:
            found.append(point)
    return found


def ports(bar: Upright, goal: int) -> list[tuple[int, int]]:
    """For each wire that comes to a bar how far from the gate's middle it goes in, and at
    which step its upright piece stands, so that none of them cross."""
    count = len(bar.coming)
    if count > PORTS:
        return [(0, 0)] * count
    order = sorted(range(count), key=bar.coming.__getitem__)
    above = sum(row < goal for row in bar.coming)
    straight = goal in bar.coming
    below = count - above - straight
    found = [(0, 0)] * count
    for rank, at in enumerate(order):
        if straight:
            shift = min(2 * PORT, ROOM // max(above, below, 1)) * (rank - above)
        else:
            shift = min(2 * PORT, 2 * ROOM // max(count - 1, 1)) * (2 * rank - count + 1) // 2
        step = above - 1 - rank if rank < above else rank - (count - below)
        found[at] = (shift, max(step, 0))
    return found
