"""The rules as text: what a reader sees, and that it means what the numbers say."""

import math

import pytest

from circuitlang.gates import BY_NAME, TABLE
from circuitlang.readings.floats import Floats
from circuitlang.readings.formulas import local_formula, local_formula_at
from circuitlang.readings.precedence import level_of, number

PRINTED = [
    ("mul", ("q", "z"), ["z", "q"]),
    ("mul", ("x", "x"), ["x", "x"]),
    ("mul", ("a", "b", "c"), ["b·c", "a·c", "a·b"]),
    ("mul", ("a + b", "c"), ["c", "a + b"]),
    ("mul", ("a + b", "c", "d"), ["c·d", "(a + b)·d", "(a + b)·c"]),
    ("mul", ("-a", "b", "c"), ["b·c", "-a·c", "-a·b"]),
    ("mul", ("x", -2.0, "y"), ["-2·y", "x·y", "-x·2"]),
    ("mul", ("x", 0.0, "y"), ["0", "x·y", "0"]),
    ("add", ("x", "y"), ["1", "1"]),
    ("sub", ("x", "y"), ["1", "-1"]),
    ("div", ("x", "y"), ["1/y", "-x/y²"]),
    ("div", (1.0, "x"), ["1/x", "-1/x²"]),
    ("div", ("-a", "b"), ["1/b", "a/b²"]),
    ("div", ("a", "-b"), ["-1/b", "-a/b²"]),
    ("pow", ("x", 2.0), ["2·x", "x²·log(x)"]),
    ("pow", ("x", 3.0), ["3·x²", "x³·log(x)"]),
    ("pow", ("x", 1.0), ["1", "x·log(x)"]),
    ("pow", ("x", 0.0), ["0", "log(x)"]),
    ("pow", ("x", -1.0), ["-1/x²", "log(x)/x"]),
    ("pow", ("x", 0.5), ["0.5/x^0.5", "x^0.5·log(x)"]),
    ("pow", ("x", "y"), ["y·x^(y - 1)", "x^y·log(x)"]),
    ("neg", ("x",), ["-1"]),
    ("exp", ("x",), ["exp(x)"]),
    ("log", ("a * b",), ["1/(a * b)"]),
    ("sqrt", ("x",), ["1/(2·sqrt(x))"]),
    ("abs", ("x",), ["sign(x)"]),
    ("sign", ("x",), ["0"]),
    ("cos", ("x",), ["-sin(x)"]),
    ("arctan", ("x",), ["1/(1 + x²)"]),
    ("tanh", ("h[t-1]",), ["1 - tanh(h[t-1])²"]),
    ("sigmoid", ("x",), ["σ(x)·σ(-x)"]),
    ("sigmoid", ("-x",), ["σ(-x)·σ(x)"]),
    ("relu", ("x",), ["1 if x > 0 else 0"]),
    ("leaky_relu", ("x",), ["1 if x > 0 else 0.01", "x if x <= 0 else 0"]),
    ("elu", ("x",), ["1 if x > 0 else exp(x)"]),
    ("gelu", ("x",), ["Φ(x) + x·φ(x)"]),
    ("silu", ("x",), ["σ(x)·(1 + x·σ(-x))"]),
    ("softplus", ("x",), ["σ(x)"]),
    ("clip", ("x", -1.0, "k"),
     ["1 if -1 < x < k else 0", "1 if x < -1 else 0", "1 if x > k else 0"]),
    ("where", ("c", "a", "b"), [None, "1 if c != 0 else 0", "1 if c == 0 else 0"]),
    ("where", ("x > 0", "a", "b"), [None, "1 if x > 0 else 0", "1 if not x > 0 else 0"]),
    ("where", (1.0, "a", "b"), [None, "1", "0"]),
    ("lt", ("a", "b"), [None, None]),
    ("detach", ("a",), [None]),
    ("given", ("s", "t", "s * (1 - s)"), ["1", "s * (1 - s)", None]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "operands", "printed"), PRINTED)
def test_printed(name, operands, printed):
    assert local_formula(BY_NAME[name], operands) == printed


TIES = [
    ("max", "ab", "split", "1 if b > a else 1/2 if b == a else 0"),
    ("max", "ab", "first", "1 if b > a else 0"),
    ("max", "ab", "both", "1 if b >= a else 0"),
    ("min", "ab", "first", "1 if b <= a else 0"),
    ("max", "abc", "first", "1 if b > a and b >= c else 0"),
    ("max", "abc", "split", "1 if b > max(a, c) else 1/ties if b == max(a, c) else 0"),
]


@pytest.mark.parametrize(("name", "operands", "ties", "second"), TIES)
def test_ties_are_said(name, operands, ties, second):
    assert local_formula(BY_NAME[name], operands, ties)[1] == second


def test_long_lists_are_cut():
    names = [f"x{i}" for i in range(100_000)]
    assert local_formula_at(BY_NAME["mul"], names, 0) == "x1·…·x99999"
    assert local_formula_at(BY_NAME["mul"], names, 500) == "x0·x1·…·x99999"
    assert local_formula_at(BY_NAME["mul"], names, 99_999) == "x0·x1·…"
    assert local_formula(BY_NAME["mul"], names[:7])[3] == "x0·x1·…·x6"
    assert local_formula_at(BY_NAME["mul"], names[:3], 2) == "x0·x1"


def scope(gate, xs):
    """What a formula may speak of, for a Python that reads its text."""
    f = Floats()
    names = {k: staticmethod(getattr(f, k)).__func__ for k in ("exp", "log", "sqrt", "sin", "cos")}
    names |= {"tan": f.tan, "tanh": f.tanh, "sign": f.sign, "max": max, "min": min}
    names |= {"σ": f.sigmoid, "Φ": f.cdf, "φ": f.pdf, "__builtins__": {}, "inf": math.inf}
    names |= {f"x{i}": x for i, x in enumerate(xs)}
    return names | {"ties": xs.count(gate.value(f, *xs))}


def meaning(text, names):
    for i, digit in enumerate("²³⁴⁵⁶⁷⁸⁹"):
        text = text.replace(digit, f"**{i + 2}")
    return eval(text.replace("·", "*").replace("^", "**"), names)


VISITS = [
    (gate, xs, ties)
    for gate in TABLE
    if gate.chain is None and gate.shape is None
    for xs in gate.samples
    for ties in (("split", "first", "both") if gate.name in ("max", "min") else ("split",))
]


# what textbooks write is shown (1 - tanh²), and computed otherwise: in the tails it cancels
CANCELLING = {"tanh", "sech2", "gelu", "silu"}


@pytest.mark.parametrize(("gate", "xs", "ties"), VISITS, ids=lambda v: getattr(v, "name", None))
def test_text_means_what_the_numbers_say(gate, xs, ties):
    f, names = Floats(ties), scope(gate, xs)
    entries = gate.local(f, gate.value(f, *xs), *xs)
    for i, (text, entry) in enumerate(zip(symbolic(gate, xs, ties), entries, strict=True)):
        try:
            value = 0.0 if text is None else float(meaning(text, names))
        except (ArithmeticError, TypeError):  # a pole, an overflow, or 0 ** -1 on the way
            continue
        if math.isfinite(value) and math.isfinite(entry or 0.0):
            edge = gate.name == "pow" and (xs[0] <= 0 or xs[1] == 0)
            kink = gate.name == "leaky_relu" and xs[0] == 0
            rounds = 1e-15 if gate.name in CANCELLING else 0.0
            assert edge or kink or value == pytest.approx(entry or 0.0, rel=1e-9, abs=rounds), i


def symbolic(gate, xs, ties):
    return local_formula(gate, [f"x{i}" for i in range(len(xs))], ties)


@pytest.mark.parametrize(("gate", "xs", "ties"), VISITS, ids=lambda v: getattr(v, "name", None))
def test_constants_change_the_text_and_not_the_meaning(gate, xs, ties):
    """Each operand in turn is a constant."""
    names, variables = scope(gate, xs), [f"x{i}" for i in range(len(xs))]
    for i, x in enumerate(xs):
        mixed = [*variables[:i], x, *variables[i + 1 :]]
        for a, b in zip(local_formula(gate, mixed, ties), symbolic(gate, xs, ties), strict=True):
            try:
                left, right = (0.0 if t is None else meaning(t, names) for t in (a, b))
                finite = math.isfinite(left) and math.isfinite(right)
            except (ArithmeticError, TypeError):
                continue
            assert not finite or left == pytest.approx(right, rel=1e-9, abs=0), (a, b)


@pytest.mark.parametrize(
    ("loose", "tight"),
    [("a + b", "a * b"), ("a * b", "-a"), ("-a", "a ** b"), ("a ** b", "a"), ("a < b", "a + b"),
     ("a - b", "a / b"), ("a / b", "a * b"), ("a if c else b", "a or b"), ("a or b", "a and b"),
     ("x * 1e-5", "1e-5"), ("a and b", "a == b")],
)  # fmt: skip
def test_levels(loose, tight):
    assert level_of(loose) < level_of(tight)


@pytest.mark.parametrize(
    "atom", ["x", "f.add2", "h[t - 1]", "f(a + b)", "(a + b)", "1e-5", "σ", ".5"]
)
def test_atoms(atom):
    assert level_of(atom) == level_of("x")


def test_numbers():
    assert [number(x) for x in (2.0, -0.5, 1e22, 1e-300, -0.0, math.inf)] == [
        "2", "-0.5", "1e+22", "1e-300", "-0", "inf",
    ]  # fmt: skip
