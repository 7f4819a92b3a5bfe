"""Writes what the compiled kernel has from the rest of the package, in circuitlang/engines/native:
rows.h, its cases, from the gate rows; numbers.h, the constants of the normal distribution.

python tests/tools/make_kernel.py            write both
python tests/tools/make_kernel.py --check    exit 1 if one is not up to date

A gate that takes two or more inputs has a case for each number up to MOST; one whose value is a
fold and whose inputs all hear the gradient itself (a sum) has one for any number.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from circuitlang.gates import TABLE  # noqa: E402
from circuitlang.gates.gate import Gate  # noqa: E402
from circuitlang.readings import normal  # noqa: E402
from circuitlang.readings.c import Case, literal  # noqa: E402
from circuitlang.tape.order import CHAINED  # noqa: E402

NATIVE = ROOT / "circuitlang" / "engines" / "native"
SLOW = ("pow", "log", "log1p", "sin", "cos", "tan", "atan", "cdf", "pdf")  # calls, not vectors
MOST, MOST_TIED = 8, 4  # operands of a case; of one for each rule at ties
DEAR = {"exp", "expm1", "sigmoid", "sech2", "tanh", "softplus"}  # those in vector.h
RULES = ("split", "first", "both")


def elementwise() -> list[Gate]:
    """The rows that C can have: a `chained` gate's formulas are computed on the way back."""
    return [gate for index, gate in enumerate(TABLE)
            if gate.chain is None and gate.shape is None and index != CHAINED]  # fmt: skip


def cases() -> list[Case]:
    """Every elementwise row at every number of inputs that has a case."""
    found: list[Case] = []
    for gate in elementwise():
        for arity in range(len(gate.params), MOST + 1 if gate.more else len(gate.params) + 1):
            first = Case(gate, arity, RULES[0])
            if first.tied and arity > MOST_TIED:
                break
            if len(first.entries) == arity:
                found.append(first)
                found += [Case(gate, arity, ties) for ties in RULES[1:] if first.tied]
    return found


def is_sum(gate: Gate) -> bool:
    """Whether more inputs only mean more terms, each of which hears the gradient itself."""
    if not gate.more:
        return False
    longer, shorter = Case(gate, MOST, RULES[0]), Case(gate, MOST - 1, RULES[0])
    folded = longer.value == f"({shorter.value} + x{MOST - 1})" and not longer.value_before
    return folded and all(entry == ("", "1.0") for entry in longer.entries)


def wide(text: str) -> str:
    """An expression in the words for rows, or nothing where it has no need of them or uses one
    that is not there."""
    words = set(re.findall(r"w_(\w+)", text))
    return text.replace("w_", "m_") if words & DEAR and words <= {*DEAR, "abs"} else ""


def wide_value(case: Case) -> str:
    return wide(case.value) if case.arity == 1 and not case.value_before else ""


def wide_slope(case: Case) -> str:
    plain = case.arity == 1 and not case.before and case.entries[0] and not case.entries[0][0]
    return wide(case.entries[0][1]) if plain and case.entries[0] else ""


def printed(case: Case) -> str:
    arity, title = case.arity, case.title
    columns = "".join(f"const double *c{k} = x[{k}]; " for k in range(arity)).rstrip()
    gets = "".join(f" const double x{k} = GET({k});" for k in range(arity))
    rows = "".join(f" const double x{k} = c{k}[i];" for k in range(arity))
    value_before = "".join(f" {line}" for line in case.value_before)
    before = "".join(f" {line}" for line in case.before)
    sends, slopes, hears = [], [], []
    for k, entry in enumerate(case.entries):
        if entry is not None:
            condition, slope = entry
            sends.append(f"        SEND({k}, {condition or 1}, {slope})")
            slopes.append(f"        SLOPE({k}, {condition or 1}, {slope})")
            hears.append(f"    HEAR({k}, LOADS, {condition or 1}, {slope})")
    firm = [entry[1] for entry in case.entries if entry and not entry[0]]
    together = [f"    HEAR_BOTH(LOADS, {', '.join(firm)})"] if arity == len(firm) == 2 else []
    wide, slope = wide_value(case), wide_slope(case)
    plain = arity <= 2 and not any(f"w_{word}(" in str((case.value, case.entries)) for word in SLOW)
    clones = "WIDE " if wide or plain else ""
    lines = [
        f"static void f_{title}(FORWARD) {{",
        f"    EACH {{{gets}{value_before} v[o + i] = {case.value}; }}",
        "}",
        f"{clones}static void fr_{title}(ROWS) {{",
        f"    {columns}",
        *(["    uint64_t odd = 0;",
           f"    EACH {{{rows} odd |= IMMODERATE(x0); r[i] = {wide}; }}",
           f"    if (odd) EACH {{{rows} if (IMMODERATE(x0)) r[i] = {case.value}; }}"] if wide else
          [f"    EACH {{{rows}{value_before} r[i] = {case.value}; }}"]),
        "}",
    ]  # fmt: skip
    if sends:
        lines += [
            f"static void b_{title}(BACKWARD) {{",
            f"    HEARING {{ const double up = g[o + i], out = v[o + i];{gets}{before}",
            *sends,
            "    }",
            "}",
            f"static void l_{title}(LOCAL) {{",
            f"    EACH {{ const double out = v[o + i];{gets}{before}",
            *slopes,
            "    }",
            "}",
            f"#define LOADS const double out = r[i];{rows}{before}",
            f"{clones}static void br_{title}(ROWS) {{",
            f"    {columns}",
            *together,
            *hears,
            "}",
            "#undef LOADS",
        ]
    if wide and slope and case.entries[0]:
        exact = case.entries[0][1]
        lines += [
            f"WIDE static void sr_{title}(ROWS) {{",
            "    const double *restrict c0 = x[0]; double *restrict d = g[0]; uint64_t odd = 0;",
            f"    EACH {{{rows} odd |= IMMODERATE(x0); const double out = {wide}; "
            f"r[i] = out; d[i] = {slope}; }}",
            f"    if (odd) EACH {{{rows} if (IMMODERATE(x0)) {{ const double out = {case.value}; "
            f"r[i] = out; d[i] = {exact}; }} }}",
            "}",
        ]
    return "\n".join(lines)


# values that are a·b + c·d, and slopes that are a number that is there, in the words of steps.h
FORMS = {
    "(x0 + x1)": "X0, ONE, X1, ONE",
    "(x0 - x1)": "X0, ONE, X1, MINUS_ONE",
    "(x0 * x1)": "X0, X1, MINUS_ZERO, ONE",
    "(x0 * x0)": "X0, X0, MINUS_ZERO, ONE",
    "(-x0)": "X0, MINUS_ONE, MINUS_ZERO, ONE",
    "x0": "X0, ONE, MINUS_ZERO, ONE",
}
SLOPES = {"1.0": "ONE", "(-1.0)": "MINUS_ONE", "x0": "X0", "x1": "X1", "out": "OUT"}
NO_FORM = "0"


def form(case: Case) -> str:
    """The value and the slopes of a case of one or two inputs as a step of steps.h."""
    if case.arity > 2:
        return "{0}, {0}"
    slopes = [SLOPES.get(entry[1], NO_FORM) if entry and not entry[0] else NO_FORM
              for entry in case.entries]  # fmt: skip
    return f"{{{FORMS.get(case.value, NO_FORM)}}}, {{{', '.join(slopes)}}}"


def listed(case: Case) -> str:
    firm = sum(1 << k for k, entry in enumerate(case.entries) if entry and not entry[0])
    hears = sum(1 << k for k, entry in enumerate(case.entries) if entry)
    same = sum(1 << k for k, entry in enumerate(case.entries) if entry == ("", "1.0"))
    factors = "".join(entry[1][1:] if entry and re.fullmatch(r"x\d", entry[1]) and not entry[0]
                      else "-" for entry in case.entries)  # fmt: skip
    title = case.title
    dear = f"sr_{title}" if wide_value(case) and wide_slope(case) else "0"
    back = f"b_{title}, l_{title}, fr_{title}, br_{title}, {dear}" if hears else \
        f"0, 0, fr_{title}, 0, 0"  # fmt: skip
    ties = case.ties if case.tied else ""
    return (f'    {{"{case.gate.name}", "{ties}", {case.arity}, {firm}, {hears}, {form(case)}, '
            f'{same}, "{factors}", f_{title}, {back}}},')  # fmt: skip


def constants() -> str:
    lines = ["/* Numbers of readings/normal.py.  Printed by tests/tools/make_kernel.py. */"]
    for name, value in vars(normal).items():
        if isinstance(value, float):
            lines.append(f"#define {name} {literal(value)}")
        elif name.isupper() and isinstance(value, tuple):
            lines.append(f"static const double {name}[] = {{{', '.join(map(literal, value))}}};")
    return "\n".join([*lines, ""])


def text() -> str:
    found = cases()
    of_sum = '"", 0, ~0u, ~0u, {0}, {0}, ~0u, "", 0, 0, 0, sum_rows, sum_hears, 0'
    sums = [f'    {{"{gate.name}", {of_sum}}},' for gate in elementwise() if is_sum(gate)]
    return "\n".join([
        "/* The gate rows as C.  Printed by tests/tools/make_kernel.py. */",
        '#include "loops.h"', "",
        *["\n" + printed(case) for case in found], "",
        "static const Case CASES[] = {", *map(listed, found), *sums, "};", "",
    ])  # fmt: skip


def main() -> int:
    made = {NATIVE / "rows.h": text(), NATIVE / "numbers.h": constants()}
    if "--check" in sys.argv[1:]:
        return int(any(not path.exists() or path.read_text("utf-8") != now
                       for path, now in made.items()))  # fmt: skip
    for path, now in made.items():
        path.write_text(now, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
