"""Each form of the language and what it is parsed to."""

from __future__ import annotations

import pytest
import shapes

from circuitlang.syntax import nodes
from circuitlang.syntax.parser import is_complete, parse, parse_expression
from circuitlang.syntax.words import words
from circuitlang.text.source import Source

EXPRESSIONS = """
x                                   x
.5 + 5. + 1_000 + 2.5e-1            (+ (+ (+ 0.5 5) 1000) 0.25)
x + y * z                           (+ x (* y z))
(x + y) * z                         (* (+ x y) z)
a - b - c                           (- (- a b) c)
a / b * c @ d                       (@ (* (/ a b) c) d)
-x ** 2                             (- (** x 2))
2 ** -x                             (** 2 (- x))
x ** y ** z                         (** x (** y z))
x ^ y ^ z                           (^ x (^ y z))
2 ** -x ** 2                        (** 2 (- (** x 2)))
-x * y                              (* (- x) y)
+ - + x                             (+ (- (+ x)))
a * -b                              (* a (- b))
x < y + 1                           (< x (+ y 1))
x<=y                                (<= x y)
x == y                              (== x y)
x != -y                             (!= x (- y))
(a < b) * (b < c)                   (* (< a b) (< b c))
X[0]                                X[0]
X[0, 1:3]                           X[0, 1:3:]
X[:, ::2, -1]                       X[::, ::2, (- 1)]
X[1:, :3, 1:2:3]                    X[1::, :3:, 1:2:3]
X.T                                 X.T
X[0].T                              X[0].T
f.add2                              f.add2
p[1].exp                            p[1].exp
h[t-1] + x[t]                       (+ h[(- t 1)] x[t])
w[i][j]                             w[i][j]
(A @ B)[0].T                        {(@ A B)}[0].T
tanh(x)[1, 2]                       {tanh(x)}[1, 2]
[1, 2][0]                           {[1, 2]}[0]
X[h[0], 1]                          X[h[0], 1]
a + X[i, j] ** 2                    (+ a (** X[i, j] 2))
[]                                  []
[1, 2,]                             [1, 2]
[[1, -2], [3, 4]]                   [[1, (- 2)], [3, 4]]
f()                                 f()
max(a, b, c,)                       max(a, b, c)
sum(X, axis=0, keepdims=1)          sum(X, axis=0, keepdims=1)
f(g(x), h(y)(z))                    !
csv("points.csv", "x")              csv("points.csv", "x")
sum(w[i] * x[i] for i in 1 to 3)    sum((* w[i] x[i]) | i 1..3)
1 + max(a[i] for i in 1 to n - 1)   (+ 1 max(a[i] | i 1..(- n 1)))
sum(sum(a[i, j] for j in 1 to i) for i in 1 to 3)    sum(sum(a[i, j] | j 1..i) | i 1..3)
(show) + 1                          (+ show 1)
input_ + gate_                      (+ input_ gate_)
σ(x) + x_new                        (+ σ(x) x_new)
""".strip().splitlines()

STATEMENTS = """
input x = -2, y                     input x = (- 2); y
input X : [N, 3]                    input X : [N, 3]
input X:[2]=[1,2], s : [] = 3       input X : [2] = [1, 2]; s : [] = 3
param w = 0.5                       param w = 0.5
param w[2] = 0.5                    param w[2] = 0.5
const k = 3                         const k = 3
gate q = x + y                      gate q := (+ x y)
q = x + y                           q := (+ x y)
a[i, j-1] = 2                       a[i, (- j 1)] := 2
gate show = x + 1                   gate show := (+ x 1)
input input = 3                     input input = 3
x = show + forward                  x := (+ show forward)
def sigma(t) = 1 / (1 + exp(-t))    def sigma(t) return (/ 1 (+ 1 exp((- t))))
def f(a, b) { return a * b }        def f(a b) {return (* a b)}
def f(t) { s = 2 * t; return s; local t = 2 }     def f(t) {s := (* 2 t); return s; local t := 2}
def f(X, w) { return X @ w; chain X = upstream @ w.T; chain w = X.T @ upstream }    def f(X w) {return (@ X w); chain X := (@ upstream w.T); chain w := (@ X.T upstream)}
def f(x) { for i in 1 to 3 { s[i] = x }; return s[3] }    def f(x) {for i 1..3 {s[i] := x}; return s[3]}
for t in 1 to 3 { h[t] = tanh(h[t-1]) }     for t 1..3 {h[t] := tanh(h[(- t 1)])}
for i in 0 to n { input x[i] = i; gate g[i] = x[i] }    for i 0..n {input x[i] = i; gate g[i] := x[i]}
for i in 1 to 2 { for j in 1 to 2 { a[i, j] = i } }    for i 1..2 {for j 1..2 {a[i, j] := i}}
for i in 1 to 2 { }                 for i 1..2 {}
ties first                          ties first
output f                            output f
output f, h[2], x                   output f, h[2], x
include "common.circ"               include common.circ
seed 42                             seed 42
seed (42)                           seed 42
x                                   value x
f == 3                              value (== f 3)
local(q, x)                         value local(q, x)
show(q)                             value show(q)
chained(q, x) + 1                   value (+ chained(q, x) 1)
forward                             forward
backward                            backward name=- value=-
backward f                          backward name=f value=-
backward with 2                     backward name=- value=2
backward h[2] with -x               backward name=h[2] value=(- x)
show                                show names=-
show q, h[1], p.exp                 show names=<q, h[1], p.exp>
show q.*, *                         show names=<q*, *>
show by, with                       show names=<by, with>
local q                             local names=<q>
chained q                           chained names=<q>
grads                               grads names=-
set x = 3                           set name=x value=3
set w[2] = -1                       set name=w[2] value=(- 1)
expand p                            expand names=<p>
collapse q, r as unit               collapse names=<q, r> unit=unit
print "f is {f:.3f}"                print text="f is {f:.3f}"
print "a\\u00e9\\n\\"b\\""          print text="aé\\n\\"b\\""
expect f = -12                      expect expr=f value=(- 12) tol=-
expect grad(x) = 3 within 1e-6      expect expr=grad(x) value=3 tol=1e-06
expect f < 0.1                      expect expr=(< f 0.1) value=- tol=-
expect(f) = 3                       expect expr=f value=3 tol=-
expect shape(D) = [5, 3]            expect expr=shape(D) value=[5, 3] tol=-
check                               check name=-
check f                             check name=f
nudge x by 0.01                     nudge x=x h=0.01
nudge by by -by                     nudge x=by h=(- by)
digits 3                            digits n=3
digits -1                           digits n=(- 1)
time forward                        time <forward>
time f = x + 1                      time <f := (+ x 1)>
""".strip().splitlines()  # noqa: E501


def cases(table: list[str]) -> list[tuple[str, str]]:
    return [(left.strip(), right.strip()) for left, right in (row.split("   ", 1) for row in table)]


@pytest.mark.parametrize(("text", "shape"), cases(EXPRESSIONS))
def test_expressions(text: str, shape: str) -> None:
    parsed = parse(Source("<test>", text))
    if shape == "!":
        assert [one.code for one in parsed.errors] == ["syntax"]
        return
    assert not parsed.errors
    (bare,) = parsed.statements
    assert isinstance(bare, nodes.Bare)
    assert shapes.expr(bare.expr) == shape
    assert shapes.expr(parse_expression(Source("<test>", f"  {text} "), 1, len(text) + 3)) == shape


@pytest.mark.parametrize(("text", "shape"), cases(STATEMENTS))
def test_statements(text: str, shape: str) -> None:
    parsed = parse(Source("<test>", f"  {text}  # words\n"))
    assert not parsed.errors
    (one,) = parsed.statements
    assert shapes.statement(one) == shape
    assert (one.at, one.end) == (2, 2 + len(text))


LAYOUTS = {
    "a = 1; b = 2;; c = 3\n\n;d=4": "a := 1 | b := 2 | c := 3 | d := 4",
    "a = 1 # x; y ( [ {\nb = 2": "a := 1 | b := 2",
    "a = (1 +\n\n  2) # x\nb = [1,\n2]": "a := (+ 1 2) | b := [1, 2]",
    "a = (1 + # ( one\n # two )\n 2)": "a := (+ 1 2)",
    "a\t=\t1": "a := 1",
    "a = 1\r\nb = 2\rc = 3": "a := 1 | b := 2 | c := 3",
    "\ufeffa = 1": "a := 1",
    "input x = 1,": "",
    "def f(x) { # one\n\n  s = (x +\n 1)\n# two\n  return s\n\n local x = 1 ; \n}  # 3\nf(1)": (
        "def f(x) {s := (+ x 1); return s; local x := 1} | value f(1)"
    ),
    "for i in 1 to 2 {\n\n a[i] = 1\n\n b[i] = 2;\n}; c = 1": (
        "for i 1..2 {a[i] := 1; b[i] := 2} | c := 1"
    ),
    'print "a # b ; ("; x': 'print text="a # b ; (" | value x',
    "f = max(x,\n  y, axis\n = 0)": "f := max(x, y, axis=0)",
    "f = sum(x[i]\n  for i in 1 to 3)": "f := sum(x[i] | i 1..3)",
    "x = (show\n + 1)": "x := (+ show 1)",
    "x = (1 +\n show\n)": "x := (+ 1 show)",
    "": "",
    "# only words": "",
}


@pytest.mark.parametrize(("text", "shape"), LAYOUTS.items())
def test_layout(text: str, shape: str) -> None:
    parsed = parse(Source("<test>", text))
    assert " | ".join(map(shapes.statement, parsed.statements)) == shape


def test_names_are_compared_in_nfc() -> None:
    parsed = parse(Source("<test>", "e\u0301 = 1; \u00e9 + \u212b"))
    assert [shapes.statement(one) for one in parsed.statements] == [
        "\u00e9 := 1",
        "value (+ \u00e9 \u00c5)",
    ]
    assert parsed.statements[1].at == 8  # offsets are those of the text as it is


@pytest.mark.skipif("help" not in words().commands, reason="there is no command `help` yet")
def test_help_takes_the_rest_of_the_line() -> None:
    rows = [("help", None), ("help +", "+"), ("help [", "["), ("help chain-rule ", "chain-rule"),
            ("help * # words", "*"), ("help **; x", "**")]  # fmt: skip
    for text, topic in rows:
        command = parse(Source("<test>", text)).statements[0]
        assert isinstance(command, nodes.Command)
        held = command.slots["topic"]
        assert (held.value if isinstance(held, nodes.Text) else held) == topic
        assert is_complete(text)


def test_spans_of_nodes() -> None:
    (one,) = parse(Source("<test>", "f = (a + b) * -c[ 1 ]")).statements
    assert isinstance(one, nodes.Assign)
    text = "f = (a + b) * -c[ 1 ]"
    spans = [text[node.at : node.end] for node in one.expr.nodes]
    assert spans == ["a", "b", "a + b", "1", "c[ 1 ]", "-c[ 1 ]", "(a + b) * -c[ 1 ]"]
