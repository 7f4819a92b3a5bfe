"""Explaining in words."""

from __future__ import annotations

from circuitlang.reports.explain import Explained, Since
from circuitlang.reports.explain import explain as explained
from circuitlang.session.registry import Names, command

TYPE_CHECKING = False
if TYPE_CHECKING:
    from circuitlang.session.session import Session

FULL = 12  # of more gates each gets one line


@command("explain [NAMES]", group="look")
def explain(session: Session, names: Names | None = None) -> Explained:
    """In words, from the numbers: what kind of gate it is, what it was told, what it passes on,
    what a small change would do to the output.

    Without NAMES all named gates, in one line each if they are many.

    > input x = -2, y = 5, z = -4
    > q = x + y
    > f = q * z
    > backward
    > explain
    """
    state = session.state
    standing, wires = state.standing(), session.wires(names)
    if names is None:
        gates = [wire for wire in wires if standing.tape.kind[wire] >= 0]
        wires = gates or wires
    since = Since(state.changed_by, state.gradients_stale)
    return explained(standing, wires, since, names is None and len(wires) > FULL)
