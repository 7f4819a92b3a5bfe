"""The raw bytes that reach a terminal hold no control but line ends and our own colours."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

pty = pytest.importorskip("pty")

ROOT = Path(__file__).resolve().parents[2]
COLOUR = re.compile(r"\x1b\[(?:[0-9]{1,2})(?:;[0-9]{1,2})*m")
EVIL = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202eb\u200b"  # a title, a clear, C1, bidi, zero width
# as a string of the language writes it
WRITTEN = "\\u001b]0;owned\\u0007\\u001b[2J\\u009b31m\\u202eb\\u200b"
SEEN = r"\x1b]0;owned"


def bytes_on_a_terminal(folder: Path, *arguments: str) -> str:
    """What the program writes to a terminal, both streams."""
    master, slave = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-m", "circuitlang", *arguments], cwd=folder, stdin=subprocess.DEVNULL,
        stdout=slave, stderr=slave, env={"PYTHONPATH": str(ROOT), "TERM": "xterm",
                                         "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    os.close(slave)
    parts = []
    while True:
        try:
            part = os.read(master, 1 << 16)
        except OSError:  # the other side is closed
            break
        if not part:
            break
        parts.append(part)
    os.close(master)
    child.wait(60)
    return b"".join(parts).decode("utf-8")


CASES = {
    "a text": (f'print "{WRITTEN}"\n', SEEN),
    "a comment": (f"input x = 1 # {EVIL}\n", r"\x1b"),
    "a string in the source": (f'print "{EVIL}"\n', r"\x1b"),
    "a name": (f"input x{EVIL} = 1\n", r"\x1b"),
    "a path to read": (f'include "{WRITTEN}"\n', SEEN),
    "a path of data": (f'input x = csv("{WRITTEN}")\n', SEEN),
    "a path to save": (f'input x = 1; save "{WRITTEN}.circ"\n', SEEN),
    "a path to export": (f'input x = 1; f = x * 1; export "{WRITTEN}.svg"\n', SEEN),
    "a path to load": (f'load "{WRITTEN}"\n', SEEN),
    "the header of a table": ('input x = csv("evil.csv", "y")\n', SEEN),
    "a field of a table": ('input x = csv("field.csv")\n', SEEN),
    "rows to descend on": ('input q; param w = 1; f = w * q\n'
                           'descend f rate 1 steps 1 on "evil.csv"\n', "no column"),
    "an array": ('input x = npy("evil.csv")\n', ".npy"),
    "a topic of help": (f"help x{EVIL}\n", r"\x1b"),
}  # fmt: skip


def harmless(raw: str) -> None:
    rest = COLOUR.sub("", raw).replace("\r\n", "")
    bad = {char for char in rest if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Zl")}
    assert not bad, f"{bad} in {rest!r}"


@pytest.mark.parametrize("name", CASES)
def test_what_a_circuit_says(name: str, tmp_path: Path) -> None:
    text, words = CASES[name]
    (tmp_path / "evil.csv").write_text(f"x{EVIL},b\n1,2\n", "utf-8")
    (tmp_path / "field.csv").write_text(f"x,b\n1,{EVIL}\n", "utf-8")
    (tmp_path / "f.circ").write_text(text, "utf-8")
    raw = bytes_on_a_terminal(tmp_path, "f.circ")
    harmless(raw)
    assert words in raw, raw


def test_names_of_files(tmp_path: Path) -> None:
    path = f"f{EVIL}.circ".replace("/", "")
    (tmp_path / path).write_text("input x = 1; f = y * nobody\n")
    for arguments in ([path], [f"no-{path}"], ["check", path], ["fmt", "--diff", path],
                      ["run", path, path], ["--set", f"x{EVIL}=1", path], [f"--{EVIL}"],
                      ["--limit", f"{EVIL}=1", path], ["draw", path, "-o", f"{EVIL}.svg"],
                      ["help", EVIL]):  # fmt: skip
        raw = bytes_on_a_terminal(tmp_path, *arguments)
        harmless(raw)
        assert r"\x1b" in raw or "fmt" in arguments, raw
