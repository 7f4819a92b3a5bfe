"""The rules read as C: the cases of the compiled kernel, printed from the rows.

What a rule computes becomes one C expression over `x0`, `x1`, … and `out`; what stands in it more
than once is computed once, under a name of its own.  Words of the vocabulary are functions of
`words.h`, which says them as `floats` does, to the bit.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from circuitlang.gates.gate import Gate

WORDS = ("pow", "exp", "expm1", "log", "log1p", "sqrt", "sin", "cos", "tan", "tanh", "atan", "abs",
         "sign", "max", "min", "sigmoid", "softplus", "sech2", "cdf", "pdf")  # fmt: skip
FACTORS = frozenset(("sigmoid", "cdf", "pdf"))  # words that take `times`
DEAR = frozenset((*WORDS, "erfc")) - {"abs", "sign", "max", "min", "sqrt"}


class Only:
    """An entry of a local gradient that holds under a condition; elsewhere nothing is sent."""

    def __init__(self, condition: Node, value: Node | float) -> None:
        self.condition = condition
        self.value = value


class Node:
    """An expression in C: a template over other expressions."""

    __slots__ = ("args", "m", "op", "template")

    def __init__(self, m: C, op: str, template: str, args: tuple[Any, ...]) -> None:
        self.m = m
        self.op = op
        self.template = template
        self.args = args

    def __add__(self, other: Any) -> Node:
        return self.m.infix("+", self, other)

    def __radd__(self, other: Any) -> Node:
        return self.m.infix("+", other, self)

    def __sub__(self, other: Any) -> Node:
        return self.m.infix("-", self, other)

    def __rsub__(self, other: Any) -> Node:
        return self.m.infix("-", other, self)

    def __mul__(self, other: Any) -> Node:
        return self.m.infix("*", self, other)

    def __rmul__(self, other: Any) -> Node:
        return self.m.infix("*", other, self)

    def __neg__(self) -> Node:
        return self.m.node("-", "(-{})", self)

    def __bool__(self) -> bool:
        raise TypeError("a rule asks for the truth of a number that is not known yet")


class C:
    """The vocabulary of C.  Nothing is simplified: what is rounded, and when, is the rule's."""

    nothing = None

    def __init__(self, ties: str) -> None:
        self._ties = ties
        self.asked_for_ties = False
        self.nodes: dict[tuple[Any, ...], Node] = {}

    @property
    def ties(self) -> str:
        self.asked_for_ties = True
        return self._ties

    def node(self, op: str, template: str, *args: Any) -> Node:
        key = (template, *[x.hex() if isinstance(x, float) else id(x) for x in args])
        if key not in self.nodes:
            self.nodes[key] = Node(self, op, template, args)
        return self.nodes[key]

    def infix(self, sign: str, x: Any, y: Any) -> Node:
        return self.node(sign, f"({{}} {sign} {{}})", x, y)

    def div(self, x: Any, y: Any) -> Node:
        return self.infix("/", x, y)

    def __getattr__(self, word: str) -> Any:
        if word not in WORDS:
            raise AttributeError(word)

        def function(*xs: Any, times: Any = 1.0) -> Node:
            given = (*xs, times) if word in FACTORS else xs
            return self.node(word, f"w_{word}({', '.join(['{}'] * len(given))})", *given)

        return function

    def lt(self, x: Any, y: Any) -> Node:
        return self.infix("<", x, y)

    def le(self, x: Any, y: Any) -> Node:
        return self.infix("<=", x, y)

    def gt(self, x: Any, y: Any) -> Node:
        return self.infix(">", x, y)

    def ge(self, x: Any, y: Any) -> Node:
        return self.infix(">=", x, y)

    def eq(self, x: Any, y: Any) -> Node:
        return self.infix("==", x, y)

    def ne(self, x: Any, y: Any) -> Node:
        return self.infix("!=", x, y)

    def isnan(self, x: Any) -> Node:
        return self.infix("!=", x, x)

    def both(self, c: Node, d: Node) -> Node:
        return self.infix("&&", c, d)

    def either(self, c: Node, d: Node) -> Node:
        return self.infix("||", c, d)

    def invert(self, c: Node) -> Node:
        return self.node("!", "(!{})", c)

    def where(self, c: Node, a: Any, b: Any) -> Node:
        return self.node("?", "({} ? {} : {})", c, a, b)

    def mend(self, v: Any, c: Node, a: Any) -> Node:
        return self.where(c, a, v)

    def only(self, c: Node, v: Any) -> Only:
        return Only(c, v)

    def tied(self, xs: Sequence[Any], out: Any) -> Node:
        count: Any = self.node("(double)", "(double){}", self.eq(xs[0], out))
        for x in xs[1:]:
            count = count + self.node("(double)", "(double){}", self.eq(x, out))
        return count  # type: ignore[no-any-return]


class Case:
    """One gate with so many inputs (and, where it matters, one rule at ties), read as C.

    `value` is an expression; `entries` are, for each input, (condition, local gradient), the
    condition empty where there is none, or None where nothing is ever sent.  `before` are the
    statements that both need first.
    """

    def __init__(self, gate: Gate, arity: int, ties: str) -> None:
        self.gate, self.arity, self.ties = gate, arity, ties
        m = C(ties)
        xs = [m.node("name", f"x{i}") for i in range(arity)]
        out = m.node("name", "out")
        value = gate.value(m, *xs)
        local = gate.local(m, out, *xs)
        self.tied = m.asked_for_ties
        self.title = f"{gate.name}{arity}{'_' + ties if self.tied else ''}"
        self.value_before, (self.value,) = written([value])
        roots: list[Any] = []
        for entry in local:
            if isinstance(entry, Only):
                roots += [entry.condition, entry.value]
            elif entry is not None:
                roots.append(entry)
        self.before, texts = written(roots)
        self.dear = any(node.op in DEAR for root in roots for node in below(root))
        self.entries: list[tuple[str, str] | None] = []
        at = iter(texts)
        for entry in local:
            if entry is None:
                self.entries.append(None)
            elif isinstance(entry, Only):
                self.entries.append((next(at), next(at)))
            else:
                self.entries.append(("", next(at)))


def below(root: Any) -> Iterator[Node]:
    """The nodes of an expression, each once, operands first."""
    seen: set[int] = set()

    def visit(node: Any) -> Iterator[Node]:
        if isinstance(node, Node) and id(node) not in seen:
            seen.add(id(node))
            for x in node.args:
                yield from visit(x)
            yield node

    yield from visit(root)


def written(roots: list[Any]) -> tuple[list[str], list[str]]:
    """Statements that name what is used more than once, and the text of each root."""
    uses: dict[int, int] = {}
    order: dict[int, Node] = {}
    for root in roots:
        for node in below(root):
            order.setdefault(id(node), node)
    for node in order.values():
        for x in node.args:
            uses[id(x)] = uses.get(id(x), 0) + 1
    for root in roots:
        uses[id(root)] = uses.get(id(root), 0) + 1
    texts: dict[int, str] = {}
    statements: list[str] = []

    def text(x: Any) -> str:
        return literal(x) if isinstance(x, float) else texts[id(x)]

    for node in order.values():
        expression = node.template.format(*[text(x) for x in node.args])
        if uses[id(node)] > 1 and node.args:
            name = f"t{len(statements)}"
            kind = "int" if node.op in ("<", "<=", ">", ">=", "==", "!=", "&&", "||", "!") \
                else "double"  # fmt: skip
            statements.append(f"const {kind} {name} = {expression};")
            expression = name
        texts[id(node)] = expression
    return statements, [text(root) for root in roots]


def literal(x: float) -> str:
    """A number as C writes it, to the bit."""
    if x != x:
        return "NAN"
    if x in (float("inf"), float("-inf")):
        return "INFINITY" if x > 0 else "(-INFINITY)"
    return repr(x) if x > 0 or repr(x) == "0.0" else f"({x!r})"
