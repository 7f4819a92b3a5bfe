"""What a command found, as data.  A view turns it into text; nothing here prints."""

from __future__ import annotations


class Report:
    """The base of all reports.  `channel` says where a script runner sends it: results are what
    was asked for, messages tell what happened on the way."""

    channel = "result"

    def __str__(self) -> str:
        from circuitlang.views.render import text

        return text(self)
