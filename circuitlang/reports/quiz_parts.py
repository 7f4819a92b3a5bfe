"""What questions are made of."""

from __future__ import annotations

from circuitlang.gates import BY_NAME
from circuitlang.reports.chained import ChainedTerm
from circuitlang.reports.sentences import Sentence
from circuitlang.reports.walk import Computed, Sum
from circuitlang.text.records import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from circuitlang.reports.standing import Standing

NUMBER, SHAPE, RULE = "number", "shape", "rule"
"""What is asked for: a number, the sizes of a tensor, or a tensor (by what gives it)."""


@dataclass(frozen=True, slots=True)
class Question:
    """`given` are the numbers that it names; `because` is the arithmetic of the answer, after the
    words `lead`; `rule` is the gate's own rule in a few words; `near` are wrong answers that tell
    what went wrong."""

    words: Sentence
    answer: Any
    given: tuple[tuple[str, Any], ...]
    lead: Sentence
    because: Computed | ChainedTerm | Sum
    rule: str = ""
    near: tuple[tuple[Any, Sentence], ...] = ()
    asks: str = NUMBER


def rule_of(standing: Standing, wire: int) -> str:
    """The beginning of the gate's story: `a multiply gate swaps`."""
    gate = BY_NAME.get(standing.operation(wire))
    if gate is None or wire in standing.units or standing.group(wire) is not None:
        return "a gate multiplies what it hears by its local gradient"
    ends = [at for at in map(gate.story.find, (":", ";", ".")) if at > 0]
    return gate.story[:1].lower() + gate.story[1 : min(ends, default=None)]
