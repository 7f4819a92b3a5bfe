"""Pipes in the place of files: waited for, but not for ever."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from time import sleep

import pytest

from circuitlang.script import pipes
from circuitlang.text.errors import CircuitError
from tests.cli.commandline import Done

if not hasattr(os, "mkfifo"):
    pytest.skip("there are no pipes with names here", allow_module_level=True)

LONG = b"input x = 2\n" + b"# a comment\n" * 20_000 + b"f = x * 7\n"

PARTS = {"at once": [LONG], "in parts": [LONG[:30], LONG[30:]], "nothing": [b""],
         "haltingly": [LONG[:5], b"", LONG[5:]]}  # fmt: skip


def written(path: Path, parts: Sequence[bytes], before: float = 0.0) -> threading.Thread:
    """Somebody who writes into a pipe, some time before the first part and between two."""
    os.mkfifo(path)

    def write() -> None:
        sleep(before)
        with open(path, "wb", 0) as file:
            for part in parts:
                file.write(part)
                sleep(0.05)

    thread = threading.Thread(target=write)
    thread.start()
    return thread


@pytest.mark.parametrize("before", [0.0, 0.1])
@pytest.mark.parametrize("parts", PARTS.values(), ids=PARTS)
def test_what_is_written_is_read(parts: list[bytes], before: float, tmp_path: Path,
                                 monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.setattr(pipes, "PATIENCE", 20.0 if any(parts) else 0.4)
    thread = written(tmp_path / "pipe", parts, before)
    try:
        with pipes.opened(str(tmp_path / "pipe")) as file:
            assert file.fileno() > 0
            assert file.read() == b"".join(parts)
    except CircuitError as problem:
        assert not any(parts) and "nobody writes into the pipe" in problem.message
    thread.join()


def test_a_circuit_that_comes_through_a_pipe(
    run: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipes, "PATIENCE", 20.0)
    thread = written(Path("f.circ"), [LONG])
    done = run("run", "f.circ", "--quiet")
    thread.join()
    assert done.status == 0 and "14" in done.out


def test_nobody_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipes, "PATIENCE", 0.05)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(CircuitError) as caught:
        pipes.opened(str(tmp_path / "pipe"))
    assert caught.value.code == "file-not-allowed"


def test_of_what_is_no_text_only_the_beginning_is_read(tmp_path: Path) -> None:
    with open("/dev/zero", "rb") as file:
        assert len(pipes.text_of(file, 10**9)) == pipes.PART
    path = tmp_path / "f"
    path.write_bytes(b"a" * 300_000)
    for most in (0, 1, pipes.PART, 300_000, 400_000):
        with open(path, "rb") as file:
            assert len(pipes.text_of(file, most)) == min(most, 300_000)
