"""The same everywhere: outputs and error texts byte for byte, however Python is started.

`python -m tests.trust.same` runs every example, every program and every error example under each
of the settings, and says where one differs; `--short` a few of them.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("examples", "tests/programs", "examples/errors")

# everything in one process: it prints a line a file
ALL = """
import io, os, sys, hashlib
import numpy
if os.environ.get("RAISE"):
    numpy.seterr(all="raise")
from circuitlang.cli import main
for path in sys.argv[1:]:
    for more in ([], ["--json"]):
        out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
        status = main([*more, "run", path], None, out, err)
        out.flush(), err.flush()
        both = out.buffer.getvalue() + b"\\0" + err.buffer.getvalue()
        print(path, *more, status, hashlib.sha256(both).hexdigest())
"""


class Setting(NamedTuple):
    flags: tuple[str, ...] = ()
    environment: tuple[tuple[str, str], ...] = ()


SETTINGS = {
    "as it is": Setting(),
    "hash seed 0": Setting(environment=(("PYTHONHASHSEED", "0"),)),
    "hash seed 1": Setting(environment=(("PYTHONHASHSEED", "1"),)),
    "hash seed random": Setting(environment=(("PYTHONHASHSEED", "random"),)),
    "LANG=C": Setting(environment=(("LC_ALL", "C"), ("LANG", "C"))),
    "LANG=C, no UTF-8 mode": Setting(("-X", "utf8=0"), (("LC_ALL", "C"),
                                                        ("PYTHONCOERCECLOCALE", "0"))),
    "LANG=C.UTF-8": Setting(environment=(("LC_ALL", "C.UTF-8"),)),
    "-O": Setting(("-O",)),
    "-OO": Setting(("-OO",)),
    "-W error": Setting(("-W", "error")),
    "-X dev": Setting(("-X", "dev")),
    "seterr(all='raise')": Setting(environment=(("RAISE", "1"),)),
    "no home": Setting(environment=(("HOME", "/nonexistent"),)),
    "one thread": Setting(environment=(("OPENBLAS_NUM_THREADS", "1"),)),
}  # fmt: skip
SHORT = ("hash seed 1", "LANG=C, no UTF-8 mode", "-OO", "-W error", "seterr(all='raise')")


def files() -> list[str]:
    found = [path for folder in FOLDERS for path in sorted((ROOT / folder).glob("*.circ"))]
    return [str(path.relative_to(ROOT)) for path in found if "time" not in path.name]


def lines(setting: Setting, paths: list[str]) -> list[str]:
    """What each file gives under a setting: a digest of both streams, and the status."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **dict(setting.environment)}
    done = subprocess.run([sys.executable, *setting.flags, "-c", ALL, *paths], cwd=ROOT,
                          env=environment, capture_output=True, text=True)  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def differing(names: tuple[str, ...], paths: list[str]) -> list[str]:
    """Where a setting gives anything else."""
    first = lines(SETTINGS["as it is"], paths)
    assert len(first) == 2 * len(paths)
    found = []
    for name in names:
        for one, other in zip(first, lines(SETTINGS[name], paths), strict=True):
            if one != other:
                found.append(f"{name}: {other.rpartition(' ')[0]}")
    return found


def read_only_home() -> Setting:
    folder = tempfile.mkdtemp()
    os.chmod(folder, 0o500)
    return Setting(environment=(("HOME", folder),))


if __name__ == "__main__":
    SETTINGS["a home that is read-only"] = read_only_home()
    chosen = SHORT if "--short" in sys.argv else tuple(SETTINGS)
    wrong = differing(chosen, files())
    print("\n".join(wrong) or f"{len(files())} files, {len(chosen)} settings: the same bytes")
    digest = hashlib.sha256("\n".join(lines(SETTINGS["as it is"], files())).encode()).hexdigest()
    print(f"digest of all (to hold one Python against another): {digest}")
    sys.exit(bool(wrong))
