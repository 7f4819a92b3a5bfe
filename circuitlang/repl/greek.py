r"""`\alpha` and Tab give α: the Greek letters, by the names that Unicode has for them."""

from __future__ import annotations

import re

_SMALL = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho varsigma sigma tau upsilon phi chi psi omega"  # noqa: E501

LETTERS = {name: chr(ord("α") + k) for k, name in enumerate(_SMALL.split())}
LETTERS |= {name.capitalize(): letter.upper() for name, letter in LETTERS.items()
            if name != "varsigma"}  # fmt: skip

_TYPED = re.compile(r"\\([A-Za-z]*)$")


def typed(text: str) -> str | None:
    r"""The name behind the `\` that `text` ends in, as far as it is typed; None without one."""
    found = _TYPED.search(text)
    return found[1] if found else None


def letters(name: str) -> dict[str, str]:
    """The letter of this name, or those whose names begin so."""
    if name in LETTERS:
        return {name: LETTERS[name]}
    return {each: letter for each, letter in LETTERS.items() if each.startswith(name)}
