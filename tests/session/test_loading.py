"""Commands are loaded with their first use: Ctrl-C in the middle of that, and threads."""

from __future__ import annotations

import subprocess
import sys

import pytest

from circuitlang.session.registry import COMMANDS

BEGIN = "input x = 2; param w = 0.5; f = x * w; g = f * f"
SAYING = {
    "coding": "code", "drawing": "diagram", "editing": "rewire g = f + f", "explaining": "explain",
    "helping": "gates", "looking": "show", "numbers": "nudge x by 1", "passes": "forward",
    "plotting": "plot f against x from -1 to 1", "quizzing": "quiz", "sessions": "history",
    "shaping": "set x = 3", "testing": "check", "training": "descend g rate 0.1 steps 2",
    "walking": "step",
}  # fmt: skip

INTERRUPTED = """
import sys
from circuitlang.session.session import Session

session = Session()
session.ask = lambda question: None
session.execute({begin!r})
lines = 0


def call(frame, event, arg):
    ours = frame.f_code.co_name == "<module>"
    return line if ours and frame.f_code.co_filename.endswith("commands/{module}.py") else None


def line(frame, event, arg):
    global lines
    lines += event == "line"
    if lines == stop:
        raise KeyboardInterrupt
    return line


for stop in range(1, 1_000):
    lines = 0
    sys.settrace(call)
    try:
        session.execute({words!r})
    except KeyboardInterrupt:
        sys.settrace(None)
    else:
        sys.settrace(None)
        break
    session.execute({words!r})
    session.execute("history")
    for name in [name for name in sys.modules if name.endswith("commands.{module}")]:
        del sys.modules[name]  # for the next moment
print(stop)
"""

THREADS = """
import sys, threading
from circuitlang.session.session import Session

sys.setswitchinterval(1e-6)
found = []


def talk():
    session = Session()
    session.ask = lambda question: None
    try:
        session.execute({begin!r})
        for words in {all!r}:
            session.execute(words)
    except BaseException as problem:
        found.append(repr(problem))


threads = [threading.Thread(target=talk) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(found)
"""


def run(script: str) -> str:
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_all_are_asked_for() -> None:
    assert {row.module for row in COMMANDS.values()} == set(SAYING)


@pytest.mark.parametrize("module", ["training", "walking", "looking", "shaping"])
def test_an_interrupt_while_a_command_is_loaded(module: str) -> None:
    """What is loaded next is whole."""
    words = SAYING[module]
    found = run(INTERRUPTED.format(begin=BEGIN, module=module, words=words))
    assert int(found) > 5, "nothing was interrupted"


def test_two_threads_load_the_same_command() -> None:
    words = [each for module, each in SAYING.items() if module not in ("plotting", "testing")]
    for _ in range(3):
        assert run(THREADS.format(begin=BEGIN, all=words)) == "[]"
