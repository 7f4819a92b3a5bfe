"""Tensors from files, and the limits of tensors: what is wrong is said before anything is built."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from circuitlang.session.session import Session
from circuitlang.text.errors import CircuitError, Diagnostic


def value(text: str, folder: Path) -> object:
    found = Session(folder=folder).execute(f"input x = {text}; x")[-1].value  # type: ignore[attr-defined]
    return found if isinstance(found, float) else found.tolist()


def problem(text: str, folder: Path | None = None, **limits: float) -> Diagnostic:
    with pytest.raises(CircuitError) as caught:
        Session(folder=folder, limits=limits).execute(text)
    return caught.value.errors[0]


@pytest.mark.parametrize(
    ("content", "call", "found"),
    [
        ("a,b\n1,2\n3,4\n", 'csv("f.csv", "a")', [1.0, 3.0]),
        ("a,b\n1,2\n3,4\n", 'csv("f.csv", "b", "a")', [[2.0, 1.0], [4.0, 3.0]]),
        ("a,b\n1,2\n3,4\n", 'csv("f.csv")', [[1.0, 2.0], [3.0, 4.0]]),
        ('\ufeff"a", b\r\n1, -2.5e3\r\n\r\n', 'csv("f.csv", "b")', [-2500.0]),
        ("a,b\n", 'csv("f.csv", "a")', []),
        ("a,note\n1,hello\n", 'csv("f.csv", "a")', [1.0]),
    ],
)
def test_csv(tmp_path: Path, content: str, call: str, found: object) -> None:
    (tmp_path / "f.csv").write_text(content, "utf-8", newline="")
    assert value(call, tmp_path) == found


@pytest.mark.parametrize(
    ("content", "column", "message"),
    [
        (b"a,b\n1,2\n", "c", "`f.csv` has no column `c`"),
        (b"a,b\n1,2\n3\n", "a", "`f.csv`, line 3: 1 field where the header has 2"),
        (b"a,b\n1,2\n3,4,5\n", "a", "`f.csv`, line 3: 3 fields where the header has 2"),
        (b"a,b\n1,2\n\n3,x\n", "b", "`f.csv`, line 4, column `b`: `x` is not a number"),
        (b"a,b\n1,\n", "b", "`f.csv`, line 2, column `b`: `` is not a number"),
        (b"a\n1_000\n", "a", "`f.csv`, line 2, column `a`: `1_000` is not a number"),
        (b"", "a", "`f.csv` is empty: it needs a header line"),
        (b"1,2\n3,4\n", "a", "`f.csv` has no column `a`"),
        (b"a,a\n1,2\n", "a", "`f.csv` has several columns called `a`"),
        (b"a\n1\n\xff\n", "a", "`f.csv` is not UTF-8 text (line 3)"),
    ],
)
def test_bad_csv(tmp_path: Path, content: bytes, column: str, message: str) -> None:
    (tmp_path / "f.csv").write_bytes(content)
    found = problem(f'input x = csv("f.csv", "{column}")', tmp_path)
    assert (found.code, found.message) == ("bad-data", message)
    assert found.span is not None and found.span.column == 11


@pytest.mark.parametrize(
    "array", [np.arange(6.0).reshape(2, 3), np.arange(3), np.asfortranarray(np.ones((2, 3)) * 2),
              np.array([True, False]), np.zeros((0, 2)), np.arange(4, dtype=">f4")]
)  # fmt: skip
def test_npy(tmp_path: Path, array: np.ndarray) -> None:
    np.save(tmp_path / "w.npy", array)
    assert value('npy("w.npy")', tmp_path) == array.astype(float).tolist()


def test_npy_of_one_number(tmp_path: Path) -> None:
    np.save(tmp_path / "w.npy", np.float64(3))
    assert value('npy("w.npy")', tmp_path) == 3.0


def test_bad_npy(tmp_path: Path) -> None:
    def said(**limits: float) -> tuple[str, str]:
        found = problem('input x = npy("w.npy")', tmp_path, **limits)
        return found.code, found.message

    path = tmp_path / "w.npy"
    np.save(path, np.ones((2, 3)))
    good = path.read_bytes()
    assert said(elements=5)[0] == "limit-exceeded"
    path.write_bytes(good[:-9])
    assert said() == ("bad-data", "`w.npy` ends early: 48 bytes of numbers are announced, 39 are "
                      "there")  # fmt: skip
    path.write_bytes(good.replace(b"(2, 3), }        ", b"(99999999999, 3)}"))
    assert said()[0] in ("limit-exceeded", "bad-data")
    path.write_bytes(b"a,b\n1,2\n")
    assert said() == ("bad-data", "`w.npy` is no array in NumPy's .npy format")
    np.save(path, np.array([1j]))
    assert said() == ("bad-data", "`w.npy` holds complex numbers, not real numbers")
    np.save(path, np.array([{}], dtype=object), allow_pickle=True)
    assert said() == ("bad-data", "`w.npy` holds Python objects, not real numbers")


def test_files_outside_and_of_strangers(tmp_path: Path) -> None:
    assert problem('input x = csv("no.csv", "a")', tmp_path).code == "file-not-found"
    assert problem('input x = csv("../f.csv", "a")', tmp_path).code == "file-not-allowed"
    assert problem('f = csv("f.csv", "a")', tmp_path).code == "not-constant"
    assert problem('input x = csv(3, "a")', tmp_path).code == "bad-argument"
    with pytest.raises(CircuitError) as caught:
        Session(folder=tmp_path, untrusted=True).execute('input x = npy("w.npy")')
    assert caught.value.code == "file-not-allowed"


@pytest.mark.parametrize(
    ("text", "over"),
    [
        ("input x = zeros(10, {n})", 11),
        ("input x = full(10, {n}, 1)", 11),
        ("input x = randn(10, {n})", 11),
        ("input x = eye({n}, 10)", 11),
        ("input x = arange({n} * 10)", 11),
        ("input x = linspace(0, 1, {n} * 10)", 11),
        ("input x : [10, {n}]", 11),
        ("input x = zeros(10, 1), y = zeros(1, {n}); f = x * y", 11),
        ("input x = zeros(10, 1), y = zeros(1, {n}); f = x @ y", 11),
        ("input x = zeros({n}, 5); f = concat(x, x)", 11),
        ("input x = zeros({n}); f = broadcast(x, 10, {n})", 11),
    ],
)
def test_elements(text: str, over: int) -> None:
    Session(limits={"elements": 100}).execute(text.format(n=over - 1))
    assert problem(text.format(n=over), elements=100).code == "limit-exceeded"


def test_nothing_is_allocated_before_it_is_counted() -> None:
    for text in ("input x = zeros(1e9)", "input x = eye(1e6)", "input x = linspace(0, 1, 1e12)",
                 "input x = arange(1e300)", "input x = zeros(1e6, 1e6)",
                 "input x = zeros(1e6); f = outer(x, x)"):  # fmt: skip
        assert problem(text).code == "limit-exceeded", text


def test_memory_of_a_pass() -> None:
    text = "input x = zeros(100, 100); f = x * x; forward"
    assert problem(text, memory=300_000).code == "limit-exceeded"
    Session(limits={"memory": 330_000}).execute(text)


def test_time_of_a_pass() -> None:
    text = "input x = ones(800, 800); f = sum(((x @ x) @ x) @ x); forward"
    assert problem(text, time=1e-4).code == "limit-exceeded"
