"""Expressions: LALR reductions -> nodes in postorder, as the parser makes them.

A bottom-up parser reduces operands before operators, so the order in which nodes are appended to
`out` is the postorder that nodes.py asks for.  What an expression leaves on the parser's stack is
only its `Part`: where it begins and ends, and where in `out` its nodes begin.  `value` cuts a
finished expression out.
"""

from __future__ import annotations

from circuitlang.syntax import nodes
from circuitlang.syntax.lexer import Lexeme
from circuitlang.text.errors import error
from circuitlang.text.records import NamedTuple
from circuitlang.text.source import Source, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Children = list[Any]

Part = tuple[int, int, int]  # at, end, index in `out` of the first node

BINARY = {
    "+": "add", "-": "sub", "*": "mul", "/": "div", "@": "matmul", "**": "pow", "^": "pow",
    "<": "lt", "<=": "le", ">": "gt", ">=": "ge", "==": "eq", "!=": "ne",
}  # fmt: skip
PREFIX = {"-": "neg", "+": "pos"}


class Path(NamedTuple):
    """A name with a trail that may still grow."""

    name: str
    trail: list[nodes.Index | nodes.Member]
    items: list[Part]
    at: int
    end: int
    first: int


class Step(NamedTuple):
    """One step of a trail."""

    step: nodes.Index | nodes.Member
    items: list[Part]
    end: int


class Terms:
    """The half of the transformer that makes expressions; `begin` before each statement."""

    def __init__(self) -> None:
        self.source = Source("", "")
        self.out: list[nodes.Node] = []
        self.longest = 0

    def begin(self, source: Source, longest: int) -> None:
        """Get ready for a statement of `source`, whose strings may have `longest` characters."""
        self.source = source
        self.longest = longest
        self.out = []

    def span(self, at: int, end: int) -> Span:
        return Span(self.source, at, end)

    def value(self, c: Children) -> nodes.Expr:
        at, end, first = c[0]
        out = self.out
        if first:
            cut = out[first:]
            del out[first:]
            return nodes.Expr(cut, at, end)
        self.out = []
        return nodes.Expr(out, at, end)

    def number(self, c: Children) -> Part:
        token: Lexeme = c[0]
        value = float(token.text)
        if value == float("inf"):
            raise error(
                "bad-number",
                f"`{token.text[:200]}` is too large for a float",
                self.span(token.at, token.end),
                help="the largest is about 1.8e308; infinity is written `inf`",
            )
        out = self.out
        out.append(nodes.Number(value, token.at, token.end))
        return token.at, token.end, len(out) - 1

    def bad_number(self, c: Children) -> Part:
        from circuitlang.syntax.slips import bad_number

        raise bad_number(self.source, c[0])

    def read(self, c: Children) -> Part:
        ref, out = c[0], self.out
        if type(ref) is Lexeme:
            out.append(nodes.Ref(ref.text, (), ref.at, ref.end))
            return ref.at, ref.end, len(out) - 1
        out.append(nodes.Ref(ref.name, tuple(ref.trail), ref.at, ref.end))
        return ref.at, ref.end, ref.first

    def binary(self, c: Children) -> Part:
        (at, _, first), sign, (_, end, _) = c
        self.out.append(nodes.Apply(BINARY[sign.text], sign.text, 2, at, end))
        return at, end, first

    def prefix(self, c: Children) -> Part:
        sign, (_, end, first) = c
        self.out.append(nodes.Apply(PREFIX[sign.text], sign.text, 1, sign.at, end))
        return sign.at, end, first

    def group(self, c: Children) -> Part:
        return c[0].at, c[2].end, c[1][2]

    def array(self, c: Children) -> Part:
        at, end = c[0].at, c[-1].end
        first = c[1][2] if len(c) > 2 else len(self.out)
        self.out.append(nodes.Array(len(c) - 2, at, end))
        return at, end, first

    def call(self, c: Children) -> Part:
        name, end = c[0], c[-1].end
        arguments = c[2:-1]
        first = arguments[0][2] if arguments else len(self.out)
        keywords = tuple(one[3].text for one in arguments if len(one) > 3)
        arity = len(arguments) - len(keywords)
        for one in arguments[arity:] if keywords else ():
            if len(one) == 3:
                raise error(
                    "syntax",
                    "an argument without a name stands after one with a name",
                    self.span(one[0], one[1]),
                    help="move the named arguments to the end",
                )
        self.out.append(nodes.Call(name.text, arity, keywords, name.at, end))
        return name.at, end, first

    def keyword(self, c: Children) -> tuple[int, int, int, Lexeme]:
        name, (_, end, first) = c
        return name.at, end, first, name

    def string(self, c: Children) -> Part:
        text = self.text(c)
        self.out.append(text)
        return text.at, text.end, len(self.out) - 1

    def each(self, c: Children) -> Part:
        name, _, body, _, var, low, high, bracket = c
        out = self.out
        out.append(nodes.Each(name.text, var.text, body, low, high, name.at, bracket.end))
        return name.at, bracket.end, len(out) - 1

    def text(self, c: Children) -> nodes.Text:
        token: Lexeme = c[0]
        value = token.text[1:-1]
        if "\\" in value:
            value = self._unescaped(token)
        if len(value) > self.longest:
            raise error(
                "limit-exceeded",
                f"this string would take {len(value):,} characters, the limit is {self.longest:,}",
                self.span(token.at, token.end),
                help="make it smaller, or raise the limit: `--limit string=N`",
            )
        return nodes.Text(value, token.at, token.end)

    def _unescaped(self, token: Lexeme) -> str:
        import json  # few strings hold an escape

        try:
            value: str = json.loads(token.text, strict=False)
        except json.JSONDecodeError as problem:
            at = token.text.rfind("\\", 0, problem.pos + 1)
            raise error(
                "syntax",
                "this is no escape that a string may hold",
                self.span(token.at + at, min(token.at + at + 2, token.end)),
                help=r"the escapes are \" \\ \/ \b \f \n \r \t and \u with four hex digits",
            ) from None
        if not value.isprintable() and any("\ud800" <= char <= "\udfff" for char in value):
            raise error(
                "bad-character",
                "this string holds half of a character",
                self.span(token.at, token.end),
                help=r"beyond \uffff a character is written as it is, or as a pair of \u escapes",
            )
        return value

    # ---- trails

    def step_index(self, c: Children) -> Step:
        items = c[1:-1]
        return Step(nodes.Index(len(items)), items, c[-1].end)

    def step_member(self, c: Children) -> Step:
        return Step(nodes.Member(c[1].text), [], c[1].end)

    def slice(self, c: Children) -> Part:
        given = [one for one in c if one is not None]
        ends = given[0], given[-1]
        at = ends[0].at if type(ends[0]) is Lexeme else ends[0][0]
        end = ends[1].end if type(ends[1]) is Lexeme else ends[1][1]
        parts = [one for one in given if type(one) is not Lexeme]
        first = parts[0][2] if parts else len(self.out)
        step = c[4] if len(c) > 3 else None
        self.out.append(nodes.Slice(c[0] is not None, c[2] is not None, step is not None, at, end))
        return at, end, first

    def trail(self, c: Children) -> Path:
        ref, (step, items, end) = c
        if type(ref) is Lexeme:
            first = items[0][2] if items else len(self.out)
            return Path(ref.text, [step], items, ref.at, end, first)
        ref.trail.append(step)
        ref.items.extend(items)
        return Path(ref.name, ref.trail, ref.items, ref.at, end, ref.first)

    def picked(self, c: Children) -> Path:
        (at, _, first), (step, items, end) = c
        return Path("", [step], items, at, end, first)

    picked_more = trail

    def pick(self, c: Children) -> Part:
        path: Path = c[0]
        self.out.append(nodes.Pick(tuple(path.trail), path.at, path.end))
        return path.at, path.end, path.first
