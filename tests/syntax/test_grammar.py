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
from test_slips import SLIPS
from test_statements import EXPRESSIONS, STATEMENTS, cases

from circuitlang.syntax import grammar, tables
from circuitlang.syntax.parser import parse, words
from circuitlang.text.source import Source

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
    grammar.compile_tables(grammar.text(), strict=True)


def test_generated_files_are_up_to_date() -> None:
    if lark.__version__ != tables.LARK:
        pytest.skip(f"the tables are of lark {tables.LARK}, installed is {lark.__version__}")
    for path, text in tool().texts().items():
        assert path.read_text("utf-8") == text, "run: python tests/tools/make_tables.py"


def test_no_anonymous_terminals() -> None:
    parser = lark.Lark(grammar.text(), parser="lalr", start=list(grammar.STARTS))
    named = set(re.findall(r"^(_?[A-Z_]+)(?:\.\d+)?:", grammar.text(), re.MULTILINE))
    assert {terminal.name for terminal in parser.terminals} <= named
    rules = re.sub(r"//.*", "", grammar.text()).split("NAME: /", 1)[0]
    assert '"' not in rules
    plain = {t.name: t.pattern.value for t in parser.terminals if isinstance(t.pattern, PatternStr)}
    assert len(set(plain.values())) == len(plain)


def test_compiled_in_memory_where_the_tables_do_not_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    def shape(parser: lark.Lark) -> list[str]:
        return sorted(map(repr, parser.rules))

    ready = shape(grammar.load(None))
    monkeypatch.setattr(tables, "HASH", "")
    assert shape(grammar.load(None)) == ready
    monkeypatch.setitem(sys.modules, "circuitlang.syntax.tables", None)
    assert shape(grammar.load(None)) == ready


def test_the_lexer_agrees_with_larks_own() -> None:
    parser = lark.Lark(grammar.text(), parser="lalr", start=list(grammar.STARTS))
    texts = [text for text, _ in cases(EXPRESSIONS) + cases(STATEMENTS)]
    texts += [row.rsplit(" |", 4)[0].strip() for row in SLIPS]
    for text in texts:
        errors = {error.code for error in parse(Source("<test>", text)).errors}
        try:
            parser.parse(text, start="statement")
            accepted = True
        except lark.exceptions.UnexpectedInput:
            accepted = False
        wrong_inside = "²" in text or "₁" in text  # the grammar's \w takes them, the lexer not
        if not wrong_inside and not errors - {"unclosed-bracket"} and accepted:
            continue
        assert errors, text
        if errors <= {"syntax", "unknown-command", "reserved-here", "unclosed-bracket"}:
            # the transformer finds these
            later = re.search(r"x\.T =|1:2\] =|\\q|axis=0, x|time time", text)
            assert bool(later) is accepted, text


def test_words() -> None:
    language = words()
    assert {"input", "gate", "for", "def", "seed"} <= language.declarations
    assert {"forward", "show", "local", "expect"} <= language.commands
    assert {"to", "in", "with", "within", "return", "chain"} <= language.inner
    assert not language.declarations & language.commands
    assert language.heads == language.declarations | language.commands
    assert not language.heads & language.inner
