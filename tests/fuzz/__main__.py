"""`python -m tests.fuzz [TARGET …] [--seconds N]`: fuzzes the interpreter (needs the extra `fuzz`).

    TARGET       of parse, run, session, files, names; without one all of them, one after another
    --seconds N  how long each (60)
    --replay     only the seeds and what was found once, which needs nothing but the project;
                 with --keep also what grew in DIR
    --keep DIR   where the corpora grow and the findings are written (default: .fuzz)

Exit status 1 where something was found; the input is then in DIR/TARGET/found, with its story
beside it.  Mended, it goes to tests/fuzz/findings/TARGET, and the tests hold it from then on.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path
from time import perf_counter

from tests.fuzz import harness, seeds
from tests.fuzz.targets import TARGETS

LINE = re.compile(r"#(\d+)\s+(INITED|DONE)\s+cov: (\d+) ft: (\d+) corp: (\d+)")


def replay(target: str, keep: Path | None) -> int:
    """How many of the seeds and findings break a promise; each is told."""
    from tests.fuzz.warming import warm_up

    broken = 0
    keep = keep.resolve() if keep is not None else None
    with harness.Harness(target) as held:
        inputs = seeds.seeds(target)
        if keep is not None:
            grown = sorted((keep / target).glob("corpus/*")) + sorted(
                (keep / target).glob("suspects/*"))  # fmt: skip
            inputs += [path.read_bytes() for path in grown]
        warm_up(held)
        harness.bound_memory()
        for data in inputs:
            try:
                held.hold(data)
            except harness.Broken as problem:
                broken += 1
                print(f"{target}: {problem}\n{problem.detail}\n{data[:2000]!r}\n")
        print(f"{target}: {len(inputs)} inputs, {broken} broken, "
              f"the slowest took {held.slowest:.2f} s")  # fmt: skip
    return broken


def fuzz(target: str, seconds: int, keep: Path) -> int:
    """Fuzz a target in a process of its own; how much was found."""
    home = keep / target
    home.mkdir(parents=True, exist_ok=True)
    words = [sys.executable, "-m", "tests.fuzz.engine", target, str(home), str(seconds)]
    found, coverage, runs = 0, [], "0"
    begin = perf_counter()
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          errors="replace", cwd=seeds.ROOT) as child, \
            open(home / "log", "w", encoding="utf-8") as log:  # fmt: skip
        assert child.stdout is not None
        for line in child.stdout:
            log.write(line)
            if line.startswith("FOUND"):
                found += 1
                print(f"{target}: {line.strip()}", flush=True)
            elif match := LINE.search(line):
                runs = match[1]
                coverage.append(f"{match[3]} edges, {match[4]} features, {match[5]} inputs")
    if child.returncode:
        found += 1
        print(f"{target}: ended with {child.returncode}, see {home / 'log'}")
    for name in os.listdir(home / "suspects"):
        print(f"{target}: {home / 'suspects' / name} took long; --replay --keep tells more")
    print(f"{target}: {runs} runs in {perf_counter() - begin:.0f} s, {found} findings; "
          f"coverage: {' -> '.join(coverage)}")  # fmt: skip
    return found


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.fuzz",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(TARGETS))
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--replay", action="store_true")
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    if unknown := set(options.targets) - set(TARGETS):
        parser.error(f"there is no target {', '.join(sorted(unknown))}: {', '.join(TARGETS)}")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    found = 0
    for target in options.targets or TARGETS:
        if options.replay:
            found += replay(target, options.keep)
        else:
            found += fuzz(target, options.seconds, options.keep or seeds.ROOT / ".fuzz")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
