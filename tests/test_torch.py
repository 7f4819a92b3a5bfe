"""Every gate of one input against PyTorch in double precision, away from its kinks; whole circuits
are compared in `tests/trust`.  Arguments are bent into each function's domain.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import circuitlang as cl

torch = pytest.importorskip("torch", reason="PyTorch is not installed: nothing to compare with")
functional = torch.nn.functional

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
