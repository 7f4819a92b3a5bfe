"""Texts that are compared with files: `--update-goldens` writes the files anew."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

GOLDENS = Path(__file__).parent / "goldens"

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # shells start what runs in the background so, and what the tests start would inherit it: then
    # no Ctrl-C that is sent to it would be heard
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-goldens", action="store_true",
                     help="write tests/goldens anew instead of comparing with it")  # fmt: skip


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """`golden("first.txt", text)`: the text is that of the file in tests/goldens."""

    def compare(name: str, text: str) -> None:
        path = GOLDENS / name
        if request.config.getoption("--update-goldens"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        assert path.exists(), f"there is no {name}: pytest --update-goldens makes it"
        assert text == path.read_text("utf-8")

    return compare
