"""Usage lines of commands (`nudge X by H`) -> rules of grammar/commands.lark.

A command's alternative carries its slots in its name, so that the parser needs no list of commands:
`NUDGE name _BY value -> nudge__x__h`.
"""

from __future__ import annotations

import re

from circuitlang.text.records import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FORMS = {
    "Name": "name",
    "Names": "names",
    "Value": "value",
    "String": "text",
    "Option": "word",
    "Rest": "rest",
    "Done": "statement",
}  # the kind of a slot -> the rule that reads it
SIGNS = {"[": "[", "]": "]", "=": "_EQUAL", "!": "BANG"}
BEFORE_BRACKET = {"expect"}  # a command that stays one directly before `(`

_PART = re.compile(r"[\[\]=!]|[A-Z]+|[a-z_]+(?:\|[a-z_]+)*|\S")

HEADER = """\
// The commands.  Printed from their usage lines (circuitlang/session/commands) by
// tests/tools/make_tables.py; do not edit.  Read together with circuit.lark.
"""


class Usage(NamedTuple):
    """What the grammar needs of a command: its usage line and the kinds of its slots in order."""

    line: str
    slots: Mapping[str, str]


def commands(usages: Iterable[Usage], taken: str) -> str:
    """The text of commands.lark.  `taken` is the text of circuit.lark, whose terminals it uses."""
    usages = list(usages)
    known = set(re.findall(r"^([A-Z_]+)(?:\.\d+)?:", taken, re.MULTILINE))
    heads = [_words(usage.line)[0] for usage in usages]
    rules = [_alternative(usage, {*heads}) for usage in usages]
    inner = {word for usage in usages for word in _words(usage.line)[1:]} - {*heads}
    lines = [HEADER, "?command: " + "\n        | ".join(rules), "\nrest: REST"]
    choices = {text.partition("=")[2] for usage in usages for kind, text in _parts(usage)
               if kind == "choice"}  # fmt: skip
    lines += [f"?{choice(words)}: {words.upper().replace('|', ' | ')}"
              for words in sorted(choices) if "|" in words]  # fmt: skip
    lines.append("")
    for word in heads:
        if word.upper() not in known:
            follow = "WORD_END" if word in BEFORE_BRACKET else "HEAD"
            lines.append(f'{word.upper()}.2: "{word}" {follow}')
    for word in sorted(inner):
        for name in sorted(_inner_names(word, usages)):
            if name not in known:
                lines.append(f'{name}: "{word}"')
    lines.append("REST: /[^ \\t\\n;#][^\\n;#]*/\n")
    return "\n".join(lines)


def _words(line: str) -> list[str]:
    return re.findall(r"[a-z_]+", line)


def _parts(usage: Usage) -> list[tuple[str, str]]:
    """The usage line as (kind, text): word, choice, slot or sign."""
    parts = _PART.findall(usage.line)
    named = {part.lower() for part in parts if part.isupper()}
    free = [slot for slot in usage.slots if slot not in named]  # hold a choice or a lone word
    found = []
    for at, part in enumerate(parts):
        lone = parts[at - 1 : at + 2] == ["[", part, "]"]
        if part in SIGNS:
            found.append(("sign", part))
        elif part.isupper():
            if part.lower() not in usage.slots:
                raise ValueError(f"`{usage.line}`: the function has no parameter {part.lower()}")
            found.append(("slot", part.lower()))
        elif at and free and ("|" in part or lone):
            found.append(("choice", f"{free.pop(0)}={part}"))
        elif part.replace("_", "").isalpha():
            found.append(("word", part))
        else:
            raise ValueError(f"`{usage.line}`: no usage line may hold {part!r}")
    if free:
        raise ValueError(f"`{usage.line}`: nothing fills {', '.join(free)}")
    return found


def _inner_names(word: str, usages: Iterable[Usage]) -> set[str]:
    """The terminals of a word inside a command: kept where it is a choice, else dropped."""
    names = set()
    for usage in usages:
        for kind, text in _parts(usage)[1:]:
            if kind == "choice" and word in text.partition("=")[2].split("|"):
                names.add(word.upper())
            elif kind == "word" and word == text:
                names.add("_" + word.upper())
    return names


def choice(words: str) -> str:
    """The rule of a choice between words.  A rule of its own, since each way through `[…]` is an
    alternative of the command: the words would multiply them."""
    return "_or_".join(words.split("|")) if "|" in words else words.upper()


def _alternative(usage: Usage, heads: set[str]) -> str:
    pieces: list[str] = []
    slots: list[str] = []
    for kind, text in _parts(usage):
        if kind == "sign":
            pieces.append(SIGNS[text])
            slots += ["bang"] if text == "!" else []
        elif kind == "slot":
            pieces.append(FORMS[usage.slots[text]])
            slots.append(text)
        elif kind == "choice":
            slot, _, words = text.partition("=")
            pieces.append(choice(words))
            slots.append(slot)
        else:
            keep = not pieces or text in heads
            pieces.append(text.upper() if keep else "_" + text.upper())
    head = pieces[0].lower()
    bang = "BANG" in pieces and "[" not in pieces[:2]
    if bang:  # `save! PATH` in a usage line means that it may carry one
        pieces[pieces.index("BANG")] = "[BANG]"
    body = " ".join(pieces).replace("[ ", "[").replace(" ]", "]")
    return f"{body} -> {'__'.join([head, *slots] if slots else [head, ''])}"
