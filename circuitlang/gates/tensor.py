"""Gates that turn, cut and join tensors."""

from __future__ import annotations

from circuitlang.gates import joins, rules
from circuitlang.gates.gate import Gate
from circuitlang.gates.rules import arrangement as arrangement  # where shapes do not fit
from circuitlang.gates.samples import ramp
from circuitlang.gates.shapes import axes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def transpose_chain(m: Any, g: Any, out: Any, x: Any, axes: Any = None) -> tuple[Any]:
    if axes is None:
        return (m.transpose(g),)
    order = rules.order(m.rank(x), axes)
    return (m.transpose(g, axes=tuple(sorted(range(len(order)), key=order.__getitem__))),)


def concat_chain(m: Any, g: Any, out: Any, *xs: Any, axis: int = 0) -> tuple[Any, ...]:
    return tuple([m.part(g, *xs, axis=axis, which=at) for at in range(len(xs))])


def stack_chain(m: Any, g: Any, out: Any, *xs: Any, axis: int = 0) -> tuple[Any, ...]:
    (place,) = axes((0,) * m.rank(g), axis)
    whole = (("slice", None, None, None),) * place
    return tuple([m.index(g, item=(*whole, at)) for at in range(len(xs))])


SLICE = "slice"
ROWS = (
    Gate(
        "transpose",
        ("x",),
        value=lambda m, x, axes=None: m.transpose(x, axes=axes),
        chain=transpose_chain,
        shape=rules.transpose,
        options={"axes": None},
        family="tensor",
        story="A transpose turns rows into columns; on the way back the gradient is turned again.",
        samples=(
            (2.0,),
            (ramp(3),),
            (ramp(2, 3),),
            (ramp(2, 3, 1, 2),),
            (ramp(2, 3, 4), {"axes": (1, -1, 0)}),
            ([[], []],),
        ),
    ),
    Gate(
        "reshape",
        ("x",),
        value=lambda m, x, shape=None: m.reshape(x, shape=shape),
        chain=lambda m, g, out, x, shape=None: (m.shaped(g, x),),
        shape=rules.reshape,
        options={"shape": None},
        family="tensor",
        story="A reshape puts the same numbers into another shape; the gradient is put back.",
        samples=(
            (2.0, {"shape": (1, 1)}),
            ([[2.0]], {"shape": ()}),
            (ramp(6), {"shape": (2, 3)}),
            (ramp(2, 2, 3), {"shape": (-1, 2)}),
            ([], {"shape": (0, 3)}),
        ),
    ),
    Gate(
        "flatten",
        ("x",),
        value=lambda m, x, axis=0: m.flatten(x, axis=axis),
        chain=lambda m, g, out, x, axis=0: (m.shaped(g, x),),
        shape=rules.flatten,
        options={"axis": 0},
        family="tensor",
        story="A flatten lays a tensor out as one row of numbers (from `axis` on); the gradient "
        "is put back into its shape.",
        samples=((2.0,), (ramp(2, 3),), (ramp(2, 1, 2, 2), {"axis": 1}), ([[], []],)),
    ),
    Gate(
        "broadcast",
        ("x",),
        value=lambda m, x, shape=None: m.broadcast(x, shape=shape),
        chain=lambda m, g, out, x, shape=None: (m.unbroadcast(g, x),),
        shape=rules.spread,
        options={"shape": None},
        family="tensor",
        story="A broadcast repeats its input; the gradients of all the copies are added up.",
        samples=(
            (2.0, {"shape": (2, 3)}),
            (ramp(3), {"shape": (2, 3)}),
            (ramp(2, 1), {"shape": (2, 2, 3)}),
            ([[2.0]], {"shape": (0, 3)}),
        ),
    ),
    Gate(
        "concat",
        ("a",),
        value=lambda m, *xs, axis=0: m.concat(*xs, axis=axis),
        chain=concat_chain,
        shape=joins.concat,
        options={"axis": 0},
        family="tensor",
        story="A concat lays tensors end to end; each hears the part of the gradient that lies "
        "where it lies.",
        samples=(
            (ramp(2), ramp(3, start=2), [5.0]),
            (ramp(2, 2), ramp(2, 1, start=5), {"axis": -1}),
            (ramp(1, 2, 1, 2), ramp(1, 1, 1, 2, start=4), {"axis": 1}),
            ([], [1.0]),
            ([[1.0]],),
        ),
        more=True,
    ),
    Gate(
        "stack",
        ("a",),
        value=lambda m, *xs, axis=0: m.stack(*xs, axis=axis),
        chain=stack_chain,
        shape=joins.stack,
        options={"axis": 0},
        family="tensor",
        story="A stack makes one tensor of several of the same shape, along a new axis; each "
        "hears its own layer of the gradient.",
        samples=(
            (1.0, -2.0, 0.5),
            (ramp(2), ramp(2, start=3)),
            (ramp(2, 3), ramp(2, 3, start=6), {"axis": -1}),
            ([],),
        ),
        more=True,
    ),
    Gate(
        "index",
        ("x",),
        value=lambda m, x, item=(): m.index(x, item=item),
        chain=lambda m, g, out, x, item=(): (m.scatter(g, x, item=item),),
        shape=joins.index,
        options={"item": ()},
        family="tensor",
        story="An index takes a part; the gradient goes to that part, and the rest hears 0.",
        samples=(
            (ramp(4), {"item": (-1,)}),
            (ramp(3, 4), {"item": (0, (SLICE, 1, 3, None))}),
            (ramp(5, 2), {"item": ((SLICE, None, None, -2),)}),
            (ramp(2, 3, 2, 2), {"item": (1, (SLICE, None, None, None), 0)}),
            (ramp(3), {"item": ((SLICE, 2, 1, None),)}),
            (2.0, {"item": ()}),
        ),
    ),
)
