"""Each mistake: its code, its column, what it points at, and a word of what is said about it."""

from __future__ import annotations

import pytest

from circuitlang.syntax.parser import parse
from circuitlang.text.source import Source

SLIPS = r"""
show = x + 1                    | reserved-here   | 1  | show     | `gate show = …`
input = 3                       | reserved-here   | 1  | input    | `gate input = …`
show + 1                        | reserved-here   | 1  | show     | `(show)`
show[1] = 2                     | reserved-here   | 1  | show     | `(show)`
show == 2                       | reserved-here   | 1  | show     | `(show)`
local (q, x)                    | syntax          | 7  | (        | without the blank
gate f == x                     | syntax          | 8  | ==       | write one `=`
input x == 1                    | syntax          | 9  | ==       | write one `=`
def f(x) == 3                   | syntax          | 10 | ==       | write one `=`
set x == 3                      | syntax          | 7  | ==       | write one `=`
imput x = 1                     | unknown-command | 1  | imput    | did you mean `input`
imput "a"                       | unknown-command | 1  | imput    | did you mean `input`
shwo q.*                        | unknown-command | 1  | shwo     | did you mean `show`
digts 3                         | unknown-command | 1  | digts    | did you mean `digits`
x y                             | unknown-command | 1  | x        | `help` lists
let x = 1                       | unknown-command | 1  | let      | no word before
if x > 0:                       | unknown-command | 1  | if       | `where(c, a, b)`
return x                        | unknown-command | 1  | return   | block of a `def`
time imput x                    | unknown-command | 6  | imput    | did you mean `input`
for i in 1 to 3 { imput x }     | unknown-command | 19 | imput    | did you mean `input`
x = 2 y                         | syntax          | 7  | y        | `2 * y`
x = 2 (y)                       | syntax          | 7  | (        | operator is missing
x = y z                         | syntax          | 7  | z        | `y * z`
f = (a b)                       | syntax          | 8  | b        | `a * b`
q = [1 2]                       | syntax          | 8  | 2        | or a `,`
param w = 2 3                   | syntax          | 13 | 3        | or a `,`
f = 2x                          | bad-number      | 5  | 2x       | `2 * x`
f = 0x10                        | bad-number      | 5  | 0x10     | digits 0 to 9
f = 1__0                        | bad-number      | 5  | 1__0     | between two digits
f = 1_                          | bad-number      | 5  | 1_       | between two digits
f = 1..3                        | bad-number      | 5  | 1..3     | `1 to 3`
f = 1.2.3                       | bad-number      | 5  | 1.2.3    | looks like
f = 1e                          | bad-number      | 5  | 1e       | exponent
f = 1e999                       | bad-number      | 5  | 1e999    | too large
f = .5x                         | bad-number      | 5  | .5x      | not a number
f =                             | syntax          | 3  | =        | lacks a value
f = x +                         | syntax          | 7  | +        | lacks its right side
x ==                            | syntax          | 3  | ==       | lacks its right side
f = x **                        | syntax          | 7  | **       | lacks its right side
f = * 3                         | syntax          | 5  | *        | between `=` and `*`
f = x + * y                     | syntax          | 9  | *        | between `+` and `*`
* 3                             | syntax          | 1  | *        | left side
f = (x + )                      | syntax          | 10 | )        | value is missing
f = max(,x)                     | syntax          | 9  | ,        | value is missing
q = x[]                         | syntax          | 7  | ]        | value is missing
f = a < b < c                   | syntax          | 11 | <        | do not chain
a == b != c                     | syntax          | 8  | !=       | do not chain
x + 1 = 3                       | syntax          | 7  | =        | to compare write `==`
f(x) = x * 2                    | syntax          | 6  | =        | `def f(x) = …`
f = g = 3                       | syntax          | 7  | =        | two `=`
x.T = 3                         | syntax          | 1  | x.T      | may carry subscripts
x[1:2] = 3                      | syntax          | 3  | 1:2      | may carry subscripts
x = 5,3                         | syntax          | 6  | ,        | `5.3`
x = "abc"                       | syntax          | 5  | "abc"    | text is no value
x = csv("a\q")                  | syntax          | 11 | \q       | escape
f = max(axis=0, x)              | syntax          | 17 | x        | named arguments
def f(x) { s = x }              | syntax          | 18 | }        | `return NAME`
def f(x) { return x; s = 3 }    | syntax          | 22 | s        | `local`
def f(x) { input y; return x }  | syntax          | 12 | input    | a definition holds
for i in 1 to 3 { show x }      | syntax          | 19 | show     | block of a `for`
for i in 1 to 3 { x + 1 }       | syntax          | 19 | x        | no expression alone
for i in 1 to 3 { a = x + }     | syntax          | 27 | }        | value is missing
for i in 1 to 3                 | syntax          | 16 |          | `{` is missing
for i in 1:3 { a[i] = 1 }       | syntax          | 11 | :        | `1 to 3`
for i in 1 3 { a[i] = 1 }       | syntax          | 12 | 3        | `1 to 3`
for i = 1 to 3 { a[i] = 1 }     | syntax          | 7  | =        | `in`
for i in range(3):              | syntax          | 10 | range(3) | `for i in 0 to 2
f = sum(x for i in range(3))    | syntax          | 20 | range(3) | `for i in 0 to 2
def f(x):                       | syntax          | 9  | :        | `def f(x) = …`
def f(2) = 3                    | syntax          | 7  | 2        | a name
def f(x)                        | syntax          | 9  |          | is missing
f = x && y                      | syntax          | 7  | &&       | multiply
f = x and y                     | syntax          | 7  | and      | multiply
f = not x                       | syntax          | 5  | not      | `1 - x`
f = 1 if x else 2               | syntax          | 7  | if       | `where(c, a, b)`
f = lambda x: 2                 | syntax          | 5  | lambda   | `def f(x) = …`
f = x ? 1 : 2                   | syntax          | 7  | ?        | `where(c, a, b)`
f = x // 2                      | syntax          | 7  | //       | comment begins with
// words                        | syntax          | 1  | //       | comment begins with
f = x % 2                       | syntax          | 7  | %        | remainder
x += 1                          | syntax          | 3  | +=       | declared once
x := 1                          | syntax          | 3  | :=       | one `=`
input x = 'a'                   | syntax          | 11 | '        | double quotes
$x = 3                          | syntax          | 1  | $        | means nothing
print f                         | syntax          | 7  | f        | double quotes
print                           | syntax          | 6  |          | double quotes
include common.circ             | syntax          | 9  | common   | double quotes
input                           | syntax          | 6  |          | a name is missing
input x y                       | syntax          | 9  | y        | `,`
output f g                      | syntax          | 10 | g        | `,`
ties never                      | syntax          | 6  | never    | `split`
nudge x                         | syntax          | 8  |          | `by` is missing
nudge x 3                       | syntax          | 9  | 3        | `by`
backward f 3                    | syntax          | 12 | 3        | `with`
backward f with                 | syntax          | 16 |          | after `with`
forward x                       | syntax          | 9  | x        | takes no more
set x                           | syntax          | 6  |          | `=` is missing
time time x                     | syntax          | 6  | time x   | one statement
seed                            | syntax          | 5  |          | value is missing
f = x + 1)                      | syntax          | 10 | )        | closes nothing
f = (x + 1                      | unclosed-bracket | 5 | (        | `)`
f = (a[1)                       | unclosed-bracket | 7 | [        | `]`
f = ((x + 1) * 2                | unclosed-bracket | 5 | (        | `)`
for i in 1 to 3 { a[i] = (1 }   | unclosed-bracket | 26 | (       | `)`
print "abc                      | syntax          | 7  | "        | has no end
f = csv("abc)                   | syntax          | 9  | "        | has no end
f = a − b                       | bad-character   | 7  | −        | type `-`
print “abc”                     | bad-character   | 7  | “        | type `"`
f = a × b                       | bad-character   | 7  | ×        | type `*`
f = a · b                       | bad-character   | 7  | ·        | type `*`
f = a ÷ b                       | bad-character   | 7  | ÷        | type `/`
f = a ≤ b                       | bad-character   | 7  | ≤        | type `<=`
f = a ≥ b                       | bad-character   | 7  | ≥        | type `>=`
f = a ≠ b                       | bad-character   | 7  | ≠        | type `!=`
f = max(a, …)                   | bad-character   | 12 | …        | in … to …
f = x²                          | bad-character   | 6  | ²        | type `** 2`
f = x₁                          | bad-character   | 6  | ₁        | type `1`
f = ٣                           | bad-character   | 5  | ٣        | type `3`
f = √2                          | bad-character   | 5  | √        | sqrt
f = 🙂                          | bad-character   | 5  | 🙂       | names are made of
""".strip().splitlines()


@pytest.mark.parametrize("row", SLIPS, ids=lambda row: row.split("|")[0].strip())
def test_slip(row: str) -> None:
    text, code, column, place, words = (part.strip() for part in row.rsplit(" |", 4))
    good = "k = 1" if code != "unclosed-bracket" else "expect k = 1"
    parsed = parse(Source("<test>", f"{good}\n{text}\n\n{good}"))
    (wrong,) = parsed.errors
    assert wrong.span is not None
    assert (wrong.code, wrong.span.line, wrong.span.column) == (code, 2, int(column))
    assert wrong.span.text.strip() == place
    assert words in f"{wrong.message}; {wrong.help}"
    assert wrong.message[0].islower() or not wrong.message[0].isalpha()
    assert not wrong.message.endswith(".")
    assert len(parsed.statements) == 2  # the others go on


def test_a_name_that_is_declared_is_no_unknown_command() -> None:
    for text, known in (("input x = 1\nx y", ""), ("def x(t) = t\nx y", ""), ("\nx y", "x")):
        (wrong,) = parse(Source("<test>", text), declared=known.__eq__).errors
        assert (wrong.code, wrong.span and wrong.span.column) == ("syntax", 3)


def test_a_cut_statement_may_go_on_in_brackets() -> None:
    (wrong, _) = parse(Source("<test>", "f = x +\n    * y")).errors
    assert "inside ( )" not in str(wrong.help)
    (wrong,) = parse(Source("<test>", "f = x +\n    y")).errors
    assert "inside ( )" in str(wrong.help)


def test_the_body_of_a_python_function_is_not_reported_again() -> None:
    text = "def f(x):\n    y = x y\n    return y\nq = 1 +\n"
    errors = parse(Source("<test>", text)).errors
    assert [wrong.span and wrong.span.line for wrong in errors] == [1, 4]
