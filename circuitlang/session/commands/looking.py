"""Looking at the circuit: show, local, chained, grads."""

from __future__ import annotations

from circuitlang.reports.chained import ChainedTable, chained_table
from circuitlang.reports.tables import (
    GateTable,
    GradientLine,
    LocalTable,
    gate_table,
    gradient_line,
    local_table,
)
from circuitlang.session.registry import Names, command
from circuitlang.text.errors import error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from circuitlang.session.session import Session


@command("show [NAMES]", group="look")
def show(session: Session, names: Names | None = None) -> GateTable:
    """A table: gate, operation, inputs, value, gradient.

    Without NAMES the named gates; `show q.*` and `show *` reach inner gates.  A stale number is
    marked as stale, and one that was never computed is a dot.

    > input x = -2, y = 5, z = -4
    > f = (x + y) * z
    > backward
    > show
    > show f.*
    """
    return gate_table(session.state.standing(), session.wires(names))


@command("local [NAMES]", group="look")
def local(session: Session, names: Names | None = None) -> LocalTable:
    """Each gate's local gradients, with formula and number.

    The local gradient of a gate by one of its inputs is how fast its output moves with that
    input alone.

    > input x = -2, y = 5, z = -4
    > q = x + y
    > f = q * z
    > forward
    > local
    """
    wires = session.wires(names)
    if names is None:
        wires = [wire for wire in wires if session.state.builder.tape.kind[wire] >= 0]
    return local_table(session.state.standing(), wires)


@command("chained [NAMES]", group="look")
def chained(session: Session, names: Names | None = None) -> ChainedTable:
    """Upstream × local = chained, for each input of each gate.

    Where a value feeds several gates there is a ledger: each term with its path, their sum, and
    the wrong value that forgetting to add would give.

    > input x = 3
    > q = 2 * x
    > f = q * q
    > backward
    > chained f, q
    """
    wires = session.wires(names)
    _need_gradients(session)
    tape = session.state.builder.tape
    return chained_table(session.state.standing(), [x for x in wires if not tape.is_const(x)])


@command("grads [NAMES]", group="look")
def grads(session: Session, names: Names | None = None) -> GradientLine:
    """The gradient of the output on inputs and params.

    > input x = -2, y = 5
    > f = x * y
    > backward
    > grads
    > grads f, y
    """
    wires = session.leaf_wires() if names is None else session.wires(names)
    _need_gradients(session)
    tape, gradients = session.state.builder.tape, session.state.gradients
    assert gradients is not None
    wires = [wire for wire in wires if not tape.is_const(wire)]
    return gradient_line(session.state.standing(), wires, gradients.seed)


def _need_gradients(session: Session) -> None:
    if session.state.gradients is None:
        raise error("no-gradient-yet", "there are no gradients yet", session.place,
                    help="run backward first")  # fmt: skip
