"""Pieces of Python source: expressions as graphs, in which what stands twice is one node."""

from __future__ import annotations

from circuitlang.gates.shapes import broadcast
from circuitlang.readings.precedence import ATOM, QUOTIENT, SUM, UNARY, number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any, TypeAlias

    from circuitlang.gates.shapes import Shape

    Term: TypeAlias = "Code | float"

DEEPEST = 40  # operators in one another; what is deeper gets a name on the way
WHOLE = 1e15  # up to here whole numbers are written without a point


class Code:
    """An expression: a template whose `{}` are its operands, in parentheses where they bind more
    loosely than `least` asks.  `op` says what it is: a sign, a word, `name`, `number`."""

    __slots__ = ("args", "depth", "least", "level", "op", "pool", "shape", "template")

    def __init__(self, pool: Pool, op: str, template: str, args: tuple[Term, ...],
                 level: int, least: tuple[int, ...], shape: Shape) -> None:  # fmt: skip
        self.pool = pool
        self.op = op
        self.template = template
        self.args = args
        self.level = level
        self.least = least
        self.shape = shape
        self.depth: int = 1 + max((x.depth for x in args if isinstance(x, Code)), default=0)

    def __add__(self, other: Term) -> Term:
        return self.pool.add(self, other)

    def __radd__(self, other: Term) -> Term:
        return self.pool.add(other, self)

    def __sub__(self, other: Term) -> Term:
        return self.pool.sub(self, other)

    def __rsub__(self, other: Term) -> Term:
        return self.pool.sub(other, self)

    def __mul__(self, other: Term) -> Term:
        return self.pool.mul(self, other)

    def __rmul__(self, other: Term) -> Term:
        return self.pool.mul(other, self)

    def __neg__(self) -> Term:
        return self.pool.neg(self)


class Pool:
    """The nodes of one rule.  `tidy`: sums with 0 are left out."""

    def __init__(self, tidy: bool) -> None:
        self.tidy = tidy
        self.nodes: dict[Any, Code] = {}

    def make(self, op: str, template: str, *args: Term, level: int = ATOM,
             least: Sequence[int] = (), shape: Shape | None = None) -> Code:  # fmt: skip
        keys = [x.hex() if isinstance(x, float) else id(x) for x in args]
        key = (op, template, *keys)
        found = self.nodes.get(key)
        if found is None:
            if shape is None:
                shape = broadcast(*[x.shape for x in args if isinstance(x, Code)])
            found = Code(self, op, template, args, level, (*least, *[0] * len(args)), shape)
            self.nodes[key] = found
        return found

    def name(self, text: str, shape: Shape = ()) -> Code:
        return self.make("name", escaped(text), shape=shape)

    def literal(self, value: float) -> Code:
        """A number that no rule of the algebra touches: it was written so."""
        text = figure(value)
        return self.make("number", text, level=UNARY if text.startswith("-") else ATOM)

    def add(self, a: Term, b: Term) -> Term:
        if self.tidy and 0.0 in (a, b) and not (isinstance(a, Code) and isinstance(b, Code)):
            return b if a == 0.0 else a
        if isinstance(b, Code) and b.op == "-x":
            return self.sub(a, b.args[0])
        return self.make("+", "{} + {}", a, b, level=SUM, least=(SUM, QUOTIENT))

    def sub(self, a: Term, b: Term) -> Term:
        if self.tidy and isinstance(b, float) and b == 0.0:
            return a
        return self.make("-", "{} - {}", a, b, level=SUM, least=(SUM, QUOTIENT))

    def mul(self, a: Term, b: Term) -> Term:
        for one, other in ((a, b), (b, a)):
            if isinstance(one, float) and one in (1.0, -1.0):
                return other if one > 0 else self.neg(other)
        return self.make("*", "{} * {}", a, b, level=QUOTIENT, least=(QUOTIENT, UNARY))

    def neg(self, a: Term) -> Term:
        if isinstance(a, float):
            return -a
        if a.op == "-x":
            return a.args[0]
        if a.op in ("*", "/") and isinstance(a.args[0], (Code, float)):
            first = self.neg(a.args[0])
            if isinstance(first, float) or first.level >= QUOTIENT:
                return self.make(a.op, a.template, first, *a.args[1:], level=a.level,
                                 least=a.least, shape=a.shape)  # fmt: skip
        return self.make("-x", "-{}", a, level=UNARY, least=(ATOM,))


def escaped(text: str) -> str:
    """A text as a template of itself."""
    return text.replace("{", "{{").replace("}", "}}")


def figure(value: float) -> str:
    """A number as Python source."""
    if value != value or value in (float("inf"), float("-inf")):
        return {"inf": "math.inf", "-inf": "-math.inf"}.get(repr(value), "math.nan")
    if abs(value) < WHOLE and repr(value) != "-0.0":
        return number(value)
    return repr(value)


def decimal(value: float) -> str:
    """A number as Python source that is a float."""
    text = figure(value)
    return f"{text}.0" if text.lstrip("-").isdigit() else text


def shared(roots: Iterable[Term]) -> list[Code]:
    """The nodes below the roots that deserve a name of their own, operands first: what is read
    more than once and is not just a name, and what lies too deep."""
    reads: dict[int, int] = {}
    order: list[Code] = []
    waiting: list[tuple[Term, bool]] = [(root, False) for root in roots]
    while waiting:
        term, done = waiting.pop()
        if not isinstance(term, Code):
            continue
        if done:
            order.append(term)
            continue
        reads[id(term)] = reads.get(id(term), 0) + 1
        if reads[id(term)] == 1:
            waiting.append((term, True))
            waiting += [(x, False) for x in term.args]
    found = []
    for node in order:
        small = not node.args or node.op in ("-x", "T")
        if (reads[id(node)] > 1 and not small) or (node.depth % DEEPEST == 0):
            found.append(node)
    return found


def written(term: Term, names: dict[int, str], own: bool = False) -> str:
    """The source of a term; nodes in `names` stand under their names (but `own`: not itself)."""
    pieces: list[str] = []
    waiting: list[Any] = [(term, 0, own)]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            pieces.append(item)
            continue
        each, least, own = item
        if not isinstance(each, Code):
            text = figure(each)
            loose = text.startswith("-") and least > UNARY
            pieces.append(f"({text})" if loose else text)
            continue
        if id(each) in names and not own:
            pieces.append(names[id(each)])
            continue
        parts = _parts(each)
        waiting += reversed(["(", *parts, ")"] if each.level < least else parts)
    return "".join(pieces)


def _parts(node: Code) -> list[Any]:
    """The template cut at its operands: `{}` the next one, `{1}` the second."""
    if not node.args:
        return [node.template.format()]
    first, *rest = node.template.split("{")
    found: list[Any] = [first]
    for at, piece in enumerate(rest):
        place, _, text = piece.partition("}")
        which = int(place) if place else at
        arg = node.args[which]
        if isinstance(arg, float) and node.op == "if":
            found += [decimal(arg), text]
        else:
            found += [(arg, node.least[which], False), text]
    return found


def names_in(terms: Iterable[Term]) -> set[str]:
    """The names that the terms read."""
    found: set[str] = set()
    seen: set[int] = set()
    waiting = list(terms)
    while waiting:
        term = waiting.pop()
        if isinstance(term, Code) and id(term) not in seen:
            seen.add(id(term))
            waiting += term.args
            if term.op == "name":
                found.add(term.template.format())
    return found
