"""Every code that an error can have.  Loaded only when help on one is asked for."""

from __future__ import annotations

from circuitlang.text.catalog_language import ROWS as LANGUAGE
from circuitlang.text.catalog_run import ROWS as RUN
from circuitlang.text.entry import Entry

CATALOG: dict[str, Entry] = {entry.code: entry for entry in (*LANGUAGE, *RUN)}
