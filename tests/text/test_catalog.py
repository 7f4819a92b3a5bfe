"""The catalog is whole, and its examples do what they say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import circuitlang
from circuitlang.text.catalog import CATALOG
from circuitlang.text.entry import Entry
from circuitlang.text.errors import CircuitError

CODES = """
syntax unclosed-bracket bad-character bad-number not-a-circuit undefined-name used-before-declared
already-declared reserved-here unknown-gate unknown-command wrong-arity bad-argument not-a-leaf
shape-mismatch not-scalar not-constant cycle no-value no-gradient-yet no-output recursion
limit-exceeded file-not-found file-not-allowed bad-data expectation-failed check-failed non-finite
"""
RAISED = re.compile(r"""\b(?:error|Diagnostic|fail\w*|problem)\(\s*["']([a-z-]+)["'],""")


def test_every_code_of_the_contract_and_no_other() -> None:
    assert sorted(CATALOG) == sorted(CODES.split())


@pytest.mark.parametrize("entry", CATALOG.values(), ids=CATALOG)
def test_entries_are_complete(entry: Entry) -> None:
    assert CATALOG[entry.code] is entry
    assert entry.title[0].islower() or entry.title[0] == "`"
    assert not entry.title.endswith(".")
    lines = entry.explanation.splitlines()
    assert 2 <= len(lines) <= 5
    assert all(len(line) <= 90 for line in lines)
    assert entry.explanation.endswith(".")
    assert entry.bad != entry.good or entry.files


def test_every_code_that_is_raised_is_in_the_catalog() -> None:
    for path in Path(circuitlang.__path__[0]).rglob("*.py"):
        for code in RAISED.findall(path.read_text("utf-8")):
            assert code in CATALOG, f"{path}: {code}"


def codes(text: str, strict: bool) -> set[str]:
    """The codes of all errors that a program ends with."""
    session = pytest.importorskip("circuitlang.session.session")
    try:
        session.Session(strict=strict).execute(text)
    except CircuitError as found:
        return {each.code for each in found.errors}
    return set()


@pytest.mark.parametrize("entry", CATALOG.values(), ids=CATALOG)
def test_examples(entry: Entry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in entry.files.items():
        (tmp_path / name).write_text(text, "utf-8")
    assert codes(entry.bad, entry.strict) == {entry.code}
    assert codes(entry.good, entry.strict) == set()
