"""What random conversations say: circuits to begin with, commands, and what is wrong.

Together they send every command of the language but `quit`, whose place is at an end.
"""

from __future__ import annotations

SCALARS = """input x = 0.5, y = -1.25
param w = 0.3
const k = 2
def s(t) = 1 / (1 + exp(-t))
def own(t) { return t * t; local t = 2 * t }
a = s(x * w) + y * k
b = max(x, a) * w + own(y)
c = b * b + x"""
TENSORS = SCALARS + "\ninput v = [1, 2], m : [2, 2] = [[1, 2], [3, 4]]\nc2 = sum(m @ v * x) + c"
LIBRARY = """def twice(t) = 2 * t
param far = 0.25
input drawn = randn()
ties first
output far
set far = 9
"""
ROWS = "x,y\n1,2\n3,4\n0.5,0.25\n"

NAMES = ("x", "y", "w", "a", "b", "c", "d1", "d2", "d3", "i1", "i2", "far", "h[2]")
VALUES = ("0.75", "-2", "1 / 3", "0", "-0", "1e-320", "3", "randn()", "uniform()", "[5, 6]")
EXPRESSIONS = (
    "x * y + w", "s(a) * 2", "max(x, y)", "max(a, a)", "own(x) + k", "b - a * 3", "w", "exp(c)",
    "log(x - 1)", "min(b, c, x)", "where(x > y, a, b)", "k * 2", "d1 + x", "i1 * a", "[1, 2] * x",
    "x * v", "clip(x, -1, 1)", "clip(v, -1, 1)", "sum(v)", "v[0] * a", "grad(c, x)", "h[1] + far",
    "sum(x * i for i in 1 to 3)", "twice(x) - drawn",
)  # fmt: skip
DECLARATIONS = (
    "input i2 = randn()", "input i1", "input i2 : [2] = randn(2)", "input i1 : [N, M]",
    "param p1 = 0.5, p2 = uniform()", "const k2 = 3",
    "def s2(t) { u = s(t); return u * t }", "def s2(t) = t * 2", 'include "library.circ"',
    "for i in 1 to 3 { h[i] = x * i }", "for i in 1 to k { param q[i] = randn(); h[i] = q[i] * a }",
    "ties first", "ties both", "ties split", "output a", "output c, x", "seed 3", "seed 0",
)  # fmt: skip
PASSES = (
    "forward", "backward", "backward c", "backward a", "backward b with -2", "step", "step", "step",
    "step back", "trace", "trace forward", "trace backward", "time forward", "nudge x by 0.1",
    "check c", "check", "plot c against x from -1 to 1", "c", "x + a", 'print "{c:.3f} {a}"',
    "quiz", "quiz forward", "quiz backward", "expect a < 1e9", "expect c = 3",
    "expect grad(x) = 2 within 1e9", "backward d1", "backward c2",
)  # fmt: skip
MOVES = (
    "descend c rate 0.01 steps 2", "ascend b rate 0.1 steps 1",
    "descend c rate 0.01 steps 2 using adam", "descend b rate 0.01 steps 3 using momentum",
    'descend c rate 0.01 steps 2 on "rows.csv"', 'ascend c rate 0.01 steps 3 on "rows.csv" batch 2',
    'load "kept.circ"', "reset", "set h[2] = 3", "set v = [3, 4]", "set m = ones(2, 2)",
    "set i1 = [[1, 2]]", "rewire h[2] = a", "delete h[3]", "time set x = 4",
)  # fmt: skip
LOOKS = (
    "expand a", "collapse a", "expand *", "collapse a, b as unit", "expand b", "digits 17",
    "digits 3", "digits", "show", "show a.*", "local", "local *", "grads", "chained *", "chained",
    "explain a", "explain", "diagram", "diagram a", "code", "history", "help step", "gates",
    'save! "kept.circ"', 'export! "kept.svg"', 'export! "kept.py"', "local(c, b)", "chained(c, b)",
    "shape(v)",
)  # fmt: skip
TOGETHER = (
    "set x = 0.1; forward; set y = 2", "set x = 2; backward a; d3 = a * x", "set x = randn(); step",
    "seed 4; input i2 = randn(); nowhere", "undo; backward; redo", "step; set x = 3; step",
    "d1 = x * a; backward; delete d1; step",
)  # fmt: skip
ERRORS = (
    "x = 3", "d9 = nowhere + 1", "set a = 3", "set x = [1, 2]", "backward nowhere", "rewire x = 3",
    "rewire a = c", "delete x", "d9 = x * (1 + ", "expand x", "collapse x", "digits 99",
    "seed 3; d9 = nowhere(x)", "descend x rate nan steps 2", "ties third", "output nowhere",
    "for i in 1 to 3 { d9 = x * i }", "grad(nowhere)", 'load "nowhere.circ"', "local(x, y)",
    "input d9 = randn(), d8 = nowhere", "set x = randn() + nowhere", "set x = randn(3)",
    "for i in 1 to 3 { input d9[i] = randn(); d8[i] = nowhere }", 'include "nowhere.circ"',
    'export "kept.zip"', 'load "wrong.circ"', 'include "wrong.circ"', "help nowhere",
)  # fmt: skip
WRONG = "input first = randn()\nset first = uniform()\nsecond = nowhere + 1\n"
AND_BACK = (
    "set x = 9.5", "set w = -1", "set k = 5", "d1 = x * a", "rewire b = x + a", "ties both",
    "descend c rate 0.01 steps 2", "delete d2", "input i1 = 4", "output b", "set x = randn()",
    "set k = uniform()", "seed 8", "reset", 'load "kept.circ"', "rewire a = [1, 2] * x",
    'include "library.circ"', "for i in 1 to 3 { h[i] = x * i }", "set v = randn(2)",
)  # fmt: skip
INTERRUPTED = (
    "forward", "backward", "backward a", "set x = 7", "rewire a = x * y", "d1 = s(x) + a",
    "descend c rate 0.01 steps 3", "undo", "redo", "step", "ties first", "check c", "delete d1",
    "expand a", "collapse a", "set k = 9", "for i in 1 to 9 { z[i] = x * i }", "set x = randn()",
    "set k = randn()", 'load "kept.circ"', 'include "library.circ"', "reset", "trace", "step back",
    'save! "other.circ"', "quiz", "def s3(t) = s(t) * 2",
)  # fmt: skip
