"""Whole processes: three gates to printed gradients, against an interpreter that does nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from tempfile import gettempdir

from tests.benchmarks.timing import OURS, Line, Work, side_by_side

BARE = "python -c pass"
RUN = "import sys; from circuitlang.cli import main; sys.exit(main())"
PYTHON = """
import circuitlang as cl
c = cl.Circuit()
x, y, z = c.input("x", -2.0), c.input("y", 5.0), c.input("z", -4.0)
c.gate("f", (x + y) * z)
grads = c.forward().backward()
print(grads["x"], grads["y"], grads["z"])
"""
PEERS = {
    "micrograd": """
from micrograd.engine import Value
x, y, z = Value(-2.0), Value(5.0), Value(-4.0)
((x + y) * z).backward()
print(x.grad, y.grad, z.grad)
""",
    "autograd": """
from autograd import grad
print(*grad(lambda v: (v[0] + v[1]) * v[2])([-2.0, 5.0, -4.0]))
""",
    "casadi": """
import casadi as ca
v = ca.SX.sym("v", 3)
print(ca.Function("g", [v], [ca.gradient((v[0] + v[1]) * v[2], v)])([-2.0, 5.0, -4.0]))
""",
    "jax": """
import jax
print(*jax.grad(lambda x, y, z: (x + y) * z, (0, 1, 2))(-2.0, 5.0, -4.0))
""",
    "torch": """
import torch
x, y, z = (torch.tensor(v, dtype=torch.float64, requires_grad=True) for v in (-2.0, 5.0, -4.0))
((x + y) * z).backward()
print(x.grad, y.grad, z.grad)
""",
}


def process(*arguments: str) -> Work:
    """Run an interpreter to its end.  The byte code of the checkout is kept in a place of its own,
    as it would be kept where a package is installed; that of the peers is there already."""
    env = dict(os.environ)
    if "circuitlang" in arguments[1]:
        env["PYTHONPYCACHEPREFIX"] = os.path.join(gettempdir(), "circuitlang-bench")
        env.pop("PYTHONDONTWRITEBYTECODE", None)

    def work() -> None:
        subprocess.run([sys.executable, *arguments], env=env, check=True, capture_output=True)

    return work


def lines(skipped: dict[str, str], large: bool) -> Iterator[Line]:
    work: dict[str, Work | None] = {
        BARE: process("-c", "pass"),
        f"{OURS} run": process("-c", RUN, "run", "examples/first.circ"),
        f"{OURS} in Python": process("-c", PYTHON),
    }
    for name, program in PEERS.items():
        if find_spec(name):
            work[name] = process("-c", program)
        else:
            skipped[name] = "not installed"
    yield Line("whole process, three gates", BARE, side_by_side(work))
