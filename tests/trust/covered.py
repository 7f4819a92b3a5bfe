"""`python -m tests.trust.covered [ROOM …]`: the branches that no test takes, room by room.

    --list     the rooms, their files and the tests that are run for each
    --whole    run the whole suite instead of a room's own tests
    -- …       the rest is handed on to pytest (`-- -n 2`: quicker, but where the machine is busy
               a worker may be ended before it has told what it saw)

What runs in processes of its own is counted with it.  Exit status 1 where a room is below 100 %,
or where its tests fail.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]

SETTINGS = """
[run]
branch = true
parallel = true
patch = {patch}
data_file = {folder}/data
include = {include}
[report]
exclude_also =
    if TYPE_CHECKING:
    @overload
"""


class Room(NamedTuple):
    """`files` (or folders) whose branches are counted, and the `tests` that should take them."""

    files: tuple[str, ...]
    tests: tuple[str, ...]


ROOMS = {
    "gates": Room(
        ("circuitlang/gates",),
        ("tests/gates", "tests/engines", "tests/readings", "tests/exports", "tests/transforms",
         "tests/test_programs.py", "tests/trust/test_edges.py", "tests/trust/test_tensor_edges.py"),
    ),
    "engines": Room(
        ("circuitlang/engines",),
        ("tests/engines", "tests/api", "tests/session", "tests/transforms",
         "tests/test_programs.py", "tests/test_packaging.py", "tests/test_laws.py",
         "tests/test_examples.py", "tests/trust/test_limits.py", "tests/trust/test_circuits.py",
         "tests/trust/test_second_order.py", "tests/trust/test_edges.py",
         "tests/trust/test_tensor_edges.py"),
    ),
    "limits": Room(
        ("circuitlang/text/limits.py", "circuitlang/engines/clock.py",
         "circuitlang/meaning/counts.py", "circuitlang/script/confine.py",
         "circuitlang/script/watch.py"),
        ("tests/text/test_limits.py", "tests/trust/test_limits.py", "tests/cli",
         "tests/meaning/test_repeat.py"),
    ),
    "saving": Room(
        ("circuitlang/text/whole.py", "circuitlang/text/beneath.py", "circuitlang/session/files.py",
         "circuitlang/session/writing.py", "circuitlang/session/saved.py",
         "circuitlang/session/literals.py", "circuitlang/session/commands/sessions.py",
         "circuitlang/script/pipes.py", "circuitlang/script/reading.py",
         "circuitlang/script/rowfiles.py", "circuitlang/session/feeding.py",
         "circuitlang/meaning/csvrows.py", "circuitlang/meaning/datafiles.py",
         "circuitlang/meaning/npyfiles.py"),
        ("tests/session/test_saving.py", "tests/session/test_exporting.py",
         "tests/session/test_tensor_files.py", "tests/trust/test_saves.py",
         "tests/trust/test_swaps.py", "tests/trust/test_limits.py", "tests/trust/test_source.py",
         "tests/cli", "tests/trust/test_data_files.py", "tests/session/test_training.py",
         "tests/test_programs.py", "tests/test_transcripts.py", "tests/test_error_examples.py",
         "tests/trust/laws"),
    ),
    "escaping": Room(
        ("circuitlang/text/escape.py", "circuitlang/text/width.py", "circuitlang/views/style.py",
         "circuitlang/views/snippet.py", "circuitlang/views/html.py",
         "circuitlang/exports/names.py", "circuitlang/exports/words.py"),
        ("tests/text", "tests/views", "tests/exports", "tests/fuzz", "tests/trust/test_terminal.py",
         "tests/test_notebook.py", "tests/test_error_examples.py"),
    ),
}  # fmt: skip


def files_of(room: Room) -> list[str]:
    """The files of a room; raises where one is not there."""
    found: list[str] = []
    for name in room.files:
        path = ROOT / name
        inside = sorted(path.rglob("*.py")) if path.is_dir() else [path]
        assert inside and all(each.is_file() for each in inside), name
        found += [each.relative_to(ROOT).as_posix() for each in inside]
    return found


def measured(files: list[str], tests: list[str], more: list[str], folder: Path,
             ) -> tuple[dict[str, Any], int]:  # fmt: skip
    """Run tests; what coverage says of each file, and the exit status of the tests."""
    settings = folder / "settings"
    include = ",\n    ".join(str(ROOT / name) for name in files)
    patch = "_exit, fork" if hasattr(os, "fork") else "_exit"
    settings.write_text(SETTINGS.format(folder=folder, include=include, patch=patch), "utf-8")
    # every process that is started begins with this, and measures itself
    (folder / "sitecustomize.py").write_text("import coverage\ncoverage.process_startup()\n")
    tried = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *more, *tests], cwd=ROOT,
        env={**os.environ, "COVERAGE_PROCESS_START": str(settings),
             "PYTHONPATH": os.pathsep.join((str(folder), str(ROOT)))})  # fmt: skip
    report = folder / "report.json"
    for words in (["combine", "-q"], ["json", "-q", "-o", str(report)]):
        command = [sys.executable, "-m", "coverage", words[0], f"--rcfile={settings}", *words[1:]]
        subprocess.run(command, cwd=ROOT, check=True)
    return dict(json.loads(report.read_text("utf-8"))["files"]), tried.returncode


def missing(found: dict[str, Any]) -> list[str]:
    """What of one file no test takes: whole lines, and branches as `from->to`."""
    lines = set(found["missing_lines"])
    branches = [pair for pair in found["missing_branches"] if lines.isdisjoint(pair)]
    return [*_spans(sorted(lines)),
            *(f"{start}->{'exit' if end < 0 else end}" for start, end in branches)]  # fmt: skip


def _spans(lines: list[int]) -> list[str]:
    found: list[list[int]] = []
    for line in lines:
        if found and line - found[-1][-1] == 1:
            found[-1].append(line)
        else:
            found.append([line])
    return [f"{part[0]}-{part[-1]}" if len(part) > 1 else str(part[0]) for part in found]


def shown(name: str, files: list[str], found: dict[str, Any]) -> bool:
    """Print a room; whether every branch of it is taken."""
    total = taken = left_out = 0
    rows = []
    for file in files:
        if file not in found:
            rows.append(f"    {file}: was never loaded")
            total += 1
            continue
        summary = found[file]["summary"]
        total += summary["num_branches"] + summary["num_statements"]
        taken += summary["covered_branches"] + summary["covered_lines"]
        left_out += summary["excluded_lines"]
        if words := missing(found[file]):
            rows.append(f"    {file}: {', '.join(words)}")
    percent = 100 * taken / total
    print(f"{name}: {taken:,} of {total:,} lines and branches in {len(files)} files, "
          f"{percent:.2f} % ({left_out} lines left out: types, other systems)")  # fmt: skip
    print("\n".join(rows), end="\n" * bool(rows), flush=True)
    return taken == total


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("rooms", nargs="*", metavar="ROOM")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--whole", action="store_true")
    ours, more = sys.argv[1:], []
    if "--" in ours:
        at = ours.index("--")
        ours, more = ours[:at], ours[at + 1 :]
    options = parser.parse_args(ours)
    if unknown := set(options.rooms) - set(ROOMS):
        parser.error(f"there is no room {', '.join(sorted(unknown))}; there is {', '.join(ROOMS)}")
    rooms = {name: ROOMS[name] for name in options.rooms or ROOMS}
    if options.list:
        for name, room in rooms.items():
            print(f"{name}\n    {' '.join(room.files)}\n    tests: {' '.join(room.tests)}")
        return 0
    files = {name: files_of(room) for name, room in rooms.items()}
    every = list(dict.fromkeys(file for inside in files.values() for file in inside))
    tests = list(dict.fromkeys(test for room in rooms.values() for test in room.tests))
    with tempfile.TemporaryDirectory() as folder:
        found, status = measured(every, [] if options.whole else tests, more, Path(folder))
    whole = [shown(name, inside, found) for name, inside in files.items()]
    if status:
        print(f"the tests ended with status {status}")
    return 0 if all(whole) and not status else 1


if __name__ == "__main__":
    sys.exit(main())
