"""Whole processes, against an interpreter that does nothing: three gates to printed gradients, and
the prompt until one can type."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec

from tests.benchmarks.timing import OURS, Line, Work, optional, side_by_side

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
    env = _environment() if "circuitlang" in arguments[1] else dict(os.environ)

    def work() -> None:
        subprocess.run([sys.executable, *arguments], env=env, check=True, capture_output=True)

    return work


def _environment() -> dict[str, str]:
    env = dict(os.environ)
    env["PYTHONPYCACHEPREFIX"] = os.path.join(tempfile.gettempdir(), "circuitlang-bench")
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    return env


def prompt() -> Work:
    """Open the prompt on a terminal, wait until its `> ` stands there, and leave by force.  Raises
    ImportError where there are no such terminals."""
    import pty

    env = _environment() | {"TERM": "xterm", "CIRCUITLANG_CONFIG": tempfile.gettempdir(),
                            "CIRCUITLANG_HISTORY": os.devnull}  # fmt: skip

    def work() -> None:
        master, slave = pty.openpty()
        child = subprocess.Popen([sys.executable, "-c", RUN], env=env, stdin=slave, stdout=slave,
                                 stderr=slave, start_new_session=True)  # fmt: skip
        os.close(slave)
        shown = b""
        while b">" not in shown:  # what comes before holds none
            if not select.select([master], [], [], 30)[0]:
                raise SystemExit(f"no prompt: {shown!r}")
            shown += os.read(master, 4096)
        child.kill()
        child.wait()
        os.close(master)

    return work


def lines(skipped: dict[str, str], large: bool) -> Iterator[Line]:
    work: dict[str, Work | None] = {
        BARE: process("-c", "pass"),
        f"{OURS} run": process("-c", RUN, "run", "examples/first.circ"),
        f"{OURS} in Python": process("-c", PYTHON),
        f"{OURS} prompt": optional(prompt, "prompt", skipped),
    }
    for name, program in PEERS.items():
        if find_spec(name):
            work[name] = process("-c", program)
        else:
            skipped[name] = "not installed"
    yield Line("whole process, three gates", BARE, side_by_side(work))
