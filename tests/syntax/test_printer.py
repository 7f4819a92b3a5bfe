"""Nodes -> text: what is printed reads back to the same nodes, and looks the same everywhere."""

from __future__ import annotations

import pytest
import shapes
from test_statements import EXPRESSIONS, STATEMENTS, cases

from circuitlang.syntax import nodes
from circuitlang.syntax.parser import parse
from circuitlang.syntax.printer import expression_text, statement_text
from circuitlang.syntax.words import words
from circuitlang.text.source import Source
from tests.effort import growth

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


def read(text: str) -> tuple[list[nodes.Statement], Source]:
    source = Source("<test>", text)
    parsed = parse(source)
    assert not parsed.errors, f"{text}: {parsed.errors}"
    return parsed.statements, source


def printed(text: str, written: bool = False, indent: int = 0) -> str:
    statements, source = read(text)
    return "\n".join(statement_text(one, source, indent, written=written) for one in statements)


GOOD = [text for text, _ in cases(EXPRESSIONS) + cases(STATEMENTS)]
GOOD = [text for text in GOOD if not parse(Source("", text)).errors]


@pytest.mark.parametrize("written", [False, True])
@pytest.mark.parametrize("text", GOOD)
def test_what_is_printed_reads_back(text: str, written: bool) -> None:
    found = printed(text, written)
    want = list(map(shapes.statement, read(text)[0]))
    assert list(map(shapes.statement, read(found)[0])) == want
    assert printed(found, written) == found


STYLE = """
q=x+y*z                       | q = x + y * z
f=((x+y))*((z))               | f = (x + y) * z
a-(b-c)-(d-e)                 | a - (b - c) - (d - e)
(a*b)*c/(d*e)                 | a * b * c / (d * e)
(a**b)**c**d                  | (a ** b) ** c ** d
a^-b                          | a ^ -b
(-a)**2 + -(a**2)             | (-a) ** 2 + -a ** 2
-(-(+x))                      | --+x
(a<b)==(c>=d)                 | (a < b) == (c >= d)
(a+b)<(c+d)                   | a + b < c + d
1e-3+2_000+.5*5.              | 1e-3 + 2_000 + .5 * 5.
h[t-1].exp+w[ (i) ,j ]        | h[t - 1].exp + w[i, j]
X[0,1 : 3 ,:: 2,:].T          | X[0, 1:3, ::2, :].T
(A@B)[0].T + (X)[1] + (2).T   | (A @ B)[0].T + (X)[1] + (2).T
f (x , axis = 0,)             | f(x, axis=0)
sum( (w[i]) for i in (1)to n) | sum(w[i] for i in 1 to n)
[ [1,2], [] , ]               | [[1, 2], []]
gate  show=x                  | gate show = x
input a=1,b:[ N,2 ]=2 , c     | input a = 1, b : [N, 2] = 2, c
def f( a,b )=a*b              | def f(a, b) = a * b
for i in 1 to 2{h[i]=i}       | for i in 1 to 2 { h[i] = i }
output  f ,h[ 2 ]             | output f, h[2]
include   "a\\u0041.circ"     | include "a\\u0041.circ"
ties   first                  | ties first
seed (42)                     | seed 42
show  q.* ,* ,h[1]            | show q.*, *, h[1]
nudge x   by  .1              | nudge x by .1
expect f=3   within 1e-3      | expect f = 3 within 1e-3
print  "a {f:.3f}"            | print "a {f:.3f}"
time   forward                | time forward
(show)+1                      | (show + 1)
(forward)                     | (forward)
(expect(x))*2                 | (expect(x) * 2)
local(q,x)*2                  | local(q, x) * 2
"""


@pytest.mark.parametrize("row", STYLE.strip().splitlines())
def test_style(row: str) -> None:
    text, want = row.split("|")
    assert printed(text.strip()) == want.strip()


def test_blocks_are_indented() -> None:
    text = "def f(t) { for i in 1 to 2 { for j in 1 to 2 { s[i, j] = t; gate g = t } }; return g }"
    assert printed(text, indent=1).split("\n") == [
        "    def f(t) {",
        "        for i in 1 to 2 {",
        "            for j in 1 to 2 {",
        "                s[i, j] = t",
        "                gate g = t",
        "            }",
        "        }",
        "        return g",
        "    }",
    ]
    assert printed("time for i in 1 to 2 { a[i] = 1; b[i] = 2 }").startswith("time for i in 1 to 2")


def test_written_parentheses_around_operations_stay() -> None:
    assert printed("f = -(x ** 2) + ((a * b)) - (c)", True) == "f = -(x ** 2) + (a * b) - c"
    assert printed("f = ((a + b))", True) == "f = a + b"


def test_every_word_of_the_language_may_begin_an_expression_in_parentheses() -> None:
    for word in sorted(words().heads):
        text = f"({word} + 1)"
        assert printed(text) == text


LONG = {  # a text of so many parts, and how many
    "sum": (lambda n: "f = " + " + ".join(["x", "2.5"] * n), 50_000),
    "minus": (lambda n: "f = " + "-" * n + "x", 10_000),
    "power": (lambda n: "f = " + "x ** " * n + "x", 20_000),
    "call": (lambda n: "f = add(" + ", ".join(["x * 2"] * n) + ")", 20_000),
    "nested": (lambda n: "f = " + "(" * n + "x" + " + 1) * 2" * n, 199),
}


@pytest.mark.parametrize("kind", LONG)
def test_long_expressions(kind: str) -> None:
    make, size = LONG[kind]

    def printing(size: int) -> Callable[[], str]:
        (statement,), source = read(make(size))
        assert isinstance(statement, nodes.Assign)
        return lambda: expression_text(statement.expr, source)

    assert printing(size)() == make(size)[4:]
    assert growth(printing(90), printing(180)) < 2.5
