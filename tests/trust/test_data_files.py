"""Data files that are not what they say: each ends in an error with a place, before anything is
allocated for what it claims."""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from circuitlang.cli import main
from circuitlang.meaning.csvrows import LONGEST
from circuitlang.session.files import Folder, whole_of
from circuitlang.session.session import Session
from circuitlang.text.errors import CircuitError, Diagnostic
from circuitlang.text.limits import Limits

MIB = 2**20


def npy(header: str | bytes, body: bytes = b"", version: int = 1, size: int | None = None) -> bytes:
    """An .npy file; `size` is what is claimed of the header, if not the truth."""
    data = header if isinstance(header, bytes) else header.encode("latin-1")
    length = (len(data) if size is None else size).to_bytes(2 if version == 1 else 4, "little")
    return b"\x93NUMPY" + bytes([version, 0]) + length + data + body


def header(shape: str, descr: str = "'<f8'", order: str = "False") -> str:
    return f"{{'descr': {descr}, 'fortran_order': {order}, 'shape': {shape}, }}\n"


def pickled() -> bytes:
    file = io.BytesIO()
    np.save(file, np.array([print], dtype=object), allow_pickle=True)
    return file.getvalue()


ONE = np.ones(1).tobytes()
NPY = {
    "1e18 elements": (npy(header("(1000000000000000000,)"), ONE), "limit-exceeded"),
    "1e9 by 1e9": (npy(header("(1000000000, 1000000000)"), ONE), "limit-exceeded"),
    "1e18 rows of nothing": (npy(header("(1000000000000000000, 0)")), "limit-exceeded"),
    "as many as the limit allows": (npy(header("(100000000,)"), ONE), "bad-data"),
    "a size of thirty digits": (npy(header(f"({'9' * 30},)"), ONE), "limit-exceeded"),
    "a size of a thousand digits": (npy(header(f"({'9' * 1000},)"), ONE), "bad-data"),
    "many axes": (npy(header(f"({'1, ' * 40})"), ONE), "limit-exceeded"),
    "a negative size": (npy(header("(-1, -1)"), ONE), "bad-data"),
    "a size that is no number": (npy(header("('a',)"), ONE), "bad-data"),
    "a size that is true": (npy(header("(True,)"), ONE), "bad-data"),
    "a fraction": (npy(header("(1.5,)"), ONE), "bad-data"),
    "no tuple": (npy(header("1"), ONE), "bad-data"),
    "an order that is no order": (npy(header("(1,)", order="1"), ONE), "bad-data"),
    "Python objects": (pickled(), "bad-data"),
    "objects in fields": (npy(header("(1,)", "[('a', '|O')]"), ONE), "bad-data"),
    "named fields": (npy(header("(1,)", "[('a', '<f8')]"), ONE), "bad-data"),
    "no fields": (npy(header("(1,)", "[]"), ONE), "bad-data"),
    "complex numbers": (npy(header("(1,)", "'<c16'"), ONE * 2), "bad-data"),
    "text": (npy(header("(1,)", "'<U2'"), ONE), "bad-data"),
    "long text": (npy(header("(1,)", "'<U999999999'"), ONE), "bad-data"),
    "dates": (npy(header("(1,)", "'<M8[ns]'"), ONE), "bad-data"),
    "a type that NumPy warns of": (npy(header("(1,)", "'a8'"), ONE), "bad-data"),
    "a list of types in one word": (npy(header("(1,)", "'f8,f8,f8'"), ONE), "bad-data"),
    "a type in a type": (npy(header("(1,)", "('<f8', (1000000000,))"), ONE), "bad-data"),
    "an unknown type": (npy(header("(1,)", "'wat'"), ONE), "bad-data"),
    "a word that is called": (npy(header("(1,)", "print"), ONE), "bad-data"),
    "another key": (npy(header("(1,), 'more': 1"), ONE), "bad-data"),
    "no keys": (npy("{}", ONE), "bad-data"),
    "a set": (npy("{1, 2}", ONE), "bad-data"),
    "something behind": (npy(header("(1,)") + "1", ONE), "bad-data"),
    "a bracket that stays open": (npy("{'descr': (", ONE), "bad-data"),
    "a comma that is missing": (npy(header("(1 1)"), ONE), "bad-data"),
    "nothing": (npy("", ONE), "bad-data"),
    "brackets": (npy("(" * 9000, ONE), "bad-data"),
    "brackets of all kinds": (npy("[({" * 3000, ONE), "bad-data"),
    "signs": (npy("-" * 9000 + "1", ONE), "bad-data"),
    "a long header": (npy(" " * 60000 + header("(1,)"), ONE), "bad-data"),
    "a header of 4 GB": (npy(header("(1,)"), ONE, 2, 2**32 - 1), "bad-data"),
    "a header that ends early": (npy(header("(1,)"), b"", 1, 200), "bad-data"),
    "another version": (npy(header("(1,)"), ONE, 9), "bad-data"),
    "letters that are none": (npy(b"{'descr': '\xff'", ONE, 3), "bad-data"),
    "the magic alone": (b"\x93NUMPY", "bad-data"),
    "an archive": (b"PK\x03\x04" + bytes(100), "bad-data"),
    "an empty file": (b"", "bad-data"),
    "a body that ends early": (npy(header("(2,)"), ONE + ONE[:-1]), "bad-data"),
    "no body": (npy(header("(2,)")), "bad-data"),
}

LONG = LONGEST + 10
CSV = {
    "a huge line": (b"x\n" + b"1" * LONG + b"\n2\n", "line 2: the row has more than 1,048,576 "),
    "a huge header": (b"x" * LONG, "line 1: the row has more than 1,048,576 letters"),
    "a huge field": (b"x\n" + b"1" * 200_000 + b"\n", "line 2: field larger than field limit"),
    "a million columns": (b"x," * 10**6 + b"x\n", "line 1: the row has more than 1,048,576 "),
    "columns without names": (b"x" + b"," * 500_000 + b"\n1\n", "line 2: 1 field where the "),
    "a column of each name": (b"x," + b",".join(b"%d" % i for i in range(140_000)) + b"\n1\n",
                              "line 2: 1 field where the header has 140001"),
    "a quote that is never closed": (b'x\n"1\n' + b"2\n" * 10**6, "field larger than field limit"),
    "a row in many lines": (b"x\n" + b'"\n",' * 400_000, "the row has more than 1,048,576 letters"),
    "a quote at the end": (b'x\n1\n"2', "line 3: unexpected end of data"),
    "a wrong quote": (b'x\n"1"2\n', "line 2: ',' expected after '\"'"),
    "NULs": (b"x\n1\0\n", "line 2, column `x`: `1\0` is not a number"),
    "only NULs": (bytes(3 * MIB), "line 1: the row has more than 1,048,576 letters"),
    "long text": (b"x\n" + b"a" * 100_000, f"line 2, column `x`: `{'a' * 39}…` is not a number"),
    "no text": (b"x\n1\n\xff\n", "is not UTF-8 text (line 3)"),
    "no text at all": (b"\xff\xfex\0\n\0", "is not UTF-8 text (line 1)"),
    "no text, far behind": (b"x\n" + b"1\n" * 20_000 + b"\xff", "is not UTF-8 text (line 20002)"),
    "lone carriage returns": (b"x\r1\r\rz\r", "column `x`: `z` is not a number"),
}  # fmt: skip


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
