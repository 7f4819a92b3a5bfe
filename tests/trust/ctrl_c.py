"""`python -m tests.trust.ctrl_c [TIMES] [KIND …]`: Ctrl-C at the real prompt, on a terminal.

The program runs in a pseudo-terminal, with prompt_toolkit as a person has it.  In each kind of
statement Ctrl-C is typed at random moments, TIMES times: the prompt must come back, and the session
must be as it was before the statement, or as it is after it.
"""

from __future__ import annotations

import os
import random
import select
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tests.repl.terminal import CTRL_C, PATIENCE, Terminal

GATES = 4_000
RUNS = "\x1b[?2004l"  # what the prompt writes when it hands over a line

# The program, which also tells how its session stands whenever the prompt is about to wait.
PROGRAM = """
import hashlib, os, signal, sys, time
from circuitlang import cli
from circuitlang.repl.app import Prompt
from tests.trust.interrupts import seen

class Noted:
    def __init__(self, session, reader):
        self.session, self.reader, self.ask = session, reader, reader.ask
    def read(self):
        began = time.monotonic()
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            found = hashlib.sha256(seen(self.session).encode()).hexdigest()
            with open("notes", "a") as file:
                file.write(f"{began} {found}\\n")
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        return self.reader.read()

talk = Prompt.talk
def noted(prompt):
    prompt.reader = Noted(prompt.session, prompt.reader)
    talk(prompt)
Prompt.talk = noted
sys.argv[1:] = ["--engine", "reference"]
sys.exit(cli.main())
"""

BEGIN = f"""
input x = 2, y = -3; param w = 0.5
for i in 1 to {GATES} {{ h[i] = tanh(x * i) + w }}
f = sum(h[i] for i in 1 to {GATES}) * y
backward
"""
LONG = "".join(f"input a{i} = {i}\nb{i} = (a{i} + {i}) * exp(-a{i}) / 7\n" for i in range(600))


class Kind(NamedTuple):
    """A statement; `again`: run twice it leaves the same as run once; `first` goes before it."""

    text: str
    again: bool = False
    first: str = ""


KINDS = {
    "parsing": Kind('load "long.circ"'),
    "building": Kind("for i in 1 to 3000 { k[i] = tanh(x * i) + h[i] }"),
    "forward": Kind("; ".join(["forward"] * 9), True, "set x = {}"),
    "backward": Kind("; ".join(["backward"] * 5), True, "set x = {}"),
    "saving": Kind("; ".join(['save! "f.circ"'] * 3), True),
    "printing": Kind("show; show; show", True),
    "setting": Kind("set x = 5"),
}


class Raw(Terminal):
    """A terminal that looks at nothing that is written, and is quick therefore."""

    def _pump(self, seconds: float) -> bool:
        if not select.select([self.master], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self.master, 1 << 16)
        except OSError:
            return False
        text = data.decode("utf-8", "replace")
        self.raw = self.raw[-200_000:] + text
        for _ in range(text.count("\x1b[6n")):  # where is the cursor?
            os.write(self.master, b"\x1b[1;1R")
        return bool(data)

    def until(self, done: Callable[[], bool], what: str) -> None:
        end = time.monotonic() + PATIENCE
        while not done():
            assert time.monotonic() < end, f"no {what} in: {self.raw[-500:]!r}"
            assert self.process.poll() is None, f"it left: {self.raw[-500:]!r}"
            self._pump(0.01)


class Talk:
    """A conversation that can be interrupted, and how its session stood at each prompt."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.probes = folder, 0
        (folder / "notes").write_text("")
        (folder / "config.toml").write_text("pager = false\n")
        (folder / "long.circ").write_text(LONG)
        (folder / "begin.circ").write_text(BEGIN)
        (folder / "program.py").write_text(PROGRAM)
        self.terminal = Raw(folder, program='exec "$PYTHON" program.py')
        self.terminal.until(lambda: len(self.notes()) == 1, "prompt")
        self.run('load "begin.circ"')

    def notes(self) -> list[list[str]]:
        text = (self.folder / "notes").read_text()
        return [line.split() for line in text.splitlines(True) if line.endswith("\n")]

    def run(self, text: str) -> float:
        """Run a statement to its end; how long it takes."""
        before = len(self.notes())
        began = self.begin(text)
        self.terminal.until(lambda: len(self.notes()) > before, f"prompt after {text!r}")
        return float(self.notes()[-1][0]) - began

    def begin(self, text: str) -> float:
        """Type a statement, until it runs: what is typed before that is for the next prompt."""
        self.terminal.raw = ""
        self.terminal.line(text)
        self.terminal.until(lambda: RUNS in self.terminal.raw, "run")
        return time.monotonic()

    def probe(self) -> str:
        """How the session stands, once the prompt has been seen to answer."""
        self.probes += 1
        word = f"answer{self.probes * 7}."
        self.terminal.line(f'print "answer{{{self.probes} * 7}}."')
        self.terminal.until(lambda: word in self.terminal.raw, "answer")
        self.terminal.until(lambda: not self.terminal._pump(0.05), "rest")
        return self.notes()[-1][1]

    def interrupt(self, text: str, after: float) -> None:
        """Type a statement, and Ctrl-C so long after it began."""
        end = self.begin(text) + after
        while (left := end - time.monotonic()) > 0:
            self.terminal._pump(min(left, 0.005))
        self.terminal.send(CTRL_C)

    def __enter__(self) -> Talk:
        return self

    def __exit__(self, *_: object) -> None:
        self.terminal.__exit__()


def try_kind(name: str, times: int, folder: Path, seed: int = 0) -> Counter[str]:
    """Interrupt one kind of statement; how often it was stopped, or was done already.  Raises
    AssertionError."""
    kind, draws, found = KINDS[name], random.Random(seed), Counter[str]()
    folder.mkdir(parents=True, exist_ok=True)
    with Talk(folder) as talk:  # how it is when nobody interrupts
        start = talk.probe()
        if kind.first:
            talk.run(kind.first.format(9))
        long = talk.run(kind.text)
        after = talk.probe()
    saved = (folder / "f.circ").read_bytes() if name == "saving" else b""
    talk, number = Talk(folder), 0
    try:
        while found.total() < times:
            number += 1
            if kind.first:
                talk.run(kind.first.format(number))
            before = talk.probe()
            assert kind.first or before == start or kind.again, "not the same beginning"
            talk.interrupt(kind.text, draws.uniform(0.0, 1.2 * long))
            now = talk.probe()
            found["stopped" if "stopped" in talk.terminal.raw else "done"] += 1
            if name == "saving":
                assert now == before and (folder / "f.circ").read_bytes() == saved
                assert not list(folder.glob(".circuitlang-*")), "something was left beside it"
            elif now != before and kind.again:
                talk.run(kind.text)
                assert talk.probe() == now, f"{name}: torn"
            elif now != before:
                assert now == after, f"{name}: torn"
                talk.terminal.__exit__()
                talk = Talk(folder)
    finally:
        talk.terminal.__exit__()
    return found


def main(words: list[str]) -> int:
    times = int(words[0]) if words else 20
    for name in words[1:] or KINDS:
        with tempfile.TemporaryDirectory() as folder:
            found = try_kind(name, times, Path(folder))
        print(f"{name:12}" + ", ".join(f"{count} {what}" for what, count in sorted(found.items())),
              flush=True)  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
