"""`python -m tests.trust.faults`: plants each fault of `fault_table` in a copy of the project and
runs the tests that should find it.

    --only WORDS   faults whose description has these words
    --list         what there is

The tests pass without the fault, in the same copy, or nothing is found.  Exit status 1 where a
fault was not found.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from tests.trust.fault_table import FAULTS, Fault

ROOT = Path(__file__).resolve().parents[2]
OPTIONS = ("-q", "-x", "-p", "no:cacheprovider", "-p", "no:randomly", "--no-header")
WHERE = "import circuitlang; print(circuitlang.__file__)"
FAILED, PASSED = 1, 0  # pytest's exit status: anything else is no answer


def copied(folder: Path) -> Path:
    """The project as it stands, with what was compiled, in a folder of its own."""
    left_out = shutil.ignore_patterns(".git", ".venv", "__pycache__", ".*cache", ".hypothesis",
                                      "build", "dist", ".fuzz")  # fmt: skip
    target = folder / "project"
    shutil.copytree(ROOT, target, ignore=left_out)
    where = python(target, "-c", WHERE).stdout.strip()
    if not where.startswith(str(target)):
        raise SystemExit(f"the copy is not what would be tested, but {where}")
    return target


def python(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-B", *arguments], cwd=project, text=True,
                          capture_output=True, check=False,
                          # CI: Hypothesis draws the same examples with and without the fault
                          env={"PYTHONPATH": str(project), "PATH": "/usr/bin:/bin", "CI": "true"},
                          )  # fmt: skip


def tested(project: Path, tests: Iterable[str]) -> subprocess.CompletedProcess[str]:
    return python(project, "-m", "pytest", *OPTIONS, *tests)


def planted(project: Path, fault: Fault) -> str:
    """Change the copy; the text that stood there.  Raises where the fault no longer fits."""
    path = project / fault.file
    before = path.read_text("utf-8")
    if before.count(fault.old) != 1:
        raise SystemExit(f"{fault.what}: stands {before.count(fault.old)} times in {fault.file}")
    path.write_text(before.replace(fault.old, fault.new), "utf-8")
    return before


def tried(project: Path, fault: Fault) -> tuple[str, str]:
    """A verdict, and the first test that failed."""
    before = planted(project, fault)
    try:
        done = tested(project, fault.tests)
    finally:
        (project / fault.file).write_text(before, "utf-8")
    lines = done.stdout.splitlines()
    first = next((line for line in lines if line.startswith(("FAILED", "ERROR"))), "")
    if done.returncode == FAILED and first.startswith("FAILED"):
        return "found", first.removeprefix("FAILED ").split(" - ")[0]
    if done.returncode == PASSED:
        return "NOT FOUND", ""
    return "NO ANSWER", first or done.stdout[-300:] + done.stderr[-300:]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", default="", metavar="WORDS")
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    chosen = [fault for fault in FAULTS if options.only in fault.what]
    if options.list:
        print("\n".join(fault.what for fault in chosen))
        return 0
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        project = copied(Path(folder))
        every = dict.fromkeys(test for fault in chosen for test in fault.tests)
        clean = tested(project, every)
        if clean.returncode != PASSED:
            print(clean.stdout[-2000:])
            print("the tests do not pass without a fault: nothing can be found")
            return 1
        print(f"without a fault {len(every)} files of tests pass", flush=True)
        for fault in chosen:
            began = time.monotonic()
            verdict, where = tried(project, fault)
            missed += verdict != "found"
            print(f"  {verdict:9}  {time.monotonic() - began:4.0f} s  {fault.what}  {where}",
                  flush=True)  # fmt: skip
    print(f"{len(chosen) - missed} of {len(chosen)} faults found")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
