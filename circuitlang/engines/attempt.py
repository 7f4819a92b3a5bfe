"""Whether to go by a plan: it is made when it is asked for the first time, made anew where other
branches are taken than it expects, and given up where it serves too seldom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from circuitlang.readings.step_calls import Unlike

if TYPE_CHECKING:
    from collections.abc import Callable

    from circuitlang.engines.tensors_buffers import Plan

    Untaken = frozenset[tuple[int, int]]

PLANS = 8  # for leaves that look otherwise
FAILURE, LIMIT = 16, 200  # a plan that failed must serve so often; what it may be behind with


class Attempt:
    """The plan for leaves of some shapes, if there is one yet; any number of threads may ask.

    untaken  branches that nothing goes through: (gate, number of the input)
    behind   how often it failed, less how often it served
    """

    __slots__ = ("behind", "plan", "untaken")

    def __init__(self) -> None:
        self.plan: Plan | None = None
        self.untaken: Untaken = frozenset()
        self.behind = 0

    def run(self, make: Callable[[Untaken], Plan], call: Callable[[Plan], Any], memory: int,
            ) -> Any:  # fmt: skip
        """What `call` gives of the plan; None: these values are none for a plan, or there cannot be
        one in so many bytes.  `make` makes it, for when these branches are not taken."""
        if self.behind > LIMIT:
            return None
        plan = self.plan
        if plan is None:
            try:
                plan = make(self.untaken)
            except (TypeError, AttributeError):  # a gate of one's own may do what nodes cannot
                plan = None
            if plan is None or plan.bytes > memory:
                self.behind = LIMIT + 1
                return None
            self.plan = plan
        try:
            found = call(plan)
        except Unlike as unlike:
            self.behind += FAILURE
            if unlike.branch is not None and self.plan is plan:  # no other thread was first
                self.plan, self.untaken = None, self.untaken ^ {unlike.branch}
            return None
        if self.behind:
            self.behind -= 1
        return found


class Attempts(dict[Any, Attempt]):
    """The attempts by how leaves look; so many are kept, then it begins anew."""

    def begin(self, look: Any) -> Attempt:
        """The attempt for leaves that look so, of which there was none."""
        if len(self) >= PLANS:
            self.clear()
        return self.setdefault(look, Attempt())
