"""Curves as files, by matplotlib."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

import circuitlang as cl
from circuitlang.exports import chart
from circuitlang.reports.curve import Curve
from circuitlang.reports.training import Trained
from circuitlang.text.escape import visible
from circuitlang.text.records import replace
from tests.close import close
from tests.pictures import EVIL

needs_matplotlib = pytest.mark.skipif(not chart.installed(), reason="needs matplotlib")
TEXT = "input x = 1; f = x * sin(3 * x); plot f against x from -3 to 3"
SPACE = "{http://www.w3.org/2000/svg}"
ALLOWED = {"svg", "title", "style", "defs", "g", "path", "use", "text", "clipPath", "rect"}


def curve(text: str = TEXT) -> Curve:
    found = cl.Session().execute(text)[-1]
    assert isinstance(found, Curve)
    return found


def descent() -> Trained:
    found = cl.Session().execute("param w = 0; loss = (w - 3)**2; descend loss rate 0.1 steps 30")
    assert isinstance(found[0], Trained)
    return found[0]


def paths(data: bytes, color: str) -> list[str]:
    """The lines of a color inside of the axes."""
    return [each.attrib["d"] for each in ElementTree.fromstring(data).iter(f"{SPACE}path")
            if f"stroke: {color}" in each.get("style", "") and each.get("clip-path")]  # fmt: skip


def points(path: str) -> list[tuple[float, ...]]:
    return [tuple(map(float, point)) for point in re.findall(r"[ML] (\S+) (\S+)", path)]


@needs_matplotlib
def test_the_curve_and_its_tangent() -> None:
    report = curve()
    data = chart.chart(report, ".svg")
    (drawn,) = map(points, paths(data, chart.VALUE))
    ((start, end),) = map(points, paths(data, chart.GRADIENT))
    assert len(drawn) > 50
    # how many pixels a unit has, from the curve; then the slope of the tangent
    wide = (drawn[-1][0] - drawn[0][0]) / 6
    highest, lowest = max(report.ys), min(report.ys)
    high = (max(y for _, y in drawn) - min(y for _, y in drawn)) / (highest - lowest)
    slope = -(end[1] - start[1]) / high / ((end[0] - start[0]) / wide)
    assert slope == close(report.slope, rel=1e-3)


@needs_matplotlib
def test_a_jump_is_no_line() -> None:
    report = curve("input x = 1; f = 1 / x; plot f against x from -3 to 3")
    (path,) = paths(chart.chart(report, ".svg"), chart.VALUE)
    assert path.count("M") == 2


@needs_matplotlib
def test_the_loss_over_the_steps() -> None:
    report = descent()
    assert report.at == tuple(range(31)) and len(report.curve) == 31
    data = chart.chart(report, ".svg")
    (drawn,) = map(points, paths(data, chart.VALUE))
    assert not paths(data, chart.GRADIENT)
    heights = [y for _, y in drawn]
    assert heights == sorted(heights) and heights[0] < heights[-1]  # the loss falls


def test_where_a_long_descent_has_its_points() -> None:
    text = "param w = 0; loss = (w - 3)**2; descend loss rate 0.001 steps 1300"
    report: Any = cl.Session().execute(text)[0]
    assert report.at[:3] == (0, 4, 8) and report.at[-1] == 1300
    w = 3 - 3 * 0.998**4
    assert report.curve[1] == close((w - 3) ** 2)
    assert report.curve[-1] == report.last


@needs_matplotlib
@pytest.mark.parametrize("name", EVIL)
def test_names_are_drawn_as_they_stand(name: str) -> None:
    for report in (replace(curve(), of=name, by=name), replace(descent(), of=name)):
        data = chart.chart(report, ".svg")
        root = ElementTree.fromstring(data)
        assert {each.tag.removeprefix(SPACE) for each in root.iter()} <= ALLOWED
        for each in root.iter():
            for key, value in each.attrib.items():
                assert not key.startswith("on") and "javascript" not in value
                if key.endswith("href") or "url(" in value:
                    assert re.fullmatch(r"#\w+|url\(#\w+\)", value), value
        words = [each.text for each in root.iter(f"{SPACE}text")]
        assert visible(name)[:39] in {(word or "")[:39] for word in words}
        assert (root[0].text or "").startswith(visible(name))
        assert b"DOCTYPE" not in data and b"date" not in data
        assert chart.chart(report, ".png").startswith(b"\x89PNG")


@needs_matplotlib
def test_the_same_bytes_whatever_the_settings(tmp_path: Path) -> None:
    """Of hash seeds, and of a person's own matplotlibrc."""
    (tmp_path / "matplotlibrc").write_text(
        "text.usetex: True\nlines.linewidth: 9\nsvg.fonttype: path\nfigure.facecolor: red\n"
    )
    program = f"""if True:
        import circuitlang as cl, sys
        cl.Session(overwrite=True).execute({TEXT + ' as "f.svg"'!r})
        cl.Session(overwrite=True).execute({TEXT + ' as "f.png"'!r})"""
    found = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        folder.mkdir()
        environment = {**os.environ, "PYTHONHASHSEED": seed, "MATPLOTLIBRC": str(tmp_path)}
        environment["SOURCE_DATE_EPOCH"] = seed * 9
        if seed == "1":
            del environment["MATPLOTLIBRC"]
        subprocess.run([sys.executable, "-c", program], cwd=folder, env=environment, check=True)
        found.append([(folder / name).read_bytes() for name in ("f.svg", "f.png")])
    assert found[0] == found[1]
    assert b"tEXt" not in found[0][1]


@needs_matplotlib
def test_other_pictures_of_the_process_are_left_alone() -> None:
    import matplotlib as mpl

    before = dict(mpl.rcParams)
    chart.chart(curve(), ".png")
    assert dict(mpl.rcParams) == before


@needs_matplotlib
def test_a_png_has_the_colors_of_value_and_gradient() -> None:
    image = pytest.importorskip("matplotlib.image")
    pixels = image.imread(BytesIO(chart.chart(curve(), ".png")))
    found = {tuple(round(255 * x) for x in pixel[:3]) for row in pixels for pixel in row.tolist()}
    for color in (chart.VALUE, chart.GRADIENT, chart.PAPER):
        assert tuple(bytes.fromhex(color[1:])) in found


@needs_matplotlib
def test_nothing_to_draw() -> None:
    for text in ("input x = -1; f = log(x); plot f against x from -3 to -1",
                 "input x = 1; f = x * 1e308; plot f against x from -1.7 to 1.7"):  # fmt: skip
        with pytest.raises(cl.CircuitError) as found:
            chart.chart(curve(text), ".svg")
        assert found.value.code == "bad-argument"
