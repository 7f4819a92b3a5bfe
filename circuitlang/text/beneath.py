"""Opening what lies below a folder, where somebody may put a link in its way at any moment.

A path that was looked at and found inside is only a name: until it is opened, the file or a folder
above it may become a link that leads elsewhere.  So the way is walked from a descriptor of the
folder, one name after another, and no link on it is followed.  A system without such descriptors
(Windows) opens the file, and then looks several times whether what is open is what lies there.
"""

from __future__ import annotations

import errno
import os
import stat

DESCRIPTORS = os.name != "nt" and os.open in os.supports_dir_fd
READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
NO_LINK = getattr(os, "O_NOFOLLOW", 0)
LIST = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | NO_LINK
STEP = LIST | getattr(os, "O_PATH", 0)  # one may pass through a folder that one may not list
ROUNDS = 3


class Moved(OSError):
    """What was looked at is not what is there now."""

    def __init__(self) -> None:
        super().__init__(errno.ELOOP, "it was replaced while it was opened")


class Base:
    """A folder, and what may be opened below it: `real` paths, in which no name was a link and
    that begin with `path`.  It stays the same folder, whatever its name leads to later."""

    __slots__ = ("identity", "path")

    def __init__(self, path: str, identity: tuple[int, int] | None = None) -> None:
        """`path` is real; `identity`, device and number, tells which folder it is (None: the one
        that is there when it is opened first)."""
        self.path, self.identity = path, identity

    def file(self, real: str) -> int:
        """A descriptor to read a file by.  Raises OSError."""
        if not DESCRIPTORS:
            return self._looked_at(real)
        above, name = os.path.split(real)
        folder = self.folder(above)
        try:
            return opened(name, READ | NO_LINK, folder)
        finally:
            os.close(folder)

    def folder(self, real: str, *, listed: bool = False) -> int:
        """A descriptor of a folder below, or of the base itself; only of use to one who lists it
        if it is to be `listed`.  Raises OSError."""
        here = os.open(self.path, STEP)
        try:
            self._hold(os.fstat(here))
            for name in parts(self.path, real):
                here, before = opened(name, STEP, here), here
                os.close(before)
            if listed:
                here, before = opened(".", LIST, here), here
                os.close(before)
        except BaseException:
            os.close(here)
            raise
        return here

    def names(self, real: str) -> list[str]:
        """The names of the files in a folder below; none where it cannot be listed."""
        if not DESCRIPTORS:
            return files_in(real)
        try:
            here = self.folder(real, listed=True)
        except OSError:
            return []
        try:
            return files_in(here)
        finally:
            os.close(here)

    def hold(self, real: str) -> None:
        """Raise Moved unless no link is on the way to a folder at this moment."""
        self._hold(os.stat(self.path))
        if os.path.realpath(real) != real:
            raise Moved

    def _hold(self, status: os.stat_result) -> None:
        here = status.st_dev, status.st_ino
        self.identity = self.identity or here
        if here != self.identity:
            raise Moved

    def _looked_at(self, real: str) -> int:
        handle = os.open(real, READ)
        try:
            for _ in range(ROUNDS):
                self.hold(real)
                if not os.path.samestat(os.fstat(handle), os.lstat(real)):
                    raise Moved
        except BaseException:
            os.close(handle)
            raise
        return handle


def parts(path: str, real: str) -> list[str]:
    """The names on the way from a folder to what lies below it.  Raises Moved for what does not."""
    rest = os.path.relpath(real, path)
    names = [] if rest == os.curdir else rest.split(os.sep)
    if os.pardir in names:
        raise Moved
    return names


def opened(name: str, flags: int, folder: int) -> int:
    """A descriptor of what has this name in a folder.  Raises Moved if it is a link."""
    try:
        return os.open(name, flags, dir_fd=folder)
    except OSError as problem:
        if problem.errno not in (errno.ELOOP, errno.ENOTDIR, errno.EMLINK):
            raise
        if stat.S_ISLNK(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode):
            raise Moved from None
        raise


def files_in(folder: str | int) -> list[str]:
    """The names of the files in a folder; none where it cannot be listed."""
    try:
        with os.scandir(folder) as entries:
            return [entry.name for entry in entries if entry.is_file()]
    except OSError:
        return []
