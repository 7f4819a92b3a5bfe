"""Staged code put together: a program that runs on its own."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from circuitlang.exports.python import Line, Staged
    from circuitlang.exports.staged import Plan

PLAIN = ("# Plain numbers, as one computes by hand: where the circuit has inf or nan (a pole, an\n"
         "# overflow), Python raises an error.")  # fmt: skip
CAREFUL = ("# The functions at the top never raise: a pole or an overflow gives inf, what is\n"
           "# undefined nan, and a branch that is not taken sends exactly 0.")  # fmt: skip


def program(plan: Plan, staged: Staged, functions: list[str]) -> str:
    """The text of the program."""
    from circuitlang.exports.python import constants, literal

    tape = plan.tape
    leaves = [wire for wire in plan.builder.symbols.values()
              if tape.is_leaf(wire) and not tape.is_const(wire)]  # fmt: skip
    for wire in leaves:
        if wire not in plan.variable:
            plan.variable[wire] = plan.names.new(tape.name(wire))
    shown = ascii(tape.name(plan.of))[1:-1]
    body = _body(plan, staged, leaves)
    text = "\n".join([*body, *functions])
    arrays = plan.tensors or "np." in text
    head = [f'"""{_doc(shown)}, forward and backward, one gate after another."""', ""]
    if "math." in text:
        head += ["import math", ""]
    if arrays:
        head += ["import numpy as np", ""]
    head += [CAREFUL if functions else PLAIN] if not arrays or functions else []
    for function in functions:
        head += ["", *([""] if function.startswith(("def ", "class ")) else []), function]
    starts = []
    parameters = []
    for wire in leaves:
        name = plan.variable[wire]
        if wire not in plan.leaves:
            parameters.append(name)
        elif tape.shape(wire):
            start = plan.names.new(f"{name}_0")
            starts.append(f"{start} = {literal(plan.leaves[wire])}")
            parameters.append(f"{name}={start}")
        else:
            parameters.append(f"{name}={literal(plan.leaves[wire])}")
    unset = [wire for wire in leaves if wire not in plan.leaves]
    fixed = constants(plan)
    if staged.given:
        parameters.append(f"{staged.given}=None")
    star = ["*"] if unset else []
    head += ["", *fixed, *starts] if fixed or starts else []
    quiet = ['@np.errstate(all="ignore")'] if arrays else []
    signature = _wrapped("def forward_backward(", [*star, *parameters], "):")
    main = _main(plan, unset)
    return "\n".join([*head, "", "", *quiet, *signature, *body, "", "", *main]) + "\n"


def _doc(name: str) -> str:
    return f"The circuit of {name}".replace('"', "'").replace("\\", "\\\\")


def _body(plan: Plan, staged: Staged, leaves: list[int]) -> list[str]:
    tape, out = plan.tape, plan.variable[plan.of]
    lines = [f'    """{_doc(ascii(tape.name(plan.of))[1:-1])} -> its value, and its gradient by '
             'each input and param."""']  # fmt: skip
    for wire in leaves:
        if tape.shape(wire):
            name = plan.variable[wire]
            lines.append(f"    {name} = np.asarray({name}, float)")
    lines += ["    # forward pass", *_indented(staged.forward_lines)]
    if staged.given:
        lines += ["", f"    if {staged.given} is None:",
                  f"        {staged.given} = np.ones_like({out})"]  # fmt: skip
    start = "" if staged.given else f"; {out} itself hears 1"
    lines += ["", f"    # backward pass, in reverse{start}", *_indented(staged.backward_lines)]
    lines += ["", "    gradients = {"]
    floats = "float({})" if plan.tensors else "{}"
    for wire in leaves:
        found: Any = staged.gradient.get(wire)
        if found is None:
            found = f"np.zeros_like({plan.variable[wire]})" if tape.shape(wire) else "0.0"
        elif isinstance(found, float):
            found = str(found)
        elif not tape.shape(wire):
            found = floats.format(found)
        lines.append(f"        {tape.name(wire)!a}: {found},")
    value = out if tape.shape(plan.of) else floats.format(out)
    return [*lines, "    }", f"    return {value}, gradients"]


def _indented(lines: list[Line]) -> list[str]:
    return [text for line in lines for text in line.lines()]


def _wrapped(start: str, parts: list[str], end: str) -> list[str]:
    whole = f"{start}{', '.join(parts)}{end}"
    if len(whole) <= 100:
        return [whole]
    return [start, *[f"    {part}," for part in parts], end]


def _main(plan: Plan, unset: list[int]) -> list[str]:
    shown = ascii(plan.tape.name(plan.of))
    lines = ['if __name__ == "__main__":']
    if unset:
        names = ", ".join(plan.variable[wire] for wire in unset)
        return [*lines, f'    raise SystemExit("forward_backward needs values for: {names}")']
    return [
        *lines,
        "    value, gradients = forward_backward()",
        f'    print({shown}, "=", value)',
        "    for name, gradient in gradients.items():",
        '        print("gradient by", name, "=", gradient)',
    ]
