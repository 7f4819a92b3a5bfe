"""The machine and the lexer, held against lark's own parser and lexer of the same grammar."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import lark
import pytest
from test_slips import SLIPS
from test_statements import EXPRESSIONS, STATEMENTS, cases

from circuitlang.syntax.build import Builder
from circuitlang.syntax.lexer import BadCharacter, Lexeme
from circuitlang.syntax.machine import Run, Unexpected
from circuitlang.syntax.parser import STRING, _parser
from circuitlang.text.errors import CircuitError
from circuitlang.text.source import Source
from tests.tools import lark_tables

ROOT = Path(__file__).parents[2]
FILES = sorted([*ROOT.glob("examples/**/*.circ"), *ROOT.glob("tests/**/*.circ")])


class ByLark:
    """Lark's own parser, which calls our builder."""

    def __init__(self) -> None:
        self.builder = Builder()
        self.lark = lark_tables.parser(lark_tables.grammar(), transformer=self)

    def __getattr__(self, form: str) -> Any:
        method = getattr(self.builder, form)
        return lambda children: method([
            Lexeme(c.type, str(c), c.start_pos, c.end_pos) if isinstance(c, lark.Token) else c
            for c in children
        ])  # fmt: skip

    def __call__(self, text: str, start: str) -> str:
        self.builder.begin(Source("", text), STRING)
        try:
            return repr(self.lark.parse(in_one_line(text), start=start))
        except CircuitError as wrong:
            return repr(wrong.errors[0])
        except lark.exceptions.UnexpectedInput as wrong:
            token = getattr(wrong, "token", None)
            ended = token is not None and token.type == "$END"
            return f"stopped at {len(text) if ended else wrong.pos_in_stream}"


def by_us(text: str, start: str) -> str:
    own, source = _parser(), Source("", text)
    try:
        return repr(own.run(source, 0, len(text), start, STRING))
    except CircuitError as wrong:
        return repr(wrong.errors[0])
    except Unexpected as wrong:
        return f"stopped at {wrong.token.at}"
    except BadCharacter as wrong:
        return f"stopped at {wrong.at}"


def in_one_line(text: str) -> str:
    """Line ends (and the comments before them) inside ( ) and [ ] are blanks, which lark is not
    told."""
    depth, made = 0, ""
    for part in re.findall(r'"(?:[^"\\\n]|\\[^\n])*"|#[^\n]*|[^"#]|"', text):
        depth += part in ("(", "[")
        depth -= part in (")", "]")
        made += " " * len(part) if depth > 0 and part[0] in "\n#" else part
    return made


@pytest.fixture(scope="module")
def by_lark() -> ByLark:
    return ByLark()


def agree(text: str, by_lark: ByLark, start: str = "statement") -> None:
    ours, theirs = by_us(text, start), by_lark(text, start)
    if any(sign in text for sign in "²₁"):  # the grammar's \w takes them, our lexer does not
        assert ours == theirs or "bad-character" in ours
    else:
        assert ours == theirs, text


def test_the_cases_of_the_other_tests(by_lark: ByLark) -> None:
    texts = [text for text, _ in cases(EXPRESSIONS) + cases(STATEMENTS)]
    texts += [row.rsplit(" |", 4)[0].strip() for row in SLIPS]
    assert len(texts) > 200
    for text in texts:
        agree(text, by_lark)
        agree(text, by_lark, "value")


def test_every_circuit_of_this_repository(by_lark: ByLark) -> None:
    own, seen = _parser(), 0
    for path in FILES:
        source = Source("", path.read_bytes().decode("utf-8", "replace"))
        for at, end, problem in own.scanner.scan(source, 200).pieces:
            if problem is None:
                agree(source.text[at:end], by_lark)
                seen += 1
    assert seen > 500


def test_every_beginning_of_a_statement(by_lark: ByLark) -> None:
    texts = [text for text, _ in cases(STATEMENTS)]
    for text in texts[:: max(1, len(texts) // 60)]:
        for end in range(1, len(text)):
            agree(text[:end].rstrip(), by_lark)


def test_what_is_accepted_next_is_what_can_be_fed(by_lark: ByLark) -> None:
    own = _parser()
    for text in (
        "input",
        "input x",
        "x =",
        "f = a",
        "f = a[",
        "for i in 1 to",
        "descend f rate 1",
    ):
        run = Run(own.machine, "statement")
        own.lexer.feed(Source("", text), 0, len(text), run)
        interactive = by_lark.lark.parse_interactive(text, start="statement")
        interactive.exhaust_lexer()
        by_row = {kind for kind in run.row() if kind.lstrip("_").isupper() or kind == "$END"}
        assert {kind for kind in by_row if run.accepts(kind)} == interactive.accepts()
