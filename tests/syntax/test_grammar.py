"""The grammar: free of conflicts, in step with what is generated from it and for it."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import lark
import pytest
from lark.lexer import PatternStr

from circuitlang.syntax import tables
from circuitlang.syntax.words import words
from tests.tools import lark_tables

ROOT = Path(__file__).parents[2]


def tool() -> ModuleType:
    path = ROOT / "tests" / "tools" / "make_tables.py"
    spec = importlib.util.spec_from_file_location("make_tables", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["make_tables"] = module
    spec.loader.exec_module(module)
    return module


def test_no_conflict() -> None:
    pytest.importorskip("interegular", reason="only interegular can prove it")
    lark_tables.parser(lark_tables.grammar(), strict=True)


def test_generated_files_are_up_to_date() -> None:
    if lark.__version__ != tables.LARK:
        pytest.skip(f"the tables are of lark {tables.LARK}, installed is {lark.__version__}")
    for path, text in tool().texts().items():
        assert path.read_text("utf-8") == text, "run: python tests/tools/make_tables.py"


def test_no_anonymous_terminals() -> None:
    grammar = lark_tables.grammar()
    parser = lark_tables.parser(grammar)
    named = set(re.findall(r"^(_?[A-Z_]+)(?:\.\d+)?:", grammar, re.MULTILINE))
    assert {terminal.name for terminal in parser.terminals} <= named
    rules = re.sub(r"//.*", "", grammar).split("NAME: /", 1)[0]
    assert '"' not in rules
    plain = {t.name: t.pattern.value for t in parser.terminals if isinstance(t.pattern, PatternStr)}
    assert len(set(plain.values())) == len(plain)


def test_words() -> None:
    language = words()
    assert {"input", "gate", "for", "def", "seed"} <= language.declarations
    assert {"forward", "show", "local", "expect"} <= language.commands
    assert {"to", "in", "with", "within", "return", "chain"} <= language.inner
    assert not language.declarations & language.commands
    assert language.heads == language.declarations | language.commands
    assert not language.heads & language.inner
