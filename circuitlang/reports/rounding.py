"""What rounding may do to a value: bounds that hold to first order."""

from __future__ import annotations

from math import copysign, inf, sqrt

from circuitlang.gates import INDEX, TABLE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable, Sequence

    from circuitlang.engines.reference import Program

    Rule = Callable[..., float]
    Step = tuple[int, Rule | None, tuple[int, ...]]

ULP = 2.0**-52  # a gate's output is good to about one unit in the last place
TINY = 5e-324  # what may underflow
LINEAR = frozenset([INDEX[name] for name in ("add", "sub", "neg", "copy", "detach", "port")])
ONE_BY_ONE = 3  # of more inputs than this, the noise is put on all at once


def rounding(program: Program, base: array[float], work: list[float], steps: Sequence[Step],
             target: int) -> tuple[float, float]:  # fmt: skip
    """Bounds on the rounding error of `target` as `work` has it, and on what is not linear in it.

    `steps` are the gates that are computed: wire, rule (None for a wide sum, moved by what its
    terms moved from `base`), inputs.  Each adds a unit in the last place, and hands on what its
    inputs bring: how its value moves when they do.  That is asked of the values alone, for the
    gradients are what is being checked; only a branch that is not taken hands on nothing."""
    m, kind = program.m, program.tape.kind
    noise: dict[int, float] = {}
    rough: dict[int, float] = {}
    for wire, rule, operands in steps:
        out = work[wire]
        own = ULP * max(abs(out), abs(base[wire]))
        if rule is None:
            own += ULP * sum([abs(work[o] - base[o]) for o in operands])
            noise[wire] = own + sum([noise.get(o, 0.0) for o in operands])
            rough[wire] = sum([rough.get(o, 0.0) for o in operands])
            continue
        inputs = [work[o] for o in operands]
        own += TINY if out or all(inputs) else 0.0  # but 0 + 0 is exact
        if kind[wire] in LINEAR:
            if len(inputs) > 2:
                own += ULP * sqrt(len(inputs)) * sum(map(abs, inputs))
            noise[wire] = own + sum([noise.get(o, 0.0) for o in operands])
            rough[wire] = sum([rough.get(o, 0.0) for o in operands])
            continue
        slopes = TABLE[kind[wire]].local(m, out, *inputs)
        if not any(slope is not None for slope in slopes):
            continue  # a flat piece is exact
        pairs = list(zip(operands, slopes, strict=True))
        brought = [0.0 if slope is None else noise.get(o, 0.0) for o, slope in pairs]
        moved, bent = _handed_on(rule, m, out, inputs, brought)
        noise[wire] = own + moved
        bends = [abs(slope) * rough[o] for o, slope in pairs if slope and rough.get(o)]
        rough[wire] = max(bent - 8 * own, 0.0) + sum(bends)
    return noise.get(target, 0.0), rough.get(target, 0.0)


def _handed_on(rule: Rule, m: object, out: float, inputs: list[float],
               brought: list[float]) -> tuple[float, float]:  # fmt: skip
    """How far the inputs' noise moves a gate's value, and how unlike the two directions are."""
    moving = [i for i, n in enumerate(brought) if n > 0.0]
    if len(moving) > ONE_BY_ONE:
        up = [x + n for x, n in zip(inputs, brought, strict=True)]
        outward = [x + copysign(n, x) for x, n in zip(inputs, brought, strict=True)]
        return max(abs(rule(m, *moved) - out) for moved in (up, outward)), 0.0
    total = bent = 0.0
    for i in moving:
        changes = []
        for n in (brought[i], -brought[i]):
            moved = inputs.copy()
            moved[i] += n
            changes.append(rule(m, *moved) - out)
        total += max([abs(change) for change in changes if change == change], default=inf)
        bent += abs(changes[0] + changes[1])
    return total, bent if bent == bent else inf
