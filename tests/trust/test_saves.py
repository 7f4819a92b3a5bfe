"""Nothing is lost by saving, whatever fails in the middle of it."""

from __future__ import annotations

import errno
import io
import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from circuitlang.cli import main
from circuitlang.session.session import Session
from circuitlang.text.beneath import STEP, Base
from circuitlang.text.errors import CircuitError
from circuitlang.text.whole import Whole, write_whole
from tests.trust.saves import kill

ROOT = Path(__file__).resolve().parents[2]
OLD, NEW = "# the old one\n", "input x = 1\nf = x * x\n"
CALLS = ("stat", "open", "fsync", "chmod", "replace", "link", "realpath", "write", "close",
         "flush folder", "open folder")  # fmt: skip
PROBLEMS = (errno.ENOSPC, errno.EROFS, errno.EINTR, errno.EIO, errno.EACCES, errno.EDQUOT)


def test_kill_nine() -> None:
    found = kill(4, seed=1)
    assert sum(found.values()) == 4


def failing(monkeypatch: pytest.MonkeyPatch, call: str, problem: Callable[[], BaseException],
            ) -> list[str]:  # fmt: skip
    """Make one system call of a save fail; where it was called."""
    hit: list[str] = []

    def fail(*_: Any, **__: Any) -> Any:
        hit.append(call)
        raise problem()

    if call == "realpath":
        monkeypatch.setattr("circuitlang.text.whole.os.path.realpath", fail)
    elif call in ("write", "close"):
        import circuitlang.text.whole as whole

        class File:
            def __init__(self, handle: int, mode: str) -> None:
                self.file = open(handle, mode)  # noqa: SIM115

            def __enter__(self) -> Any:
                return self

            def __exit__(self, *_: object) -> None:
                self.file.close()
                if call == "close":
                    fail()

            def write(self, data: bytes) -> int:
                self.file.write(data[: len(data) // 2])
                if call == "write":
                    fail()
                return self.file.write(data[len(data) // 2 :])

            def flush(self) -> None:
                self.file.flush()

            def fileno(self) -> int:
                return self.file.fileno()

        monkeypatch.setattr(whole, "open", File, raising=False)
    elif call == "flush folder":
        real = os.fsync
        monkeypatch.setattr(
            os, "fsync", lambda n: fail() if stat.S_ISDIR(os.fstat(n).st_mode) else real(n)
        )
    elif call == "fsync":
        monkeypatch.setattr(os, "fsync", fail)
    else:
        real_call = getattr(os, call.removesuffix(" folder"))

        def some(path: Any, *rest: Any, **more: Any) -> Any:
            ours = "f.circ" in str(path) or ".circuitlang-" in str(path)
            ours = ours or (call == "chmod" and isinstance(path, int))
            if call == "open folder":
                ours = rest == (STEP,)
            return fail() if ours else real_call(path, *rest, **more)

        monkeypatch.setattr(os, call.removesuffix(" folder"), some)
    return hit


class Way(NamedTuple):
    """A file that is replaced, or is to be new; by its path, or below a folder."""

    there: bool
    confined: bool

    def base(self, path: Path) -> Base | None:
        return Base(str(path.parent)) if self.confined else None

    def write(self, path: Path, base: Base | None) -> None:
        write_whole(str(path), NEW.encode(), base, fresh=not self.there)

    def calls(self, call: str) -> bool:
        """Whether that is a call that this way makes."""
        only = {"chmod": self.there, "replace": self.there, "link": not self.there,
                "realpath": not self.confined, "open folder": self.confined}  # fmt: skip
        return only.get(call, True)


WAYS = {"replaced": Way(True, False), "new": Way(False, False),
        "replaced below": Way(True, True), "new below": Way(False, True)}  # fmt: skip


@pytest.mark.parametrize("number", PROBLEMS, ids=errno.errorcode.get)
@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_each_system_call_fails(way: Way, call: str, number: int, tmp_path: Path,
                                monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    path = tmp_path / "f.circ"
    if way.there:
        path.write_text(OLD)
    base = way.base(path)
    harmless = number == errno.EACCES and call in ("flush folder", "link")  # systems that cannot
    with monkeypatch.context() as patch:
        hit = failing(patch, call, lambda: OSError(number, os.strerror(number)))
        if not way.calls(call) or harmless:
            way.write(path, base)
            assert bool(hit) == way.calls(call)
        else:
            with pytest.raises(OSError) as caught:
                way.write(path, base)
            assert hit and caught.value.errno == number
    assert os.listdir(tmp_path) == ["f.circ"] * path.exists()
    found = path.read_text() if path.exists() else ""
    if call == "flush folder" or harmless or not way.calls(call):
        assert found == NEW  # it is in its place, and whole
    else:
        assert found == (OLD if way.there else "")


@pytest.mark.parametrize("call", [call for call in CALLS if WAYS["replaced below"].calls(call)])
def test_no_success_is_reported(call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                ) -> None:  # fmt: skip
    (tmp_path / "f.circ").write_text(OLD)
    session = Session(folder=tmp_path, overwrite=True)
    session.execute(NEW)
    with monkeypatch.context() as patch:
        failing(patch, call, lambda: OSError(errno.EIO, os.strerror(errno.EIO)))
        with pytest.raises(CircuitError) as caught:
            session.execute('save "f.circ"')
    assert caught.value.code == "file-not-allowed"
    assert "cannot be written: input/output error" in caught.value.message
    assert os.listdir(tmp_path) == ["f.circ"]


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_an_interrupt_in_each_system_call(way: Way, call: str, tmp_path: Path,
                                          monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    if not way.calls(call):
        return
    path = tmp_path / "f.circ"
    if way.there:
        path.write_text(OLD)
    base = way.base(path)
    with monkeypatch.context() as patch:
        failing(patch, call, KeyboardInterrupt)
        with pytest.raises(KeyboardInterrupt):
            way.write(path, base)
    assert os.listdir(tmp_path) == ["f.circ"] * path.exists()
    found = path.read_text() if path.exists() else ""
    assert found == (NEW if call == "flush folder" else OLD if way.there else "")


@pytest.mark.parametrize("confined", [False, True])
@pytest.mark.parametrize("links", [True, False], ids=["links", "no links"])
def test_what_came_in_the_meantime_is_not_replaced(
    confined: bool, links: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "f.circ"
    if not links:
        failing(monkeypatch, "link", lambda: OSError(errno.ENOTSUP, "no links here"))
    whole = Whole(str(path), Base(str(tmp_path)) if confined else None, fresh=True)
    with pytest.raises(FileExistsError), whole as file:
        file.write(NEW.encode())
        path.write_text(OLD)
    assert path.read_text() == OLD
    assert os.listdir(tmp_path) == ["f.circ"]


def test_what_goes_wrong_in_the_block_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "f.circ"
    path.write_text(OLD)
    with pytest.raises(ZeroDivisionError), Whole(str(path)) as file:
        file.write(b"half")
        raise ZeroDivisionError
    assert os.listdir(tmp_path) == ["f.circ"]
    assert path.read_text() == OLD


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
def test_permissions_stay_and_are_never_wider(tmp_path: Path) -> None:
    path = tmp_path / "f.circ"
    path.write_text(OLD)
    path.chmod(0o600)
    with Whole(str(path)) as file:
        (beside,) = [name for name in os.listdir(tmp_path) if name != "f.circ"]
        assert stat.S_IMODE((tmp_path / beside).stat().st_mode) == 0o600
        file.write(b"new")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    before = os.umask(0o027)
    try:
        write_whole(str(tmp_path / "g.circ"), b"new")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "g.circ").stat().st_mode) == 0o640


@pytest.mark.skipif(not hasattr(os, "fchown"), reason="owners of POSIX")
@pytest.mark.parametrize("refused, mode, given", [
    ((), 0o4664, (11, 12)), ((11,), 0o664, (-1, 12)), ((11, -1), 0o644, None)
])  # fmt: skip
def test_the_owner_stays_as_far_as_one_may_give_it(
    refused: tuple[int, ...], mode: int, given: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "f.circ"
    path.write_text(OLD)
    path.chmod(0o4664)
    real, found, seen = os.stat, [], {}

    def of_another(*name: Any, **more: Any) -> os.stat_result:
        values = list(real(*name, **more))
        values[4:6] = 11, 12
        return os.stat_result(values)

    def give(file: int, owner: int, group: int) -> None:
        if owner in refused:
            raise PermissionError(errno.EPERM, "no")
        found.append((owner, group))

    with monkeypatch.context() as patch:
        patch.setattr(Whole, "_status", lambda self: of_another(self.name))
        patch.setattr(os, "fchown", give)
        patch.setattr(os, "chmod", lambda file, mode: seen.update(mode=mode))
        write_whole(str(path), NEW.encode())
    assert found == ([given] if given else [])
    assert seen["mode"] == mode
    assert path.read_text() == NEW


@pytest.mark.parametrize("confined", [False, True])
def test_a_file_that_may_not_be_written_is_not_replaced(
    confined: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "f.circ"
    path.write_text(OLD)
    path.chmod(0o400)
    if os.access(path, os.W_OK):  # root may
        monkeypatch.setattr(os, "access", lambda *_, **__: False)
    with pytest.raises(PermissionError, match="read-only"):
        write_whole(str(path), NEW.encode(), Base(str(tmp_path)) if confined else None)
    assert path.read_text() == OLD
    assert os.listdir(tmp_path) == ["f.circ"]


def test_links_that_go_round(tmp_path: Path) -> None:
    (tmp_path / "f.circ").symlink_to("f.circ")
    with pytest.raises(OSError, match="links go round"):
        write_whole(str(tmp_path / "f.circ"), NEW.encode())
    assert os.listdir(tmp_path) == ["f.circ"]


FULL = """
import resource, signal, sys
from circuitlang.session.session import Session
from circuitlang.text.beneath import STEP, Base
from circuitlang.text.errors import CircuitError
session = Session(folder=sys.argv[1], overwrite=True)
session.execute("".join(f"input x{i} = 0\\n" for i in range(3000)) + "f = x0 * 2")
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    session.execute('save "f.circ"')
except CircuitError as problem:
    print(problem.code, problem.message)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGXFSZ"), reason="no limit on the size of files")
def test_a_file_that_grows_too_large_for_the_system(tmp_path: Path) -> None:
    """The real thing: write() itself fails, half way."""
    path = tmp_path / "f.circ"
    path.write_text(OLD)
    done = subprocess.run([sys.executable, "-c", FULL, str(tmp_path)], cwd=ROOT,
                          capture_output=True, text=True)  # fmt: skip
    assert done.stdout == "file-not-allowed `f.circ` cannot be written: file too large\n"
    assert path.read_text() == OLD
    assert os.listdir(tmp_path) == ["f.circ"]


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A file system that holds 64 KiB."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "none", str(folder)]
    if sys.platform != "linux" or os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("no file system of one's own here")
    if subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("it may not be mounted here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.parametrize("typed", [False, True])
@pytest.mark.parametrize("there", [False, True])
@pytest.mark.parametrize("command", ["save", "export", "map"])
def test_a_file_system_that_is_full(command: str, there: bool, typed: bool, small: Path) -> None:
    name = {"save": "f.circ", "export": "f.py", "map": "f.csv"}[command]
    if there:
        (small / name).write_text(OLD)
    before = {path.name: path.read_bytes() for path in small.iterdir()}
    if command == "map":
        rows = small.parent / "rows.csv"
        rows.write_text("x\n" + "".join(f"{i}.123456789\n" for i in range(9000)))
        (small.parent / "a.circ").write_text("input x; f = x * x")
        out = io.StringIO()
        words = ["map", str(small.parent / "a.circ"), "--data", str(rows), "-o", str(small / name)]
        assert main(words, None, out, out) == 1
        said = out.getvalue()
    else:
        session = Session(folder=small, overwrite=True)
        session.execute("input X = zeros(80, 80); set X = randn(80, 80); f = sum(X)")
        session.typed = typed
        path = str(small / name) if typed else name
        with pytest.raises(CircuitError) as caught:
            session.execute(f'{command}{"!" * there} "{path}"')
        said = f"[{caught.value.code}]: {caught.value.message}"
    assert "[file-not-allowed]: " in said and "cannot be written: no space left on device" in said
    assert {path.name: path.read_bytes() for path in small.iterdir()} == before
    short = Session(folder=small, overwrite=True)  # and what fits is written
    short.execute('input x = 1; f = x * x; save "short.circ"')
    assert (small / "short.circ").read_text() == "input x = 1\nf = x * x\n"


def test_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    if not hasattr(os, "geteuid") or os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    path = tmp_path / "f.circ"
    path.write_text(OLD)
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(PermissionError):
            write_whole(str(path), b"new")
    finally:
        tmp_path.chmod(0o700)
    assert path.read_text() == OLD


def test_a_folder_that_cannot_be_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.open

    def refuse(path: Any, *rest: Any, **more: Any) -> int:
        if path == os.path.realpath(tmp_path):
            raise PermissionError(errno.EACCES, "no")
        return real(path, *rest, **more)

    monkeypatch.setattr(os, "open", refuse)
    write_whole(str(tmp_path / "f.circ"), NEW.encode())
    assert (tmp_path / "f.circ").read_text() == NEW
