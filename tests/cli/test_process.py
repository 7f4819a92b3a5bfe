"""What only a process of its own can show: signals, closed pipes, encodings."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.commandline import FIRST, ROOT

Process = Callable[..., "subprocess.Popen[str]"]
SHELL = pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")


def test_a_whole_run(process: Process) -> None:
    out, err = process(FIRST).communicate()
    assert "∂f/∂x = -4" in out
    assert err == ""


def test_standard_input_that_is_a_pipe(process: Process) -> None:
    out, err = process().communicate("input x = 3; f = x * x; backward")
    assert "∂f/∂x = 6" in out
    assert "forward first" in err


@SHELL
def test_control_c(process: Process) -> None:
    running = process(FIRST, "-", PYTHONUNBUFFERED="1")
    assert running.stdin and running.stdout and running.stderr
    while "output" not in running.stdout.readline():
        pass  # the table's last line: now it waits for standard input
    running.send_signal(signal.SIGINT)
    assert running.wait(60) == 130
    assert running.communicate() == ("", "")


def shell(command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    program = f"{sys.executable} -m circuitlang"
    return subprocess.run(
        ["bash", "-c", command.replace("circuitlang", program, 1)], capture_output=True, text=True,
        cwd=ROOT, env={**os.environ, **environment}, encoding="utf-8",
    )  # fmt: skip


@SHELL
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_closed_pipe_is_left_quietly(unbuffered: str) -> None:
    done = shell("circuitlang gates | true; echo ${PIPESTATUS[0]}", PYTHONUNBUFFERED=unbuffered)
    assert (done.stdout, done.stderr) == ("141\n", "")


@SHELL
def test_closed_streams(tmp_path: Path) -> None:
    assert shell("circuitlang gates >&-").returncode == 0
    done = shell(f"circuitlang {FIRST} 2>&-")
    assert (done.returncode, done.stderr) == (0, "")
    done = shell("circuitlang - <&-")
    assert done.returncode == 2
    assert "standard input is closed" in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk(tmp_path: Path) -> None:
    done = shell("circuitlang gates >/dev/full")
    assert done.returncode == 2
    assert done.stderr == "circuitlang: cannot write: No space left on device\n"


@SHELL
def test_a_named_pipe_is_that_persons_own() -> None:
    done = shell("circuitlang <(echo 'input x = 3; f = x * x')")
    assert done.returncode == 0
    assert "∂f/∂x = 6" in done.stdout


def test_an_encoding_without_the_signs(process: Process) -> None:
    program = "input σ = 2; f = sigmoid(σ); backward; local f"
    out, err = process("-c", program, PYTHONIOENCODING="ascii").communicate()
    assert r"df/d\u03c3 =" in out
    assert out.isascii() and err.isascii()
