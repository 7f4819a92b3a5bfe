"""A command line that runs in this process, and one in a process of its own."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from circuitlang.cli import main
from tests.cli.commandline import ROOT, Done, Terminal


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Done]:
    """`run("-c", "f = 1", stdin="…")` in an empty folder: status, output, messages."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")

    def call(*arguments: str, stdin: io.StringIO | str = "", terminal: bool = False) -> Done:
        kind = Terminal if terminal else io.StringIO
        out, err = kind(), kind()
        given = io.StringIO(stdin) if isinstance(stdin, str) else stdin
        return Done(main(arguments, given, out, err), out.getvalue(), err.getvalue())

    return call


@pytest.fixture
def process() -> Callable[..., subprocess.Popen[str]]:
    """`python -m circuitlang` with pipes; `before` is a shell command that ends in it."""

    def start(*arguments: str, **environment: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "circuitlang", *arguments],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            encoding="utf-8", cwd=ROOT, env={**os.environ, **environment},
        )  # fmt: skip

    return start
