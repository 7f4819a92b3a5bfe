"""Circuits that would take the machine down: each must end at a limit, quickly and small.

`python -m tests.trust.bombs` runs them all and prints what each took; `NAME …` only those.  The
seconds are those of a machine on which Python runs a short loop in a usual time; a slower one has
more, and `--patient` gives ten times as much.
"""

from __future__ import annotations

import io
import json
import os
import re
import resource
import select
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

LIMIT, FILE, BAD = "limit-exceeded", "file-not-allowed", "bad-data"
SECONDS = 1.0  # of the processor
LOOP = 0.012  # seconds of the processor for the loop of `slowness` where a second is a second
PATIENCE = 120  # seconds until what hangs is ended
MIB = 2**20


def doubling(first: str, then: str) -> str:
    return f"def d0(t) = {first}\n" + "".join(
        f"def d{i}(t) = {then.replace('d(', f'd{i - 1}(')}\n" for i in range(1, 31)
    )


CALLS = doubling("t + t", "d(d(t))")
SUMS = doubling("t + t", "d(t) + d(t)")
ONE = "input x = 1\n"
BIG = "input a0 = ones(900000)\n"


class Bomb(NamedTuple):
    """`code` is the error that it must end in (or one of several), `arguments` are those of the
    command, `memory` is what it may take in MiB and `seconds` how long: more where what is within
    the limits on memory and source takes more.  `prepare` makes what lies beside it, and `command`
    stands in the place of `run --json ARGUMENTS FILE`."""

    text: str
    code: str | tuple[str, ...] = LIMIT
    arguments: tuple[str, ...] = ("--untrusted",)
    memory: int = 100
    seconds: float = SECONDS  # of the processor
    prepare: Callable[[Path], None] | None = None
    command: tuple[str, ...] = ()


def many(line: str, count: int, first: int = 1) -> str:
    return "".join(line.format(i=i, j=i - 1) for i in range(first, count))


BOTH = {
    # the same in both profiles: far above the limits of either
    "calls that double": CALLS + ONE + "f = d30(x)",
    "sums that double": SUMS + ONE + "f = d30(x)",
    "constants that double": SUMS + "f = d30(1)",
    "printing what doubles": SUMS + ONE + 'forward; print "{d30(x)}"',
    "an expression that doubles": SUMS + ONE + "forward; d30(x)",
    "expecting what doubles": SUMS + ONE + "forward; expect d30(x) = 1",
    "a loop": ONE + "for i in 1 to 1e15 { h[i] = x }",
    "a loop of 1e18": ONE + "for i in 1 to 1e18 { h[i] = x }",
    "an empty loop": "for i in 1 to 1e15 { }",
    "a loop of constants": "for i in 1 to 1e15 { h[i] = 2 * i }",
    "a loop of inputs": "for i in 1 to 1e15 { input h[i] = i }",
    "a loop below zero": ONE + "for i in -1e15 to 1e15 { h[i] = x }",
    "loops in loops": ONE + many("for i{i} in 1 to 90000 {{ ", 9) + "h[i1, i2] = x" + " }" * 8,
    "empty loops in loops": "for i in 1 to 90000 { for j in 1 to 1e9 { for k in 1 to 0 { } } }",
    "empty sums in loops": "for i in 1 to 90000 { h[i] = sum(sum(1 for k in 1 to 0) "
    "for j in 1 to 90000) }",
    "a loop in a definition": "def g(t) {\nfor i in 1 to 1e15 { h[i] = t }\nreturn h[1]\n}\n"
    + ONE + "f = g(x)",
    "a sum over a range": ONE + "f = sum(x for i in 1 to 1e15)",
    "a product over a range": ONE + "f = prod(x * i for i in 1 to 1e18)",
    "sums in sums": ONE + "f = sum(sum(sum(x*i*j for i in 1 to 1e5) for j in 1 to 1e5) "
    "for k in 1 to 1e5)",
    "a bound of a sum": "for i in 1 to sum(1 for j in 1 to 1e9) { input x[i] = 1 }",
    "a tensor of 1e9 by 1e9": "input X = zeros(1e9, 1e9)",
    "a full tensor": "input X = full(1e9, 1e9, 2)",
    "a vector of 1e18": "input X = ones(1e18)",
    "an identity": "input X = eye(1e9)",
    "arange": "input X = arange(1e18)",
    "arange by small steps": "input X = arange(0, 1, 1e-300)",
    "linspace": "input X = linspace(0, 1, 1e18)",
    "draws": "input X = randn(1e9, 1e9)",
    "uniform draws": "seed 1; input X = uniform(1e9, 1e9, low=-1)",
    "a declared shape": "input X : [1000000000, 1000000000]\nf = sum(X)",
    "a declared shape of 1e18": "input X : [1e18]\nf = sum(X)",
    "a size of zero beside a huge one": "input X = zeros(1e300, 1e300, 0)\nf = sum(X)",
    "rows without elements": "input X = zeros(1e15, 0)\nf = sum(X)",
    "a declared shape with a zero": "input X : [1e15, 0]\nf = sum(X)",
    "a hundred axes": f"input X = zeros({', '.join(['1'] * 100)})\nf = sum(X)",
    "an outer product": "input a = ones(1e5), b = ones(1e5)\nf = sum(outer(a, b))",
    "a column and a row": "input a = ones(1, 1e5), b = ones(1e5, 1)\nf = sum(a + b)",
    "a matrix product": "input a = ones(1e5, 1), b = ones(1, 1e5)\nf = sum(a @ b)",
    "a product of constants": "const a = ones(1e5, 1), b = ones(1, 1e5)\nf = sum(a @ b)",
    "broadcast": ONE + "f = sum(broadcast(x, 1e9, 1e9))",
    "a reshape with a zero": "input a = zeros(0)\nf = sum(reshape(a, 0, 1e15))",
    "concat": BIG + many("a{i} = concat(a{j}, a{j})\n", 40),
    "stack": BIG + many("a{i} = stack(a{j}, a{j})\n", 40),
    "a convolution's padding": "input x = ones(1, 1, 9, 9), w = ones(1, 1, 1, 1)\n"
    "f = sum(conv2d(x, w, pad=1e9))",
    "a convolution's filters": "input x = ones(1, 1, 900, 900), w = ones(1000, 1, 3, 3)\n"
    "f = sum(conv2d(x, w))",
    "a convolution's patches": "input x = ones(1, 1, 900, 900), w = ones(1, 1, 450, 450)\n"
    "f = sum(conv2d(x, w))\nbackward",
    "a constant convolution": "const x = ones(1, 1, 900, 900), w = ones(1, 1, 450, 450)\n"
    "f = sum(conv2d(x, w))\nbackward",
    "thousands of tensors": BIG + many("a{i} = a{j} * a0\n", 9000) + "backward a1 with a0",
    "brackets": "f = " + "(" * 10_000 + "1" + ")" * 10_000,
    "brackets that stay open": "f = " + "(" * 100_000,
    "blocks": "for i in 1 to 1 { " * 1000 + "}" * 1000,
    "rows in rows": "f = " + "[" * 1000 + "1" + "]" * 1000,
    "a long name": "input " + "x" * 900_000 + " = 1",
    "a huge subscript": "x[1e300] = 1",
    "a huge seed": "seed 1e300\nparam w = randn()",
    "depth": "def d0(t) = t\n" + many("def d{i}(t) = d{j}(t)\n", 300) + ONE + "f = d299(x)",
}  # fmt: skip

STRANGER = {
    # 100,000 gates are within the limit, and each is a rule that is written out
    "derivatives of derivatives": Bomb("input x = 2\nd0 = sin(x) * exp(x) * tanh(x)\n"
                                       + many("d{i} = grad(d{j}, x)\n", 40), seconds=2),
    "a long string": Bomb(f'print "{"a" * 11_000}"'),
    "a long source": Bomb("# " + "x" * 2**20),
    "a million terms": Bomb(ONE + "f = " + "+".join(["x"] * 500_000), memory=250, seconds=5),
    "kept tensors": Bomb("for i in 1 to 10000 { input a[i] = ones(900000) }", memory=330),
    "kept constants": Bomb("const a0 = ones(900000)\n" + many("const a{i} = a{j}*a0\n", 900),
                           memory=330),
    "values that are set": Bomb(BIG + "set a0 = ones(900000) * 2\n" * 200 + "expect 1 = 2",
                                "expectation-failed", memory=150, seconds=9),
    "folding for ever": Bomb("for i in 1 to 10000 { const a[i] = sum(ones(900000)) }",
                             arguments=("--untrusted", "--limit", "time=0.3")),
    "a pass for ever": Bomb("input x = ones(1000, 1000)\nfor i in 1 to 9 { f[i] = sum(x @ x) }\n"
                            + "forward\n" * 900, arguments=("--untrusted", "--limit", "time=0.3"),
                            memory=200),
    "a table for ever": Bomb(ONE + "for i in 1 to 20000 { y[i] = x * i }\nbackward\n"
                             + "chained *\n" * 900,
                             arguments=("--untrusted", "--limit", "time=0.6"), memory=200),
    "descending for ever": Bomb("param w = 1\nf = w * w\ndescend f rate 0.1 steps 1000000000",
                                arguments=("--untrusted", "--limit", "time=0.3")),
    "plots for ever": Bomb(ONE + "f = x * x\n" + "plot f against x from 0 to 1\n" * 9000,
                           arguments=("--untrusted", "--limit", "time=0.6")),
    "names that nobody has": Bomb(many("input abcdefgh{i} = 1\n", 20_000)
                                  + many("b{i} = abcdefghx{i}y\n", 3_000), "undefined-name",
                                  memory=120, seconds=5),
    "forty thousand errors": Bomb(many("a{i} = nothing\n", 40_000), "undefined-name", seconds=3),
    "include": Bomb('include "/dev/zero"', FILE),
    "csv": Bomb('input x = csv("a.csv")', FILE),
    "npy": Bomb('input x = npy("/dev/zero")', FILE),
    "load": Bomb('load "a.circ"', FILE),
    "save": Bomb(ONE + 'save "a.circ"', FILE),
    "export": Bomb(ONE + 'f = x * 2\nexport "a.svg"', FILE),
    "descend on a file": Bomb("input x; param w = 1\nf = w * x\n"
                              'descend f rate 1 steps 1 on "a.csv"', FILE),
    "digits": Bomb("digits 1e9", "bad-argument"),
    "a wide number": Bomb('print "{1:999999999.3f}"', "syntax"),
    "a long number": Bomb('print "{1:.999999999f}"', "syntax"),
    "many digits": Bomb("f = " + "9" * 900_000, "bad-number"),
    "an exponent": Bomb("f = 1e999999999999", "bad-number"),
    "a reshape": Bomb("input a = ones(4)\nf = sum(reshape(a, 1e9, 1e9))", "shape-mismatch"),
    "an axis": Bomb("input x = ones(3)\nf = sum(x, axis=1e18)", "bad-argument"),
    "time of time": Bomb("time " * 5000 + "forward", "syntax"),
}  # fmt: skip

BOMBS = {
    **{name: Bomb(text) for name, text in BOTH.items()},
    **{f"{name} (default limits)": Bomb(text, arguments=()) for name, text in BOTH.items()},
    **STRANGER,
}


class Took(NamedTuple):
    codes: list[str]
    message: str
    seconds: float  # of the processor
    wall: float
    memory: float  # MiB at most


def explode(bomb: Bomb, folder: Path) -> Took:
    """Run a bomb in a child of this process, in which everything is loaded already."""
    path = folder / "bomb.circ"
    path.write_text(bomb.text + "\n", "utf-8")
    if bomb.prepare is not None:
        bomb.prepare(folder)
    reading, writing = os.pipe()
    start = time.monotonic()
    child = os.fork()
    if child == 0:  # pragma: no cover
        os.close(reading)
        _child(bomb, path, writing)
    os.close(writing)
    with open(reading, "rb") as pipe:
        if not select.select([pipe], [], [], PATIENCE)[0]:
            os.kill(child, signal.SIGKILL)  # it hangs, which takes no time of the processor
        found = json.loads(pipe.read() or b'{"out": "", "err": "", "memory": 0}')
    _, status, used = os.wait4(child, 0)
    wall = time.monotonic() - start
    try:
        errors = json.loads(found["out"])["errors"]
    except (ValueError, KeyError):
        codes = re.findall(r"^error\[([a-z-]+)\]: (.*)$", found["err"], re.MULTILINE)
        errors = [{"code": code, "message": message} for code, message in codes]
        errors = errors or [
            {"code": f"no error: {found['out'][:60]!r}, status {status}", "message": ""}
        ]
    return Took([each["code"] for each in errors], errors[0]["message"],
                used.ru_utime + used.ru_stime, wall, found["memory"])  # fmt: skip


def _child(bomb: Bomb, path: Path, writing: int) -> None:
    from circuitlang import cli

    out, err = io.StringIO(), io.StringIO()
    try:
        os.chdir(path.parent)
        sys.argv[1:] = bomb.command or ["run", "--json", *bomb.arguments, str(path)]
        cli.main(None, None, out, err)
    finally:
        with open(writing, "wb") as pipe:
            pipe.write(json.dumps({"out": out.getvalue()[:9999999], "err": err.getvalue()[:99999],
                                   "memory": peak() / MIB}).encode())  # fmt: skip
        os._exit(0)


def peak() -> int:
    """Bytes of memory that this process held at most."""
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))
    except (OSError, StopIteration):
        unit = 1 if sys.platform == "darwin" else 1024
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def load_everything() -> None:
    """So that the children begin at once, as from a program that is loaded."""
    import numpy  # noqa: F401

    from circuitlang import cli

    sink = io.StringIO()
    text = "input X = ones(2, 2); f = sum(X @ X); backward; show; f; oops"
    assert cli.main(["--json", "-c", text], None, sink, sink) == 1


def slowness() -> float:
    """How many times as long as usual Python takes on this machine now; at least 1."""
    found = []
    for _ in range(3):
        begin, total = time.process_time(), 0
        for number in range(200_000):
            total += number * number % 7
        found.append(time.process_time() - begin)
    return max(1.0, min(found) / LOOP)


def wrong(bomb: Bomb, took: Took, times: float = 1.0) -> str:
    """What is wrong with how a bomb ended, that may take so many times as long; empty: nothing."""
    wanted = {bomb.code} if isinstance(bomb.code, str) else {*bomb.code}
    if wanted.isdisjoint(took.codes):
        return f"ended in {took.codes[:3]} {took.message[:60]}"
    if took.seconds > bomb.seconds * times:
        return f"took {took.seconds:.2f} s"
    return f"took {took.memory:.0f} MiB" if took.memory > bomb.memory else ""


def main(names: list[str]) -> int:
    load_everything()
    from tests.trust.file_bombs import FILE_BOMBS  # made of what stands here
    from tests.trust.long_bombs import LONG_BOMBS

    worst, patience = 0, 1
    if "--patient" in names:
        names, patience = [name for name in names if name != "--patient"], 10
    for name, bomb in {**BOMBS, **FILE_BOMBS, **LONG_BOMBS}.items():
        if names and name not in names:
            continue
        with tempfile.TemporaryDirectory() as folder:
            slow = slowness()
            took = explode(bomb, Path(folder))
            slow = max(slow, slowness())
            why = wrong(bomb, took, slow * patience)
            worst |= bool(why)
            print(f"{name:48}{took.seconds:6.2f} s {took.wall:6.2f} s wall {took.memory:5.0f} MiB "
                  f"/{slow:4.1f}  {took.codes[0]}  {why}", flush=True)  # fmt: skip
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
