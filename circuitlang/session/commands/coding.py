"""The circuit as a program: code."""

from __future__ import annotations

from circuitlang.reports.notes import Printed
from circuitlang.session.registry import command

TYPE_CHECKING = False
if TYPE_CHECKING:
    from circuitlang.session.session import Session


@command("code", group="look")
def code(session: Session) -> Printed:
    """The circuit as staged forward and backward Python, one line a gate.

    The variables of the forward pass are used again in the backward pass, which goes through the
    gates in reverse; where a value feeds several gates, `+=` adds what each of them sends.  The
    program runs on its own: `forward_backward(x=3.0)` gives the value and the gradients.
    `export "f.py"` writes the same to a file, and `export "f.torch.py"` the forward pass for
    PyTorch.

    > param w = 2
    > input x = -1
    > dot = w * x
    > f = sigmoid(dot)
    > code
    """
    from circuitlang.exports.python import export

    session.state.output(session.place)  # or there is nothing to write
    return Printed(export(session.state.standing(), None).rstrip("\n"))
