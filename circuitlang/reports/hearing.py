"""What a gate was told, what it passes on, and what a small change would do to the output."""

from __future__ import annotations

from math import floor, isfinite, log10

from circuitlang.reports.sentences import (
    Sentence,
    gradient,
    joined,
    listed,
    name,
    plain,
    say,
    value,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from circuitlang.reports.chained import ChainedRow
    from circuitlang.reports.facts import Facts
    from circuitlang.reports.sentences import Piece
    from circuitlang.reports.standing import Standing

NUDGE = 0.01  # a small change, where the value itself is not much smaller or larger
TERMS = 6  # of a sum that are written out
WISHES = ("higher", "lower")


def told(standing: Standing, wire: int, up: float, row: ChainedRow | None,
         but: tuple[Sentence, Sentence] | None = None) -> Sentence:  # fmt: skip
    """What a gate or leaf hears: the wish of the output, and how strong it is.  `but`: why that is
    not all, beside a 0 and beside another gradient (`bends.why`)."""
    of, called = name(standing.tape.name(standing.of)), name(standing.tape.name(wire))
    if wire == standing.of:
        return say("It is what backward starts from: it hears {}.", gradient(up))
    if not standing.connected(wire):
        return say("{} does not depend on it: not connected, its gradient is 0.", of,
                   remark="not connected")  # fmt: skip
    fork = None
    if row is not None and row.ledger:
        parts = [gradient(term.chained) for term in row.ledger]
        terms: list[Piece] = [piece for index, part in enumerate(parts[:TERMS])
                              for piece in (*(plain(" + ") if index else []), *part)]  # fmt: skip
        terms += plain(" + …") if len(parts) > TERMS else []
        fork = say("{} is read in {} places and hears the sum of what they send: {} = {}.", called,
                   plain(str(len(parts))), terms, gradient(up),
                   remark=f"a sum of {len(parts)}")  # fmt: skip
    if up == 0.0:
        nothing = say("It hears 0: as far as that tells, a small change of {} does nothing to {}.",
                      called, of, remark="" if fork else "no reaction")  # fmt: skip
        if but is not None:
            nothing = say("It hears 0; {}.", list(but[0].pieces),
                          remark="" if fork else "at a tie or kink")  # fmt: skip
        return joined(fork, nothing)
    wish = _wish(standing, wire, up, of, called, but and but[1])
    return wish if fork is None else Sentence((*fork.pieces, ("plain", " "), *wish.pieces),
                                              wish.remark)  # fmt: skip


def _wish(standing: Standing, wire: int, up: float, of: list[Piece], called: list[Piece],
          but: Sentence | None) -> Sentence:  # fmt: skip
    where = WISHES[up < 0]
    seed = seed_of(standing)
    seeded = "" if seed == 1.0 else f", seeded with {seed:.6g},"
    head = say(f"{{}}{seeded} wants {{}} {where}, with a force of {{}}", of, called,
               gradient(abs(up)))  # fmt: skip
    step = small(standing.value(wire) or 0.0)
    tail = say(": raising {} by {} would change {} by about {}.", called, plain(f"{step:.6g}"), of,
               value(step * up / seed))  # fmt: skip
    if but is not None:
        tail = joined(say("."), but)
    return Sentence((*head.pieces, *tail.pieces), where)


def seed_of(standing: Standing) -> float:
    assert standing.upstream is not None
    return standing.upstream[standing.of] or 0.0


def small(at: float) -> float:
    """A change that is small beside a value: 0.01, or a power of ten that fits its size."""
    size = abs(at)
    if not isfinite(size) or size == 0.0 or 0.01 <= size < 1000.0:
        return NUDGE if size == 0.0 or size >= 0.1 else NUDGE / 10
    return float(10.0 ** max(floor(log10(size)) - 2, -300))


def passes_on(facts: Facts, up: float, bent: bool = False) -> list[Sentence]:
    """What each input hears from the gate, and which way to move it; `bent`: some of that depends
    on the direction of the step."""
    sent: dict[int, float] = {}
    moving = [each for each in facts.moving if each.ruler < 0]
    for each in moving:
        sent[each.wire] = sent.get(each.wire, 0.0) + each.sent
    called = {each.wire: each.called for each in moving}
    if up == 0.0:
        return []
    if not sent and facts.moving:
        return [say("It is inside of {}, whose formula says what the inputs of that hear.",
                    name(facts.standing.tape.name(facts.moving[0].ruler)))]  # fmt: skip
    if not sent:
        return []
    speaks = {wire: number for wire, number in sent.items() if number}
    tail = " from it" if any(each.forks for each in moving) else ""
    if not speaks:
        verb = "hears" if len(sent) == 1 else "hear"
        return [say(f"So {{}} {verb} nothing{tail}.", listed(list(called.values())))]
    if len(speaks) < len(sent):
        silent = [called[wire] for wire in sent if wire not in speaks]
        rest = [*plain(", and "), *(silent[0] if len(silent) == 1 else plain("the others")),
                *plain(" nothing")]  # fmt: skip
    else:
        rest = []
    heard = say(f"So {{}}{{}}{tail}.", _heard(speaks, called), rest)
    return [joined(heard, None if tail or bent else _direction(facts, speaks, called, up))]


def _heard(sent: dict[int, float], called: dict[int, list[Piece]]) -> list[Piece]:
    """`x and y both hear -4`, `q hears -4 and z hears 3`."""
    numbers = list(dict.fromkeys(sent.values()))
    if len(numbers) == 1:
        verb = {1: " hears ", 2: " both hear "}.get(len(sent), " all hear ")
        return [*listed([called[wire] for wire in sent]), *plain(verb), *gradient(numbers[0])]
    return listed([[*called[wire], *plain(" hears "), *gradient(number)]
                   for wire, number in sent.items()])  # fmt: skip


def _direction(facts: Facts, sent: dict[int, float], called: dict[int, list[Piece]],
               up: float) -> Sentence | None:  # fmt: skip
    """`If either falls, q falls and f rises.`"""
    standing, words = facts.standing, ("falls", "rises")
    of = name(standing.tape.name(standing.of))
    if len({number > 0 for number in sent.values()}) != 1 or seed_of(standing) < 0.0:
        return None
    first = next(iter(sent))
    subject = called[first] if len(sent) == 1 else plain("either" if len(sent) == 2 else "any")
    move = words[sent[first] > 0]
    if facts.wire == standing.of:
        return say(f"If {{}} {move}, {{}} rises.", subject, of)
    return say(f"If {{}} {move}, {{}} {words[up > 0]} and {{}} rises.", subject, facts.called, of)
