"""Blocks of rows by a plan: the passes of `arrays`, found out once as steps into buffers, then run
for each block, the results right where they are wanted.

As in `tensors_planned`, a plan takes for granted that no nan comes where a rule has an answer of
its own for it, and which branches are taken by what is the same in all rows.  Where it is not so
the block goes gate by gate; the bits are the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from circuitlang.engines.attempt import Attempts
from circuitlang.engines.tensors_planned import Trace
from circuitlang.gates import TABLE
from circuitlang.readings.steps import number
from circuitlang.tape.order import CHAINED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circuitlang.engines.attempt import Attempt, Untaken
    from circuitlang.engines.tensors_buffers import Plan
    from circuitlang.tape.tape import Tape
    from circuitlang.text.limits import Limits

PLANNED = 3 << 13  # rows of a block
PAYS = 5  # blocks before there is a plan: to find it takes as long as some
BYTES = 16  # of a wire in a row, where a block goes gate by gate
LARGEST = 5000  # wires of a circuit that is planned


class Planned:
    """Wire `of` of a circuit of scalars and its gradients by the leaves `wrt`, block by block."""

    def __init__(self, tape: Tape, ties: str, limits: Limits, of: int, wrt: Sequence[int]) -> None:
        self.tape, self.ties, self.limits = tape, ties, limits
        self.of, self.wrt = of, tuple(wrt)
        self.rows = 0  # that were asked for
        self.attempts = Attempts()
        plain = all(kind < 0 or TABLE[kind].guard is None for kind in tape.kind)
        fits = len(tape) <= min(LARGEST, limits.memory // (BYTES * PLANNED))
        self.possible = plain and CHAINED not in tape.kind and fits

    def attempt(self, leaves: dict[int, Any], count: int) -> Attempt | None:
        """What to go by for `count` rows of leaves like these; None: gate by gate."""
        self.rows += count
        if not self.possible or count < PLANNED or self.rows < PAYS * PLANNED:
            return None
        look = tuple([wire if type(x) is float else (wire, x.strides)
                      for wire, x in leaves.items()])  # fmt: skip
        return self.attempts.get(look) or self.attempts.begin(look)

    def into(self, attempt: Attempt, leaves: dict[int, Any], targets: Sequence[Any]) -> bool:
        """The value and the gradients of a block into `targets`; False: this block is none for a
        plan, and may have been written in part."""

        def made(untaken: Untaken) -> Plan:
            from circuitlang.engines.tensors import Program

            program = Program(self.tape, self.ties, self.limits)
            return RowTrace.plan(program, self.of, self.wrt, leaves, untaken)

        def called(plan: Plan) -> bool:
            plan.into(tuple(leaves.values()), targets)
            return True

        return attempt.run(made, called, self.limits.memory) is True


class RowTrace(Trace):
    """Both passes over nodes; a gradient has an entry for each row, also that of what is the same
    in all of them."""

    def _term(self, upstream: Any, slope: Any, mask: Any, x: Any, branch: tuple[int, int],
              ) -> tuple[Any, Any] | None:  # fmt: skip
        term, mask = self._product(upstream, slope, mask)
        if mask is None:
            return self._plain(term), None
        if number(mask):  # the same in all rows
            return (self._plain(term), None) if self._heard(mask, branch) else None
        term = self.arrays.where(mask, term, 0.0)
        return self._plain(term), mask
