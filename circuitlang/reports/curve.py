"""The curve of a gate as one input moves, with the present point and its tangent."""

from __future__ import annotations

from math import isfinite, nan
from time import monotonic

from circuitlang import engines
from circuitlang.reports.report import Report
from circuitlang.text.errors import CircuitError
from circuitlang.text.records import dataclass
from circuitlang.transforms.prune import prune

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from circuitlang.meaning.builder import Builder

POINTS = 101


@dataclass(frozen=True, slots=True)
class Curve(Report):
    """`of` over `by`: the points (nan where there is none), where the circuit stands (`at`, with
    the value `value`), and the tangent's slope there, which is the gradient."""

    of: str
    by: str
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    at: float
    value: float
    slope: float


def curve(builder: Builder, leaves: dict[int, Any], of: int, by: int, low: float, high: float,
          ) -> Curve:  # fmt: skip
    """The value of wire `of` for 101 values of leaf `by`, all else as it stands; only what `of`
    depends on is computed.  Raises limit-exceeded where it takes too long."""
    tape, limits = builder.tape, builder.limits
    pruned, kept = prune(tape, of)
    program = engines.compile(pruned, builder.ties, limits)
    given = {kept[wire]: value for wire, value in leaves.items() if wire in kept}
    end, leaf = kept[of], kept.get(by)
    values = program.forward(given)
    slope = None if leaf is None else program.backward(values, end)[leaf]
    xs = [low + (high - low) * (at / (POINTS - 1)) for at in range(POINTS)]
    ys: list[float] = []
    start = monotonic()
    for x in xs:
        if limits.time is not None and monotonic() - start > limits.time:
            raise limits.exceeded("time", monotonic() - start, None, "the plot")
        ys.append(values[end] if leaf is None else _at(program, given, leaf, x, end))
    return Curve(tape.name(of), tape.name(by), tuple(xs), tuple(ys), leaves[by], values[end],
                 slope or 0.0)  # fmt: skip


def _at(program: Any, given: dict[int, Any], leaf: int, x: float, end: int) -> float:
    try:
        y: float = program.forward({**given, leaf: x})[end]
    except CircuitError as problem:
        if problem.code != "bad-argument":
            raise
        return nan  # a bound or a label that is a mistake there
    return y if isfinite(y) else nan
