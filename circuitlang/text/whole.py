"""Writing files whole or not at all."""

from __future__ import annotations

import os
import stat


def write_whole(path: str, data: bytes) -> None:
    """Make `data` the content of a file, new or not: whoever reads it, even after a crash, finds
    the old content or the new one.  A link stays, and what it leads to is written; the permissions
    of a file that was there stay too.  Raises OSError."""
    real = os.path.realpath(path)
    try:
        mode = stat.S_IMODE(os.stat(real).st_mode)
    except FileNotFoundError:
        mode = -1
    beside = os.path.join(os.path.dirname(real), f".circuitlang-{os.urandom(6).hex()}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        with open(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if mode >= 0:
            os.chmod(beside, mode)
        os.replace(beside, real)
    except BaseException:
        os.unlink(beside)
        raise
    _flush(os.path.dirname(real))


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
