"""`local`: each gate's local gradients, with formula and number."""

from __future__ import annotations

from itertools import product

from circuitlang.views.figures import UNSET, few, figure, is_number, slope
from circuitlang.views.layout import INDENT, columns_of, fill, flow, fold, joined
from circuitlang.views.numbers import shown, tensor

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from circuitlang.reports.tables import LocalRow, LocalTable, LocalTerm
    from circuitlang.views.style import Line

GAPS = (6, 4, 2)  # blanks between cells: as many as there is room for
HANG = 6
INNER, DEEP = ("plain", "    "), ("plain", "      ")
FIRST, LAST, MOST = 10, 5, 20  # of more than MOST inputs the first and the last are shown
LEAF = {"input": "an input", "param": "a param", "const": "a constant"}


def local_table(report: LocalTable, columns: int, digits: int | None) -> list[Line]:
    """`q = x + y = 3      ∂q/∂x = 1       ∂q/∂y = 1`, in columns where that fits."""
    if not report.rows:
        return [[("dim", "  there are no gates to show")]]
    if any(term.rule for row in report.rows for term in row.terms):
        return [line for row in report.rows for line in _block(row, columns, digits)]
    rows = [_cells(row, digits) for row in report.rows]
    for gap in GAPS:
        short = [row for row in rows if _wide(map(columns_of, row), gap) <= columns]
        widths = [max(columns_of(row[index]) for row in short if index < len(row))
                  for index in range(max(map(len, short), default=0))]  # fmt: skip
        if _wide(widths, gap) <= columns and len(short) == len(rows):
            break
    aligned = _wide(widths, gap) <= columns
    lines: list[Line] = []
    for row in rows:
        if aligned and _wide(map(columns_of, row), gap) <= columns:
            filled = [fill(cell, widths[index]) for index, cell in enumerate(row[:-1])]
            lines.append([INDENT, *joined([*filled, row[-1]], gap)])
        else:
            for line in flow(row, columns, gap, HANG):
                lines += fold(line, columns)
    return lines


def _block(row: LocalRow, columns: int, digits: int | None) -> list[Line]:
    """The gate on a line of its own, below it a line for each input: its rule and the shapes that
    it joins, and the Jacobian where that is small."""
    head, *cells = _cells(row, digits)
    if not row.terms:
        return fold([INDENT, *head], columns)
    if not any(term.rule for term in row.terms):
        return [part for line in flow([head, *cells], columns, GAPS[-1], HANG)
                for part in fold(line, columns)]  # fmt: skip
    lines: list[Line] = [[INDENT, *head]]
    widest = max(len(_rule(term)) for term in row.terms)
    for term in row.terms:
        lines.append([INNER, ("name", f"{_rule(term):<{widest}}"), ("dim", f"    {term.shapes}")])
        lines += jacobian(row.name, term, digits)
    return [part for line in lines for part in fold(line, columns)]


def _rule(term: LocalTerm) -> str:
    return f"d{term.input} = {term.rule}"


def jacobian(gate: str, term: LocalTerm, digits: int | None) -> list[Line]:
    """`∂m[0]/∂h = [0.5, 0.5]`, a line for each element of the gate."""
    whole = term.jacobian
    if whole is None or term.value.stale:
        return []
    size = term.size
    rows = whole.reshape(-1, *whole.shape[whole.ndim - size :])
    places = product(*map(range, whole.shape[: whole.ndim - size]))
    found: list[Line] = []
    for place, part in zip(places, rows, strict=True):
        element = f"{gate}[{', '.join(map(str, place))}]" if place else gate
        number = tensor(part, digits) if size else shown(float(part), digits)
        found.append([DEEP, *slope(element, term.input), ("plain", f" = {number}")])
    return found


def _wide(widths: Iterable[int], gap: int) -> int:
    """Columns of an indented line of cells."""
    return len(INDENT[1]) - gap + sum(each + gap for each in widths)


def _cells(row: LocalRow, digits: int | None) -> list[Line]:
    number = figure(row.value, "value", digits)
    if row.kind in LEAF:
        return [[("name", row.name), ("plain", f" is {LEAF[row.kind]}: "), *number]]
    head: Line = [("name", row.name), ("plain", f" = {row.formula} = "), *number]
    first, last = few(len(row.terms), FIRST, LAST, MOST)
    cells = [head, *(_term(row.name, row.terms[index], digits) for index in first)]
    if last:
        cells.append([("dim", f"… {len(row.terms) - len(first) - len(last)} more")])
    return cells + [_term(row.name, row.terms[index], digits) for index in last]


def _term(gate: str, term: LocalTerm, digits: int | None) -> Line:
    """∂f/∂q = z = -4; a formula that is a number already is the number."""
    number = figure(term.value, "plain", digits)
    if term.formula is not None and is_number(term.formula):
        if number[0][1] == UNSET or not isinstance(term.value.value, float):
            number = [("plain", term.formula)]
    elif term.formula is not None:
        number = [("plain", f"{term.formula} = "), *number]
    return [*slope(gate, term.input), ("plain", " = "), *number]
