"""The table of gates, and a page for each: printed from the rows."""

from __future__ import annotations

from circuitlang.gates import BY_NAME, TABLE
from circuitlang.guide.gate_examples import EXAMPLES
from circuitlang.readings.formulas import local_formula
from circuitlang.readings.notation import value_formula
from circuitlang.reports.page import Head, Page, Slopes, Words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from circuitlang.gates.gate import Gate
    from circuitlang.reports.page import Block

SHOWN = {"max_of": "max", "min_of": "min"}  # rows that the language calls otherwise
WRITTEN = {"transpose": "x.T", "index": "x[0, 1:3]"}
SIGNS = {"^": "pow", ".T": "transpose", "T": "transpose", "[": "index", "]": "index",
         "[]": "index"}  # fmt: skip


def gates() -> Page:
    """Every gate: its inputs, its sign, its local gradient by each input."""
    families: dict[str, list[tuple[str, str, list[str]]]] = {}
    for row in public():
        slopes = [f"{by} = {formula}" for by, formula in _slopes(row)]
        families.setdefault(row.family, []).append((_call(row), _written(row), slopes))
    blocks: list[Block] = [Slopes(family, rows) for family, rows in families.items()]
    return Page([*blocks, Words("dx is what x hears, where the gate hears dout: the local gradient "
                                "of a tensor would be a table of tables. `help NAME` explains one "
                                "gate.")])  # fmt: skip


def public() -> list[Gate]:
    """The gates that a circuit's text can name."""
    return [row for row in TABLE if row.family != "internal"]


def rows_of(word: str) -> list[Gate]:
    """The gates that a word or a sign means."""
    if word in SIGNS:
        return [BY_NAME[SIGNS[word]]]
    return [row for row in public() if word in (SHOWN.get(row.name, row.name), row.sign)]


def page(row: Gate, files: bool) -> list[Block]:
    """What a gate computes, what it passes back, what that means, and how it looks."""
    from circuitlang.guide.markup import talk

    written = _written(row)
    blocks: list[Block] = [Head(_call(row), f"   {row.family}")]
    if written:
        blocks.append(Words(f"written {written}", close=True))
    blocks += [Words(f"{by} = {formula}", close=True, style="gradient")
               for by, formula in _slopes(row)]  # fmt: skip
    if row.domain:
        blocks.append(Words(f"defined where {row.domain}", close=True))
    blocks.append(Words(row.story, close=True))
    typed = EXAMPLES.get(row.name) or example(row)
    return [*blocks, talk(typed.split("\n"), files)]


def _call(row: Gate) -> str:
    """`mul(x, y, …)`, `leaky_relu(x, slope=0.01)`, `sum(x, axis, keepdims=0)`."""
    inputs = [f"{name}={row.defaults[name]:g}" if name in row.defaults else name
              for name in row.params]  # fmt: skip
    options = [name if value in (None, ()) else f"{name}={value}"
               for name, value in row.options.items()]  # fmt: skip
    given = [*inputs, *(["…"] if row.more else []), *options]
    return f"{SHOWN.get(row.name, row.name)}({', '.join(given)})"


def _written(row: Gate) -> str:
    """A gate with a sign as the language writes it: `x * y`."""
    if row.name in WRITTEN:
        return WRITTEN[row.name]
    return value_formula(row, row.params) if row.sign else ""


def _slopes(row: Gate) -> list[tuple[str, str]]:
    """The inputs that can get a gradient, each with its local gradient as a formula; for gates of
    tensors with what it hears, the gate hearing dout."""
    if row.chain is None:
        names, formulas = "∂/∂{}", local_formula(row, row.params)
    else:
        from circuitlang.readings.chain_formulas import chain_formula

        names, formulas = "d{}", chain_formula(row, row.params, "out")
    return [(names.format(name), text)
            for name, text in zip(row.params, formulas, strict=False) if text]  # fmt: skip


# ---------------------------------------------------------------------- examples


def example(row: Gate) -> str:
    """A conversation about a gate that has none of its own, at one of its samples."""
    inputs, options = _sample(row)
    names = [*row.params, *(f"{row.params[-1]}{at}" for at in range(2, len(inputs) + 1))]
    leaves = [f"{name} = {_literal(value)}" for name, value in zip(names, inputs, strict=False)]
    given = [f"{key}={_literal(value)}" for key, value in options.items() if value is not None]
    shown = SHOWN.get(row.name, row.name)
    call = f"{shown}({', '.join([*names[: len(inputs)], *given])})"
    if row.sign and len(inputs) == len(row.params):
        call = value_formula(row, row.params)
    look = "local f" if row.chain is None else "show"
    return f"input {', '.join(leaves)}\nf = {call}\nforward\n{look}"


def _sample(row: Gate) -> tuple[list[Any], dict[str, Any]]:
    """Inputs and options at which a gate shows what it does: plain numbers, small tensors."""
    from circuitlang.gates.samples import sampled

    found = [sampled(sample) for sample in row.samples]
    if row.chain is not None:
        found = [each for each in found if isinstance(each[0][0], list)] or found
    inputs, options = min(found, key=lambda each: _effort(each[0]))
    return list(inputs), options


def _effort(inputs: tuple[Any, ...]) -> float:
    """How hard the inputs are to read: a point for each number, many for an awkward one."""
    total, waiting = 0.0, list(inputs)
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting += value
            total += 0 if value else 1000
        else:
            plain = 0.1 <= abs(value) <= 10 and value == round(value, 2)
            total += 1 + 100 * (not plain)
    return total


def _literal(value: Any) -> str:
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_literal, value))}]"
    return repr(float(value)).removesuffix(".0")
