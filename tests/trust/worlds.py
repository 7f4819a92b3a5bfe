"""The gates in other worlds, each by its meaning: NumPy's functions (real, complex or of autograd),
mpmath's numbers in NumPy's arrays, and PyTorch.  None of it looks at the rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from tests.trust.exact import mp

ELEMENTARY = ("exp", "log", "sqrt", "sin", "cos", "tan", "tanh", "arctan")


class World:
    """NumPy's functions, or those of a module that has them by the same names."""

    def __init__(self, module: Any = np) -> None:
        self.np = module
        for name in (*ELEMENTARY, "concatenate", "stack", "sum"):
            setattr(self, name, getattr(module, name))

    def leaf(self, value: Any) -> Any:
        return value

    def erf(self, x: Any) -> Any:
        from autograd.scipy.special import erf

        return erf(x)

    def arithmetic(self, word: str, *xs: Any) -> Any:
        return ARITHMETIC[word](*xs)

    # ------------------------------------------------------------------ elements

    def sigmoid(self, x: Any) -> Any:
        return 1.0 / (1.0 + self.exp(-x))

    def silu(self, x: Any) -> Any:
        return x / (1.0 + self.exp(-x))

    def softplus(self, x: Any) -> Any:
        return self.log(1.0 + self.exp(x))

    def gelu(self, x: Any) -> Any:
        return 0.5 * x * (1.0 + self.erf(x * self.sqrt(self.leaf(0.5))))

    def elu(self, x: Any) -> Any:
        return self.choose(x > 0, x, self.exp(x) - 1.0)

    def abs(self, x: Any) -> Any:
        return self.np.abs(x)

    def sign(self, x: Any) -> Any:
        return 0.0 * x + self.choose(x > 0, 1.0, self.choose(x < 0, -1.0, 0.0))

    def relu(self, x: Any) -> Any:
        return self.choose(x > 0, x, 0.0 * x)

    def leaky_relu(self, x: Any) -> Any:
        return self.choose(x > 0, x, 0.01 * x)

    def choose(self, c: Any, a: Any, b: Any) -> Any:
        # autograd's `where` does not add up what it broadcast
        shape = np.broadcast_shapes(*[np.shape(_plain(x)) for x in (c, a, b)])
        return self.np.where(c, a + np.zeros(shape), b + np.zeros(shape))

    def max(self, *xs: Any) -> Any:
        return self.np.max(self._side_by_side(xs), axis=0)

    def min(self, *xs: Any) -> Any:
        return self.np.min(self._side_by_side(xs), axis=0)

    def _side_by_side(self, xs: Any) -> Any:
        shape = np.broadcast_shapes(*[np.shape(_plain(x)) for x in xs])
        return self.stack([x + np.zeros(shape) for x in xs])

    def clip(self, x: Any) -> Any:
        return self.np.clip(x, -1.0, 1.5)

    def detach(self, x: Any) -> Any:
        from autograd.extend import primitive

        return primitive(lambda y: y)(0.0 * 0.0 + _plain(x))

    # ------------------------------------------------------------------ tensors

    def reduce(self, word: str, x: Any, axis: Any, keepdims: bool) -> Any:
        along = {"axis": axis, "keepdims": keepdims}
        if word == "var":  # NumPy's would take the magnitude of complex numbers
            apart = x - self.np.mean(x, axis=axis, keepdims=True)
            return self.np.mean(apart * apart, **along)
        if word in ("sum", "mean", "prod", "max", "min"):
            return getattr(self.np, word)(x, **along)
        if word == "norm":
            return self.sqrt(self.sum(x * x, **along))
        top = 0.0  # logsumexp of moderate numbers
        return self.log(self.sum(self.exp(x - top), **along))

    def matmul(self, a: Any, b: Any) -> Any:
        return self.np.matmul(a, b)

    def outer(self, a: Any, b: Any) -> Any:
        return self.np.reshape(a, (-1, 1)) * self.np.reshape(b, (1, -1))

    def transpose(self, x: Any) -> Any:
        return self.np.transpose(x)

    def reshape(self, x: Any, shape: Any) -> Any:
        return self.np.reshape(x, shape)

    def broadcast(self, x: Any, shape: Any) -> Any:
        return x + np.zeros(shape)

    def softmax(self, x: Any) -> Any:
        powers = self.exp(x)
        return powers / self.sum(powers, axis=-1, keepdims=True)

    def log_softmax(self, x: Any) -> Any:
        return x - self.log(self.sum(self.exp(x), axis=-1, keepdims=True))

    def own(self, x: Any, labels: Any) -> Any:
        mask = np.eye(x.shape[-1])[labels]
        return self.sum(x * mask, axis=-1, keepdims=True), mask

    def cross_entropy(self, x: Any, labels: Any) -> Any:
        right, _ = self.own(self.log_softmax(x), labels)
        return -self.sum(right) / len(labels)

    def hinge(self, x: Any, labels: Any) -> Any:
        right, mask = self.own(x, labels)
        return self.sum(self.relu(x - right + 1.0) * (1.0 - mask)) / len(labels)

    def conv2d(self, x: Any, w: Any) -> Any:
        high, wide = x.shape[2] - w.shape[2] + 1, x.shape[3] - w.shape[3] + 1
        found: Any = 0.0
        for i in range(w.shape[2]):
            for j in range(w.shape[3]):
                seen = x[:, :, i : i + high, j : j + wide]
                found = found + self.np.tensordot(seen, w[:, :, i, j], axes=([1], [1]))
        return self.np.transpose(found, (0, 3, 1, 2))

    def windows(self, x: Any) -> Any:
        b, c, h, w = x.shape
        cut = self.np.reshape(x[:, :, : h // 2 * 2, : w // 2 * 2], (b, c, h // 2, 2, w // 2, 2))
        return self.np.reshape(
            self.np.transpose(cut, (0, 1, 2, 4, 3, 5)), (b, c, h // 2, w // 2, 4)
        )

    def maxpool2d(self, x: Any) -> Any:
        return self.np.max(self.windows(x), axis=-1)

    def avgpool2d(self, x: Any) -> Any:
        return self.np.mean(self.windows(x), axis=-1)


ARITHMETIC: dict[str, Callable[..., Any]] = {
    "add": lambda *xs: sum(xs[1:], xs[0]),
    "sub": lambda x, y: x - y,
    "mul": lambda *xs: xs[0] * (ARITHMETIC["mul"](*xs[1:]) if len(xs) > 1 else 1.0),
    "div": lambda x, y: x / y,
    "pow": lambda x, y: x**y,
}


def _plain(x: Any) -> Any:
    return getattr(x, "_value", x)


def _each(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
    made = np.frompyfunc(function, 1, 1)
    return lambda x: made(x)


class Exact(World):
    """Numbers of 60 digits, in arrays of objects."""

    def __init__(self) -> None:
        super().__init__()
        names = {"arctan": "atan"}
        for name in ELEMENTARY:
            setattr(self, name, _each(getattr(mp, names.get(name, name))))
        self.erf = _each(mp.erf)  # type: ignore[method-assign]

    def leaf(self, value: Any) -> Any:
        return np.frompyfunc(mp.mpf, 1, 1)(value)

    def choose(self, c: Any, a: Any, b: Any) -> Any:
        return np.where(np.asarray(c, bool), a, b)

    def matmul(self, a: Any, b: Any) -> Any:
        return np.matmul(np.asarray(a), np.asarray(b))

    def clip(self, x: Any) -> Any:
        return np.minimum(np.maximum(x, self.leaf(-1.0)), self.leaf(1.5))
