"""`plot NAME against X from A to B`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from math import isnan, sin
from pathlib import Path

import pytest

import circuitlang as cl
from circuitlang.exports import chart
from circuitlang.reports.curve import POINTS, Curve
from circuitlang.views.render import lines
from circuitlang.views.style import plain
from tests.close import close

SINE = "input x = 1, y = 2; f = x * sin(3 * x); g = f * y\n"


def curve(text: str) -> Curve:
    found = cl.Session().execute(text)[-1]
    assert isinstance(found, Curve)
    return found


def error(text: str) -> cl.CircuitError:
    with pytest.raises(cl.CircuitError) as found:
        cl.Session().execute(text)
    return found.value


def test_the_numbers() -> None:
    found = curve(SINE + "plot g against x from -3 to 3")
    assert (found.of, found.by, len(found.xs)) == ("g", "x", POINTS)
    assert found.xs[0] == -3.0 and found.xs[-1] == 3.0
    assert found.ys == close([2 * x * sin(3 * x) for x in found.xs], rel=1e-12)
    assert (found.at, found.value) == (1.0, 2 * sin(3))
    grads = cl.parse(SINE).forward().backward()
    assert found.slope == close(grads["x"], rel=1e-14)


def test_it_starts_from_where_the_circuit_stands() -> None:
    found = curve(SINE + "forward; set x = 2; set y = 5; plot g against x from 1 to 0")
    assert (found.at, found.xs[0], found.xs[-1]) == (2.0, 0.0, 1.0)
    assert found.value == close(10 * sin(6))


def test_what_has_no_value_is_a_gap() -> None:
    found = curve("input x = 1; f = log(x); plot f against x from -1 to 1")
    assert [isnan(y) for y in found.ys] == [x <= 0 for x in found.xs]
    found = curve("input x = 1; f = clip(0, x, 2); plot f against x from 0 to 4")
    assert isnan(found.ys[-1]) and not isnan(found.ys[0])


def test_it_need_not_depend_on_it() -> None:
    found = curve("input x = 1, y = 2; f = x * 2; plot f against y from 0 to 1")
    assert set(found.ys) == {2.0} and found.slope == 0.0


def test_beside_tensors() -> None:
    found = curve("input w = [1, 2], x = 3; f = sum(w * x); plot f against x from 0 to 1")
    assert found.ys[-1] == 3.0 and found.slope == 3.0


@pytest.mark.parametrize(("text", "code"), [
    ("plot g against f from 0 to 1", "not-a-leaf"),
    ("plot h against x from 0 to 1", "undefined-name"),
    ("plot g against x from 0 to 0", "bad-argument"),
    ("plot g against x from 0 to inf", "bad-argument"),
    ("plot g against x from [1, 2] to 3", "bad-argument"),
    ("const k = 3; plot k against x from 0 to 1", "bad-argument"),
    ("t = x * [1, 2]; plot t against x from 0 to 1", "not-scalar"),
    ("input w = [1, 2]; t = sum(w); plot t against w from 0 to 1", "not-scalar"),
])  # fmt: skip
def test_mistakes(text: str, code: str) -> None:
    assert error(SINE + text).code == code


def test_the_time_is_limited() -> None:
    session = cl.Session(limits={"time": 1e-9})
    with pytest.raises(cl.CircuitError) as found:
        session.execute("input x = 1; f = x * x; plot f against x from 0 to 1")
    assert found.value.code == "limit-exceeded"


def test_the_library_is_named_where_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "uniplot", None)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    found = error(SINE + "plot g against x from 0 to 1").errors[0]
    assert found.code == "bad-argument" and "uniplot" in found.message
    assert found.help == 'pip install "circuitlang[plot]"'


# ---------------------------------------------------------------------- the picture

PICTURES = {
    "sine": SINE + "plot f against x from -3 to 3",
    "pole": "input x = 1; f = 1 / x; plot f against x from -3 to 3",
    "relu": "input x = -1; f = relu(x); plot f against x from -2 to 2",
    "flat": "input x = 10; f = x * 0; plot f against x from 0 to 1",
    "log": "input x = 1; f = log(x); plot f against x from -3 to 3",
}


@pytest.mark.parametrize("name", PICTURES)
@pytest.mark.parametrize("ascii", [False, True])
def test_pictures(name: str, ascii: bool, golden: Callable[[str, str], None]) -> None:
    pytest.importorskip("uniplot")
    found = plain(lines(curve(PICTURES[name]), 80, None, ascii))
    golden(f"plots/{name}{'.ascii' * ascii}.txt", found + "\n")
    assert all(len(line) <= 80 for line in found.splitlines())
    if ascii:
        assert found.replace("∂", "d").isascii()


def test_nothing_to_draw() -> None:
    found = str(curve("input x = -1; f = log(x); plot f against x from -3 to -1"))
    assert "no finite value" in found
    found = str(curve("input x = 1; f = x * 1e308; plot f against x from -1.7 to 1.7"))
    assert "too far apart" in found or "│" in found


# ---------------------------------------------------------------------- as a file

needs_matplotlib = pytest.mark.skipif(not chart.installed(), reason="needs matplotlib")
LEARN = "param w = 0; loss = (w - 3) ** 2; descend loss rate 0.1 steps 20"
WAYS = (SINE + "plot f against x from -3 to 3", LEARN, LEARN.replace("descend", "ascend"))


@needs_matplotlib
@pytest.mark.parametrize("text", WAYS)
@pytest.mark.parametrize("ending", chart.ENDINGS)
def test_a_file_is_written(tmp_path: Path, text: str, ending: str) -> None:
    replies = cl.Session(folder=tmp_path).execute(f'{text} as "c{ending}"')
    data = (tmp_path / f"c{ending}").read_bytes()
    assert data[:5] in (b"<?xml", b"\x89PNG\r")
    assert f"c{ending}: {len(data):,} bytes" in str(replies)


@needs_matplotlib
@pytest.mark.parametrize("text", WAYS)
@pytest.mark.parametrize(("path", "why"), [
    ("../f.svg", "outside"), ("/f.svg", "not a path below"), (".f.svg", "hidden"),
    ("f.exe", "does not end"), ("f.py", "does not end"), ("f.dot", "does not end"),
    ("a/.b/f.png", "hidden"), ("", "no path"),
])  # fmt: skip
def test_where_a_file_may_not_write(tmp_path: Path, text: str, path: str, why: str) -> None:
    session = cl.Session(folder=tmp_path)
    with pytest.raises(cl.CircuitError) as found:
        session.execute(f'{text} as "{path}"')
    assert found.value.code == "file-not-allowed" and why in found.value.errors[0].message
    assert not list(tmp_path.iterdir())
    assert not session.state.builder.symbols  # found before anything ran


@needs_matplotlib
@pytest.mark.parametrize("text", WAYS)
def test_a_file_is_replaced_only_if_asked(tmp_path: Path, text: str) -> None:
    session = cl.Session(folder=tmp_path)
    old = tmp_path / "c.svg"
    old.write_text("mine")
    head, _, last = text.rpartition("; " if "descend" in text or "ascend" in text else "\n")
    session.execute(head)
    word = last.split()[0]
    for bang in ("", "!"):  # a file may not say it
        with pytest.raises(cl.CircuitError) as found:
            session.execute(f'{last.replace(word, word + bang)} as "c.svg"')
        assert "is there already" in found.value.errors[0].message
    if word != "plot":
        assert session.execute("w")[-1].value == 0.0  # nothing was learned
    session.typed = True
    with pytest.raises(cl.CircuitError) as found:
        session.execute(f'{last} as "{old}"')
    assert found.value.errors[0].help == f'{word}! … as "{old}" replaces it'
    assert old.read_text() == "mine"
    session.execute(f'{last.replace(word, word + "!")} as "{old}"')
    assert old.read_text().startswith("<?xml")


def test_strangers_write_nothing(tmp_path: Path) -> None:
    with pytest.raises(cl.CircuitError) as found:
        cl.Session(folder=tmp_path, untrusted=True).execute(WAYS[0] + ' as "f.svg"')
    assert found.value.code == "file-not-allowed" and not list(tmp_path.iterdir())


def test_matplotlib_is_named_where_it_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chart, "find_spec", lambda name: None)
    for text in WAYS:
        with pytest.raises(cl.CircuitError) as caught:
            cl.Session(folder=tmp_path).execute(f'{text} as "f.svg"')
        found = caught.value.errors[0]
        assert found.code == "bad-argument" and "matplotlib" in found.message
        assert found.help == 'pip install "circuitlang[plot]"'


@needs_matplotlib
def test_nothing_to_draw_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(cl.CircuitError) as found:
        cl.Session(folder=tmp_path).execute(
            'input x = -1; f = log(x); plot f against x from -3 to -1 as "f.svg"'
        )
    assert found.value.code == "bad-argument" and found.value.span is not None
    assert not list(tmp_path.iterdir())
