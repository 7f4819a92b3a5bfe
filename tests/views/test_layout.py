"""Widths, cutting, folding, tables."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from circuitlang.text.escape import visible
from circuitlang.views.layout import clip, columns_of, flow, fold
from circuitlang.views.style import plain
from circuitlang.views.table import table

TEXTS = st.text(st.sampled_from("ab  =·漢\u0301\x1b\u202e…"), max_size=60)
PIECES = st.lists(st.tuples(st.sampled_from(["plain", "name"]), TEXTS), max_size=5)


@given(PIECES, st.integers(1, 40))
def test_what_is_cut_fits_and_begins_the_same(line, most) -> None:
    cut = clip(line, most)
    assert columns_of(cut) <= most
    whole, part = plain([line]), plain([cut])
    assert part == whole or (part.endswith("…") and whole.startswith(part[:-1]))


@given(PIECES, st.integers(20, 60))
def test_what_is_folded_fits_and_loses_blanks_only(line, columns) -> None:
    lines = fold(line, columns)
    assert all(columns_of(each) <= columns for each in lines)
    assert "".join(plain(lines).split()) == "".join(plain([line]).split())


def test_marks_stay_with_their_letters() -> None:
    assert clip([("plain", "e\u0301e\u0301e\u0301")], 2) == [("plain", "e\u0301…")]


def test_a_fold_prefers_gaps_then_signs_of_equality_then_blanks() -> None:
    def folded(text: str) -> str:
        return plain(fold([("plain", text)], 24))

    assert folded("  q = x + y = 3   so f = 4") == "  q = x + y = 3\n      so f = 4"
    assert folded("  q is x + y = 3 and more") == "  q is x + y\n      = 3 and more"
    assert folded("  to be or not to be is the") == "  to be or not to be is\n      the"
    assert folded("x" * 30) == f"{'x' * 24}\n    {'x' * 6}"


def test_cells_flow() -> None:
    cells = [[("plain", word)] for word in ("first", "second", "third", "fourth")]
    assert plain(flow(cells, 20, 4, 6)) == "  first    second\n      third\n      fourth"


def test_a_table_that_cannot_be_cut_enough_is_none() -> None:
    row = [[("plain", "name")], [("value", "1.5")], [("value", "1234567")]]
    found = table(["a", "b", "c"], [row], "lnn", 19, {0: 3})
    assert found is not None and plain(found[1:]) == "  na…  1.5  1234567"
    assert table(["a", "b", "c"], [row], "lnn", 18, {0: 3}) is None


@given(st.lists(st.floats(allow_nan=True), min_size=1, max_size=6), TEXTS)
def test_tables_never_exceed_their_columns(numbers, name) -> None:
    rows = [[[("name", name)], [("value", repr(number))]] for number in numbers]
    found = table(["gate", "value"], rows, "ln", 40, {0: 5})
    assert found is not None and all(columns_of(line) <= 40 for line in found)
    assert visible(plain(found)) == plain(found).replace("\n", r"\n")
