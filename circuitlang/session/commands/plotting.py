"""Curves: plot."""

from __future__ import annotations

from math import isfinite

from circuitlang.reports.curve import Curve, curve
from circuitlang.reports.notes import Note
from circuitlang.session.registry import Name, String, Value, command
from circuitlang.session.rules import plottable
from circuitlang.session.writing import destination, write
from circuitlang.text.errors import error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from circuitlang.reports.training import Trained
    from circuitlang.session.session import Session


@command("plot! NAME against X from A to B [as PATH]", group="look")
def plot(session: Session, name: Name, x: Name, a: Value, b: Value, path: String | None = None,
         bang: bool = False) -> Curve | Note:  # fmt: skip
    """The curve of NAME as X moves from A to B, with the present point and its tangent, whose
    slope is the gradient.

    X is an input or a param, and everything else stays as it is; where the curve has no finite
    value there is a gap.  In the terminal the library uniplot draws it.  With `as "f.svg"` or
    `as "f.png"` matplotlib does, into that file; `plot!` replaces one that is there, and from a
    file the rules are those of `export`.  Both come with `pip install "circuitlang[plot]"`.

    > input x = 1
    > f = x * sin(3 * x)
    > plot f against x from -3 to 3
    """
    of, by = plottable(session, name, x, path)
    file = None if path is None else Target(session, "plot", path, bang)
    low, high = session.number(a), session.number(b)
    for end, value in ((a, low), (b, high)):
        if not (isinstance(value, float) and isfinite(value)):
            raise error("bad-argument", "a plot goes from one finite number to another",
                        session.span(end))  # fmt: skip
    if low == high:
        raise error("bad-argument", f"from {low:g} to {high:g} there is nothing to plot",
                    session.place)  # fmt: skip
    session.need_forward()
    state = session.state
    found = curve(state.builder, state.leaves(), of, by, min(low, high), max(low, high))
    return found if file is None else file.write(found)


class Target:
    """The file that a command draws its curve to; made before the work begins, so that what is
    wrong with it is said before."""

    def __init__(self, session: Session, word: str, path: String, bang: bool) -> None:
        from circuitlang.exports.chart import ENDINGS, ending_of

        self.session, self.path = session, path
        self.target = destination(session, f"{word}! … as", path, ENDINGS, bang)
        self.ending = ending_of(path.value, session.span(path))

    def write(self, report: Curve | Trained) -> Note:
        from circuitlang.exports.chart import chart

        session = self.session
        data = chart(report, self.ending, session.state.digits, session.place)
        write(session, self.path, self.target, data)
        return Note(f"{self.path.value}: {len(data):,} bytes")
