"""The numeric check: every gradient, and every formula that a definition gives of its own,
held against how the values move."""

from __future__ import annotations

from math import isfinite

from circuitlang.reports.gradients import composite_slopes
from circuitlang.reports.probe import Probe, Web
from circuitlang.reports.report import Report
from circuitlang.reports.rounding import ULP
from circuitlang.reports.verdict import Verdict, judge
from circuitlang.tape.tape import INPUT, PARAM
from circuitlang.text.errors import Diagnostic
from circuitlang.text.records import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from array import array

    from circuitlang.engines.reference import Program
    from circuitlang.tape.tape import Group
    from circuitlang.text.source import Span

FACTORS = {2.0: "twice", 0.5: "half", 3.0: "three times", 1 / 3: "a third of",
           4.0: "four times", 0.25: "a quarter of"}  # fmt: skip
LOSS = 16 * ULP  # relative: what rounding takes from a gradient, a gate's or a formula's
SAME = 1e-5  # relative: a mistake is recognised


@dataclass(frozen=True, slots=True)
class Row(Verdict):
    """The gradient of the output by one input or param."""

    name: str
    wire: int


@dataclass(frozen=True, slots=True)
class FormulaRow(Row):
    """A definition's own local gradient, in one call: of composite gate `gate` (an `op`) by its
    parameter `name`.  `hint` guesses the mistake of a wrong one; `wire` is the port."""

    gate: str
    op: str
    hint: str


@dataclass(frozen=True, slots=True)
class CheckReport(Report):
    """What `check` found: `rows` for inputs and params, `formulas` for formulas that definitions
    give of their own.  A gradient that is not finite counts as failed, one that the numbers
    cannot tell (`unclear`) does not."""

    of: str
    rows: tuple[Row, ...]
    formulas: tuple[FormulaRow, ...]

    @property
    def failures(self) -> list[Row]:
        """The rows that failed; formulas first, for they explain the others."""
        return [row for row in (*self.formulas, *self.rows) if not row.good]

    @property
    def good(self) -> bool:
        return not self.failures


def check_gradients(program: Program, leaves: dict[int, float], of: int) -> CheckReport:
    """Check the gradients of wire `of` at the point `leaves`.

    Each input and param is moved alone, and only what depends on it is computed again.  Raises
    limit-exceeded where that takes longer than a run may."""
    if program.tensors:
        from circuitlang.reports.check_tensors import check_tensors

        return check_tensors(program, leaves, of)
    tape = program.tape
    values = program.forward(leaves)
    gradients = program.backward(values, of)
    web = Web(program, values, of)
    masses = _masses(program, values, of)
    rows = []
    for wire in range(len(tape)):
        if tape.kind[wire] not in (INPUT, PARAM):
            continue
        gradient = gradients[wire]
        computed = 0.0 if gradient is None else gradient
        if web.reached[wire]:
            found = _judged(web, wire, of, computed, LOSS * masses.get(wire, 0.0))
        else:
            verdict = "wrong" if computed else "not connected"
            found = Verdict(verdict, computed, 0.0, 0.0, 1.0 if computed else 0.0, "")
        rows.append(Row(*found.parts, tape.name(wire), wire))
    formulas = [row for group in tape.groups if group.has_formula and web.reached[group.result]
                for row in _formulas(program, values, web, group)]  # fmt: skip
    return CheckReport(tape.name(of), tuple(rows), tuple(formulas))


def _judged(web: Web, source: int, target: int, computed: float, loss: float) -> Verdict:
    probe = Probe(web, source, target)
    found = judge(probe, computed, loss)
    probe.restore()
    return found


def _masses(program: Program, values: array[float], of: int) -> dict[int, float]:
    """The gradients with all terms taken positive: the rounding of the real ones is so large."""
    tape, program = program.tape, program.many(values)
    masses = {of: 1.0}
    for wire in range(of, -1, -1):
        above = masses.get(wire)
        if above is None or tape.kind[wire] < 0:
            continue
        for operand, slope in zip(tape.operands(wire), program.local(wire, values), strict=True):
            if slope:
                masses[operand] = masses.get(operand, 0.0) + above * abs(slope)
    return masses


def _formulas(program: Program, values: array[float], web: Web,
              group: Group) -> list[FormulaRow]:  # fmt: skip
    """The formulas of one call, against what its inside does when a port alone moves."""
    tape = program.tape
    slopes = composite_slopes(program, values, group)
    loss = LOSS * max([abs(values[x]) for x in range(group.formulas, group.result)], default=0.0)
    found: dict[int, tuple[str, Verdict]] = {}
    for index, (param, port, slope) in enumerate(
        zip(group.params, group.ports, slopes, strict=True)
    ):
        if index in group.ruled:
            found[port] = param, _judged(web, port, group.inner, slope or 0.0, loss)
    rows = []
    for port, (param, row) in found.items():
        hint = _hint(row, values[port], values[group.inner])
        for other, seen in found.values():
            if row.verdict == "wrong" and not hint and _same(row.computed, seen.numeric):
                hint = f"it is the slope by `{other}`"
        gate = tape.name(group.result)
        rows.append(FormulaRow(*row.parts, param, port, gate, group.name, hint))
    return rows


def _same(a: float, b: float) -> bool:
    return abs(a - b) <= SAME * abs(b)


def _hint(found: Verdict, x: float, f: float) -> str:
    """The usual mistake that turns the numeric slope into the computed one."""
    computed, true = found.computed, found.numeric
    if found.verdict != "wrong":
        return ""
    if true == 0.0:
        return "it is the value itself, not its slope" if f and _same(computed, f) else ""
    if _same(computed, -true):
        return "its sign is turned"
    for factor, words in FACTORS.items():
        for sign, turned in ((1.0, ""), (-1.0, ", with the sign turned")):
            if _same(computed, sign * factor * true):
                return f"it is {words} the slope{turned}"
    if computed and _same(1.0 / computed, true):
        return "it is the reciprocal of the slope"
    if f and _same(computed, f):
        return "it is the value itself, not its slope"
    if x and abs(x) != 1.0:
        if _same(computed * x, true):
            return f"a factor {x:g}, the input itself, is missing"
        if _same(computed, true * x):
            return f"there is a factor {x:g} too many, the input itself"
    return ""


def diagnostics(report: CheckReport, span: Span | None) -> list[Diagnostic]:
    """One check-failed for each gradient that failed."""
    suspects = [row for row in report.formulas if not row.good]
    return [Diagnostic("check-failed", _message(report, row), span, help=_mend(row, suspects),
                       lines=[row.words] if row.words else [])
            for row in report.failures]  # fmt: skip


def _message(report: CheckReport, row: Row) -> str:
    digits = 5 if row.error > 1e-3 else 10
    what = f"the gradient of `{report.of}` by `{row.name}` is"
    if isinstance(row, FormulaRow):
        what = f"by the formula of `{row.op}` the gradient of `{row.gate}` by `{row.name}` is"
    if not isfinite(row.numeric):
        return f"{what} {row.computed:.{digits}g}, and there is no numeric one"
    return f"{what} {row.computed:.{digits}g}, numerically it is {row.numeric:#.{digits}g}"


def _mend(row: Row, suspects: list[FormulaRow]) -> str:
    if isinstance(row, FormulaRow) and row.verdict == "wrong":
        name, bracket, _ = row.name.partition("[")
        return row.hint or (f"mend what `{row.op}` says that `{name}` hears" if bracket else
                            f"mend the `local {name}` of `{row.op}`")  # fmt: skip
    if row.verdict == "not finite":
        return "move the inputs to where the values and gradients are finite"
    if suspects:
        return f"the formula of `{suspects[0].op}` is the first suspect"
    if row.words:
        return "move the inputs a little off this point, or choose another rule with `ties`"
    return "`chained` shows what each gate sends back: look for the one that errs"
