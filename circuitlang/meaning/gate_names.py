"""The row that a gate's name means; what is said where there is none, or it takes other inputs."""

from __future__ import annotations

from circuitlang.gates import BY_NAME, TABLE
from circuitlang.gates.foreign import FOREIGN
from circuitlang.text.errors import error
from circuitlang.text.suggest import suggest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from circuitlang.gates.gate import Gate
    from circuitlang.text.errors import CircuitError
    from circuitlang.text.source import Span


def wrong_arity(gate: Gate, count: int, span: Span | None) -> CircuitError:
    least, most = gate.least, len(gate.params)
    wants = f"{least} or more inputs" if gate.more else f"{least} input" + "s" * (least != 1)
    if not gate.more and most != least:
        wants = f"{least} to {most} inputs"
    return error("wrong-arity", f"`{gate.name}` takes {wants}, not {count}", span,
                 help=f"{gate.name}({', '.join(gate.params)}{', …' if gate.more else ''})",
                 )  # fmt: skip


def known_gate(name: str, span: Span | None, others: Sequence[str] = ()) -> Gate:
    """The row of a gate's name, or unknown-gate with what was perhaps meant."""
    gate = BY_NAME.get(name)
    if gate is None or gate.family == "internal":
        words = [row.name for row in TABLE if row.family != "internal"]
        meant = FOREIGN.get(name.lower(), "")
        near = meant if meant in BY_NAME else suggest(name, [*words, *others])
        mend = f"did you mean `{near}`?" if near else "`circuitlang gates` lists them all"
        raise error("unknown-gate", f"there is no gate called `{name}`", span, help=mend)
    return gate
