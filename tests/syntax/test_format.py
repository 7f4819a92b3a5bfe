"""`format_source`: comments and blank lines stay, formatting twice is formatting once."""

from __future__ import annotations

from pathlib import Path

import pytest
import shapes
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_statements import EXPRESSIONS, STATEMENTS, cases

from circuitlang.syntax.format import format_source
from circuitlang.syntax.parser import parse
from circuitlang.text.errors import CircuitError
from circuitlang.text.source import Source
from tests.strategies import layouts, programs

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.circ"))


def shape(text: str) -> list[str]:
    parsed = parse(Source("<test>", text))
    assert not parsed.errors, f"{text}: {parsed.errors}"
    return [shapes.statement(one) for one in parsed.statements]


def formatted(text: str) -> str:
    """The text in the one style, held to what every formatting must keep."""
    found = format_source(Source("<test>", text))
    assert shape(found) == shape(text)
    assert format_source(Source("<test>", found)) == found
    assert not found or (found.endswith("\n") and not found.endswith("\n\n"))
    return found


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_examples(path: Path) -> None:
    formatted(path.read_text("utf-8"))


@pytest.mark.parametrize("text", [text for text, _ in cases(EXPRESSIONS) + cases(STATEMENTS)])
def test_every_form(text: str) -> None:
    if not parse(Source("", text)).errors:
        formatted(text)


MESSY = """\


#!first
# second\t

input x=1 ,y = 2 ; a = x+y;;   b = a*2 # behind
for i in 1 to 3{ # head


   # inside
   h[i]=a+i ; g[i] = max(a,   # x
        b)   # y


   # last

}   # closed
def f( t ,   # t

       u) {
  s = t ; return ( s+u ) # r
  local t = -(1 + s)#l
  # end
}
print "# no comment; {x}"
time for i in 1 to 2 {
z[i]=1;}



backward   b   with 2;
# fin"""
TIDY = """\
#!first
# second

input x = 1, y = 2
a = x + y
b = a * 2  # behind
for i in 1 to 3 {  # head
    # inside
    h[i] = a + i
    g[i] = max(a,   # x
         b)  # y

    # last
}  # closed
def f( t ,   # t

       u) {
    s = t
    return s + u  # r
    local t = -(1 + s)  #l
    # end
}
print "# no comment; {x}"
time for i in 1 to 2 {
    z[i] = 1
}

backward b with 2
# fin
"""


def test_comments_and_blank_lines() -> None:
    assert formatted(MESSY) == TIDY
    assert formatted(MESSY.replace("\n", "\r\n")) == TIDY
    assert formatted("\ufeff" + MESSY) == TIDY


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("", ""),
        (" \n;\n", ""),
        ("#", "#\n"),
        ("\n\n# a\n\n\n\n", "# a\n"),
        ("x", "x\n"),
        ("x # a\n# b", "x  # a\n# b\n"),
        ("for i in 1 to 2 {}", "for i in 1 to 2 {}\n"),
        ("for i in 1 to 2 { # a\n}", "for i in 1 to 2 {  # a\n}\n"),
        ("for i in 1 to 2 {\n\n # a\n\n}", "for i in 1 to 2 {\n    # a\n}\n"),
        ("def f(a) {\n\treturn (a)\n}", "def f(a) {\n    return a\n}\n"),
        ("f = (\n\tx\n\n+ y\n) # a", "f = (\n    x\n\n+ y\n)  # a\n"),
        ("  f = (\n    x)", "f = (\n  x)\n"),
        ("for i in (1 # a\n) to 2 { a[i] = 1 }", "for i in (1 # a\n) to 2 {\n    a[i] = 1\n}\n"),
    ],
)
def test_small(text: str, want: str) -> None:
    assert formatted(text) == want


def test_a_block_in_one_line_opens_where_it_is_too_long() -> None:
    name = "long_" * 7
    text = f"for i in 1 to 2 {{ {name}[i] = {name} + {name} }}"
    assert formatted(text).count("\n") == 3
    assert formatted(text.replace(f" + {name}", "")).count("\n") == 1


def test_errors_are_raised_all_at_once() -> None:
    with pytest.raises(CircuitError) as caught:
        format_source(Source("<test>", "f = (\nq = 2x\nx = 1\n"))
    assert [one.code for one in caught.value.errors] == ["unclosed-bracket", "bad-number"]


def comments(text: str) -> list[str]:
    """The comments of a text; no string of these programs holds a `#` but one."""
    return [line[line.index("#") :].strip() for line in text.replace("# b;", "").split("\n")
            if "#" in line.replace("# b;", "")]  # fmt: skip


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(programs(commands=True).flatmap(layouts))
def test_any_layout(text: str) -> None:
    found = formatted(text)
    assert comments(found) == comments(text)
    assert "\n\n\n" not in found and found.strip() == found.removesuffix("\n")


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_the_layout_of_statements_does_not_matter(data: st.DataObject) -> None:
    text = data.draw(programs(commands=True))
    lines = [line if '"' in line else line.replace(" = ", "=").replace(", ", " ,  ")
             for line in text.split("\n")]  # fmt: skip
    assert formatted("\n".join(lines)) == formatted(text)
