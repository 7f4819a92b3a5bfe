"""What gates of this language are called elsewhere: in Python, NumPy, PyTorch, in mathematics."""

from __future__ import annotations

FOREIGN = {
    "ln": "log", "logarithm": "log", "power": "pow", "sqr": "square", "root": "sqrt",
    "inv": "reciprocal", "inverse": "reciprocal", "recip": "reciprocal", "rcp": "reciprocal",
    "negative": "neg", "minus": "sub", "subtract": "sub", "plus": "add", "times": "mul",
    "multiply": "mul", "divide": "div", "truediv": "div", "identity": "copy",
    "fabs": "abs", "absolute": "abs", "sgn": "sign", "signum": "sign",
    "sinus": "sin", "cosinus": "cos", "tg": "tan", "tangens": "tan", "th": "tanh",
    "atan": "arctan", "arctg": "arctan",
    "sigma": "sigmoid", "logistic": "sigmoid", "expit": "sigmoid", "swish": "silu",
    "lrelu": "leaky_relu", "leakyrelu": "leaky_relu", "prelu": "leaky_relu",
    "maximum": "max", "fmax": "max", "minimum": "min", "fmin": "min", "clamp": "clip",
    "select": "where", "ifelse": "where", "cond": "where", "stop_gradient": "detach",
    "less": "lt", "less_equal": "le", "greater": "gt", "greater_equal": "ge",
    "equal": "eq", "not_equal": "ne", "average": "mean", "avg": "mean", "total": "sum",
    "product": "prod", "variance": "var", "concatenate": "concat", "cat": "concat",
    "mm": "matmul", "logsoftmax": "log_softmax", "log_sum_exp": "logsumexp",
}  # fmt: skip
"""A word that is no gate -> the gate that it means."""
