"""What a terminal shows while something takes its time, and a pipe does not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from circuitlang.session.commands import training
from circuitlang.text import pace
from circuitlang.views.progress import duration, progress
from tests.cli.commandline import Done

LEARN = "param w = 1; loss = w * w; descend loss rate 0.01 steps 9"


def test_a_line_that_is_taken_away(run: Callable[..., Done], monkeypatch: pytest.MonkeyPatch,
                                   ) -> None:  # fmt: skip
    monkeypatch.setattr(training, "OFTEN", 0.0)
    shown = run("-c", LEARN, terminal=True).err
    assert "step 4 of 9  loss 0.885842" in shown
    assert shown.rpartition("\x1b[K")[2].strip() == ""


@pytest.mark.parametrize("options", [(), ("--quiet",), ("--json",)])
def test_none_in_a_pipe(run: Callable[..., Done], monkeypatch: pytest.MonkeyPatch,
                        options: tuple[str, ...]) -> None:  # fmt: skip
    monkeypatch.setattr(training, "OFTEN", 0.0)
    done = run("-c", LEARN, *options, terminal=bool(options))
    assert "\r" not in done.out + done.err
    assert done.status == 0


def test_words() -> None:
    bar = f"[{'█' * 10}{' ' * 14}]  45%"
    assert progress(450, 1000, 9.0, "step 450") == f"{bar}  step 450  11 s left"
    assert progress(0, 10, 0.0, "row 0").endswith("… left")
    assert [duration(x) for x in (0.2, 59, 200, 7500)] == ["0 s", "59 s", "3 min 20 s", "2 h 5 min"]


@pytest.mark.parametrize("engine", ["reference", "segments"])
def test_a_pass_that_takes_long_is_told_and_taken_away(
    run: Callable[..., Done], monkeypatch: pytest.MonkeyPatch, engine: str
) -> None:
    monkeypatch.setattr(pace, "PATIENCE", -1.0)
    monkeypatch.setattr(pace, "OFTEN", -1.0)
    many = "input x = 0.5, g[0] = 1; for i in 1 to 9000 { g[i] = g[i - 1] * x }; backward"
    done = run("--engine", engine, "-c", many, terminal=True)
    assert "of 9,002 gates, forward" in done.err and "of 9,002 gates, backward" in done.err
    assert "g[9000]" in done.out
    told = done.err.rpartition("gates, backward")[2]
    assert told.endswith("\r\x1b[K")  # the line is gone
    silent = run("--engine", engine, "-c", many)
    assert silent.status == 0 and "\r" not in silent.err
