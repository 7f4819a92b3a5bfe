"""A gate in words: what it is doing, what it was told, what it passes on, what that means."""

from __future__ import annotations

from math import isfinite

from circuitlang.reports import broken, hearing, kinds, tensors
from circuitlang.reports.bends import bends, why
from circuitlang.reports.chained import chained_table
from circuitlang.reports.facts import Facts
from circuitlang.reports.reading import readers_of
from circuitlang.reports.report import Report
from circuitlang.reports.sentences import Sentence, gradient, name, plain, say
from circuitlang.text.records import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from circuitlang.reports.sentences import Piece
    from circuitlang.reports.standing import Standing


@dataclass(frozen=True, slots=True)
class Explanation:
    """`brief` is all of it in one line."""

    name: str
    lines: tuple[Sentence, ...]
    brief: Sentence


@dataclass(frozen=True, slots=True)
class Explained(Report):
    """`short`: there are many, one line for each is enough."""

    gates: tuple[Explanation, ...]
    short: bool


@dataclass(frozen=True, slots=True)
class Since:
    """The statements that made values and gradients stale; empty where they are fresh."""

    values: str
    gradients: str


def explain(standing: Standing, wires: list[int], since: Since, short: bool) -> Explained:
    asked = {x for wire in wires if standing.tape.kind[wire] >= 0 for x in standing.inputs(wire)}
    places = readers_of(standing, asked.union(wires))
    readers = {wire: [gate for gate, _ in found] for wire, found in places.items()}
    rows, bent = {}, {}
    if standing.upstream is not None and not standing.gradients_stale:
        moving = [wire for wire in wires if not standing.tape.is_const(wire)
                  and not tensors.has_tensors(standing, wire)]  # fmt: skip
        rows = dict(zip(moving, chained_table(standing, moving).rows, strict=True))
        bent = bends(standing) if standing.values is not None else {}
    found = []
    for wire in wires:
        seen = standing.sending(wire)
        lines = _lines(seen, wire, since, readers, rows.get(wire), bent)
        found.append(Explanation(standing.tape.name(wire), tuple(lines),
                                 _brief(standing, wire, lines)))  # fmt: skip
    return Explained(tuple(found), short)


def _lines(standing: Standing, wire: int, since: Since, readers: dict[int, list[int]],
           row: kinds.ChainedRow | None, bent: dict[int, int]) -> list[Sentence]:  # fmt: skip
    tape, value = standing.tape, standing.value(wire)
    if tensors.has_tensors(standing, wire):
        return (tensors.leaf if tape.is_leaf(wire) else tensors.gate)(standing, wire)
    if tape.is_leaf(wire):
        first, facts = kinds.leaf(standing, wire, readers.get(wire, [])), None
    elif value is None:
        return [kinds.structure(standing, wire),
                say("It has no value yet (run `forward`).", remark="no value yet")]  # fmt: skip
    elif standing.is_stale(wire):
        return [kinds.structure(standing, wire),
                say("Its numbers are stale since `{}` (run `forward`).", plain(since.values),
                    remark="stale")]  # fmt: skip
    elif not isfinite(value):
        return broken.value(standing, wire)
    else:
        facts = Facts(standing, wire, kinds.story(standing, wire), readers)
        first = kinds.kind(facts)
    if tape.is_const(wire):
        return [first]
    if value is not None and not isfinite(value):
        return [first, *broken.value(standing, wire)]
    up = standing.gradient(wire)
    if up is None:
        return [first, say("It has heard nothing yet (run `backward`).",
                           remark="no gradient yet")]  # fmt: skip
    if standing.gradients_stale:
        return [first, say("Its gradient is stale since `{}` (run `backward`).",
                           plain(since.gradients), remark="stale")]  # fmt: skip
    if not isfinite(up):
        return [first, *broken.gradient(standing, wire, up)]
    but = why(standing, wire, bent[wire]) if wire in bent else None
    second = hearing.told(standing, wire, up, row, but)
    if facts is None:
        return [first, second]
    turns = any(each.wire in bent and each.sent for each in facts.moving)
    return [first, second, *hearing.passes_on(facts, up, turns)]


def _brief(standing: Standing, wire: int, lines: list[Sentence]) -> Sentence:
    """`q = x + y hears -4: f wants it lower (a tie)`."""
    scalar = not tensors.has_tensors(standing, wire)
    up = standing.gradient(wire) if scalar else None
    remarks = list(dict.fromkeys(line.remark for line in lines if line.remark))
    wish = next((word for word in remarks if word in hearing.WISHES), "")
    rest = ", ".join(word for word in remarks if word != wish)
    parts: list[Piece] = [*name(standing.tape.name(wire)),
                          *plain(f" = {standing.formula(wire, None)}")]  # fmt: skip
    if up is not None and not standing.gradients_stale and not standing.is_stale(wire):
        parts += [*plain(" hears "), *gradient(up)]
    if wish:
        parts += [*plain(": "), *name(standing.tape.name(standing.of)),
                  *plain(f" wants it {wish}")]  # fmt: skip
    return Sentence((*parts, *(plain(f" ({rest})") if rest else ())))
