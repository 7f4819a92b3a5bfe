"""What was typed, kept from one day to the next in a file that only its owner may read.

The file's form is prompt_toolkit's own: a line `# time`, then each line of the entry behind a `+`.
"""

from __future__ import annotations

import errno
import os
import stat
from datetime import datetime

from prompt_toolkit.history import History

from circuitlang.repl.config import beneath

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

READ = 1 << 20  # bytes of the file's end that are read
LARGEST = 1 << 22  # a larger file is cut to its end
PRIVATE = 0o600
_FLAGS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)


def default_path() -> str | None:
    """`CIRCUITLANG_HISTORY`, or the file in the user's state folder, where there is one."""
    own = os.environ.get("CIRCUITLANG_HISTORY")
    return own or beneath("XDG_STATE_HOME", "~/.local/state", "circuitlang", "history")


class Remembered(History):
    """The entries of a file and of this session.  Without a path only of this session.

    What goes wrong with the file is told once to `warn`; the session goes on without it.
    """

    def __init__(self, path: str | None, warn: Callable[[str], None]) -> None:
        super().__init__()
        self.path = path
        self.warn = warn
        self._loaded_strings = self._read()
        self._loaded = True

    def load_history_strings(self) -> Iterable[str]:
        return self._loaded_strings

    def append_string(self, string: str) -> None:
        """Keep an entry, unless it begins with a blank or is the last one again."""
        if not string.strip() or string[0] in " \t" or string in self._loaded_strings[:1]:
            return
        self._loaded_strings.insert(0, string)
        self.store_string(string)

    def store_string(self, string: str) -> None:
        lines = "".join(f"+{line}\n" for line in string.split("\n"))
        entry = f"\n# {datetime.now():%Y-%m-%d %H:%M:%S}\n{lines}".encode("utf-8", "replace")
        self._with_file(os.O_WRONLY | os.O_APPEND, lambda file: _write(file, entry))

    def _read(self) -> list[str]:
        """The entries at the end of the file, the latest first."""
        data = self._with_file(os.O_RDWR, _tail)
        found: list[list[str]] = [[]]
        for line in data.decode("utf-8", "replace").split("\n"):
            if line.startswith("+"):
                found[-1].append(line[1:])
            elif found[-1]:
                found.append([])
        return ["\n".join(lines) for lines in reversed(found) if lines]

    def _with_file(self, flags: int, work: Callable[[int], bytes]) -> bytes:
        """What `work` gives for the open file; nothing where it cannot be opened."""
        if self.path is None:
            return b""
        try:
            os.makedirs(os.path.dirname(self.path) or ".", 0o700, exist_ok=True)
            file = os.open(self.path, flags | os.O_CREAT | _FLAGS, PRIVATE)
            try:
                _make_private(file)
                return work(file)
            finally:
                os.close(file)
        except (OSError, RecursionError) as problem:  # of a path of thousands of folders
            self.warn(f"the history is not kept: {self.path}: {_reason(problem)}")
            self.path = None
            return b""


def _make_private(file: int) -> None:
    status = os.fstat(file)
    if not stat.S_ISREG(status.st_mode):
        raise OSError("this is no regular file")
    if status.st_nlink > 1:
        raise OSError("this file has a second name")
    if stat.S_IMODE(status.st_mode) & 0o077 and hasattr(os, "fchmod"):
        os.fchmod(file, PRIVATE)


def _tail(file: int) -> bytes:
    """The end of a file.  A very large file is cut to it."""
    size = os.fstat(file).st_size
    os.lseek(file, max(0, size - READ), os.SEEK_SET)
    data = b""
    while part := os.read(file, READ):
        data += part
    if size > READ:
        data = data[data.find(b"\n\n") + 1 :]
    if size > LARGEST:  # what is kept stands at the end until it stands at the beginning
        os.lseek(file, 0, os.SEEK_SET)
        _write(file, data)
        os.ftruncate(file, len(data))
    return data


def _write(file: int, data: bytes) -> bytes:
    """Write all of `data`; what is left over."""
    while data:
        data = data[os.write(file, data) :]
    return data


def _reason(problem: OSError | RecursionError) -> str:
    if isinstance(problem, RecursionError):
        return "this path is too long"
    if problem.errno is None:
        return str(problem)
    if problem.errno == errno.ELOOP:
        return "this is a link"
    return (problem.strerror or "it cannot be opened").lower()
