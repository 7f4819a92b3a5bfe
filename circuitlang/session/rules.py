"""What must hold for a command, whatever the numbers are: asked before anything runs, and again
when it is the command's turn."""

from __future__ import annotations

from circuitlang.gates import BY_NAME
from circuitlang.meaning.expressions import Reader
from circuitlang.meaning.refusals import refuse_inside
from circuitlang.readings.floats import Floats
from circuitlang.session.world import SPECIAL, does_not_read, takes_names
from circuitlang.syntax import nodes
from circuitlang.text.errors import error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from circuitlang.session.session import Session
    from circuitlang.syntax.nodes import Expr, Text, Word

MOST_DIGITS = 17
COMPARISONS = ("lt", "le", "gt", "ge", "eq", "ne")


def source_of_gradients(session: Session, name: Expr | None) -> int:
    """The wire that `backward` and `check` start from."""
    state = session.state
    if name is None:
        return state.output(session.place)
    wire = session.wire(name)
    if state.builder.tape.is_const(wire):
        raise error("not-a-leaf", f"`{state.builder.tape.name(wire)}` is a constant: nothing can "
                    "change it", session.span(name))  # fmt: skip
    refuse_inside(state.builder.tape, wire, session.span(name).text, session.span(name))
    return wire


def settable(session: Session, name: Expr) -> int:
    """The leaf or constant that `set` gives a value."""
    builder = session.state.builder
    wire, tape = session.wire(name), builder.tape
    words = tape.name(wire)
    if not tape.is_leaf(wire):
        raise error("not-a-leaf", f"`{words}` is a gate: its value follows from its inputs",
                    session.span(name), help="`rewire` replaces its expression")  # fmt: skip
    if words not in builder.symbols:
        raise error("not-a-leaf", f"`{words}` has no value of its own to set", session.span(name))
    return wire


def movable(session: Session, name: Expr) -> int:
    """The input or param that `nudge` and `plot` move."""
    wire, tape = session.wire(name), session.state.builder.tape
    if not tape.is_leaf(wire) or tape.is_const(wire):
        kind = "a constant" if tape.is_const(wire) else "a gate"
        raise error("not-a-leaf", f"`{tape.name(wire)}` is {kind}: only inputs and params can be "
                    "moved", session.span(name), help="move something that it is made of",
                    )  # fmt: skip
    return wire


def comparison(session: Session, expr: Expr, tol: Expr | None) -> nodes.Apply:
    """What an `expect` without `=` compares."""
    last = expr.nodes[-1]
    if not isinstance(last, nodes.Apply) or last.gate not in COMPARISONS:
        raise error("syntax", "an expectation needs `=` or a comparison", session.span(expr),
                    help=f"expect {session.span(expr).text} = 1")  # fmt: skip
    if tol is not None:
        raise error("syntax", "`within` goes with `=`", session.span(tol),
                    help="a comparison holds or does not")  # fmt: skip
    return last


def readings(session: Session, expr: Expr) -> None:
    """`grad(x)`, `local(q, x)`, … name gates for which there can be such a number.

    Arguments with subscripts are looked at when the command runs.
    """
    builder = session.state.builder
    for index, node in enumerate(expr.nodes):
        if not isinstance(node, nodes.Call) or node.name not in SPECIAL:
            continue
        if node.name in builder.definitions:
            continue
        span = session.span(node)
        takes_names(node.name, node.arity + len(node.keywords), bool(node.keywords), span)
        wires = [builder.resolve(each.name) if isinstance(each, nodes.Ref) and not each.trail
                 else None for each in expr.nodes[max(0, index - node.arity) : index]]  # fmt: skip
        if None in wires or node.name in ("value", "shape"):
            continue
        last = wires[-1]
        assert last is not None
        if node.name == "grad":
            if builder.tape.is_const(last):
                raise error("not-a-leaf", f"`{builder.tape.name(last)}` is a constant: it has no "
                            "gradient", span)  # fmt: skip
        elif wires[0] is not None and builder.tape.is_leaf(wires[0]):
            kind = article(builder.tape.op(wires[0]))
            raise error("bad-argument", f"`{builder.tape.name(wires[0])}` is {kind}: it reads "
                        "nothing", span)  # fmt: skip
        elif builder.tape.is_const(last):
            assert wires[0] is not None
            raise does_not_read(session.state.standing(), wires[0], last, span)


def subscripts(session: Session, expr: Expr) -> None:
    """A subscript written in numbers names something.  Those with names in them are looked at
    when the command runs."""
    builder, waiting = session.state.builder, [expr]
    while waiting:
        stack: list[float | None] = []
        for node in waiting.pop().nodes:
            taken = _taken(node)
            items = stack[len(stack) - taken :]
            del stack[len(stack) - taken :]
            numbers = [item for item in items if item is not None]
            stack.append(None)
            if isinstance(node, nodes.Number):
                stack[-1] = node.value
            elif isinstance(node, nodes.Each):
                waiting += [node.low, node.high, node.body]
            elif isinstance(node, nodes.Apply) and len(numbers) == taken:
                gate = BY_NAME.get(node.gate)
                stack[-1] = numbers[0] if gate is None else gate.value(Floats(), *numbers)
            elif isinstance(node, nodes.Ref) and taken and len(numbers) == taken:
                first = next(step for step in node.trail if isinstance(step, nodes.Index))
                numbers = numbers[: first.count]  # the rest are elements of it
                span, world = session.span(node), session.state.lowerer.world
                whole = Reader(world, session.source).whole
                inside = ", ".join(str(whole(item, node, "a subscript")) for item in numbers)
                name = f"{node.name}[{inside}]"
                if node.name in builder.subscripted and builder.resolve(name) is None:
                    raise world.missing(name, span)


def _taken(node: nodes.Node) -> int:
    """How many operands a node takes off the stack."""
    if isinstance(node, nodes.Ref | nodes.Pick):
        items = sum(step.count for step in node.trail if isinstance(step, nodes.Index))
        return items + isinstance(node, nodes.Pick)
    if isinstance(node, nodes.Apply):
        return node.arity
    if isinstance(node, nodes.Call):
        return node.arity + len(node.keywords)
    if isinstance(node, nodes.Array):
        return node.count
    return node.start + node.stop + node.step if isinstance(node, nodes.Slice) else 0


def plottable(session: Session, name: Expr, x: Expr, path: Text | None = None) -> tuple[int, int]:
    """The gate whose curve is drawn, and the input or param that moves: both are numbers."""
    from importlib.util import find_spec

    of, by = session.wire(name), movable(session, x)
    tape = session.state.builder.tape
    for wire, node in ((of, name), (by, x)):
        if tape.shape(wire):
            raise error("not-scalar", f"`{tape.name(wire)}` is a tensor: a curve is of numbers",
                        session.span(node))  # fmt: skip
    if tape.is_const(of):
        raise error("bad-argument", f"`{tape.name(of)}` is a constant: it has no curve",
                    session.span(name))  # fmt: skip
    if path is not None:
        drawable(session, path)
    elif find_spec("uniplot") is None:
        raise error("bad-argument", "`plot` draws with the library uniplot, which is not installed",
                    session.place, help='pip install "circuitlang[plot]"')  # fmt: skip
    return of, by


def drawable(session: Session, path: Text) -> None:
    """A curve may become that file: an ending of a picture, where a circuit may write, and the
    library is there."""
    from circuitlang.exports.chart import ENDINGS, ending_of
    from circuitlang.session.writing import allowed

    allowed(session, path, ENDINGS)
    ending_of(path.value, session.span(path))


def _trainable(session: Session, loss: Expr, r: Expr, n: Expr, using: Word | None = None,
               file: Text | None = None, b: Expr | None = None, path: Text | None = None,
               ) -> None:  # fmt: skip
    from circuitlang.session.training_rules import trainable

    trainable(session, loss, r, n, using, file, b)
    if path is not None:
        drawable(session, path)


def article(word: str) -> str:
    """`an input`, `a param`."""
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"


def _set(session: Session, name: Expr, value: Expr) -> None:
    world = session.state.lowerer.world
    settable(session, name)
    generator = world.draws.state()
    session.constant(value, "the new value", draws=True)
    world.draws.restore(generator)


def digits_after_the_point(session: Session, n: Expr) -> int:
    count = session.constant(n, "the number of digits")
    if not (isinstance(count, float) and 0 <= count <= MOST_DIGITS and count == int(count)):
        raise error("bad-argument", f"digits must be a whole number from 0 to {MOST_DIGITS}",
                    session.span(n))  # fmt: skip
    return int(count)


def _digits(session: Session, n: Expr | None = None) -> None:
    if n is not None and not any(isinstance(node, nodes.Ref) for node in n.nodes):
        digits_after_the_point(session, n)
    elif n is not None:
        session.constant(n, "the number of digits")


def _expect(session: Session, expr: Expr, value: Expr | None = None, tol: Expr | None = None,
            ) -> None:  # fmt: skip
    if value is None:
        comparison(session, expr, tol)


def _save(session: Session, path: Text) -> None:
    from circuitlang.session.writing import CIRCUITS, allowed

    allowed(session, path, CIRCUITS)


RULES: dict[str, Callable[..., object]] = {
    "backward": lambda session, name=None, value=None: source_of_gradients(session, name),
    "check": source_of_gradients,
    "digits": _digits,
    "expect": _expect,
    "nudge": lambda session, x, h: movable(session, x),
    "plot": lambda session, name, x, a, b, path=None: plottable(session, name, x, path),
    "save": _save,
    "set": _set,
    "descend": _trainable,
    "ascend": _trainable,
}
"""The rule of each command that has one, with the slots of the command."""
