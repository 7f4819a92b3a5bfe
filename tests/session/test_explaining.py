"""explain: what it says of each kind of gate, and of what is special."""

from __future__ import annotations

from circuitlang.session.session import Session
from circuitlang.views.render import text

FIRST = "input x = -2, y = 5, z = -4; q = x + y; f = q * z; forward; backward"


def said(source: str, names: str = "", columns: int = 80) -> str:
    session = Session()
    session.execute(source)
    return f"\n{text(session.execute(f'explain {names}')[-1], columns)}\n"


def test_the_conversation() -> None:
    assert (
        said(FIRST, "q")
        == """
  q is an add gate: it hands the gradient it gets to both inputs, unchanged.
  f wants q lower, with a force of 4: raising q by 0.01 would change f by about
    -0.04.
  So x and y both hear -4. If either falls, q falls and f rises.
"""
    )


def test_all_named_gates_with_a_line_between() -> None:
    assert (
        said(FIRST)
        == """
  q is an add gate: it hands the gradient it gets to both inputs, unchanged.
  f wants q lower, with a force of 4: raising q by 0.01 would change f by about
    -0.04.
  So x and y both hear -4. If either falls, q falls and f rises.

  f is a multiply gate, it swaps: q hears the gradient times z = -4, z hears it
    times q = 3.
  It is what backward starts from: it hears 1.
  So q hears -4 and z hears 3.
"""
    )


def test_narrow() -> None:
    assert (
        said(FIRST, "q", 40)
        == """
  q is an add gate: it hands the
    gradient it gets to both inputs,
    unchanged.
  f wants q lower, with a force of 4:
    raising q by 0.01 would change f by
    about -0.04.
  So x and y both hear -4. If either
    falls, q falls and f rises.
"""
    )


def test_leaves() -> None:
    source = "input x = 3, u; param w = 0.5; const k = 2; f = w * x * k; set u = 1; backward"
    assert (
        said(source, "x, w, k, u")
        == """
  x is an input. It is 3; f.mul reads it.
  f wants x higher, with a force of 1: raising x by 0.01 would change f by about
    0.01.

  w is a param, which training moves. It is 0.5; f.mul reads it.
  f wants w higher, with a force of 6: raising w by 0.01 would change f by about
    0.06.

  k is a constant and takes no gradient. It is 2; f reads it.

  u is an input. It is 1; nothing reads it.
  f does not depend on it: not connected, its gradient is 0.
"""
    )


def test_without_numbers_the_structure() -> None:
    source = "input x, y = 5; q = x * y; f = q + 1"
    assert (
        said(source, "x, q")
        == """
  x is an input. It has no value yet (`set x = 1`); q reads it.
  It has heard nothing yet (run `backward`).

  q = x * y. A multiply gate swaps: each input hears the gradient times the
    other input, so a small input next to a large one gets the large gradient.
  It has no value yet (run `forward`).
"""
    )
    assert (
        said(f"{source}; set x = 4; forward", "q")
        == """
  q is a multiply gate, it swaps: x hears the gradient times y = 5, y hears it
    times x = 4.
  It has heard nothing yet (run `backward`).
"""
    )
    assert said(f"{source}; set x = 4; backward; forward", "q").endswith("""
  Its gradient is stale since `forward` (run `backward`).
""")
    assert (
        said(f"{source}; set x = 4; backward; set y = 2", "f")
        == """
  f = q + 1. An add gate distributes: every input hears exactly the gradient
    that the gate hears, whatever the values were.
  Its numbers are stale since `set y` (run `forward`).
"""
    )


def test_a_fork_is_a_sum() -> None:
    source = "input x = 3; g = x * x + sigmoid(x); backward"
    assert (
        said(source, "x, g.mul")
        == """
  x is an input. It is 3; g.mul and g.sigmoid read it.
  x is read in 3 places and hears the sum of what they send: 3 + 3 + 0.0451767 =
    6.04518. g wants x higher, with a force of 6.04518: raising x by 0.01 would
    change g by about 0.0604518.

  g.mul multiplies x by itself: x hears the gradient times 3, twice.
  g wants g.mul higher, with a force of 1: raising g.mul by 0.01 would change g
    by about 0.01.
  So x hears 6 from it.
"""
    )


def test_where_a_nan_began_and_where_it_went() -> None:
    source = "input x = -1; a = log(x); b = a * 2; c = b + 1; f = where(x > 0, c, 2 * x); backward"
    assert (
        said(source, "a, c, f")
        == """
  a = log(x) is nan, and it began here: log of -1 is undefined.
  It spread to b and c. Mend: keep the input of log where it is defined: x > 0;
    a pole at 0.
  Backward it does no harm: its branch is not taken, and it hears exactly 0.

  c = b + 1 is nan: it began at a and came by way of a → b → c.
  At a: log of -1 is undefined. Mend: keep the input of log where it is defined:
    x > 0; a pole at 0.
  Backward it does no harm: its branch is not taken, and it hears exactly 0.

  f is a where gate, and its condition f.gt does not hold: f.mul is taken and
    hears the whole gradient, c is not taken and hears exactly 0.
  It is what backward starts from: it hears 1.
  So f.mul hears 1, and the others nothing. If f.mul rises, f rises.
"""
    )
    assert (
        said("input x = inf; f = x - 1; forward", "x, f")
        == """
  x is an input. It is inf; f reads it.
  x is inf, and it began here: it was given so.
  It spread to f. Mend: give x a finite value.

  f = x - 1 is inf: it began at x and came by way of x → f.
  At x: it was given so. Mend: give x a finite value.
"""
    )
    assert (
        said("input x = 0; f = sqrt(x) * x; backward", "x")
        == """
  x is an input. It is 0; f.sqrt and f read it.
  It hears nan, which is not finite: the gradient that f.sqrt sends to x is nan:
    0 × inf.
  Mend: keep the input of sqrt where it is defined: x ≥ 0; a vertical tangent at
    0.
"""
    )


def test_composite_gates() -> None:
    source = ("def sq(t) = t * t + 1; def own(t) { s = tanh(t); return s; local t = 1 - s * s }\n"
              "input x = 3; p = sq(x); f = own(p / 10); backward")  # fmt: skip
    assert (
        said(source, "p, f")
        == """
  p is a call of sq, 2 gates shown as one (`expand p`); its gradient goes
    through everything inside. ∂p/∂x = 6.
  f wants p higher, with a force of 0.0419974: raising p by 0.01 would change f
    by about 0.000419974.
  So x hears 0.251985. If x rises, p rises and f rises.

  f is a call of own, 1 gate shown as one (`expand f`); its gradient goes by the
    formula that its definition gives. ∂f/∂f.div = 0.419974.
  It is what backward starts from: it hears 1.
  So f.div hears 0.419974. If f.div rises, f rises.
"""
    )
    assert (
        said(f"{source}; expand p", "p, p.mul")
        == """
  p shifts p.mul by 1: the gradient passes unchanged. It is the last gate inside
    of sq, opened (`collapse p`).
  f wants p higher, with a force of 0.0419974: raising p by 0.01 would change f
    by about 0.000419974.
  So p.mul hears 0.0419974. If p.mul rises, p rises and f rises.

  p.mul multiplies x by itself: x hears the gradient times 3, twice.
  f wants p.mul higher, with a force of 0.0419974: raising p.mul by 0.01 would
    change f by about 0.000419974.
  So x hears 0.251985 from it.
"""
    )
    assert said("input x = 2, y = 3; q = x * y; f = q + 1; collapse q, f as u; backward 2 with 1"
                .replace(" 2 with 1", ""), "f").startswith("""
  f stands for 2 gates shown as one, u. ∂f/∂x = 3 and ∂f/∂y = 2.
""")  # fmt: skip


def test_of_many_gates_a_line_each() -> None:
    source = "input x = 9\nfor i in 1 to 12 { a[i] = sigmoid(x - i) }\nf = max(a[11], a[12], 0)"
    lines = said(f"{source}; backward").split("\n")
    assert lines[1] == "  a[1] = sigmoid(a[1].sub) hears 0 (saturated, not connected)"
    assert lines[11] == "  a[11] = sigmoid(a[11].sub) hears 1: f wants it higher"
    assert lines[13] == "  f = max(a[11], a[12], 0) hears 1"
    assert len(said(f"{source}; backward", "a[1]").split("\n")) > 3


def test_a_seed() -> None:
    source = "input x = 2; f = 3 * x; backward f with 2"
    assert (
        said(source, "x").split("\n", 2)[2]
        == """\
  f, seeded with 2, wants x higher, with a force of 6: raising x by 0.01 would
    change f by about 0.03.
"""
    )


def test_the_dimensions_of_a_matrix_product() -> None:
    source = "input W : [5, 10] = randn(5, 10); input X : [10, 3] = randn(10, 3); D = W @ X"
    assert (
        said(source, "D, W")
        == """
  D is a matrix product: [5, 10] @ [10, 3] gives [5, 3].
  What W hears must have W's shape, [5, 10]. From what D hears, [5, 3], and X,
    [10, 3], only dD @ X.T has it.
  What X hears must be [10, 3]: only W.T @ dD.

  W is an input, of the shape [5, 10]. What it hears has that shape too: one
    number for each of its own.
"""
    )
