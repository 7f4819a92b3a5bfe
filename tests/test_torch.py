"""Random circuits of scalars against PyTorch in double precision: values and gradients to 1e-12.

Smooth gates everywhere, choosing gates away from their ties and kinks, where the two need not agree
(NUMERICS says what happens there).  Arguments are bent into each function's domain.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import circuitlang as cl
from tests.test_laws import magnitudes

torch = pytest.importorskip("torch", reason="PyTorch is not installed: nothing to compare with")
functional = torch.nn.functional

NEAR = 1e-4  # how far from a tie or kink a choosing gate must be
PRECISION = 1e-12

# what is written around the operand, and what PyTorch calls it
ONE: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "neg": ("-({})", lambda x: -x),
    "copy": ("copy({})", lambda x: x.clone()),
    "exp": ("exp(sin({}))", lambda x: torch.exp(torch.sin(x))),
    "log": ("log(square({}) + 0.5)", lambda x: torch.log(x * x + 0.5)),
    "sqrt": ("sqrt(square({}) + 0.1)", lambda x: torch.sqrt(x * x + 0.1)),
    "square": ("square({})", lambda x: x * x),
    "reciprocal": ("reciprocal(1 + square({}))", lambda x: 1 / (1 + x * x)),
    "sin": ("sin({})", torch.sin),
    "cos": ("cos({})", torch.cos),
    "tan": ("tan(tanh({}))", lambda x: torch.tan(torch.tanh(x))),
    "tanh": ("tanh({})", torch.tanh),
    "arctan": ("arctan({})", torch.arctan),
    "sigmoid": ("sigmoid({})", torch.sigmoid),
    "gelu": ("gelu({})", functional.gelu),
    "silu": ("silu({})", functional.silu),
    "softplus": ("softplus({})", lambda x: functional.softplus(x, threshold=700)),
    "power": ("({}) ** 3", lambda x: x**3),
    "root": ("(1 + square({})) ** 0.3", lambda x: (1 + x * x) ** 0.3),
    "base": ("1.5 ^ sin({})", lambda x: 1.5 ** torch.sin(x)),
    "detach": ("detach({})", lambda x: x.detach()),
}
KINKED: dict[str, tuple[str, Callable[[Any], Any]]] = {  # at 0
    "abs": ("abs({})", torch.abs),
    "sign": ("sign({})", torch.sign),
    "relu": ("relu({})", torch.relu),
    "leaky_relu": ("leaky_relu({})", lambda x: functional.leaky_relu(x, 0.01)),
    "leaky_relu_2": ("leaky_relu({}, 0.2)", lambda x: functional.leaky_relu(x, 0.2)),
    "elu": ("elu({})", functional.elu),
}
TWO: dict[str, tuple[str, Callable[[Any, Any], Any]]] = {
    "add": ("({} + {})", torch.add),
    "sub": ("({} - {})", torch.sub),
    "mul": ("({} * {})", torch.mul),
    "div": ("({} / (1 + square({})))", lambda x, y: x / (1 + y * y)),
    "pow": ("(square({}) + 0.2) ** tanh({})", lambda x, y: (x * x + 0.2) ** torch.tanh(y)),
}
TIED: dict[str, tuple[str, Callable[[Any, Any], Any]]] = {  # where the two are equal
    "max": ("max({}, {})", torch.maximum),
    "min": ("min({}, {})", torch.minimum),
    "lt": ("(({}) < ({}))", lambda x, y: (x < y).double()),
    "ge": ("(({}) >= ({}))", lambda x, y: (x >= y).double()),
    "where": ("where({0} > {1}, {0} * {1}, {1} - 2)",
              lambda x, y: torch.where(x > y, x * y, y - 2)),
}  # fmt: skip


class Draft:
    """A circuit as text, and beside it the same numbers by PyTorch."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        values = draw(st.lists(st.floats(-3, 3), min_size=2, max_size=4))
        self.leaves = [torch.tensor(value, dtype=torch.float64, requires_grad=True)
                       for value in values]  # fmt: skip
        self.known: list[tuple[str, Any]] = [(f"x[{i}]", x) for i, x in enumerate(self.leaves)]
        self.lines = [f"input x[{i}] = {value!r}" for i, value in enumerate(values)]
        for number in range(draw(st.integers(1, 6))):
            text, value = self.operand(2)
            self.lines.append(f"g[{number}] = {text} + 0.1 * x[0]")
            self.known.append((f"g[{number}]", value + 0.1 * self.leaves[0]))

    def one(self, table: dict[str, Any]) -> Any:
        return table[self.draw(st.sampled_from(sorted(table)))]

    def operand(self, depth: int) -> tuple[str, Any]:
        form = self.draw(st.sampled_from("xxn" + "ookttdmc" * (depth > 0)))
        if form == "x":
            return self.draw(st.sampled_from(self.known))
        if form == "n":
            value = self.draw(st.sampled_from([0.5, -1.25, 2.0, 0.1]))
            return f"({value!r})", torch.tensor(value, dtype=torch.float64)
        if form in "ok":
            text, function = self.one(ONE if form == "o" else KINKED)
            inside, x = self.operand(depth - 1)
            if form == "k":
                assume(abs(x.item()) > NEAR)
            return text.format(inside), function(x)
        (left, x), (right, y) = self.operand(depth - 1), self.operand(depth - 1)
        if form == "c":
            assume(min(abs(x.item() + 1), abs(x.item() - 1.5)) > NEAR)
            return f"clip({left}, -1, 1.5) * {right}", torch.clamp(x, -1, 1.5) * y
        if form == "m":
            third, z = self.operand(depth - 1)
            gate, result = self.draw(st.sampled_from([("add", x + y + z), ("mul", x * y * z)]))
            return f"{gate}({left}, {right}, {third})", result
        if form == "d":
            assume(abs(x.item() - y.item()) > NEAR)
        text, function = self.one(TIED if form == "d" else TWO)
        return text.format(left, right), function(x, y)


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    return Draft(draw)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(drafts())
def test_random_circuits(draft: Draft) -> None:
    name, value = draft.known[-1]
    assume(math.isfinite(value.item()) and abs(value.item()) < 1e12)
    run = cl.parse("\n".join(draft.lines)).forward()
    largest = max(abs(x) for x in run._values)
    assert run[name] == pytest.approx(value.item(), rel=PRECISION, abs=PRECISION * largest)
    slopes = torch.autograd.grad(value, draft.leaves, allow_unused=True)
    grads = run.backward(name)
    scale = magnitudes(grads)
    for number, slope in enumerate(slopes):
        expected = 0.0 if slope is None else slope.item()
        wire = run._circuit._wire(f"x[{number}]")
        assert abs(grads[f"x[{number}]"] - expected) <= PRECISION * scale[wire] * (1 + largest)


@pytest.mark.parametrize("name", sorted({**ONE, **KINKED}))
@pytest.mark.parametrize("at", [-2.5, -0.3, 0.4, 1.7])
def test_every_gate_of_one_input(name: str, at: float) -> None:
    text, function = {**ONE, **KINKED}[name]
    x = torch.tensor(at, dtype=torch.float64, requires_grad=True)
    value = function(x) + 0 * x
    value.backward()
    grads = cl.parse(f"input x = {at}; f = {text.format('x')} + 0 * x").forward().backward("f")
    assert grads.run["f"] == pytest.approx(value.item(), rel=1e-14, abs=1e-15)
    assert grads["x"] == pytest.approx(x.grad.item(), rel=1e-13, abs=1e-15)
