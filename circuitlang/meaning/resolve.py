"""Checking an expression without building anything: names, gates and numbers of inputs.

A definition's body is checked where it is declared, called or not, and the expressions of
commands before anything runs.
"""

from __future__ import annotations

from circuitlang.gates import BY_NAME
from circuitlang.meaning.arguments import gate_of
from circuitlang.meaning.data import CONSTRUCTORS, INITIAL
from circuitlang.meaning.expressions import CONSTANTS, Reader, arity_error
from circuitlang.meaning.gate_names import wrong_arity
from circuitlang.meaning.loops import UNROLLED
from circuitlang.syntax import nodes
from circuitlang.text.errors import Label, error
from circuitlang.text.suggest import suggest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from circuitlang.meaning.definitions import Definition
    from circuitlang.meaning.world import CircuitWorld


UPSTREAM = "upstream"
"""The name in a `chain` for the gradient of the result."""


def check_expression(expr: nodes.Expr, reader: Reader, defined: Callable[[nodes.Ref], None],
                     special: frozenset[str] = frozenset()) -> None:  # fmt: skip
    """Raise what is wrong with an expression; `defined` raises if a name means nothing.

    `special` names the functions that the world of the expression adds (`grad` in commands).
    """
    for node in expr.nodes:
        if isinstance(node, nodes.Ref):
            defined(node)
        elif isinstance(node, nodes.Each):
            if node.name not in UNROLLED:
                reader.gate(nodes.Call(node.name, 1, (), node.at, node.end))
            for part in (node.low, node.high):
                check_expression(part, reader, defined, special)

            def inside(ref: nodes.Ref, var: str = node.var) -> None:
                if ref.name != var:
                    defined(ref)

            check_expression(node.body, reader, inside, special)
        elif isinstance(node, nodes.Call) and node.name not in special | CONSTRUCTORS | INITIAL | {
            "grad"
        }:
            _check_call(node, reader)


def _check_call(node: nodes.Call, reader: Reader) -> None:
    definition = reader.world.definitions.get(node.name)
    if definition is not None:
        if node.keywords or node.arity != len(definition.params):
            raise arity_error(definition, node, reader.span(node))
        return
    gate = gate_of(reader, node)
    count = node.arity + sum(word not in gate.options for word in node.keywords)
    if not gate.options and not gate.takes(count):
        raise wrong_arity(gate, count, reader.span(node))


def check_definition(definition: Definition, world: CircuitWorld) -> None:
    """Raise what can be seen to be wrong with a definition before it is called."""
    reader = Reader(world, definition.source)
    node = definition.node
    seen: set[str] = set()
    for word in node.params:
        if word.text in seen:
            raise error("already-declared", f"`{word.text}` stands twice among the parameters",
                        reader.span(word))  # fmt: skip
        seen.add(word.text)
    names = set(definition.params)
    assigned: dict[str, nodes.Word | nodes.Target] = {word.text: word for word in node.params}

    def defined(ref: nodes.Ref) -> None:
        if ref.name in names or ref.name in CONSTANTS:
            return
        wire = world.builder.resolve(ref.name)
        if wire is None and ref.name in world.failed:
            raise world.missing(ref.name, reader.span(ref))
        if ref.trail and ref.name in world.builder.subscripted:
            return
        if wire is None or not world.is_const(wire):
            where = "outside of" if wire is not None else "not declared in"
            near = suggest(ref.name, names)
            mend = f"did you mean `{near}`?" if near else (
                f"pass `{ref.name}` as an argument" if wire is not None else
                "a definition sees its parameters, its own variables and constants")  # fmt: skip
            raise error("undefined-name", f"`{ref.name}` is {where} this definition",
                        reader.span(ref), help=mend)  # fmt: skip

    def check(expr: nodes.Expr) -> None:
        for inner in nodes.walk(expr):
            if not isinstance(inner, nodes.Call | nodes.Each):
                continue
            itself = inner.name == definition.name
            known = inner.name in BY_NAME or inner.name in world.definitions
            if itself or (not known and world.calls_back(inner.name, definition.name)):
                raise error("recursion", f"`{definition.name}` calls itself" + (
                            "" if itself else f", by way of `{inner.name}`"),
                            reader.span(inner), help="unroll it with `for`: a circuit has no "
                            "loops when it runs")  # fmt: skip
        check_expression(expr, reader, defined)

    def check_block(body: tuple[nodes.Leaves | nodes.Assign | nodes.For, ...]) -> None:
        for statement in body:
            if isinstance(statement, nodes.Assign):
                for subscript in statement.target.subscripts:
                    check(subscript)
                check(statement.expr)
                target = statement.target
                first: nodes.Word | nodes.Target = target
                if not target.subscripts:
                    first = assigned.setdefault(target.name, target)
                if first is not target:
                    raise error("already-declared", f"`{target.name}` has a value already in this "
                                "definition", reader.span(target), words="declared again",
                                labels=[Label(reader.span(first), "first declared here")],
                                help="choose another name")  # fmt: skip
                names.add(target.name)
            elif isinstance(statement, nodes.For):
                check(statement.low)
                check(statement.high)
                fresh = statement.var.text not in names
                names.add(statement.var.text)
                check_block(statement.body)
                if fresh:
                    names.discard(statement.var.text)

    check_block(node.body)
    check(node.result)
    for rule in node.rules:
        if rule.param.text not in definition.params:
            near = suggest(rule.param.text, definition.params)
            raise error("undefined-name", f"`{rule.param.text}` is not a parameter of "
                        f"`{definition.name}`", reader.span(rule.param),
                        help=f"did you mean `{near}`?" if near else None)  # fmt: skip
        if rule.form == "chain":
            if UPSTREAM in assigned:
                raise error(
                    "already-declared",
                    f"`{UPSTREAM}` is what the gate hears, in a `chain`",
                    reader.span(assigned[UPSTREAM]),
                    help="choose another name",
                )
            names.add(UPSTREAM)
        check(rule.expr)
        names.discard(UPSTREAM)
