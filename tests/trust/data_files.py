"""Data files that are not what they say: arrays with false headers, rows without an end."""

from __future__ import annotations

import io

import numpy as np

from circuitlang.meaning.csvrows import LONGEST

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
    "a wrong quote in the header": (b'"x"y\n1\n', "line 1: ',' expected after '\"'"),
    "a wrong quote": (b'x\n"1"2\n', "line 2: ',' expected after '\"'"),
    "NULs": (b"x\n1\0\n", "line 2, column `x`: `1\\x00` is not a number"),
    "only NULs": (bytes(3 * MIB), "line 1: the row has more than 1,048,576 letters"),
    "long text": (b"x\n" + b"a" * 100_000, f"line 2, column `x`: `{'a' * 39}…` is not a number"),
    "no text": (b"x\n1\n\xff\n", "is not UTF-8 text (line 3)"),
    "no text at all": (b"\xff\xfex\0\n\0", "is not UTF-8 text (line 1)"),
    "no text, far behind": (b"x\n" + b"1\n" * 20_000 + b"\xff", "is not UTF-8 text (line 20002)"),
    "lone carriage returns": (b"x\r1\r\rz\r", "column `x`: `z` is not a number"),
}  # fmt: skip
