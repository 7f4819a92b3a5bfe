"""Opening what a person named on the command line: a file, or a pipe, but not to wait for ever."""

from __future__ import annotations

import io
import os
import stat
from time import monotonic, sleep

from circuitlang.text.errors import error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from io import BufferedReader, FileIO
    from typing import Any, BinaryIO

PATIENCE = 0.5  # seconds until somebody must have begun to write into a pipe
PART = 2**16


def opened(path: str) -> BufferedReader:
    """The file, to be read.  Raises OSError, ValueError, and file-not-allowed for a pipe into
    which nobody writes; once somebody does, it is theirs how long that takes."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        mode = os.fstat(handle).st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(21, "Is a directory")
        if not stat.S_ISREG(mode) and hasattr(os, "set_blocking"):
            first = _first(handle, path) if stat.S_ISFIFO(mode) else b""
            os.set_blocking(handle, True)
            if first:
                return io.BufferedReader(_Begun(open(handle, "rb", 0), first))
        return open(handle, "rb")
    except BaseException:
        os.close(handle)
        raise


class _Begun(io.RawIOBase):
    """A pipe of which something was read already."""

    def __init__(self, rest: FileIO, first: bytes) -> None:
        super().__init__()
        self.rest, self.first = rest, first

    def readable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self.rest.fileno()

    def readinto(self, buffer: Any) -> int | None:
        if not self.first:
            return self.rest.readinto(buffer)
        part = self.first[: len(buffer)]
        buffer[: len(part)], self.first = part, self.first[len(part) :]
        return len(part)

    def close(self) -> None:
        self.rest.close()
        super().close()


def _first(handle: int, path: str) -> bytes:
    """What comes first out of a pipe; nothing if a writer is there who has not written yet."""
    end = monotonic() + PATIENCE
    while True:
        try:
            data = os.read(handle, PART)
        except BlockingIOError:
            return b""
        if data:
            return data
        if monotonic() > end:
            raise error("file-not-allowed", f"nobody writes into the pipe `{path}`",
                        help="start the writer first")  # fmt: skip
        sleep(0.01)


def text_of(file: BinaryIO, most: int) -> bytes:
    """Up to `most` bytes; of what turns out to be no text only the beginning, so that an endless
    device ends."""
    parts: list[bytes] = []
    left = most
    while left > 0 and (part := file.read(min(left, PART))):
        parts.append(part)
        left -= len(part)
        if b"\0" in part:
            break
    return b"".join(parts)
