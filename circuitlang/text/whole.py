"""Writing files whole or not at all."""

from __future__ import annotations

import errno
import os
import stat

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import BinaryIO

CANNOT = (errno.EINVAL, errno.EBADF, errno.ENOSYS, errno.ENOTSUP, errno.EACCES, errno.EPERM)
"""What file systems say that cannot flush a folder."""


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
        try:
            # nobody else may read the new one before it has the permissions of the old one
            allowed = 0o666 if self.mode < 0 else 0o600
            handle = os.open(self.beside, os.O_RDWR | os.O_CREAT | os.O_EXCL, allowed)
            self.file = open(handle, "w+b")
        except BaseException:
            self._clean()
            raise
        return self.file

    def __exit__(self, kind: type[BaseException] | None, *problem: object) -> None:
        try:
            with self.file as file:
                if kind is None:
                    file.flush()
                    if self.mode >= 0:
                        os.chmod(self.beside, self.mode)
                    os.fsync(file.fileno())
            if kind is None:
                os.replace(self.beside, self.real)
        finally:
            self._clean()
        if kind is None:
            _flush(os.path.dirname(self.real))

    def _clean(self) -> None:
        """Nothing stays beside the file, whatever happened."""
        try:
            os.unlink(self.beside)
        except OSError:
            pass


def _flush(folder: str) -> None:
    """Make the folder's entries last, where a system can do that; where it can, and fails, the
    new content is there, but may not outlive a crash: that is an error."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:  # one may write there, but not list it; or it is Windows
        return
    try:
        os.fsync(handle)
    except OSError as problem:
        if problem.errno not in CANNOT:
            raise
    finally:
        os.close(handle)
