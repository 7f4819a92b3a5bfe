"""Growth: what building, the passes, looking at one gate, changing one, `save`, `load` take from a
thousand gates to a million, in time and in memory.  Each size runs in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from time import process_time

from tests.benchmarks.timing import Line

SIZES = (1_000, 3_162, 10_000, 31_623, 100_000, 316_228, 1_000_000)
BEHIND = 4  # gates that a trip of the loop makes
DRAWN: dict[str, tuple[tuple[int, ...], dict[str, list[float]]]] = {}
"""What was measured: sizes and curves, by unit."""


def measure(gates: int, counted: bool) -> dict[str, float]:
    """Seconds of processor of each work on so many gates; with `counted` the bytes at its peak
    instead, for counting them takes time."""
    import tracemalloc

    from circuitlang.session.session import Session

    trips = gates // BEHIND
    text = f"input x = 0.5, h[0] = 0.1\nfor t in 1 to {trips} {{ h[t] = tanh(h[t-1] * x + 1) - x }}"
    found: dict[str, float] = {}

    def work(name: str, do: Callable[[], object]) -> None:
        if counted:
            tracemalloc.reset_peak()
            before = tracemalloc.get_traced_memory()[0]
        start = process_time()
        do()
        took = process_time() - start
        found[name] = tracemalloc.get_traced_memory()[1] - before if counted else took

    with tempfile.TemporaryDirectory() as folder:
        warm = Session(folder=folder, overwrite=True)
        warm.execute(
            "input x = 1; f = x * x; backward; show f; chained x; step; set x = 2; forward"
        )
        warm.execute("rewire f = x * 3; undo")  # loads what each run needs
        warm.execute('save "warm.circ"; load "warm.circ"')
        session = Session(folder=folder, overwrite=True)
        if counted:
            tracemalloc.start()
        work("build", lambda: session.execute(text))
        work("forward", lambda: session.execute("forward"))
        work("backward", lambda: session.execute("backward"))
        work("show of one gate", lambda: session.execute(f"show h[{trips // 2}]"))
        work("chained of a fork", lambda: session.execute("chained x"))
        work("step", lambda: session.execute("step"))
        work("set and forward", lambda: session.execute("set x = 0.25; forward"))
        work("rewire of one gate", lambda: session.execute(f"rewire h[{trips // 2}] = x * 3; undo"))
        work("save", lambda: session.execute('save "grown.circ"'))
        again = Session(folder=folder)
        work("load", lambda: again.execute('load "grown.circ"'))
    return found


def in_a_process(gates: int, counted: bool) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.benchmarks.growth", str(gates)]
    command.append("bytes" if counted else "seconds")
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def grown(sizes: tuple[int, ...], counted: bool) -> dict[str, list[float]]:
    """Each work's figures, one for each size."""
    rows = [in_a_process(gates, counted) for gates in sizes]
    return {name: [row[name] for row in rows] for name in rows[0]}


def lines(skipped: dict[str, str], large: bool) -> Iterator[Line]:
    """A gate's share at each size, against that at the largest: about 1 where growth is linear,
    more where there is a cost that does not grow, less where it grows faster."""
    sizes = tuple(size for size in SIZES if large or size <= 100_000)
    for title, unit in (("seconds", "s"), ("bytes", "bytes")):
        curves = grown(sizes, unit == "bytes")
        DRAWN[title] = sizes, curves
        for name, figures in curves.items():
            pairs = reversed(list(zip(sizes, figures, strict=True)))
            share = {f"{size:,} gates": figure / size for size, figure in pairs}
            yield Line(f"{name}, a gate", next(iter(share)), share, unit)


def pictures(path: str | None) -> None:
    """What was measured as curves: in the terminal, and with a path in a file."""
    for title, (sizes, curves) in DRAWN.items():
        try:
            print(drawn(title, sizes, curves))
        except ImportError:
            print("uniplot, which draws curves in the terminal, is not installed", file=sys.stderr)
    if path:
        written(path)


# ---------------------------------------------------------------------- plots


def drawn(title: str, sizes: tuple[int, ...], curves: dict[str, list[float]]) -> str:
    """The curves in the terminal, both axes logarithmic."""
    from uniplot import plot_to_string

    options = {"title": title, "legend_labels": list(curves), "x_as_log": True, "y_as_log": True,
               "lines": True, "width": 64, "height": 16}  # fmt: skip
    rows = plot_to_string(xs=[list(sizes)] * len(curves), ys=list(curves.values()), **options)
    return rows if isinstance(rows, str) else "\n".join(rows)


def written(path: str) -> None:
    """The same into a file, with matplotlib, beside a line that grows as the gates do."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(1, 2, figsize=(11, 4.5))
    for plane, (title, (sizes, curves)) in zip(axes, DRAWN.items(), strict=True):
        for name, figures in curves.items():
            plane.loglog(sizes, figures, marker="o", label=name)
        end = max(figures[-1] for figures in curves.values())
        plane.loglog(sizes, [end * size / sizes[-1] for size in sizes], "k:", label="linear")
        plane.set(xlabel="gates", ylabel=title)
        plane.legend()
    figure.tight_layout()
    figure.savefig(path)


if __name__ == "__main__":  # one size, for `in_a_process`
    print(json.dumps(measure(int(sys.argv[1]), sys.argv[2] == "bytes")))
