"""The rules read as a list of steps: calls of NumPy on registers, found once and run many times.

A `Node` stands for a value that is not there yet.  What is done to nodes becomes steps, each one
only once; what is done to plain numbers is done at once.  To learn what a step makes, it is run on
a likeness of its inputs: an array of the right shape and layout whose memory is zeros that all
likenesses share, and that nobody writes to.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from enum import Enum
from functools import partial
from typing import Any

import numpy as np


class Kind(Enum):
    """What a step does with its result."""

    WRITES = "writes it into an array that it is given"
    VIEWS = "gives another view of its first input"
    MAKES = "gives something new"
    CHECKS = "has none: raises where something does not hold"


class Out:
    """Stands among the arguments of a step where the array goes that it writes into."""

    def __repr__(self) -> str:
        return "OUT"


OUT = Out()


class Step:
    """One call: `call(*arguments)`, all of them numbers of registers.

    inputs, result  those that it reads, and the one that it writes into or that gets what it gives;
                    a check has no result: -1
    yielding        the inputs whose place its result may take: it reads them only where it writes,
                    or not at all afterwards
    early           a check that may come as soon as its inputs are there
    """

    __slots__ = ("arguments", "call", "early", "inputs", "kind", "result", "yielding")

    def __init__(self, call: Callable[..., Any], arguments: tuple[int, ...], kind: Kind,
                 result: int, yielding: int = 0, early: bool = False) -> None:  # fmt: skip
        self.call, self.arguments, self.kind = call, arguments, kind
        self.inputs = tuple([x for x in arguments if x != result])
        self.yielding, self.result, self.early = self.inputs[:yielding], result, early


class Node:
    """A value of a later run: register `at`; `like` has its shape and layout (or is a number)."""

    __slots__ = ("at", "like", "steps")

    def __init__(self, steps: Steps, at: int, like: Any) -> None:
        self.steps, self.at, self.like = steps, at, like

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **options: Any) -> Any:
        return self.steps.apply(getattr(ufunc, method) if method != "__call__" else ufunc,
                                *inputs, **options)  # fmt: skip

    def __array_function__(self, function: Any, types: Any, args: Any, options: Any) -> Any:
        word = self.steps.words.get(function)
        return NotImplemented if word is None else word(*args, **options)  # a TypeError

    def __bool__(self) -> bool:
        raise TypeError("a value of a later run is neither true nor false yet")

    def __eq__(self, other: object) -> Any:
        raise TypeError("a value of a later run is like no other yet")

    __hash__ = None  # type: ignore[assignment]

    def __add__(self, other: Any) -> Any:
        return self.steps.pair(operator.add, np.add, self, other)

    def __radd__(self, other: Any) -> Any:
        return self.steps.pair(operator.add, np.add, other, self)

    def __sub__(self, other: Any) -> Any:
        return self.steps.pair(operator.sub, np.subtract, self, other)

    def __rsub__(self, other: Any) -> Any:
        return self.steps.pair(operator.sub, np.subtract, other, self)

    def __mul__(self, other: Any) -> Any:
        return self.steps.product(self, other)

    def __rmul__(self, other: Any) -> Any:
        return self.steps.product(other, self)

    def __truediv__(self, other: Any) -> Any:
        return self.steps.apply(np.divide, self, other)

    def __rtruediv__(self, other: Any) -> Any:
        return self.steps.apply(np.divide, other, self)

    def __and__(self, other: Any) -> Any:
        return self.steps.apply(np.logical_and, self, other)

    __rand__ = __and__

    def __neg__(self) -> Any:
        return self.steps.negative(self)


def like(value: Any) -> Any:
    """What a value is like: itself, if it is there already."""
    return value.like if type(value) is Node else value


def number(value: Any) -> bool:
    return not isinstance(like(value), np.ndarray)


class Steps:
    """A list of steps that grows, and what stands in the registers before it is run.

    likes   of each register; consts: the registers that hold a number (or an array) for good
    words   what is done where a function of NumPy meets a node
    """

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.likes: list[Any] = []
        self.consts: dict[int, Any] = {}
        self.words: dict[Any, Callable[..., Any]] = {}
        self._known: dict[Any, Any] = {}
        self._negated: dict[int, Node] = {}
        self._keyed: list[Any] = []
        self._zeros = [np.zeros(1 << 16, np.uint8)]

    def leaf(self, value: Any) -> Node:
        """A node for what the caller will give: with the shape and the layout of this value."""
        if not isinstance(value, np.ndarray):
            return self._node(0.0)
        return self._node(self._likeness(value))

    def apply(self, function: Callable[..., Any], *args: Any, **options: Any) -> Any:
        """function(*args, **options): a node, if there is one among the arguments.  OUT among them
        is None, or the array that the result goes to; an elementwise function of NumPy has it last,
        a word that has a parameter `out` is given it there."""
        if not any(type(x) is Node for x in args):
            return function(*[None if x is OUT else x for x in args], **options)
        key = (function, *[_key(x) for x in args], *sorted(options.items()))
        if key not in self._known:
            self._keyed.append(args)  # an array is known by its place in memory: it has to stay
            self._known[key] = self._made(function, args, options)
        return self._known[key]

    def check(self, function: Callable[..., None], *args: Any, early: bool = True) -> None:
        """Have the function look at values of the run; it raises where they will not do."""
        key = (function, *[_key(x) for x in args])
        if key not in self._known:
            self._known[key] = None
            registers = tuple([self._register(x) for x in args])
            self.steps.append(Step(function, registers, Kind.CHECKS, -1, early=early))

    def pair(self, plain: Any, ufunc: Any, a: Any, b: Any) -> Any:
        """An operator: Python's of two numbers, else NumPy's."""
        return self.apply(plain if number(a) and number(b) else ufunc, a, b)

    def negative(self, x: Node) -> Node:
        """-x; of -y it is y."""
        if x.at in self._negated:
            return self._negated[x.at]
        found: Node = self.apply(operator.neg if number(x) else np.negative, x)
        self._negated[found.at] = x
        return found

    def product(self, a: Any, b: Any) -> Any:
        """a * b; the product with 1.0 changes no bit."""
        if type(a) is float and a == 1.0:
            return b
        if type(b) is float and b == 1.0:
            return a
        return self.pair(operator.mul, np.multiply, a, b)

    def held(self, key: Any, value: Any) -> Any:
        """The first value that was given under this key: one array for many steps."""
        return self._known.setdefault(("held", key), value)

    # ------------------------------------------------------------------ one step

    def _made(self, function: Any, args: tuple[Any, ...], options: dict[str, Any]) -> Any:
        result = function(*[None if x is OUT else like(x) for x in args], **options)
        if not isinstance(result, np.ndarray) or result.ndim == 0:
            if isinstance(result, np.ndarray):
                result = result[()]
            return self._step(partial(function, **options) if options else function, args,
                              Kind.MAKES, result)  # fmt: skip
        for x in args:
            if type(x) is Node and result is x.like:
                return x
        if any(np.may_share_memory(result, zeros) for zeros in self._zeros):
            call = partial(function, **options) if options else function
            return self._step(call, args, Kind.VIEWS, result)
        call, result = partial(function, **options) if options else function, self._likeness(result)
        if isinstance(function, np.ufunc):
            # of an array of no axes it need not find out first which type it is
            args = (*[np.array(x) if type(x) is float else x for x in args], OUT)
            if function in NAMED:
                call = partial(_into, function, options)
        elif not any(x is OUT for x in args) and _has_out(function):
            call, args = partial(_into, function, options), (*args, OUT)
        if not _packed(result) or not any(x is OUT for x in args):
            return self._step(call, args, Kind.MAKES, result)
        elementwise = isinstance(function, np.ufunc) and function.signature is None
        yielding = len(args) if elementwise else int(function in TAKES_OVER)
        return self._step(call, args, Kind.WRITES, result, yielding)

    def _step(self, call: Any, args: tuple[Any, ...], kind: Kind, result: Any, yielding: int = 0,
              ) -> Node:  # fmt: skip
        node, writes = self._node(result), kind is Kind.WRITES
        registers = tuple([node.at if x is OUT and writes else self._register(x) for x in args])
        self.steps.append(Step(call, registers, kind, node.at, yielding))
        return node

    def _register(self, x: Any) -> int:
        return x.at if type(x) is Node else self._const(None if x is OUT else x)

    def _node(self, like: Any) -> Node:
        self.likes.append(like)
        return Node(self, len(self.likes) - 1, like)

    def _const(self, value: Any) -> int:
        key = "const", _key(value)
        if key not in self._known:
            node = self._node(value)
            self._known[key] = node.at
            self.consts[node.at] = value
        found: int = self._known[key]
        return found

    def _likeness(self, array: Any) -> Any:
        """Zeros with the shape and the layout of an array."""
        if any(stride < 0 for stride in array.strides):
            return array
        spans = [(size - 1) * step for size, step in zip(array.shape, array.strides, strict=True)]
        need = max(1, sum(spans) + array.itemsize) if array.size else 1
        if need > self._zeros[-1].size:
            self._zeros.append(np.zeros(2 * need, np.uint8))
        buffer = self._zeros[-1] if array.size else np.zeros(8, np.uint8)
        return np.ndarray(array.shape, array.dtype, buffer, strides=array.strides)


NAMED = {np.maximum, np.minimum}
"""Functions of NumPy that want their array as `out=`."""

TAKES_OVER: set[Any] = set()
"""Words besides NumPy's elementwise functions whose `out` may be their first input itself, but none
of the others, which they read after they have begun to write."""


def _key(x: Any) -> Any:
    if type(x) is Node:
        return "node", x.at
    if isinstance(x, np.ndarray):
        return (x.dtype, x.tobytes()) if x.ndim == 0 else ("array", id(x))
    if isinstance(x, (float, np.generic)):
        return type(x), x.tobytes() if isinstance(x, np.generic) else x.hex()
    return type(x), x


def _into(function: Any, options: dict[str, Any], *args: Any) -> None:
    *inputs, out = args
    function(*inputs, out=out, **options)


def _has_out(function: Any) -> bool:
    code = getattr(function, "__code__", None)
    if code is None:
        return False
    return "out" in code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]


def _packed(array: Any) -> bool:
    """Do its elements fill its memory without gaps, in whichever order of the axes?"""
    order = sorted(range(array.ndim), key=lambda axis: -array.strides[axis])
    return bool(array.transpose(order).flags.c_contiguous) and array.dtype != object
