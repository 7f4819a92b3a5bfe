"""Did you mean …?  The nearest of the names that there are, or none."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST = 255  # a longer word is no slip of the fingers
MOST_EDITS = 3
MOST_MEASURED = 2_000  # candidates that are measured in full; keeps 100,000 names quick

_GREEK = (
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa",
    "lambda", "mu", "nu", "xi", "omicron", "pi", "rho", "sigma", "tau", "upsilon", "phi",
    "chi", "psi", "omega",
)  # fmt: skip
_SPELLED = {ord(c): name for c, name in zip("αβγδεζηθικλμνξοπρστυφχψω", _GREEK, strict=True)}
_SPELLED |= {ord("ς"): "sigma", ord("ϵ"): "epsilon", ord("ϕ"): "phi", ord("∂"): "d"}
_ALIKE = str.maketrans(
    # Greek, Cyrillic and signs          that look like these
    "αβεηικμνορςτυχωγ" "авекмнорстухіјѕԁԛԝ" "ıℓ×−–—‐′µ",
    "abenikuvopctuxwy" "abekmhopctyxijsdqw" "ilx----'u",
)  # fmt: skip


def suggest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that `word` most likely stands for, by Damerau-Levenshtein distance.

    A third of the word's letters may be wrong (at least one, at most three).  Another case, a
    Greek or Cyrillic letter for the Latin one that looks like it, and a Greek letter for its name
    count as no error.  Of equally near ones: transposed letters, then the same first letter, then
    the same case, then the first.
    """
    if not word or len(word) > LONGEST:
        return None
    key = _key(word)
    size, most = len(key), min(max(len(key) // 3, 1), MOST_EDITS)
    parts = _parts(key)
    spelled = _spell(word)
    best: str | None = None
    rank: tuple[int, ...] = (most + 1,)
    far: list[tuple[str, str]] = []
    for name in candidates:
        if name == word or not name:
            continue
        other = name.lower() if name.isascii() else _key(name)
        if other == key or ((spelled != key or not name.isascii()) and _spell(name) == spelled):
            return name
        gap = abs(len(other) - size)
        if gap > most:
            continue
        near = gap <= 1 and any(other.startswith(a) and other.endswith(b) for a, b in parts)
        if near and (found := _rank(key, other, word, name, 1)) is not None:
            best, rank = (name, found) if found < rank else (best, rank)
        elif most > 1 < rank[0] and len(far) < MOST_MEASURED and _same_rim(key, other):
            far.append((name, other))
    for name, other in far:
        found = None if rank[0] == 1 else _rank(key, other, word, name, min(rank[0], most))
        if found is not None and found < rank:
            best, rank = name, found
    return best


def distance(a: str, b: str, most: int) -> int | None:
    """Insertions, deletions, substitutions and swaps of neighbours that turn `a` into `b`,
    or None if they are more than `most`."""
    start, end_a, end_b = 0, len(a), len(b)
    while start < end_a and start < end_b and a[start] == b[start]:
        start += 1
    while end_a > start and end_b > start and a[end_a - 1] == b[end_b - 1]:
        end_a, end_b = end_a - 1, end_b - 1
    a, b = a[start:end_a], b[start:end_b]
    if abs(len(a) - len(b)) > most:
        return None
    if not a or not b:
        return len(a) + len(b)
    over = most + 1
    before: list[int] = []
    above = [min(j, over) for j in range(len(b) + 1)]
    for i, c in enumerate(a, 1):
        row = [over] * (len(b) + 1)
        row[0] = min(i, over)
        for j in range(max(1, i - most), min(len(b), i + most) + 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (c != b[j - 1]))
            if i > 1 and j > 1 and c == b[j - 2] and a[i - 2] == b[j - 1]:
                cost = min(cost, before[j - 2] + 1)
            row[j] = cost
        if min(row) > most:
            return None
        before, above = above, row
    return above[-1] if above[-1] <= most else None


def _rank(key: str, other: str, word: str, name: str, most: int) -> tuple[int, ...] | None:
    """How near, smaller is nearer; None if too far."""
    edits = distance(key, other, most)
    if edits is None:
        return None
    same_first = key[0] == other[0]
    swap = edits == 1 and len(key) == len(other) and sorted(key) == sorted(other)
    if len(key) <= 2 and not (same_first or swap):
        return None  # of `x` and `y` neither stands for the other
    if len(key) == len(other) == 1:
        return None
    return (edits, not swap, not same_first, word[0] != name[0])


def _same_rim(key: str, other: str) -> bool:
    """Whether they begin or end alike, as two words with several slips between them do."""
    return key[0] == other[0] or key[-1] == other[-1]


def _parts(key: str) -> list[tuple[str, str]]:
    """The beginning and the end that one edit of `key` leaves, by the quarter that it is in.

    The quarters overlap by a letter, for the swap that crosses from one into the next.
    """
    size = len(key)
    cuts = [(size * k // 4, size * (k + 1) // 4 + 1) for k in range(4)]
    return [(key[:start], key[end:]) for start, end in cuts]


def _key(text: str) -> str:
    low = text.lower()
    return low if low.isascii() else low.translate(_ALIKE)


def _spell(text: str) -> str:
    low = text.lower()
    return low if low.isascii() else low.translate(_SPELLED)
