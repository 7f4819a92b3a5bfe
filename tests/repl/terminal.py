"""The real program in a pseudo-terminal; every wait is bounded."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

from tests.repl.screen import Screen

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 30.0  # seconds that anything may take
CTRL_C, CTRL_D, TAB, ENTER = "\x03", "\x04", "\t", "\r"
PASTE = "\x1b[200~{}\x1b[201~"


class Terminal:
    """`circuitlang ARGUMENTS` on a terminal of some size."""

    def __init__(self, folder: Path, *arguments: str, rows: int = 24, columns: int = 80,
                 program: str = "", **environment: str) -> None:  # fmt: skip
        """`program` is a line of the shell in place of the command."""
        self.screen = Screen(rows, columns)
        self.raw = ""  # everything that the program wrote
        self.master, slave = pty.openpty()
        self._size(rows, columns)
        unset = ("NO_COLOR", "COLUMNS", "LINES", "PAGER", "LESS", "EDITOR", "VISUAL")
        given = {key: value for key, value in os.environ.items() if key not in unset}
        given |= {"PYTHONPATH": str(ROOT), "TERM": "xterm", "CIRCUITLANG_CONFIG": str(folder),
                  "CIRCUITLANG_HISTORY": str(folder / "history"), "LC_ALL": "C.UTF-8",
                  "PYTHON": sys.executable}  # fmt: skip
        command = ["/bin/sh", "-c", program] if program else [
            sys.executable, "-m", "circuitlang", *arguments]  # fmt: skip
        self.process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, cwd=folder, env=given | environment,
            start_new_session=True, preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )  # fmt: skip
        os.close(slave)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(PATIENCE)
        os.close(self.master)

    def _size(self, rows: int, columns: int) -> None:
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def resize(self, rows: int, columns: int) -> None:
        self.screen.resize(rows, columns)
        self._size(rows, columns)

    def send(self, keys: str) -> None:
        data = keys.encode()
        while data:
            self._pump(0.0)
            _, writable, _ = select.select([], [self.master], [], PATIENCE)
            assert writable, "the program reads no more"
            data = data[os.write(self.master, data[:512]) :]

    def line(self, text: str) -> None:
        self.send(text + ENTER)

    def wait(self, words: str, count: int = 1) -> str:
        """Until `words` are to be seen `count` times; what is on the screen then."""
        end = time.monotonic() + PATIENCE
        while self.screen.text.count(words) < count:
            assert time.monotonic() < end, f"no {words!r} in:\n{self.screen.text}"
            if not self._pump(0.1) and self.process.poll() is not None:
                self._pump(0.1)
                assert self.screen.text.count(words) >= count, f"ended:\n{self.screen.text}"
        return self.screen.text

    def quiet(self, seconds: float = 0.4) -> str:
        """Until nothing more comes."""
        end = time.monotonic() + PATIENCE
        while self._pump(seconds):
            assert time.monotonic() < end, "it never stops"
        return self.screen.text

    def ended(self) -> int:
        """The exit status."""
        end = time.monotonic() + PATIENCE
        while self.process.poll() is None:
            self._pump(0.1)
            assert time.monotonic() < end, f"still running:\n{self.screen.text}"
        self._pump(0.1)
        return self.process.returncode

    def leave(self) -> int:
        """Ctrl-D, once nothing more comes: while a statement runs it would be lost."""
        self.quiet()
        self.send(CTRL_D)
        return self.ended()

    def _pump(self, seconds: float) -> bool:
        """Read what has come within some time; whether anything did."""
        ready, _, _ = select.select([self.master], [], [], seconds)
        if not ready:
            return False
        try:
            data = os.read(self.master, 1 << 16)
        except OSError:  # the other side is closed
            return False
        text = data.decode("utf-8", "replace")
        self.raw += text
        self.screen.feed(text)
        if self.screen.answers:
            answer, self.screen.answers = self.screen.answers, ""
            os.write(self.master, answer.encode())
        return bool(data)
