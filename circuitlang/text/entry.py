"""What the catalog says about one code."""

from __future__ import annotations


class Entry:
    """One row of the catalog.

    `title` is what went wrong in a few words; `explanation` some lines about it; `bad` a whole
    program that raises this code and no other, `good` the same program mended.  `files` are files
    that stand beside both; `strict` tells that the example is for `--strict`.
    """

    __slots__ = ("bad", "code", "explanation", "files", "good", "strict", "title")

    def __init__(
        self,
        code: str,
        title: str,
        explanation: str,
        bad: str,
        good: str,
        *,
        files: dict[str, str] | None = None,
        strict: bool = False,
    ) -> None:
        self.code = code
        self.title = title
        self.explanation = explanation
        self.bad = bad
        self.good = good
        self.files = files or {}
        self.strict = strict
