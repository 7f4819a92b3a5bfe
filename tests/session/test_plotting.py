"""`plot NAME against X from A to B`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from math import isnan, sin

import pytest

import circuitlang as cl
from circuitlang.reports.curve import POINTS, Curve
from circuitlang.views.render import lines
from circuitlang.views.style import plain

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
    assert found.ys == pytest.approx([2 * x * sin(3 * x) for x in found.xs], rel=1e-12)
    assert (found.at, found.value) == (1.0, 2 * sin(3))
    grads = cl.parse(SINE).forward().backward()
    assert found.slope == pytest.approx(grads["x"], rel=1e-14)


def test_it_starts_from_where_the_circuit_stands() -> None:
    found = curve(SINE + "forward; set x = 2; set y = 5; plot g against x from 1 to 0")
    assert (found.at, found.xs[0], found.xs[-1]) == (2.0, 0.0, 1.0)
    assert found.value == pytest.approx(10 * sin(6))


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
