"""`python -m tests.trust.make_edges`: writes tests/trust/edges.csv from the rules of `edge_rules`.

The points: 0, -0, ±1 and one unit either side, tiny, subnormal, huge, ±inf, nan, and for each gate
its kinks, ties, thresholds and one unit in the last place either side of them.
"""

from __future__ import annotations

import csv
import io
import itertools
import math
from collections.abc import Iterator
from pathlib import Path

from tests.trust.edge_powers import power
from tests.trust.edge_rules import RULES

TABLE = Path(__file__).with_name("edges.csv")
INF, NAN = math.inf, math.nan
TINY, NORMAL, HUGE = 5e-324, 2.0**-1022, 1.7976931348623157e308
Point = tuple[float, ...]


def up(x: float) -> float:
    return math.nextafter(x, INF)


def down(x: float) -> float:
    return math.nextafter(x, -INF)


def around(*xs: float) -> list[float]:
    """Each number, and its neighbours."""
    return [near for x in xs for near in (down(x), x, up(x))]


COMMON = [0.0, -0.0, *around(1.0, -1.0), TINY, -TINY, 1e-310, -1e-310, NORMAL, -NORMAL,
          1e-8, -1e-8, 1e300, -1e300, HUGE, -HUGE, INF, -INF, NAN]  # fmt: skip
SATURATING = [*around(37.0, -37.0, 40.0, -40.0, 709.0, -709.0, -700.0), 710.0, -710.0, -745.0,
              -746.0, 750.0, -750.0, 1000.0, -1000.0, 20.5, 36.7, -36.7, 19.0]  # fmt: skip
EXTRA: dict[str, list[float]] = {
    "exp": [*around(709.782712893384, -708.3964185322641, -745.1332191019411), 710.0, -746.0],
    "log": [*around(2.718281828459045, 0.5), 1e-300],
    "sqrt": [*around(4.0, 0.25), 1e-300],
    "square": [*around(1.3407807929942596e154, 1.4916681462400413e-154, -2.2e-162)],
    "reciprocal": [*around(5.562684646268003e-309, -5.562684646268003e-309)],
    "sin": [*around(math.pi, math.pi / 2, -math.pi), 1e22],
    "cos": [*around(math.pi, math.pi / 2, -math.pi / 2), 1e22],
    "tan": [*around(math.pi, math.pi / 2, -math.pi / 2), 1e22],
    "tanh": [19.0, -19.0, 37.0, -37.0, 372.0, -372.6, 380.0, 1000.0, -1000.0, 0.55],
    "sech2": [19.0, -19.0, 37.0, 372.0, -372.6, 380.0, 1000.0],
    "arctan": [1e8, -1e8, 1e100, *around(-1e100), 1e155],
    "sigmoid": SATURATING, "softplus": SATURATING, "silu": SATURATING, "elu": SATURATING,
    "gelu": [*around(-20.0, -37.0, -40.0, 9.0, 40.0), -38.4, -38.6, 8.3, -8.3],
    "cdf": [*around(-20.0, -37.0, -40.0, 9.0), -38.4, -38.6, 8.3],
    "pdf": [*around(37.0, -37.0, 40.0), 38.4, -38.6],
}  # fmt: skip
FEW = [0.0, -0.0, 1.0, -1.0, TINY, -TINY, 1e300, -HUGE, INF, -INF, NAN]
BASES = [0.0, -0.0, *around(1.0), -1.0, 0.5, 2.0, -2.0, -8.0, TINY, 1e-310, HUGE, INF, NAN]
EXPONENTS = [0.0, -0.0, *around(1.0), -1.0, 2.0, 3.0, -2.0, 0.5, -0.5, 1.0 / 3.0, 1e-310, 400.0,
             NAN]  # fmt: skip
ORDERED = [0.0, -0.0, *around(1.0), -1.0, TINY, HUGE, INF, -INF, NAN]
TRIPLES = [(1.0, 1.0, 0.0), (0.0, 1.0, 1.0), (1.0, 1.0, 1.0), (1.0, up(1.0), down(1.0)),
           (0.0, -0.0, 0.0), (-0.0, 0.0, -1.0), (INF, INF, 1.0), (-INF, -INF, -INF),
           (1.0, NAN, 2.0), (2.0, 2.0, up(2.0)), (-1.0, -1.0, 5.0), (TINY, 0.0, TINY)]  # fmt: skip
BOUNDS = [(0.0, 1.0), (-1.0, 1.0), (2.0, 2.0), (-INF, INF), (-0.0, 0.0)]
SLOPES = [0.01, 0.0, 1.0, 2.0, -0.5, -1.0]


def points(name: str) -> Iterator[tuple[Point, str]]:
    """The points of a gate, and the tie rule where it has one."""
    if name == "leaky_relu":
        yield from (((x, slope), "") for slope in SLOPES for x in COMMON)
    elif name == "clip":
        for lo, hi in BOUNDS:
            xs = dict.fromkeys(map(repr, [*around(lo, hi), 0.5, 0.0, -0.0, HUGE, INF, -INF, NAN]))
            yield from (((float(x), lo, hi), "") for x in xs)
        yield from (((0.5, NAN, 1.0), ""), ((0.5, 0.0, NAN), ""))
    elif name == "where":
        conditions, branches = [1.0, 0.0, -0.0, TINY, -1.0, INF, NAN], [2.0, NAN, INF, -0.0]
        yield from ((each, "") for each in itertools.product(conditions, branches, branches))
    elif name in ("max", "min"):
        every = [*itertools.product(ORDERED, repeat=2), *TRIPLES]
        yield from ((each, ties) for ties in ("split", "first", "both") for each in every)
    elif name in ("lt", "le", "gt", "ge", "eq", "ne"):
        yield from ((each, "") for each in itertools.product(ORDERED, repeat=2))
    elif name in ("add", "sub", "mul", "div"):
        yield from ((each, "") for each in itertools.product(FEW, repeat=2))
    elif name == "pow":
        yield from ((each, "") for each in itertools.product(BASES, EXPONENTS))
    else:
        yield from (((x,), "") for x in [*COMMON, *EXTRA.get(name, [])])


def cell(x: float | None) -> str:
    return "-" if x is None else repr(x)


def text() -> str:
    """The table as it stands in the file."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["gate", "ties", "x", "y", "z", "value", "by x", "by y", "by z", "rule"])
    for name in [*RULES, "pow"]:
        for at, ties in points(name):
            rule = power if name == "pow" else RULES[name]
            value, slopes, why = rule(*at, **({"ties": ties} if ties else {}))
            blank = [""] * (3 - len(at))
            writer.writerow([name, ties, *map(repr, at), *blank, cell(value),
                             *map(cell, slopes), *blank, why])  # fmt: skip
    return out.getvalue()


if __name__ == "__main__":
    TABLE.write_text(text(), "utf-8")
    print(f"{TABLE.name}: {text().count(chr(10)) - 1} rows")
