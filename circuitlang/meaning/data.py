"""Initial values: constructors of tensors, random draws, and data read from files."""

from __future__ import annotations

from math import ceil, isfinite

from circuitlang.text.errors import error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from circuitlang.syntax import nodes
    from circuitlang.text.limits import Limits
    from circuitlang.text.source import Span

CONSTRUCTORS = frozenset({"zeros", "ones", "full", "eye", "arange", "linspace"})
DRAWS = frozenset({"randn", "uniform"})
FILES = frozenset({"csv", "npy"})
INITIAL = DRAWS | FILES
"""Functions that only initial values may call."""


class Draws:
    """The random numbers of a circuit: the same for the same seed on every run.

    Scalars come from Python's generator (no NumPy for scalar circuits), tensors from NumPy's.
    """

    def __init__(self, seed: int = 0) -> None:
        self.restart(seed)

    def restart(self, seed: int) -> None:
        self.seed = seed
        self.scalars: Any = None
        self.tensors: Any = None
        self._state: Any = None

    def state(self) -> Any:
        if self._state is None:
            scalars = self.scalars.getstate() if self.scalars is not None else None
            tensors = self.tensors.bit_generator.state if self.tensors is not None else None
            self._state = (self.seed, scalars, tensors)
        return self._state

    def restore(self, state: Any) -> None:
        if state is self._state:
            return
        self.restart(state[0])
        if state[1] is not None:
            self._of_numbers().setstate(state[1])
        if state[2] is not None:
            self._generator().bit_generator.state = state[2]
        self._state = state

    def _of_numbers(self) -> Any:
        if self.scalars is None:
            import random

            self.scalars = random.Random(self.seed)
        return self.scalars

    def _generator(self) -> Any:
        if self.tensors is None:
            import numpy as np

            self.tensors = np.random.default_rng(self.seed % 2**63)
        return self.tensors

    def draw(self, kind: str, shape: tuple[int, ...], low: float, high: float) -> Any:
        """`randn`: normal with mean 0 and deviation 1; `uniform`: from low to high."""
        self._state = None
        if not shape:
            if kind == "randn":
                return self._of_numbers().gauss(0.0, 1.0)
            return low + (high - low) * self._of_numbers().random()
        if kind == "randn":
            return self._generator().standard_normal(shape)
        return self._generator().uniform(low, high, shape)


def construct(call: nodes.Call, operands: list[Any], span: Span, limits: Limits) -> Any:
    """`zeros(2, 3)`, `ones`, `full(2, 3, value)`, `eye(n)`, `arange(stop)`, `linspace(a, b, n)`;
    the operands are constants."""
    positional, named = operands[: call.arity], operands[call.arity :]
    if named:
        raise error("bad-argument", f"`{call.name}` takes its arguments by place", span)
    import numpy as np

    if call.name in ("arange", "linspace"):
        return _range(call.name, [_number(call.name, x, span) for x in positional], span, limits)
    if call.name == "full":
        if len(positional) < 2:
            raise error("wrong-arity", "`full` takes sizes and a value", span,
                        help="full(2, 3, 0.5)")  # fmt: skip
        return np.full(sizes(call.name, positional[:-1], span, limits),
                       _number("full", positional[-1], span))  # fmt: skip
    shape = sizes(call.name, positional, span, limits)
    if call.name == "eye":
        if len(shape) not in (1, 2):
            raise error("wrong-arity", "`eye` takes one or two sizes", span, help="eye(3)")
        limits.shape((shape[0], shape[-1]), span, "this tensor")
        return np.eye(shape[0], shape[-1])
    return (np.zeros if call.name == "zeros" else np.ones)(shape)


def sizes(name: str, operands: list[Any], span: Span, limits: Limits) -> tuple[int, ...]:
    """The sizes that stand in a call, one by one or as one tensor; checked against the limit."""
    given: list[float] = []
    for operand in operands:
        given += [operand] if isinstance(operand, float) else operand.ravel().tolist()
    for size in given:
        if size != size or size < 0 or size in (float("inf"),) or size != int(size):
            raise error("bad-argument", f"a size is a whole number that is not negative, not "
                        f"{size:g}", span, help=f"{name}(2, 3)")  # fmt: skip
    shape = tuple(map(int, given))
    limits.shape(shape, span, "this tensor")
    return shape


def _range(name: str, values: list[float], span: Span, limits: Limits) -> Any:
    import numpy as np

    least, most, example = (1, 3, "arange(0, 10, 2)") if name == "arange" else (
        3, 3, "linspace(0, 1, 11)")  # fmt: skip
    if not least <= len(values) <= most:
        raise error("wrong-arity", f"`{name}` takes {least} to {most} numbers" if least != most
                    else f"`{name}` takes {most} numbers", span, help=example)  # fmt: skip
    if not all(abs(value) < float("inf") for value in values):
        raise error("bad-argument", f"`{name}` takes finite numbers", span, help=example)
    if name == "linspace":
        (count,) = sizes(name, values[2:], span, limits)
        if isfinite(values[1] - values[0]):
            return np.linspace(values[0], values[1], count)
        return 2.0 * np.linspace(values[0] / 2.0, values[1] / 2.0, count)
    start, stop, step = [0.0, *values, 1.0] if len(values) == 1 else [*values, 1.0][:3]
    if step == 0.0:
        raise error("bad-argument", "the step of `arange` cannot be 0", span, help=example)
    steps = (stop - start) / step
    if steps <= 0.0:
        return np.zeros(0)  # as NumPy has it, which refuses to count very far below zero
    limits.check("elements", ceil(min(max(steps, 0.0), 1e300)), span, "this tensor")
    return np.arange(start, stop, step, dtype=np.float64)


def _number(name: str, operand: Any, span: Span) -> float:
    if isinstance(operand, float):
        return operand
    raise error("not-scalar", f"`{name}` takes numbers, not tensors", span)


def initial(call: nodes.Call, operands: list[Any], span: Span, draws: Draws, limits: Limits,
            read: Callable[[str, Span], bytes] | None) -> Any:  # fmt: skip
    """`randn(2, 3)`, `uniform(2, 3, low=-1, high=1)`, `csv("f.csv", "column")`, `npy("w.npy")`."""
    positional, named = operands[: call.arity], dict(zip(call.keywords, operands[call.arity :],
                                                         strict=True))  # fmt: skip
    if call.name in FILES:
        from circuitlang.meaning import datafiles

        if read is None:
            raise error("file-not-allowed", "files may not be read here", span)
        return datafiles.load(call.name, positional, span, limits, read)
    for word in named:
        if call.name != "uniform" or word not in ("low", "high"):
            raise error("bad-argument", f"`{call.name}` has no input `{word}`", span)
    low = _number(call.name, named.get("low", 0.0), span)
    high = _number(call.name, named.get("high", 1.0), span)
    if not (low <= high and isfinite(high - low)):
        raise error("bad-argument", f"`uniform` cannot draw from {low:g} to {high:g}", span,
                    help="low may not be above high, nor may they be infinite")  # fmt: skip
    return draws.draw(call.name, sizes(call.name, positional, span, limits), low, high)
