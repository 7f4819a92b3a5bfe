"""Writing files whole or not at all."""

from __future__ import annotations

import errno
import os
import stat

from circuitlang.text.beneath import DESCRIPTORS, LIST, Moved

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import BinaryIO, TypedDict

    from circuitlang.text.beneath import Base

    class At(TypedDict, total=False):
        """Below which folder a name stands, for the functions of `os`."""

        dir_fd: int


CANNOT = (errno.EINVAL, errno.EBADF, errno.ENOSYS, errno.ENOTSUP, errno.EACCES, errno.EPERM)
"""What file systems say that cannot flush a folder, or give a file two names."""

BY_NUMBER = os.chmod in os.supports_fd  # not by a name that may have become a link


def write_whole(path: str, data: bytes, base: Base | None = None, *, fresh: bool = False) -> None:
    """Make `data` the content of a file.  Raises OSError."""
    with Whole(path, base, fresh=fresh) as file:
        file.write(data)


def _owned(file: int, old: os.stat_result) -> int:
    """Give a file the owner and the group of another one; the permissions that it may have then."""
    mode, now = stat.S_IMODE(old.st_mode), os.fstat(file)
    if (now.st_uid, now.st_gid) == (old.st_uid, old.st_gid) or not hasattr(os, "fchown"):
        return mode
    for owner in (old.st_uid, -1):
        try:
            os.fchown(file, owner, old.st_gid)
        except OSError:
            mode &= 0o777  # to act as its owner was said of another one
        else:
            return mode
    return mode & 0o707 | (mode & 0o007) << 3  # its group is another one: what anybody may do


class Whole:
    """`with Whole(path) as file:` what is written becomes the content of a file, new or not, when
    the block ends well: whoever reads it, even after a crash, finds the old content or the new one.
    The permissions of a file that was there stay, and its owner and group where one may give them;
    one that may not be written is not replaced.

    Without a `base` a link stays, and what it leads to is written.  With one, `path` is a real path
    below it, and nothing outside of it is written, whatever becomes a link meanwhile.  A `fresh`
    file must be new: what came there in the meantime is not replaced.  Raises OSError.
    """

    __slots__ = ("at", "base", "beside", "file", "folder", "fresh", "name", "old")

    def __init__(self, path: str, base: Base | None = None, *, fresh: bool = False) -> None:
        real = path if base is not None else os.path.realpath(path)
        self.base, self.fresh = base, fresh
        self.folder, self.name = os.path.split(real)
        self.beside = f".circuitlang-{os.urandom(6).hex()}"
        self.at: At = {}

    def __enter__(self) -> BinaryIO:
        if self.base is not None and DESCRIPTORS:
            self.at = {"dir_fd": self.base.folder(self.folder)}
        else:
            self.name = os.path.join(self.folder, self.name)
            self.beside = os.path.join(self.folder, self.beside)
        try:
            self.old = self._replaced()
            self._hold()
            # nobody else may read the new one before it has the permissions of the old one
            allowed = 0o666 if self.old is None else 0o600
            flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
            self.file = open(os.open(self.beside, flags, allowed, **self.at), "w+b")
        except BaseException:
            self._clean()
            raise
        return self.file

    def __exit__(self, kind: type[BaseException] | None, *problem: object) -> None:
        try:
            with self.file as file:
                if kind is None:
                    file.flush()
                    if self.old is not None:
                        mode = _owned(file.fileno(), self.old)
                        os.chmod(file.fileno() if BY_NUMBER else self.beside, mode)
                    os.fsync(file.fileno())
            if kind is None:
                self._hold()
                self._place()
                self._flush()
        finally:
            self._clean()

    def _status(self) -> os.stat_result | None:
        """Of what has the name now; None if nothing has."""
        try:
            return os.stat(self.name, follow_symlinks=False, **self.at)
        except FileNotFoundError:
            return None

    def _replaced(self) -> os.stat_result | None:
        """The file that is there; None if there is none."""
        status = self._status()
        if status is not None and stat.S_ISLNK(status.st_mode):
            raise Moved if self.base is not None else OSError(errno.ELOOP, "its links go round")
        if status is None or not stat.S_ISREG(status.st_mode):
            return None
        if not os.access(self.name, os.W_OK, **self.at):
            raise PermissionError(errno.EACCES, "it is read-only")
        return status

    def _hold(self) -> None:
        if self.base is not None and not self.at:
            self.base.hold(self.folder)

    def _place(self) -> None:
        """Put what is written in its place."""
        here = self.at.get("dir_fd")
        if self.fresh:
            try:  # a second name, which no system gives where there is something
                os.link(self.beside, self.name, src_dir_fd=here, dst_dir_fd=here,
                        follow_symlinks=here is None)  # fmt: skip
                return
            except OSError as problem:
                if problem.errno not in CANNOT:
                    raise
            if self._status() is not None:
                raise FileExistsError(errno.EEXIST, "it is there already")
        os.replace(self.beside, self.name, src_dir_fd=here, dst_dir_fd=here)

    def _clean(self) -> None:
        """Nothing stays beside the file, whatever happened."""
        try:
            os.unlink(self.beside, **self.at)
        except OSError:
            pass
        if self.at:
            os.close(self.at.pop("dir_fd"))

    def _flush(self) -> None:
        """Make the folder's entries last, where a system can do that; where it can, and fails, the
        new content is there, but may not outlive a crash: that is an error."""
        try:
            handle = os.open("." if self.at else self.folder, LIST, **self.at)
        except OSError:  # one may write there, but not list it; or it is Windows
            return
        try:
            os.fsync(handle)
        except OSError as problem:
            if problem.errno not in CANNOT:
                raise
        finally:
            os.close(handle)
