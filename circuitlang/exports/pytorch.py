"""`.torch.py`: the forward pass for PyTorch, whose autograd then finds the gradients."""

from __future__ import annotations

from circuitlang.exports.python import Line, literal
from circuitlang.exports.staged import Plan, output_of
from circuitlang.readings.code import Pool, decimal, shared, written
from circuitlang.readings.source_torch import TorchSource

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from circuitlang.reports.standing import Standing

ENDING = ".torch.py"
ABOUT = "the forward pass for PyTorch"

HEAD = '''"""The circuit of {name} for PyTorch: the forward pass; autograd finds the gradients."""

import torch

# PyTorch splits a gradient at a tie evenly; behind a branch that is not taken it gives nan where
# the branch holds a pole, and the circuit 0.
'''


def export(standing: Standing, digits: int | None) -> str:
    """The code of the gate that the last backward started from, else of the output."""
    plan = Plan(standing.builder, output_of(standing), standing.leaves)
    tape = plan.tape
    leaves = [wire for wire in plan.builder.symbols.values()
              if wire in plan.variable and tape.is_leaf(wire) and not tape.is_const(wire)
              ]  # fmt: skip
    body = [text for wire in plan.wires if tape.kind[wire] >= 0
            for line in _lines(plan, wire) for text in line.lines()]  # fmt: skip
    consts = [f"{plan.variable[wire]} = {_tensor(tape.consts[wire])}"
              for wire in plan.wires if tape.is_const(wire) and wire in plan.variable]  # fmt: skip
    out = plan.variable[plan.of]
    names = ", ".join(plan.variable[wire] for wire in leaves)
    shown = ascii(tape.name(plan.of))
    lines = [HEAD.format(name=shown[1:-1]), *consts, *[""] * bool(consts), ""]
    lines += [f"def forward({names}):", *body, f"    return {out}", "", ""]
    lines += ['if __name__ == "__main__":']
    missing = [plan.variable[wire] for wire in leaves if wire not in plan.leaves]
    if missing:
        needed = f"forward needs values for: {', '.join(missing)}"
        return "\n".join([*lines, f'    raise SystemExit("{needed}")', ""])
    lines += ["    values = {"]
    lines += [
        f"        {tape.name(wire)!a}: {_tensor(plan.leaves[wire], True)}," for wire in leaves
    ]
    lines += ["    }", "    value = forward(*values.values())",
              f'    print({shown}, "=", value)',
              "    if value.requires_grad:",
              "        value.backward(torch.ones_like(value))",
              "    for name, leaf in values.items():",
              '        print("gradient by", name, "=", leaf.grad)', ""]  # fmt: skip
    return "\n".join(lines)


def _tensor(value: Any, graded: bool = False) -> str:
    text = literal(value)
    text = text.removeprefix("np.array(").removesuffix(")") if text[:3] == "np." else text
    more = ", requires_grad=True" if graded else ""
    if text.startswith("np.zeros("):
        return f"torch.zeros({value.shape!r}, dtype=torch.float64{more})"
    return f"torch.tensor({text}, dtype=torch.float64{more})".replace("math.", "torch.")


def _lines(plan: Plan, wire: int) -> list[Line]:
    """The lines of one gate."""
    m, gate = TorchSource(plan.ties), plan.gate(wire)
    m.pool = Pool(tidy=True)
    xs = [_operand(plan, m.pool, x) for x in plan.tape.operands(wire)]
    own, note = plan.variable[wire], plan.group(wire) + gate.name
    if gate.name == "given":
        return _given(plan, wire, note)
    value = gate.value(m, *xs, **plan.options(wire))
    names: dict[int, str] = {}
    lines = []
    for node in shared([value]):
        text = written(node, names, own=True)
        names[id(node)] = plan.names.new(f"{own}_part")
        lines.append(Line(f"{names[id(node)]} = {text}"))
    text = decimal(value) if isinstance(value, float) else written(value, names)
    if wire in plan.mute:
        text = f"({text}).detach()"
    return [*lines, Line(f"{own} = {text}".replace("math.", "torch."), note)]


def _operand(plan: Plan, pool: Pool, wire: int) -> Any:
    """An operand; through a port of a gate with a formula of its own nothing goes back."""
    seen, stopped = wire, False
    while seen in plan.ports:
        stopped |= plan.tape.op(seen) == "port"
        seen = plan.ports[seen]
    found = plan.term(pool, seen, written=True)
    if not stopped or seen not in plan.variable:
        return found
    return pool.name(f"{plan.variable[seen]}.detach()", plan.tape.shape(seen))


def _given(plan: Plan, wire: int, note: str) -> list[Line]:
    """A gate with a local gradient of its own: 0 is added whose slopes are the formulas."""
    tape, own = plan.tape, plan.variable[wire]
    result, *pairs = plan.operands(wire)
    lines = [Line(f"{own} = {plan.variable[result]}", note)]
    for x, formula in zip(pairs[::2], pairs[1::2], strict=True):
        if tape.is_const(x):
            continue
        name = plan.variable[x]
        slope = plan.variable.get(formula)
        slope = f"{slope}.detach()" if slope and not tape.is_const(formula) else (
            slope or decimal(float(tape.consts[formula])))  # fmt: skip
        lines.append(Line(f"{own} = {own} + {slope} * ({name} - {name}.detach())",
                          f"{note}: its own local gradient"))  # fmt: skip
    return lines
