"""A prompt whose keys come from a pipe."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Timer

import pytest
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from circuitlang.repl.app import Prompt
from circuitlang.repl.config import Config
from circuitlang.repl.reader import TerminalReader
from circuitlang.script.console import Console
from circuitlang.session.session import Session

PATIENCE = 30.0  # seconds that a prompt may wait for keys


class Talk:
    """A prompt that was typed at: what it said, and how it stands."""

    def __init__(self, *keys: str, config: Config | None = None, session: Session | None = None,
                 quiet: bool = False) -> None:  # fmt: skip
        self.session = session or Session()
        self.stream = io.StringIO()
        self.warnings: list[str] = []
        with create_pipe_input() as pipe:
            self.reader = TerminalReader(self.session, config or Config(), self.warnings.append,
                                         input=pipe, output=DummyOutput())  # fmt: skip
            waiting = [*keys, "\x04"]

            def after_render(app: object) -> None:
                if waiting and not self.reader.prompt.app.is_done:
                    pipe.send_text(waiting.pop(0))
                    if not waiting:
                        pipe.close()  # nothing waits for keys for ever

            self.reader.prompt.app.after_render += after_render
            console = Console(self.stream, self.stream)
            self.prompt = Prompt(self.session, console, self.reader, quiet=quiet)
            self.prompt.warnings = self.warnings
            timer = Timer(PATIENCE, pipe.close)
            timer.start()
            self.prompt.talk()
            timer.cancel()

    @property
    def said(self) -> str:
        return self.stream.getvalue()


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Settings, history and files of nobody."""
    monkeypatch.setenv("CIRCUITLANG_CONFIG", str(tmp_path))
    monkeypatch.setenv("CIRCUITLANG_HISTORY", str(tmp_path / "history"))
    monkeypatch.chdir(tmp_path)
    yield tmp_path


@pytest.fixture
def talk() -> Callable[..., Talk]:
    """`talk(keys, …)`: each part as soon as the prompt waits; Ctrl-D follows by itself."""
    return Talk
