"""`step` and `trace`: each gate of a pass as a line of arithmetic with the numbers in it."""

from __future__ import annotations

from circuitlang.gates import BY_NAME
from circuitlang.gates.shapes import bracketed
from circuitlang.readings.notation import value_formula
from circuitlang.reports.walk import Computed
from circuitlang.views.chained_view import chained_product, spared
from circuitlang.views.figures import is_number, slope
from circuitlang.views.layout import INDENT, blanks, columns_of, fill, fold
from circuitlang.views.numbers import WRITTEN, brief, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from circuitlang.reports.chained import ChainedTerm
    from circuitlang.reports.walk import StepReport, Sum, Told, TraceReport
    from circuitlang.views.style import Line

LABEL = len("backward 1 of 3   ")
SECOND = 42  # where what stands beside a line of arithmetic begins, if that fits
GAP = 3
NARROW = 60  # columns from which on the label stands beside the arithmetic
SMALL = 6  # elements of a tensor that a line of arithmetic writes out
MANY = 8  # terms of a sum that are written out


def step(report: StepReport, columns: int, digits: int | None) -> list[Line]:
    lines = _step(report.way, report.number, report.count, report.step, columns, digits)
    hint: Line = [("dim", "(Enter goes on)")]
    if report.hint and columns_of(lines[-1]) + GAP + columns_of(hint) <= columns:
        lines[-1] = [*fill(lines[-1], len(INDENT[1]) + LABEL + SECOND - GAP), *blanks(GAP), *hint]
    return lines


def trace(report: TraceReport, columns: int, digits: int | None) -> list[Line]:
    count = len(report.steps)
    if not count:
        return [[INDENT, ("dim", f"there is no gate to go {report.way} through")]]
    return [line for number, each in enumerate(report.steps, 1)
            for line in _step(report.way, number, count, each, columns, digits)]  # fmt: skip


def _step(way: str, number: int, count: int, step: Computed | Told, columns: int,
          digits: int | None) -> list[Line]:  # fmt: skip
    """The label, then the arithmetic beside it; below it where the screen is narrow."""
    label: Line = [INDENT, ("dim", f"{way} {number} of {count}")]
    rows = [computed(step, digits)] if isinstance(step, Computed) else _told(step, columns, digits)
    room = columns_of(label) + GAP if columns_of(label) + GAP > LABEL + 2 else LABEL + 2
    if columns < NARROW:
        return [label, *(part for row in rows for part in fold([*blanks(4), *row], columns))]
    parts = [part for row in rows for part in fold(row, columns - room)]
    return [[*(blanks(room) if at else fill(label, room)), *part]
            for at, part in enumerate(parts)]  # fmt: skip


def computed(step: Computed, digits: int | None) -> Line:
    """`q = x + y = 3 + 5 = 8`."""
    with_numbers = numeric(step, digits)
    line: Line = [("name", step.name), ("plain", f" = {step.formula}")]
    if not written_out(step):
        return [*line, ("plain", f": {with_numbers} = "), ("value", in_line(step.value, digits))]
    if with_numbers != shown(step.value, digits):
        line.append(("plain", f" = {with_numbers}"))
    return [*line, ("plain", " = "), ("value", in_line(step.value, digits))]


def numeric(step: Computed, digits: int | None) -> str:
    """The gate's expression with the numbers that its names stand for: `3 + 5`, `8 × -4`."""
    write = shown if written_out(step) else shape_or_number
    numbers: list[str | float] = [write(value, digits) for value in step.operands]
    gate = BY_NAME.get(step.operation)
    if step.operation == "copy":
        return str(numbers[0])
    if step.composite or gate is None:
        return f"{step.operation}({', '.join(map(str, numbers))})"
    return value_formula(gate, numbers, dict(step.options)).replace(" * ", " × ")


def written_out(step: Computed) -> bool:
    """Are all operands few enough numbers to be written? Else the line is about shapes."""
    return all(isinstance(x, float) or x.size <= SMALL for x in step.operands)


def in_line(value: Any, digits: int | None) -> str:
    """A number or few of them; of a larger tensor its shape and range, so that a line stays one."""
    few = isinstance(value, float) or value.size <= WRITTEN
    return (shown if few else brief)(value, digits)


def shape_or_number(value: Any, digits: int | None) -> str:
    return shown(value, digits) if isinstance(value, float) else bracketed(value.shape)


def _told(step: Told, columns: int, digits: int | None) -> list[Line]:
    name: Line = [("name", step.name)]
    hears: Line = [("gradient", in_line(step.hears, digits))]
    if not isinstance(step.hears, float):
        hears = [("plain", f"d{step.name} = "), *hears]
    if step.start:
        return [[*name, ("plain", " hears "), *hears, ("plain", " (the output)")]]
    sums = [sum_of(each, digits) for each in step.sums]
    if step.silent:
        return [[*name, ("plain", " hears nothing: no gradient comes this way")], *sums]
    if not step.sends:
        return [[*name, ("plain", " hears "), *hears, ("plain", " and tells nobody")]]
    first: Line = [*name, ("plain", " tells ")]
    cells = [_sent(step.name, term, digits) for term in step.sends]
    rows: list[Line] = [[*first, *cells[0]]]
    beside = max(SECOND, columns_of(rows[0]) + GAP)
    if len(cells) == 2 and LABEL + 2 + beside + 4 + columns_of(cells[1]) <= columns:
        rows = [[*fill(rows[0], beside), ("plain", "and "), *cells[1]]]
    else:
        rows += [[*blanks(max(0, columns_of(first) - 4)), ("plain", "and "), *cell]
                 for cell in cells[1:]]  # fmt: skip
    return rows + sums


def _sent(gate: str, term: ChainedTerm, digits: int | None) -> Line:
    """`q: 1 × ∂f/∂q = 1 × z = -4`."""
    line: Line = [("name", term.input), ("plain", ": ")]
    if term.rule:
        return line + rule_product(term, digits)
    if term.formula is None or not is_number(term.formula):
        line += [("gradient", shown(term.upstream, digits)), ("plain", " × "),
                 *slope(gate, term.input), ("plain", " = ")]  # fmt: skip
    return line + chained_product(term, digits)


def rule_product(term: ChainedTerm, digits: int | None) -> Line:
    """Of tensors: `dD @ X.T: [5, 3] @ [3, 10] = …`, or few numbers: `ds × w = [1, 2] × [3, 4] = …`,
    `sum(ds × 1, axis=0) = …`."""
    tensors = [x for x in (term.upstream, term.local, term.chained) if not isinstance(x, float)]
    small = all(x is not None and x.size <= SMALL for x in tensors)
    line: Line = [("plain", term.rule)]
    remark: Line = []
    if not small:
        line += [("plain", f": {term.shapes}")] if term.shapes else []
    elif term.local is not None and " × " in term.rule:
        product = f"{shown(term.upstream, digits)} × {shown(term.local, digits)}"
        if term.rule.startswith("sum("):
            axis = term.rule.rpartition(", axis=")
            product = f"sum({product}{', axis=' + axis[2] if axis[0] else ')'}"
        line += [("plain", f" = {product}")]
        remark = spared(term)
    return [*line, ("plain", " = "), ("gradient", in_line(term.chained, digits)), *remark]


def sum_of(each: Sum, digits: int | None) -> Line:
    """`x hears 3 + 3 + 0.0451767 = 6.04518`."""
    small = isinstance(each.total, float) or each.total.size <= SMALL
    parts = [(shown if small else shape_or_number)(part, digits) for part in each.parts]
    if len(parts) > MANY:
        parts[3:-1] = ["…"]
    return [("name", each.name), ("plain", f" hears {' + '.join(parts)} = "),
            ("gradient", in_line(each.total, digits))]  # fmt: skip
