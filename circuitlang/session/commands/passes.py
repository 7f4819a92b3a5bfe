"""Running the circuit: forward, backward."""

from __future__ import annotations

from circuitlang.reports.tables import GradientLine, gradient_line
from circuitlang.session.registry import Name, Value, command
from circuitlang.session.rules import source_of_gradients

TYPE_CHECKING = False
if TYPE_CHECKING:
    from circuitlang.session.session import Session


@command("forward", group="run")
def forward(session: Session) -> None:
    """Compute every gate, in order.

    Values that are not finite are IEEE-754's (a pole or an overflow gives inf, what is undefined
    nan); a warning names the first gate where one arose.

    > input x = 3
    > f = x * x
    > forward
    > show
    """
    session.forward()


@command("backward [NAME] [with VALUE]", group="run")
def backward(
    session: Session, name: Name | None = None, value: Value | None = None
) -> GradientLine:
    """The gradient of NAME (default: the output) by everything, seeded with VALUE (default 1).

    Runs `forward` first where values are stale, and says so.  Each backward starts from zero.

    > input x = 3, y = 4
    > q = x * y
    > f = q * q
    > backward
    > backward q
    > backward q with 10
    """
    of = source_of_gradients(session, name)
    session.need_forward()
    seed = None if value is None else session.number(value)
    gradients = session.state.backward(of, seed, session.place)
    session.warn(gradients.warnings)
    return gradient_line(session.state.standing(), session.leaf_wires(), gradients.seed)
