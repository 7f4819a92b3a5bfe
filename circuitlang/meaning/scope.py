"""The names that hide the circuit's own, and work that waits for other work."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Generator
    from typing import Any

    from circuitlang.meaning.builder import Operand

    Task = Generator[Any, Any, Any]


class Scope:
    """The names that hide the circuit's own: loop variables, and in a definition's body its
    parameters and variables (`closed`: nothing of the circuit but constants is seen)."""

    __slots__ = ("closed", "names")

    def __init__(self, names: dict[str, Operand] | None = None, closed: bool = False) -> None:
        self.names = names if names is not None else {}
        self.closed = closed


def run(task: Task) -> Any:
    """Run a task and those that it waits for, one after another; the result of the first."""
    waiting = [task]
    value: Any = None
    while waiting:
        try:
            inner = waiting[-1].send(value)
        except StopIteration as done:
            waiting.pop()
            value = done.value
        else:
            waiting.append(inner)
            value = None
    return value
