"""Changes to a text that keep most of it a program: words, numbers and lines, not bits."""

from __future__ import annotations

import random
import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    Change = Callable[[random.Random, list[str], "Mutator"], None]

PIECE = re.compile(r"[^\W\d]\w*|[0-9.]+(?:[eE][+-]?[0-9]+)?|\s+|.", re.DOTALL)
NUMBERS = ("0", "-0", "1", "-1", "2", "3", "0.5", "1e308", "-1e308", "5e-324", "1e-320", "inf",
           "nan", "1e18", "64", "200", "1e400", "2x", "-1e-9")  # fmt: skip
OPENING, CLOSING = "([{", ")]}"


class Mutator:
    """Knows the lines and words of the seeds, so that it can bring in others."""

    def __init__(self, seeds: list[bytes], words: list[str]) -> None:
        texts = [seed.decode("utf-8", "replace") for seed in seeds]
        self.lines = list(dict.fromkeys(line for text in texts for line in text.split("\n")))
        self.words = words

    def __call__(self, data: bytes, most: int, seed: int) -> bytes:
        """A changed text of at most so many bytes."""
        chance = random.Random(seed)
        text = data.decode("utf-8", "replace")
        for _ in range(chance.choice((1, 1, 1, 2, 3))):
            if chance.random() < 0.4:
                text = self._lines(chance, text)
            else:
                pieces = PIECE.findall(text)
                if pieces:
                    chance.choice(CHANGES)(chance, pieces, self)
                text = "".join(pieces)
        return text.encode("utf-8", "replace")[:most]

    def _lines(self, chance: random.Random, text: str) -> str:
        """A line more, less, twice, or elsewhere."""
        lines = text.split("\n")
        at = chance.randrange(len(lines))
        form = chance.randrange(5)
        if form == 0:
            lines.insert(at, chance.choice(self.lines))
        elif form == 1:
            lines.insert(chance.randrange(len(lines) + 1), lines[at])
        elif form == 2 and len(lines) > 1:
            lines.insert(chance.randrange(len(lines)), lines.pop(at))
        elif form == 3 and len(lines) > 1:
            del lines[at]
        else:
            lines += [chance.choice(self.lines) for _ in range(chance.randint(1, 3))]
        return "\n".join(lines)


def _named(pieces: list[str]) -> list[int]:
    return [at for at, piece in enumerate(pieces) if piece[0].isalpha() or piece[0] == "_"]


def _another_name(chance: random.Random, pieces: list[str], mutator: Mutator) -> None:
    if named := _named(pieces):
        pieces[chance.choice(named)] = pieces[chance.choice(named)]


def _another_word(chance: random.Random, pieces: list[str], mutator: Mutator) -> None:
    if named := _named(pieces):
        pieces[chance.choice(named)] = chance.choice(mutator.words)


def _rename(chance: random.Random, pieces: list[str], mutator: Mutator) -> None:
    """One name everywhere."""
    if named := _named(pieces):
        old, new = pieces[chance.choice(named)], chance.choice(mutator.words)
        pieces[:] = [new if piece == old else piece for piece in pieces]


def _number(chance: random.Random, pieces: list[str], mutator: Mutator) -> None:
    digits = [at for at, piece in enumerate(pieces) if piece[0].isdigit()]
    if digits:
        pieces[chance.choice(digits)] = chance.choice(NUMBERS)


def _wrap(chance: random.Random, pieces: list[str], mutator: Mutator) -> None:
    """A call or brackets around an operand, or around what stands in brackets."""
    at = chance.randrange(len(pieces))
    end = at
    if pieces[at] in OPENING:
        depth = 0
        for end in range(at, len(pieces)):
            depth += (pieces[end] in OPENING) - (pieces[end] in CLOSING)
            if not depth:
                break
    pieces.insert(end + 1, ")")
    pieces.insert(at, f"{chance.choice([*mutator.words, ''])}(")


def _nest(chance: random.Random, pieces: list[str], mutator: Mutator) -> None:
    at, count = chance.randrange(len(pieces)), chance.choice((3, 30, 250))
    pieces[at] = chance.choice(("(", "-", "[", "x**", "{", "exp("))[:10] * count + pieces[at]


def _repeat(chance: random.Random, pieces: list[str], mutator: Mutator) -> None:
    at = chance.randrange(len(pieces))
    end = min(len(pieces), at + chance.choice((1, 2, 4, 12)))
    pieces[at:at] = pieces[at:end] * chance.choice((1, 2, 20))


def _delete(chance: random.Random, pieces: list[str], mutator: Mutator) -> None:
    at = chance.randrange(len(pieces))
    del pieces[at : at + chance.choice((1, 1, 2, 5))]


def _swap(chance: random.Random, pieces: list[str], mutator: Mutator) -> None:
    one, other = chance.randrange(len(pieces)), chance.randrange(len(pieces))
    pieces[one], pieces[other] = pieces[other], pieces[one]


CHANGES: tuple[Change, ...] = (
    _another_name, _another_name, _another_word, _rename, _number, _number, _wrap, _nest, _repeat,
    _delete, _swap,
)  # fmt: skip
