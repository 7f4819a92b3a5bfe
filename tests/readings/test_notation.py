"""A gate as the language writes it, and its sign in a diagram."""

import pytest

from circuitlang.gates import BY_NAME
from circuitlang.readings.notation import short_sign, value_formula

WRITTEN = [
    ("mul", ("q", "z"), "q * z", "*"),
    ("add", ("x", 1.0), "x + 1", "+1"),
    ("add", (1.0, "x"), "1 + x", "+1"),
    ("add", ("a", "b", "c"), "a + b + c", "+"),
    ("add", tuple("abcdefghij"), "a + b + c + … + j", "+"),
    ("mul", (2.0, "x"), "2 * x", "*2"),
    ("mul", ("x", -1.0), "x * -1", "*-1"),
    ("mul", ("a + b", "c / d"), "(a + b) * (c / d)", "*"),
    ("sub", ("a", "b - c"), "a - (b - c)", "-"),
    ("sub", (1.0, "x"), "1 - x", "1-x"),
    ("sub", ("x", 3.0), "x - 3", "-3"),
    ("div", (1.0, "x"), "1 / x", "1/x"),
    ("div", ("a / b", "c * d"), "a / b / (c * d)", "/"),
    ("neg", ("x",), "-x", "*-1"),
    ("neg", ("x * y",), "-(x * y)", "*-1"),
    ("neg", ("x ** 2",), "-x ** 2", "*-1"),
    ("neg", (-2.0,), "-(-2)", "*-1"),
    ("pow", ("x", 2.0), "x ** 2", "**2"),
    ("pow", ("-x", -1.0), "(-x) ** -1", "**-1"),
    ("pow", ("a ** b", "c ** d"), "(a ** b) ** c ** d", "**"),
    ("pow", (-2.0, "x"), "(-2) ** x", "(-2)**x"),
    ("lt", ("a + b", "c"), "a + b < c", "<"),
    ("lt", ("a < b", "c"), "(a < b) < c", "<"),
    ("reciprocal", ("x",), "reciprocal(x)", "1/x"),
    ("exp", ("-x",), "exp(-x)", "exp"),
    ("max", ("a", "b + c"), "max(a, b + c)", "max"),
    ("max", ("x", 0.0), "max(x, 0)", "max"),
    ("leaky_relu", ("x", 0.01), "leaky_relu(x)", "leaky_relu"),
    ("leaky_relu", ("x", 0.2), "leaky_relu(x, 0.2)", "leaky_relu"),
    ("clip", ("x", 0.0, 1.0), "clip(x, 0, 1)", "clip"),
    ("copy", ("x",), "copy(x)", "copy"),
    ("given", ("s", "t", "s * (1 - s)"), "s", "given"),
]


@pytest.mark.parametrize(("name", "operands", "text", "sign"), WRITTEN)
def test_written(name, operands, text, sign):
    assert value_formula(BY_NAME[name], operands) == text
    assert short_sign(BY_NAME[name], operands) == sign
