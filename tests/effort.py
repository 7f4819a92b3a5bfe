"""How much work something is, as a count that no busy machine changes."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType
    from typing import Any


def lines_run(work: Callable[[], object]) -> int:
    """How many lines of Python the call runs, in all modules."""
    count = 0

    def tracer(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        count += event == "line"
        return tracer

    before = sys.gettrace()
    sys.settrace(tracer)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def growth(small: Callable[[], object], twice: Callable[[], object]) -> float:
    """By what factor the work grows for twice the size: about 2 where it is linear, 4 where it is
    quadratic."""
    return lines_run(twice) / lines_run(small)
