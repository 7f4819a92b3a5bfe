"""Conversations about gates, where one about a sample of the row would not show the point."""

from __future__ import annotations


def _one(inputs: str, expression: str) -> str:
    return f"input {inputs}\nf = {expression}\nforward\nlocal f"


def _tensor(inputs: str, expression: str, end: str) -> str:
    """The gate, then a number made of it, whose gradients are shown."""
    return f"input {inputs}\ny = {expression}\nf = {end}\nbackward\nshow"


EXAMPLES = {
    "add": _one("x = -2, y = 5", "x + y"),
    "sub": _one("x = -2, y = 5", "x - y"),
    "mul": _one("x = 3, y = -4", "x * y"),
    "div": _one("x = 3, y = 4", "x / y"),
    "pow": _one("x = 3", "x ** 2"),
    "copy": _one("x = 3", "x"),
    "log": _one("x = 2", "log(x)"),
    "sqrt": _one("x = 4", "sqrt(x)"),
    "abs": _one("x = -2", "abs(x)"),
    "sign": _one("x = -2", "sign(x)"),
    "elu": _one("x = -1", "elu(x)"),
    "leaky_relu": _one("x = -3", "leaky_relu(x, 0.1)"),
    "max": _one("x = 4, y = 2", "max(x, y)"),
    "min": _one("x = 4, y = 2", "min(x, y)"),
    "clip": _one("x = 1.7", "clip(x, 0, 1)"),
    "where": _one("x = 3, y = 5", "where(x > y, x, 2 * y)"),
    "detach": _one("x = 3", "x * detach(x)"),
    "matmul": _tensor("W = [[1, 2], [3, 4]], x = [1, -1]", "W @ x", "sum(y)"),
    "dot": _tensor("a = [1, 2, 3], b = [4, 5, 6]", "dot(a, b)", "2 * y"),
    "outer": _tensor("a = [1, 2], b = [3, 4, 5]", "outer(a, b)", "y[1, 2]"),
    "transpose": _tensor("x = [[1, 2, 3], [4, 5, 6]]", "x.T", "y[2, 0]"),
    "reshape": _tensor("x = [1, 2, 3, 4]", "reshape(x, 2, 2)", "y[1, 0]"),
    "flatten": _tensor("x = [[1, 2], [3, 4]]", "flatten(x)", "y[2]"),
    "broadcast": _tensor("x = [1, 2]", "broadcast(x, [3, 2])", "sum(y)"),
    "concat": _tensor("a = [1, 2], b = [3]", "concat(a, b)", "y[2]"),
    "stack": _tensor("a = 1, b = 2", "stack(a, b)", "y[1]"),
    "index": _tensor("x = [[1, 2, 3], [4, 5, 6]]", "x[1, 0:2]", "sum(y)"),
    "sum": _tensor("x = [1, 2, 3]", "sum(x)", "y ** 2"),
    "mean": _tensor("x = [1, 2, 3]", "mean(x)", "y ** 2"),
    "prod": _tensor("x = [2, 3, 4]", "prod(x)", "copy(y)"),
    "var": _tensor("x = [1, 2, 6]", "var(x)", "copy(y)"),
    "norm": _tensor("x = [3, -4]", "norm(x)", "copy(y)"),
    "logsumexp": _tensor("x = [1, 2, 4]", "logsumexp(x)", "copy(y)"),
    "max_of": _tensor("x = [1, 5, 2]", "max(x)", "2 * y"),
    "min_of": _tensor("x = [1, 5, 2]", "min(x)", "2 * y"),
    "softmax": _tensor("s = [1, 2, 4]", "softmax(s)", "-log(y[1])"),
    "log_softmax": _tensor("s = [1, 2, 4]", "log_softmax(s)", "-y[1]"),
    "cross_entropy": "input s = [[1, 2, 4]]\nconst l = [1]\nf = cross_entropy(s, l)\n"
    "backward\nshow",
    "hinge": "input s = [[1, 2, 4]]\nconst l = [1]\nf = hinge(s, l)\nbackward\nshow",
    "mse": "input a = [1, 2]\nconst b = [1, 4]\nf = mse(a, b)\nbackward\nshow",
    "conv2d": _tensor("x = [[[[1, 2, 3]]]], w = [[[[1, -1]]]]", "conv2d(x, w)", "sum(y)"),
    "maxpool2d": _tensor("x = [[[[1, 4], [3, 2]]]]", "maxpool2d(x, 2)", "sum(y)"),
    "avgpool2d": _tensor("x = [[[[1, 4], [3, 2]]]]", "avgpool2d(x, 2)", "sum(y)"),
}
