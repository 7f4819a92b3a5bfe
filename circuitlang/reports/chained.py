"""`chained`: what each gate was told and sends on, and the ledger of a value that is read often."""

from __future__ import annotations

from collections import Counter
from functools import reduce
from operator import add

from circuitlang.reports.report import Report
from circuitlang.reports.tables import Number, shown_terms
from circuitlang.text.records import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from circuitlang.reports.gradients import InputTerm
    from circuitlang.reports.ledger import Entry, Ledgers
    from circuitlang.reports.standing import Standing

    Place = tuple[int, int]  # a gate, and the number of the input at which it reads

MOST, END = 1000, 500  # of more than MOST terms the first END and the last END are kept


@dataclass(frozen=True, slots=True)
class ChainedTerm:
    """One product upstream × local = chained, at input number `slot` of gate `gate`."""

    gate: str
    input: str
    slot: int  # 0 if the gate reads this input only once, else its place among all inputs: 1, 2, …
    upstream: Any
    formula: str | None
    local: Any  # None where it would be a Jacobian
    chained: Any
    rule: str = ""  # of tensors: what is sent, as a formula
    shapes: str = ""  # of a matrix product: the shapes that the rule multiplies
    parts: tuple[Any, ...] = ()  # of an opened composite gate: what its inside sends, whose sum
    # `chained` is
    ruler: str = ""  # the composite gate whose formula says instead what this input hears


@dataclass(frozen=True, slots=True)
class ChainedRow:
    """What a gate was told, what it sends on, and the ledger of a value that is read often.  Of
    long lists the middle is left out: so many terms as `sends_cut` and `ledger_cut` say."""

    name: str
    gradient: Number
    told_by: tuple[str, ...]  # empty: it is what backward started from, or nothing reads it
    is_output: bool
    sends: tuple[ChainedTerm, ...]
    ledger: tuple[ChainedTerm, ...]  # of a fork: a term for each place where it is read, in the
    # order in which they are added
    connected: bool
    sends_cut: int = 0
    ledger_cut: int = 0
    kept: ChainedTerm | None = None  # of a fork: what is left where code forgets to add


@dataclass(frozen=True, slots=True)
class ChainedTable(Report):
    of: str
    rows: tuple[ChainedRow, ...]


class Sendings:
    """What a gate sends to its inputs; the words for it are made for those that are asked for."""

    __slots__ = ("above", "formulas", "gate", "often", "rules", "slots", "terms")

    def __init__(self, standing: Standing, gate: int) -> None:
        from circuitlang.reports import jacobians

        self.gate = gate
        self.above = standing.gradient(gate)
        self.terms: list[InputTerm] = []
        self.slots: dict[int, list[int]] = {}  # by the wire that hears them
        if self.above is None:  # not there in the last backward
            return
        self.terms = shown_terms(standing, gate)
        self.formulas = jacobians.formulas(standing, gate)
        tensors = jacobians.has_tensors(standing, gate)
        self.rules = jacobians.rules(standing, gate) if tensors else [""] * len(self.terms)
        self.often = Counter([term.wire for term in self.terms])
        for slot, term in enumerate(self.terms):
            if self.speaks(slot):
                self.slots.setdefault(term.wire, []).append(slot)

    def speaks(self, slot: int) -> bool:
        """Is anything sent to this input?"""
        if slot >= len(self.terms):
            return False
        term = self.terms[slot]
        return term.chained is not None and (term.local is not None or bool(self.rules[slot]))

    def term(self, standing: Standing, slot: int) -> ChainedTerm:
        """What is sent to an input, in words."""
        from circuitlang.reports import jacobians

        term, rule, name = self.terms[slot], self.rules[slot], standing.tape.name
        position = slot + 1 if self.often[term.wire] > 1 else 0
        shapes = jacobians.multiplied(standing, self.gate, slot) if rule else ""
        ruler = standing.ruler(self.gate, slot)
        return ChainedTerm(name(self.gate), name(term.wire), position, self.above,
                           self.formulas[slot], term.local, term.chained, rule, shapes,
                           ruler=name(ruler) if ruler >= 0 else "")  # fmt: skip


def chained_table(standing: Standing, wires: list[int]) -> ChainedTable:
    from circuitlang.reports.ledger import Ledgers  # a table of values needs none

    standing.ask(len(wires))
    ledgers = Ledgers(standing, wires)
    return ChainedTable(standing.tape.name(standing.of),
                        tuple([_row(ledgers, wire) for wire in wires]))  # fmt: skip


def _row(ledgers: Ledgers, wire: int) -> ChainedRow:
    standing = ledgers.seen(wire).sending(wire)
    inputs: list[Place] = []
    if standing.tape.kind[wire] >= 0:
        inputs = [(wire, slot) for slots in _of(standing, wire).slots.values() for slot in slots]
        inputs.sort()
    shown, sends_cut = _ends(inputs)
    sends = tuple([_of(standing, gate).term(standing, slot) for gate, slot in shown])
    entries = _entries(ledgers, wire)
    heard, ledger_cut = _ends(entries)
    terms = [term_of(entry) for entry in heard if _speaks(entry)]
    told_by = tuple(dict.fromkeys(standing.tape.name(entry.gate) for entry in heard))
    gradient = Number(standing.gradient(wire), standing.gradients_stale)
    return ChainedRow(standing.tape.name(wire), gradient, told_by, wire == standing.of, sends,
                      tuple(terms) if len(terms) > 1 else (), standing.connected(wire),
                      sends_cut, ledger_cut, _kept(ledgers, entries, terms))  # fmt: skip


def _kept(ledgers: Ledgers, entries: list[Entry], terms: list[ChainedTerm]) -> ChainedTerm | None:
    """The term that is left where code forgets to add, and each overwrites the one before: in what
    order is the code's own choice; here it is that of the gate furthest from the inputs, as in the
    notes' staged code, of equal ones the one written last."""
    if len(terms) < 2:
        return None
    last = max(entries, key=lambda entry: (ledgers.level[entry.gate], entry.gate, entry.slot))
    return terms[-1] if last is entries[-1] else term_of(last)


def _speaks(entry: Entry) -> bool:
    return bool(entry.inside) or _of(entry.seen, entry.gate).speaks(entry.slot)


def term_of(entry: Entry) -> ChainedTerm:
    """A term of a ledger in words."""
    if not entry.inside:
        return _of(entry.seen, entry.gate).term(entry.seen, entry.slot)
    name, upstream = entry.seen.tape.name, entry.seen.gradient(entry.gate)
    group = entry.seen.tape.groups[entry.seen.tape.group_of[entry.gate]]
    often = group.operands.count(group.operands[entry.slot]) > 1
    return ChainedTerm(name(entry.gate), name(group.operands[entry.slot]),
                       entry.slot + 1 if often else 0, upstream, None, None, chained_of(entry),
                       parts=tuple([chained_of(each) for each in entry.inside]))  # fmt: skip


def chained_of(entry: Entry) -> Any:
    """The number that a term of a ledger is."""
    if entry.inside:
        return entry.seen.gradient(entry.port)
    return _of(entry.seen, entry.gate).terms[entry.slot].chained


def parts_of(ledgers: Ledgers, wire: int) -> list[Any]:
    """The numbers whose sum is a gradient, in the order in which they are added."""
    return [chained_of(entry) for entry in _entries(ledgers, wire) if _speaks(entry)]


def _entries(ledgers: Ledgers, wire: int) -> list[Entry]:
    """The terms of a gradient, those of one level as they were written, where that gives the sum to
    the last bit: the kind of a gate, by which a backward takes them, tells a reader nothing."""
    found = ledgers.entries(wire)
    if not 1 < len(found) <= MOST:
        return found
    written = sorted(found, key=lambda entry: (-entry.level, entry.gate, entry.slot))
    sums = [[chained_of(entry) for entry in each if _speaks(entry)] for each in (found, written)]
    if any(type(term) is not float for term in sums[0]):
        return found  # there are none yet, or they are arrays
    one, other = (reduce(add, terms, -0.0).hex() for terms in sums)
    return written if one == other else found


def _ends(places: list[Any]) -> tuple[list[Any], int]:
    """Those that words are made for, and how many in the middle are left out."""
    if len(places) <= MOST:
        return places, 0
    return [*places[:END], *places[-END:]], len(places) - 2 * END


def sent(standing: Standing, gate: int, keep: int | None = None) -> list[ChainedTerm]:
    """What a gate sends to its inputs (or only to `keep`)."""
    found = _of(standing, gate)
    slots: Iterable[int] = found.slots.get(keep, ()) if keep is not None else sorted(
        slot for each in found.slots.values() for slot in each)  # fmt: skip
    return [found.term(standing, slot) for slot in slots]


def _of(standing: Standing, gate: int) -> Sendings:
    known: Sendings | None = standing.sendings.get(gate)
    if known is None:
        known = standing.sendings[gate] = Sendings(standing, gate)
    return known
