"""The names of a circuit and the gates, as Tab offers them.

Never more than MOST names: a menu is read, and a circuit may have a million gates.
"""

from __future__ import annotations

import re

from circuitlang.gates import TABLE
from circuitlang.text.records import NamedTuple
from circuitlang.views.numbers import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from circuitlang.session.session import Session

MOST = 200  # names that are offered at once
ONLY_GATES = {"backward", "rewire", "expand", "collapse"}
ONLY_LEAVES = {"set", "nudge", "against"}
READERS = {
    "grad": ("x", "the gradient of the last backward by x"),
    "local": ("q, x", "the local gradient ∂q/∂x"),
    "chained": ("q, x", "what q sends to x"),
    "value": ("q", "the value of q in the last forward"),
}

_NAME = re.compile(r"[^\W\d]\w*")


class Offer(NamedTuple):
    """`text` replaces the last `size` characters; `about` is asked when the line is drawn."""

    text: str
    size: int
    shown: str
    about: Callable[[], str]


def words(words: str) -> Callable[[], str]:
    return lambda: words


def names(session: Session, word: str, last: str, statement: str) -> Iterator[Offer]:
    """Declared names, of gates or leaves alone behind some words; inner names behind a dot."""
    builder = session.state.builder
    tape = builder.tape
    known = builder.symbols
    if "." in word:
        owner = builder.resolve(word.rpartition(".")[0])
        inner = {} if owner is None else tape.children(owner)
        known = {f"{tape.name(owner)}.{part}": wire for part, wire in inner.items()
                 } if owner is not None else {}  # fmt: skip
    found = [name for name in known if name.startswith(word)]
    if last in ONLY_GATES:
        found = [name for name in found if tape.kind[known[name]] >= 0]
    elif last in ONLY_LEAVES:
        found = [name for name in found if tape.is_leaf(known[name])
                 and (last == "set" or not tape.is_const(known[name]))]  # fmt: skip
    elif statement and "." not in word:
        from circuitlang.guide.words import WORDS

        typed = {name: -1 for name in _NAME.findall(statement)[1:] if name not in known}
        known = {**known, **typed} if typed else known
        found += [name for name in typed if name.startswith(word) and name not in WORDS]
    for name in _few(found):
        yield Offer(name, len(word), name, _about(session, known[name]))


def _few(names: list[str]) -> Iterable[str]:
    """At most MOST of them; the first and the last in the alphabet are kept, so that what all
    of them begin with is what these begin with."""
    if len(names) <= MOST:
        return names
    return dict.fromkeys([*names[: MOST - 2], min(names), max(names)])


def _about(session: Session, wire: int) -> Callable[[], str]:
    """What a name stands for and its value in the last pass."""

    def about() -> str:
        state = session.state
        if wire < 0:
            return "in this statement"
        builder, values = state.builder, state.run._values if state.run else ()
        value = state.settings.get(builder.tape.names.get(wire, ""), builder.values.get(wire))
        if value is None and wire < len(values):
            value = values[wire]
        op = builder.tape.op(wire)
        return op if value is None else f"{op}  {shown(value, state.digits)}"

    return about


def functions(session: Session, word: str, statement: str) -> Iterator[Offer]:
    """Gates and definitions with their parameters, constants, and what reads the last passes."""
    for name, definition in session.state.builder.definitions.items():
        if name.startswith(word):
            yield _call(name, ", ".join(definition.params), "your definition", word)
    for row in TABLE:
        if row.family != "internal" and row.name.startswith(word):
            inputs = [f"{name}={row.defaults[name]:g}" if name in row.defaults else name
                      for name in row.params]  # fmt: skip
            yield _call(row.name, ", ".join([*inputs, "…"] if row.more else inputs), row.story,
                        word)  # fmt: skip
    if not re.match(r"(?:gate\b|[^\W\d]\w*\s*=(?!=))", statement):
        for name, (inputs_, about) in READERS.items():
            if name.startswith(word):
                yield _call(name, inputs_, about, word)


def _call(name: str, inputs: str, about: str, word: str) -> Offer:
    return Offer(f"{name}(", len(word), name, words(f"({inputs})  {about}"))
