"""The generator of programs uses all of the language, and its programs run."""

from __future__ import annotations

import random
import re
from collections import Counter
from pathlib import Path

from circuitlang.gates import TABLE
from circuitlang.session import registry
from circuitlang.session.session import Session
from circuitlang.syntax.parser import parse
from circuitlang.text.errors import CircuitError
from circuitlang.text.source import Source
from tests.trust.laws import rules, said
from tests.trust.laws.depth import DEEP
from tests.trust.laws.programs import COMMANDS, COMMON, written

COUNT = 5_000 if DEEP else 900


def test_every_rule_every_gate_and_nine_in_ten_evaluate(tmp_path: Path) -> None:
    (tmp_path / "common.circ").write_text(COMMON, "utf-8")
    (tmp_path / "r.csv").write_text("first\n1\n2\n", "utf-8")
    failed: Counter[str] = Counter()
    gates: Counter[str] = Counter()
    finite = 0
    with rules.counted() as used:
        for command in COMMANDS:
            assert not parse(Source("", command)).errors, command
        for number in range(COUNT):
            session = Session(folder=tmp_path)
            try:
                session.execute(f"{written(random.Random(number), files=True).text}backward loss")
            except CircuitError as problem:
                failed[str(problem)] += 1
                continue
            tape = session.state.builder.tape
            gates.update(tape.op(wire) for wire in range(len(tape)))
            finite += not session.warnings
    assert sum(failed.values()) <= 0.1 * COUNT, failed.most_common(5)
    assert finite >= 0.8 * COUNT
    assert rules.all_rules() - set(used) == set()
    language = {gate.name for gate in TABLE if gate.family != "internal"}
    assert {name for name in language if gates[name] < 3} == set()


def test_the_counting_counts() -> None:
    with rules.counted() as used:
        parse(Source("", "x = 1 + 2 * 3"))
    assert used["sum -> binary sum PLUS product"] == 1
    assert used["product -> binary product STAR signed"] == 1
    assert used["statement ->  assign"] == 1
    assert used["sum -> binary sum MINUS product"] == 0
    assert len(rules.all_rules()) > 250
    before = used.total()
    parse(Source("", "x = 1"))
    assert used.total() == before


def test_conversations_send_every_command() -> None:
    words = (said.DECLARATIONS + said.PASSES + said.MOVES + said.LOOKS + said.TOGETHER
             + said.INTERRUPTED)  # fmt: skip
    heads = {re.findall(r"[a-z]*", each)[0] for text in words for each in text.split("; ")}
    assert set(registry.COMMANDS) - heads == {"quit"}
    assert {"input", "param", "const", "def", "for", "ties", "output", "include", "seed"} <= heads
