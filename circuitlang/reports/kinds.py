"""What a gate or leaf is, in words."""

from __future__ import annotations

from circuitlang.gates import BY_NAME
from circuitlang.reports.chained import ChainedRow
from circuitlang.reports.rules import RULES, generic
from circuitlang.reports.sentences import Sentence, joined, listed, name, plain, say, slope, value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from circuitlang.reports.facts import Facts
    from circuitlang.reports.standing import Standing

__all__ = ["ChainedRow", "kind", "leaf", "story", "structure"]

NAMED = 4  # gates that are listed by name
LEAVES = {
    "input": "{} is an input",
    "param": "{} is a param, which training moves",
    "const": "{} is a constant and takes no gradient",
}


def story(standing: Standing, wire: int) -> str:
    """The words of the gate's row; a composite gate has none."""
    composite = wire in standing.units or standing.group(wire) is not None
    gate = None if composite else BY_NAME.get(standing.operation(wire))
    return gate.story if gate is not None else ""


def structure(standing: Standing, wire: int) -> Sentence:
    """A gate without its numbers."""
    words = story(standing, wire)
    head = say("{} = {}.", name(standing.tape.name(wire)), plain(standing.formula(wire, None)))
    return joined(head, Sentence((("plain", words),)) if words else _call(standing, wire))


def kind(facts: Facts) -> Sentence:
    """A gate with its numbers."""
    standing, wire = facts.standing, facts.wire
    if wire in standing.units or standing.group(wire) is not None:
        slopes = [[*slope(facts.name, str(each.text)), *plain(" = "), *value(each.local)]
                  for each in facts.moving]  # fmt: skip
        return joined(_call(standing, wire), say("{}.", listed(slopes)))
    found = RULES.get(facts.op, generic)(facts) or generic(facts)
    if wire not in standing.opened:
        return found
    group = standing.tape.groups[standing.tape.group_of[wire]]
    return joined(found, say("It is the last gate inside of {}, opened (`collapse {}`).",
                             name(group.name), facts.called))  # fmt: skip


def _call(standing: Standing, wire: int) -> Sentence:
    """A composite gate: how many gates it stands for, and which way its gradient goes."""
    called, op = name(standing.tape.name(wire)), name(standing.operation(wire))
    if wire in standing.units:
        count = str(len(standing.units[wire].members))
        return say("{} stands for {} gates shown as one, {}.", called, plain(count), op)
    group, tape = standing.group(wire), standing.tape
    assert group is not None
    inner = [x for x in range(group.low, group.inner + 1)
             if tape.kind[x] >= 0 and x not in group.ports]  # fmt: skip
    way = "through everything inside"
    if group.has_formula:
        way = "by the formula that its definition gives"
        free = [at for at, port in enumerate(group.ports)
                if tape.op(port) != "port" and not tape.is_const(group.operands[at])]  # fmt: skip
        if free:
            names = " and ".join(group.params[at] for at in free[:3])
            way += f" (by {names} through everything inside)"
    gates = f"{len(inner)} gate{'s' * (len(inner) != 1)} shown as one"
    if wire == standing.seen_closed:
        rest = "" if "(" in way else ", not by what is shown inside"
        return say(f"{{}} is a call of {{}}, opened (`collapse {{}}`); its gradient goes {way}"
                   f"{rest}.", called, op, called)  # fmt: skip
    return say(f"{{}} is a call of {{}}, {gates} (`expand {{}}`); its gradient goes {way}.",
               called, op, called)  # fmt: skip


def leaf(standing: Standing, wire: int, readers: list[int]) -> Sentence:
    tape, number = standing.tape, standing.value(wire)
    called = name(tape.name(wire))
    head = say(LEAVES[tape.op(wire)] + ".", called)
    state = say("It is {};", value(number)) if number is not None else \
        say("It has no value yet (`set {} = 1`);", called)  # fmt: skip
    gates = list(dict.fromkeys(readers))
    names = [name(tape.name(gate)) for gate in gates[:NAMED]]
    verb = "reads" if len(names) == 1 else "read"
    tail = say(f"{{}} {verb} it.", listed(names, NAMED, len(gates))) if names else \
        say("nothing reads it.")  # fmt: skip
    return joined(head, state, tail)
