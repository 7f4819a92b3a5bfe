"""The vocabulary of floats, read as steps for later: for the numbers among tensors."""

from __future__ import annotations

from functools import partial
from typing import Any

from circuitlang.readings import step_calls as calls
from circuitlang.readings.arrays import NOTHING, Only
from circuitlang.readings.floats import Floats
from circuitlang.readings.steps import Steps


class RecordedFloats:
    """Words that are not here are those of `floats`, as steps."""

    nothing = NOTHING

    def __init__(self, steps: Steps, plain: Floats) -> None:
        self.steps, self.plain, self.ties = steps, plain, plain.ties

    def __getattr__(self, word: str) -> Any:
        return partial(self.steps.apply, getattr(self.plain, word))

    def only(self, c: Any, v: Any) -> Any:
        return Only(v, c)

    def sigmoid(self, x: Any, times: Any = 1.0) -> Any:
        return self.steps.apply(self.plain.sigmoid, x, times)

    def cdf(self, x: Any, times: Any = 1.0) -> Any:
        return self.steps.apply(self.plain.cdf, x, times)

    def pdf(self, x: Any, times: Any = 1.0) -> Any:
        return self.steps.apply(self.plain.pdf, x, times)

    def tied(self, xs: Any, out: Any) -> Any:
        return self.steps.apply(calls.tied_floats, out, *xs)
