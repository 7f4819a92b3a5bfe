"""`expand` and `collapse`: composite gates from inside, and their borders."""

from __future__ import annotations

import pytest

import circuitlang as cl
from circuitlang.reports.inside import Border, Opened

P2 = "def p2(a, b) = a*b + a; input x = 3, y = 5; p = p2(x, y)"
SIGMA = """def sigma(t) {
    s = 1 / (1 + exp(-t))
    return s
    local t = s * (1 - s)
}
input x = 0.5
u = sigma(x)
"""


def test_opened_and_closed(tell) -> None:
    tell(f"{P2}; backward")
    assert (
        tell("expand p")
        == """
  p is opened:
  gate     is         value  gradient
    p.mul  x * y         15         1
  p        p.mul + x     18         1  output
  ∂p/∂x  closed  6  opened  6  the same
  ∂p/∂y  closed  3  opened  3  the same
"""
    )
    assert (
        tell("collapse p")
        == """
  p is closed:
  p  p2(x, y)  18  1  output
  ∂p/∂x  closed  6  opened  6  the same
  ∂p/∂y  closed  3  opened  3  the same
"""
    )


def test_before_a_pass_there_are_no_borders(tell) -> None:
    assert (
        tell(f"{P2}; expand p")
        == """
  p is opened:
  gate     is         value  gradient
    p.mul  x * y          ·         ·
  p        p.mul + x      ·         ·  output
"""
    )


def test_a_formula_of_its_own(tell) -> None:
    tell(f"{SIGMA}backward")
    assert (
        tell("expand u")
        == """
  u is opened:
  gate     is              value   gradient
    u.neg  -x          -0.5       -0.235004
    u.exp  exp(u.neg)   0.606531  -0.387456
    u.add  1 + u.exp    1.60653   -0.387456
  u        1 / u.add    0.622459   1         output
  ∂u/∂x  formula  0.235004  through the inside  0.235004  they agree
"""
    )
    assert (
        tell("expand u", 40)
        == """
  u is opened:
  gate     is           value       grad
    u.neg  -x       -0.5       -0.235004
    u.exp  exp(u.…   0.606531  -0.387456
    u.add  1 + u.…   1.60653   -0.387456
  u        1 / u.…   0.622459   1
    output
  ∂u/∂x  they agree
    formula  0.235004
    through the inside  0.235004
"""
    )


def test_a_formula_that_is_wrong(tell) -> None:
    tell(SIGMA.replace("(1 - s)", "(1 + s)"))
    tell("backward")
    assert (
        tell("expand u")
        == """
  u is opened:
  gate     is              value   gradient
    u.neg  -x          -0.5       -0.235004
    u.exp  exp(u.neg)   0.606531  -0.387456
    u.add  1 + u.exp    1.60653   -0.387456
  u        1 / u.add    0.622459   1         output
  ∂u/∂x  formula  1.00991  through the inside  0.235004  they differ
"""
    )


def test_several(tell) -> None:
    tell(f"{P2}; r = p2(y, x); t = p2(x, x); output p, r, t; forward")
    assert (
        tell("expand p, r, t", digits=1)
        == """
  p, r and t are opened:
  gate     is         value  gradient
    p.mul  x * y       15.0         ·
  p        p.mul + x   18.0         ·  output
    r.mul  y * x       15.0         ·
  r        r.mul + y   20.0         ·  output
    t.mul  x * x        9.0         ·
  t        t.mul + x   12.0         ·  output
  ∂p/∂x       closed  6.0  opened  6.0  the same
  ∂p/∂y       closed  3.0  opened  3.0  the same
  ∂r/∂y       closed  4.0  opened  4.0  the same
  ∂r/∂x       closed  5.0  opened  5.0  the same
  ∂t/∂x as a  closed  4.0  opened  4.0  the same
  ∂t/∂x as b  closed  3.0  opened  3.0  the same
"""
    )


def test_gates_of_ones_choice(tell) -> None:
    tell("input x = 3; q = x * x; f = q + x; backward; collapse q, f as unit; show")
    assert (
        tell("show")
        == """
  gate  is       value  gradient
  x     input        3         7
  f     unit(x)     12         1  output
"""
    )


def test_many_names_are_counted(tell) -> None:
    names = tuple(f"p{n}\x07" for n in range(9))
    border = Border("p0", "x" * 50, "", 1.0, 1.0 + 1e-9, False)
    assert (
        tell(Opened(False, names, (), (border,)))
        == r"""
  p0\x07, p1\x07, p2\x07, p3\x07, p4\x07, p5\x07 and 3 more are closed:
  ∂p0/∂xxxxxxxxxxxxxxxxxxxxxxxxxx…  closed  1  opened  1.000000001  not the same
"""
    )


def test_a_gate_that_nobody_reads_is_not_hidden() -> None:
    session = cl.Session()
    text = "input x = 1, y = 2, z = 3; q = x + y; f = q * z; g = q * x"
    session.execute(text)
    with pytest.raises(cl.CircuitError) as found:
        session.execute("collapse q, f as u")
    assert found.value.errors[0].message == "these gates have 2 results: q, f"
    session.execute("delete g; collapse q, f as u")
    assert "u(x, y, z)" in str(session.execute("show f"))
