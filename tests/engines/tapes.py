"""Random tapes of scalars: every elementwise row, ordinary and odd numbers, forks and constants."""

from __future__ import annotations

import math
from collections.abc import Sequence
from random import Random

from circuitlang.gates import TABLE
from circuitlang.readings.floats import Floats
from circuitlang.tape.order import CHAINED
from circuitlang.tape.tape import CONST, INPUT, PARAM, Tape

ODD = (0.0, -0.0, 1.0, -1.0, 5e-324, -1e-310, 1e-8, 37.0, -745.2, 710.0, 1e22, 1.7e308, -1.7e308)
ODD += (math.inf, -math.inf, math.nan, 0.5, 2.0, 3.0)
KINDS = [index for index, gate in enumerate(TABLE)
         if gate.chain is None and gate.shape is None and index != CHAINED]  # fmt: skip


def number(random: Random, odd: float) -> float:
    return random.choice(ODD) if random.random() < odd else random.uniform(-3.0, 3.0)


def arity(random: Random, kind: int) -> int:
    gate = TABLE[kind]
    if gate.name == "given":
        return random.choice((3, 5, 7))
    return random.choice((2, 2, 2, 3, 4, 5, 9, 12)) if gate.more else len(gate.params)


def random_tape(seed: int, gates: int, odd: float = 0.1, kinds: Sequence[int] = KINDS,
                ) -> tuple[Tape, dict[int, float]]:  # fmt: skip
    """A tape, and values for its inputs and params; about `odd` of all numbers are odd."""
    random, tape, leaves = Random(seed), Tape(), {}
    for _ in range(random.randint(2, 8)):
        wire = tape.append(random.choice((INPUT, PARAM)), (), -1)
        leaves[wire] = number(random, odd)
    for _ in range(random.randint(0, 4)):
        wire = tape.append(CONST, (), -1)
        tape.consts[wire] = number(random, odd)
    for _ in range(gates):
        kind = random.choice(kinds)
        near = max(0, len(tape) - random.choice((3, 10, 1000)))
        operands = [random.randrange(near, len(tape)) for _ in range(arity(random, kind))]
        if TABLE[kind].guard is not None:  # clip: its bounds in order
            operands[1:] = sorted_bounds(tape, random)
        tape.append(kind, operands, -1)
    return tape, leaves


def sorted_bounds(tape: Tape, random: Random) -> list[int]:
    found = []
    for value in sorted((random.uniform(-2.0, 2.0), random.uniform(-2.0, 2.0))):
        wire = tape.append(CONST, (), -1)
        tape.consts[wire] = value
        found.append(wire)
    return found


def narrow_tape(seed: int, gates: int, widest: int) -> tuple[Tape, dict[int, float]]:
    """Up to `widest` gates a level, such that the kernel computes itself, each of which reads the
    level before.  Nearly all have ordinary values and slopes, so that something reaches the leaves
    through any number of gates."""
    random, tape, leaves, m = Random(seed), Tape(), {}, Floats()
    for _ in range(5):
        wire = tape.append(random.choice((INPUT, PARAM)), (), -1)
        leaves[wire] = number(random, 0.1)
    constant = tape.append(CONST, (), -1)
    tape.consts[constant] = number(random, 0.1)
    values = [*leaves.values(), tape.consts[constant]]
    left_out = ("given", "detach")
    kinds = [k for k in KINDS if TABLE[k].guard is None and TABLE[k].name not in left_out]
    first, before = 0, len(tape)
    while len(tape) < gates:
        for _ in range(random.randint(1, widest)):
            for _ in range(50):
                kind = random.choice(kinds)
                gate = TABLE[kind]
                count = random.choice((2, 2, 3)) if gate.more else len(gate.params)
                any_of = range(max(0, before - 20), before)
                operands = [random.randrange(first, before)]
                operands += [random.choice(any_of) for _ in range(count - 1)]
                random.shuffle(operands)
                read = [values[x] for x in operands]
                out = gate.value(m, *read)
                slopes = [x or 0.0 for x in gate.local(m, out, *read)]
                usual = abs(out) < 100.0 and all(1e-2 < abs(x) < 100.0 for x in slopes)
                if usual or random.random() < 0.01:
                    break
            tape.append(kind, operands, -1)
            values.append(out)
        first, before = before, len(tape)
    return tape, leaves
