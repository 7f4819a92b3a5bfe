"""`chain t = …` of definitions: whole gradients, made of `upstream`, of numbers and tensors."""

from __future__ import annotations

import numpy as np
import pytest

from circuitlang import parse
from circuitlang.reports.check import CheckReport
from circuitlang.session.session import Session
from circuitlang.text.errors import CircuitError
from circuitlang.text.source import Source

LINEAR = """def linear(t, w) {
    return t @ w
    chain t = upstream @ transpose(w)
    chain w = t.T @ upstream
}
"""
MATRICES = "input X = [[1, 2], [3, 4], [5, 6]], W = [[1, 0, 2], [0, 1, 1]]; D = linear(X, W)\n"
SQUARE = "input X = [[1, 2], [3, 4], [5, 6]], W = [[1, 5], [0, 1]]; D = linear(X, W)\n"
NUMBERS = """def product(t, u) {
    return t * u
    chain t = upstream * u
    local u = t
}
"""


def checked(text: str) -> CheckReport:
    found: list[object] = []
    Session().run(Source("<string>", text), found.append)
    (report,) = [each for each in found if isinstance(each, CheckReport)]
    return report


def code_of(text: str) -> tuple[str, str | None]:
    with pytest.raises(CircuitError) as caught:
        Session().execute(text)
    return caught.value.code, caught.value.errors[0].help


def test_a_linear_layer_hears_what_a_product_hears() -> None:
    seed = np.arange(9.0).reshape(3, 3)
    have = parse(LINEAR + MATRICES).forward().backward("D", seed=seed)
    want = parse(MATRICES.replace("linear(X, W)", "X @ W")).forward().backward("D", seed=seed)
    for name in ("X", "W"):
        assert np.array_equal(have[name], want[name])
    assert np.array_equal(have.chained("D")["X"], want["X"])


def test_the_formula_is_used_open_or_closed() -> None:
    text = LINEAR.replace("upstream @", "2 * upstream @") + MATRICES + "s = sum(D)\n"
    for command in ("", "expand D\n"):
        session = Session()
        session.execute(f"{text}forward\n{command}backward s")
        session.execute("expect grad(X) = ones(3, 1) * [6, 4]")


def test_numbers() -> None:
    text = NUMBERS + "input x = 3, y = 4; f = product(x, y) + product(x, x)\n"
    session = Session()
    session.execute(text + "backward; expect grad(x) = 10; expect grad(y) = 3; check")
    session.execute("expect local(f, f.product) = 1; expect local(f.product, x) = 4")
    session.execute("expect chained(f.product2, x) = 6")


def test_what_it_sends_need_not_be_linear() -> None:
    text = """def held(t) {
        return t
        chain t = clip(upstream, -1, 1)
    }
    input x = 3; f = 5 * held(x); backward; expect grad(x) = 1
    backward f with 0.1; expect grad(x) = 0.5; expect chained(f.held, x) = 0.5"""
    Session().execute(text)


def test_rows_and_functions() -> None:
    circuit = parse(NUMBERS + "input x = 3, y = 4; f = product(x, y) * x")
    f = circuit.function("f", wrt=["x", "y"])
    assert f(x=2.0) == (16.0, {"x": 16.0, "y": 4.0})
    values, slopes = f.map(x=[1.0, 2.0])
    assert values.tolist() == [4.0, 16.0] and slopes["x"].tolist() == [8.0, 16.0]


def test_a_forward_leaves_the_formulas_out() -> None:
    run = parse("""def f(t) {
        return t
        chain t = log(upstream) * sqrt(upstream - 1)
    }
    input x = 3; g = f(x)""").forward()
    assert run.warnings == ()


def test_derivatives_of_it_as_gates() -> None:
    text = """def cube(t) {
        return t * t * t
        chain t = 3 * t * t * upstream
    }
    input x = 2; f = cube(x) * x; g = grad(f, x); h = grad(g, x)
    forward; expect g = 32; expect h = 48; check g; check h"""
    Session().execute(text)
    Session().execute(LINEAR + MATRICES + "s = sum(D * D); g = grad(s, W); forward; backward s; "
                      "expect grad(W) = g; t = sum(g * g); check t")  # fmt: skip


def test_it_survives_being_built_again() -> None:
    Session().execute(LINEAR + SQUARE + """s = sum(D * D); backward; check
        rewire s = sum(D * D * D); backward s; check s; undo; set X = ones(3, 2)
        backward s; expect grad(W) = [[6, 36], [6, 36]]; check s""")  # fmt: skip


def test_its_text_is_given_back() -> None:
    text = parse(LINEAR + MATRICES).to_source()
    assert "chain t = upstream @ transpose(w)" in text and "D = linear(X, W)" in text


@pytest.mark.parametrize(
    ("wrong", "hint"),
    [
        ("-upstream @ transpose(w)", "its sign is turned"),
        ("2 * upstream @ transpose(w)", "there is a factor 2 too many"),
        ("upstream @ transpose(w) / 3", "there is a factor 0.333 too many"),
        ("upstream @ w", "a transpose: it is upstream @ w, and should be upstream @ w.T"),
        ("upstream @ transpose(w) * 3", "there is a factor 3 too many"),
    ],
)
def test_the_usual_mistakes(wrong: str, hint: str) -> None:
    report = checked(f"{LINEAR.replace('upstream @ transpose(w)', wrong)}{SQUARE}check")
    (bad,) = [row for row in report.formulas if not row.good]
    assert bad.hint == hint


def test_right_formulas_pass() -> None:
    report = checked(LINEAR + SQUARE + "check")
    assert report.good and len(report.formulas) == 2


@pytest.mark.parametrize(
    ("chain", "mend"),
    [
        ("upstream.T @ t", "a transpose is missing, or one too many: `.T`"),
        ("[t.T @ upstream, t.T @ upstream]",
         "a sum over axis 0 is missing, along which it was broadcast"),
        ("[1, 2, 3, 4, 5]", "the gradient of a value has the value's shape"),
    ],
)  # fmt: skip
def test_a_gradient_of_another_shape_is_refused(chain: str, mend: str) -> None:
    text = LINEAR.replace("t.T @ upstream", chain) + MATRICES
    assert code_of(text) == ("shape-mismatch", mend)


def test_a_missing_sum_over_a_broadcast_axis() -> None:
    text = """def shifted(t, b) {
        return t + b
        chain t = upstream
        chain b = upstream
    }
    input X = ones(3, 2), c = [1, 2]; D = shifted(X, c)"""
    mend = "a sum over axis 0 is missing, along which it was broadcast"
    assert code_of(text) == ("shape-mismatch", mend)
    checked(text.replace("chain b = upstream", "chain b = sum(upstream, axis=0)") + "; check")


def test_the_name_upstream() -> None:
    text = "def f(upstream) { return upstream\n chain upstream = 1 }"
    assert code_of(text)[0] == "already-declared"
    assert code_of("def f(t) { u = upstream\n return u\n chain t = 1 }")[0] == "undefined-name"
    assert code_of("def f(t) { return t\n local t = upstream }")[0] == "undefined-name"
    Session().execute("def f(upstream) = upstream * 2; input x = 1; g = f(x); forward")


def test_code_refuses_it() -> None:
    assert code_of(NUMBERS + "input x = 3; f = product(x, x); code")[0] == "bad-argument"
