"""Reading expressions: flat syntax in, operands out.

Nothing here calls itself over an expression or over calls in calls: each piece of work that may
wait for another (a composite call inside an expression) is a generator that yields the other one,
and `scope.run` keeps the stack of those that wait.
"""

from __future__ import annotations

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
from circuitlang.meaning.data import CONSTRUCTORS, construct
from circuitlang.meaning.definitions import Definition
from circuitlang.meaning.gate_names import known_gate
from circuitlang.meaning.loops import each
from circuitlang.meaning.scope import run
from circuitlang.syntax import nodes
from circuitlang.text.errors import CircuitError, Label, error
from circuitlang.text.source import Source, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, Protocol

    from circuitlang.gates.gate import Gate
    from circuitlang.gates.shapes import Shape
    from circuitlang.meaning.builder import Operand
    from circuitlang.meaning.scope import Scope, Task
    from circuitlang.text.limits import Limits
else:
    Protocol = object  # says its types; nothing is made of it

CONSTANTS = {"pi": 3.141592653589793, "e": 2.718281828459045,
             "inf": float("inf"), "nan": float("nan")}  # fmt: skip
WHOLE = 2.0**53  # beyond it a float does not tell whole numbers apart


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
    def budget(self, size: int, span: Span, trips: int = 0) -> None: ...
    def call(self, reader: Reader, definition: Definition, operands: list[Operand],
             span: Span) -> Task: ...  # fmt: skip


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
                    stack.append(self.named(node, stack, scope))
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
                stack.append((yield each(self, node, scope)))
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
        if WHOLE < abs(value) < float("inf"):
            raise error("limit-exceeded", f"{what} is a whole number of at most {WHOLE:,.0f}, not "
                        f"{value!r}", self.span(node))  # fmt: skip
        if value - value != 0 or value != int(value):
            raise error("bad-argument", f"{what} must be a whole number, not {value!r}",
                        self.span(node))  # fmt: skip
        return int(value)

    def named(self, node: nodes.Ref, stack: list[Operand], scope: Scope) -> Operand:
        """What a name with a trail means; the items of its indices are taken off the stack."""
        return reference(self, node, stack, scope)

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
