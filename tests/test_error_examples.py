"""examples/errors: every kind of mistake, and what is said about it, word for word."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from circuitlang.cli import main
from circuitlang.text.catalog import CATALOG

ROOT = Path(__file__).resolve().parents[1]
FILES = sorted((ROOT / "examples" / "errors").glob("*.circ"))
STRICT = ("non-finite",)
TENSORS = {"shape-mismatch", "not-scalar", "bad-data"}
"""Codes that only circuits of tensors meet."""


def run(path: Path, *more: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    strict = ("--strict",) if path.stem in STRICT else ()
    name = path.relative_to(ROOT).as_posix()
    status = main((*strict, *more, name), io.StringIO(), out, err)
    return status, out.getvalue(), err.getvalue()


@pytest.fixture(autouse=True)
def at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_is_said(path: Path, golden: Callable[[str, str], None]) -> None:
    status, out, err = run(path)
    golden(f"errors/{path.stem}.txt", f"{out}--- messages\n{err}--- status {status}\n")
    assert status in (1, 2)
    assert "Traceback" not in err
    assert "internal error" not in err


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_error_has_its_place(path: Path) -> None:
    _, out, err = run(path, "--json")
    assert err == ""
    errors = json.loads(out)["errors"]
    lines = path.read_bytes().decode("utf-8", "replace").splitlines() or [""]
    assert errors
    for each in errors:
        assert each["code"] in CATALOG
        assert each["file"].startswith("examples/errors/")
        if each["file"].endswith(path.name):
            assert 1 <= each["line"] <= len(lines)
            assert 1 <= each["column"] <= len(lines[each["line"] - 1]) + 1
        words = each["message"]
        assert not words.endswith(".")
        assert not words[0].isupper()
        assert "\n" not in words
        if each["help"] is not None:
            assert not each["help"].endswith(".")
    assert [(each["line"], each["column"]) for each in errors] == sorted(
        (each["line"], each["column"]) for each in errors
    )


def test_every_code_has_its_example() -> None:
    found = {
        each["code"] for path in FILES for each in json.loads(run(path, "--json")[1])["errors"]
    }
    assert set(CATALOG) - TENSORS <= found


def test_one_idea_a_file() -> None:
    for path in FILES:
        text = path.read_bytes()
        if text.isascii() and not text.startswith((b"<", b"\x89", b"\xff", b"input", b"//")):
            assert text.startswith(b"# "), path.name
