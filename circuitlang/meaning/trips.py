"""Which trip of a loop declares a name, and the loop taken apart around it."""

from __future__ import annotations

from circuitlang.meaning.declared import declared_names
from circuitlang.meaning.rewire import unrolled
from circuitlang.meaning.scope import Scope
from circuitlang.syntax import nodes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from circuitlang.meaning.expressions import Reader
    from circuitlang.meaning.rewire import Part

    Names = dict[str, float]  # variables of loops

FEW = 8  # so many trips are written out


def bounds(loop: nodes.For, reader: Reader, names: Names) -> tuple[int, int]:
    """The first and the last trip."""
    scope = Scope({**names})
    return (reader.whole(reader.operand(loop.low, scope), loop.low, "a bound"),
            reader.whole(reader.operand(loop.high, scope), loop.high, "a bound"))  # fmt: skip


def opened_at(loop: nodes.For, trip: int, reader: Reader) -> list[Part]:
    """One trip of a loop, unrolled, between those before and after it: loops, if they are many."""
    low, high = bounds(loop, reader, {})
    before, after = unrolled(loop, low, trip - 1) if trip - low <= FEW else [
        nodes.For(loop.var, loop.low, whole(trip - 1, loop.high), loop.body, loop.at, loop.end)
    ], unrolled(loop, trip + 1, high) if high - trip <= FEW else [
        nodes.For(loop.var, whole(trip + 1, loop.low), loop.high, loop.body, loop.at, loop.end)
    ]  # fmt: skip
    return [*before, *unrolled(loop, trip, trip), *after]


def whole(number: int, like: nodes.Expr) -> nodes.Expr:
    """A whole number as an expression, at the place of another one."""
    flat: list[nodes.Node] = [nodes.Number(float(abs(number)), like.at, like.end)]
    if number < 0:
        flat.append(nodes.Apply("neg", "-", 1, like.at, like.end))
    return nodes.Expr(flat, like.at, like.end)


def trip_of(loop: nodes.For, name: str, reader: Reader, patient: bool,
            names: Names | None = None) -> int | None:  # fmt: skip
    """The trip that declares a name, or None.  Where it does not follow from subscripts that grow
    evenly, trip after trip is looked at, if one is `patient`."""
    names, base = names or {}, name.partition("[")[0]
    if base not in declared_names(loop):
        return None
    low, high = bounds(loop, reader, names)

    def makes(trip: int) -> bool:
        inside = {**names, loop.var.text: float(trip)}
        for part in loop.body:
            if isinstance(part, nodes.For):
                if trip_of(part, name, reader, patient, inside) is not None:
                    return True
            elif any(reader.target(target, Scope({**inside})) == name
                     for target in targets(part, base)):  # fmt: skip
                return True
        return False

    trips = [*dict.fromkeys(_likely(loop, name, reader, names, low))] if low < high else []
    trips += range(low, high + 1) if patient else (low, high)
    return next((trip for trip in trips if low <= trip <= high and makes(trip)), None)


def targets(part: nodes.Declaration, base: str) -> list[nodes.Target]:
    """What a gate or leaves declare under the name `base`, with subscripts or without."""
    if isinstance(part, nodes.Assign):
        return [part.target] if part.target.name == base else []
    if isinstance(part, nodes.Leaves):
        return [leaf.target for leaf in part.items if leaf.target.name == base]
    return []


def _likely(loop: nodes.For, name: str, reader: Reader, names: Names, low: int) -> Iterator[int]:
    """Trips in which a subscript that grows evenly is what it is in the name."""
    base, wanted = name.partition("[")[0], subscripts(name)
    first, second = ([*_subscripts(loop.body, base, reader, {**names, loop.var.text: float(trip)})]
                     for trip in (low, low + 1))  # fmt: skip
    for one, other in zip(first, second, strict=False):
        for want, before, after in zip(wanted, one, other, strict=False):
            if after != before:
                yield low + (want - before) // (after - before)


def _subscripts(body: tuple[Part, ...], base: str, reader: Reader, names: Names,
                ) -> Iterator[list[int]]:  # fmt: skip
    """The subscripts under which a trip declares `base`; of inner loops those of the first one."""
    for part in body:
        if isinstance(part, nodes.For):
            if base in declared_names(part):
                low = float(bounds(part, reader, names)[0])
                yield from _subscripts(part.body, base, reader, {**names, part.var.text: low})
            continue
        for target in targets(part, base):
            yield subscripts(reader.target(target, Scope({**names})))


def subscripts(name: str) -> list[int]:
    """Those of a name: `[1, 2]` of `a[1, 2]`."""
    return [int(each) for each in name.partition("[")[2].removesuffix("]").split(",") if each]
