"""From a word to its page; the page of all words."""

from __future__ import annotations

from circuitlang.guide import gate_pages, topics
from circuitlang.guide.declarations import DECLARATIONS
from circuitlang.guide.words import WORDS
from circuitlang.reports.page import Head, Page, Pairs, Words
from circuitlang.text.errors import error
from circuitlang.text.escape import short
from circuitlang.text.suggest import suggest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from circuitlang.reports.page import Block

FIRST = "input x = -2, y = 5, z = -4; q = x + y; f = q * z; backward; show"
FAMILIAR = "exp log sqrt tanh sigmoid relu max where sum softmax"  # gates that the front page names
OTHERWISE = {
    # words that are found on the page of another one
    "return": "def", "chain": "def", "in": "for", "to": "for", "split": "ties", "first": "ties",
    "both": "ties", "!": "save", "=": "gate", "tie": "ties", "forks": "fork", "kink": "kinks",
    "composites": "composite", "constant": "constants", "name": "names", "shapes": "broadcasting",
    "gradient": "backpropagation", "gradients": "backpropagation", "leaf": "input",
    "keys": "prompt", "config": "prompt", "strict": "numerics", "untrusted": "limits",
    "precedence": "expressions", "operators": "expressions", "pi": "constants", "e": "constants",
    "inf": "numerics", "nan": "numerics", "errors": "codes", "function": "def",
}  # fmt: skip


def front() -> Page:
    """All words there are, in groups, on one screen."""
    from circuitlang.guide.commands import groups

    rows = [(group, "  ".join(row.word for row in found)) for group, found in groups().items()]
    count = len(gate_pages.public())
    rows += [
        ("declare", "  ".join(DECLARATIONS)),
        (
            "gates",
            f"+  -  *  /  **  @  <  {'  '.join(FAMILIAR.split())}  …  (`gates`: all {count})",
        ),
        ("topics", "  ".join(topics.TOPICS)),
        ("errors", "`help codes` lists them"),
        ("begin", FIRST),
    ]
    return Page([
        Words("`help NAME` explains any of these words, `help +` a sign, `help commands` says what "
              "each command does. An expression alone prints its value."),
        Pairs(rows, even=True, style="title"),
    ])  # fmt: skip


def page(topic: str, files: bool = True) -> Page:
    """The page about a word or a sign: a command, a gate, a word of the language, a code, a topic.
    Without `files` no example is run that needs a file.  Raises bad-argument for anything else."""
    word = " ".join(topic.strip("`\"' ").removesuffix("()").split())
    whole = _pages()
    for name in (word, word.replace(" ", "-"), word.lower().replace(" ", "-")):
        if name in whole:
            return whole[name]()
        other = OTHERWISE.get(name) or _inner_words().get(name, "")
        found = _about(name, files) or _about(other, files)
        if found:
            return Page(found)
        if other in whole:
            return whole[other]()
    near = suggest(word, [*all_topics(), *OTHERWISE])
    raise error("bad-argument", f"there is no help on `{short(word)}`",
                help=f"did you mean `{near}`?" if near else "`help` alone lists what there is",
                )  # fmt: skip


def _inner_words() -> dict[str, str]:
    """The small words of commands (`within`), each with the first command that has it."""
    from circuitlang.guide.commands import all_of_them

    found: dict[str, str] = {}
    for row in all_of_them().values():
        for part in "".join(c if c.islower() else " " for c in row.usage).split()[1:]:
            found.setdefault(part, row.word)
    return found


def _pages() -> dict[str, Callable[[], Page]]:
    """Pages that list."""
    from circuitlang.guide.codes import codes
    from circuitlang.guide.commands import commands

    return {"gates": gate_pages.gates, "codes": codes, "commands": commands, "topics": listed}


def listed() -> Page:
    """Every topic with what it is about."""
    rows = [(word, about) for word, (about, _) in topics.TOPICS.items()]
    return Page([Head("topics", style="title"), Pairs(rows, close=True)])


def _about(word: str, files: bool) -> list[Block]:
    """Everything about a word, one thing after the other."""
    from circuitlang.guide import codes, commands
    from circuitlang.guide.markup import blocks
    from circuitlang.text.catalog import CATALOG

    found: list[Block] = []
    row = commands.all_of_them().get(word)
    if row is not None:
        found += commands.page(row, files)
    if word in WORDS:
        form, meaning, more = WORDS[word]
        found += [Head(form), Words(meaning[0].upper() + meaning[1:] + ".", close=True),
                  *blocks(more, files)]  # fmt: skip
    for gate in gate_pages.rows_of(word) if word else ():
        found += gate_pages.page(gate, files)
    if word in CATALOG:
        found += codes.page(CATALOG[word], files)
    if word in topics.TOPICS:
        found += topics.page(word, files)
    return found


def all_topics() -> dict[str, str]:
    """Every word that there is help on, with what it is in a line."""
    from circuitlang.guide.commands import all_of_them
    from circuitlang.text.catalog import CATALOG

    rows = {gate_pages.SHOWN.get(row.name, row.name): row.story for row in gate_pages.public()}
    lists = {"gates": "all gates", "codes": "all codes of errors", "commands": "all commands",
             "topics": "all topics"}  # fmt: skip
    return {
        **{word: entry.title for word, entry in CATALOG.items()},
        **{word: about for word, (about, _) in topics.TOPICS.items()},
        **rows,
        **{word: meaning for word, (_, meaning, _) in WORDS.items()},
        **lists,
        **{word: row.summary for word, row in all_of_them().items()},
    }
