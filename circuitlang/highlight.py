"""Colours for `.circ` files wherever Pygments colours code: `pygmentize`, Sphinx, notebooks."""

from __future__ import annotations

from pygments.lexer import Lexer
from pygments.token import string_to_tokentype

from circuitlang.syntax.tokens import KINDS, tokens

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

TYPES = {kind: string_to_tokentype(name) for kind, (name, _) in KINDS.items()}


class CircuitLexer(Lexer):  # type: ignore[misc]  # Pygments says nothing about its types
    """The circuit language, by the grammar's own words."""

    name = "circuitlang"
    aliases = ("circuitlang", "circ")
    filenames = ("*.circ",)
    mimetypes = ("text/x-circuitlang",)

    def get_tokens_unprocessed(self, text: str) -> Iterator[tuple[int, object, str]]:
        at = 0
        for kind, part in tokens(text):
            yield at, TYPES[kind], part
            at += len(part)
