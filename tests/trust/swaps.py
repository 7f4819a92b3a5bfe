"""`python -m tests.trust.swaps [SECONDS]`: a link that is put in the way while a file is opened.

A process swaps a file, the folder above it, or the circuit's folder itself for a link that leads
outside, and back, as fast as it can, while sessions read and write there again and again: not a
byte from outside is read, and nothing outside is written.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import numpy as np

from circuitlang.session.session import Session
from circuitlang.text.errors import CircuitError

SECRET, OURS = 42.5, 1.5


class Way(NamedTuple):
    """Statements that open `file`, and the name whose value tells what was read."""

    file: str
    text: str
    value: str = ""


READS = {
    "include": Way("f.circ", 'include "sub/f.circ"', "f"),
    "csv": Way("f.csv", 'input x = csv("sub/f.csv", "x")\nf = sum(x)', "f"),
    "npy": Way("f.npy", 'input x = npy("sub/f.npy")\nf = sum(x)', "f"),
    "load": Way("f.circ", 'load "sub/f.circ"', "f"),
    "descend": Way("f.csv", 'input x; param w = 1\ng = w * x\n'
                   'ascend g rate 1 steps 1 on "sub/f.csv"', "w"),
}  # fmt: skip
WRITES = {
    "save": Way("f.circ", 'input a = 1\ng = a * 2\nsave "sub/f.circ"'),
    "save of data": Way("f.circ", 'input a = csv("sub/f.csv", "x")\ng = sum(a)\nsave "sub/f.circ"'),
    "export": Way("f.svg", 'input a = 1\ng = a * 2\nexport "sub/f.svg"'),
    "a new file": Way("new.circ", 'input a = 1\ng = a * 2\nsave "sub/new.circ"'),
}
WHAT = ("file", "folder", "root")


class World:
    """`root/sub/` is a circuit's, `out/sub/` is not; each file is in both."""

    def __init__(self, folder: Path) -> None:
        self.root, self.out = folder / "root", folder / "out"
        for home, number in ((self.root, OURS), (self.out, SECRET)):
            sub = home / "sub"
            sub.mkdir(parents=True)
            (sub / "f.circ").write_text(f"input x = {number}\nf = x * 1\n")
            (sub / "f.csv").write_text(f"x\n{number}\n")
            (sub / "f.svg").write_text(f"{number}\n")
            np.save(sub / "f.npy", np.array([number]))
        self.outside = self.seen()

    def seen(self) -> dict[str, bytes]:
        """Everything that is outside."""
        return {str(path.relative_to(self.out)): path.read_bytes() if path.is_file() else b""
                for path in sorted(self.out.rglob("*"))}  # fmt: skip

    def pair(self, what: str, file: str) -> tuple[Path, Path]:
        """What is swapped, and what a link in its place would lead to."""
        below = {"file": f"sub/{file}", "folder": "sub", "root": ""}[what]
        return self.root / below, self.out / below

    def swap(self, what: str, file: str) -> None:
        path, out = self.pair(what, file)
        if path.exists():
            path.rename(path.with_name("aside"))
        path.symlink_to(out)

    def back(self, what: str, file: str) -> None:
        path, _ = self.pair(what, file)
        if path.is_symlink():
            path.unlink()
        aside = path.with_name("aside")
        if aside.exists():
            aside.rename(path)

    def tried(self, way: Way, session: Session | None = None) -> str:
        """Run the statements: "done", or the code of an error.  Raises AssertionError where
        anything of the outside was read or changed."""
        session = session or Session(folder=self.root, overwrite=True)
        try:
            session.execute(way.text)
            found = "done"
            if way.value:
                value = session.execute(way.value)[-1].value  # type: ignore[attr-defined]
                expected = 1 + OURS if way.value == "w" else OURS
                assert value == expected, f"{way.text!r} read {value}, which is outside"
        except CircuitError as problem:
            found = problem.code
        assert self.seen() == self.outside, f"{way.text!r} wrote outside"
        return found


SWAPPER = """
import os, sys
path, out = sys.argv[1:]
aside, link, parent = path + ".aside", path + ".link", os.getppid()
def go(call, *names):
    try:
        call(*names)
    except OSError:
        pass
print("ready", flush=True)
while os.getppid() == parent:
    go(os.symlink, out, link)
    go(os.rename, path, aside)
    go(os.rename, link, path)
    go(os.unlink, path)
    go(os.rename, aside, path)
"""


def race(way: Way, what: str, seconds: float, folder: Path) -> Counter[str]:
    """Run the statements for a while, as a process swaps; how often they ended in what."""
    world, found = World(folder), Counter[str]()
    session = Session(folder=world.root, overwrite=True) if what == "root" else None
    path, out = world.pair(what, way.file)
    swapper = subprocess.Popen([sys.executable, "-S", "-c", SWAPPER, str(path), str(out)],
                               stdout=subprocess.PIPE)  # fmt: skip
    try:
        assert swapper.stdout is not None and swapper.stdout.readline()
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if session is not None:  # it holds on to the folder that it began in
                session.execute("reset")
            found[world.tried(way, session)] += 1
        assert swapper.poll() is None, "nobody swapped"
    finally:
        swapper.kill()
        swapper.wait()
        if swapper.stdout is not None:
            swapper.stdout.close()
    return found


def main() -> int:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 5.0
    total = Counter[str]()
    for name, way in {**READS, **WRITES}.items():
        for what in WHAT:
            with tempfile.TemporaryDirectory() as folder:
                found = race(way, what, seconds, Path(folder))
            total += found
            print(f"{name:14}{what:8}" + ", ".join(f"{code} {count:,}"
                  for code, count in sorted(found.items())), flush=True)  # fmt: skip
    print(f"{total.total():,} statements, {total['done']:,} done; nothing came from outside, "
          "and nothing got there")  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
