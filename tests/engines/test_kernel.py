"""What only the compiled kernel has: how it is built, and its passes of many gates."""

from __future__ import annotations

import itertools
import math
import platform
import signal
from array import array
from pathlib import Path
from random import Random

import pytest

import circuitlang as cl
from circuitlang.engines import kernel, reference
from circuitlang.gates import INDEX, TABLE
from circuitlang.tape.tape import INPUT, Tape
from circuitlang.text.limits import Limits
from tests.engines.tapes import KINDS, ODD, narrow_tape, random_tape

if kernel.refusal(Tape()):
    pytest.skip("the kernel was not built", allow_module_level=True)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="of the C library of GNU")
def test_elementary_functions_are_bound_with_their_versions():
    """Without the library's name they are bound to the oldest version, which sets errno."""
    assert b"libm.so" in Path(kernel._kernel.__file__).read_bytes()


def same(x: float, y: float) -> bool:
    return (x != x and y != y) or (x == y and math.copysign(1.0, x) == math.copysign(1.0, y))


def agree(tape: Tape, leaves: dict[int, float], wrt: list[int], ties: str = "split") -> None:
    """A call in C gives what the reference gives, to the bit."""
    of = len(tape) - 1
    truth = reference.compile(tape, ties, Limits())
    values = truth.forward(leaves)
    upstream = truth.backward(values, of)
    names = {str(wire): wire for wire in leaves}
    caller = kernel.compile(tape, ties, Limits()).caller(
        of, names, {}, tuple(names), tuple(map(str, wrt)))  # fmt: skip
    for _ in range(2):  # what the first call leaves behind is nothing to the second
        value, grads = caller.call({str(wire): value for wire, value in leaves.items()})
        assert same(value, values[of])
        for wire in wrt:
            wanted = 0.0 if upstream[wire] is None else upstream[wire]
            assert same(grads[str(wire)], wanted), (wire, wanted, grads[str(wire)])


@pytest.mark.parametrize("ties", ["split", "first", "both"])
def test_calls_of_every_row_at_odd_points(ties: str) -> None:
    for kind in KINDS:
        gate = TABLE[kind]
        count = len(gate.params)
        if gate.guard is not None:
            continue
        tape = Tape()
        for _ in range(count):
            tape.append(INPUT, (), -1)
        tape.append(kind, range(count), -1)
        for xs in itertools.product(ODD if count < 3 else ODD[::4], repeat=count):
            agree(tape, dict(enumerate(xs)), list(range(count)), ties)


@pytest.mark.parametrize("widest", [1, 2, 5])
@pytest.mark.parametrize("seed", range(25))
def test_calls_of_chains(seed: int, widest: int) -> None:
    """Where segments are short the kernel goes gate after gate."""
    tape, leaves = narrow_tape(seed, 12 + 6 * seed, widest)
    wrt = Random(seed).sample(sorted(leaves), k=1 + seed % 5)
    agree(tape, leaves, wrt, ("split", "first", "both")[seed % 3])


@pytest.mark.parametrize("seed", range(40))
def test_local_gradients_of_all_gates_at_once(seed: int) -> None:
    """Sums and products of many operands, too, of which Python computes some."""
    ties = ("split", "first", "both")[seed % 3]
    tape, leaves = random_tape(seed, 10 + 5 * seed)
    truth = reference.compile(tape, ties, Limits())
    values = truth.forward(leaves)
    alone = kernel.compile(tape, ties, Limits())
    asked = alone.many(values)
    assert asked.many(values) is asked and alone._known is None
    for wire in range(len(tape)):
        if tape.kind[wire] < 0:
            continue
        wanted, found = truth.local(wire, values), asked.local(wire, values)
        assert len(wanted) == len(found)
        for x, y in zip(wanted, found, strict=True):
            assert (x is None) == (y is None) and (x is None or y is None or same(x, y)), wire
    other = array("d", [0.5] * len(tape))  # not what was asked about
    assert all(asked.local(wire, other) == truth.local(wire, other)
               for wire in range(len(tape)) if tape.op(wire) in ("mul", "add", "sin"))  # fmt: skip


def test_a_pass_over_local_gradients_stops_in_time() -> None:
    tape, leaves = random_tape(1, 50)
    program = kernel.compile(tape, "split", Limits())
    values = program.forward(leaves)
    program.limits = Limits().replace("time", 1e-9)
    with pytest.raises(cl.CircuitError) as caught:
        program.many(values)
    assert caught.value.code == "limit-exceeded"


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="there are no timers here")
def test_a_long_call_hears_an_interrupt() -> None:
    """It stops within the pass: no gradient has been written."""
    tape = Tape()
    tape.append(INPUT, (), -1)
    for wire in range(1_200_000):
        tape.append(INDEX["sin"], (wire,), -1)
    caller = kernel.compile(tape, "split", Limits()).caller(
        len(tape) - 1, {"x": 0}, {}, ("x",), ("x",))  # fmt: skip
    numbers, slopes = array("d", [1.0]), array("d", [-7.0])
    before = signal.signal(signal.SIGALRM, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            signal.setitimer(signal.ITIMER_REAL, 0.002)
            caller.vector(numbers, slopes)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0.0)
        signal.signal(signal.SIGALRM, before)
    assert slopes[0] == -7.0
    assert math.isfinite(caller.vector(numbers, slopes)) and slopes[0] != -7.0
