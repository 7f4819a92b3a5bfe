"""What is wrong with a statement that cannot be parsed, in the user's words.

The parser stops at the first terminal with which no statement goes on.  `explain` asks the frequent
mistakes in turn (the tables and functions of this file) and then falls back to what is missing
there (missing.py).
"""

from __future__ import annotations

import re

from circuitlang.syntax import missing
from circuitlang.syntax.case import Case
from circuitlang.syntax.characters import bad_character as bad_character_at
from circuitlang.text.errors import CircuitError, Diagnostic
from circuitlang.text.escape import short
from circuitlang.text.source import Source, Span
from circuitlang.text.suggest import suggest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from circuitlang.syntax.lexer import Lexeme

FOREIGN = {  # words of other languages that begin a statement -> the mend
    "let": "an assignment has no word before it: `x = 1`",
    "var": "an assignment has no word before it: `x = 1`",
    "val": "an assignment has no word before it: `x = 1`",
    "set!": "an assignment has no word before it: `x = 1`",
    "float": "a value has no type: `input x = 1`",
    "double": "a value has no type: `input x = 1`",
    "int": "a value has no type: `input x = 1`",
    "if": "`where(c, a, b)` chooses between two values",
    "while": "a loop has bounds: `for i in 1 to 3 { … }`",
    "return": "`return` stands at the end of the block of a `def`",
    "chain": "`chain` stands after the `return` of a `def`",
    "import": 'the declarations of another file: `include "common.circ"`',
    "from": 'the declarations of another file: `include "common.circ"`',
    "function": "a definition is written `def f(x) = …`",
    "fn": "a definition is written `def f(x) = …`",
    "fun": "a definition is written `def f(x) = …`",
    "func": "a definition is written `def f(x) = …`",
    "assert": "a claim is written `expect f = 3`",
    "del": "a gate is removed by `delete q`",
    "exit": "`quit` ends the session",
}

INFIX = {  # words that stand between two values elsewhere -> what to write here
    "and": "multiply the two: `(a > 0) * (b > 0)`",
    "or": "take the larger of the two: `max(a > 0, b > 0)`",
    "if": "`where(c, a, b)` is a where c holds, else b",
    "else": "`where(c, a, b)` is a where c holds, else b",
    "is": "equal is written `==`",
    "mod": "there is no remainder",
    "div": "`/` divides",
    "xor": "not equal is written `!=`",
}

SIGNS = {  # signs that mean something elsewhere -> (what they are, what to write here)
    "&&": ("there is no `&&`", INFIX["and"]),
    "&": ("there is no `&`", INFIX["and"]),
    "||": ("there is no `||`", INFIX["or"]),
    "|": ("there is no `|`", INFIX["or"]),
    "%": ("there is no remainder `%`", "only `+ - * / @ **` and comparisons are operators"),
    "~": ("there is no `~`", "not x is written `1 - x`"),
    "?": ("there is no `?`", INFIX["if"]),
    "'": ("a text stands in double quotes", 'type `"`'),
    "`": ("a backtick means nothing here", "names stand as they are"),
    "$": ("a `$` means nothing here", "names are made of letters, digits and `_`"),
    "\\": ("a backslash means nothing here", "inside ( ) a statement may go on in the next line"),
}


def explain(case: Case) -> Diagnostic:
    """The one diagnostic for a statement that stopped at `case.token`."""
    for slip in SLIPS:
        found = slip(case)
        if found:
            return found
    return missing.explain(case)


# ---- found by the lexer


def bad_character(source: Source, at: int) -> CircuitError:
    return CircuitError(bad_character_at(source, at))


def bad_number(source: Source, token: Lexeme) -> CircuitError:
    """`2x`, `0x10`, `1__0`, `1..3`."""
    text = short(token.text)
    letters = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)([^\W\d_]\w*)", token.text)
    if re.match(r"0[xXbBoO]", token.text):
        help = "numbers are written with the digits 0 to 9"
    elif re.fullmatch(r"[0-9.]*[eE]", token.text):
        help = "an exponent has digits: `1e3`"
    elif letters:
        help = f"for a product write `{letters[1]} * {short(letters[2])}`"
    elif ".." in token.text:
        help = "a range is written `1 to 3`"
    elif "_" in token.text:
        help = "`_` stands only between two digits"
    else:
        help = "a number looks like `3`, `0.5` or `1e-3`"
    span = Span(source, token.at, token.end)
    return CircuitError(Diagnostic("bad-number", f"`{text}` is not a number", span, help=help))


def unknown_sign(source: Source, at: int) -> Diagnostic:
    """A character with which no terminal begins."""
    text = source.text
    if not text[at].isascii():
        return bad_character_at(source, at)
    sign = text[at : at + 2] if text[at : at + 2] in SIGNS else text[at]
    message, help = SIGNS.get(sign, (f"`{sign}` means nothing here", None))
    return Diagnostic("syntax", message, Span(source, at, at + len(sign)), help=help)


# ---- found by the parser, in the order in which they are asked


def _reserved(case: Case) -> Diagnostic | None:
    """`show = x + 1`, `input = 3`, `show + 1`."""
    word, sign = case.before, case.token.text
    if word not in case.words.heads or sign not in {*"=.[]*/@^<>+-", "**", "<=", ">=", "==", "!="}:
        return None
    what = "command" if word in case.words.commands else "declaration"
    if sign == "=":
        help = f"to declare a gate of that name write `gate {word} = …`"
    else:
        help = f"for the gate of that name write `({word})`"
    return case.problem(
        "reserved-here", f"`{word}` begins a {what} here", help, case.begin, len(word)
    )


def _double_equal(case: Case) -> Diagnostic | None:
    """`gate f == x`, `input x == 1`."""
    if case.token.text != "==" or not case.accepts("_EQUAL"):
        return None
    return case.here("`==` compares, it does not declare", "write one `=`")


def _python(case: Case) -> Diagnostic | None:
    """`def f(x):`, `for i in range(3):`, `x := 1`, `x += 1`, `x // 2`."""
    sign, text, at = case.token.text, case.source.text, case.token.at
    if sign == "!":
        return case.here("there is no `!`", "not x is written `1 - x`, not equal `!=`")
    ranged = re.search(r"\brange[ \t]*\(([^()]*)\)", text[case.begin : case.end])
    if ranged and (case.accepts("_TO") or case.head == "for"):
        place = case.begin + ranged.start()
        help = "write `for i in 0 to 2 { … }`: both bounds are included"
        return case.problem(
            "syntax", "there is no `range`", help, place, ranged.end() - ranged.start()
        )
    if sign == ":" and case.head == "def":
        return case.here("a definition has no `:`", "write `def f(x) = …` or `{ … return … }`")
    if sign == ":" and case.accepts("_TO"):
        return case.here("a range is written with `to`", "write it like `1 to 3`")
    if sign == ":" and case.head == "for":
        return case.here("a loop has no `:`", "its body stands in `{ }`")
    if sign == ":" and text.startswith(":=", at):
        return case.here("there is no `:=`", "one `=` declares a gate", size=2)
    if sign == "=" and text[at - 1] in "+-*/@^" and text[at - 2 : at] != "==":
        both = text[at - 1 : at + 1]
        help = "a gate is declared once; give the new value a name of its own"
        return case.problem("syntax", f"there is no `{both}`", help, at - 1, 2)
    comment = re.compile(r"//|/\*").match(text, at if case.before == "" else at - 1)
    if comment and sign in ("/", "*"):
        help = "`/` divides, and a comment begins with `#`"
        return case.problem("syntax", f"there is no `{comment[0]}`", help, comment.start(), 2)
    return None


def _call_with_blank(case: Case) -> Diagnostic | None:
    """`local (q, x)`."""
    if case.token.text != "(" or case.before not in case.words.commands:
        return None
    word = case.before
    help = f"the call is written `{word}(…)`, without the blank"
    return case.here(f"the command `{word}` takes no `(`", help)


def _decimal_comma(case: Case) -> Diagnostic | None:
    """`x = 5,3`."""
    found = re.compile(r"[0-9]+,[0-9]+").search(case.source.text, case.token.at - 1)
    digit = case.source.text[case.token.at - 1 : case.token.at].isdigit()
    if not found or not digit or case.token.text != "," or case.accepts("_COMMA"):
        return None
    point = found[0].replace(",", ".")
    return case.here("a number has a point, not a comma", f"write it like `{point}`")


def _infix(case: Case) -> Diagnostic | None:
    """`x and y`, `1 if c else 2`; `not x`."""
    word = case.token.text
    if word in INFIX and not case.wants_value:
        return case.here(f"there is no `{word}` between two values", INFIX[word])
    last = re.search(r"\b(not|lambda)[ \t]*$", case.before)
    if last and case.token.type in ("NAME", "NUMBER"):
        help = "not x is written `1 - x`" if last[1] == "not" else "write `def f(x) = …`"
        place = case.begin + last.start()
        return case.problem("syntax", f"there is no `{last[1]}`", help, place, len(last[1]))
    return None


def _unknown_command(case: Case) -> Diagnostic | None:
    """`imput x = 1`: an unknown word, then a name or a string."""
    word, token = case.before, case.token
    if not case.is_name(word) or word in case.words.heads or case.declared(word):
        return None
    near = suggest(word, case.words.heads)
    string = token.type == "STRING" or token.text.startswith('"')
    if not (token.type == "NAME" or string or (token.type == "NUMBER" and near)):
        return None
    mend = FOREIGN.get(word) or (f"did you mean `{near}`?" if near else None)
    return case.problem(
        "unknown-command",
        f"`{short(word)}` is no command and begins no declaration",
        mend or "`help` lists the commands",
        case.begin,
        len(word),
    )


def _in_block(case: Case) -> Diagnostic | None:
    """What cannot stand inside { }."""
    if not case.in_block:
        return None
    if case.token.type == "RBRACE" and case.outer == "def" and not case.wants_value:
        return case.here("this definition returns nothing", "end its block with `return NAME`")
    holds = (
        "a definition holds assignments, `for`, one `return`, then `local` or `chain`"
        if case.outer == "def"
        else "the block of a `for` holds declarations and `for`"
    )
    word = case.head
    starts = word in case.words.heads | {"return", "chain"} and not case.wants_value
    if starts and word in (case.before, case.token.text):
        message = f"`{word}` cannot stand here in a block"
        return case.problem("syntax", message, holds, case.begin, len(word))
    if case.accepts("_EQUAL") and not case.accepts("NUMBER") and case.is_name(case.before):
        return case.problem(
            "syntax", "a block holds no expression alone", holds, case.begin, len(case.before)
        )
    return None


def _chained(case: Case) -> Diagnostic | None:
    """`a < b < c`."""
    if case.token.type != "COMPARE" or case.wants_value:
        return None
    if not re.search(r"[<>]|[=!]=", case.before):
        return None
    help = "compare twice and multiply: `(a < b) * (b < c)`"
    return case.here("comparisons do not chain", help)


def _second_equal(case: Case) -> Diagnostic | None:
    """`x + 1 = 3`, `f(x) = 2 * x`, `f = g = 3`."""
    if case.token.type != "_EQUAL" or case.wants_value or case.head in case.words.heads:
        return None
    called = re.fullmatch(r"([^\W\d]\w*)[ \t]*\(([^()]*)\)", case.before)
    if called:
        help = f"to define it write `def {short(case.before)} = …`"
        return case.here("a call cannot be declared", help)
    if re.search(r"(?<![=<>!])=(?!=)", case.before):
        return case.here("there are two `=` in this statement", "declare one name in each")
    return case.here("only a name can stand before `=`", "to compare write `==`")


def _wants_string(case: Case) -> Diagnostic | None:
    """`print f`, `include common.circ`."""
    if not case.accepts("STRING") or case.wants_value:
        return None
    example = '`print "{f}"`' if case.head == "print" else f'`{case.head} "name.circ"`'
    place = case.here if case.token.type != "$END" else case.at_end
    return place(f"`{case.head}` takes a text in double quotes", f"write it like {example}")


SLIPS = (
    _reserved,
    _double_equal,
    _python,
    _call_with_blank,
    _decimal_comma,
    _infix,
    _unknown_command,
    _in_block,
    _chained,
    _second_equal,
    _wants_string,
)
