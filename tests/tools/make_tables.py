"""Writes grammar/commands.lark and circuitlang/syntax/tables.py.

python tests/tools/make_tables.py            write both
python tests/tools/make_tables.py --check    exit 1 if one is not up to date
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from circuitlang.session.commands import COMMANDS  # noqa: E402
from circuitlang.syntax import usage  # noqa: E402
from tests.tools import lark_tables  # noqa: E402

GRAMMAR = ROOT / "grammar"
TABLES = ROOT / "circuitlang" / "syntax" / "tables.py"


def usages() -> list[usage.Usage]:
    """Every registered command, by its word."""
    return [usage.Usage(row.usage, row.slots) for _, row in sorted(COMMANDS.items())]


def commands_text() -> str:
    return usage.commands(usages(), (GRAMMAR / "circuit.lark").read_text("utf-8"))


def texts() -> dict[Path, str]:
    """What each generated file has to hold."""
    commands = commands_text()
    both = (GRAMMAR / "circuit.lark").read_text("utf-8") + commands
    return {GRAMMAR / "commands.lark": commands, TABLES: lark_tables.module(both)}


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
