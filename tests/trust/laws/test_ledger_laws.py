"""The ledger adds up exactly as it is printed: its terms, added from the first line to the last,
give the gradient below them to the last bit."""

from __future__ import annotations

import random
import re

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from circuitlang.reports.chained import ChainedTable
from circuitlang.session.session import Session
from circuitlang.text.errors import CircuitError
from circuitlang.views.render import lines
from circuitlang.views.style import plain
from tests.strategies import programs
from tests.trust.laws.depth import law
from tests.trust.laws.programs import Program, typed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

SEEDS = st.integers(0, 2**32 - 1)
WIDE = 1_000_000  # columns: no line is folded
HEAD = re.compile(r"  (\S+) feeds (\d+) places; ")
NUMBER = r"(-?[0-9][0-9.e+-]*|-?inf|nan)"
TERM = re.compile(rf"    \S.* = {NUMBER}(?:  .*)?")
SUM = re.compile(rf"    sum +{NUMBER}  ")
FACTORS = ("0.1", "3", "1 / 3", "-0.7", "1e16", "1e-9", "-1e16", "2.5", "exp(0.3)", "1e300")


def added(terms: Iterable[Any]) -> Any:
    first, *rest = terms
    with np.errstate(all="ignore"):
        for term in rest:
            first = first + term
    return first


def same(have: Any, want: Any) -> bool:
    """To the last bit; zeros of either sign are one, for a branch not taken adds nothing."""
    return bool(np.array_equal(have, want, equal_nan=True)) and np.shape(have) == np.shape(want)


def held(session: Session) -> int:
    """How many ledgers there are; each holds, as data and as it is printed."""
    (table,) = session.execute("chained *")
    assert isinstance(table, ChainedTable)
    rows = [row for row in table.rows if row.ledger and row.gradient.value is not None]
    for row in rows:
        for term in row.ledger:
            assert not term.parts or same(added(term.parts), term.chained), row.name
        assert same(added(term.chained for term in row.ledger), row.gradient.value), row.name
    tape = session.state.builder.tape
    alone(table, {tape.name(group.result) for group in tape.groups})
    return len(rows) + printed(plain(lines(table, WIDE, 17)))


def alone(table: ChainedTable, composite: set[str]) -> None:
    """Where no ledger is shown, there is none: what one gate sends is the gradient.  What a
    composite gate tells its inside stands in no row."""
    rows = {row.name: row for row in table.rows if row.name not in composite}
    for row in table.rows:
        if row.ledger or row.is_output or row.gradient.value is None or not row.connected:
            continue
        tellers = [rows[name] for name in row.told_by if name in rows]
        if len(tellers) < len(row.told_by):
            continue
        sent = [term.chained for each in tellers for term in each.sends if term.input == row.name]
        assert len(sent) == 1, (row.name, sent)
        assert same(sent[0], row.gradient.value), row.name


def printed(text: str) -> int:
    """How many ledgers of numbers are printed; each holds."""
    found, told = 0, text.split("\n")
    for at, line in enumerate(told):
        if not (head := HEAD.match(line)):
            continue
        count = int(head[2])
        terms = [TERM.fullmatch(each) for each in told[at + 1 : at + 1 + count]]
        total = SUM.match(told[at + 1 + count]) if at + 1 + count < len(told) else None
        if total is None or not all(terms):
            continue  # it is cut, or of tensors
        want = added(float(term[1]) for term in terms if term)
        assert same(want, float(total[1])), "\n".join(told[at : at + 2 + count])
        found += 1
    return found


def opened(session: Session, chance: random.Random) -> None:
    """Some of the composite gates."""
    builder = session.state.builder
    for group in builder.tape.groups:
        name = builder.tape.name(group.result)
        if chance.random() < 0.6 and "#" not in name:
            session.execute(f"expand {name}")


@law(60, 1000)
@given(typed(), SEEDS)
def test_of_typed_programs(program: Program, seed: int) -> None:
    session = Session()
    try:
        session.execute(program.text + "backward loss")
    except CircuitError:
        assume(False)
    found = held(session)
    opened(session, random.Random(seed))
    assume(held(session) + found)


@law(60, 1000)
@given(programs(complete=True), SEEDS)
def test_of_programs_with_composite_gates(text: str, seed: int) -> None:
    session = Session()
    session.execute(text + "backward")
    found = held(session)
    opened(session, random.Random(seed))
    assume(held(session) + found)


@law(60, 1000)
@given(SEEDS)
def test_of_many_readers_and_of_what_cancels(seed: int) -> None:
    session = Session()
    session.execute(many_readers(random.Random(seed)))
    assert held(session) > 3
    opened(session, random.Random(seed))
    assert held(session) > 3


def many_readers(chance: random.Random) -> str:
    """A few leaves that many gates read, with factors of all sizes, and terms that cancel."""
    one = chance.choice
    text = ["input x = 0.3, y = -1.7, z = 1e-8", "def s(t) = 1 / (1 + exp(-t))",
            "def two(t, u) { v = t * u + t * 0.1; return v * u - t / 3 }",
            "def nested(t) = two(t, s(t) * t) + t",
            "def own(t, u) { return t * u; local t = 2 * u; local u = t }",
            "def part(t, u) { return t * t * u + u * u; local t = 2 * t * u }"]  # fmt: skip
    known = ["x", "y", "z"]
    for number in range(chance.randint(4, 14)):
        a, b, c = one(known), one(known), one(known)
        text.append(f"g{number} = " + one((
            f"{a} * {one(FACTORS)} + {b} * {c}", f"{a} - {a} + {b}",
            f"({a} - {b}) * {one(FACTORS)}",
            f"s({a}) * {b}", f"two({a}, {b}) - {c}", f"nested({a}) * 0.1 + {a}", f"own({a}, {b})",
            f"max({a}, {b}, {c}) - {a}", f"tanh({a}) / 7 + sin({b}) * 0.3 + {c} * {c}",
            f"grad(two({a}, x) + sin({b}), x) - {a}",
        )))  # fmt: skip
        known.append(f"g{number}")
    terms = [f"{one(FACTORS[:4])} * {name}" for name in known]
    text.append(f"h = part({one(known)}, x) + part(x, {one(known)}) * 0.1")
    return "\n".join([*text, f"f = {' + '.join(terms)} - g0 + g0 + h", "backward f"])


def test_each_way_in_which_it_would_not_hold_is_seen() -> None:
    """Numbers whose sum depends on the order, as the printed text gives them."""
    good = (
        "  x feeds 3 places; the gradient is the sum of what they send:\n"
        "    a  1 × k = 1e+16\n    b  1 × 1 = 1    via b, first input\n"
        "    c  1 × 1 = -1e+16\n    sum  0  (keeping only the last gives 1)\n"
    )
    assert printed(good) == 1
    with pytest.raises(AssertionError):
        printed(good.replace("sum  0", "sum  1"))
