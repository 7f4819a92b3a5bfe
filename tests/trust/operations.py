"""What random circuits are made of: how an operation is written in the language, what it means in a
world, and how far it is from a kink, a tie or a jump."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np


class Operation(NamedTuple):
    """`text` is a pattern of its operands; `analytic`: may be computed with complex numbers."""

    name: str
    text: str
    means: Callable[..., Any]
    away: Callable[..., Any] | None = None
    analytic: bool = True
    takes: Callable[..., bool] = lambda *shapes: True


def square(x: Any) -> Any:
    return x * x


def one(name: str, text: str = "", means: Any = None, away: Any = None, analytic: bool = True,
        ) -> Operation:  # fmt: skip
    return Operation(name, text or name + "({})", means or (lambda w, x: getattr(w, name)(x)), away,
                     analytic)  # fmt: skip


def apart(x: Any, y: Any) -> Any:
    return x - y


ONE = [
    one("neg", "-({})", lambda w, x: -x),
    one("copy", "copy({})", lambda w, x: 1.0 * x),
    one("exp", "exp(sin({}))", lambda w, x: w.exp(w.sin(x))),
    one("log", "log(square({}) + 0.5)", lambda w, x: w.log(square(x) + 0.5)),
    one("sqrt", "sqrt(square({}) + 0.1)", lambda w, x: w.sqrt(square(x) + 0.1)),
    one("square", "square({})", lambda w, x: square(x)),
    one("reciprocal", "reciprocal(1 + square({}))", lambda w, x: 1.0 / (1.0 + square(x))),
    one("sin"), one("cos"), one("tanh"), one("arctan"),
    one("tan", "tan(tanh({}))", lambda w, x: w.tan(w.tanh(x))),
    one("sigmoid"), one("silu"), one("softplus"),
    one("gelu", analytic=False),
    one("pow", "({}) ** 3", lambda w, x: x**3),
    one("root", "(1 + square({})) ** 0.3", lambda w, x: (1.0 + square(x)) ** 0.3),
    one("base", "1.5 ** sin({})", lambda w, x: w.leaf(1.5) ** w.sin(x)),
    one("detach", analytic=False),
    one("abs", away=lambda x: x, analytic=False),
    one("sign", away=lambda x: x, analytic=False),
    one("relu", away=lambda x: x, analytic=False),
    one("leaky_relu", away=lambda x: x, analytic=False),
    one("elu", away=lambda x: x, analytic=False),
    one("clip", "clip({}, -1, 1.5)",
        away=lambda x: np.minimum(np.abs(x + 1), np.abs(x - 1.5)), analytic=False),
]  # fmt: skip


def arithmetic(word: str) -> Callable[..., Any]:
    return lambda w, *xs: w.arithmetic(word, *xs)


def either(word: str) -> Callable[..., Any]:
    return lambda w, *xs: getattr(w, word)(*xs)


TWO = [
    Operation("add", "({} + {})", arithmetic("add")),
    Operation("sub", "({} - {})", arithmetic("sub")),
    Operation("mul", "({} * {})", arithmetic("mul")),
    Operation("div", "({} / (1 + square({})))",
              lambda w, x, y: w.arithmetic("div", x, 1.0 + square(y))),
    Operation("powers", "(square({}) + 0.2) ** tanh({})",
              lambda w, x, y: w.arithmetic("pow", square(x) + 0.2, w.tanh(y))),
    Operation("max", "max({}, {})", either("max"), apart, False),
    Operation("min", "min({}, {})", either("min"), apart, False),
    Operation("lt", "({} < {}) * {0}", lambda w, x, y: w.choose(x < y, x, 0.0 * x), apart, False),
    Operation("where", "where({0} > {1}, {0} * {1}, {1} - 2)",
              lambda w, x, y: w.choose(x > y, x * y, y - 2.0), apart, False),
    Operation("mse", "mse({}, {})",
              lambda w, x, y: w.reduce("mean", square(x - y), None, False),
              takes=lambda a, b: bool(a or b)),
]  # fmt: skip
TWO[7] = TWO[7]._replace(text="({0} < {1}) * {0}")
MANY = [
    Operation("add", "add({})", arithmetic("add")),
    Operation("mul", "mul({})", arithmetic("mul")),
    Operation("max", "max({})", either("max"), apart, False),
    Operation("min", "min({})", either("min"), apart, False),
]


def tensor(name: str, text: str, means: Any, takes: Any, away: Any = None, analytic: bool = True,
           ) -> Operation:  # fmt: skip
    return Operation(name, text, means, away, analytic, takes)


def reducing(word: str, axis: Any, keep: bool) -> Operation:
    options = "" if axis is None else f", axis={axis}"
    options += ", keepdims=1" if keep else ""

    def gap(x: Any) -> Any:
        if word == "norm":
            return np.sqrt(np.sum(x * x, axis=axis))
        if word == "prod":
            return x
        ordered = np.sort(x, axis=axis)
        along = ordered.ravel() if axis is None else np.moveaxis(ordered, axis, -1)
        end = along[..., -2:] if word == "max" else along[..., :2]
        return end[..., 1] - end[..., 0] if end.shape[-1] > 1 else np.ones(1)

    return tensor(f"{word} of", f"{word}({{}}{options})",
                  lambda w, x: w.reduce(word, x, axis, keep),
                  lambda s: len(s) > (0 if axis is None else max(axis, -axis - 1)),
                  gap if word in ("max", "min", "norm", "prod") else None,
                  word not in ("max", "min", "norm"))  # fmt: skip


def labelled(word: str) -> Operation:
    labels = [2, 0]

    def margins(x: Any) -> Any:
        right = np.take_along_axis(x, np.array(labels)[:, None], 1)
        return np.where(np.eye(3)[labels] > 0, 1.0, x - right + 1.0)

    return tensor(word, f"{word}({{}}, {labels})", lambda w, x: getattr(w, word)(x, labels),
                  lambda s: s == (2, 3), margins if word == "hinge" else None,
                  word != "hinge")  # fmt: skip


def windows_gap(x: Any) -> Any:
    ordered = np.sort(np.asarray(_windows(x)), -1)
    return ordered[..., -1] - ordered[..., -2]


def _windows(x: Any) -> Any:
    from tests.trust.worlds import World

    return World().windows(x)


TENSOR = [
    *[reducing(word, axis, keep)
      for word in ("sum", "mean", "prod", "var", "norm", "logsumexp", "max", "min")
      for axis, keep in ((None, False), (0, False), (-1, True), (1, False))],
    tensor("softmax", "softmax({})", lambda w, x: w.softmax(x), bool),
    tensor("log_softmax", "log_softmax({})", lambda w, x: w.log_softmax(x), bool),
    tensor("transpose", "({}).T", lambda w, x: w.transpose(x), lambda s: len(s) > 1),
    tensor("reshape", "reshape({}, [3, 2])", lambda w, x: w.reshape(x, (3, 2)),
           lambda s: s in ((2, 3), (6,))),
    tensor("flatten", "flatten({})", lambda w, x: w.reshape(x, (-1,)), lambda s: len(s) > 1),
    tensor("broadcast", "broadcast({}, [2, 3])", lambda w, x: w.broadcast(x, (2, 3)),
           lambda s: s in ((), (3,), (1, 3), (2, 1))),
    tensor("index", "({})[-1]", lambda w, x: x[-1], bool),
    tensor("slice", "({})[:, 1:]", lambda w, x: x[:, 1:], lambda s: len(s) > 1 and s[1] > 1),
    tensor("maxpool2d", "maxpool2d({}, 2)", lambda w, x: w.maxpool2d(x),
           lambda s: len(s) == 4 and min(s[2:]) > 1, windows_gap, False),
    tensor("avgpool2d", "avgpool2d({}, 2)", lambda w, x: w.avgpool2d(x),
           lambda s: len(s) == 4 and min(s[2:]) > 1),
    labelled("cross_entropy"), labelled("hinge"),
]  # fmt: skip
PAIRED = [
    tensor("matmul", "({}) @ ({})", lambda w, a, b: w.matmul(a, b),
           lambda a, b: 0 < len(a) < 3 and 0 < len(b) < 3 and a[-1] == b[0]),
    tensor("dot", "dot({}, {})", lambda w, a, b: w.matmul(a, b),
           lambda a, b: len(a) == len(b) == 1 and a == b),
    tensor("outer", "outer({}, {})", lambda w, a, b: w.outer(a, b),
           lambda a, b: len(a) == len(b) == 1 and max(a + b) < 5),
    tensor("concat", "concat({}, {})", lambda w, a, b: w.concatenate([a, b]),
           lambda a, b: len(a) == len(b) > 0 and a[1:] == b[1:] and a[0] + b[0] < 7),
    tensor("stack", "stack({}, {})", lambda w, a, b: w.stack([a, b]),
           lambda a, b: a == b and len(a) < 3),
    tensor("conv2d", "conv2d({}, {})", lambda w, a, b: w.conv2d(a, b),
           lambda a, b: len(a) == len(b) == 4 and a[1] == b[1] and a[2] >= b[2]
           and a[3] >= b[3]),
]  # fmt: skip
