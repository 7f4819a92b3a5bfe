"""A planned call once more, with arrays that look as they did in the call before: what was found of
them then, names, shapes, types, holds still, and the plan can run at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from circuitlang.readings.step_calls import Unlike
from circuitlang.readings.values import zeros_like

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circuitlang.engines.attempt import Attempt

FLOAT = np.dtype(np.float64)


class Again:
    """What a call with such arrays gives.

    given   the names of the values that the call before got; the others are `declared`
    leaves  the names of the leaves of the plan, in its order; wrt: those that get a gradient
    """

    def __init__(self, attempt: Attempt, given: dict[str, Any], leaves: dict[str, Any],
                 wrt: Sequence[str]) -> None:  # fmt: skip
        self.attempt, self.wrt, self.count = attempt, tuple(wrt), len(given)
        self.declared = {name: x for name, x in leaves.items() if name not in given}
        self.looks = [(name, *self._look(x), self.declared.get(name)) for name, x in leaves.items()]

    @staticmethod
    def _look(x: Any) -> tuple[Any, Any]:
        return (x.shape, x.strides) if type(x) is np.ndarray else (None, None)

    def __call__(self, given: dict[str, Any]) -> tuple[Any, dict[str, Any]] | None:
        """The value and {input: gradient}, or None where it is no call like the one before."""
        plan, values = self.attempt.plan, []
        if len(given) != self.count or plan is None or self.attempt.behind:
            return None
        for name, shape, strides, declared in self.looks:
            x = given.get(name) if declared is None else declared
            if declared is not None:
                pass
            elif shape is None:
                if type(x) is not float:
                    return None
            elif (type(x) is not np.ndarray or x.dtype is not FLOAT or x.shape != shape
                    or x.strides != strides):  # fmt: skip
                return None
            values.append(x)
        try:
            value, *grads = plan.run(values)
        except Unlike:  # the plain way finds out more
            return None
        return value, {name: zeros_like(given.get(name, self.declared.get(name)))
                       if slope is None else slope
                       for name, slope in zip(self.wrt, grads, strict=True)}  # fmt: skip
