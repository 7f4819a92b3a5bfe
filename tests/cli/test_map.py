"""`circuitlang map`: rows of a file through a circuit."""

from __future__ import annotations

import os
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

import circuitlang as cl
from circuitlang.script import mapping
from tests.cli.commandline import Done

Run = Callable[..., Done]
CIRCUIT = "input x = 1, y = 2, z = 3\nq = x + y\nf = q * z\ng = log(x)\noutput f, g\n"
HEAD = "f,df/dx,df/dy,df/dz,g,dg/dx,dg/dy,dg/dz"
BAD = "id,x,y\na,1,2\nb,zz,4\nc,1\nd,3,4\n"


@pytest.fixture
def go(run: Run) -> Run:
    Path("a.circ").write_text(CIRCUIT)

    def call(rows: str, *options: str, out: str = "out.csv", circuit: str = "a.circ") -> Done:
        Path("rows.csv").write_text(rows)
        return run("map", circuit, "--data", "rows.csv", "-o", out, *options)

    return call


def test_outputs_and_gradients_of_the_inputs(go: Run) -> None:
    assert go("id,y,x\na,2,1\nb,4,0.5\n") == (0, "", "")
    assert Path("out.csv").read_text() == (
        f"{HEAD}\n9.0,3.0,3.0,3.0,0.0,1.0,0.0,0.0\n"
        "13.5,3.0,3.0,4.5,-0.6931471805599453,2.0,0.0,0.0\n")  # fmt: skip


def test_a_bad_row_is_reported_with_its_line(go: Run) -> None:
    done = go(BAD)
    assert (done.status, done.out) == (1, "")
    assert "`rows.csv`, line 3, column `x`: `zz` is not a number" in done.err
    assert sorted(os.listdir()) == ["a.circ", "rows.csv"]  # nothing was written, nothing left over


def test_bad_rows_are_left_out_and_counted(go: Run) -> None:
    done = go(BAD, "--skip-bad")
    assert done.status == 0
    assert "line 4: 2 fields where the header has 3" in done.err
    assert done.err.endswith("2 rows were left out\n")
    assert len(Path("out.csv").read_text().splitlines()) == 3


def test_a_row_that_the_circuit_refuses(go: Run) -> None:
    Path("c.circ").write_text("input x, hi; f = clip(x, 0, hi)\n")
    done = go("x,hi\n1,2\n1,-2\n3,2\n", circuit="c.circ")
    assert done.status == 1
    assert "`rows.csv`, line 3: `f`: " in done.err
    assert go("x,hi\n1,2\n1,-2\n3,2\n", "--skip-bad", circuit="c.circ").status == 0
    assert Path("out.csv").read_text() == "f,df/dx,df/dhi\n1.0,1.0,0.0\n2.0,0.0,1.0\n"


def test_values_that_are_not_finite(go: Run) -> None:
    done = go("x,y\n1,1\n0,1\n")
    assert done.status == 0
    assert "1 row has a value or gradient that is not finite" in done.err
    assert "the first of them is line 3" in done.err
    assert "-inf" in Path("out.csv").read_text()
    assert go("x,y\n1,1\n0,1\n", "--strict").status == 1
    assert "1 row was left out" in go("x,y\n1,1\n0,1\n", "--strict", "--skip-bad").err


def test_arrays_in_and_out(go: Run, run: Run) -> None:
    rows = np.random.default_rng(1).uniform(1, 2, (1000, 3))
    np.save("rows.npy", rows)
    assert run("map", "a.circ", "--data", "rows.npy", "-o", "out.npy") == (0, "", "")
    table = np.load("out.npy")
    value, grads = cl.parse(CIRCUIT).function("f").map(x=rows[:, 0], y=rows[:, 1], z=rows[:, 2])
    assert table.shape == (1000, 8)
    assert table[:, 0].tobytes() == value.tobytes()
    assert table[:, 3].tobytes() == grads["z"].tobytes()
    np.save("named.npy", np.array([(2.0, 1.0)], [("y", "f8"), ("x", "f8")]))
    assert run("map", "a.circ", "--data", "named.npy", "-o", "out.npy").status == 0
    assert np.load("out.npy").tolist() == [[9.0, 3.0, 3.0, 3.0, 0.0, 1.0, 0.0, 0.0]]


def test_the_circuit_as_its_file_leaves_it(go: Run) -> None:
    Path("t.circ").write_text("input x = 1\nparam w = 1\nloss = (w * x - 5) ** 2\n"
                              "descend loss rate 0.5 steps 1\ny = w * x\nset w = w\n"
                              .replace("set w = w\n", ""))  # fmt: skip
    assert go("x\n2\n", "--set", "w=5", circuit="t.circ").status == 0
    assert Path("out.csv").read_text() == "y,dy/dx\n10.0,5.0\n"


def test_tensors(go: Run) -> None:
    Path("t.circ").write_text("input x, y; param W = [1, 2]; f = sum(W * stack(x, y))\n")
    assert go("x,y\n1,2\n3,4\n", circuit="t.circ").status == 0
    assert Path("out.csv").read_text() == "f,df/dx,df/dy\n5.0,1.0,2.0\n11.0,1.0,2.0\n"


def test_names_with_commas(go: Run) -> None:
    Path("t.circ").write_text("input x[1, 2]; f = 2 * x[1, 2]\n")
    assert go('"x[1,2]"\n4\n', circuit="t.circ").status == 0
    assert Path("out.csv").read_text() == 'f,"df/dx[1, 2]"\n8.0,2.0\n'


@pytest.mark.parametrize(("rows", "words"), [
    ("a,b\n1,2\n", "no column that is named like an input"),
    ("", "no column"),
    ("x,x\n1,2\n", "twice"),
    ('x,y\n1,"2\n', "unexpected end of data"),
    ("x,y\n1,2_0\n", "`2_0` is not a number"),
    ("x,y\n1,\xff\n", "is not a number"),
])  # fmt: skip
def test_data_that_is_no_data(go: Run, rows: str, words: str) -> None:
    done = go(rows)
    assert done.status == 1
    assert words in done.err
    assert not Path("out.csv").exists()


def test_an_old_file_stays_where_something_fails(go: Run) -> None:
    Path("out.csv").write_text("old")
    assert go(BAD).status == 1
    assert Path("out.csv").read_text() == "old"


@pytest.mark.parametrize("arguments", [
    ("map", "a.circ"), ("map", "a.circ", "--data", "rows.csv"),
    ("map", "a.circ", "--data", "rows.txt", "-o", "out.csv"),
    ("map", "a.circ", "--data", "none.csv", "-o", "out.csv"),
    ("map", "none.circ", "--data", "rows.csv", "-o", "out.csv"),
    ("run", "a.circ", "--skip-bad"),
])  # fmt: skip
def test_wrong_use(run: Run, arguments: tuple[str, ...]) -> None:
    Path("a.circ").write_text("input x; f = x\n")
    Path("rows.csv").write_text("x\n1\n")
    expected = 1 if "none.csv" in arguments else 2
    assert run(*arguments).status == expected


def test_memory_stays_flat(go: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mapping, "BLOCK", 500)
    peaks = []
    for count in (2_000, 20_000):
        rows = "x,y\n" + "1.5,2.5\n" * count
        go(rows)
        tracemalloc.start()
        assert go(rows).status == 0
        peaks.append(tracemalloc.get_traced_memory()[1] - 2 * len(rows))
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 300_000


@pytest.mark.parametrize(("declared", "mend"), [
    ("input x, y", "`--set y=1`, or a column `y`"),
    ("input x, y : [2]", "a value in the circuit: columns feed inputs that are one number, and `y` "
                         "is [2]"),
])  # fmt: skip
def test_an_input_that_nothing_feeds(go: Run, declared: str, mend: str) -> None:
    Path("b.circ").write_text(f"{declared}\nf = x * sum(y)\n")
    done = go("x\n1\n", circuit="b.circ")
    assert done.status == 1 and not Path("out.csv").exists()
    assert "error[no-value]: `y` has no value, and `rows.csv` no column for it" in done.err
    assert mend in done.err
    assert go("x\n1\n", "--set", "y=2", circuit="b.circ").status == ("[2]" in declared)
    Path("b.circ").write_text(f"{declared}\nf = x * 2\n")  # y does not count
    assert go("x\n1\n", circuit="b.circ").status == 0


@pytest.mark.parametrize("order", ["C", "F"])
@pytest.mark.parametrize("kind", ["<f8", ">f4", "<i2", "|b1"])
def test_arrays_of_all_orders_and_kinds(run: Callable[..., Done], order: str, kind: str,
                                        monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.setattr(mapping, "BLOCK", 7)
    Path("a.circ").write_text("input x, y; f = x - 2 * y")
    rows = np.asarray(np.arange(100).reshape(50, 2) % 11, dtype=kind, order=order)
    np.save("rows.npy", rows)
    assert run("map", "a.circ", "--data", "rows.npy", "-o", "out.npy") == (0, "", "")
    numbers = rows.astype(float)
    assert (np.load("out.npy")[:, 0] == numbers[:, 0] - 2 * numbers[:, 1]).all()


def test_arrays_that_do_not_fit(run: Callable[..., Done]) -> None:
    Path("a.circ").write_text("input x, y; f = x - 2 * y")
    Path("none.circ").write_text("input X = [1, 2]; f = sum(X)")

    def said(array: object, circuit: str = "a.circ") -> str:
        np.save("rows.npy", array)
        done = run("map", circuit, "--data", "rows.npy", "-o", "out.npy")
        assert (done.status, done.out, Path("out.npy").exists()) == (1, "", False)
        return done.err

    assert "`rows.npy` is 3 × 3, and the circuit has 2 inputs" in said(np.ones((3, 3)))
    assert "`rows.npy` is one number" in said(np.float64(1))
    assert "`rows.npy` is 4, and" in said(np.ones(4))
    assert "is 2 × 2 × 2, and" in said(np.ones((2, 2, 2)))
    assert "is 3 × 0, and the circuit has 0 inputs" in said(np.ones((3, 0)), "none.circ")
    assert "is 1 × 1, and" in said(np.ones((1, 1), [("x", "f8")]))
    assert "holds no real numbers in `x`" in said(np.ones(2, [("x", "U3"), ("y", "f8")]))
    assert "no column that is named like an input" in said(np.ones(2, [("a", "f8")]))


def test_an_array_that_becomes_shorter_while_it_is_read(
    run: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("a.circ").write_text("input x; f = x * 2")
    np.save("rows.npy", np.ones(100_000))
    monkeypatch.setattr(mapping, "BLOCK", 10)  # and more rows than Python reads at once
    through = mapping._Map._through

    def cut(self: object, block: object, places: object) -> object:
        os.truncate("rows.npy", 300)
        return through(self, block, places)  # type: ignore[arg-type]

    monkeypatch.setattr(mapping._Map, "_through", cut)
    done = run("map", "a.circ", "--data", "rows.npy", "-o", "out.npy")
    assert done.status == 1 and "became shorter while it was read" in done.err
    assert not Path("out.npy").exists()
