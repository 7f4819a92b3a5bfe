"""Bytes that are a circuit, and bytes that are not."""

from __future__ import annotations

import pytest

from circuitlang.syntax.characters import decode
from circuitlang.syntax.parser import parse
from circuitlang.text.errors import CircuitError
from circuitlang.text.source import Source

TEXT = "input x = 1\nf = x + 2\n"
OTHER = {
    "XML": b'<?xml version="1.0"?><a/>',
    "Logisim": b'<?xml version="1.0" encoding="UTF-8"?>\n<project source="2.7.1">logisim',
    "no prolog": b"\n <project a='1'>\n",
    "SVG": b"<svg xmlns='x'>",
    "HTML": b"<!DOCTYPE html><html>",
    "JSON": b'{"version": 1}',
    "PDF": b"%PDF-1.7\n%\xe2",
    "ELF": b"\x7fELF\x02\x01",
    "PNG": b"\x89PNG\r\n\x1a\n",
    "zip": b"PK\x03\x04",
    "gzip": b"\x1f\x8b\x08",
    "NUL": b"\x00\x01\x02\x00" * 50,
    "UTF-16": TEXT.encode("utf-16"),
    "UTF-16, no BOM": TEXT.encode("utf-16-be"),
    "UTF-32": TEXT.encode("utf-32"),
    "UTF-32, no BOM": TEXT.encode("utf-32-le"),
}


@pytest.mark.parametrize("name", OTHER)
def test_not_a_circuit(name: str) -> None:
    with pytest.raises(CircuitError) as caught:
        decode(OTHER[name], "f.circ")
    assert caught.value.code == "not-a-circuit"
    span = caught.value.span
    assert span is not None
    assert (span.file, span.line, span.column) == ("f.circ", 1, 1)
    if name.startswith("UTF"):
        assert name[:6] in caught.value.message
        assert caught.value.help == "save it as UTF-8"
    if name == "Logisim":
        assert "Logisim" in caught.value.message


def test_text_of_another_language_is_none_either() -> None:
    parsed = parse(Source("<string>", OTHER["Logisim"].decode()))
    assert [wrong.code for wrong in parsed.errors] == ["not-a-circuit"]
    assert not parsed.statements


@pytest.mark.parametrize("text", [TEXT, "", "# σ\n", "a < b\n", "{", "x\x00 = 1"])
def test_a_circuit(text: str) -> None:
    assert decode(text.encode(), "f.circ").text == text
    assert decode(b"\xef\xbb\xbf" + text.encode(), "f.circ").text == text


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"x = 1\ny\xff = 2", (2, 2)),
        ("é = ".encode() + b"\xe9\r\nb", (1, 5)),
        (b"\xef\xbb\xbfa\r\nb\xc3", (2, 2)),
    ],
)
def test_invalid_utf_8(data: bytes, place: tuple[int, int]) -> None:
    with pytest.raises(CircuitError) as caught:
        decode(data, "f.circ")
    assert caught.value.code == "bad-character"
    assert caught.value.span is not None
    assert (caught.value.span.line, caught.value.span.column) == place
