"""Every limit just below, at, just above and far above its value, in both profiles.

Where a value is too large to be reached, the count is brought to it: a limit is lowered to what a
small circuit takes (the same counting, another bound), and the counting itself is held against
the value by arithmetic alone in tests/text/test_limits.py.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

import circuitlang as cl
from circuitlang.engines import ENGINES
from circuitlang.engines.clock import Clock
from circuitlang.meaning.csvrows import LONGEST as ROW
from circuitlang.meaning.npyfiles import LONGEST as HEADER
from circuitlang.session.session import Session
from circuitlang.text.errors import CircuitError
from circuitlang.text.limits import FILES_DEEP, LIMITS, MOST_AXES, Limits
from tests.trust.data_files import npy

NEAR = (-1, 0, 1)


class Row(NamedTuple):
    """`text(n)` is a circuit that takes exactly n of what the limit bounds; `full` are the
    profiles whose own value it reaches in a test, `small` a value for the others."""

    text: Callable[[int], str]
    small: int
    full: tuple[bool, ...] = ()  # untrusted?
    far: int = 10**12


def depth(n: int) -> str:
    defs = "".join(f"def d{i}(t) = d{i - 1}(t) + 1\n" for i in range(2, n + 1))
    return f"def d1(t) = t\n{defs}input x = 1\nf = d{n}(x)"


def padded(n: int) -> str:
    begin = "input x = 1; f = x * x #"
    return begin + "y" * (n - len(begin))


ROWS: dict[str, Row] = {
    "source": Row(padded, 1000, (True,), 3 * 2**20),
    "nesting": Row(lambda n: f"input x = 1\nf = {'(' * n}x{')' * n}", 7, (True, False), 90_000),
    "gates": Row(lambda n: f"input x = 1\nfor i in 1 to {n} {{ y[i] = x + i }}", 500, (True,)),
    "depth": Row(depth, 5, (True, False), 900),
    "elements": Row(lambda n: f"input x = zeros({n}); f = sum(x)", 1000, (True,)),
    # a pass holds a value and a gradient of each element: 16 bytes
    "memory": Row(lambda n: f"input x = zeros({n // 32}); f = x + x; forward", 32_000, (), 10**8),
    "string": Row(lambda n: f'print "{"s" * n}"', 300, (True, False), 3_000_000),
}
MORE = {"time": "test_time", "files": "test_files"}  # those that are no count


def limited(name: str, value: int, untrusted: bool) -> Limits:
    return Limits(untrusted=untrusted).replace(name, value)


def ends(limits: Limits, text: str) -> str:
    """The code of the error that a circuit ends in; empty: it runs."""
    try:
        Session(limits=limits).execute(text)
    except CircuitError as problem:
        assert problem.code == "limit-exceeded", problem
        assert any("limit" in each.message for each in problem.errors)
        return problem.code
    return ""


def source_ends(limits: Limits, text: str, folder: Path) -> str:
    """The same for the limit that is about files."""
    (folder / "big.circ").write_text(text)
    try:
        session = Session(limits=limits, folder=folder)
        session.folder.read(str(folder / "big.circ"), "big.circ", None)
    except CircuitError as problem:
        assert problem.code == "limit-exceeded"
        return problem.code
    return ""


def held(name: str, limits: Limits, text: str, tmp_path: Path) -> str:
    return source_ends(limits, text, tmp_path) if name == "source" else ends(limits, text)


@pytest.mark.parametrize("untrusted", [False, True], ids=["default", "untrusted"])
@pytest.mark.parametrize("name", ROWS)
def test_below_at_and_above(name: str, untrusted: bool, tmp_path: Path) -> None:
    row = ROWS[name]
    value = getattr(Limits(untrusted=untrusted), name) if untrusted in row.full else row.small
    step = 32 if name == "memory" else 1
    limits = limited(name, value, untrusted)
    for off in NEAR:
        found = held(name, limits, row.text(value + off * step), tmp_path)
        assert found == ("limit-exceeded" if off > 0 else ""), (name, value, off)
    assert held(name, limits, row.text(max(row.far // step * step, 2 * value)), tmp_path)


@pytest.mark.parametrize("untrusted", [False, True], ids=["default", "untrusted"])
@pytest.mark.parametrize("name", ["gates", "elements", "source", "memory"])
def test_the_value_is_that_of_the_counting(name: str, untrusted: bool) -> None:
    """The values that no test can reach, by what is counted before anything is built."""
    limits = Limits(untrusted=untrusted)
    value = getattr(limits, name)
    for off in NEAR:
        if off > 0:
            with pytest.raises(CircuitError) as caught:
                limits.check(name, value + off)
            assert f"{value + off:,}" in caught.value.message
        else:
            limits.check(name, value + off)
    over = {"gates": f"input x = 1\nfor i in 1 to {2 * value + 1} {{ y[i] = x + i }}",
            "elements": f"input x = zeros({value + 1})"}  # fmt: skip
    if name in over:
        assert ends(limits, over[name]) == "limit-exceeded"


def test_every_limit_has_its_tests() -> None:
    assert set(ROWS) | set(MORE) == {*LIMITS, "files"}
    for name in MORE.values():
        assert callable(globals()[name])


@pytest.mark.parametrize("untrusted", [False, True], ids=["default", "untrusted"])
def test_time(untrusted: bool) -> None:
    assert Limits(untrusted=untrusted).time == (10 if untrusted else None)
    limits = Limits(untrusted=untrusted).replace("time", 0.2)
    text = "input x = 1; f = x * 2\n"
    assert ends(limits, text) == ""
    assert ends(limits, text + "forward\n" * 100_000) == "limit-exceeded"
    assert ends(limits.replace("time", 0), text + "forward") == "limit-exceeded"
    assert ends(limits.replace("time", None), text + "forward\n" * 50) == ""


@pytest.mark.parametrize("engine", ENGINES)
def test_no_time_at_all_is_a_limit(engine: str) -> None:
    """Nought is less than any time, and not `none`."""
    circuit = cl.parse("input x = 2; f = x * x", limits={"time": 0}, engine=engine)
    for work in (circuit.forward, circuit.function("f")):
        with pytest.raises(cl.CircuitError) as caught:
            work()
        assert caught.value.code == "limit-exceeded" and "the limit is 0" in caught.value.message


@pytest.mark.parametrize("untrusted", [False, True], ids=["default", "untrusted"])
def test_files(untrusted: bool, tmp_path: Path) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    for folder in (tmp_path, inside):
        (folder / "a.circ").write_text("input x = 1; f = x * 2\n")
        (folder / "a.csv").write_text("x\n1\n")
        np.save(folder / "a.npy", np.ones(2))
    ways = {"include": 'include "{}.circ"', "csv": 'input y = csv("{}.csv")',
            "npy": 'input y = npy("{}.npy")', "load": 'load "{}.circ"',
            "save": 'input z = 1; g = z * 1; save "{}.circ"',
            "export": 'input z = 1; g = z * 1; export "{}.svg"',
            "descend": 'input x; param w = 1; g = w * x; descend g rate 1 steps 1 on "{}.csv"',
            }  # fmt: skip
    for way, text in ways.items():
        for path, allowed in (("a", not untrusted), ("../a", False), (f"{tmp_path}/a", False)):
            session = Session(untrusted=untrusted, folder=inside, overwrite=True)
            try:
                session.execute(text.format(path))
                code = ""
            except CircuitError as problem:
                code = problem.code
            assert code == ("" if allowed else "file-not-allowed"), (way, path)


@pytest.mark.parametrize("off", NEAR)
def test_axes(off: int) -> None:
    ones = ", ".join(["1"] * (MOST_AXES + off))
    for text in (f"input x = zeros({ones})", f"input x : [{ones}]",
                 f"input y = 1; f = broadcast(y, {ones})"):  # fmt: skip
        assert ends(Limits(), text) == ("limit-exceeded" if off > 0 else "")


@pytest.mark.parametrize("off", NEAR)
def test_files_deep(off: int, tmp_path: Path) -> None:
    last = FILES_DEEP + off
    for number in range(1, last):
        (tmp_path / f"{number}.circ").write_text(f'include "{number + 1}.circ"\n')
    (tmp_path / f"{last}.circ").write_text("input x = 1\n")
    session = Session(folder=tmp_path)
    if off > 0:
        with pytest.raises(CircuitError, match="deep"):
            session.execute('include "1.circ"')
    else:
        session.execute('include "1.circ"')


@pytest.mark.parametrize("off", [*NEAR, 10**6])
def test_letters_of_a_row_of_csv(off: int, tmp_path: Path) -> None:
    (tmp_path / "f.csv").write_text(f"x{',' * (ROW + off - 2)}\n")  # the line's end is counted
    found = ""
    try:
        Session(folder=tmp_path).execute('input y = csv("f.csv", "x")')
    except CircuitError as problem:
        found = problem.code
    assert found == ("bad-data" if off > 0 else "")


@pytest.mark.parametrize("off", [*NEAR, 10**4])
def test_bytes_of_a_header_of_npy(off: int, tmp_path: Path) -> None:
    words = "{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }".ljust(HEADER + off)
    (tmp_path / "f.npy").write_bytes(npy(words, bytes(8)))
    found = ""
    try:
        Session(folder=tmp_path).execute('input y = npy("f.npy")')
    except CircuitError as problem:
        found = problem.code
    assert found == ("bad-data" if off > 0 else "")


@pytest.mark.parametrize("off", NEAR)
def test_what_is_kept_of_tensors(off: int) -> None:
    limits = Limits().replace("memory", 8 * 1000)
    for kind in ("input", "const"):
        text = "".join(f"{kind} a{i} = ones(100)\n" for i in range(10 + off))
        assert ends(limits, text) == ("limit-exceeded" if off > 0 else "")


@pytest.mark.parametrize("off", NEAR)
def test_what_a_convolution_needs_on_the_way(off: int) -> None:
    # patches of 2 × 2 at 9 × 9 places, and the image of 10 × 10
    limits = Limits().replace("memory", 8 * (4 * 81 + 100) - off)
    text = "input x = ones(1, 1, 10, 10), w = ones(1, 1, 2, 2)\nf = sum(conv2d(x, w))"
    assert ends(limits, text) == ("limit-exceeded" if off > 0 else "")


@pytest.mark.parametrize("off", NEAR)
def test_arithmetic_on_constants(off: int) -> None:
    limits = Limits().replace("gates", 100)
    sums = "".join(f"const k{i} = {i} + 1\n" for i in range(100 + off))
    assert ends(limits, sums) == ("limit-exceeded" if off > 0 else "")


def test_the_clock_of_a_pass() -> None:
    now = Clock(Limits().replace("time", 60))
    now.look()
    now.start -= 61
    with pytest.raises(CircuitError, match="the pass would take 61") as caught:
        now.look()
    assert caught.value.code == "limit-exceeded"
    for_ever = Clock(Limits())
    for_ever.start -= 10**6
    for_ever.look()


@pytest.mark.parametrize("off", NEAR)
def test_trips_of_loops(off: int) -> None:
    limits = Limits().replace("gates", 100)
    text = f"for i in 1 to {10 + off} {{ for j in 1 to {20 - 1} {{ for k in 1 to 0 {{ }} }} }}"
    found = ends(limits, text)
    assert found == ("limit-exceeded" if (10 + off) * 20 > 200 else "")
    one_after_another = "for i in 1 to 50 { for k in 1 to 0 { } }\n" * (4 + off)
    assert ends(limits, one_after_another) == ("limit-exceeded" if off > 0 else "")


def test_memory_that_the_machine_does_not_give(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise MemoryError

    session = Session()
    session.execute("input x = 1; f = x * 2")
    before = session.json()
    monkeypatch.setattr(session.state, "forward", full)
    with pytest.raises(CircuitError) as caught:
        session.execute("forward")
    assert caught.value.code == "limit-exceeded"
    assert caught.value.message == "there is not enough memory for this"
    assert session.json() == before
