"""What may not be: a second declaration of a name, a gradient that starts where none comes back."""

from __future__ import annotations

from circuitlang.meaning.scope import Scope
from circuitlang.text.errors import Label, error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from circuitlang.meaning.builder import Builder, Operand
    from circuitlang.meaning.expressions import Reader
    from circuitlang.syntax.nodes import Expr
    from circuitlang.tape.tape import Tape
    from circuitlang.text.errors import CircuitError
    from circuitlang.text.source import Span


def declared_already(name: str, other: str, place: Span | None, span: Span | None) -> CircuitError:
    """A name cannot be declared, for `other` was, at `place`."""
    what = f"`{name}` is declared already"
    if other != name:
        what = f"`{name}` cannot be declared beside `{other}`"
    return error("already-declared", what, span, words="declared again",
                 labels=[Label(place, "first declared here")] if place else (),
                 help="choose another name; `set` changes a value, `rewire` an expression",
                 )  # fmt: skip


def refuse_inside(tape: Tape, wire: int, name: str, span: Span | None) -> None:
    """Raise where a gradient would start inside of a composite gate with a formula of its own:
    the formula stands for the inside, through which nothing comes back."""
    while (owner := tape.owner[wire]) >= 0:
        group = tape.groups[tape.group_of[owner]] if owner in tape.group_of else None
        if group is not None and group.has_formula and wire >= group.low:
            gate = tape.name(owner)
            raise error("bad-argument", f"`{name}` is the inside of `{gate}`, which "
                        "has a local gradient of its own: none comes back through it", span,
                        help="compute it beside the gate, or leave `local` out of "
                        f"`{tape.op(owner)}`")  # fmt: skip
        wire = owner


def whole(builder: Builder, reader: Reader, name: Expr) -> Operand:
    """What a name of a command means.  A part of a tensor is refused: it would be a new gate."""
    mark, size = builder.mark(), len(builder.tape)
    operand = reader.operand(name, Scope())
    span = reader.span(name)
    text = span.text
    if len(builder.tape) > size or (not isinstance(operand, int) and "[" in text):
        builder.rollback(mark)
        raise error("bad-argument", f"`{text}` is a part of a tensor, not a gate of the circuit",
                    span, help=f"name the whole tensor, or give the part a name: part = {text}",
                    )  # fmt: skip
    return operand
