"""Errors as they are shown: goldens, and the members of their JSON."""

from __future__ import annotations

from circuitlang.text.errors import Diagnostic, Label
from circuitlang.text.source import Source, Span
from circuitlang.text.width import width
from circuitlang.views.snippet import render, render_all, to_json
from circuitlang.views.style import ansi, plain


def at(source: Source, part: str, start: int = 0) -> Span:
    where = source.text.index(part, start)
    return Span(source, where, where + len(part))


def check(golden: str, diagnostic: Diagnostic) -> None:
    assert plain(render(diagnostic)) == golden.strip("\n")


def test_the_example_of_the_contract() -> None:
    source = Source("neuron.circ", "\n\n\ngate dot = w0*x0 + w1*x1\n")
    check(
        """
error[undefined-name]: nothing is called `w1`
 --> neuron.circ:4:20
  |
4 | gate dot = w0*x0 + w1*x1
  |                    ^^
  = help: did you mean `w0`?
""",
        Diagnostic(
            "undefined-name",
            "nothing is called `w1`",
            at(source, "w1"),
            help="did you mean `w0`?",
        ),
    )


def test_prompt_with_labels() -> None:
    w = Source("<prompt>", "input W : [5, 10] = randn(5, 10)", 1)
    x = Source("<prompt>", "input X : [10, 3] = randn(10, 3)", 2)
    e = Source("<prompt>", "E = X @ W", 5)
    check(
        """
error[shape-mismatch]: X @ W cannot be multiplied: 3 columns meet 5 rows
 --> <prompt>:5:5
  |
1 | input W : [5, 10] = randn(5, 10)
  |           ------- W is 5 × 10
2 | input X : [10, 3] = randn(10, 3)
  |           ------- X is 10 × 3
5 | E = X @ W
  |     ^^^^^ 3 ≠ 5
  = help: W @ X fits, and gives [5, 3]
""",
        Diagnostic(
            "shape-mismatch",
            "X @ W cannot be multiplied: 3 columns meet 5 rows",
            at(e, "X @ W"),
            words="3 ≠ 5",
            labels=[Label(at(x, "[10, 3]"), "X is 10 × 3"), Label(at(w, "[5, 10]"), "W is 5 × 10")],
            help="W @ X fits, and gives [5, 3]",
        ),
    )


def test_a_line_of_the_prompt_needs_no_number() -> None:
    source = Source("<prompt>", "k = x ** yy", 12)
    check(
        """
error[undefined-name]: nothing is called `yy`
 --> <prompt>:12:10
  |
  | k = x ** yy
  |          ^^
  = help: did you mean `y`?
""",
        Diagnostic(
            "undefined-name", "nothing is called `yy`", at(source, "yy"), help="did you mean `y`?"
        ),
    )


def test_same_line_and_another_file() -> None:
    source = Source("a.circ", "\n" * 9 + "x = 1; x = 2\n")
    library = Source("lib/b.circ", "# words\ninput x\n")
    check(
        """
error[already-declared]: `x` is declared already
  --> a.circ:10:8
   |
10 | x = 1; x = 2
   |        ^ again
   | - first
  ::: lib/b.circ:2:7
   |
 2 | input x
   |       - and here
   note: one name, one gate
   = help: choose another name
""",
        Diagnostic(
            "already-declared",
            "`x` is declared already",
            at(source, "x", source.text.index(";")),
            words="again",
            labels=[Label(at(source, "x"), "first"), Label(at(library, "x"), "and here")],
            lines=["note: one name, one gate"],
            help="choose another name",
        ),
    )


def test_tabs_wide_letters_marks_and_controls() -> None:
    source = Source("w.circ", "\t中文 = é + e\u0301\x1b + 1 + \u202eb + c")
    check(
        """
error[bad-character]: bad
 --> w.circ:1:26
  |
1 |  中文 = é + e\u0301\\x1b + 1 + \\u202eb + c
  |                                   ^
""",
        Diagnostic("bad-character", "bad", at(source, "c")),
    )
    control = plain(render(Diagnostic("bad-character", "bad", at(source, "\u202e")))).splitlines()
    assert control[-1].index("^") == width(control[-2][: control[-2].index("\\u")])
    assert control[-1].count("^") == len(r"\u202e")
    wide = plain(render(Diagnostic("x", "bad", at(source, "中文")))).splitlines()[-1]
    assert wide == "  |  ^^^^"


def test_ends_and_several_lines() -> None:
    source = Source("f.circ", "f = (x +\n  y)  \n")
    several = """
error[syntax]: two lines
 --> f.circ:1:5
  |
1 | f = (x +
  |     ^^^^
"""
    check(several, Diagnostic("syntax", "two lines", at(source, "(x +\n  y)")))
    nothing = """
error[syntax]: the end
 --> f.circ:3:1
  |
3 |
  | ^
"""
    end = len(source.text)
    check(nothing, Diagnostic("syntax", "the end", Span(source, end, end)))
    line_end = Span(source, 8, 9)
    assert plain(render(Diagnostic("syntax", "m", line_end))).endswith("\n  |         ^")


def test_long_lines_and_names_are_cut() -> None:
    name = "n" * 255
    source = Source("f.circ", "a + " * 100 + name + " + b" * 100)
    lines = plain(
        render(Diagnostic("undefined-name", f"nothing is called `{name}`", at(source, name)))
    ).splitlines()
    assert lines[0] == f"error[undefined-name]: nothing is called `{'n' * 199}…`"
    shown, under = lines[3][4:], lines[4][4:]
    assert len(shown) == 200
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert shown[under.index("^")] == "n"
    assert shown[under.index("^") - 1] == " "
    assert len(under) <= 200
    start = plain(render(Diagnostic("x", "m", Span(source, 0, 1)))).splitlines()
    assert start[3][4:].startswith("a + ")
    assert start[4] == "  | ^"
    last = plain(render(Diagnostic("x", "m", at(source, "b", 1000)))).splitlines()
    assert last[3][4 + last[4].index("^") - 4] == "b"


def test_warning_without_a_place() -> None:
    check(
        """
warning[non-finite]: h is -inf
  h = log(h.sub)      and h.sub = x - 3 = 0: log has a pole there
  = help: move x, or keep the argument away from 0
""",
        Diagnostic(
            "non-finite",
            "h is -inf",
            lines=["h = log(h.sub)      and h.sub = x - 3 = 0: log has a pole there"],
            help="move x, or keep the argument away from 0",
            severity="warning",
        ),
    )


def test_a_hundred_are_shown_and_the_rest_counted() -> None:
    many = [Diagnostic("syntax", f"number {k}") for k in range(103)]
    shown = plain(render_all(many, hidden=4))
    assert "number 99" in shown
    assert "number 100" not in shown
    assert shown.endswith("number 99\n\n… and 7 more errors")
    assert plain(render_all(many[:2])) == "error[syntax]: number 0\n\nerror[syntax]: number 1"
    assert plain(render_all(many[:1], hidden=1)).endswith("… and 1 more error")


def test_nothing_from_outside_controls_the_terminal() -> None:
    source = Source("\x1b[2J.circ", "x = \x9b31m\n")
    lines = render(
        Diagnostic(
            "syntax",
            "bad `\x1b]0;title\x07` and `open",
            at(source, "\x9b"),
            words="\x1b[1m",
            labels=[Label(at(source, "x"), "\u202e")],
            lines=["\x1b"],
            help="\u2028",
        )
    )
    assert "\x1b" not in plain(lines)
    bare = ansi(lines)
    for code in ("1;31", "34", "36", "1", "0"):
        bare = bare.replace(f"\x1b[{code}m", "")
    assert bare == plain(lines)
    assert all(line.isprintable() for line in bare.split("\n"))


def test_json() -> None:
    source = Source("a.circ", "\nf = ww")
    diagnostic = Diagnostic("undefined-name", "nothing is called `ww`", at(source, "ww"))
    assert to_json(diagnostic) == {
        "code": "undefined-name",
        "message": "nothing is called `ww`",
        "file": "a.circ",
        "line": 2,
        "column": 5,
        "help": None,
    }
    caller = to_json(Diagnostic("bad-argument", "m\x1b", help="h"))
    assert list(caller) == ["code", "message", "file", "line", "column", "help"]
    assert caller["message"] == r"m\x1b"
    assert [caller[key] for key in ("file", "line", "column", "help")] == [None, None, None, "h"]
