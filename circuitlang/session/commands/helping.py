"""The guide at the prompt: help, gates."""

from __future__ import annotations

from circuitlang.session.registry import Rest, command
from circuitlang.text.errors import CircuitError, error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from circuitlang.reports.page import Page
    from circuitlang.session.session import Session


@command("help [TOPIC]", group="session")
def help_(session: Session, topic: Rest | None = None) -> Page:
    """What there is; or a page about one command, gate, sign, word, code of an error or topic.

    `help commands` and `help topics` list them with a line about each.  Examples are really run
    when their page is shown.

    > help upstream
    """
    from circuitlang import guide

    if topic is None:
        return guide.front()
    try:
        return guide.page(topic.value, session.limits.files)
    except CircuitError as problem:
        name = topic.value.strip()
        mend = problem.errors[0].help
        if session.state.builder.resolve(name) is not None:
            mend = f"it is a name in this circuit: explain {name}"
        elif name in session.state.builder.definitions:
            mend = "it is a definition of this circuit"
        raise error(problem.code, problem.errors[0].message, session.span(topic), help=mend,
                    ) from None  # fmt: skip


@command("gates", group="session")
def gates(session: Session) -> Page:
    """Every gate in a line: how it is written, its local gradient by each input.

    `help mul` explains one of them.
    """
    from circuitlang import guide

    return guide.gates()
