"""Reading expressions: flat syntax in, operands out.

Nothing here calls itself over an expression or over calls in calls: each piece of work that may
wait for another (a composite call inside an expression) is a generator that yields the other one,
and `run` keeps the stack of those that wait.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from circuitlang.gates import BY_NAME
from circuitlang.meaning.builder import known_gate
from circuitlang.meaning.definitions import Definition, block_size, expression_size
from circuitlang.syntax import nodes
from circuitlang.text.errors import CircuitError, Label, error
from circuitlang.text.source import Source, Span

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from circuitlang.gates.gate import Gate
    from circuitlang.meaning.builder import Operand

    Task = Generator[Any, Any, Any]

CONSTANTS = {"pi": 3.141592653589793, "e": 2.718281828459045,
             "inf": float("inf"), "nan": float("nan")}  # fmt: skip
UNROLLED = {"sum": "add", "prod": "mul", "max": "max", "min": "min"}
EMPTY = {"sum": 0.0, "prod": 1.0}
WHOLE = 2.0**53  # beyond it a float does not tell whole numbers apart


def run(task: Task) -> Any:
    """Run a task and those that it waits for, one after another; the result of the first."""
    waiting = [task]
    value: Any = None
    while waiting:
        try:
            inner = waiting[-1].send(value)
        except StopIteration as done:
            waiting.pop()
            value = done.value
        else:
            waiting.append(inner)
            value = None
    return value


class World(Protocol):
    """What operations mean: new gates of a circuit, or numbers at once."""

    @property
    def definitions(self) -> dict[str, Definition]: ...
    def lookup(self, name: str, span: Span) -> Operand: ...
    def apply(self, gate: Gate, operands: Sequence[Operand], span: Span) -> Operand: ...
    def missing_gate(self, name: str, place: Span) -> CircuitError | None: ...
    def special(self, call: nodes.Call, operands: list[Operand], span: Span) -> Operand | None: ...
    def is_const(self, operand: Operand) -> bool: ...
    def constant(self, operand: Operand) -> float: ...
    def budget(self, size: int, span: Span) -> None: ...
    def call(self, reader: Reader, definition: Definition, operands: list[Operand],
             span: Span) -> Task: ...  # fmt: skip


class Scope:
    """The names that hide the circuit's own: loop variables, and in a definition's body its
    parameters and variables (`closed`: nothing of the circuit but constants is seen)."""

    __slots__ = ("closed", "names")

    def __init__(self, names: dict[str, Operand] | None = None, closed: bool = False) -> None:
        self.names = names if names is not None else {}
        self.closed = closed


class Reader:
    """Reads the expressions of one source in one world."""

    def __init__(self, world: World, source: Source) -> None:
        self.world = world
        self.source = source

    def span(self, node: Any) -> Span:
        return Span(self.source, node.at, node.end)

    # ------------------------------------------------------------------ expressions

    def operand(self, expr: nodes.Expr, scope: Scope) -> Operand:
        operand: Operand = run(self.expression(expr, scope))
        return operand

    def expression(self, expr: nodes.Expr, scope: Scope) -> Task:
        stack: list[Operand] = []
        world = self.world
        for node in expr.nodes:
            if isinstance(node, nodes.Number):
                stack.append(node.value)
            elif isinstance(node, nodes.Ref):
                name = self.reference(node, stack)
                stack.append(self.lookup(name, scope, node))
            elif isinstance(node, nodes.Apply):
                if node.gate != "pos":  # a plus before an operand is no gate
                    operands = stack[-node.arity :]
                    del stack[-node.arity :]
                    gate = BY_NAME.get(node.gate) or self._no_tensors(node)
                    stack.append(world.apply(gate, operands, self.span(node)))
            elif isinstance(node, nodes.Call):
                count = node.arity + len(node.keywords)
                operands = stack[len(stack) - count :]
                del stack[len(stack) - count :]
                definition = world.definitions.get(node.name)
                if definition is None:
                    stack.append(self._gate_call(node, operands))
                else:
                    self._check_call(definition, node)
                    stack.append((yield world.call(self, definition, operands, self.span(node))))
            elif isinstance(node, nodes.Each):
                stack.append((yield self.each(node, scope)))
            else:
                self._no_tensors(node)
        return stack.pop()

    def _no_tensors(self, node: Any) -> Gate:
        what = "a string" if isinstance(node, nodes.Text) else "a tensor"
        raise error("bad-argument", f"{what} has no place in this expression", self.span(node),
                    help="values are scalars so far: numbers, and gates of numbers")  # fmt: skip

    def _gate_call(self, node: nodes.Call, operands: list[Operand]) -> Operand:
        span = self.span(node)
        special = self.world.special(node, operands, span)
        if special is not None:
            return special
        gate = self.gate(node)
        if node.keywords:
            operands = self._by_keyword(gate, node, operands)
        return self.world.apply(gate, operands, span)

    def gate(self, node: nodes.Call) -> Gate:
        place = Span(self.source, node.at, node.at + len(node.name))
        if node.name in ("sum", "prod"):
            raise error("bad-argument", f"`{node.name}` of one value has nothing to add up"
                        if node.name == "sum" else "`prod` of one value has nothing to multiply",
                        place, help=f"{node.name}(x[i] for i in 1 to 3), or "
                        f"{UNROLLED[node.name]}(a, b)")  # fmt: skip
        if node.name not in BY_NAME and (problem := self.world.missing_gate(node.name, place)):
            raise problem
        return known_gate(node.name, place, list(self.world.definitions))

    def _by_keyword(self, gate: Gate, node: nodes.Call, operands: list[Operand]) -> list[Operand]:
        given = dict(zip(gate.params, operands[: node.arity], strict=False))
        for word, operand in zip(node.keywords, operands[node.arity :], strict=True):
            if word not in gate.params or word in given:
                raise error("bad-argument", f"`{gate.name}` has no input `{word}` left to give",
                            self.span(node), help=f"{gate.name}({', '.join(gate.params)})",
                            )  # fmt: skip
            given[word] = operand
        missing = [word for word in gate.params[: gate.least] if word not in given]
        if missing:
            raise error("wrong-arity", f"`{gate.name}` needs `{missing[0]}` too", self.span(node))
        ordered = [given.get(word, gate.defaults.get(word)) for word in gate.params]
        return [operand for operand in ordered if operand is not None]

    def _check_call(self, definition: Definition, node: nodes.Call) -> None:
        want = len(definition.params)
        if node.keywords or node.arity != want:
            raise arity_error(definition, node, self.span(node))

    # ------------------------------------------------------------------ names

    def reference(self, node: nodes.Ref, stack: list[Operand]) -> str:
        """The name that a Ref spells, its subscripts taken off the stack."""
        if not node.trail:
            return node.name
        count = sum(step.count for step in node.trail if isinstance(step, nodes.Index))
        values = iter(stack[len(stack) - count :])
        name = node.name
        for step in node.trail:
            if isinstance(step, nodes.Index):
                inside = (self.whole(next(values), node, "a subscript") for _ in range(step.count))
                name += f"[{', '.join(map(str, inside))}]"
            else:
                name += f".{step.name}"
        del stack[len(stack) - count :]
        return name

    def whole(self, operand: Operand, node: Any, what: str) -> int:
        """A constant whole number, such as bounds and subscripts are."""
        if not self.world.is_const(operand):
            raise error("not-constant", f"{what} must be constant, so that it can be unrolled",
                        self.span(node), help="use numbers, a `const`, or a loop's variable",
                        )  # fmt: skip
        value = self.world.constant(operand)
        if value != value or abs(value) > WHOLE or value != int(value):
            raise error("bad-argument", f"{what} must be a whole number, not {value!r}",
                        self.span(node))  # fmt: skip
        return int(value)

    def lookup(self, name: str, scope: Scope, node: Any) -> Operand:
        found = scope.names.get(name)
        if found is not None:
            return found
        if not scope.closed:
            return self.world.lookup(name, self.span(node))
        return self._from_inside(name, scope, node)

    def _from_inside(self, name: str, scope: Scope, node: Any) -> Operand:
        """What a definition's body may read from outside: constants."""
        try:
            operand = self.world.lookup(name, self.span(node))
        except CircuitError:
            near = [known for known in scope.names if known.lower() == name.lower()]
            raise error("undefined-name", f"nothing is called `{name}` in this definition",
                        self.span(node), help=f"did you mean `{near[0]}`?" if near else
                        "a definition sees its parameters, its own variables and constants",
                        ) from None  # fmt: skip
        if not self.world.is_const(operand):
            raise error("undefined-name", f"`{name}` is outside of this definition",
                        self.span(node), help="a definition sees its parameters, its own "
                        f"variables and constants; pass `{name}` as an argument")  # fmt: skip
        return operand

    # ------------------------------------------------------------------ loops and blocks

    def each(self, node: nodes.Each, scope: Scope) -> Task:
        """`sum(… for i in 1 to n)` and its like: one gate of all terms."""
        if node.name not in UNROLLED:
            raise error("bad-argument", f"`{node.name}` cannot run over a range", self.span(node),
                        help="sum, prod, max and min can")  # fmt: skip
        low = self.whole((yield self.expression(node.low, scope)), node.low, "a bound")
        high = self.whole((yield self.expression(node.high, scope)), node.high, "a bound")
        trips = max(0, high - low + 1)
        size, _ = expression_size(node.body, self.world.definitions)
        self.world.budget(trips * max(1, size), self.span(node))
        inner = Scope(dict(scope.names), scope.closed)
        terms: list[Operand] = []
        for index in range(low, high + 1):
            inner.names[node.var] = float(index)
            terms.append((yield self.expression(node.body, inner)))
        if not terms and node.name not in EMPTY:
            raise error("bad-argument", f"the {node.name} of nothing has no value",
                        self.span(node))  # fmt: skip
        if len(terms) < 2:
            return terms[0] if terms else EMPTY[node.name]
        return self.world.apply(BY_NAME[UNROLLED[node.name]], terms, self.span(node))

    def loop(self, statement: nodes.For, scope: Scope, do: Any) -> Task:
        """Unroll a `for`: `do(body statement, scope)` is a task for each statement and trip."""
        low = self.whole((yield self.expression(statement.low, scope)), statement.low, "a bound")
        high = self.whole((yield self.expression(statement.high, scope)), statement.high, "a bound")
        trips = max(0, high - low + 1)
        size = block_size(statement.body, self.world.definitions)
        self.world.budget(trips * size, self.span(statement.var))
        var = statement.var.text
        hidden = scope.names.get(var)
        for index in range(low, high + 1):
            scope.names[var] = float(index)
            for inner in statement.body:
                if isinstance(inner, nodes.For):
                    yield self.loop(inner, scope, do)
                else:
                    yield do(inner, scope)
        if hidden is not None:
            scope.names[var] = hidden
        else:
            scope.names.pop(var, None)

    def target(self, target: nodes.Target, scope: Scope) -> str:
        """The name that a declaration gives, its subscripts evaluated."""
        if not target.subscripts:
            return target.name
        inside = [self.whole(self.operand(expr, scope), expr, "a subscript")
                  for expr in target.subscripts]  # fmt: skip
        return f"{target.name}[{', '.join(map(str, inside))}]"


def arity_error(definition: Definition, node: nodes.Call, span: Span) -> Exception:
    want, have = len(definition.params), node.arity + len(node.keywords)
    inputs = f"{want} input" + "s" * (want != 1)
    message = f"`{definition.name}` takes {inputs}, not {have}"
    if node.keywords:
        message = f"`{definition.name}` takes its inputs by place, without names"
    return error("wrong-arity", message, span, labels=[Label(definition.place, "defined here")],
                 help=f"{definition.name}({', '.join(definition.params)})")  # fmt: skip
