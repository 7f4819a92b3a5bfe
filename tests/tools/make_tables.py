"""Writes grammar/commands.lark and circuitlang/syntax/tables.py.

python tests/tools/make_tables.py            write both
python tests/tools/make_tables.py --check    exit 1 if one is not up to date
"""

from __future__ import annotations

import importlib
import pprint
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from circuitlang.session import registry  # noqa: E402
from circuitlang.syntax import grammar, usage  # noqa: E402

GRAMMAR = ROOT / "grammar"
TABLES = ROOT / "circuitlang" / "syntax" / "tables.py"

FALLBACK = {
    "forward": {},
    "backward [NAME] [with VALUE]": {"name": "Name", "value": "Value"},
    "show [NAMES]": {"names": "Names"},
    "local [NAMES]": {"names": "Names"},
    "chained [NAMES]": {"names": "Names"},
    "grads [NAMES]": {"names": "Names"},
    "set NAME = VALUE": {"name": "Name", "value": "Value"},
    "expand NAMES": {"names": "Names"},
    "collapse NAMES [as UNIT]": {"names": "Names", "unit": "Option"},
    "print TEXT": {"text": "String"},
    "expect EXPR [= VALUE] [within TOL]": {"expr": "Value", "value": "Value", "tol": "Value"},
    "check [NAME]": {"name": "Name"},
    "nudge X by H": {"x": "Name", "h": "Value"},
    "digits [N]": {"n": "Value"},
    "help [TOPIC]": {"topic": "Rest"},
    "gates": {},
    "time STATEMENT": {"statement": "Done"},
    "step [back]": {"back": "Option"},
    "trace [forward|backward]": {"way": "Option"},
    "explain [NAMES]": {"names": "Names"},
    "rewire NAME = EXPR": {"name": "Name", "expr": "Value"},
    "delete NAME": {"name": "Name"},
    "undo": {},
    "redo": {},
    "quiz [forward|backward]": {"way": "Option"},
    "load PATH": {"path": "String"},
    "save! PATH": {"path": "String"},
    "reset": {},
    "history": {},
    "quit": {},
}


def usages() -> list[usage.Usage]:
    """Every registered command, by its word."""
    try:
        importlib.import_module("circuitlang.session.commands")
    except ImportError:
        return [usage.Usage(line, slots) for line, slots in FALLBACK.items()]
    rows = sorted(registry.COMMANDS.values())
    return [usage.Usage(row.usage, row.slots) for row in rows]


def commands_text() -> str:
    return usage.commands(usages(), (GRAMMAR / "circuit.lark").read_text("utf-8"))


def tables_text(text: str) -> str:
    """The LALR tables of a grammar as a module of plain literals."""
    compiled = grammar.compile_tables(text)
    lines = [
        '"""The parse tables of grammar/*.lark.  Printed by tests/tools/make_tables.py."""',
        "# ruff: noqa",
        f"LARK = {compiled.lark!r}",
        f"HASH = {compiled.hash!r}",
        f"DATA = {pprint.pformat(compiled.data, width=200, compact=True, sort_dicts=False)}",
        f"MEMO = {pprint.pformat(compiled.memo, width=200, compact=True, sort_dicts=False)}",
    ]
    return "\n".join(lines) + "\n"


def texts() -> dict[Path, str]:
    """What each generated file has to hold."""
    commands = commands_text()
    both = (GRAMMAR / "circuit.lark").read_text("utf-8") + commands
    return {GRAMMAR / "commands.lark": commands, TABLES: tables_text(both)}


def main(arguments: list[str]) -> int:
    stale = [
        path
        for path, text in texts().items()
        if not path.is_file() or path.read_text("utf-8") != text
    ]
    if "--check" in arguments:
        for path in stale:
            print(f"{path.relative_to(ROOT)} is not up to date", file=sys.stderr)
        return 1 if stale else 0
    for path, text in texts().items():
        path.write_text(text, "utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
