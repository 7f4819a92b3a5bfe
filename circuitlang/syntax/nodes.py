"""What the parser builds.

An expression is *flat*: its nodes stand in postorder, operands before operator, as on a stack
machine, so that nothing ever recurses over a long one.  `at` and `end` are character offsets into
the statement's source.
"""

from __future__ import annotations

from circuitlang.text.records import NamedTuple, dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


class Number(NamedTuple):
    value: float
    at: int
    end: int


class Text(NamedTuple):
    """A string literal, its escapes already read."""

    value: str
    at: int
    end: int


class Slice(NamedTuple):
    """`a:b:c` in an index; takes as many operands off the stack as it has parts."""

    start: bool
    stop: bool
    step: bool
    at: int
    end: int


class Index(NamedTuple):
    """A step of a trail: `[…]` with `count` items (each an expression or a Slice)."""

    count: int  # type: ignore[assignment]


class Member(NamedTuple):
    """A step of a trail: `.name`."""

    name: str


class Ref(NamedTuple):
    """A name with what follows it: `x`, `h[t-1]`, `f.add`, `p[1].exp`, `X[0, 1:3].T`.

    The items of all its indices lie on the stack, in order.
    """

    name: str
    trail: tuple[Index | Member, ...]
    at: int
    end: int


class Pick(NamedTuple):
    """The same trail after something that is not a name: `(A @ B)[0].T`.

    On the stack: the operand, then the items of the indices.
    """

    trail: tuple[Index | Member, ...]
    at: int
    end: int


class Apply(NamedTuple):
    """An operator: `gate` is the gate that it names (`add`, `neg`, …, `pos` for a unary plus)."""

    gate: str
    sign: str
    arity: int
    at: int
    end: int


class Call(NamedTuple):
    """`name(…)`: `arity` positional operands, then one for each keyword."""

    name: str
    arity: int
    keywords: tuple[str, ...]
    at: int
    end: int


class Array(NamedTuple):
    """A tensor literal `[a, b, …]` of `count` operands."""

    count: int  # type: ignore[assignment]
    at: int
    end: int


class Each(NamedTuple):
    """`name(body for var in low to high)`."""

    name: str
    var: str
    body: Expr
    low: Expr
    high: Expr
    at: int
    end: int


Node = Number | Text | Slice | Ref | Pick | Apply | Call | Array | Each


@dataclass(frozen=True, slots=True, eq=False)
class Expr:
    nodes: list[Node]
    at: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """A bare word with its place: a parameter, a loop's variable, an option."""

    text: str
    at: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Target:
    """A name that is being declared, with its subscripts."""

    name: str
    subscripts: tuple[Expr, ...]
    at: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Leaf:
    target: Target
    shape: tuple[Expr, ...] | None  # `[]` is (), no shape given is None
    value: Expr | None
    at: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Leaves:
    kind: str  # input, param, const
    items: tuple[Leaf, ...]
    at: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Assign:
    """`gate q = …`, or short `q = …` (keyword False)."""

    target: Target
    expr: Expr
    keyword: bool
    at: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """`local t = …` or `chain t = …` of a definition."""

    form: str
    param: Word
    expr: Expr
    at: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Define:
    """`def name(params) = result`, or with a block."""

    name: Word
    params: tuple[Word, ...]
    body: tuple[Assign | For, ...]
    result: Expr
    rules: tuple[Rule, ...]
    block: bool
    at: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class For:
    """At the top level the body holds Leaves, Assign and For; in a definition Assign and For."""

    var: Word
    low: Expr
    high: Expr
    body: tuple[Leaves | Assign | For, ...]
    at: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Output:
    names: tuple[Expr, ...]  # each a single Ref
    at: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Include:
    path: Text
    at: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Seed:
    value: Expr
    at: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Ties:
    rule: Word
    at: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """One of the NAMES of a command: `q`, `q.*` (star) or `*` (star without a name)."""

    name: Expr | None  # a single Ref
    star: bool
    at: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Command:
    """A command with its slots by name, as its usage names them (`nudge X by H`: x, h)."""

    word: Word
    bang: bool  # `save!`
    slots: dict[str, Argument]
    at: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Time:
    """`time STATEMENT`."""

    statement: Statement
    at: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Bare:
    """An expression alone."""

    expr: Expr
    at: int
    end: int


Declaration = Leaves | Assign | Define | For | Output | Include | Seed | Ties
Statement = Declaration | Command | Time | Bare
Argument = Expr | tuple[Pattern, ...] | Text | Word | None
"""What a slot of a command holds; None where an optional one was left out."""


def walk(expr: Expr) -> Iterator[Node]:
    """Every node of an expression, those inside of generators included."""
    waiting = [expr]
    while waiting:
        for node in waiting.pop().nodes:
            yield node
            if isinstance(node, Each):
                waiting += [node.low, node.high, node.body]
