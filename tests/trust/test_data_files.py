"""Data files that are not what they say: each ends in an error with a place, before anything is
allocated for what it claims."""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

import circuitlang as cl
from circuitlang.cli import main
from circuitlang.session.files import Folder, whole_of
from circuitlang.session.session import Session
from circuitlang.text.errors import CircuitError, Diagnostic
from circuitlang.text.limits import Limits
from tests.trust.data_files import CSV, MIB, NPY, header, npy


def peak(act: Callable[[], object]) -> float:
    """MiB that were held at most."""
    tracemalloc.start()
    try:
        act()
        return tracemalloc.get_traced_memory()[1] / MIB
    finally:
        tracemalloc.stop()


def refused(folder: Path, text: str, **limits: float) -> Diagnostic:
    with pytest.raises(CircuitError) as caught:
        Session(folder=folder, limits=limits).execute(text)
    found = caught.value.errors[0]
    assert found.span is not None
    return found


def measured(folder: Path, text: str) -> tuple[Diagnostic, float]:
    """How it is refused, and how much memory that takes at most."""
    found: list[Diagnostic] = []
    held = peak(lambda: found.append(refused(folder, text)))
    return found[0], held


@pytest.mark.parametrize("name", NPY)
def test_a_header(name: str, tmp_path: Path) -> None:
    data, code = NPY[name]
    (tmp_path / "w.npy").write_bytes(data)
    found, held = measured(tmp_path, 'input x = npy("w.npy")')
    assert found.code == code and "`w.npy`" in found.message
    assert found.span is not None and found.span.text == 'npy("w.npy")'
    assert held < 3


@pytest.mark.parametrize("name", NPY)
def test_a_header_of_rows(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.circ").write_text("input x; f = x * x")
    data, out = tmp_path / "w.npy", tmp_path / "out.csv"
    data.write_bytes(NPY[name][0])
    words = ["map", str(tmp_path / "a.circ"), "--data", str(data), "-o", str(out)]
    status: list[int] = []
    assert peak(lambda: status.append(main(words))) < 3
    said = capsys.readouterr()
    assert status == [1] and said.err.startswith("error[bad-data]: `"), said
    assert not out.exists()


@pytest.mark.parametrize("order", ["False", "True"])
def test_what_numpy_writes_is_read(order: str, tmp_path: Path) -> None:
    body = np.arange(6.0).astype("<f4").tobytes()
    for version in (1, 2, 3):
        data = npy(header("(2, 3)", '"<f4"', order), body, version)
        (tmp_path / "w.npy").write_bytes(data)
        session = Session(folder=tmp_path)
        found = session.execute('input x = npy("w.npy"); x')[-1].value  # type: ignore[attr-defined]
        assert found.tolist() == np.load(tmp_path / "w.npy").tolist()


@pytest.mark.parametrize("off", [-1, 0, 1])
def test_memory_is_counted_before(off: int, tmp_path: Path) -> None:
    (tmp_path / "w.npy").write_bytes(npy(header("(1000,)", "'|i1'"), bytes(1000)))
    (tmp_path / "w.csv").write_text("x\n" + "1\n" * 1000)
    for call in ('npy("w.npy")', 'csv("w.csv", "x")'):
        limits = {"memory": 8000 - off}
        if off > 0:
            found = refused(tmp_path, f"input x = {call}", **limits)
            assert found.code == "limit-exceeded" and "8,000 bytes" in found.message
        else:
            Session(folder=tmp_path, limits=limits).execute(f"input x = {call}")


@pytest.mark.parametrize("off", [-1, 0, 1])
def test_elements_are_counted_before(off: int, tmp_path: Path) -> None:
    (tmp_path / "w.npy").write_bytes(npy(header("(1000,)"), bytes(8000)))
    (tmp_path / "w.csv").write_text("x,y\n" + "1,2\n" * 500)
    for call in ('npy("w.npy")', 'csv("w.csv")'):
        limits = {"elements": 1000 - off}
        if off > 0:
            assert "1,000 elements" in refused(tmp_path, f"input x = {call}", **limits).message
        else:
            Session(folder=tmp_path, limits=limits).execute(f"input x = {call}")


@pytest.mark.parametrize("name", CSV)
def test_rows_of_text(name: str, tmp_path: Path) -> None:
    data, words = CSV[name]
    (tmp_path / "w.csv").write_bytes(data)
    ways = ['input x = csv("w.csv", "x")', 'input x = csv("w.csv")',
            'input x; param w = 1\nf = w * x\ndescend f rate 1 steps 1 on "w.csv"']  # fmt: skip
    for text in ways:
        found = refused(tmp_path, text)
        assert found.code == "bad-data"
        several = "several columns called" in found.message and "columns" in name
        assert words in found.message or several, (text, found.message)
        assert len(found.message) + len(found.help or "") < 400


@pytest.mark.parametrize("name", CSV)
def test_rows_of_a_map(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.circ").write_text("input x; f = x * x")
    data, out = tmp_path / "w.csv", tmp_path / "out.csv"
    data.write_bytes(CSV[name][0])
    words = ["map", str(tmp_path / "a.circ"), "--data", str(data), "-o", str(out)]
    status = main(words)
    said = capsys.readouterr()
    assert status == 1 and said.err.startswith("error[bad-data]: `"), said
    assert not out.exists()


def test_a_column_that_nobody_has_is_told_in_few_words(tmp_path: Path) -> None:
    (tmp_path / "w.csv").write_text(",".join(f"c{i}" for i in range(100_000)) + "\n")
    found = refused(tmp_path, 'input x = csv("w.csv", "weight")')
    assert str(found.help).startswith("its columns are c0, c1")
    assert str(found.help).endswith("… (100,000 in all)")
    inputs = "".join(f"input weight{i} = 1\n" for i in range(30))
    found = refused(tmp_path, f"{inputs}param w = 1\nf = w * weight0\n"
                    'descend f rate 1 steps 1 on "w.csv"')  # fmt: skip
    assert str(found.help).endswith("… (30 in all)")


@pytest.mark.parametrize("size", [0, 1, 1000, MIB, 20 * MIB])
def test_memory_follows_the_size_of_a_file(size: int, tmp_path: Path) -> None:
    path = tmp_path / "w.csv"
    path.write_bytes(b"x" * size)
    folder = Folder(tmp_path, Limits())
    held = peak(lambda: folder.read(str(path), "w.csv", None))
    assert held < 1.1 * size / MIB + 0.5
    assert folder.read_so_far == size


def test_a_file_that_grows_while_it_is_read() -> None:
    most = 300_000
    for grown in (200_000, most, most + 1, 3 * most):
        assert len(whole_of(io.BytesIO(bytes(grown)), 100_000, most)) == min(grown, most + 1)
    assert whole_of(io.BytesIO(b"abc"), 100, 1000) == b"abc"
    assert whole_of(io.BytesIO(b"abc"), 0, 1000) == b"abc"  # as in /proc


def said(act: Callable[[], object]) -> str:
    with pytest.raises(CircuitError) as caught:
        act()
    return f"{caught.value.code}: {caught.value.message}"


def test_what_is_no_file(tmp_path: Path) -> None:
    from tests.trust.file_bombs import listener

    session = Session(folder=tmp_path)
    listener(tmp_path / "odd.csv")
    assert said(lambda: session.execute('input x = csv("odd.csv")')) == (
        "file-not-allowed: `odd.csv` is no regular file, not a file to read")  # fmt: skip
    assert (
        said(lambda: cl.load("a\0b")) == "file-not-found: `a\\x00b` cannot be read: this is no path"
    )
    assert said(lambda: session.execute('input x = npy("a.npy", "b")')).startswith("wrong-arity")
    (tmp_path / "broken.circ").write_text("f = (1 +\n")
    assert said(lambda: session.execute('include "broken.circ"')).startswith("unclosed-bracket")


def test_a_person_may_name_any_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "w.csv").write_text("x\n2\n")
    (tmp_path / "below").mkdir()
    text = f'descend f rate 0.1 steps 1 on "{tmp_path}/w.csv"'
    for typed in (False, True):
        session = Session(folder=tmp_path / "below")
        session.execute("input x; param w = 1\nf = w * x")
        session.typed = typed
        if typed:
            session.execute(text)
            assert session.execute("w")[-1].value == 0.8  # type: ignore[attr-defined]
        else:
            assert said(lambda session=session: session.execute(text)) == (  # type: ignore[misc]
                f"file-not-allowed: `{tmp_path}/w.csv` is not a path below the circuit's folder"
            )


def test_an_array_is_not_read_from_a_device(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.circ").write_text("input x; f = x * x")
    (tmp_path / "w.npy").symlink_to("/dev/zero")
    words = ["map", str(tmp_path / "a.circ"), "--data", str(tmp_path / "w.npy"), "-o",
             str(tmp_path / "out.csv")]  # fmt: skip
    assert main(words) == 1
    assert "is no regular file" in capsys.readouterr().err
