"""step, trace of circuits with tensors: few numbers are written out, of many the shapes."""

from __future__ import annotations

import pytest

from circuitlang.session.session import Session
from circuitlang.text.errors import CircuitError

SMALL = """input W = [[1, 2], [3, -4]], x = [1, 1]; param b = [0.5, -1]
s = W @ x + b; h = relu(s); L = sum(h * h, axis=0)"""
LARGE = """input W = full(5, 10, 0.5), X = full(10, 3, 2); param b = [1, 2, 3]
D = W @ X + b; L = mean(D * D)"""


def said(*statements: str) -> str:
    session = Session()
    for each in statements[:-1]:
        session.execute(each)
    return f"\n{session.execute(statements[-1])}\n"


def flat(text: str) -> str:
    return " ".join(text.split())


def test_small_tensors_with_their_numbers() -> None:
    assert (
        said(SMALL, "trace")
        == """
  forward 1 of 5    s.matmul = W @ x = [[1, 2], [3, -4]] @ [1, 1] = [3, -1]
  forward 2 of 5    s = s.matmul + b = [3, -1] + [0.5, -1] = [3.5, -2]
  forward 3 of 5    h = relu(s) = relu([3.5, -2]) = [3.5, 0]
  forward 4 of 5    L.mul = h * h = [3.5, 0] × [3.5, 0] = [12.25, 0]
  forward 5 of 5    L = sum(L.mul, axis=0) = sum([12.25, 0], axis=0) = 12.25
  backward 1 of 6   L hears 1 (the output)
  backward 2 of 6   L tells L.mul: broadcast(dL) = [1, 1]
  backward 3 of 6   L.mul tells h: dL.mul × h = [1, 1] × [3.5, 0] = [3.5, 0]
                            and h: dL.mul × h = [1, 1] × [3.5, 0] = [3.5, 0]
                    h hears [3.5, 0] + [3.5, 0] = [7, 0]
  backward 4 of 6   h tells s: dh × (1 if s > 0 else 0) = [7, 0] × [1, 0]
                        = [7, 0]
  backward 5 of 6   s tells s.matmul: ds = [7, 0]             and b: ds = [7, 0]
  backward 6 of 6   s.matmul tells W: outer(ds.matmul, x) = [[7, 7], [0, 0]]
                               and x: W.T @ ds.matmul = [7, 14]
"""
    )


def test_large_tensors_by_their_shapes() -> None:
    assert (
        said(LARGE, "trace")
        == """
  forward 1 of 4    D.matmul = W @ X: [5, 10] @ [10, 3] = [5, 3] 10 … 10
  forward 2 of 4    D = D.matmul + b: [5, 3] + [3] = [5, 3] 11 … 13
  forward 3 of 4    L.mul = D * D: [5, 3] × [5, 3] = [5, 3] 121 … 169
  forward 4 of 4    L = mean(L.mul): mean([5, 3]) = 144.667
  backward 1 of 5   L hears 1 (the output)
  backward 2 of 5   L tells L.mul: broadcast(dL/15) = [5, 3] 0.06667 … 0.06667
  backward 3 of 5   L.mul tells D: dL.mul × D = [5, 3] 0.7333 … 0.8667
                            and D: dL.mul × D = [5, 3] 0.7333 … 0.8667
                    D hears [5, 3] + [5, 3] = [5, 3] 1.467 … 1.733
  backward 4 of 5   D tells D.matmul: dD = [5, 3] 1.467 … 1.733
                        and b: sum(dD, axis=0) = [7.33333, 8, 8.66667]
  backward 5 of 5   D.matmul tells W: dD.matmul @ X.T: [5, 3] @ [3, 10]
                        = [5, 10] 9.6 … 9.6
                               and X: W.T @ dD.matmul: [10, 5] @ [5, 3]
                                   = [10, 3] 3.667 … 4.333
"""
    )


def test_a_broadcast_input_hears_a_sum() -> None:
    found = flat(said("input b = [1, 2], M = [[1, 2], [3, 4]]; f = sum(M * b)", "trace backward"))
    assert "f.mul tells M: df.mul × b = [[1, 1], [1, 1]] × [[1, 2], [1, 2]] = " in found
    assert "b: sum(df.mul × M, axis=0) = sum([[1, 1], [1, 1]] × [[1, 2], [3, 4]], axis=0)" in found


def test_the_numbers_on_the_way() -> None:
    session = Session()
    session.execute("input W = [[1, 2], [3, -4]], x = [1, 1]; s = W @ x; f = sum(s * s)")
    session.execute("step")
    assert (
        f"\n{session.execute('show')}\n"
        == """
  gate  is          value              gradient
  W     input       [[1, 2], [3, -4]]  ·
  x     input       [1, 1]             ·
  s     W @ x       [3, -1]            ·
  f     sum(s * s)  ·                  ·         output
"""
    )
    session.execute("step; step; step; step; step")
    rows = [line.split("  ") for line in str(session.execute("show")).splitlines()]
    assert [row[-1].strip() for row in rows] == ["gradient", "·", "·", "[6, -2]", "output"]
    session.execute("step")
    assert not session.execute("expect grad(W) = [[6, 6], [-2, -2]]")
    session.execute("step back; set x = [1, 0]")
    assert "s = W @ x = [[1, 2], [3, -4]] @ [1, 0] = [1, 3]" in str(session.execute("step"))


def test_an_output_that_is_a_tensor_goes_back_from_the_seed_of_the_last_backward() -> None:
    text = "input W = [[1, 2], [3, -4]], x = [1, 1]; s = W @ x"
    for command in ("trace backward", "step; step"):
        with pytest.raises(CircuitError, match=r"say what its gradient begins with") as caught:
            said(text, command)
        assert caught.value.code == "not-scalar" and caught.value.help == "backward s with ones(2)"
    want = """
  backward 1 of 2   s hears ds = [1, 2] (the output)
  backward 2 of 2   s tells W: outer(ds, x) = [[1, 1], [2, 2]]
                        and x: W.T @ ds = [7, -6]
"""
    assert said(text, "backward s with [1, 2]", "trace backward") == want
    assert said(text, "backward s with [1, 2]", "set x = [1, 1]", "trace backward").endswith(
        want[1:]
    )
    assert said(text, "backward s with [1, 2]", "step", "step; step") == want


def test_composite_gates_and_units_of_tensors() -> None:
    text = """def affine(W, x, b) { return W @ x + b }
    input W = [[1, 2], [3, -4]], x = [1, 1], b = [1, 1]; a = affine(W, x, b); f = sum(a * a)"""
    found = said(text, "trace")
    assert "a = affine(W, x, b) = affine([[1, 2], [3, -4]], [1, 1], [1, 1]) = [4, 0]" in flat(found)
    assert "a tells W: da back through affine = [[8, 8], [0, 0]]" in found
    assert "forward 1 of 4    a.matmul = W @ x" in said(text, "expand a", "trace")
    assert "u = " not in found and "u(" in said(
        text.replace("a = affine(W, x, b)", "p = W @ x; a = p + b"),
        "collapse p, a as u", "trace",
    )  # fmt: skip


def test_a_nan_is_warned_of_where_it_arises() -> None:
    session = Session()
    session.execute("input x = [1, -1]; s = sqrt(x); f = sum(s)")
    assert "`s` is nan at [1]" in str(session.execute("step"))
    assert "warning" not in str(session.execute("step"))
