"""The descent: params moved against the gradient of a loss (or along it), step after step."""

from __future__ import annotations

from math import inf, sqrt
from time import monotonic

from circuitlang.readings.values import finite
from circuitlang.text.records import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from circuitlang.session.losses import Loss, Values
    from circuitlang.text.limits import Limits

MOMENTUM = 0.9
ADAM = 0.9, 0.999, 1e-8  # β1, β2, ε
PATIENCE = 10  # steps in a row in which the loss may get worse
POINTS = 512  # of the loss curve that are kept


def _sgd(p: Any, g: Any, rate: float, step: int, memory: Any) -> tuple[Any, Any]:
    return p - rate * g, None


def _momentum(p: Any, g: Any, rate: float, step: int, memory: Any) -> tuple[Any, Any]:
    speed = g if memory is None else MOMENTUM * memory + g
    return p - rate * speed, speed


def _adam(p: Any, g: Any, rate: float, step: int, memory: Any) -> tuple[Any, Any]:
    """Kingma and Ba, 'Adam: a method for stochastic optimization' (2015), algorithm 1."""
    first, second, epsilon = ADAM
    mean, square = (0.0, 0.0) if memory is None else memory
    mean = first * mean + (1.0 - first) * g
    square = second * square + (1.0 - second) * (g * g)
    size = _root(square) / sqrt(1.0 - second**step) + epsilon
    return p - rate / (1.0 - first**step) * (mean / size), (mean, square)


def _root(x: Any) -> Any:
    if isinstance(x, float):
        return sqrt(x)
    import numpy as np

    return np.sqrt(x)


RULES: dict[str, Callable[..., tuple[Any, Any]]] = {
    "sgd": _sgd, "momentum": _momentum, "adam": _adam,
}  # fmt: skip
"""How a param moves: from its value, its gradient, the rate, the number of the step (from 1) and
what the last step left, to its new value and what this step leaves."""


@dataclass
class Plan:
    """`sign` is 1 downhill and -1 uphill; `batch` rows go into a step (0: all)."""

    rule: str
    rate: float
    steps: int
    sign: float
    batch: int
    seed: int


@dataclass
class Course:
    """How a descent went.

    params   what was learned
    done     the steps that were taken
    curve    the loss before each of them, or before some; `at` tells before which
    stopped  why it ended early: `interrupted`, `worse`, `loss` or `gradient` (not finite); or empty
    bad      the loss, or the name of the param, that stopped it
    """

    params: Values
    first: float = 0.0
    last: float = 0.0
    done: int = 0
    stopped: str = ""
    bad: Any = None
    curve: tuple[float, ...] = ()
    at: tuple[int, ...] = ()


class _Curve:
    def __init__(self) -> None:
        self.points: list[tuple[int, float]] = []
        self.stride = 1

    def add(self, step: int, loss: float) -> None:
        if step % self.stride == 0:
            self.points.append((step, loss))
        if len(self.points) > POINTS:
            self.points, self.stride = self.points[::2], 2 * self.stride

    def end(self, step: int, loss: float) -> None:
        """What there is after the last step, whatever the stride."""
        self.points.append((step, loss))


def batches(count: int, size: int, seed: int) -> Callable[[], Any]:
    """What gives the rows of the next step: all in a random order, then again in another."""
    if not count or not 0 < size < count:
        return lambda: None
    import numpy as np

    generator = np.random.default_rng(seed % 2**63)
    waiting: list[Any] = []

    def following() -> Any:
        if not waiting:
            order = generator.permutation(count)
            waiting.extend(order[low : low + size] for low in range(0, count, size))
        return waiting.pop(0)

    return following


def descend(loss: Loss, start: Values, plan: Plan, limits: Limits,
            watch: Callable[[int, float], None]) -> Course:  # fmt: skip
    """Take the steps of a plan.  Ctrl-C ends it after a step.  Where the loss gets worse and worse
    or is not finite, it ends with the best params that were seen."""
    course, curve = Course(start), _Curve()
    memory: Values = dict.fromkeys(start)
    rule, sign = RULES[plan.rule], plan.sign
    following = batches(loss.count, plan.batch, plan.seed)
    best, least, before, worse = start, inf, inf, 0
    began = monotonic()
    try:
        course.first = course.last = loss(start)[0]
        for step in range(plan.steps):
            value, grads = loss(course.params, following())
            if not finite(value):
                course.stopped, course.bad = "loss", value
                break
            curve.add(step, value)
            if sign * value < least:
                best, least = course.params, sign * value
            worse = worse + 1 if sign * value > before else 0
            before = sign * value
            # above where it began by more than it ever came below: no bump that training gets over
            if worse >= PATIENCE and before - sign * course.first > sign * course.first - least:
                course.stopped, course.bad = "worse", value
                break
            moved, kept = {}, {}
            for wire, p in course.params.items():
                g = 0.0 if grads[wire] is None else grads[wire]
                if not finite(g):
                    course.stopped, course.bad = "gradient", wire
                    break
                moved[wire], kept[wire] = rule(p, sign * g, plan.rate, step + 1, memory[wire])
            if course.stopped:
                break
            course.params, memory, course.done = moved, kept, step + 1
            watch(course.done, value)
            if limits.time is not None and monotonic() - began > limits.time:
                raise limits.exceeded("time", monotonic() - began, None, "this descent")
    except KeyboardInterrupt:
        course.stopped = "interrupted"
    if course.stopped not in ("", "interrupted"):
        course.params = best
    course.last = loss(course.params)[0]
    if not finite(course.last) and not course.stopped:
        course.stopped, course.bad, course.params = "loss", course.last, best
        course.last = loss(best)[0]
    elif not course.stopped:
        curve.end(course.done, course.last)
    course.at = tuple(step for step, _ in curve.points)
    course.curve = tuple(loss for _, loss in curve.points)
    return course
