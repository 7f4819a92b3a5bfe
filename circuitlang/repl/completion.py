"""What Tab offers: what the parser accepts at this place, filled from the circuit."""

from __future__ import annotations

import re

from prompt_toolkit.completion import Completer, Completion

from circuitlang.repl import greek
from circuitlang.repl.files import paths
from circuitlang.repl.names import Offer, functions, names, words
from circuitlang.session.registry import COMMANDS
from circuitlang.syntax.expected import Expected, expected
from circuitlang.syntax.tokens import CONSTANTS, line_tokens
from circuitlang.text.escape import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from prompt_toolkit.completion import CompleteEvent
    from prompt_toolkit.document import Document

    from circuitlang.session.session import Session

ENDINGS = {"load": (".circ",), "include": (".circ",), "save": (".circ",), "csv": (".csv",),
           "npy": (".npy",), "on": (".csv",)}  # fmt: skip
NEW_NAMES = {"input", "param", "const", "gate", "def", "for", "as"}  # a new name follows
_WORD = re.compile(r"[^\W\d]\w*(?:\[[-\d, ]*\]?|\.\w*)*$")
_HELP = re.compile(r"(?:^|[\n;])[ \t]*help[ \t]+([\w-]*)$")  # topics may hold a `-`
_LAST = re.compile(r"([^\W\d]\w*)\s*\(?\s*$")


class Completions(Completer):
    """The offers, as prompt_toolkit wants them."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def get_completions(self, document: Document, event: CompleteEvent) -> Iterator[Completion]:
        for text, size, shown_, about in offers(self.session, document.text_before_cursor):
            yield Completion(text, -size, display=visible(shown_), display_meta=about)


def offers(session: Session, text: str) -> Iterator[Offer]:
    """What could be typed at the end of `text`."""
    name = greek.typed(text)
    if name is not None:
        for each, letter in greek.letters(name).items():
            yield Offer(letter, len(name) + 1, f"\\{each}", words(letter))
        return
    line = text[text.rfind("\n") + 1 :]
    last = line_tokens(line, 0)[0][-1:]
    if last and last[0].kind == "comment":
        return
    if last and last[0].text.startswith('"'):
        if last[0].kind == "wrong":  # a string that is still open
            yield from _files(text[: -len(last[0].text)], last[0].text[1:], "")
        return
    found = _HELP.search(text) or _WORD.search(text)
    word = found[found.lastindex or 0] if found else ""
    before = text[: len(text) - len(word)]
    place = expected(before)
    if place is not None:
        yield from _fitting(session, before, place, word)


def _fitting(session: Session, before: str, place: Expected, word: str) -> Iterator[Offer]:
    """The words, names, gates and files that fit at a place and begin with `word`."""
    found = _LAST.search(place.statement)
    last = found[1] if found else ""
    yield from _plain(word, {each: _head(each) for each in sorted(place.words)})
    if "REST" in place.kinds:
        yield from _plain(word, _topics(), "")
    elif "NUMBER" in place.kinds:
        yield from names(session, word, "", place.statement)
        yield from functions(session, word, place.statement)
        if word:
            yield from _plain(word, dict.fromkeys(sorted(CONSTANTS), "a constant"))
    elif "NAME" in place.kinds and last not in NEW_NAMES and place.statement:
        yield from names(session, word, last, "")
    if "STRING" in place.kinds and (last in ENDINGS and not word):
        yield from _files(before, "", '"')


# ---------------------------------------------------------------------- words


def _plain(word: str, known: dict[str, str], blank: str = " ") -> Iterator[Offer]:
    """Words, those that more follows with a `blank` behind them."""
    from circuitlang.guide.words import WORDS  # the guide is not needed before Tab

    for each, about in known.items():
        if each.startswith(word):
            goes_on = each in WORDS or (each in COMMANDS and " " in COMMANDS[each].usage)
            yield Offer(each + blank * goes_on, len(word), each, words(about))


def _head(word: str) -> str:
    """A word that begins a statement, in one line."""
    if word in COMMANDS:
        return COMMANDS[word].summary
    from circuitlang.guide.words import WORDS

    return WORDS[word][1] if word in WORDS else ""


def _topics() -> dict[str, str]:
    from circuitlang.guide import all_topics

    return dict(sorted(all_topics().items()))


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
            yield Offer(quote + path + close, len(typed), path, words(about))
