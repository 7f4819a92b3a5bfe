"""Pictures: diagram, export."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circuitlang.reports.drawing import Drawing, draw
from circuitlang.session.registry import Names, command

if TYPE_CHECKING:
    from circuitlang.session.session import Session


@command("diagram [NAMES]", group="look")
def diagram(session: Session, names: Names | None = None) -> Drawing:
    """The circuit drawn in the terminal, values above and gradients below each wire.

    With NAMES those gates, the operations that they are made of, and their neighbours; without,
    all of it.  What does not fit is left out and counted, farthest first; `…` tells where.  At `●`
    a wire forks, at `├(` a gate gathers its inputs; where lines cross without touching, the upright
    one passes over the other.  A dot is a number that was never computed, `?` marks a stale one.
    """
    return draw(session.state.standing(), None if names is None else session.wires(names))
