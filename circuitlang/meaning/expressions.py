"""Reading expressions: flat syntax in, operands out.

Nothing here calls itself over an expression or over calls in calls: each piece of work that may
wait for another (a composite call inside an expression) is a generator that yields the other one,
and `run` keeps the stack of those that wait.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from circuitlang.gates import BY_NAME
from circuitlang.meaning.arguments import (
    arguments,
    array,
    cut,
    follow,
    gate_of,
    known,
    reference,
    steps_of,
)
from circuitlang.meaning.builder import known_gate
from circuitlang.meaning.data import CONSTRUCTORS, construct
from circuitlang.meaning.definitions import Definition, block_size, expression_size
from circuitlang.syntax import nodes
from circuitlang.text.errors import CircuitError, Label, error
from circuitlang.text.source import Source, Span

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from circuitlang.gates.gate import Gate
    from circuitlang.gates.shapes import Shape
    from circuitlang.meaning.builder import Operand
    from circuitlang.text.limits import Limits

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
    @property
    def limits(self) -> Limits: ...
    def has(self, name: str) -> bool: ...
    def shape(self, operand: Operand) -> Shape: ...
    def apply(self, gate: Gate, operands: Sequence[Operand], span: Span,
              options: dict[str, Any] | None = None) -> Operand: ...  # fmt: skip
    def missing_gate(self, name: str, place: Span) -> CircuitError | None: ...
    def special(self, call: nodes.Call, operands: list[Operand], span: Span) -> Operand | None: ...
    def is_const(self, operand: Operand) -> bool: ...
    def constant(self, operand: Operand) -> Any: ...
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

    def __init__(self, world: World, source: Source, before: int | None = None) -> None:
        """`before`: in the body of the definition of that number, which calls earlier ones."""
        self.world = world
        self.source = source
        self.before = before

    def definition(self, name: str) -> Definition | None:
        """The composite gate of that name, if the expression may call it."""
        found = self.world.definitions.get(name)
        if found is not None and self.before is not None and found.number >= self.before:
            return None
        return found

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
                if node.trail:
                    stack.append(reference(self, node, stack, scope))
                else:
                    stack.append(self.lookup(node.name, scope, node))
            elif isinstance(node, nodes.Apply):
                if node.gate != "pos":  # a plus before an operand is no gate
                    operands = stack[-node.arity :]
                    del stack[-node.arity :]
                    stack.append(world.apply(BY_NAME[node.gate], operands, self.span(node)))
            elif isinstance(node, nodes.Call):
                count = node.arity + len(node.keywords)
                operands = stack[len(stack) - count :]
                del stack[len(stack) - count :]
                definition = self.definition(node.name)
                if definition is None:
                    stack.append(self._gate_call(node, operands))
                else:
                    self._check_call(definition, node)
                    stack.append((yield world.call(self, definition, operands, self.span(node))))
            elif isinstance(node, nodes.Each):
                stack.append((yield self.each(node, scope)))
            elif isinstance(node, nodes.Array):
                operands = stack[len(stack) - node.count :]
                del stack[len(stack) - node.count :]
                stack.append(array(self, node, operands))
            elif isinstance(node, nodes.Slice):
                stack.append(cut(self, node, stack))
            elif isinstance(node, nodes.Text):
                stack.append(node.value)
            elif isinstance(node, nodes.Pick):
                count = sum(step.count for step in node.trail if isinstance(step, nodes.Index))
                items = stack[len(stack) - count :]
                del stack[len(stack) - count :]
                stack.append(follow(self, stack.pop(), steps_of(node.trail, items), node))
        return stack.pop()

    def _gate_call(self, node: nodes.Call, operands: list[Operand]) -> Operand:
        span = self.span(node)
        special = self.world.special(node, operands, span)
        if special is not None:
            return special
        for operand in operands:
            if isinstance(operand, str):
                raise error("bad-argument", f"`{node.name}` takes no text", span,
                            help="strings name files: csv and npy")  # fmt: skip
        if node.name in CONSTRUCTORS:
            return self._constructed(node, operands, span)
        gate = gate_of(self, node)
        inputs, options = arguments(self, gate, node, operands)
        return self.world.apply(gate, inputs, span, options)

    def _constructed(self, node: nodes.Call, operands: list[Operand], span: Span) -> Any:
        if not all(self.world.is_const(operand) for operand in operands):
            raise error("not-constant", f"`{node.name}` takes constants", span)
        values = [self.world.constant(operand) for operand in operands]
        return construct(node, values, span, self.world.limits)

    def dimension(self, expr: nodes.Expr, scope: Scope) -> int | str:
        """A size of a shape: a whole number, or the name of a dimension that is the same wherever
        it stands again; a constant of that name gives its value."""
        node = expr.nodes[0]
        if len(expr.nodes) == 1 and isinstance(node, nodes.Ref) and not node.trail:
            if not known(self, node.name, scope):
                return node.name
            operand = self.lookup(node.name, scope, node)
            if not self.world.is_const(operand):
                return node.name
        size = self.whole(self.operand(expr, scope), expr, "a size")
        if size < 0:
            raise error("bad-argument", f"a size cannot be negative: {size}", self.span(expr))
        return size

    def gate(self, node: nodes.Call) -> Gate:
        place = Span(self.source, node.at, node.at + len(node.name))
        if node.name not in BY_NAME and (problem := self.world.missing_gate(node.name, place)):
            raise problem
        return known_gate(node.name, place, list(self.world.definitions))

    def _check_call(self, definition: Definition, node: nodes.Call) -> None:
        want = len(definition.params)
        if node.keywords or node.arity != want:
            raise arity_error(definition, node, self.span(node))

    # ------------------------------------------------------------------ names

    def whole(self, operand: Operand, node: Any, what: str) -> int:
        """A constant whole number, such as bounds and subscripts are."""
        if not self.world.is_const(operand):
            raise error("not-constant", f"{what} must be constant, so that it can be unrolled",
                        self.span(node), help="use numbers, a `const`, or a loop's variable",
                        )  # fmt: skip
        value = self.world.constant(operand)
        if not isinstance(value, float):
            raise error("not-scalar", f"{what} must be one number", self.span(node))
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
                        self.span(node),
                        help=f"{low} to {high} is empty: a range goes up")  # fmt: skip
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
