"""The guide: a page for each command, gate, word, code and topic, and the table of gates.

Pages are printed from the declarations themselves (rows of gates, docstrings of commands, the
catalog of errors), and their examples are run each time a page is shown: so they cannot be stale.
"""

from __future__ import annotations

from circuitlang.guide.finding import all_topics, front, page
from circuitlang.guide.gate_pages import gates
from circuitlang.guide.words import WORDS

__all__ = ["WORDS", "all_topics", "front", "gates", "page"]
