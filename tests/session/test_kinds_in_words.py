"""What explain says that each kind of gate is, at many values."""

from __future__ import annotations

import pytest

from circuitlang.gates import BY_NAME, INDEX, TABLE, add_row
from circuitlang.gates.gate import Gate
from circuitlang.session.session import Session
from circuitlang.views.render import text


def first_sentences(source: str, names: str) -> str:
    """What the gates are said to be, on one line each."""
    session = Session()
    session.execute(source)
    report = session.execute(f"explain {names}")[-1]
    lines = (gate.lines[0].pieces for gate in report.gates)
    return "\n".join("".join(p if isinstance(p, str) else f"{p:.6g}" for _, p in x) for x in lines)


@pytest.mark.parametrize(("expression", "expected"), [
    ("x + 1", "f shifts x by 1: the gradient passes unchanged."),
    ("x + x", "f adds x to itself: x hears the gradient once for each place."),
    ("x + y + w + v", "f is an add gate: it hands the gradient it gets to both inputs, unchanged."),
    ("add(x, y, w)", "f is an add gate: it hands the gradient it gets to all 3 inputs, unchanged."),
    ("x - 3", "f takes 3 from x: the gradient passes unchanged."),
    ("3 - x", "f takes x from 3: the gradient passes with its sign turned."),
    ("x - y", "f is a subtract gate: x hears the gradient as it is, y with its sign turned."),
    ("2 * x", "f scales x by 2, and the gradient by the same 2."),
    ("x * w", "f is a multiply gate, it swaps: x hears the gradient times w = 0.01, w hears it "
              "times x = 4. The small input, w, gets the large gradient."),
    ("x * v", "f is a multiply gate, it swaps: x hears the gradient times v = 0, v hears it times "
              "x = 4. v is 0, so nothing comes to x."),
    ("mul(x, y, w)", "f multiplies 3 inputs: each hears the gradient times the product of the "
                     "others."),
    ("x / 2", "f divides x by 2, and the gradient too."),
    ("1 / x", "f divides 1 by x: the gradient is multiplied by -1/x² = -0.0625. The nearer x "
              "comes to 0, the larger that is."),
    ("x / y", "f is a divide gate: the numerator x hears the gradient times 1/y = 0.2, the "
              "denominator y times -x/y² = -0.16."),
    ("x ** 2", "f raises x to the power 2: it multiplies the gradient by 2·x = 8."),
    ("2 ** x", "f raises 2 to the power x: it multiplies the gradient by 2^x·log(2) = 11.0904."),
    ("-x", "f turns the sign of x, and that of the gradient."),
    ("x", "f is another name for x: value and gradient pass unchanged."),
    ("exp(v)", "f is an exp gate, its own slope: what v hears is the gradient times exp(v) = 1."),
    ("log(x)", "f is a log gate, it divides by its input: x hears the gradient times 1/x = 0.25."),
    ("sigmoid(v)", "f squashes into (0, 1). At v = 0 it passes 25% of the gradient (at best 25%, "
                   "at 0)."),
    ("sigmoid(x)", "f squashes into (0, 1). At x = 4 it passes 1.8% of the gradient (at best 25%, "
                   "at 0). It is saturated: almost nothing comes back."),
    ("tanh(x)", "f squashes into (-1, 1). At x = 4 it passes 0.13% of the gradient (all of it at "
                "0). It is saturated: almost nothing comes back."),
    ("softplus(v)", "f is a smooth relu. At v = 0 it passes 50% of the gradient."),
    ("relu(x)", "f is a relu that is on, for x = 4 is positive: the gradient passes unchanged."),
    ("relu(n)", "f is a relu that is off: n = -2 is negative, so f is 0 and passes nothing. It is "
                "dead until n rises above 0, and no gradient tells n to."),
    ("relu(v)", "f is a relu at its kink, v = 0: of its slopes 0 and 1 it takes 0, and nothing "
                "passes."),
    ("leaky_relu(n, 0.1)", "f is a leaky relu, and n = -2 is negative: only 0.1 of the gradient "
                           "passes."),
    ("abs(n)", "f is an abs gate, and n = -2 is negative: the gradient passes with its sign "
               "turned."),
    ("abs(v)", "f is an abs gate at its kink, v = 0: between its slopes -1 and 1 it takes 0, and "
               "nothing passes."),
    ("max(x, y)", "f is a max gate: it routes the whole gradient to the larger input, y = 5, and x "
                  "hears nothing."),
    ("min(x, y, n)", "f is a min gate: it routes the whole gradient to the smallest input, n = -2, "
                     "and x and y hear nothing."),
    ("max(x, 0)", "f is a max gate: x = 4 wins over 0, so the gradient passes unchanged."),
    ("max(n, 0)", "f is a max gate, and the constant 0 wins over n = -2: no input hears anything."),
    ("max(x, c)", "f is a max gate at a tie: x and c are both 4. Under `ties split` they share the "
                  "gradient, 0.5 each."),
    ("clip(x, 0, 5)", "f clips x to 0 … 5; 4 is inside, and the gradient passes unchanged."),
    ("clip(x, 0, 1)", "f clips x = 4, which is above 1: x hears nothing."),
    ("clip(x, 4, 9)", "f clips x at 4, and x stands just there, at a kink: nothing passes to it."),
    ("x < y", "f is a comparison, and gives 1: it is flat wherever it does not jump, so no "
              "gradient comes back."),
    ("where(x < y, x, n)", "f is a where gate, and its condition f.lt holds: x is taken and hears "
                           "the whole gradient, n is not taken and hears exactly 0."),
    ("detach(x)", "f hands the value of x on and stops the gradient: backward, x is a constant."),
])  # fmt: skip
def test_kinds(expression: str, expected: str) -> None:
    source = f"input x = 4, y = 5, w = 0.01, v = 0, n = -2, c = 4; f = {expression}; backward"
    assert first_sentences(source, "f") == expected


@pytest.mark.parametrize(("rule", "expected"), [
    ("first", "Under `ties first` the first of them, x, hears the whole gradient."),
    ("both", "Under `ties both` each of them hears the whole gradient."),
])  # fmt: skip
def test_ties(rule: str, expected: str) -> None:
    source = f"ties {rule}; input x = 4, y = 4; f = max(x, y); backward"
    assert first_sentences(source, "f").endswith(expected)


def test_a_gate_of_ones_own() -> None:
    gate = Gate("cube", ("x",), value=lambda m, x: x * x * x,
                local=lambda m, out, x: (3.0 * x * x,), family="mine",
                story="A cube gate pulls hard.", samples=((2.0,),))  # fmt: skip
    add_row(gate)
    try:
        assert first_sentences("input x = 2; f = cube(x); backward", "f") == (
            "f is a cube gate. A cube gate pulls hard. Here ∂f/∂x = 12."
        )
    finally:
        TABLE.pop()
        del BY_NAME["cube"], INDEX["cube"]


SCALAR = [gate for gate in TABLE if gate.family in ("arithmetic", "elementary", "neural", "choice")]


@pytest.mark.parametrize("gate", SCALAR, ids=[gate.name for gate in SCALAR])
@pytest.mark.parametrize("ties", ["split", "first", "both"])
def test_every_gate_at_every_sample(gate: Gate, ties: str) -> None:
    for sample in gate.samples:
        names = [f"x{index}" for index in range(len(sample))]
        leaves = ", ".join(f"{n} = {x!r}" for n, x in zip(names, sample, strict=True))
        call = f"{gate.name}({', '.join(names)})"
        session = Session()
        session.execute(f"ties {ties}; input {leaves}; f = {call}; backward")
        report = session.execute("explain *")[-1]
        for columns in (30, 80, 200):
            found = text(report, columns)
            assert "\n  f " in found and "{}" not in found
            assert max(map(len, found.split("\n"))) <= columns
