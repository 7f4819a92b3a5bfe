"""Writes grammar/commands.lark, circuitlang/session/table.py and circuitlang/syntax/tables.py.

python tests/tools/make_tables.py            write them
python tests/tools/make_tables.py --check    exit 1 if one is not up to date
"""

from __future__ import annotations

import pkgutil
import sys
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from circuitlang.session import commands  # noqa: E402
from circuitlang.session.registry import DECLARED, CommandRow  # noqa: E402
from circuitlang.syntax import usage  # noqa: E402
from tests.tools import lark_tables  # noqa: E402

GRAMMAR = ROOT / "grammar"
TABLES = ROOT / "circuitlang" / "syntax" / "tables.py"
ROWS = ROOT / "circuitlang" / "session" / "table.py"


def declared() -> list[CommandRow]:
    """Every decorated function's row, in the order of their modules."""
    for module in sorted(found.name for found in pkgutil.iter_modules(commands.__path__)):
        import_module(f"{commands.__name__}.{module}")
    modules = sorted({row.module for row in DECLARED.values()})
    return sorted(DECLARED.values(), key=lambda row: modules.index(row.module))


def table_text() -> str:
    """The rows of all commands, so that none has to be loaded to be known."""
    rows = [f"    {tuple(row)!r}," for row in declared()]
    return "\n".join([
        '"""What the commands (session/commands) say of themselves, so that none has to be loaded',
        "to be known.  Printed by tests/tools/make_tables.py; do not edit.",
        '"""',
        "# ruff: noqa",
        "ROWS: tuple[tuple[str, str, dict[str, str], str, str, bool, str], ...] = (",
        *rows,
        ")",
        "",
    ])  # fmt: skip


def usages() -> list[usage.Usage]:
    """Every declared command, by its word."""
    return [usage.Usage(row.usage, row.slots) for row in sorted(declared())]


def commands_text() -> str:
    return usage.commands(usages(), (GRAMMAR / "circuit.lark").read_text("utf-8"))


def texts() -> dict[Path, str]:
    """What each generated file has to hold."""
    printed = commands_text()
    both = (GRAMMAR / "circuit.lark").read_text("utf-8") + printed
    return {
        GRAMMAR / "commands.lark": printed,
        ROWS: table_text(),
        TABLES: lark_tables.module(both),
    }


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
