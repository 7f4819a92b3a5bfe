"""Where a nan or an infinity began in the gradients: the first gate on the way back, and what it
multiplied or added."""

from __future__ import annotations

from circuitlang.engines.upstream import reached
from circuitlang.gates import TABLE
from circuitlang.readings.values import finite, has_nan
from circuitlang.reports.causes import mend_back, number
from circuitlang.reports.gradients import outside
from circuitlang.reports.nonfinite import inputs, written
from circuitlang.reports.reading import readings
from circuitlang.tape.order import CHAINED
from circuitlang.text.errors import Diagnostic

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from circuitlang.tape.tape import Tape

    Upstream = list[Any]

UNDEFINED = 2
MOST = 4  # terms that a warning lists


def first_trouble(program: Any, values: Any, upstream: Upstream, of: int, severity: str,
                  at: int | None) -> Diagnostic | None:  # fmt: skip
    """The first gate, on the way back, at which a gradient stopped being finite; where it was an
    infinity, also the first that made a nan of it.  With `at`, only what wire `at` hears of."""
    first: Diagnostic | None = None
    heard = None if at is None else _hearing_of(program.tape, upstream, at, of)
    for operand, found, lost in _troubles(program, values, upstream, of, severity):
        if heard is not None and operand not in heard:
            continue
        if lost:
            return found if first is None else _then(first, found)
        first = first or found
    return first


def _hearing_of(tape: Tape, upstream: Upstream, at: int, of: int) -> set[int]:
    """The wires whose gradients, not finite themselves, are part of that of wire `at`."""
    found = {at}
    for wire in range(at + 1, of + 1):
        above = upstream[wire]
        if above is not None and not finite(above) and not found.isdisjoint(tape.operands(wire)):
            found.add(wire)
    return found


def _troubles(program: Any, values: Any, upstream: Upstream, of: int,
              severity: str) -> Iterator[tuple[int, Diagnostic, bool]]:  # fmt: skip
    """What went wrong on the way back: at which wire, what is to be said, is it a nan."""
    tape, heard = program.tape, dict[int, int]()
    if not program.tensors:
        program = program.many(values)
    for wire in range(of, -1, -1):
        above = upstream[wire]
        if above is None or tape.is_const(wire):
            continue
        if _worse(above) > heard.get(wire, UNDEFINED):
            yield wire, _meeting(program, values, upstream, wire, severity), has_nan(above)
        if tape.is_leaf(wire):
            continue
        for operand, term, slope in _sent(program, values, upstream, wire):
            heard[operand] = max(heard.get(operand, 0), _worse(term))
            if _worse(term) > _worse(above):
                factors = Factors(above, slope, term)
                found = _chain(tape, values, wire, operand, factors, severity)
                yield operand, found, has_nan(term)


def _worse(value: Any) -> int:
    """0 for what is finite, 1 for an infinity, UNDEFINED for a nan."""
    return 0 if finite(value) else UNDEFINED if has_nan(value) else 1


def _sent(program: Any, values: Any, upstream: Upstream, wire: int) -> list[tuple[int, Any, Any]]:
    """What a gate sends: to which operand, what, and its local gradient, if that is a number or
    one for each element."""
    tape, above = program.tape, upstream[wire]
    operands, row = tape.operands(wire), tape.kind[wire]
    slopes: Any = [None] * len(operands)
    if row != CHAINED and TABLE[row].chain is None:
        slopes = program.local(wire, values)
    if program.tensors:
        arriving = program.terms(wire, values, above, reached(upstream, wire))
        terms = [None if arrives is None else arrives[0] for arrives in arriving]
    elif row == CHAINED:
        terms = program.sent(wire, values, above)
    else:
        terms = [None if slope is None else above * slope for slope in slopes]
    return [(operand, term, slope) for operand, term, slope
            in zip(operands, terms, slopes, strict=True)
            if term is not None and not tape.is_const(operand)]  # fmt: skip


class Factors:
    """What a gate hears, its local gradient, and what it sends; of tensors `first` are those of
    the first element whose product is not finite, and `place` says which that is."""

    __slots__ = ("above", "first", "place", "sent", "slope")

    def __init__(self, above: Any, slope: Any, sent: Any) -> None:
        self.above, self.slope, self.sent = above, slope, sent
        self.first: tuple[float, float] | None = None
        self.place = ""
        if isinstance(above, float) and isinstance(slope, float):
            self.first = above, slope
        elif slope is not None:
            self._find()

    def _find(self) -> None:
        import numpy as np

        slope = self.slope.dense() if hasattr(self.slope, "dense") else self.slope
        above, slope = np.broadcast_arrays(self.above, slope)
        good = np.isfinite(above * slope)
        if not good.all():  # else it is their sum, over what broadcasting repeated, that is not
            index = np.unravel_index(int(good.argmin()), good.shape)
            self.place = f" at [{', '.join(map(str, index))}]"
            self.first = float(above[index]), float(slope[index])

    @property
    def steep(self) -> bool:
        return self.first is None or not finite(self.first[1])


def _then(first: Diagnostic, second: Diagnostic) -> Diagnostic:
    """An infinity, and the gate that made a nan of it."""
    lines = [*first.lines, f"then {second.message}"]
    return Diagnostic(first.code, first.message, first.span, lines=lines, help=first.help,
                      severity=first.severity)  # fmt: skip


def _chain(tape: Tape, values: Any, wire: int, operand: int, factors: Factors,
           severity: str) -> Diagnostic:  # fmt: skip
    name, into = tape.name(wire), tape.name(outside(tape, operand))
    message = f"the gradient that `{name}` sends to `{into}` is {number(factors.sent)}"
    lines = [f"{name} = {written(tape, wire)} hears {number(factors.above)}"]
    if factors.first is not None:
        above, slope = factors.first
        message += f": {number(above)} × {number(slope)}"
        lines.append(f"∂{name}/∂{into} = {number(slope)}{factors.place}")
    return Diagnostic("non-finite", message, tape.place(wire),
                      lines=[*lines, *inputs(tape, values, wire)], severity=severity,
                      help=mend_back(tape, values, wire, factors.steep))  # fmt: skip


def _meeting(program: Any, values: Any, upstream: Upstream, wire: int,
             severity: str) -> Diagnostic:  # fmt: skip
    """Where gradients meet whose sum is not what they are: finite, or at least a number."""
    tape, total = program.tape, upstream[wire]
    readers = dict.fromkeys(reader for _, reader, _ in readings(tape, frozenset((wire,)))
                            if reader < len(upstream) and upstream[reader] is not None)  # fmt: skip
    lines = [f"{tape.name(reader)} = {written(tape, reader)} sends {number(term)}"
             for reader in readers for operand, term, _ in _sent(program, values, upstream, reader)
             if operand == wire]  # fmt: skip
    if len(lines) > MOST:
        lines[MOST - 1 :] = [f"and {len(lines) - MOST + 1} more"]
    what, mend = ("have no sum", "finite") if has_nan(total) else (
        f"add up to {number(total)}", "smaller")  # fmt: skip
    name = tape.name(outside(tape, wire))
    return Diagnostic("non-finite", f"the gradients that meet at `{name}` {what}",
                      tape.place(wire), lines=lines,
                      help=f"make what its readers send {mend}", severity=severity)  # fmt: skip
