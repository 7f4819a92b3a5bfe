"""What Tab offers: what the parser accepts at this place, filled from the circuit.

Never more than MOST names: a menu is read, and a circuit may have a million gates.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from prompt_toolkit.completion import Completer, Completion

from circuitlang.gates import TABLE
from circuitlang.guide import WORDS
from circuitlang.repl import greek
from circuitlang.repl.files import paths
from circuitlang.session.registry import COMMANDS
from circuitlang.syntax.expected import Expected, expected
from circuitlang.syntax.tokens import CONSTANTS, line_tokens
from circuitlang.text.escape import visible
from circuitlang.views.numbers import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from prompt_toolkit.completion import CompleteEvent
    from prompt_toolkit.document import Document

    from circuitlang.session.session import Session

MOST = 200  # names that are offered at once
ENDINGS = {"load": (".circ",), "include": (".circ",), "save": (".circ",), "csv": (".csv",),
           "npy": (".npy",), "on": (".csv",)}  # fmt: skip
ONLY_GATES = {"backward", "rewire", "expand", "collapse"}
ONLY_LEAVES = {"set", "nudge", "against"}
NEW_NAMES = {"input", "param", "const", "gate", "def", "for", "as"}  # a new name follows
READERS = {
    "grad": ("x", "the gradient of the last backward by x"),
    "local": ("q, x", "the local gradient ∂q/∂x"),
    "chained": ("q, x", "what q sends to x"),
    "value": ("q", "the value of q in the last forward"),
}

_WORD = re.compile(r"[^\W\d]\w*(?:\[[-\d, ]*\]?|\.\w*)*$")
_NAME = re.compile(r"[^\W\d]\w*")
_LAST = re.compile(r"([^\W\d]\w*)\s*\(?\s*$")


class Offer(NamedTuple):
    """`text` replaces the last `size` characters; `about` is asked when the line is drawn."""

    text: str
    size: int
    shown: str
    about: Callable[[], str]


class Completions(Completer):
    """The offers, as prompt_toolkit wants them."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def get_completions(self, document: Document, event: CompleteEvent) -> Iterator[Completion]:
        for text, size, shown_, about in offers(self.session, document.text_before_cursor):
            yield Completion(text, -size, display=visible(shown_), display_meta=about)


def offers(session: Session, text: str) -> Iterator[Offer]:
    """What could be typed at the end of `text`, at most MOST names of the circuit."""
    name = greek.typed(text)
    if name is not None:
        for each, letter in greek.letters(name).items():
            yield Offer(letter, len(name) + 1, f"\\{each}", _words(letter))
        return
    line = text[text.rfind("\n") + 1 :]
    last = line_tokens(line, 0)[0][-1:]
    if last and last[0].kind == "comment":
        return
    if last and last[0].text.startswith('"'):
        if last[0].kind == "wrong":  # a string that is still open
            yield from _files(text[: -len(last[0].text)], last[0].text[1:], "")
        return
    found = _WORD.search(text)
    word = found[0] if found else ""
    before = text[: len(text) - len(word)]
    place = expected(before)
    if place is not None:
        yield from _fitting(session, before, place, word)


def _fitting(session: Session, before: str, place: Expected, word: str) -> Iterator[Offer]:
    """The words, names, gates and files that fit at a place and begin with `word`."""
    found = _LAST.search(place.statement)
    last = found[1] if found else ""
    if place.statement.split()[:1] == ["help"]:
        yield from _plain(word, _topics())
        return
    yield from _plain(word, {each: _head(each) for each in sorted(place.words)})
    if "REST" in place.kinds:
        yield from _plain(word, _topics())
    elif "NUMBER" in place.kinds:
        yield from _names(session, word, "", place.statement)
        yield from _functions(session, word, place.statement)
    elif "NAME" in place.kinds and last not in NEW_NAMES and place.statement:
        yield from _names(session, word, last, "")
    if "STRING" in place.kinds and (last in ENDINGS and not word):
        yield from _files(before, "", '"')


# ---------------------------------------------------------------------- words


def _words(words: str) -> Callable[[], str]:
    return lambda: words


def _plain(word: str, known: dict[str, str]) -> Iterator[Offer]:
    for each, about in known.items():
        if each.startswith(word):
            goes_on = each in WORDS or (each in COMMANDS and " " in COMMANDS[each].usage)
            yield Offer(each + " " * goes_on, len(word), each, _words(about))


def _head(word: str) -> str:
    """A word that begins a statement, in one line."""
    if word in COMMANDS:
        return COMMANDS[word].summary
    return WORDS[word][1] if word in WORDS else ""


def _topics() -> dict[str, str]:
    from circuitlang.text.catalog import CATALOG

    rows = {row.name: row.story for row in TABLE if row.family != "internal"}
    heads = {word: _head(word) for word in [*COMMANDS, *WORDS]}
    codes = {code: entry.title for code, entry in CATALOG.items()}
    return heads | rows | {"limits": "what a circuit may take", "gates": "all gates"} | codes


# ---------------------------------------------------------------------- the circuit's own


def _names(session: Session, word: str, last: str, statement: str) -> Iterator[Offer]:
    """Declared names, of gates or leaves alone behind some words; inner names behind a dot."""
    builder = session.state.builder
    tape = builder.tape
    known = builder.symbols
    if "." in word:
        owner = builder.resolve(word.rpartition(".")[0])
        inner = {} if owner is None else tape.children(owner)
        known = {f"{tape.name(owner)}.{part}": wire for part, wire in inner.items()
                 } if owner is not None else {}  # fmt: skip
    names = [name for name in known if name.startswith(word)]
    if last in ONLY_GATES:
        names = [name for name in names if tape.kind[known[name]] >= 0]
    elif last in ONLY_LEAVES:
        names = [name for name in names if tape.is_leaf(known[name])
                 and (last == "set" or not tape.is_const(known[name]))]  # fmt: skip
    elif statement and "." not in word:
        typed = {name: -1 for name in _NAME.findall(statement)[1:] if name not in known}
        known = {**known, **typed} if typed else known
        names += [name for name in typed if name.startswith(word) and name not in WORDS]
    for name in _few(names):
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


def _functions(session: Session, word: str, statement: str) -> Iterator[Offer]:
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
    if word:
        yield from _plain(word, dict.fromkeys(sorted(CONSTANTS), "a constant"))


def _call(name: str, inputs: str, about: str, word: str) -> Offer:
    return Offer(f"{name}(", len(word), f"{name}({inputs})", _words(about))


# ---------------------------------------------------------------------- files


def _files(before: str, typed: str, quote: str) -> Iterator[Offer]:
    """Paths behind `load`, `save`, `include`, `csv(`, where a string may stand."""
    found = _LAST.search(before)
    endings = ENDINGS.get(found[1]) if found else None
    if endings is None and found is None:
        found = re.search(r"(save|load)\s*!\s*$", before)
        endings = (".circ",) if found else None
    if endings is not None:
        for path, about in paths(typed, endings):
            close = "" if path.endswith("/") else '"'
            yield Offer(quote + path + close, len(typed), path, _words(about))
