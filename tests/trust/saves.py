"""`save` under `kill -9` at random moments: whoever looks finds the old file or the new one, whole.

`python -m tests.trust.saves [200]` kills so many times and says how often which was found.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SIZE = 2_000  # lines of the circuit that is saved

SAVER = f"""
import os, sys
from circuitlang.session.session import Session
from circuitlang.text.whole import write_whole
session = Session(folder=sys.argv[1], overwrite=True)
session.execute("".join(f"input x{{i}} = 0\\n" for i in range({SIZE})))
session.execute('save "f.circ"')
path = os.path.join(sys.argv[1], "f.circ")
text, number = open(path).read(), 0
print("saving", flush=True)
while True:
    number += 1
    new = text.replace("x0 = 0\\n", f"x0 = {{number}}\\n")
    new = new.replace("x{SIZE - 1} = 0\\n", f"x{SIZE - 1} = {{number}}\\n")
    write_whole(path, new.encode())  # as `save` does it, without the time in between
    if number % 50 == 0:
        session.execute(f"set x0 = {{number}}; set x{SIZE - 1} = {{number}}")
        session.execute('save "f.circ"')
"""


def saver(folder: Path) -> subprocess.Popen[bytes]:
    """A process that saves again and again, each time with other numbers."""
    child = subprocess.Popen([sys.executable, "-c", SAVER, str(folder)], cwd=ROOT,
                             stdout=subprocess.PIPE)  # fmt: skip
    assert child.stdout is not None
    assert child.stdout.readline() == b"saving\n"
    return child


def state(folder: Path) -> str:
    """What is found after a kill; raises where it is neither the old file nor the new one."""
    lines = (folder / "f.circ").read_text().splitlines()
    first, last = lines[0].split(" = ")[1], lines[-1].split(" = ")[1]
    assert len(lines) == SIZE, f"{len(lines)} lines of {SIZE}"
    assert first == last, f"the file begins with {first} and ends with {last}"
    beside = [name for name in os.listdir(folder) if name != "f.circ"]
    assert all(name.startswith(".circuitlang-") for name in beside), beside
    for name in beside:
        (folder / name).unlink()
    return "killed while writing" if beside else "killed between"


def kill(times: int, seed: int = 0) -> Counter[str]:
    """Kill a saving process so often; what was found."""
    found: Counter[str] = Counter()
    draws = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(times):
            child = saver(Path(folder))
            time.sleep(draws.uniform(0.0, 0.06))
            child.send_signal(signal.SIGKILL)
            child.wait()
            assert child.stdout is not None
            child.stdout.close()
            found[state(Path(folder))] += 1
    return found


if __name__ == "__main__":
    for words, count in kill(int((sys.argv[1:] or ["200"])[0])).items():
        print(f"{count:4} times {words}: the file was whole")
