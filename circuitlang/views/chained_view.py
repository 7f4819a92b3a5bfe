"""`chained`: what each gate was told, what it sends on, and the ledger of a fork."""

from __future__ import annotations

from math import isfinite

from circuitlang.readings.values import same_bits
from circuitlang.views.figures import factor, few, figure, is_number, slope
from circuitlang.views.layout import INDENT, blanks, columns_of, fill, fold
from circuitlang.views.numbers import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from circuitlang.reports.chained import ChainedRow, ChainedTable, ChainedTerm
    from circuitlang.views.style import Line

INNER = ("plain", "    ")
GAP = 2
FIRST, LAST, MOST = 10, 5, 20  # of more than MOST terms the first and the last are shown
WIDEST = 32  # a product that is wider does not push the remarks to the right
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")


def chained_table(report: ChainedTable, columns: int, digits: int | None) -> list[Line]:
    if not report.rows:
        return [[("dim", "  there are no gates to show")]]
    lines: list[Line] = []
    for row in report.rows:
        lines += _row(row, report.of, columns, digits)
    return [part for line in lines for part in fold(line, columns)]


def _row(row: ChainedRow, of: str, columns: int, digits: int | None) -> list[Line]:
    """Products only of fresh numbers: a stale gradient was made from others."""
    told = figure(row.gradient, "gradient", digits)
    if not isinstance(row.gradient.value, float) and row.gradient.value is not None:
        told = [("plain", f"d{row.name} = "), *told]
    if row.gradient.stale and not row.is_output:
        told.append(("dim", " (backward)"))
    elif row.ledger and row.connected:
        return _ledger(row, told, columns, digits) + _sends(row, digits)
    line: Line = [INDENT, ("name", row.name)]
    if row.gradient.value is None:
        return [[*line, ("plain", " was not there in the last backward: "), *told]]
    if not row.connected:
        return [[*line, ("plain", " is not connected to "), ("name", of),
                 ("plain", ": its gradient is "), *told]]  # fmt: skip
    if row.is_output:
        seeded = "" if same_bits(row.gradient.value, 1.0) else ", seeded"
        line += [("plain", " hears "), *told, ("dim", f" (the output{seeded})")]
    elif len(row.told_by) == 1:
        line = [INDENT, ("name", row.told_by[0]), ("plain", " told "), line[1],
                ("plain", ": "), *told]  # fmt: skip
    else:
        line += [("plain", " hears "), *told]
    return [line, *([] if row.gradient.stale else _sends(row, digits))]


# ---------------------------------------------------------------------- what a gate sends on


def _sends(row: ChainedRow, digits: int | None) -> list[Line]:
    """`to x:  -4 × ∂q/∂x = -4 × 1 = -4`, one line for each input."""
    first, shown_terms, left_out = _few(row.sends, row.sends_cut)
    labels: list[Line] = [[INNER, ("plain", "to "), ("name", term.input), ("plain", ":")]
                          for term in shown_terms]  # fmt: skip
    widest = max(map(columns_of, labels), default=0)
    lines = [[*fill(label, widest + GAP), *_product(row.name, term, digits)]
             for label, term in zip(labels, shown_terms, strict=True)]  # fmt: skip
    return _with_gap(lines, first, left_out)


def _product(gate: str, term: ChainedTerm, digits: int | None) -> Line:
    product = chained_product(term, digits)
    if term.ruler:
        product.append(("dim", f"  (not what it hears: {term.ruler} goes by its formula)"))
    if term.rule:
        return product
    return [*_upstream(term, digits), ("plain", " × "), *slope(gate, term.input),
            ("plain", " = "), *product]  # fmt: skip


def _few(terms: Sequence[ChainedTerm], cut: int) -> tuple[int, list[ChainedTerm], int]:
    """The terms of a long list that are shown, how many of them stand before the gap, and how many
    are left out; the list itself may be `cut` in its middle already."""
    first, last = few(len(terms), FIRST, LAST, MOST)
    found = [terms[index] for index in (*first, *last)]
    return len(first), found, len(terms) - len(found) + cut


def _with_gap(lines: list[Line], at: int, left_out: int) -> list[Line]:
    gap: list[Line] = [[INNER, ("dim", f"… {left_out} more")]] if left_out else []
    return [*lines[:at], *gap, *lines[at:]]


def _upstream(term: ChainedTerm, digits: int | None) -> Line:
    return [("gradient", shown(term.upstream, digits))]


def chained_product(term: ChainedTerm, digits: int | None) -> Line:
    """upstream × formula = upstream × local = chained; where the formula is a number or the
    upstream is 1, one of the products says it all.  Of tensors: the rule = chained."""
    if term.rule:
        return [("plain", f"{term.rule} = "), ("gradient", shown(term.chained, digits))]
    if term.parts:
        parts = " + ".join(shown(part, digits) for part in term.parts)
        return [("plain", f"{parts} = "), ("gradient", shown(term.chained, digits))]
    local, chained = shown(term.local, digits), shown(term.chained, digits)
    product: Line = [*_upstream(term, digits), ("plain", f" × {local}")]
    if term.formula is not None and not is_number(term.formula):
        whole: Line = [*_upstream(term, digits), ("plain", f" × {factor(term.formula)}")]
        product = whole if term.upstream == 1.0 else [*whole, ("plain", " = "), *product]
    return [*product, ("plain", " = "), ("gradient", chained), *spared(term)]


def spared(term: ChainedTerm) -> Line:
    """A remark where 0 is sent though the product, 0 × inf, would have no value."""
    above, slopes, sent = (_elements(x) for x in (term.upstream, term.local, term.chained))
    lost = [u for u, slope in zip(above, slopes, strict=True) if u * slope != u * slope] \
        if len(above) == len(slopes) else []  # fmt: skip
    if not lost or any(x != x for x in sent):
        return []
    if len(above) == 1 and isfinite(above[0]):
        return [("dim", "  (no gradient comes this way)")]
    return [("dim", "  (nothing goes to a branch that is not taken)")]


def _elements(value: Any) -> list[float]:
    if value is None or isinstance(value, float):
        return [] if value is None else [value]
    found: list[float] = value.ravel().tolist()
    return found


# ---------------------------------------------------------------------- the ledger of a fork


def _ledger(row: ChainedRow, total: Line, columns: int, digits: int | None) -> list[Line]:
    """Each term with the gate that sends it, the sum, and what forgetting to add would give."""
    first, terms, left_out = _few(row.ledger, row.ledger_cut)
    places = len(terms) + left_out
    head: Line = [INDENT, ("name", row.name), ("plain", f" feeds {places} places; the "
                  "gradient is the sum of what they send:")]  # fmt: skip
    labels: list[Line] = [[INNER, ("name", term.gate)] for term in terms]
    sums: list[Line] = [chained_product(term, digits) for term in terms]
    remarks: list[Line] = [_via(term) for term in terms]
    labels.append([INNER, ("title", "sum")])
    sums.append(total)
    remarks.append(_forgetting(row, digits))
    left = max(map(columns_of, labels)) + GAP
    middle = max((columns_of(each) for each in sums if columns_of(each) <= WIDEST), default=0) + GAP
    lines = []
    for label, product, remark in zip(labels, sums, remarks, strict=True):
        room = columns - left - columns_of(remark)
        line = [*fill(label, left), *product]
        if remark:  # below each other where they fit, else two blanks after the product
            line += blanks(max(GAP, min(middle, room) - columns_of(product)))
        lines.append([*line, *remark])
    return [head, *_with_gap(lines, first, left_out)]


def _forgetting(row: ChainedRow, digits: int | None) -> Line:
    """What would be left of the sum where code forgets to add."""
    kept = row.kept or row.ledger[-1]
    last: Line = [("dim", "the last")]
    named: Line = [("dim", "what "), ("name", kept.gate), ("dim", " sends")]
    return [("dim", "(keeping only "), *(last if kept is row.ledger[-1] else named),
            ("dim", " would give "), ("gradient", shown(kept.chained, digits)),
            ("dim", ")")]  # fmt: skip


def _via(term: ChainedTerm) -> Line:
    """Which of its inputs, for a gate that reads the same value twice."""
    if not term.slot:
        return [("dim", f"inside of {term.gate}")] if term.parts else []
    which = ORDINALS[term.slot - 1] if term.slot <= len(ORDINALS) else f"{term.slot}th"
    return [("dim", f"via {term.gate}, {which} input")]
