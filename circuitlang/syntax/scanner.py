"""Finds the statements of a text: where each begins and ends, before any of them is parsed.

A statement ends at a line end or at `;` outside all brackets.  Whatever would make that unsure (a
bracket that is not closed, a string without its end) is found here, so that one mistake costs one
statement and checking goes on at the next.
"""

from __future__ import annotations

import re

from circuitlang.syntax.characters import bad_character, forbidden
from circuitlang.text.errors import Diagnostic
from circuitlang.text.records import NamedTuple
from circuitlang.text.source import Source, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from circuitlang.syntax.words import Words

OPENS = {")": "(", "]": "[", "}": "{"}
CLOSES = {"(": ")", "[": "]", "{": "}"}
KEYWORDS = frozenset(["axis", "keepdims", "stride", "pad", "delta"])  # arguments of tensor gates
HOPELESS = 10_000  # levels above the limit: what follows is not looked at, for it takes its place
RAW = "help"  # the command whose rest of the line is no code

_MARK = re.compile(r'[\n;()\[\]{}#]|"[^"\\\n]*+(?:\\[^\n][^"\\\n]*+)*+("?)')
_LINE_END = re.compile(r"[^\n]*")
_RAW_END = re.compile(r"[^\n;#]*")
_BLANK = " \t\n"
_WORD = r"[^\W\d][\w\u0300-\u0345\u0653-\u0655\u3099\u309a]*"


class Piece(NamedTuple):
    """One statement's place; `problem` is what the scanner found wrong with it."""

    start: int
    end: int
    problem: Diagnostic | None


class Scan(NamedTuple):
    pieces: list[Piece]
    loose: list[int]  # where a character outside all statements (in a comment) is forbidden
    open: bool  # the text ends inside a bracket


class Scanner:
    """Knows the words that begin statements."""

    def __init__(self, words: Words) -> None:
        heads = words.heads
        after = r"(?![ \t]*=(?!=))(?=[ \t]+(?!(?:for|in|to)\b)[\w\"*]|[ \t]*(?:$|[;#]))"
        self._begins = re.compile(
            rf"(?m)[ \t]*(?:(?P<block>for[ \t][^\n]*\{{)|(?P<head>{_either(heads - {'for'})})"
            rf"(?:[ \t]+(?!(?:for|in|to)\b)[\w\"]|(?P<alone>[ \t]*(?:$|[;#])))"
            rf"|(?P<name>{_WORD})[ \t]*(?P<sub>\[[^\]\n]*\])?[ \t]*=(?!=))"
        )
        in_loop = {"for", "gate", "input", "param", "const"}  # what a loop's block may hold
        local = rf"local[ \t]+{_WORD}[ \t]*="  # and a definition's
        self._outside = {  # patterns; compiled where they are needed
            True: rf"(?m)^[ \t]*(?!{local})(?:{_either(heads - {'for', 'gate'})}){after}",
            False: rf"(?m)^[ \t]*(?:{_either(heads - in_loop)}){after}",
        }
        self.raw = re.compile(rf"[ \t\n]*{RAW}[ \t]")

    def scan(self, source: Source, nesting: int) -> Scan:
        """All statements of a source in order."""
        return _Pass(self, source, nesting).run()

    def begins_statement(self, text: str, at: int) -> bool:
        """Whether the line at `at`, inside ( or [, must be a new statement."""
        found = self._begins.match(text, at)
        if not found:
            return False
        operand = _last_sign(text, at - 1) not in "([,+-*/@^<>=:"  # then no operand can follow
        if found["name"]:
            return operand or bool(found["sub"]) or not _is_argument(found["name"])
        return operand or found["alone"] is None

    def outside(self, text: str, brace: int, start: int) -> int:
        """Where, behind a `{` that is never closed, a line stands that no block can hold; or -1."""
        pattern = self._outside[text.startswith("def", start)]
        found = re.compile(pattern).search(text, brace)
        return found.start() if found else -1


class _Pass:
    """One pass over one text."""

    def __init__(self, scanner: Scanner, source: Source, nesting: int) -> None:
        self.scanner = scanner
        self.source = source
        self.text = source.text
        self.nesting = nesting
        self.pieces: list[Piece] = []
        self.open: list[int] = []  # where the brackets that are open were opened
        self.counts = dict.fromkeys(CLOSES, 0)  # how many of each are open
        self.start = 0  # of the statement
        self.stop = -1  # where a comment ended the statement's text
        self.deepest = 0
        self.problem: Diagnostic | None = None

    def run(self) -> Scan:
        text, at, search, open_ = self.text, 0, _MARK.search, self.open
        unfinished = False
        while True:
            while found := search(text, at):
                place, at = found.span()
                sign = text[place]
                if sign == "\n":
                    if not open_:
                        self.finish(place)
                    elif text[open_[-1]] != "{":
                        self.line_inside(at)
                        if not open_:
                            self.finish(place)
                elif sign == ";":
                    if not open_:
                        self.finish(place)
                elif sign == "#":
                    if not open_ and self.stop < 0:
                        self.stop = place
                    at = _LINE_END.match(text, place).end()  # type: ignore[union-attr]
                elif not open_ and self.scanner.raw.match(text, self.start):
                    at = _RAW_END.match(text, place).end()  # type: ignore[union-attr]
                elif sign == '"':
                    if not found[1]:
                        self.no_quote(place)
                        at = _LINE_END.match(text, place).end()  # type: ignore[union-attr]
                elif sign in CLOSES:
                    open_.append(place)
                    self.counts[sign] += 1
                    self.deepest = max(self.deepest, len(open_))
                    if len(open_) > self.nesting + HOPELESS:
                        self.finish(len(text))
                        return self.checked(False)
                else:
                    self.close(place)
            if not open_:
                break
            unfinished = True
            at = self.end_inside()
            if at < 0:
                break
        self.finish(len(text))
        return self.checked(unfinished)

    def finish(self, end: int) -> None:
        """The statement ends at `end`."""
        start = self.start
        body = self.text[start : end if self.stop < 0 else self.stop]
        bare = body.strip(_BLANK)
        if bare:
            first = start + len(body) - len(body.lstrip(_BLANK))
            if self.deepest > self.nesting:
                self.problem = self.too_deep(first)
            self.pieces.append(Piece(first, first + len(bare), self.problem))
        self.start, self.stop, self.problem, self.deepest = end + 1, -1, None, 0

    def note(self, code: str, message: str, at: int, help: str, words: str = "") -> None:
        """What is wrong with this statement; the first counts."""
        if self.problem is None:
            span = Span(self.source, at, at + 1)
            self.problem = Diagnostic(code, message, span, help=help, words=words)

    def line_inside(self, at: int) -> None:
        """A line begins inside ( or [: it may be a statement, then the bracket is not closed."""
        if self.scanner.begins_statement(self.text, at):
            self.unclosed(self.open[-1])
            self.drop_round()

    def drop_round(self) -> None:
        """Forget the brackets ( and [ that are open inside the innermost block."""
        while self.open and self.text[self.open[-1]] != "{":
            self.pop()

    def pop(self) -> str:
        """Close the innermost bracket; its sign."""
        sign = self.text[self.open.pop()]
        self.counts[sign] -= 1
        return sign

    def unclosed(self, at: int) -> None:
        sign = self.text[at]
        self.note(
            "unclosed-bracket",
            f"this `{sign}` is not closed",
            at,
            f"put a `{CLOSES[sign]}` where it ends",
        )

    def close(self, place: int) -> None:
        """A closing bracket: of the innermost open one, of an outer one, or of none."""
        sign, open_, text = self.text[place], self.open, self.text
        wanted = OPENS[sign]
        if self.counts[wanted]:
            if text[open_[-1]] != wanted:
                self.unclosed(open_[-1])
            while self.pop() != wanted:
                pass
        elif self.problem is None:
            self.note(
                "syntax",
                f"this `{sign}` closes nothing",
                place,
                f"leave it out, or open `{wanted}`",
            )

    def no_quote(self, place: int) -> None:
        self.note("syntax", "this string has no end", place, 'put a `"` where it ends')
        self.drop_round()

    def end_inside(self) -> int:
        """The text ended inside a bracket.  Where to go on, or -1."""
        last = self.open[-1]
        self.unclosed(last)
        self.open.clear()
        self.counts = dict.fromkeys(CLOSES, 0)
        if self.text[last] != "{":
            return -1
        at = self.scanner.outside(self.text, last, self.start)
        if at >= 0:
            self.finish(at - 1)
        return at

    def too_deep(self, start: int) -> Diagnostic:
        return Diagnostic(
            "limit-exceeded",
            f"brackets and blocks nest {self.deepest:,} deep, the limit is {self.nesting:,}",
            Span(self.source, start, start + 1),
            help="name the inner parts, or raise the limit: `--limit nesting=N`",
        )

    def checked(self, unfinished: bool) -> Scan:
        """Adds the characters that may stand nowhere: one for each statement, or comment's line."""
        loose: list[int] = []
        at, passed = 0, -1  # the piece, and up to where all is said
        for place in forbidden(self.text):
            if place < passed:
                continue
            while at < len(self.pieces) and self.pieces[at].end <= place:
                at += 1
            if at < len(self.pieces) and self.pieces[at].start <= place:
                problem = bad_character(self.source, place)
                self.pieces[at] = self.pieces[at]._replace(problem=problem)
                passed = self.pieces[at].end
            else:
                loose.append(place)
                passed = _LINE_END.match(self.text, place).end()  # type: ignore[union-attr]
        return Scan(self.pieces, loose, unfinished)


def _is_argument(name: str) -> bool:
    """Whether some gate takes an argument by this name."""
    from circuitlang.gates import TABLE

    return name in KEYWORDS or any(name in gate.defaults for gate in TABLE)


def _last_sign(text: str, at: int) -> str:
    """The last sign before `at` that is neither blank nor comment."""
    while True:
        line = text.rfind("\n", 0, at) + 1
        code = re.sub(r'("(?:[^"\\\n]|\\[^\n])*")|#.*', r"\1", text[line:at]).rstrip(" \t")
        if code or not line:
            return code[-1:] or "("
        at = line - 1


def _either(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))
