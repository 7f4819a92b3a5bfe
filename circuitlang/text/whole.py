"""Writing files whole or not at all."""

from __future__ import annotations

import os
import stat

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import BinaryIO


def write_whole(path: str, data: bytes) -> None:
    """Make `data` the content of a file.  Raises OSError."""
    with Whole(path) as file:
        file.write(data)


class Whole:
    """`with Whole(path) as file:` what is written becomes the content of a file, new or not, when
    the block ends well: whoever reads it, even after a crash, finds the old content or the new one.
    A link stays, and what it leads to is written; the permissions of a file that was there stay
    too.  Raises OSError."""

    __slots__ = ("beside", "file", "mode", "real")

    def __init__(self, path: str) -> None:
        self.real = os.path.realpath(path)
        name = f".circuitlang-{os.urandom(6).hex()}"
        self.beside = os.path.join(os.path.dirname(self.real), name)

    def __enter__(self) -> BinaryIO:
        try:
            self.mode = stat.S_IMODE(os.stat(self.real).st_mode)
        except FileNotFoundError:
            self.mode = -1
        handle = os.open(self.beside, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o666)
        self.file = open(handle, "w+b")
        return self.file

    def __exit__(self, kind: type[BaseException] | None, *problem: object) -> None:
        try:
            with self.file as file:
                if kind is not None:
                    os.unlink(self.beside)
                    return
                file.flush()
                os.fsync(file.fileno())
            if self.mode >= 0:
                os.chmod(self.beside, self.mode)
            os.replace(self.beside, self.real)
        except BaseException:
            if os.path.exists(self.beside):
                os.unlink(self.beside)
            raise
        _flush(os.path.dirname(self.real))


def _flush(folder: str) -> None:
    """Make the folder's entries last, where a system can do that."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)
