"""What building refuses: the sentence and the mend, where the goldens of errors have no example."""

from __future__ import annotations

from pathlib import Path

import pytest

import circuitlang as cl

OWN = "a definition sees its parameters, its own variables and constants"
NAMED = "`grad` differentiates by what has a name: the gate does not depend on an expression " \
        "that is made here"  # fmt: skip
PART = "of a part of a tensor the gradient is a part: grad(f, X)[0]"


@pytest.mark.parametrize(
    ("text", "message", "mend"),
    [
        ("const h[1] = 1; def g(t) { return t + h[2] }; f = g(1)",
         "nothing is called `h[2]` in this definition", OWN),
        ("const a[1] = 1; def g(t) { A[2] = t; return t + a[2] }; f = g(1)",
         "nothing is called `a[2]` in this definition", "did you mean `A[2]`?"),
        ("input h[1] = 1; def g(t) { return t + h[1] }; f = g(1)",
         "`h[1]` is outside of this definition", f"{OWN}; pass `h[1]` as an argument"),
        ("def g(t) { for i in 1 to 2 { a[i] = t }; return a[3] }; f = g(1)",
         "nothing is called `a[3]` in this definition", OWN),
        ("input x = 1, y = 2; f = x * y; g = grad(f, x + y)", NAMED, PART),
        ("input x = 1, y = 2; f = x * y; g = grad(f, x * y)", NAMED, PART),
        ('const c = csv("numbers.csv", "a")', "`numbers.csv` has no column `a`",
         "its first line must name the columns"),
        ('const c = csv("words.csv", "c")', "`words.csv` has no column `c`",
         "its columns are a, 2"),
    ],
)  # fmt: skip
def test_what_is_said(text: str, message: str, mend: str, tmp_path: Path) -> None:
    (tmp_path / "numbers.csv").write_text("1,2\n3,4\n")
    (tmp_path / "words.csv").write_text("a,2\n3,4\n")
    with pytest.raises(cl.CircuitError) as caught:
        cl.parse(text, folder=tmp_path)
    assert (caught.value.message, caught.value.help) == (message, mend)


def test_a_long_chain_built_in_python_has_no_text() -> None:
    circuit = cl.Circuit()
    x = circuit.input("x", [1.0, 2.0])
    for _ in range(3000):
        x = x + 1.0
    with pytest.raises(cl.CircuitError, match=r"this value @ w cannot be multiplied"):
        x @ circuit.input("w", [[1.0], [2.0], [3.0]])
