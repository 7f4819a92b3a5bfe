"""What is missing at the place where the parser stopped, or what is too much there."""

from __future__ import annotations

import re

from circuitlang.gates import BY_NAME
from circuitlang.text.escape import LONGEST_SHOWN, short

TYPE_CHECKING = False
if TYPE_CHECKING:
    from circuitlang.syntax.case import Case
    from circuitlang.text.errors import Diagnostic

SPELLED = {  # terminals that are no words of their own -> how a message calls them
    "NAME": "a name",
    "STRING": "a text in double quotes",
    "LPAR": "`(`",
    "RPAR": "`)`",
    "LSQB": "`[`",
    "RSQB": "`]`",
    "LBRACE": "`{`",
    "RBRACE": "`}`",
    "_COMMA": "`,`",
    "_EQUAL": "`=`",
    "COLON": "`:`",
    "DOT": "`.`",
    "STAR": "`*`",
}
OPERATORS = frozenset(["PLUS", "MINUS", "STAR", "SLASH", "AT", "POWER", "COMPARE"])
_SIGN_AT_END = re.compile(r"(\*\*|[<>=!]=|[-+*/@^<>=,:.])[ \t\n]*$")
_OVER = "a statement ends with its line, but inside ( ) it may go on in the next"
MOST = 4  # alternatives that a help line names


def explain(case: Case) -> Diagnostic:
    """The diagnostic for a place at which no frequent mistake was recognised."""
    return (_no_value if case.wants_value else _no_operator)(case) or _does_not_fit(case)


def _no_value(case: Case) -> Diagnostic | None:
    """A value could come here, but something else does, or nothing."""
    token, before = case.token, case.before
    sign = _SIGN_AT_END.search(before, max(0, len(before) - LONGEST_SHOWN))
    if token.type == "$END":
        if not sign:
            return case.at_end(f"a value is missing after `{_last_word(before)}`", None)
        place = case.begin + sign.start(1)
        what = "a value behind it" if sign[1] in "=,:." else "its right side"
        return case.problem(
            "syntax", f"`{sign[1]}` lacks {what}", _goes_on(case), place, len(sign[1])
        )
    if token.type in OPERATORS:
        if sign:
            return case.here(f"a value is missing between `{sign[1]}` and `{token.text}`", None)
        return case.here(f"`{token.text}` lacks its left side", "put a value before it")
    if token.type == "_SEP":
        shown = sign[1] if sign else _last_word(before)
        place = case.begin + (sign.start(1) if sign else len(before) - len(shown))
        message = f"`{shown}` lacks its right side" if sign else f"no value after `{shown}`"
        return case.problem("syntax", message, _OVER, place, len(shown))
    if token.type == "STRING":
        return case.here("a text is no value", 'texts stand in `csv("…")` and after commands')
    if token.type in SPELLED:
        return case.here(f"a value is missing before {SPELLED[token.type]}", None)
    return None


def _goes_on(case: Case) -> str | None:
    """How to mend a statement that was cut by its line's end, if it was."""
    rest = case.source.text[case.end : case.end + 500].lstrip(" \t")
    cut = re.match(r"(?:#[^\n]*)?\n[ \t]*[\w.(\[-]", rest)
    return _OVER if cut else None


def _no_operator(case: Case) -> Diagnostic | None:
    """Two values with nothing between them."""
    token = case.token
    starts = token.type in ("NAME", "NUMBER", "BAD_NUMBER", "STRING", "LPAR", "LSQB")
    if not starts or not case.accepts("PLUS"):
        return None
    left, right = _last_word(case.before), short(token.text)
    if case.accepts("_TO") and not case.accepts("_COMMA"):
        return case.here("a range is written with `to`", "write it like `1 to 3`")
    if left in BY_NAME and token.type in ("NAME", "NUMBER") and not case.declared(left):
        return case.here(f"`{left}` is a gate, and what it reads stands in brackets",
                         f"write `{left}({right})`")  # fmt: skip
    if token.type == "NAME" and re.fullmatch(r"[^\W\d]\w*|[0-9.]+|.*[)\]]", left):
        help = f"for a product write `{left} * {right}`" if len(left) + len(right) < 40 else None
    else:
        help = "put an operator, or a `,`" if case.accepts("_COMMA") else "put an operator there"
    return case.here(f"an operator is missing between `{left}` and `{right}`", help)


def _does_not_fit(case: Case) -> Diagnostic:
    """Something stands here that no rule allows: say what would fit."""
    token = case.token
    fits = _fits(case)
    if token.type == "$END" or token.type == "_SEP":
        if fits:
            return case.at_end(f"the statement is not finished: {_either(fits)} is missing", None)
        return case.at_end("the statement is not finished", None)
    shown = short(token.text)
    if not fits:
        whole = case.before
        what = f"`{case.head}` takes no more" if whole == case.head else "the statement is over"
        return case.here(
            f"{what}: `{shown}` is too much", "a new statement needs a new line or `;`"
        )
    return case.here(f"`{shown}` does not fit here", f"here fits {_either(fits)}")


def _fits(case: Case) -> list[str]:
    """What could come here, in words."""
    row = case.run.row()
    kinds = [kind for kind in row if kind.isupper() and kind != "$END" and case.accepts(kind)]
    words: list[str] = []
    if "NUMBER" in kinds:
        words.append("a value")
    elif "NAME" in kinds:
        words.append("a name")
    if "PLUS" in kinds and "NUMBER" not in kinds:
        words.append("an operator")
    for kind in kinds:
        word = kind.lower().strip("_")
        if kind in ("NAME", "LSQB", "DOT") or kind in OPERATORS:
            continue
        if kind in SPELLED and "NUMBER" not in kinds:
            words.append(SPELLED[kind])
        elif word in case.words.inner or word in ("for", "local"):
            words.append(f"`{word}`")
    if words == [] and "STAR" in kinds:
        words.append("`*`")
    return words[:MOST]


def _either(words: list[str]) -> str:
    return " or ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _last_word(text: str) -> str:
    """The last word, number, string or bracket of a text."""
    found = re.search(r'([\w.]+|"[^"]*"|\S)$', text[-LONGEST_SHOWN:])
    return short(found[0]) if found else ""
