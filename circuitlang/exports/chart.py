"""Curves on paper, by matplotlib: what `plot` and `descend` show, as SVG or PNG.

The same curve gives the same bytes (of one version of matplotlib), whatever the person's own
settings of matplotlib are.  Names are drawn as they stand: nothing in them is a formula of TeX.
"""

from __future__ import annotations

import re
from importlib.util import find_spec
from io import BytesIO
from math import isfinite, nan

from circuitlang.exports.svg import DARK, LIGHT, escaped
from circuitlang.reports.curve import Curve
from circuitlang.text.errors import error
from circuitlang.text.escape import short, visible
from circuitlang.views.layout import trimmed
from circuitlang.views.plot_view import JUMP, Plane, plane_of
from circuitlang.views.plot_view import head as about_curve
from circuitlang.views.style import plain
from circuitlang.views.training_view import head as about_training

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from circuitlang.reports.training import Trained
    from circuitlang.text.source import Span

ENDINGS = (".png", ".svg")
INCHES, DOTS = (6.4, 3.8), 160
LONGEST = 40  # letters of a name at an axis
TITLE = 90  # of the line above the picture


def _color(part: str, rules: dict[str, str] = LIGHT) -> str:
    return rules[part].partition(":")[2]


PARTS = (".cl-paper", ".cl-sign,.cl-name", ".cl-dim,.cl-stale", ".cl-value", ".cl-gradient")
PAPER, INK, GRID, VALUE, GRADIENT = map(_color, PARTS)
SETTINGS: dict[Any, Any] = {
    "svg.hashsalt": "circuitlang", "svg.fonttype": "none", "font.family": ["DejaVu Sans"],
    "font.size": 10.0, "text.color": INK, "axes.edgecolor": GRID, "axes.labelcolor": INK,
    "xtick.color": INK, "ytick.color": INK, "figure.facecolor": PAPER, "savefig.facecolor": PAPER,
    "axes.facecolor": PAPER, "axes.unicode_minus": False, "axes.spines.top": False,
    "axes.spines.right": False, "axes.grid": True, "grid.color": GRID, "grid.alpha": 0.25,
}  # fmt: skip


def installed() -> bool:
    return find_spec("matplotlib") is not None


def ending_of(path: str, span: Span | None = None) -> str:
    """`.svg` or `.png`; raises bad-argument for other endings and where matplotlib is missing."""
    found = next((ending for ending in ENDINGS if path.lower().endswith(ending)), None)
    if found is None:
        raise error("bad-argument", f"the ending of `{path}` tells no form for a curve", span,
                    help=f"one of {', '.join(ENDINGS)}")  # fmt: skip
    if not installed():
        raise error("bad-argument", "a curve becomes a file with the library matplotlib, which is "
                    "not installed", span, help='pip install "circuitlang[plot]"')  # fmt: skip
    return found


def chart(report: Curve | Trained, ending: str, digits: int | None = None,
          span: Span | None = None) -> bytes:  # fmt: skip
    """The file: of a `plot` the curve, the present point and its tangent; of a descent the loss
    over the steps.  Raises bad-argument where there is nothing to draw."""
    plane = plane_of(report) if isinstance(report, Curve) else None
    if plane is None and (isinstance(report, Curve) or not report.curve):
        raise error("bad-argument", f"`{report.of}` has no finite values that could be drawn", span,
                    )  # fmt: skip
    import warnings

    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # letters that no font has become boxes
        mpl.rcdefaults()
        mpl.rcParams.update(SETTINGS)
        figure = Figure(figsize=INCHES, dpi=DOTS, layout="constrained")
        axes = figure.add_subplot()
        if isinstance(report, Curve):
            assert plane is not None
            title = _curve(axes, report, plane, digits)
        else:
            title = _losses(axes, report, digits)
        axes.set_title(_words(title, TITLE), fontsize=10, loc="left", parse_math=False)
        found = BytesIO()
        if ending == ".png":
            figure.savefig(found, format="png", metadata={"Software": None, "Title": None})
            return found.getvalue()
        about = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        figure.savefig(found, format="svg", metadata=about)
    return _alone(found.getvalue().decode(), title).encode()


def _curve(axes: Any, report: Curve, plane: Plane, digits: int | None) -> str:
    ys = list(_broken(report.ys, JUMP * (plane[3] - plane[2])))
    xs = [x for x in report.xs for _ in (0, 1)]
    ends = [report.value + report.slope * (x - report.at) for x in plane[:2]]
    if all(map(isfinite, ends)):  # what lies above and below the picture is cut off
        axes.plot(plane[:2], ends, color=GRADIENT, linestyle=(0, (4, 2)), linewidth=1.4)
    axes.plot(xs, ys, color=VALUE, linewidth=2.0)
    if plane[0] <= report.at <= plane[1] and plane[2] <= report.value <= plane[3]:
        axes.plot([report.at], [report.value], color=INK, marker="o", markersize=7)
    axes.set(xlim=plane[:2], ylim=plane[2:])
    _label(axes, report.by, report.of)
    return plain([trimmed(about_curve(report, digits))]).strip()


def _broken(ys: Sequence[float], most: float) -> Iterator[float]:
    """Each value, and after it again or, before a jump, nothing."""
    for at, y in enumerate(ys):
        yield y
        yield nan if at + 1 < len(ys) and not abs(ys[at + 1] - y) <= most else y


def _losses(axes: Any, report: Trained, digits: int | None) -> str:
    from matplotlib.ticker import MaxNLocator

    mark = "o" if len(report.curve) == 1 else None
    axes.plot(report.at, report.curve, color=VALUE, linewidth=2.0, marker=mark)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.margins(x=0.01)
    _label(axes, "step", report.of)
    return plain([trimmed(about_training(report, digits))]).strip()


def _label(axes: Any, x: str, y: str) -> None:
    axes.set_xlabel(_words(x, LONGEST), parse_math=False)
    axes.set_ylabel(_words(y, LONGEST), parse_math=False)


def _words(text: str, most: int) -> str:
    return short(visible(text), most)


def _alone(text: str, title: str) -> str:
    """matplotlib's SVG with a title and colors for the dark, without addresses."""
    rules = [f'[style*="{what}: {_color(part)}"]{{{what}:{_color(part, DARK)} !important}}'
             for part in PARTS for what in ("fill", "stroke")]  # fmt: skip
    dark = f"@media screen and (prefers-color-scheme:dark){{{''.join(rules)}}}"
    head, _, body = text.partition("<defs>")
    head = re.sub(r"<!DOCTYPE[^>]*>\s*", "", head)
    return f"{head}<title>{escaped(title)}</title>\n <style>{dark}</style>\n <defs>{body}"
